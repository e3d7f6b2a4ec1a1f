"""Plain text, read naively: blank lines part paragraphs, a line end is a ``SoftBreak``.

Nothing is trimmed, joined or interpreted: what a line end or an indent *means* is a question for
the normalizer. So the source can be told from the document: a paragraph's text, with newlines for
its soft breaks, is ``source[pos : pos + len]``, and between paragraphs stand only blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docconv.ast import Document, Inline, Para, SoftBreak, Text
from docconv.decode import decode
from docconv.errors import ReadError, Warn

_VISIBLE = re.compile("[^\\s\u00ad\u200b-\u200f\u2060\ufeff]")
# Starts at a newline only, and blanks are followed by a newline or end the match: linear.
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_SOFT_BREAK = SoftBreak()


@dataclass(frozen=True, slots=True)
class Options:
    """How to read plain text."""

    encoding: str = field(
        default="", metadata={"help": "character encoding (default: told by the bytes)"}
    )


def read(data: bytes, options: Options, warn: Warn) -> Document:
    """The document in *data*.

    Raises ReadError if the bytes are no text or hold no visible character.
    """
    text = decode(data, warn, options.encoding)
    if _VISIBLE.search(text) is None:
        raise ReadError("there is no text in it")
    return parse(text)


def parse(text: str) -> Document:
    """The paragraphs of *text*, which has ``\\n`` for line ends.

    >>> [paragraph.pos for paragraph in parse("One\\ntwo.\\n\\n  Three.").blocks]
    [0, 10]
    """
    return Document(tuple(_paragraphs(text)))


def _paragraphs(text: str) -> Iterator[Para]:
    body_end = len(text.rstrip())
    if not body_end:
        return
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    for gap in _BLANK_LINES.finditer(text, start, body_end):
        yield _paragraph(text, start, gap.start())
        start = gap.end()
    last = text.find("\n", body_end)
    yield _paragraph(text, start, len(text) if last < 0 else last)


def _paragraph(text: str, start: int, end: int) -> Para:
    first, *others = text[start:end].split("\n")
    content: list[Inline] = [Text(first)]
    for line in others:
        content += (_SOFT_BREAK, Text(line))
    return Para(tuple(content), start)
