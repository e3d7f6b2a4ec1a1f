"""The XHTML files of a book: chapters, title page, navigation."""

from __future__ import annotations

from dataclasses import dataclass

from docconv.xhtml.context import EPUB, Context
from docconv.xhtml.languages import is_rtl, words
from docconv.xhtml.markup import attribute, escape
from docconv.xhtml.outline import Branch

COVER = "cover.xhtml"
NAVIGATION = "nav.xhtml"
STYLE_SHEET = "style.css"
TITLE_PAGE = "title.xhtml"


@dataclass(frozen=True, slots=True)
class Page:
    """An XHTML file: its name in the book, and its markup."""

    name: str
    markup: str


def page(name: str, title: str, body: str, context: Context) -> Page:
    """The file *name*, called *title*, with *body* in it."""
    tag = context.language
    direction = attribute("dir", "rtl") if is_rtl(tag) else ""
    markup = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{EPUB.language(tag)}{direction}>\n<head>\n<title>{escape(title)}</title>\n"
        f'<link rel="stylesheet" type="text/css" href="{STYLE_SHEET}"/>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )
    return Page(name, context.losses.cleaned(markup))


def section(content: str, heading: str) -> str:
    """*content* as a chapter, named by the heading with the identifier *heading*."""
    label = attribute("aria-labelledby", heading)
    return f'<section epub:type="chapter" role="doc-chapter"{label}>\n{content}\n</section>'


def cover_page(src: str, title: str, context: Context) -> str:
    """The picture at *src* on a page of its own, as the cover of the book called *title*."""
    alt = attribute("alt", f"{words(context.language).cover}: {title}")
    return (
        '<section class="cover" epub:type="cover">\n'
        f'<img role="doc-cover"{attribute("src", src)}{alt}/>\n</section>'
    )


def title_page(head: str) -> str:
    """The title block *head* on a page of its own."""
    return f'<section class="titlepage" epub:type="titlepage">\n{head}\n</section>'


def navigation(branches: list[Branch], order: list[str], text: str, tag: str) -> str:
    """The table of contents, and the landmarks: where *text* begins, and those of the front pages
    that are among the files in reading *order*, as a landmark must be."""
    said = words(tag)
    front = {
        COVER: ("cover", said.cover),
        TITLE_PAGE: ("titlepage", said.title_page),
        NAVIGATION: ("toc", said.contents),
    }
    landmarks = [_landmark(*front[name], name) for name in order if name in front]
    landmarks.append(_landmark("bodymatter", said.text, text))
    return (
        '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents">\n'
        f'<h1 id="contents">{said.contents}</h1>\n{_branches(branches)}\n</nav>\n'
        '<nav epub:type="landmarks" hidden="hidden">\n<ol>\n'
        + "\n".join(landmarks)
        + "\n</ol>\n</nav>"
    )


def _landmark(kind: str, name: str, href: str) -> str:
    return f'<li><a epub:type="{kind}" href="{href}">{name}</a></li>'


def _branches(branches: list[Branch]) -> str:
    items = (
        f"<li><a{attribute('href', branch.entry.href)}>{escape(branch.entry.text)}</a>"
        f"{_branches(branch.branches) if branch.branches else ''}</li>"
        for branch in branches
    )
    return "<ol>\n" + "\n".join(items) + "\n</ol>"
