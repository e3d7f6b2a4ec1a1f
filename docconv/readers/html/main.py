"""Which element of a page holds its main content."""

from __future__ import annotations

from itertools import islice

from bs4 import Tag

from docconv.readers.html.page import tags, text, words

_MOST = 50  # elements that may be the main one, and that may be around a paragraph
_LEAST = 200  # characters of an article worth the name
_UNLIKELY = frozenset(
    "banner breadcrumb breadcrumbs comment comments complementary contentinfo cookie footer header "
    "menu navigation newsletter promo related search share sharing sidebar social sponsor "
    "subscribe widget".split()
)
_OUTSIDE = ("nav", "aside", "header", "footer", "form")


def main_content(root: Tag) -> Tag:
    """The element that says it is the main content; else the longest article; else the element
    whose own paragraphs say most, less what of it is links. *root*, if nothing stands out."""
    said = (each for each in tags(root.find_all(True)) if _says_main(each))
    articles = tags(root.find_all("article"))
    for found in (said, articles):
        few = islice(found, _MOST)
        longest = max(few, key=lambda each: len(text(each)), default=None)
        if longest is not None and len(text(longest)) >= _LEAST:
            return longest
    return _densest(root)


def _says_main(element: Tag) -> bool:
    return element.name == "main" or "main" in str(element.get("role") or "").split()


def _densest(root: Tag) -> Tag:
    scores: dict[int, tuple[int, Tag]] = {}
    for paragraph in tags(root.find_all(["p", "pre", "blockquote"])):
        parent = paragraph.parent
        if parent is None or _is_outside(paragraph, root):
            continue
        linked = sum(len(text(link)) for link in tags(paragraph.find_all("a")))
        worth = max(len(text(paragraph)) - 2 * linked, 0)
        # The parent may hold but a part of the article: its own parent gets half.
        for element, share in ((parent, worth), (parent.parent, worth // 2)):
            if element is not None:
                scores[id(element)] = scores.get(id(element), (0, element))[0] + share, element
    worth, best = max(scores.values(), key=lambda score: score[0], default=(0, root))
    return best if worth >= _LEAST else root


def _is_outside(element: Tag, root: Tag) -> bool:
    for parent in islice(element.parents, _MOST):
        if parent is root:
            return False
        if isinstance(parent, Tag) and (parent.name in _OUTSIDE or words(parent) & _UNLIKELY):
            return True
    return False
