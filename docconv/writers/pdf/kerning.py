"""Kerning: the pair adjustments of a font's GPOS table, read as they are asked for.

Of the table only what fonts use between plain letters is read: the lookups of the feature
``kern`` that adjust pairs (type 2, formats 1 and 2, direct or by extension). Layout: OpenType 1.9,
"GPOS - Glyph Positioning Table".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cached_property

_PAIRS, _EXTENSION = 2, 9  # types of lookups
_X_ADVANCE = 4  # the bit of a value format that says how far the next glyph moves


class Kerning:
    """The pair adjustments in *table*, a font's GPOS table or nothing, in font units."""

    def __init__(self, table: bytes) -> None:
        self._table = _Table(table)
        self._lookups: list[list[_Pairs]] | None = None

    def pair(self, left: int, right: int) -> int:
        """By how much the glyph *right* moves when it follows *left*."""
        if self._lookups is None:
            self._lookups = list(_lookups(self._table)) if self._table.data else []
        return sum(_first(subtables, left, right) for subtables in self._lookups)


def _first(subtables: list[_Pairs], left: int, right: int) -> int:
    """The adjustment of the first subtable that has one for the pair."""
    for subtable in subtables:
        value = subtable.value(left, right)
        if value is not None:
            return value
    return 0


class _Table:
    """Big-endian numbers in a stretch of bytes."""

    def __init__(self, data: bytes, start: int = 0) -> None:
        self.data = data
        self.start = start

    def at(self, offset: int) -> _Table:
        return _Table(self.data, self.start + offset)

    def numbers(self, offset: int, count: int) -> tuple[int, ...]:
        return struct.unpack_from(f">{count}H", self.data, self.start + offset)

    def number(self, offset: int) -> int:
        return self.numbers(offset, 1)[0]

    def signed(self, offset: int) -> int:
        return int(struct.unpack_from(">h", self.data, self.start + offset)[0])

    def listed(self, offset: int) -> tuple[int, ...]:
        """The numbers of a list that begins with its length."""
        return self.numbers(offset + 2, self.number(offset))


def _lookups(gpos: _Table) -> Iterator[list[_Pairs]]:
    _, features, lookups = gpos.numbers(4, 3)
    offsets = gpos.at(lookups).listed(0)
    for index in sorted(_kern_lookups(gpos.at(features))):
        lookup = gpos.at(lookups + offsets[index])
        subtables = [_pairs(lookup.at(place), lookup.number(0)) for place in lookup.listed(4)]
        yield [pairs for pairs in subtables if pairs]


def _kern_lookups(features: _Table) -> set[int]:
    found: set[int] = set()
    for n in range(features.number(0)):
        at = features.start + 2 + 6 * n
        if features.data[at : at + 4] == b"kern":
            found.update(features.at(features.number(6 + 6 * n)).listed(2))
    return found


def _pairs(table: _Table, kind: int) -> _Pairs | None:
    if kind == _EXTENSION:
        kind, high, low = table.numbers(2, 3)
        table = table.at(high << 16 | low)
    if kind != _PAIRS or not table.number(4) & _X_ADVANCE:
        return None
    return _Classes(table) if table.number(0) == 2 else _Pairs(table)


class _Pairs:
    """A subtable of format 1: for each left glyph the right ones with their values."""

    def __init__(self, table: _Table) -> None:
        self.table = table
        first, second = table.numbers(4, 2)
        self.size = 2 * (first.bit_count() + second.bit_count())
        self.advance = 2 * (first & (_X_ADVANCE - 1)).bit_count()

    @cached_property
    def coverage(self) -> dict[int, int]:
        """Left glyph to its index."""
        table = self.table.at(self.table.number(2))
        if table.number(0) == 1:
            return {glyph: index for index, glyph in enumerate(table.listed(2))}
        return {glyph: glyph - first + at for first, last, at in _ranges(table, 2)
                for glyph in range(first, last + 1)}  # fmt: skip

    def value(self, left: int, right: int) -> int | None:
        """The adjustment of the pair, None if this subtable has none."""
        index = self.coverage.get(left)
        if index is None:
            return None
        pairs = self.table.at(self.table.number(10 + 2 * index))
        low, high = 0, pairs.number(0)
        while low < high:
            middle = (low + high) // 2
            at = 2 + middle * (2 + self.size)
            glyph = pairs.number(at)
            if glyph == right:
                return pairs.signed(at + 2 + self.advance)
            low, high = (middle + 1, high) if glyph < right else (low, middle)
        return None


class _Classes(_Pairs):
    """A subtable of format 2: glyphs fall into classes, and pairs of classes have values."""

    @cached_property
    def classes(self) -> tuple[dict[int, int], dict[int, int]]:
        left, right = self.table.numbers(8, 2)
        return _class_of(self.table.at(left)), _class_of(self.table.at(right))

    def value(self, left: int, right: int) -> int | None:
        if left not in self.coverage:
            return None
        lefts, rights = self.classes
        columns = self.table.number(14)
        cell = lefts.get(left, 0) * columns + rights.get(right, 0)
        return self.table.signed(16 + cell * self.size + self.advance)


def _class_of(table: _Table) -> dict[int, int]:
    """Glyph to class; glyphs that are not named are of class 0."""
    if table.number(0) == 1:
        first = table.number(2)
        return {first + n: kind for n, kind in enumerate(table.listed(4))}
    return {glyph: kind for first, last, kind in _ranges(table, 2)
            for glyph in range(first, last + 1)}  # fmt: skip


def _ranges(table: _Table, offset: int) -> Iterator[tuple[int, int, int]]:
    numbers = table.numbers(offset + 2, 3 * table.number(offset))
    return zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
