"""Contents: what the navigation lists, as evidence for headings that are set as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from docconv.archive import Element
from docconv.errors import ReadError
from docconv.readers.epub.names import Place, destination, purposes, resolve, tag, text_of
from docconv.readers.epub.package import Package
from docconv.readers.epub.pages import Page

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_TITLES = frozenset(("p", "div"))
_LONGEST = 200
_NEAR = 6  # paragraphs after the place that an entry names, and …
_FAR = 60  # elements


class Entry(NamedTuple):
    """An entry: how deep it lies, its label, the place it names."""

    depth: int
    label: str
    place: Place


def mark_headings(package: Package, pages: Sequence[Page]) -> None:
    """Make headings of the paragraphs in *pages* that open what an entry of the contents names,
    and say what it says, where there is no such heading."""
    starts = {Place(page.name, ""): page.body for page in pages}
    starts |= {
        Place(page.name, identifier): element
        for page in pages
        for element in page.body.iter()
        if (identifier := element.get("id"))
    }
    for entry in entries(package):
        start = starts.pop(entry.place, None)
        if start is not None and (title := _title(start, entry.label)) is not None:
            namespace, brace, _ = str(title.tag).rpartition("}")
            title.tag = f"{namespace}{brace}h{min(entry.depth, 6)}"


def entries(package: Package) -> list[Entry]:
    """The entries of the contents: of the navigation page, else of the NCX; none if they are
    broken, since nothing but headings hangs on them."""
    for file, read in ((package.navigation, _of_page), (package.ncx, _of_ncx)):
        if file is None or file.name not in package.archive:
            continue
        try:
            root = package.archive.xml(file.name, doctype=True)
        except ReadError:
            continue
        if found := list(read(root, file.name)):
            return found
    return []


def _of_page(root: Element, name: str) -> Iterator[Entry]:
    for element in root.iter():
        if tag(element) == "nav" and "toc" in purposes(element):
            for link in element.iter():
                place = destination(name, link)
                if place is not None:
                    depth = sum(tag(each) == "ol" for each in link.iterancestors())
                    yield Entry(depth, text_of(link), place)


def _of_ncx(root: Element, name: str) -> Iterator[Entry]:
    for point in root.iter():
        if tag(point) != "navpoint":
            continue
        label = next((text_of(each) for each in point if tag(each) == "navlabel"), "")
        source = next((each.get("src", "") for each in point if tag(each) == "content"), "")
        place = resolve(name, source)
        if place is not None:
            depth = 1 + sum(tag(each) == "navpoint" for each in point.iterancestors())
            yield Entry(depth, label, place)


def _title(start: Element, label: str) -> Element | None:
    """The paragraph at *start*, or soon after it, that is the heading with this *label*; None if
    there is none, or a heading already."""
    wanted = _letters(label)
    paragraphs = 0
    for element in islice(_onwards(start), _FAR):
        name = tag(element)
        if name in _HEADINGS:
            return None
        is_leaf = next(element.iterdescendants("{*}p", "{*}div"), None) is None
        if name not in _TITLES or not is_leaf:
            continue
        text = text_of(element)
        found = _letters(text)
        is_sentence = text.endswith(".") and not label.endswith(".")
        if found and len(found) <= _LONGEST and _says(wanted, found) and not is_sentence:
            return element
        paragraphs += bool(found)
        if paragraphs >= _NEAR:
            return None
    return None


def _onwards(start: Element) -> Iterator[Element]:
    """The elements from *start* on, the paragraph around it first."""
    yield from (each for each in start.iterancestors() if tag(each) == "p")
    yield from start.iter()
    for each in (start, *start.iterancestors()):
        if tag(each) == "body":
            return
        for sibling in each.itersiblings():
            yield from sibling.iter()


def _says(wanted: str, found: str) -> bool:
    """Whether *found* is *wanted*, or all of it but a number before or a subtitle after."""
    longer = len(found) * 2 >= len(wanted)
    return found == wanted or (longer and (wanted.endswith(found) or wanted.startswith(found)))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
