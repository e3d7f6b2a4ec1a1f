"""The marks that open list items: bullets, ``3.``, ``(c)``, ``iv)``.

One line that begins with a dash or a number proves nothing; lines with the same bullet, or with
numbers that count up, are a list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

_BULLET = re.compile(
    r"([•●▪■◦‣∙○·\uf0b7\uf0a7\uf0d8➢►▶✓✔]|[-*+](?=[ \t])|o(?=\t))[ \t\u00a0]*(?=\S)"
)
_NUMBER = re.compile(r"(\()?(\d{1,3}|[ivxlc]{1,6}|[IVXLC]{1,6}|[a-zA-Z])([.)])[ \t\u00a0]+(?=\S)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_PLAIN_BULLETS = frozenset("-*+o·")  # signs that open other lines too


class Marker(NamedTuple):
    """A mark of *length* characters (its blanks included): a bullet *sign*, or a number that
    may be read in one or two *styles* with the delimiter *delim*."""

    length: int
    sign: str = ""
    styles: tuple[tuple[str, int], ...] = ()
    delim: str = ""


class Item(NamedTuple):
    """A line that opens a list item: the length of its marker, *role* and *value* as a proposal
    names them, the depth left open (``{}``), and what items of one list have in common."""

    length: int
    role: str
    value: str
    family: str


def marker(text: str) -> Marker | None:
    """The marker that *text* begins with."""
    if match := _BULLET.match(text):
        return Marker(match.end(), sign=match[1])
    match = _NUMBER.match(text)
    if match is None or (match[1] and match[3] == "."):
        return None
    styles = tuple(_readings(match[2]))
    delim = "parens" if match[1] else "period" if match[3] == "." else "paren"
    return Marker(match.end(), styles=styles, delim=delim) if styles else None


def _readings(label: str) -> Iterator[tuple[str, int]]:
    if label.isdigit():
        yield "decimal", int(label)
        return
    case = "lower" if label.islower() else "upper"
    number = _roman(label.lower())
    if number:
        yield f"{case}-roman", number
    if len(label) == 1:
        yield f"{case}-alpha", ord(label.lower()) - ord("a") + 1


def _roman(label: str) -> int:
    """The value of a Roman numeral; 0 if it is none, or an odd one such as “iiii”."""
    if set(label) - set(_ROMAN) or re.search(r"(.)\1{3}|([vl])\2|i[vx].|i[lc]|v[xlc]", label):
        return 0
    values = [_ROMAN[letter] for letter in label]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


_ITEM_LINE = re.compile(rf"[\n\u2028\u2029][ \t]*(?:{_BULLET.pattern}|{_NUMBER.pattern})")


def item_lines(text: str) -> Iterator[int]:
    """Where lines of *text* stand that open with a marker (places inside the line)."""
    if marker(text[:80].lstrip()):
        yield 0
    yield from (match.end() - 1 for match in _ITEM_LINE.finditer(text))


def items(texts: Sequence[str], known: Collection[str] = ()) -> Mapping[int, Item]:
    """The lines among *texts* that open list items, by index; *known* bullets open one even
    where they stand alone."""
    marks = {i: found for i, text in enumerate(texts) if (found := marker(text))}
    opened = dict(_bullets(marks, known))
    for delim in ("period", "paren", "parens"):
        opened.update(_numbers([(i, mark) for i, mark in marks.items() if mark.delim == delim]))
    return opened


def _bullets(marks: Mapping[int, Marker], known: Collection[str]) -> Iterator[tuple[int, Item]]:
    signs = Counter(mark.sign for mark in marks.values())
    for index, mark in marks.items():
        alone = signs[mark.sign] < 2 and mark.sign in _PLAIN_BULLETS
        if mark.sign and (mark.sign in known or not alone):
            yield index, Item(mark.length, "bullet", "{}", mark.sign)


def _numbers(marks: Iterable[tuple[int, Marker]]) -> Iterator[tuple[int, Item]]:
    """The markers that count up. Levels may alternate (1. a. b. 2.): a number goes on with the
    sequence it fits, the innermost first."""
    runs: list[list[tuple[int, Marker]]] = []
    heads: list[tuple[str, int]] = []  # style and first number of each run
    awaited: dict[tuple[str, int], int] = {}  # the run that goes on with this number
    for index, mark in marks:
        style, number = next((s for s in mark.styles if s in awaited), _first(mark))
        run = awaited.pop((style, number), len(runs))
        if run == len(runs):
            runs.append([])
            heads.append((style, number))
        runs[run].append((index, mark))
        awaited[style, number + 1] = run
    for (style, start), members in zip(heads, runs, strict=True):
        least = 2 if start == 1 and style != "upper-alpha" else 3
        if len(members) >= least:
            for number, (index, mark) in enumerate(members, start):
                value = f"{{}} {number} {style} {mark.delim}"
                yield index, Item(mark.length, "ordered", value, f"{style} {mark.delim}")


def _first(mark: Marker) -> tuple[str, int]:
    """The reading of a marker that opens a list: the one nearest to one."""
    return min(mark.styles, key=lambda reading: reading[1])
