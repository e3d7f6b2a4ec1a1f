"""Chapters: the pages' elements as blocks, with links, notes and pictures put right for one
document instead of many files."""

from __future__ import annotations

import base64
import binascii
import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from docconv import elements, walk
from docconv.archive import Archive, Element
from docconv.ast import (
    Attr,
    Block,
    Blocks,
    Div,
    Heading,
    HorizontalRule,
    Image,
    Inline,
    Media,
    Meta,
    Note,
    Para,
    Plain,
    Text,
)
from docconv.elements import Node
from docconv.readers.epub.losses import Losses
from docconv.readers.epub.metadata import beyond, shows_title
from docconv.readers.epub.names import Place, attributes, destination, purposes, resolve, tag
from docconv.readers.epub.notes import Notes
from docconv.readers.epub.package import File
from docconv.readers.epub.pages import Page
from docconv.xhtml.pictures import kind_of

_MEDIA = frozenset("audio video iframe object embed canvas applet".split())
_SILENT = frozenset("script style template head title meta link param source track map".split())
# Classes that mean something wherever they stand; in code all do.
_TELLING = frozenset(
    "line-block caption credit credits dateline sourceCode highlight scroll math inline display "
    "smallcaps small-caps sc mark example paren parens unnumbered unlisted".split()
)
_SMALL_CAPS = frozenset(("smallcaps", "small-caps", "sc"))
_CODE = frozenset(("pre", "code"))
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_UNKNOWN = "application/octet-stream"
_MOST_NOTES = 10  # notes in one another
_MOST_USES = 20  # references to one note


@dataclass(slots=True)
class Book:
    """A book being read: its *archive*, the types of its files by name, its *notes*; the names
    that *places* have in the document; what was collected."""

    archive: Archive
    folder: str
    files: Mapping[str, File]
    notes: Notes
    places: Mapping[Place, str]
    meta: Meta
    losses: Losses
    media: dict[str, Media] = field(default_factory=dict)
    _uses: Counter[Element] = field(default_factory=Counter)
    _read_notes: dict[Element, Blocks] = field(default_factory=dict)
    _depth: int = 0

    def blocks(self, page: Page) -> Blocks:
        """The blocks of *page*."""
        language = page.language or self.meta.language
        chapter = _Chapter(self, page)
        is_drawing = tag(page.body) == "svg"
        nodes = chapter.drawing(page.body) if is_drawing else chapter.nodes(page.body, language)
        found = elements.flow(nodes)
        if self.notes.is_section(page.body) and _is_bare(found):
            return ()
        if shows_title(page.body):
            found = beyond(found, self.meta)
        if _primary(language) != _primary(self.meta.language):
            found = (Div(found, Attr(attributes=(("lang", language),))),)
        name = self.places.get(Place(page.name, ""))
        return _anchored(found, name) if name else found

    def note(self, page: Page, body: Element) -> Blocks | None:
        """The blocks of the note *body* on *page*; None if it stands there already: a note may be
        referred to often, but within notes just once, so that they come to an end."""
        if self._uses[body] >= (1 if self._depth else _MOST_USES) or self._depth >= _MOST_NOTES:
            return None
        self._uses[body] += 1
        if body not in self._read_notes:
            self._depth += 1
            nodes = _Chapter(self, page).nodes(body, self.meta.language)
            if tag(body) == "p":
                nodes = elements.build("p", {}, nodes)
            self._read_notes[body] = _unnumbered(elements.flow(nodes))
            self._depth -= 1
        return self._read_notes[body]

    def stored(self, name: str) -> str:
        """The name in the document's media of the picture *name*, empty if there is none."""
        url = posixpath.relpath(name, self.folder or ".")
        if url not in self.media:
            if name not in self.archive:
                return ""
            data = self.archive.read(name)
            kind, file = kind_of(data), self.files.get(name)
            told = file.mime if file else ""
            self.media[url] = Media(data, kind.mime if kind else told or _UNKNOWN)
        return url


def places(pages: Sequence[Page]) -> dict[Place, str]:
    """A name for each place in *pages* that a link points at: its own identifier, the name of
    its file before it where several files have that."""
    wanted = {
        place
        for page in pages
        for element in page.body.iter()
        if (place := destination(page.name, element)) is not None
    }
    known = [
        Place(page.name, str(element.get("id")))
        for page in pages
        for element in page.body.iter()
        if element.get("id")
    ]
    known += [Place(page.name, "") for page in pages]
    counts = Counter(place.id for place in known)
    named: dict[Place, str] = {}
    taken: set[str] = set()
    for place in known:
        if place not in wanted or place in named:
            continue
        stem = posixpath.basename(place.file).partition(".")[0]
        name = f"{stem}-{place.id}" if place.id and counts[place.id] > 1 else place.id or stem
        while name in taken:
            name += "-"
        taken.add(name)
        named[place] = name
    return named


class _Chapter:
    """Converts the elements of one page."""

    def __init__(self, book: Book, page: Page) -> None:
        self._book = book
        self._page = page

    def nodes(self, element: Element, language: str) -> list[Node]:
        """What the content of *element* comes to, text in *language* around it."""
        out: list[Node] = [Text(element.text)] if element.text else []
        for child in element:
            if child.tag is etree.Entity:
                out.append(Text(unescape(child.text or "")))
            elif isinstance(child.tag, str) and child not in self._book.notes.taken:
                out += self._element(child, language)
            if child.tail:
                out.append(Text(child.tail))
        return out

    def _element(self, element: Element, language: str) -> list[Node]:
        name = tag(element)
        if element in self._book.notes.backlinks or "pagebreak" in purposes(element):
            return []
        if "hidden" in element.attrib:
            self._book.losses.add("hidden-dropped")
            return []
        if name == "svg":
            return self.drawing(element)
        if name in _MEDIA or name in _SILENT:
            if name not in _SILENT:
                self._book.losses.add("media-dropped")
            return []
        if element in self._book.notes.bodies:
            return self._reference(element)
        said = self._attributes(element, name, language)
        inner = self.nodes(element, said.get("lang", language))
        if self._book.notes.is_section(element) and _is_bare(elements.flow(inner)):
            return []
        if shows_title(element):
            return list(beyond(elements.flow(inner), self._book.meta))
        return self._built(name, said, inner)

    def _built(self, name: str, said: dict[str, str], inner: list[Node]) -> list[Node]:
        if name == "a" and "href" in said:
            return self._link(said, inner)
        if name in ("img", "image"):
            return self._image(said)
        if name == "div" and not said:
            name = "section"  # which is nothing without attributes
        if name in ("div", "section") and said.keys() == {"id"}:
            blocks = elements.flow(inner)
            if blocks and isinstance(blocks[0], Heading) and not blocks[0].attr.id:
                first = Heading(
                    blocks[0].level, blocks[0].content, Attr(said["id"], blocks[0].attr.classes)
                )
                return [first, *blocks[1:]]
        made = elements.build(name, said, inner)
        return [*made, Text(" ")] if name == "input" and made else made

    def _attributes(self, element: Element, name: str, language: str) -> dict[str, str]:
        """The attributes of *element* that tell something."""
        said = attributes(element)
        identifier = said.pop("id", "") or (said.get("name", "") if name == "a" else "")
        if (
            anchor := self._book.places.get(Place(self._page.name, identifier))
            if identifier
            else ""
        ):
            said["id"] = anchor
        said.pop("name", None)
        told = said.pop("lang", "") or said.pop("xml:lang", "")
        said.pop("xml:lang", None)
        if told and _primary(told) != _primary(language):
            said["lang"] = told
        kept = said.pop("class", "").split()
        if name not in _CODE:
            kept = [each for each in kept if each in _TELLING]
        if kept:
            said["class"] = " ".join(kept)
        style = self._page.style(element)
        said.pop("style", None)
        if style.strip(";") and not _SMALL_CAPS & set(kept):
            said["style"] = style
        for useless in ("epub:type", "role", "title" if name not in ("a", "img", "abbr") else ""):
            said.pop(useless, None)
        if name in ("div", "section"):
            said = {key: value for key, value in said.items() if key in ("id", "class", "lang")}
        return {key: value for key, value in said.items() if not key.startswith("data-")}

    # Links and notes

    def _link(self, said: dict[str, str], inner: list[Node]) -> list[Node]:
        place = resolve(self._page.name, said["href"])
        if place is not None:
            name = self._book.places.get(place)
            if name is None:
                self._book.losses.add("link-target-missing")
                del said["href"]
            else:
                said["href"] = f"#{name}"
        return elements.build("a", said, inner)

    def _reference(self, link: Element) -> list[Node]:
        """The note that *link* refers to, in its place."""
        page, body = self._book.notes.bodies[link]
        blocks = self._book.note(page, body)
        return [] if blocks is None else [Note(blocks)]

    # Pictures

    def _image(self, said: dict[str, str]) -> list[Node]:
        source = said.get("src") or said.get("href") or ""
        if source.startswith("data:"):
            url = self._embedded(source)
        else:
            place = resolve(self._page.name, source)
            url = source if place is None else self._book.stored(place.file)
        if not url:
            self._book.losses.add("image-missing")
            alt = said.get("alt", "")
            return [Text(alt)] if alt else []
        return elements.build("img", {**said, "src": url}, [])

    def _embedded(self, source: str) -> str:
        """The name for the picture in the ``data:`` address *source*."""
        head, _, body = source.partition(",")
        try:
            data = base64.b64decode(body, validate=False) if head.endswith(";base64") else b""
        except (binascii.Error, ValueError):
            return ""
        kind = kind_of(data)
        return self._add(data, kind.mime, kind.extension) if kind else ""

    def drawing(self, svg: Element) -> list[Node]:
        """An SVG: the picture that it only frames, else a picture of its own."""
        pictures = [each for each in svg.iter() if tag(each) == "image"]
        if len(pictures) == 1 and not any(
            tag(each) in ("path", "text", "rect") for each in svg.iter()
        ):
            said = {"alt": _label(svg), **attributes(pictures[0])}
            return self._image({key: said[key] for key in ("alt", "href", "src") if key in said})
        data = etree.tostring(svg, encoding="utf-8", with_tail=False)
        if kind_of(data) is None:
            self._book.losses.add("image-missing")
            return [Text(_label(svg))]
        alt = _label(svg)
        return [Image(self._add(data, "image/svg+xml", "svg"), (Text(alt),) if alt else ())]

    def _add(self, data: bytes, mime: str, extension: str) -> str:
        url = f"embedded{len(self._book.media) + 1}.{extension}"
        self._book.media[url] = Media(data, mime)
        return url


def _label(svg: Element) -> str:
    titles = (each.text or "" for each in svg.iter() if tag(each) in ("title", "desc"))
    return svg.get("aria-label") or next(titles, "").strip()


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


def _is_bare(blocks: Blocks) -> bool:
    """Whether *blocks* are but a heading and rules: what is left of notes taken out."""
    return all(isinstance(block, Heading | HorizontalRule) or _is_empty(block) for block in blocks)


def _is_empty(block: Block) -> bool:
    inner = list(walk.blocks((block,)))
    return not any(text.strip(" .)]") for text in walk.texts((block,))) and not any(
        isinstance(inline, Image)
        for each in inner
        for content in walk.inlines(each)
        for inline in content
    )


def _unnumbered(blocks: Blocks) -> Blocks:
    """*blocks* of a note without what is left of its number, and with whole paragraphs."""
    whole: Iterable[Block] = (
        Para(block.content) if isinstance(block, Plain) else block for block in blocks
    )
    match tuple(whole):
        case (Para((Text(text, text_marks), *rest)), *others):
            text = text.lstrip(" .)]:\u00a0") if text[:1] in " .)]:\u00a0" else text
            content: tuple[Inline, ...] = (Text(text, text_marks), *rest) if text else tuple(rest)
            return (Para(content), *others) if content else tuple(others)
        case kept:
            return kept


def _anchored(blocks: Blocks, name: str) -> Blocks:
    """*blocks* with a target for links to the page at their beginning."""
    match blocks:
        case (Heading() as heading, *others) if not heading.attr.id:
            attr = Attr(name, heading.attr.classes, heading.attr.attributes)
            return (Heading(heading.level, heading.content, attr), *others)
        case _:
            made = elements.build("div", {"id": name}, list(blocks))
            return elements.flow(made)
