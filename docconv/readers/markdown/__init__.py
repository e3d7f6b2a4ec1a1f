"""Markdown: CommonMark, with what Pandoc and GitHub add to it, on pyromark's event stream.

Beyond CommonMark: tables (with captions), footnotes, definition lists, strikeout, sub- and
superscripts, task lists, math, alerts, line blocks, YAML metadata, attributes on headings, code,
links, images, spans and divisions, raw blocks and inlines of other formats. Raw HTML becomes
nodes where it is well nested. Quotes and dashes stay as they are typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docconv import pandoc
from docconv.ast import Document, MetaValue, Para
from docconv.decode import decode
from docconv.errors import ReadError, Warn
from docconv.readers.markdown.document import parse
from docconv.readers.markdown.metadata import split


@dataclass(frozen=True, slots=True)
class Options:
    """How to read Markdown."""

    encoding: str = field(
        default="", metadata={"help": "character encoding (default: told by the bytes)"}
    )


def read(data: bytes, options: Options, warn: Warn) -> Document:
    """The document in *data*; metadata from a YAML block at its top.

    Raises ReadError if the bytes are no text or hold none, and for absurd nesting.
    """
    text = decode(data, warn, options.encoding)
    if not text.strip():
        raise ReadError("there is no text in it")

    def value(scalar: str) -> MetaValue:
        match parse(scalar, warn):
            case (Para(content),):
                return content
            case blocks:
                return blocks or scalar

    variables, body = split(text, value, warn)
    return Document(parse(body, warn), pandoc.typed_meta(variables))
