"""Markdown: CommonMark, with Pandoc's extensions for what CommonMark has nothing for.

Metadata goes into a YAML block, notes to the end. What neither has a form for (complex tables,
figures, lists with letters, spans and divisions) is written as HTML around Markdown, so that
`docconv.readers.markdown` reads back what was written.
"""

from __future__ import annotations

from dataclasses import dataclass

from docconv.ast import Document
from docconv.decode import encode
from docconv.errors import Notice, Warn
from docconv.writers.markdown.blocks import BlockWriter
from docconv.writers.markdown.metadata import front_matter

_LOSSES = {
    "raw": "raw markup of no named format was left out ({})",
    "link": "links that would run code lost their targets ({})",
}


@dataclass(frozen=True, slots=True)
class Options:
    """There are none."""


def write(document: Document, options: Options, warn: Warn) -> bytes:
    """*document* as UTF-8 Markdown that ends with a newline; nothing for an empty document.

    Pictures stay outside, with a Notice: a text file holds none.
    """
    writer = BlockWriter()
    parts = [
        front_matter(document.meta, writer.blocks),
        writer.blocks(document.blocks),
        *writer.notes(),
    ]
    text = "\n\n".join("\n".join(part) for part in parts if part)
    for code, count in writer.lost.items():
        warn(Notice(f"{code}-dropped", _LOSSES[code].format(count)))
    if document.media:
        count = len(document.media)
        warn(Notice("media-dropped", f"Markdown holds no binaries: {count} left out"))
    return encode(f"{text}\n", warn) if text else b""
