"""The small shapes of Pandoc's JSON, and errors that say where one does not fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from docconv import pandoc
from docconv.ast import Attr, ColSpec

_MAX_DEPTH = 100

T = TypeVar("T")


class ShapeError(Exception):
    """Something has not Pandoc's shape; the path to it grows on the way out."""

    def __init__(self, expected: str, found: object) -> None:
        self.path: list[str] = []
        shown = json.dumps(found, ensure_ascii=False)
        self.reason = f"expected {expected}, found {shown[:60]}{'…' if len(shown) > 60 else ''}"

    def __str__(self) -> str:
        return f"{''.join(reversed(self.path)).lstrip('.')}: {self.reason}"


class Depth:
    """Counts how many sequences lie in one another (``with depth: …``); 100 are enough."""

    def __init__(self) -> None:
        self._level = 0

    def __enter__(self) -> None:
        self._level += 1
        if self._level > _MAX_DEPTH:
            raise ShapeError(f"at most {_MAX_DEPTH} levels of nesting", "more")

    def __exit__(self, *_: object) -> None:
        self._level -= 1


def at(step: str, decoder: Callable[[Any], T], value: Any) -> T:
    """*value* decoded, *step* being its place in an error's path."""
    try:
        return decoder(value)
    except ShapeError as error:
        error.path.append(f".{step}")
        raise


def each(decoder: Callable[[Any], T], items: Any) -> tuple[T, ...]:
    """The items of a list decoded, their numbers being their places in an error's path."""
    if not isinstance(items, list):
        raise ShapeError("a list", items)
    out = []
    for number, item in enumerate(items):
        try:
            out.append(decoder(item))
        except ShapeError as error:
            error.path.append(f"[{number}]")
            raise
    return tuple(out)


def tagged(value: Any) -> tuple[str, Any]:
    """The tag and the contents of an element."""
    match value:
        case {"t": str(tag)}:
            return tag, value.get("c")
        case _:
            raise ShapeError("an element with a tag “t”", value)


def named(table: dict[str, T]) -> Callable[[Any], T]:
    """A decoder of elements that are but a tag, by *table*."""

    def decoder(value: Any) -> T:
        tag, _ = tagged(value)
        if tag not in table:
            raise ShapeError(f"one of {', '.join(table)}", tag)
        return table[tag]

    return decoder


number_style = named(pandoc.NUMBER_STYLES)
delimiter = named(pandoc.DELIMITERS)
alignment = named(pandoc.ALIGNMENTS)
quotes = named(pandoc.QUOTES)
is_display = named({"DisplayMath": True, "InlineMath": False})
citation_mode = named(dict.fromkeys(("AuthorInText", "SuppressAuthor", "NormalCitation")))


def version(value: Any) -> tuple[int, ...]:
    """The API version, if it is one of those whose shapes are known here."""
    match value:
        case [1, 22 | 23, *rest] if all(isinstance(number, int) for number in rest):
            return tuple(value)
        case _:
            raise ShapeError("API version 1.22 or 1.23", value)


def attributes(value: Any) -> Attr:
    """Identifier, classes and attributes."""
    match value:
        case [str(name), list(classes), list(pairs)]:
            return Attr(name, each(_string, classes), each(_pair, pairs))
        case _:
            raise ShapeError("[identifier, classes, attributes]", value)


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ShapeError("a string", value)


def _pair(value: Any) -> tuple[str, str]:
    match value:
        case [str(name), str(text)]:
            return name, text
        case _:
            raise ShapeError("[name, value]", value)


def column(value: Any) -> ColSpec:
    """A column's alignment and width."""
    match value:
        case [align, {"t": "ColWidthDefault"}]:
            return ColSpec(alignment(align))
        case [align, {"t": "ColWidth", "c": int(width) | float(width)}]:
            return ColSpec(alignment(align), width)
        case _:
            raise ShapeError("[alignment, width]", value)
