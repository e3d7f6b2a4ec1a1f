"""Text as Markdown that reads as that text, and attributes, addresses and tags likewise."""

from __future__ import annotations

import re

from docconv.ast import Attr

_REFERENCE = r"&(?=#?\w+;)"  # what would be taken for a reference to a character
_HTML_REFERENCE = r"&(?=[#A-Za-z])"
_ENDS = r"\n\r\x0b\x0c\u2028\u2029"  # what the decoding of a file would take for a line end
_SPECIAL = re.compile(rf"[\\`*\[\]<~^$|{{]|_|{_REFERENCE}|!(?=$)")
_LINE_ENDS = re.compile(f"[{_ENDS}]")
# What begins a block where a line begins.
_LINE_START = re.compile(
    r"(?P<mark>#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-{2,}\s*$|=+\s*$|:)"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
    r"|(?P<note>\[\^\w+\])(?=:)"
)
_LONE_TAG = re.compile(r"</?[a-z][^>]*>$")

_NOT_IN_URL = re.compile(rf"[^\w.~:/?#@!+,;=%&'*()-]|{_REFERENCE}")
_PARENTHESES = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")  # in pairs
_NOT_IN_TITLE = re.compile(rf"[\\\"<>`$|{_ENDS}]|{_REFERENCE}")
_NOT_IN_NAME = re.compile(r"[\s{}<>`*\[\]\\$\"'&|]")
_NOT_IN_VALUE = re.compile(rf"[\\\"<>`*\[\]{{}}$|_~^{_ENDS}]|{_HTML_REFERENCE}")
_NOT_IN_HTML = re.compile(rf"[\"<>`$|{_ENDS}]|{_HTML_REFERENCE}")
_KEY = re.compile(r"[A-Za-z_:][\w:.-]*")
_AS_IN_HTML = ("lang", "dir", "title")


def entity(match: re.Match[str]) -> str:
    """The character that was matched, as a reference to it."""
    return f"&#{ord(match[0])};"


def text(content: str) -> str:
    """*content* with a backslash before whatever might be markup.

    >>> print(text("a*b, snake_case, 2 < 3 & x"))
    a\\*b, snake_case, 2 \\< 3 & x
    """

    def escaped(match: re.Match[str]) -> str:
        start, end = match.span()
        around = content[max(start - 1, 0) : start], content[end : end + 1]
        inside_word = match[0] == "_" and all(each.isalnum() for each in around)
        return match[0] if inside_word else f"\\{match[0]}"

    return _LINE_ENDS.sub(entity, _SPECIAL.sub(escaped, content))


def lines(content: str, join: str) -> str:
    """The lines of a paragraph, parted by newlines in *content*, such that none begins a block,
    and without the blanks at their ends; *join* joins them."""
    parted = content.split("\n")
    if len(parted) > 1 and _LONE_TAG.match(parted[0]):  # it would begin a block of HTML
        parted[:2] = [f"{parted[0]} {parted[1]}"]
    return join.join(_LINE_START.sub(_started, line.strip(" \t"), count=1) for line in parted)


def _started(match: re.Match[str]) -> str:
    if match.start():
        return match[0]
    return f"{match[0]}\\" if match["number"] or match["note"] else f"\\{match[0]}"


def target(url: str, title: str) -> str:
    """Where a link goes, in parentheses, with its title."""
    paired = _PARENTHESES.fullmatch(url)
    url = _NOT_IN_URL.sub(entity, url)
    if not paired:
        url = url.replace("(", "&#40;").replace(")", "&#41;")
    if not title:
        return f"({url})"
    return f'({url or "<>"} "{_NOT_IN_TITLE.sub(entity, title)}")'


def attributes(attr: Attr) -> str:
    """*attr* in braces as in Pandoc's Markdown, or nothing. What is no name there is left out."""
    items = [f"#{_NOT_IN_NAME.sub(entity, attr.id)}"] if attr.id else []
    items += [f".{_NOT_IN_NAME.sub(entity, name)}" for name in attr.classes if name]
    items += [
        f'{key}="{_NOT_IN_VALUE.sub(entity, value)}"'
        for key, value in attr.attributes
        if _KEY.fullmatch(key)
    ]
    return f"{{{' '.join(items)}}}" if items else ""


def tag(name: str, attr: Attr = Attr(), **others: str) -> str:  # noqa: B008 (frozen)
    """The start tag of an HTML element."""
    pairs = [("id", attr.id), ("class", " ".join(attr.classes))]
    pairs += [
        (key if key in _AS_IN_HTML else f"data-{key}", value)
        for key, value in attr.attributes
        if _KEY.fullmatch(key)
    ]
    pairs += others.items()
    written = (f' {key}="{_NOT_IN_HTML.sub(entity, value)}"' for key, value in pairs if value)
    return f"<{name}{''.join(written)}>"
