"""Notes: which links are references to one, and which elements are the notes.

EPUB 3 says so (``epub:type``, ARIA roles). Older books only link: a short mark in the text to a
paragraph, and that paragraph back to the mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docconv.archive import Element
from docconv.readers.epub.names import Place, classes, destination, purposes, tag
from docconv.readers.epub.pages import Page

_REFERENCES = frozenset("noteref footnote-ref footnoteref footnote-reference fnref".split())
_BACKLINKS = frozenset("backlink footnote-back footnote-backref reversefootnote".split())
_SECTIONS = frozenset("footnotes endnotes rearnotes notes".split())
_BODIES = frozenset("aside li p div dd td".split())
_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶]{1,3}|[a-z])[\])]?")
_CLIMB = 4  # levels between a link and what its partner may point at instead


@dataclass(slots=True)
class Notes:
    """The notes of a book: of each reference the page and the element of its note, the elements
    that are notes, and the links back."""

    bodies: dict[Element, tuple[Page, Element]] = field(default_factory=dict)
    taken: set[Element] = field(default_factory=set)
    backlinks: set[Element] = field(default_factory=set)

    def is_section(self, element: Element) -> bool:
        """Whether *element* is one for notes, of which some were taken out of it."""
        marked = (purposes(element) | classes(element)) & _SECTIONS
        return (bool(marked) or tag(element) == "body") and any(
            each in self.taken for each in element.iter()
        )


def find(pages: Sequence[Page]) -> Notes:
    """The notes in *pages*."""
    finder = _Finder()
    for page in pages:
        for element in page.body.iter():
            if identifier := element.get("id"):
                finder.places[Place(page.name, identifier)] = (page, element)
            if (place := destination(page.name, element)) is not None:
                finder.links[element] = (page, place)
    return finder.find()


@dataclass(slots=True)
class _Finder:
    """What is known of the pages: elements by place, links with the page they stand on and the
    place they name, and the links within elements that may be notes."""

    places: dict[Place, tuple[Page, Element]] = field(default_factory=dict)
    links: dict[Element, tuple[Page, Place]] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)
    _inner: dict[Element, dict[Place, list[Element]]] = field(default_factory=dict)

    def find(self) -> Notes:
        for link, (page, place) in self.links.items():
            target = self.places.get(place)
            if target is not None and link not in self.notes.backlinks:
                self._try(link, page, *target)
        return self.notes

    def _try(self, link: Element, home: Page, page: Page, target: Element) -> None:
        told = (purposes(link) | classes(link)) & _REFERENCES
        if not told and not _looks_like_mark(link):
            return
        body = _body(target)
        if body is None or any(each is body for each in link.iterancestors()):
            return
        inner = self._links_in(body)
        back = [each for place in _around(link, home) for each in inner.get(place, ())]
        if told or back:
            self.notes.bodies[link] = page, body
            self.notes.taken.add(body)
            self.notes.backlinks.update(back)

    def _links_in(self, body: Element) -> dict[Place, list[Element]]:
        """The links in *body* by the place they name; those that say so are links back."""
        if body not in self._inner:
            inner: dict[Place, list[Element]] = {}
            for each in body.iter("{*}a"):
                if each in self.links:
                    inner.setdefault(self.links[each][1], []).append(each)
                    if (purposes(each) | classes(each)) & _BACKLINKS:
                        self.notes.backlinks.add(each)
            self._inner[body] = inner
        return self._inner[body]


def _around(link: Element, home: Page) -> Iterator[Place]:
    """Where a link back may point at: *link* itself, or what is close around it."""
    beside = link.getprevious()
    around = [link, *_first(link.iterancestors(), _CLIMB), *_first(link.iterchildren(), _CLIMB)]
    for element in around if beside is None else [*around, beside]:
        if identifier := element.get("id"):
            yield Place(home.name, identifier)


def _first(elements: Iterator[Element], count: int) -> list[Element]:
    return [element for _, element in zip(range(count), elements, strict=False)]


def _looks_like_mark(link: Element) -> bool:
    text = "".join(str(piece) for piece in link.itertext()).strip()
    return _MARK.fullmatch(text) is not None


def _body(target: Element) -> Element | None:
    """The note that *target* is, or is the beginning of."""
    for element in (target, *_first(target.iterancestors(), _CLIMB)):
        if tag(element) in _BODIES:
            return element
    return None
