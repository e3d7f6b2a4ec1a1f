"""Run properties: how text looks, and the marks that say so."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from docconv.archive import Element
from docconv.ast import (
    Attr,
    Emph,
    Mark,
    Marks,
    SmallCaps,
    Span,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from docconv.readers.docx.names import W, is_on, number


@dataclass(frozen=True, slots=True)
class Look:
    """What run properties say; None where they say nothing.

    *raised* is 1 above the line, -1 below it. *language* is a tag; *rtl_language* the one that
    holds for text from right to left. *role* is what the character style stands for: ``code``,
    ``link``, ``credit``.
    """

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    strike: bool | None = None
    small_caps: bool | None = None
    raised: int | None = None
    highlight: bool | None = None
    hidden: bool | None = None
    rtl: bool | None = None
    colored: bool | None = None
    language: str | None = None
    rtl_language: str | None = None
    font: str | None = None
    role: str | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, else *base*."""
        if base is PLAIN or self is PLAIN:
            return self if base is PLAIN else base
        mine = ((own, getattr(self, own), getattr(base, own)) for own in _FIELDS)
        return Look(**{own: there if here is None else here for own, here, there in mine})


_FIELDS = tuple(field.name for field in fields(Look))
PLAIN = Look()
_ON_OFF = {
    W + "b": "bold",
    W + "i": "italic",
    W + "strike": "strike",
    W + "dstrike": "strike",
    W + "smallCaps": "small_caps",
    W + "vanish": "hidden",
    W + "rtl": "rtl",
}
_RAISED = {"superscript": 1, "subscript": -1, "baseline": 0}
_NO_LANGUAGE = frozenset(("x-none", "zxx", "none", ""))
_FONTS = tuple(W + name for name in ("ascii", "hAnsi", "cs"))


def look(properties: Element | None) -> Look:
    """What the run *properties* (``w:rPr``) themselves say; their style is not looked up."""
    if properties is None or not len(properties):
        return PLAIN
    said: dict[str, object] = {}
    for each in properties:
        name = _ON_OFF.get(each.tag)
        if name:
            said[name] = is_on(each) or bool(said.get(name))
            continue
        value = each.get(W + "val", "")
        match each.tag.rpartition("}")[2]:
            case "u":
                said["underline"] = value not in ("none", "")
            case "vertAlign":
                said["raised"] = _RAISED.get(value, 0)
            case "position" if (height := number(value)) and "raised" not in said:
                said["raised"] = 1 if height > 0 else -1
            case "highlight":
                said["highlight"] = value not in ("none", "")
            case "color":
                said["colored"] = value not in ("auto", "")
            case "lang":
                said |= _languages(each)
            case "rFonts":
                said["font"] = next((found for key in _FONTS if (found := each.get(key))), None)
    return Look(**said) if said else PLAIN  # type: ignore[arg-type]


def _languages(element: Element) -> dict[str, object]:
    kinds = (("language", "val"), ("rtl_language", "bidi"))
    named = ((field, element.get(W + kind, "")) for field, kind in kinds)
    return {field: tag for field, tag in named if tag.lower() not in _NO_LANGUAGE}


@lru_cache(maxsize=1024)
def marks(look: Look, language: str, linked: bool) -> Marks:
    """The marks of text with this *look* in a document in *language*. Text that is *linked* is
    blue and underlined because it is, whether by its style or by hand."""
    out: list[Mark] = []
    tag = look.rtl_language if look.rtl else look.language
    if tag and _primary(tag) != _primary(language):
        out.append(Span(Attr(attributes=(("lang", tag),))))
    if look.role == "credit":
        out.append(Span(Attr(classes=("credit",))))
    if look.bold:
        out.append(Strong())
    if look.italic:
        out.append(Emph())
    if look.underline and not (linked and look.colored):
        out.append(Underline())
    if look.strike:
        out.append(Strikeout())
    if look.small_caps:
        out.append(SmallCaps())
    if look.raised:
        out.append(Superscript() if look.raised > 0 else Subscript())
    if look.highlight:
        out.append(Span(Attr(classes=("mark",))))
    return tuple(out)


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()
