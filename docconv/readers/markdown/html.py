"""Raw HTML as Markdown passes it on: a piece of source parted into tags, comments and text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

# Each alternative begins with another character, so that nothing is tried twice.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
)
_COMMENTS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_RAW_TEXT = ("script", "style", "textarea", "title")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of HTML; *source* is how it was written."""

    kind: Literal["open", "close", "text", "comment"]
    source: str
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def tokens(source: str) -> Iterator[Token]:
    """The tokens of *source*. The content of scripts and the like is one text."""
    lower = source.lower()
    last = {opener: source.rfind(closer) for opener, closer in _COMMENTS.items()}
    at = 0
    while at < len(source):
        tag = source.find("<", at)
        if tag != at:
            end = len(source) if tag < 0 else tag
            yield Token("text", source[at:end])
            at = end
            continue
        token = _comment(source, at, last) or _tag(source, at)
        yield token
        at += len(token.source)
        if token.kind == "open" and token.name in _RAW_TEXT:
            end = lower.find(f"</{token.name}", at)
            end = len(source) if end < 0 else end
            yield Token("text", source[at:end])
            at = end


def _comment(source: str, at: int, last: Mapping[str, int]) -> Token | None:
    """The comment, or whatever else is nothing to show, that begins at *at*; *last* tells where
    each kind ends for the last time, so that none is looked for in vain."""
    for opener, closer in _COMMENTS.items():
        if at + len(opener) <= last[opener] and source.startswith(opener, at):
            end = source.find(closer, at + len(opener)) + len(closer)
            return Token("comment", source[at:end])
    return None


def _tag(source: str, at: int) -> Token:
    """The tag that begins with the ``<`` at *at*; else that character."""
    match = _TAG.match(source, at)
    if match is None:
        return Token("text", "<")
    name = match["name"].lower()
    if match["close"]:
        return Token("close", match[0], name)
    return Token("open", match[0], name, _attributes(match["attributes"]))


def _attributes(source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(source):
        bare = value[1:-1] if value[:1] in ("'", '"') else value
        found.setdefault(name.lower(), unescape(bare))
    return found
