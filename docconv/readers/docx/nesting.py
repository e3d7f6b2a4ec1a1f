"""Marks in an order that nests: what lasts longer encloses what ends sooner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from docconv.ast import (
    Code,
    Emph,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    Marks,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from docconv.elements.flow import merge

_BLANKS = " \t"
# Marks that do not show on blanks: there they tell of hasty typing only.
_INVISIBLE = (Strong, Emph, SmallCaps, Superscript, Subscript)


def nested(content: Sequence[Inline]) -> Inlines:
    """*content*, whose marks stand in any order, with marks that nest, and neighbours that look
    the same as one run. Blanks take the marks of what they stand between."""
    if all(not inline.marks for inline in content):
        return merge(_code_joined(content))
    settled = _settled(content)
    if any(len(inline.marks) > 1 for inline in settled):
        settled = _ordered(settled)
    return merge(_code_joined(settled))


def trimmed(content: Inlines) -> Inlines:
    """*content* without the blanks and line breaks at its beginning and end, which do not show."""
    ahead = _without_leading(content, str.lstrip)
    return tuple(reversed(_without_leading(tuple(reversed(ahead)), str.rstrip)))


def _without_leading(content: Inlines, strip: Callable[[str, str], str]) -> Inlines:
    anchors: list[Inline] = []
    for at, inline in enumerate(content):
        match inline:
            case Text(""):
                anchors.append(inline)
            case Text(text, marks):
                text = strip(text, _BLANKS)
                if text:
                    return (*anchors, Text(text, marks), *content[at + 1 :])
            case LineBreak():
                pass
            case _:
                return (*anchors, *content[at:])
    return tuple(anchors)


def _settled(content: Sequence[Inline]) -> list[Inline]:
    out: list[Inline] = []
    for at, inline in enumerate(content):
        if isinstance(inline, LineBreak) or (isinstance(inline, Text) and not inline.text.strip()):
            before = out[-1].marks if out else ()
            after = content[at + 1].marks if at + 1 < len(content) else ()
            inline = replace(inline, marks=_between(before, inline, after))
        out.append(inline)
    return out


def _between(before: Marks, blank: Text | LineBreak, after: Marks) -> Marks:
    """The marks for *blank* between runs with the marks *before* and *after*. A line break, and
    an empty run, which is an anchor, only continue what is around them."""
    is_blank = isinstance(blank, Text) and bool(blank.text)
    shared = [mark for mark in before if mark in after and (not is_blank or _is_invisible(mark))]
    if isinstance(blank, LineBreak):
        return tuple(shared)
    return (*shared, *(m for m in blank.marks if not _is_invisible(m) and m not in shared))


def _is_invisible(mark: Mark) -> bool:
    is_language = isinstance(mark, Span) and bool(mark.attr.get("lang")) and not mark.attr.id
    return is_language or isinstance(mark, _INVISIBLE)


def _ordered(content: list[Inline]) -> list[Inline]:
    """Keep open what goes on, close what ends, open what begins: what lasts longest first."""
    lengths = _lengths(content)
    out = []
    open_marks: Marks = ()
    for inline, lasting in zip(content, lengths, strict=True):
        marks = dict.fromkeys(inline.marks)
        kept: list[Mark] = []
        for mark in open_marks:
            if mark not in marks:
                break
            kept.append(mark)
        fresh = [mark for mark in marks if mark not in kept]
        fresh.sort(key=lambda mark: (-lasting[mark], not isinstance(mark, Link)))
        open_marks = (*kept, *fresh)
        out.append(replace(inline, marks=open_marks))
    return out


def _lengths(content: list[Inline]) -> list[dict[Mark, int]]:
    """For each run, how many runs from it on bear each of its marks without a break."""
    out: list[dict[Mark, int]] = []
    following: dict[Mark, int] = {}
    for inline in reversed(content):
        following = {mark: following.get(mark, 0) + 1 for mark in inline.marks}
        out.append(following)
    return out[::-1]


def _code_joined(content: Sequence[Inline]) -> list[Inline]:
    """*content* with neighbouring code of equal marks as one, as Word splits it anywhere."""
    out: list[Inline] = []
    for inline in content:
        last = out[-1] if out else None
        if isinstance(inline, Code) and isinstance(last, Code) and last.marks == inline.marks:
            out[-1] = replace(last, text=last.text + inline.text)
        else:
            out.append(inline)
    return out
