"""Attributes of elements: what of them a node keeps, and what a style says about text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docconv.ast import (
    Alignment,
    Attr,
    Emph,
    Mark,
    SmallCaps,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Underline,
)

_KEPT = ("lang", "dir", "title")
_ALIGNMENTS: dict[str, Alignment] = {
    "left": "left",
    "start": "left",
    "right": "right",
    "end": "right",
    "center": "center",
}
_STYLES: dict[tuple[str, str], Mark] = {
    ("font-weight", "bold"): Strong(),
    ("font-weight", "bolder"): Strong(),
    ("font-weight", "600"): Strong(),
    ("font-weight", "700"): Strong(),
    ("font-weight", "800"): Strong(),
    ("font-weight", "900"): Strong(),
    ("font-style", "italic"): Emph(),
    ("font-style", "oblique"): Emph(),
    ("font-variant", "small-caps"): SmallCaps(),
    ("font-variant-caps", "small-caps"): SmallCaps(),
    ("text-decoration", "underline"): Underline(),
    ("text-decoration-line", "underline"): Underline(),
    ("text-decoration", "line-through"): Strikeout(),
    ("text-decoration-line", "line-through"): Strikeout(),
    ("vertical-align", "super"): Superscript(),
    ("vertical-align", "sub"): Subscript(),
}


def attr(attributes: Mapping[str, str], *without: str) -> Attr:
    """Identifier, classes but those *without*, language, direction, title, ``data-`` values."""
    classes = tuple(name for name in attributes.get("class", "").split() if name not in without)
    return Attr(attributes.get("id", ""), classes, tuple(_others(attributes)))


def _others(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        if name == "xml:lang" and "lang" not in attributes:
            yield "lang", value
        elif name in _KEPT:
            yield name, value
        elif name.startswith("data-") and name != "data-":
            yield name.removeprefix("data-"), value


def style(attributes: Mapping[str, str]) -> dict[str, str]:
    """The declarations of the ``style`` attribute, in lower case."""
    declarations = (part.partition(":") for part in attributes.get("style", "").lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in declarations if value.strip()}


def style_marks(attributes: Mapping[str, str]) -> tuple[Mark, ...]:
    """The marks that the ``style`` attribute amounts to."""
    if "style" not in attributes:
        return ()
    return tuple(_STYLES[pair] for pair in style(attributes).items() if pair in _STYLES)


def alignment(attributes: Mapping[str, str]) -> Alignment:
    """The alignment that a cell or column asks for."""
    wanted = style(attributes).get("text-align") or attributes.get("align", "").lower()
    return _ALIGNMENTS.get(wanted, "default")


def share(attributes: Mapping[str, str]) -> float | None:
    """The share of the width that a column asks for, if it does so in per cent."""
    wanted = style(attributes).get("width") or attributes.get("width", "")
    try:
        value = float(wanted.strip().removesuffix("%")) if wanted.strip().endswith("%") else 0
    except ValueError:
        return None
    return round(value / 100, 6) if 0 < value <= 100 else None


def number(attributes: Mapping[str, str], name: str, default: int) -> int:
    """The whole number in the attribute *name*, else *default*."""
    value = attributes.get(name, "").strip()
    digits = value.removeprefix("-")
    return int(value) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default
