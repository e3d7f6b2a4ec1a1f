"""Metadata: Dublin Core in the package (EPUB 3.3, section 5.5), and pages that only show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape

from docconv import pandoc, walk
from docconv.archive import Element
from docconv.ast import Block, Blocks, Div, Document, Meta, MetaValue, Text
from docconv.metadata import date_text
from docconv.metadata import title as inferred_title
from docconv.readers.epub.names import classes, purposes, tag, text_of

_FIELDS = {
    "date": "date",
    "language": "lang",
    "description": "description",
    "rights": "rights",
    "publisher": "publisher",
}
_LISTS = {"subject": "keywords", "contributor": "contributor"}
_NO_TITLE = "untitled"
_TITLES = frozenset(("titlepage", "masthead", "title-block"))
_SHOWN = frozenset(("subtitle", "author", "date"))
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)T.*")
_TAG = re.compile(r"<[^<>]*>")
_OPF = "{http://www.idpf.org/2007/opf}"


def metadata(package: Element, part: Element | None) -> Meta:
    """The metadata in *part* (``metadata``) of *package*."""
    if part is None:
        return Meta()
    refined = _refinements(part)
    variables: dict[str, MetaValue] = {}
    titles = [
        (each, text_of(each)) for each in part.iter() if tag(each) == "title" and text_of(each)
    ]
    kinds = [refined.get((each.get("id", ""), "title-type"), "") for each, _ in titles]
    for (_, text), kind in zip(titles, kinds, strict=True):
        name = "subtitle" if kind == "subtitle" else "title"
        variables.setdefault(name, (Text(text),))
    authors = [text_of(each) for each in part.iter() if tag(each) == "creator"]
    variables["author"] = tuple((Text(name),) for name in authors if name)
    for name, variable in _FIELDS.items():
        values = [_value(each, name) for each in part.iter() if tag(each) == name]
        if any(values):
            variables[variable] = (Text(next(filter(None, values))),)
    for name, variable in _LISTS.items():
        values = [text_of(each) for each in part.iter() if tag(each) == name]
        if any(values):
            variables[variable] = tuple((Text(value),) for value in values if value)
    variables["identifier"] = _identifier(package, part)
    return pandoc.typed_meta({name: value for name, value in variables.items() if value})


def _refinements(part: Element) -> dict[tuple[str, str], str]:
    """What ``meta`` elements say of others: identifier and property to value."""
    return {
        (each.get("refines", "").removeprefix("#"), each.get("property", "")): text_of(each)
        for each in part.iter()
        if tag(each) == "meta" and each.get("refines")
    }


def _value(element: Element, name: str) -> str:
    text = text_of(element)
    if name == "date":
        if element.get(_OPF + "event", "publication") not in (
            "publication",
            "original-publication",
        ):
            return ""
        return _DAY.sub(r"\1", text)
    if name == "description" and "<" in text:
        return " ".join(unescape(_TAG.sub(" ", text)).split())
    return text


def _identifier(package: Element, part: Element) -> tuple[Text, ...]:
    name = package.get("unique-identifier")
    found = [each for each in part.iter() if tag(each) == "identifier"]
    chosen = next((each for each in found if each.get("id") == name), next(iter(found), None))
    return () if chosen is None or not text_of(chosen) else (Text(text_of(chosen)),)


def shows_title(element: Element) -> bool:
    """Whether *element* is a title page or a title block."""
    return bool((purposes(element) | classes(element)) & _TITLES)


def with_title(meta: Meta, bodies: Iterable[Element]) -> Meta:
    """*meta* with what a title in *bodies* shows by its classes, where the package says nothing."""
    titles = (each for body in bodies for each in body.iter() if tag(each) and shows_title(each))
    shown: dict[str, list[str]] = {}
    for element in (each for title in titles for each in title.iter() if tag(each)):
        for name in classes(element) & _SHOWN:
            shown.setdefault(name, []).append(text_of(element))
    return replace(
        meta,
        subtitle=meta.subtitle or shown.get("subtitle", [""])[0],
        authors=meta.authors or tuple(shown.get("author", ())),
        date=meta.date or shown.get("date", [""])[0],
    )


def without_said(meta: Meta, blocks: Blocks, bodies: Iterable[Element]) -> Meta:
    """*meta* without a title that only repeats how the text, *blocks*, begins: it would stand
    there twice. It stays if the book shows it by itself, on a title page in *bodies*."""
    opening = inferred_title(Document(blocks), lambda notice: None)
    if meta.title.casefold() not in (opening.casefold(), _NO_TITLE):
        return meta
    elements = (each for body in bodies for each in body.iter() if tag(each))
    return meta if any(map(shows_title, elements)) else replace(meta, title="")


def beyond(blocks: Blocks, meta: Meta) -> Blocks:
    """What of a title's *blocks* the metadata does not say already."""
    known = set(_words(meta))
    return tuple(_beyond(blocks, known))


def _beyond(blocks: Blocks, known: set[str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Div):
            yield from _beyond(block.blocks, known)
        elif not set(_split(" ".join(walk.texts((block,))))) <= known:
            yield block


def _words(meta: Meta) -> Iterator[str]:
    yield from ("by", "and")
    texts = (meta.title, meta.subtitle, *meta.authors, meta.date, date_text(meta), meta.rights)
    extra = (pandoc.text_of(meta.extra.get("publisher", "")),)
    for text in (*texts, *extra):
        yield from _split(text)


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
