"""Strings that are safe as markup: text and attribute values escaped, and what is no character."""

from __future__ import annotations

import re

# What XML or HTML forbids: controls but tab and line ends, lone surrogates, non-characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_PLANE_ENDS = [
    chr(plane + end) for plane in range(1 << 16, 17 << 16, 1 << 16) for end in (0xFFFE, 0xFFFF)
]
# What is not read out as text: tags, formulas (as far as checkers know), characters of no width.
_NO_WIDTH = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_SILENT = re.compile(f"<math .*?</math>|<[^>]*>|[{_NO_WIDTH}]", re.DOTALL)
_NAMED = re.compile(r'<(?:img|a|math) [^>]*?\b(?:alt|aria-label)="[^"]')
_FORMULA = re.compile(r'(<math [^>]*?alttext=)("[^"]*")')


def escape(text: str) -> str:
    """*text* as character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(name: str, value: str) -> str:
    """One attribute with its leading blank; line ends and tabs in *value* survive parsing."""
    value = escape(value).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
    return f' {name}="{value}"'


def one_line(text: str) -> str:
    """*text* with every run of white space made one blank."""
    return " ".join(text.split())


def clean(markup: str) -> tuple[str, int]:
    """*markup* with what XML or HTML forbids made U+FFFD, and how many characters that were."""
    markup, count = _FORBIDDEN.subn("\ufffd", markup)
    for character in _PLANE_ENDS:  # in a pattern, they would make it ten times slower
        if character in markup:
            count += markup.count(character)
            markup = markup.replace(character, "\ufffd")
    return markup, count


def is_blank(markup: str) -> bool:
    """Whether *markup*, made here, has neither text nor a picture with a description."""
    return not _SILENT.sub("", markup).strip() and not _NAMED.search(markup)


def spoken(markup: str) -> str:
    """*markup* made here, in which formulas are given a name if nothing else is to be read out."""
    return _FORMULA.sub(r"\1\2 aria-label=\2", markup) if is_blank(markup) else markup
