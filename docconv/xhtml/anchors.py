"""Identifiers: which exist, under which valid name, in which file, and where links to them go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docconv import walk
from docconv.ast import Attr, Block, Blocks, Code, Image, Link, Span, Table

# White space may not stand in an identifier, and these would need encoding in a link to it.
_UNFIT = re.compile(r"[\s\x00-\x20\x7f-\xa0\"#%<>\\^`{|}\[\]\ud800-\udfff]+")


class Anchors:
    """The identifiers of a document in one or more files; the first of equal ones wins."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[str, str]] = {}  # identifier -> file, name
        self._names: dict[str, int] = {}  # name -> how many were made from it
        self._claimed: set[str] = set()

    def add(self, blocks: Blocks, file: str = "") -> None:
        """Register the identifiers in *blocks*, which will be written to *file*."""
        for block in walk.blocks(blocks):
            for attr in attributes(block):
                if attr.id and attr.id not in self._places:
                    self._places[attr.id] = (file, self.fresh(attr.id))

    def fresh(self, stem: str) -> str:
        """A name like *stem* that no other identifier has."""
        stem = name = _valid(stem)
        while name in self._names:
            self._names[stem] += 1
            name = f"{stem}-{self._names[stem]}"
        self._names[name] = 1
        return name

    def claim(self, identifier: str) -> str:
        """The name of *identifier* for the node that carries it, to the first who asks."""
        if identifier not in self._places or identifier in self._claimed:
            return ""
        self._claimed.add(identifier)
        return self._places[identifier][1]

    def href(self, identifier: str, file: str = "") -> str:
        """The link from *file* to *identifier*, or nothing if there is no such place."""
        target, name = self._places.get(identifier, ("", ""))
        if not name:
            return ""
        return f"#{name}" if target == file else f"{target}#{name}"


def attributes(block: Block) -> Iterator[Attr]:
    """The attributes of *block*, of its parts, and of the inlines and marks in it."""
    attr = getattr(block, "attr", None)
    if attr is not None:
        yield attr
    if isinstance(block, Table):
        yield from table_attributes(block)
    for content in walk.inlines(block):
        for inline in content:
            if isinstance(inline, Code | Image):
                yield inline.attr
            for mark in inline.marks:
                if isinstance(mark, Link | Span):
                    yield mark.attr


def table_attributes(table: Table) -> Iterator[Attr]:
    """The attributes of the groups, rows and cells of *table*."""
    yield table.head_attr
    yield table.foot_attr
    for body in table.bodies:
        yield body.attr
    for row in walk.table_rows(table):
        yield row.attr
        for cell in row.cells:
            yield cell.attr


def _valid(identifier: str) -> str:
    name = _UNFIT.sub("-", identifier) or "-"
    if name.isascii():
        return name
    from unicodedata import normalize

    return normalize("NFC", name)
