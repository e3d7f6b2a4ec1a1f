"""Runs of text and what stands among them, as phrasing content."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import assert_never

from docconv import walk
from docconv.ast import (
    Attr,
    Code,
    Emph,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    Math,
    Note,
    RawInline,
    SmallCaps,
    SoftBreak,
    Span,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from docconv.xhtml.context import Context
from docconv.xhtml.losses import shorten
from docconv.xhtml.markup import attribute, escape, is_blank, one_line, spoken
from docconv.xhtml.urls import safe_url

_LONG_FORMULA = 40  # characters of TeX


class NoteAnchor:
    """A note that waits to be written: its number, and the names of its two ends."""

    __slots__ = ("note", "number", "reference", "target")

    def __init__(self, note: Note, number: int, target: str, reference: str) -> None:
        self.note, self.number, self.target, self.reference = note, number, target, reference


class InlineRenderer:
    """Renders inlines of one file, and gathers the notes that they refer to."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._links: dict[Link, Link | Span | None] = {}
        self._count = 0
        self.notes: deque[NoteAnchor] = deque()

    def render(self, content: Inlines) -> str:
        """*content* as markup that may stand in a paragraph."""
        settled = self._settle(content) if any(run.marks for run in content) else content
        return "".join(walk.fold(settled, self._leaf, self._wrap))

    # --- Links first: what may not be one, or may not stand in one ---

    def _settle(self, content: Inlines) -> Inlines:
        return tuple(self._settled(run) if run.marks else run for run in content)

    def _settled(self, run: Inline) -> Inline:
        """*run* with links it can have: at most one, to a place that exists; a note has none,
        being a link itself."""
        if not isinstance(run, Note) and not _is_linked(run):
            return run
        marks: list[Mark] = []
        linked = isinstance(run, Note)
        for mark in run.marks:
            if isinstance(mark, Superscript) and isinstance(run, Note):
                continue
            kept: Mark | None = mark
            if isinstance(mark, Link):
                kept = self._without_target(mark) if linked else self._resolved(mark)
                if linked and not isinstance(run, Note):
                    self._context.losses.add("link-nested", mark.url)
                linked = linked or isinstance(kept, Link)
            if kept is not None:
                marks.append(kept)
        return replace(run, marks=tuple(marks))

    def _resolved(self, link: Link) -> Link | Span | None:
        """*link* with the address to be written; without one, what is left of it."""
        if link not in self._links:
            href = self._href(link.url)
            self._links[link] = replace(link, url=href) if href else self._without_target(link)
        return self._links[link]

    def _without_target(self, link: Link) -> Span | None:
        return Span(link.attr) if link.attr != Attr() else None

    def _href(self, url: str) -> str:
        context = self._context
        if url.startswith("#"):
            href = context.anchors.href(url[1:], context.file)
            code = "link-target-missing"
        else:
            href, code = safe_url(url), "link-dropped"
        if not href:
            context.losses.add(code, url or "no address")
        return href

    # --- Marks ---

    def _wrap(self, mark: Mark, parts: list[str]) -> str:
        inner = "".join(parts)
        match mark:
            case Strong():
                return f"<strong>{inner}</strong>"
            case Emph():
                return f"<em>{inner}</em>"
            case Underline():
                return f"<u>{inner}</u>"
            case Strikeout():
                return f"<s>{inner}</s>"
            case Superscript():
                return f"<sup>{inner}</sup>"
            case Subscript():
                return f"<sub>{inner}</sub>"
            case SmallCaps():
                return f'<span class="smallcaps">{inner}</span>'
            case Link():
                return self._link(mark, inner)
            case Span():
                return f"<span{self._context.attributes(mark.attr)}>{inner}</span>"
            case _:
                assert_never(mark)

    def _link(self, link: Link, inner: str) -> str:
        attributes = attribute("href", link.url) + self._context.attributes(link.attr)
        if link.title and " title=" not in attributes:
            attributes += attribute("title", link.title)
        inner = spoken(inner)
        if is_blank(inner):  # a link must have a name to be read out
            attributes += attribute("aria-label", link.title.strip() or link.url)
        return f"<a{attributes}>{inner}</a>"

    # --- Inlines ---

    def _leaf(self, inline: Inline) -> str:
        match inline:
            case Text():
                return escape(inline.text)
            case SoftBreak():
                return "\n"
            case LineBreak():
                return f"<br{self._context.dialect.void}\n"
            case Code():
                return f"<code{self._context.attributes(inline.attr)}>{escape(inline.text)}</code>"
            case Math():
                return self._math(inline)
            case Image():
                return self._image(inline)
            case Note():
                return self._note(inline)
            case RawInline():
                self._context.losses.add("raw-dropped", f"{inline.format}: {inline.text}")
                return ""
            case _:
                assert_never(inline)

    def _math(self, formula: Math) -> str:
        from docconv.xhtml.mathml import mathml  # few documents need it

        markup = mathml(formula.text, formula.display)
        if not markup:
            self._context.losses.add("math-source", formula.text or "an empty one")
            kind = "math display" if formula.display else "math"
            return f'<code class="{kind}">{escape(formula.text)}</code>'
        if self._context.dialect.epub or not _may_scroll(formula):
            return markup
        return f'<span class="formula" role="group" tabindex="0">{markup}</span>'

    def _note(self, note: Note) -> str:
        self._count += 1
        fresh = self._context.anchors.fresh
        anchor = NoteAnchor(
            note, self._count, fresh(f"fn{self._count}"), fresh(f"fnref{self._count}")
        )
        self.notes.append(anchor)
        kind = self._context.dialect.kind("noteref")
        return (
            f'<a class="noteref" href="#{anchor.target}" id="{anchor.reference}"{kind} '
            f'role="doc-noteref"><sup>{anchor.number}</sup></a>'
        )

    # --- Images ---

    def _image(self, image: Image) -> str:
        alt = one_line(walk.plain(image.alt))
        picture = self._context.pictures.find(image.url)
        if picture is None:
            return self._description(image, alt)
        attributes = attribute("src", picture.src) + attribute("alt", alt)
        attributes += _size(image.attr, picture.width, picture.height)
        attributes += self._context.attributes(_without_size(image.attr))
        if image.title and " title=" not in attributes:
            attributes += attribute("title", image.title)
        return f"<img{attributes}{self._context.dialect.void}"

    def _description(self, image: Image, alt: str) -> str:
        """What stands for an image that cannot be shown: its description, linked to where on
        the web it is."""
        attributes = self._context.attributes(_without_size(image.attr), "missing-image")
        href = safe_url(image.url) if image.url[:4].lower() == "http" else ""
        if href and not _is_linked(image):
            return f"<a{attribute('href', href)}{attributes}>{escape(alt or shorten(href))}</a>"
        return f"<span{attributes}>{escape(alt)}</span>"


def _is_linked(inline: Inline) -> bool:
    return any(isinstance(mark, Link) for mark in inline.marks)


def _may_scroll(formula: Math) -> bool:
    """Whether *formula* may be too long for a phone; what scrolls must take the focus, which
    nothing in a link may."""
    return formula.display and len(formula.text) > _LONG_FORMULA and not _is_linked(formula)


def _size(attr: Attr, width: int, height: int) -> str:
    """The size an image is shown at: the author's, else its own, so that nothing jumps."""
    wanted = {side: _pixels(attr.get(side)) for side in ("width", "height")}
    if percent := _percent(attr.get("width")):
        return attribute("style", f"width: {percent}")
    if any(wanted.values()):
        return "".join(attribute(side, value) for side, value in wanted.items() if value)
    return f' width="{width}" height="{height}"' if width and height else ""


def _pixels(value: str) -> str:
    value = value.strip().removesuffix("px")
    return value if value.isascii() and value.isdigit() and value.strip("0") else ""


def _percent(value: str) -> str:
    number = value.strip().removesuffix("%")
    return f"{number}%" if number != value.strip() and _pixels(number) else ""


def _without_size(attr: Attr) -> Attr:
    others = tuple((key, value) for key, value in attr.attributes if key not in ("width", "height"))
    return replace(attr, attributes=others)
