"""What is known of the document for certain: made fit for markup, and as its title block."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from docconv import metadata
from docconv.ast import Document, Meta
from docconv.xhtml.markup import clean, escape, one_line


def tidy(document: Document) -> Document:
    """*document* with metadata of single lines, without characters that markup cannot hold."""
    meta = document.meta
    tidied = replace(
        meta,
        title=_line(meta.title),
        subtitle=_line(meta.subtitle),
        authors=tuple(filter(None, map(_line, meta.authors))),
        date=_line(meta.date),
        description=_line(meta.description),
        rights=_line(meta.rights),
        identifier=_line(meta.identifier),
    )
    return replace(document, meta=tidied)


def masthead(meta: Meta) -> str:
    """Title, subtitle, authors and date as a ``header``, as far as *meta* has them, or nothing."""
    parts = []
    if meta.title:
        parts.append(f'<h1 class="title">{escape(meta.title)}</h1>')
    if meta.subtitle:
        parts.append(f'<p class="subtitle">{escape(meta.subtitle)}</p>')
    if meta.authors:
        names = (f'<span class="author">{escape(name)}</span>' for name in meta.authors)
        parts.append(f'<p class="authors">{", ".join(names)}</p>')
    if meta.date:
        parts.append(f'<p class="date">{_time(meta)}</p>')
    content = "\n".join(parts)
    return f'<header class="masthead">\n{content}\n</header>' if content else ""


def day(meta: Meta) -> str:
    """The day that ``meta.date`` begins with, if it is one of the calendar."""
    try:
        return date.fromisoformat(meta.date[:10]).isoformat()
    except ValueError:
        return ""


def _time(meta: Meta) -> str:
    shown, known = escape(metadata.date_text(meta)), day(meta)
    return f'<time datetime="{known}">{shown}</time>' if known else shown


def _line(value: str) -> str:
    return clean(one_line(value))[0]
