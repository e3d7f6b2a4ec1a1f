"""Running text as Markdown. A mark has two forms: delimiters where they are sure to be taken for
such (CommonMark 0.31, section 6.2), else HTML tags, which Markdown allows anywhere."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeAlias, assert_never

from docconv import pandoc, walk
from docconv.ast import (
    Attr,
    Code,
    Emph,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    Math,
    Note,
    RawInline,
    SmallCaps,
    SoftBreak,
    Span,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from docconv.writers.markdown import escape

_HARD = "\x00"  # stands for a line break until it is known where it stands
_SOFT = "\x01"
_NOTHING = "<!---->"  # keeps apart what would be read as one
_CLASHES = ("``", "$$", "][", "](")
_BREAKS = re.compile(f"[{_HARD}{_SOFT}]")
_TICKS = re.compile("`+")
_SCRIPT = re.compile(r"[^\W_]+")
_TEX = re.compile(r"(?!\s)[^$\n]*[^\s$\\]")
_FORMAT = re.compile(r"[\w.+-]+")
_AUTOLINK = re.compile(r"(?:https?://|mailto:)[\w.~:/?#@!+,;=%-]+")
_UNSAFE = re.compile(r"(?:java|vb)script:|data:", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20]")

_DELIMITERS: dict[type[Mark], str] = {Strong: "**", Strikeout: "~~"}
_FIRST: dict[type[Mark], str] = {
    Strong: "*",
    Emph: "_",
    Strikeout: "~",
    Superscript: "^",
    Subscript: "~",
}
_TAGS: dict[type[Mark], str] = {
    Strong: "strong",
    Emph: "em",
    Underline: "u",
    Strikeout: "del",
    Superscript: "sup",
    Subscript: "sub",
}


@dataclass(frozen=True, slots=True)
class _Marked:
    """Parts under a mark whose form depends on what stands beside it."""

    mark: Strong | Emph | Strikeout | Superscript | Subscript
    parts: Sequence[_Part]


_Part: TypeAlias = str | _Marked


class InlineWriter:
    """Writes inlines, gathering notes and counting what cannot be written."""

    def __init__(self, lost: Counter[str]) -> None:
        self.notes: list[Note] = []
        self._bar = "|"
        self._lost = lost

    def paragraph(self, content: Inlines) -> str:
        """*content* as lines of a paragraph."""
        parts = _BREAKS.split(found := self._text(content))
        out = parts[0]
        for kind, before, after in zip(_BREAKS.findall(found), parts, parts[1:], strict=False):
            alone = not before.strip(" \t") or not after.strip(" \t")
            out += (
                ("<br>" if alone else "\\\n") if kind == _HARD else "" if alone else "\n"
            ) + after
        return escape.lines(out, "\n")

    def line(self, content: Inlines) -> str:
        """*content* as one line, such as a heading's."""
        joined = self._text(content).replace(_HARD, "<br>").replace(_SOFT, " ")
        return escape.lines(joined, " ")

    def cell(self, content: Inlines) -> str:
        """*content* as the cell of a table, where a bar would begin another even in code."""
        self._bar = "\\|"
        line = self.line(content)
        self._bar = "|"
        return line

    def _text(self, content: Inlines) -> str:
        return _resolved(self._parts(content), " ", " ", frozenset())

    def _parts(self, content: Inlines) -> list[_Part]:
        folded = walk.fold(tuple(map(_unlinked, content)), self._leaf, self._wrap)
        return [part for parts in folded for part in parts]

    # --- Inlines ---

    def _leaf(self, inline: Inline) -> list[_Part]:
        return [self._inline(inline)]

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text):
                return escape.text(text)
            case Code():
                return _code(inline.text, inline.attr).replace("|", self._bar)
            case Math():
                return _math(inline, self._bar)
            case SoftBreak():
                return _SOFT
            case LineBreak():
                return _HARD
            case Image():
                alt = self.line(tuple(part for part in inline.alt if not isinstance(part, Note)))
                target = escape.target(inline.url, inline.title)
                return f"![{alt}]{target}{escape.attributes(inline.attr)}"
            case Note():
                self.notes.append(inline)
                return f"[^{len(self.notes)}]"
            case RawInline():
                return self._raw(inline)
            case _:
                assert_never(inline)

    def _raw(self, raw: RawInline) -> str:
        if not raw.text or not _FORMAT.fullmatch(raw.format):
            self._lost["raw"] += 1
            return ""
        return f"{_ticked(raw.text)}{{={raw.format}}}".replace("|", self._bar)

    # --- Marks ---

    def _wrap(self, mark: Mark, groups: list[list[_Part]]) -> list[_Part]:
        parts = [part for group in groups for part in group]
        match mark:
            case Strong() | Emph() | Strikeout() | Superscript() | Subscript():
                return [_Marked(mark, parts)]
            case Underline():
                return ["<u>", *parts, "</u>"]
            case SmallCaps():
                return [escape.tag("span", Attr(classes=("smallcaps",))), *parts, "</span>"]
            case Span(attr=attr):
                if pandoc.RESERVED & {*attr.classes[:1]}:
                    return parts
                return [escape.tag("span", attr), *parts, "</span>"]
            case Link():
                return self._link(mark, parts)
            case _:
                assert_never(mark)

    def _link(self, link: Link, parts: list[_Part]) -> list[_Part]:
        if _UNSAFE.match(_INVISIBLE.sub("", link.url)):
            self._lost["link"] += 1
            return parts
        bare = link.title == "" and link.attr == Attr()
        if bare and parts == [escape.text(link.url)] and _AUTOLINK.fullmatch(link.url):
            return [f"<{link.url}>"]
        target = escape.target(link.url, link.title)
        return ["[", *parts, f"]{target}{escape.attributes(link.attr)}"]


def _unlinked(run: Inline) -> Inline:
    """*run* in no more links than it can be: one, and a note in none."""
    links = [at for at, mark in enumerate(run.marks) if isinstance(mark, Link)]
    extra = links if isinstance(run, Note) else links[1:]
    if not extra:
        return run
    return replace(run, marks=tuple(m for at, m in enumerate(run.marks) if at not in extra))


# --- Code and formulas --------------------------------------------------------------------------


def _code(text: str, attr: Attr) -> str:
    if not text:
        return f"{escape.tag('code', attr)}</code>"
    return f"{_ticked(text)}{escape.attributes(attr)}"


def _ticked(text: str) -> str:
    """*text* between more backticks than it holds in a row; a line end there is a space."""
    text = text.replace("\n", " ")
    fence = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    spaced = text.startswith("`") or text.endswith("`")
    spaced = spaced or (text[0] == text[-1] == " " and text.strip(" ") != "")
    return f"{fence} {text} {fence}" if spaced else f"{fence}{text}{fence}"


def _math(formula: Math, bar: str) -> str:
    if _TEX.fullmatch(formula.text) and _is_balanced(formula.text):
        fence = "$$" if formula.display else "$"
        return f"{fence}{formula.text.replace('|', bar)}{fence}"
    kind = "display" if formula.display else "inline"
    left, right = ("\\[", "\\]") if formula.display else ("\\(", "\\)")
    tag = escape.tag("span", Attr(classes=("math", kind)))
    return f"{tag}{escape.text(f'{left}{formula.text}{right}')}</span>"


def _is_balanced(text: str) -> bool:
    """Whether the braces in *text* come in pairs, as they must between dollar signs."""
    bare = re.sub(r"\\.", "", text)
    steps = ({"{": 1, "}": -1}[brace] for brace in re.findall("[{}]", bare))
    depths = list(accumulate(steps, initial=0))
    return min(depths) == depths[-1] == 0


# --- Delimiters ---------------------------------------------------------------------------------


def _resolved(
    parts: Iterable[_Part], before: str, after: str, inside: frozenset[type[Mark]]
) -> str:
    """*parts* as text, given the characters *before* and *after* it, and the marks it is in."""
    pending = [part for part in parts if part]
    out: list[str] = []
    for number, part in enumerate(pending):
        if isinstance(part, _Marked):
            right = _first(pending[number + 1]) if number + 1 < len(pending) else after
            part = _formed(part, before, right, inside)
        if before + part[:1] in _CLASHES:
            out.append(_NOTHING)
        out.append(part)
        before = part[-1:] or before
    return "".join(out)


def _formed(part: _Marked, before: str, after: str, inside: frozenset[type[Mark]]) -> str:
    kind = type(part.mark)
    opening, closing = _delimiter(part, before, after, inside), ""
    if not opening:
        opening, closing = f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    closing = closing or opening
    inner = _resolved(part.parts, opening[-1], closing[0], inside | {kind})
    return f"{opening}{inner}{closing}"


def _delimiter(part: _Marked, before: str, after: str, inside: frozenset[type[Mark]]) -> str:
    """The delimiter of *part*, if one would open before it and close after it."""
    kind = type(part.mark)
    parts = [inner for inner in part.parts if inner]
    if not parts or kind in inside:
        return ""
    first, last = _first(parts[0]), _last(parts[-1])
    if first.isspace() or last.isspace() or first in (_HARD, _SOFT) or last in (_HARD, _SOFT):
        return ""
    clear = _is_edge(before) and _is_edge(after)
    if kind in (Superscript, Subscript):
        mark = "^" if kind is Superscript else "~"
        simple = len(parts) == 1 and isinstance(parts[0], str) and _SCRIPT.fullmatch(parts[0])
        return mark if simple and before not in "^~\\" and after not in "^~" else ""
    if kind is Emph and clear:
        return "_" if before != "_" and after != "_" else ""
    mark = _DELIMITERS.get(kind, "*")
    if before == mark[0] or after == mark[0] or first == mark[0] or last == mark[0]:
        return ""
    return mark if clear or (first.isalnum() and last.isalnum()) else ""


def _is_edge(character: str) -> bool:
    """Whether *character* is sure to be no part of a word: what is neither here nor there is."""
    return unicodedata.category(character)[0] in "PZ" or character in string.punctuation + " \t\n"


def _first(part: _Part) -> str:
    """The first character of *part*: of its delimiter, if it is marked."""
    return part[0] if isinstance(part, str) else _FIRST[type(part.mark)]


def _last(part: _Part) -> str:
    return part[-1] if isinstance(part, str) else _FIRST[type(part.mark)]
