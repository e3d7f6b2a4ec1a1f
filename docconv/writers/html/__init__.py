"""HTML: one self-contained page to read, with its style and pictures in it and no script."""

from __future__ import annotations

from binascii import b2a_base64
from dataclasses import dataclass, field
from pathlib import Path

from docconv import metadata
from docconv.ast import Document
from docconv.errors import Warn
from docconv.writers.html.head import head
from docconv.xhtml.anchors import Anchors
from docconv.xhtml.blocks import Renderer
from docconv.xhtml.context import HTML, Context
from docconv.xhtml.languages import document_language, is_rtl, words
from docconv.xhtml.losses import Losses
from docconv.xhtml.markup import attribute, escape
from docconv.xhtml.masthead import masthead, tidy
from docconv.xhtml.outline import Branch, Entry, Outline, tree
from docconv.xhtml.pictures import Kind, Pictures
from docconv.xhtml.style import style_sheet


@dataclass(frozen=True, slots=True)
class Options:
    """How the page is made."""

    toc: bool = field(default=False, metadata={"help": "begin with a table of contents"})
    toc_depth: int = field(default=3, metadata={"help": "levels of headings it shows"})
    number_sections: bool = field(default=False, metadata={"help": "number the headings"})
    highlight: bool = field(
        default=False, metadata={"help": "mark up code by its language (with Pygments)"}
    )
    css: str = field(default="", metadata={"help": "a style sheet to add after the built-in one"})


def write(document: Document, options: Options, warn: Warn) -> bytes:
    """*document* as an HTML page in UTF-8, valid by the Nu checker and free of axe violations.

    Pictures go in as data; nothing is fetched when the page is opened. Heading levels stay as
    they are unless they skip. Raises WriteError if the style sheet cannot be read.
    """
    css = style_sheet(Path(__file__).with_name("page.css"), options.css)
    document = tidy(metadata.in_language(document, warn))
    meta = document.meta
    losses = Losses()
    tag = document_language(meta, losses)
    anchors = Anchors()
    anchors.add(document.blocks)
    context = Context(
        HTML,
        anchors,
        losses,
        Pictures(document.media, losses, _data_uri),
        language=tag,
        anchor_headings=options.toc,
        number_sections=options.number_sections,
        highlight=options.highlight,
    )
    title = metadata.title(document, warn)
    renderer = Renderer(context, Outline(titled=bool(meta.title)))
    content = renderer.blocks(document.blocks)
    parts = [
        masthead(metadata.masthead(document)),
        _contents(tree(renderer.headings, options.toc_depth), tag) if options.toc else "",
        _main(content, renderer, "" if meta.title else title),
        _footer(meta.rights),
    ]
    body = "\n".join(filter(None, parts))
    direction = attribute("dir", "rtl") if is_rtl(tag) else ""
    page = losses.cleaned(
        f"<!DOCTYPE html>\n<html{attribute('lang', tag)}{direction}>\n<head>\n"
        f"{head(meta, title, tag, css)}\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )
    losses.tell(warn)
    return page.encode()


def _main(content: str, renderer: Renderer, name: str) -> str:
    """The text and its notes. A page without any heading gets one that is only read out: the
    inferred title *name*, which is no text of the document."""
    notes = renderer.notes()
    label = attribute("aria-label", name)
    silent = f'<div role="heading" aria-level="1"{label}></div>' if name else ""
    heading = "" if renderer.headings else silent
    return "\n".join(filter(None, ("<main>", heading, content, notes, "</main>")))


def _footer(rights: str) -> str:
    return f"<footer>\n<p>{escape(rights)}</p>\n</footer>" if rights else ""


def _contents(branches: list[Branch], tag: str) -> str:
    if not branches:
        return ""
    label = words(tag).contents
    return (
        f'<nav class="contents"{attribute("aria-label", label)}>\n'
        f'<p class="label">{label}</p>\n{_branches(branches)}\n</nav>'
    )


def _branches(branches: list[Branch]) -> str:
    items = (f"<li>{_link(branch.entry)}{_below(branch)}</li>" for branch in branches)
    return "<ol>\n" + "\n".join(items) + "\n</ol>"


def _below(branch: Branch) -> str:
    return f"\n{_branches(branch.branches)}" if branch.branches else ""


def _link(entry: Entry) -> str:
    return f"<a{attribute('href', entry.href)}>{escape(entry.text)}</a>"


def _data_uri(data: bytes, kind: Kind) -> str:
    return f"data:{kind.mime};base64,{b2a_base64(data, newline=False).decode('ascii')}"
