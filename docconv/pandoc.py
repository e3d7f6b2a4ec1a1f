"""What Pandoc's document model says and ours does not: the words that carry it, and its metadata.

Runs of text cannot say everything Pandoc's tree says. A ``Span`` whose first class is one of the
reserved ones below says it: `pandoc_json` reads such spans in and writes them back as what they
stand for; every other format shows their text, which is complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from docconv import walk
from docconv.ast import (
    Alignment,
    Attr,
    Block,
    Blocks,
    Delimiter,
    Div,
    Inline,
    Inlines,
    Meta,
    MetaValue,
    NumberStyle,
    Text,
)

API_VERSION = (1, 23, 1)
VERSION_KEY = "pandoc-api-version"  # in Meta.extra, where a document states another one

QUOTED = "pandoc-quoted"  # Quoted; the quotation marks stand in the text
CITE = "pandoc-cite"  # Cite; the attribute `citations` holds its list, as JSON
APART = "pandoc-apart"  # an element that must not merge with its neighbour
APART_TOO = "pandoc-apart-too"  # the same, next to an APART
LITERAL = "pandoc-literal"  # a span of the author's whose class happens to be reserved
RESERVED = frozenset((QUOTED, CITE, APART, APART_TOO, LITERAL))

EMPTY = Div((), Attr(classes=("pandoc-empty",)))  # opens a MetaBlocks that would look empty
LEVEL = "pandoc-level"  # attribute of a heading whose level is not 1 to 6

QUOTES = {"DoubleQuote": "“”", "SingleQuote": "‘’"}
NUMBER_STYLES: dict[str, NumberStyle] = {
    "Decimal": "decimal",
    "LowerAlpha": "lower-alpha",
    "UpperAlpha": "upper-alpha",
    "LowerRoman": "lower-roman",
    "UpperRoman": "upper-roman",
    "DefaultStyle": "default",
    "Example": "example",
}
DELIMITERS: dict[str, Delimiter] = {
    "Period": "period",
    "OneParen": "paren",
    "TwoParens": "parens",
    "DefaultDelim": "default",
}
ALIGNMENTS: dict[str, Alignment] = {
    "AlignLeft": "left",
    "AlignRight": "right",
    "AlignCenter": "center",
    "AlignDefault": "default",
}


# --- Metadata -----------------------------------------------------------------------------------
#
# A field of `Meta` shows the text of one of Pandoc's variables. Where text is less than what the
# variable holds (markup, a list of maps), the variable is kept in `Meta.extra` as well, and it is
# written back as long as the field still shows its text: so an edited field wins.

_FIELDS = {
    "title": ("title",),
    "subtitle": ("subtitle",),
    "authors": ("author",),
    "date": ("date",),
    "language": ("lang", "language"),
    "description": ("description", "abstract"),
    "rights": ("rights",),
    "credits": ("credits",),
    "identifier": ("identifier",),
}
_MANY = ("authors", "credits")
_NAMES = ("name", "text", "literal")  # which entry of a map is what people call it


def typed_meta(variables: Mapping[str, MetaValue]) -> Meta:
    """Pandoc's *variables* as typed metadata; :func:`untyped_meta` is its inverse."""
    extra = dict(variables)
    fields: dict[str, Any] = {}
    for field, names in _FIELDS.items():
        present = [name for name in names if name in variables]
        if present:
            value = variables[present[0]]
            fields[field] = shown = _shown(field, value)
            if shown and present == [names[0]] and _value(shown) == value:
                del extra[present[0]]
    return Meta(**fields, extra=extra)


def untyped_meta(meta: Meta) -> dict[str, MetaValue]:
    """All of *meta* as Pandoc's variables."""
    variables = dict(meta.extra)
    for field, names in _FIELDS.items():
        value = getattr(meta, field)
        name = next((name for name in names if name in variables), names[0])
        if name in variables and _shown(field, variables[name]) == value:
            continue
        variables.pop(name, None)
        if value:
            variables[name] = _value(value)
    return variables


def _shown(field: str, value: MetaValue) -> str | tuple[str, ...]:
    if field not in _MANY:
        return text_of(value)
    items = value if is_list(value) else (value,)
    return tuple(text for item in items if (text := text_of(item)))


def _value(shown: str | tuple[str, ...]) -> MetaValue:
    return (Text(shown),) if isinstance(shown, str) else tuple((Text(each),) for each in shown)


def text_of(value: MetaValue) -> str:
    """What a person would read in *value*: of a list its first item, of a map its name."""
    match value:
        case bool():
            return ""
        case str():
            return value
        case Mapping():
            return next((text_of(value[name]) for name in _NAMES if name in value), "")
        case _ if is_inlines(value):
            return walk.plain(value).replace("\n", " ")
        case _ if is_blocks(value):
            return "\n\n".join(walk.texts(value))
        case _ if is_list(value):
            return text_of(value[0]) if value else ""
        case _:
            return ""


def is_inlines(value: MetaValue) -> TypeGuard[Inlines]:
    """Whether *value* is running text."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Inline)


def is_blocks(value: MetaValue) -> TypeGuard[Blocks]:
    """Whether *value* is a sequence of blocks."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Block)


def is_list(value: MetaValue) -> TypeGuard[tuple[MetaValue, ...]]:
    """Whether *value* is a list of values, the empty tuple included."""
    return isinstance(value, tuple) and not is_inlines(value) and not is_blocks(value)
