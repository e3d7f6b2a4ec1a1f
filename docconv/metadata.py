"""What writers need to know of a document though its author may not have said it."""

from __future__ import annotations

import re
from dataclasses import replace

from docconv import walk
from docconv.ast import Div, Document, Heading, Meta, Para, Plain
from docconv.errors import Notice, Warn
from docconv.language import detect

_SAMPLE = 6000  # characters that tell a document's language
_TITLE_LENGTH = 90  # characters; longer ones are cut in tables of contents and window titles
_SENTENCE = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s")
_CLAUSE = re.compile(r"[,;:–—]\s")
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def title(document: Document, warn: Warn) -> str:
    """The title for formats that must have one: the given one, else one inferred from the first
    heading or the opening sentence, which is told in a Notice and never becomes body text."""
    if document.meta.title.strip():
        return document.meta.title
    inferred = _inferred_title(document)
    warn(Notice("title-inferred", f"no title is given; the metadata says “{inferred}”"))
    return inferred


def _inferred_title(document: Document) -> str:
    paragraph = ""
    for block in walk.blocks(document.blocks):
        if isinstance(block, Heading) and (heading := _one_line(block)):
            return _shorten(heading)
        if isinstance(block, Para | Plain) and not paragraph:
            paragraph = _one_line(block)
    sentence = _SENTENCE.split(paragraph, maxsplit=1)[0]
    return _shorten(sentence.rstrip(".")) or "Untitled"


def _one_line(block: Heading | Para | Plain) -> str:
    return " ".join(walk.plain(block.content).split())


def _shorten(text: str) -> str:
    """*text* cut at the end of a clause or a word, with an ellipsis, if it is too long."""
    if len(text) <= _TITLE_LENGTH:
        return text
    head = text[:_TITLE_LENGTH]
    clauses = [m.start() for m in _CLAUSE.finditer(head) if m.start() > _TITLE_LENGTH // 3]
    cut = clauses[-1] if clauses else head.rfind(" ")
    return head[: cut if cut > 0 else _TITLE_LENGTH].rstrip() + "…"


def in_language(document: Document, warn: Warn) -> Document:
    """*document* with a language: the given one, else the one its words are in. A Notice tells
    what is inferred, unless it is English, which every writer takes for granted."""
    if document.meta.language:
        return document
    found = detect(_sample(document))
    if found in ("", "en"):
        return document
    warn(Notice("language-inferred", f"no language is given; the text seems to be in “{found}”"))
    return replace(document, meta=replace(document.meta, language=found))


def _sample(document: Document) -> str:
    """The beginning of the text, long enough to tell its language."""
    parts, size = [], 0
    for text in walk.texts(document.blocks):
        parts.append(text)
        size += len(text)
        if size > _SAMPLE:
            break
    return "\n".join(parts)


def masthead(document: Document) -> Meta:
    """The metadata as far as a title block must show it: without a date or authors that the body
    shows in a line of its own (a Div of the class ``dateline`` or ``byline``)."""
    shown = {
        name for block in document.blocks if isinstance(block, Div) for name in block.attr.classes
    }
    return replace(
        document.meta,
        date="" if "dateline" in shown else document.meta.date,
        authors=() if "byline" in shown else document.meta.authors,
    )


def date_text(meta: Meta) -> str:
    """The date as a reader of English expects it (``19 October 2022``); other languages, and
    dates that are not ISO 8601 days, stay as they are."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", meta.date)
    if match is None or not (meta.language or "en").lower().startswith("en"):
        return meta.date
    year, month, day = map(int, match.groups())
    return f"{day} {_MONTHS[month - 1]} {year}" if 1 <= month <= 12 else meta.date
