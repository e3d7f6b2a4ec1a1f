"""Which links refer to notes, and which elements are the notes.

Pages say so by ARIA roles or well-known classes; others only link: a short mark in the text to
an element, and that element back to the mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import Tag

from docconv.readers.html.page import Page, tags, text, value, words

_REFERENCES = frozenset(("doc-noteref", "footnote-ref", "noteref", "footnoteref"))
_BACKLINKS = frozenset(
    ("doc-backlink", "footnote-back", "footnote-backref", "backlink", "reversefootnote")
)
_SECTIONS = frozenset(("footnotes", "doc-endnotes", "doc-footnotes", "endnotes", "notes"))
_BODIES = frozenset(("li", "aside", "p", "div", "dd", "td"))
_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶]{1,3}|[a-z])[\])]?")
_LARGEST = 1000  # elements and texts in a note, as far as links back are looked for
_CLIMB = 4  # levels between a link and what its partner may point at instead


class Notes:
    """The notes of a page: the element of each reference, by the reference's ``id()``; and what
    is not to be shown in its place."""

    def __init__(self, page: Page) -> None:
        self.bodies: dict[int, Tag] = {}
        self._dropped: set[int] = set()
        self._places = {value(each, "id"): each for each in tags(page.soup.find_all(id=True))}
        self._back: dict[int, list[Tag]] = {}
        self._kept: set[int] = set()
        for link in tags(page.soup.find_all("a", href=re.compile("^#."))):
            self._try(link)
        for body in list(self.bodies.values()):
            self._drop_around(body)

    def is_dropped(self, element: Tag) -> bool:
        """Whether *element* is a note, a link back, or a section that held nothing but notes."""
        return id(element) in self._dropped

    def _try(self, link: Tag) -> None:
        target = self._places.get(value(link, "href")[1:])
        said = bool(words(link) & _REFERENCES)
        if target is None or id(link) in self._dropped or not (said or _is_mark(link)):
            return
        body = next((each for each in _up(target) if each.name in _BODIES), None)
        if body is None or any(parent is body for parent in link.parents):
            return
        around = {value(each, "id") for each in (*_up(link), *_beside(link)) if each.get("id")}
        back = [each for each in self._links_in(body) if value(each, "href")[1:] in around]
        if said or back:
            self.bodies[id(link)] = body
            marked = [each for each in self._links_in(body) if words(each) & _BACKLINKS]
            self._dropped.update(id(each) for each in (body, *back, *marked))

    def _links_in(self, body: Tag) -> list[Tag]:
        if id(body) not in self._back:
            inner = tags(islice(body.descendants, _LARGEST))
            self._back[id(body)] = [
                each for each in inner if each.name == "a" and value(each, "href")[:1] == "#"
            ]
        return self._back[id(body)]

    def _drop_around(self, body: Tag) -> None:
        """Drop what is around a note if only notes, a heading and rules are in it."""
        for parent in body.parents:
            is_list = parent.name in ("ol", "ul", "dl")
            if not (is_list or words(parent) & _SECTIONS) or id(parent) in self._kept:
                return
            if id(parent) in self._dropped:
                continue
            if not all(map(self._is_furniture, parent.children)):
                self._kept.add(id(parent))
                return
            self._dropped.add(id(parent))

    def _is_furniture(self, child: object) -> bool:
        if not isinstance(child, Tag):
            return not str(child).strip()
        return id(child) in self._dropped or child.name in (
            "hr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
        )


def _is_mark(link: Tag) -> bool:
    return _MARK.fullmatch(text(link)) is not None


def _up(element: Tag) -> Iterator[Tag]:
    """*element* and what is close around it."""
    yield element
    yield from islice(tags(element.parents), _CLIMB)


def _beside(link: Tag) -> Iterator[Tag]:
    """What is close inside *link*, or stands just before it."""
    yield from islice(tags(link.descendants), _CLIMB)
    before = link.previous_sibling
    if isinstance(before, Tag):
        yield before
