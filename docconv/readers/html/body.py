"""The elements of a page as blocks, without what is not there to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from docconv import elements
from docconv.ast import Blocks, Note, Para, Plain, Text
from docconv.elements import Node
from docconv.errors import Notice, Warn
from docconv.readers.html.notes import Notes
from docconv.readers.html.page import Page, text, value, words
from docconv.readers.html.pictures import Pictures

_MAX_DEPTH = 100  # elements in one another; what lies deeper only counts for its text
_MOST_NOTES = 10  # notes in one another
_FURNITURE = frozenset("navigation search menu menubar toolbar dialog alertdialog doc-toc".split())
_GENERATED = frozenset(("section-number", "header-section-number"))
_POINT = ("0", "1", "0px", "1px")  # the size of what only counts readers
_SOURCES = ("data-src", "data-original", "data-lazy-src")
# Elements whose identifier a node keeps; that of others becomes an anchor if links point at it.
_NAMED = frozenset(
    "div section h1 h2 h3 h4 h5 h6 pre figure table thead tbody tfoot tr td th span".split()
)
_LOSSES = {
    "machinery": "scripts, styles and controls were left out ({})",
    "furniture": "navigation and the like was left out ({})",
    "hidden": "hidden elements were left out ({})",
    "media": "media and drawings were left out ({})",
}
_MEDIA = frozenset("audio video iframe object embed canvas applet svg".split())


@dataclass(slots=True)
class _Open:
    """An element whose children are being converted; *language* is that of its text."""

    element: Tag
    children: Iterator[PageElement]
    language: str
    attributes: dict[str, str]
    nodes: list[Node] = field(default_factory=list)


class Body:
    """Converts a page, taking in its *pictures* and counting what is left out."""

    def __init__(self, page: Page, pictures: Pictures) -> None:
        self._page = page
        self._pictures = pictures
        self._notes = Notes(page)
        self._lost: Counter[str] = Counter()
        self._built: dict[int, Blocks] = {}
        self._open_notes = 0
        self._spent = 0

    def blocks(self, root: Tag) -> Blocks:
        """The blocks in *root*."""
        return elements.flow(self._nodes(root))

    def tell(self, warn: Warn) -> None:
        """Tell what was left out."""
        for code, sentence in _LOSSES.items():
            if self._lost[code]:
                warn(Notice(f"{code}-dropped", sentence.format(self._lost[code])))

    def _nodes(self, root: Tag) -> list[Node]:
        """What the content of *root* comes to. It is walked on a stack of our own, since pages
        may be nested beyond what Python's can take."""
        stack = [_Open(root, iter(root.children), self._page.language, {})]
        while True:
            top = stack[-1]
            child = next(top.children, None)
            if isinstance(child, Tag):
                if not self._is_dropped(child):
                    language = value(child, "lang") or top.language
                    attributes = self._attributes(child, top.language)
                    stack.append(_Open(child, iter(child.children), language, attributes))
            elif isinstance(child, NavigableString):
                if not isinstance(child, PreformattedString):
                    top.nodes.append(Text(str(child)))
            elif child is None:
                stack.pop()
                if not stack:
                    return top.nodes
                deep = len(stack) > _MAX_DEPTH
                stack[-1].nodes += top.nodes if deep else self._element(top)

    def _is_dropped(self, element: Tag) -> bool:
        """Whether *element* is nothing to read, which is counted but for notes."""
        if self._notes.is_dropped(element):
            return True
        kind = ""
        if element.name in elements.DROPPED:
            is_furniture = element.name in ("nav", "dialog")
            kind = "media" if element.name in _MEDIA else "machinery"
            kind = "furniture" if is_furniture else kind
        elif element.name == "noscript":
            kind = "machinery"
        elif _FURNITURE & set(value(element, "role").split()) or _GENERATED & words(element):
            kind = "furniture"
        elif element.has_attr("hidden") or "display:none" in value(element, "style").replace(
            " ", ""
        ):
            kind = "hidden"
        self._lost[kind] += bool(kind)
        # The parser does not know of every void element that what follows is not in it.
        return bool(kind) and not (element.name in elements.VOID and element.contents)

    def _element(self, open_element: _Open) -> list[Node]:
        name, attributes = open_element.element.name, open_element.attributes
        nodes = open_element.nodes
        if id(open_element.element) in self._notes.bodies:
            return self._note(open_element)
        if name == "img":
            return [*self._image(attributes), *nodes]
        if name == "div" and not nodes and "id" not in attributes:
            return []
        if name == "a" and "href" in attributes:
            attributes["href"] = self._page.absolute(attributes["href"].strip())
            if attributes.get("class") == "missing-image":  # docconv's own
                url, alt = attributes["href"], text(open_element.element)
                said = {} if url.startswith(alt.removesuffix("…")) else {"alt": alt}
                return elements.build("img", {"src": url, **said}, [])
        if name in elements.VOID:
            blank = [Text(" ")] if name == "input" else []
            return [*elements.build(name, attributes, []), *blank, *nodes]
        built = elements.build(name, attributes, nodes)
        return built

    def _attributes(self, element: Tag, language: str) -> dict[str, str]:
        """The attributes of *element*, without an identifier that nothing needs or a language
        that its surroundings have already."""
        said = {name: value(element, name) for name in element.attrs}
        if element.name not in _NAMED and said.get("id") not in self._page.targets:
            said.pop("id", None)
        if element.name == "a" and said.get("name") not in self._page.targets:
            said.pop("name", None)
        if _primary(said.get("lang", language)) == _primary(language):
            said.pop("lang", None)
            said.pop("xml:lang", None)
        return said

    # --- Pictures ---

    def _image(self, said: dict[str, str]) -> list[Node]:
        """A picture, by its real source: many pages only load it when it comes into view."""
        later = next((said[name] for name in _SOURCES if said.get(name)), "")
        source = said.get("src", "").strip()
        if later and (not source or source[:5].lower() == "data:"):
            source = later.strip()
        name = self._pictures.name(source)
        is_point = said.get("width") in _POINT and said.get("height") in _POINT
        if is_point and not name and not said.get("alt"):
            self._lost["machinery"] += 1
            return []
        if not name and source[:5].lower() == "data:":
            self._lost["media"] += 1
            return [Text(said.get("alt", ""))]
        useless: tuple[str, ...] = _SOURCES
        if self._pictures.is_own_size(name, said):
            useless = (*_SOURCES, "width", "height")
        kept = {key: text for key, text in said.items() if key not in useless}
        return elements.build("img", {**kept, "src": name or self._page.absolute(source)}, [])

    # --- Notes ---

    def _note(self, reference: _Open) -> list[Node]:
        """The note that a link refers to, in its place; the link where repeating the note would
        make the document grow beyond reason."""
        body = self._notes.bodies[id(reference.element)]
        size = len(text(body))
        self._spent += size
        if self._open_notes >= _MOST_NOTES or self._spent > self._page.size:
            return reference.nodes
        if id(body) not in self._built:
            self._open_notes += 1
            self._built[id(body)] = _whole(elements.flow(self._nodes(body)))
            self._open_notes -= 1
        return [Note(self._built[id(body)])]


def _whole(blocks: Blocks) -> Blocks:
    """*blocks* of a note, its texts as paragraphs."""
    return tuple(Para(block.content) if isinstance(block, Plain) else block for block in blocks)


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
