"""What a page says about itself: in its head, as linked data, and in a title block."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import Tag

from docconv import pandoc
from docconv.ast import Meta, MetaValue, Text
from docconv.readers.html.page import Page, tag, tags, text, value, words

_TYPES = frozenset(("Article", "NewsArticle", "BlogPosting", "Report", "Book", "WebPage"))
_MOST_DEPTH = 5  # of objects in linked data
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)[T ].*", re.DOTALL)
_SPLIT = re.compile(r"\s[|–—»·•-]+\s")  # what parts a title from the name of the site

# Pandoc's name of each variable, and what pages call it, the surest first.
_NAMES = {
    "date": (
        "article:published_time", "dcterms.date", "dc.date", "dcterms.created",
        "citation_publication_date", "citation_date", "date",
    ),
    "author": ("author", "dcterms.creator", "dc.creator", "citation_author", "article:author"),
    "description": ("description", "dcterms.description", "dc.description", "og:description"),
    "rights": ("dcterms.rights", "dc.rights", "copyright"),
    "identifier": ("dcterms.identifier", "dc.identifier", "citation_doi"),
    "keywords": ("keywords", "article:tag"),
    "publisher": ("dcterms.publisher", "dc.publisher", "og:site_name"),
}  # fmt: skip
_LINKED = {
    "date": "datePublished",
    "author": "author",
    "description": "description",
    "rights": "copyrightNotice",
    "identifier": "identifier",
    "lang": "inLanguage",
    "subtitle": "alternativeHeadline",
}
_BLOCKS = frozenset(("masthead", "title-block"))


def metadata(page: Page, root: Tag) -> Meta:
    """What *page* says about itself. A title block is taken out of *root*, and so are a heading
    that says the title, which every writer shows itself, and a footer that says but the rights."""
    said = _said(page)
    linked = _linked_data(page)
    variables: dict[str, MetaValue] = {"lang": (Text(page.language),)} if page.language else {}
    for name in {**_NAMES, **_LINKED}:
        found = _strings(linked.get(_LINKED.get(name, ""))) or _first(said, name)
        if found and name not in variables:
            many = name in ("author", "keywords")
            values = tuple((Text(_value(name, each)),) for each in found)
            variables[name] = values if many else values[0]
    variables.update(_title_block(root))
    if "title" not in variables:
        variables.update(_title(page, root, said, linked))
    meta = pandoc.typed_meta(variables)
    for footer in tags(root.find_all("footer")):
        if meta.rights and text(footer) == meta.rights:
            footer.extract()
    return meta


def _first(said: Mapping[str, list[str]], name: str) -> list[str]:
    return next((said[key] for key in _NAMES.get(name, ()) if key in said), [])


def _value(name: str, content: str) -> str:
    return _DAY.sub(r"\1", content) if name == "date" else content


def _said(page: Page) -> dict[str, list[str]]:
    """The contents of ``meta`` elements by name."""
    said: dict[str, list[str]] = {}
    for element in tags(page.soup.find_all("meta")):
        name = (value(element, "name") or value(element, "property")).lower()
        content = " ".join(value(element, "content").split())
        if name and content:
            said.setdefault(name, []).append(content)
    if "keywords" in said:
        said["keywords"] = [word.strip() for word in ",".join(said["keywords"]).split(",")]
    return said


# --- Linked data (https://schema.org, as JSON-LD) -----------------------------------------------


def _linked_data(page: Page) -> dict[str, Any]:
    """The first object that describes an article or the like."""
    for script in tags(page.soup.find_all("script", type="application/ld+json")):
        try:
            found = list(_objects(json.loads(script.get_text()), _MOST_DEPTH))
        except (ValueError, RecursionError):
            continue
        for item in found:
            if _TYPES & set(_strings(item.get("@type"))):
                return item
    return {}


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for each in inner if depth else ():
        if isinstance(each, dict | list):
            yield from _objects(each, depth - 1)


def _strings(data: Any) -> list[str]:
    """What *data* says in words: of an object its name."""
    match data:
        case str():
            return [" ".join(data.split())] if data.strip() else []
        case list():
            return [text for each in data for text in _strings(each)]
        case {"name": name} if isinstance(name, str):
            return _strings(name)
        case _:
            return []


# --- Titles -------------------------------------------------------------------------------------


def _title_block(root: Tag) -> dict[str, MetaValue]:
    """What a title block in *root* says, by the classes that docconv and Pandoc give its parts;
    it is taken out of the page if it says nothing else."""
    block = next(
        (
            each
            for each in tags(root.find_all("header"))
            if words(each) & _BLOCKS or each.get("id") == "title-block-header"
        ),
        None,
    )
    if block is None:
        return {}
    parts: dict[str, list[Tag]] = {}
    for element in tags(block.find_all(class_=True)):
        for name in words(element) & {"title", "subtitle", "author", "date"}:
            parts.setdefault(name, []).append(element)
    variables: dict[str, MetaValue] = {
        name: (Text(text(parts[name][0])),) for name in ("title", "subtitle") if name in parts
    }
    if "author" in parts:
        variables["author"] = tuple((Text(text(each)),) for each in parts["author"])
    if "date" in parts:
        time = tag(parts["date"][0].find("time", datetime=True))
        variables["date"] = (Text(value(time, "datetime") if time else text(parts["date"][0])),)
    shown = "".join(text(each) for name in parts for each in parts[name])
    if len(re.sub(r"[\s,]", "", text(block))) <= len(re.sub(r"[\s,]", "", shown)):
        block.extract()
    return variables


def _title(
    page: Page, root: Tag, said: Mapping[str, list[str]], linked: Mapping[str, Any]
) -> dict[str, MetaValue]:
    """The title, as the only heading of the first level has it, which is taken out of *root*.
    A title that the text does not show, or begins with, is only kept as Pandoc's ``pagetitle``."""
    element = tag(page.soup.find("title"))
    told = [*_strings(linked.get("headline")), *said.get("og:title", [])]
    told += [text(element)] if element is not None and text(element) else []
    if not told or said.get("generator") == ["docconv"]:
        return {}  # docconv's own pages show a title that was given in a title block
    headings = list(tags(root.find_all("h1")))
    if not headings:
        stem = told[0].removesuffix("…").strip()
        name = "pagetitle" if text(root).startswith(stem) else "title"
        return {name: (Text(told[0]),)}
    heading = headings[0]
    if len(headings) == 1 and _says(heading, told) and _is_free(heading, page):
        title = text(heading)
        heading.extract()
        return {"title": (Text(title),)}
    return {"pagetitle": (Text(told[0]),)}


def _says(heading: Tag, told: list[str]) -> bool:
    """Whether *heading* is one of the titles *told*, or that without the name of the site."""
    said = text(heading).casefold()
    parts = {part for title in told for part in (title, *_SPLIT.split(title))}
    return bool(said) and said in {part.casefold().strip() for part in parts}


def _is_free(heading: Tag, page: Page) -> bool:
    """Whether *heading* holds but text, stands before other headings, and is no link's target."""
    if heading.find(True) is not None or value(heading, "id") in page.targets:
        return False
    before = heading.find_previous(["h1", "h2", "h3", "h4", "h5", "h6"])
    return before is None
