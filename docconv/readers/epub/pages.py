"""Pages: XHTML parsed as what it is, or as HTML where it is broken, and what style sheets say of
the text in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from docconv.archive import Archive, Element, parse_xml
from docconv.decode import decode
from docconv.errors import ReadError
from docconv.readers.epub.losses import Losses
from docconv.readers.epub.names import classes, resolve, tag

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# In XML any element may be empty; in HTML <a/> would begin a link that never ends.
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_EMPTY = re.compile(r"<([A-Za-z][\w:-]*)((?:\s[^<>]*?)?)/>")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# What a style sheet may say that is meant, not only shown.
_TELLING = frozenset(
    "font-style font-weight font-variant font-variant-caps text-decoration text-decoration-line "
    "vertical-align text-align".split()
)
_SELECTOR = re.compile(r"(?:[a-z]\w*)?\.[\w-]+")

Rules = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the book: its name, its content, and declarations by selector (``.x``, ``p.x``)."""

    name: str
    body: Element
    language: str
    rules: Rules

    def style(self, element: Element) -> str:
        """The declarations that hold for *element* by its classes, its own last."""
        name = tag(element)
        said = [
            self.rules[selector]
            for each in classes(element)
            for selector in (f".{each}", f"{name}.{each}")
            if selector in self.rules
        ]
        return ";".join((*said, element.get("style", "")))


class Pages:
    """Reads the pages of one book, each style sheet once."""

    def __init__(self, archive: Archive, losses: Losses) -> None:
        self._archive = archive
        self._losses = losses
        self._sheet = cache(self._read_sheet)

    def read(self, name: str) -> Page:
        """The page *name*. Raises ReadError if it is missing or cannot be unpacked."""
        root = self._parsed(name)
        body = next((each for each in root.iter() if tag(each) == "body"), root)
        language = next(
            (
                value
                for each in (body, root)
                for key, value in each.attrib.items()
                if str(key).rpartition("}")[2] in ("lang", "xml:lang") and value
            ),
            "",
        )
        return Page(name, body, str(language), self._rules(root, name))

    def _parsed(self, name: str) -> Element:
        data = self._archive.read(name)
        try:
            return parse_xml((data,), name, doctype=True)
        except ReadError:
            root = _as_html(data, name)
        self._losses.add("chapter-mended")
        return root

    def _rules(self, root: Element, name: str) -> Rules:
        rules: dict[str, str] = {}
        for element in root.iter():
            match tag(element):
                case "style":
                    rules |= _rules(element.text or "")
                case "link" if "stylesheet" in element.get("rel", ""):
                    place = resolve(name, element.get("href", ""))
                    rules |= self._sheet(place.file) if place else {}
                case "body":
                    break
        return rules

    def _read_sheet(self, name: str) -> Rules:
        if name not in self._archive:
            return {}
        return _rules(self._archive.read(name).decode("utf-8", "replace"))


def _as_html(data: bytes, name: str) -> Element:
    """*data* parsed as browsers do. Raises ReadError if nothing comes of it."""
    text = _DECLARATION.sub("", decode(data, lambda notice: None))
    text = _EMPTY.sub(_opened, text)
    parser = etree.HTMLParser(no_network=True, remove_pis=True, encoding="utf-8")
    root = etree.fromstring(text.encode(), parser) if text.strip() else None
    if root is None:
        raise ReadError(f"{name}: broken XML, and no HTML either")
    return root


def _opened(match: re.Match[str]) -> str:
    name, attributes = match.groups()
    if name.lower() in _VOID:
        return match[0]
    return f"<{name}{attributes}></{name}>"


def _rules(sheet: str) -> dict[str, str]:
    """The telling declarations of a style *sheet* by class."""
    rules: dict[str, str] = {}
    for piece in _COMMENT.sub("", sheet).lower().split("}"):
        head, _, declared = piece.rpartition("{")
        said = ";".join(
            each for each in declared.split(";") if each.partition(":")[0].strip() in _TELLING
        )
        if not said:
            continue
        for selector in head.rpartition("{")[2].rpartition(";")[2].split(","):
            selector = selector.strip()
            if _SELECTOR.fullmatch(selector):
                rules[selector] = f"{rules[selector]};{said}" if selector in rules else said
    return rules
