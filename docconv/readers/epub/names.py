"""Names in e-books: elements without their namespaces, what they are for, and addresses."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from docconv.archive import Element

_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_NONE: frozenset[str] = frozenset()
_OUTSIDE = ("http:", "https:", "mailto:", "tel:", "data:", "javascript:", "ftp:", "urn:", "file:")


class Place(NamedTuple):
    """A place in the book: a file, and an identifier in it (empty: its beginning)."""

    file: str
    id: str


def tag(element: Element) -> str:
    """The name of *element*, lower case, without its namespace; empty for what is no element."""
    name = element.tag
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def attributes(element: Element) -> dict[str, str]:
    """The attributes of *element* as HTML names them."""
    named = {}
    for name, value in element.attrib.items():
        name = str(name)
        if name == f"{_XML}lang":
            name = "xml:lang"
        elif name == f"{_XLINK}href":
            name = "href"
        elif name == _EPUB_TYPE:
            name = "epub:type"
        named[name.rpartition("}")[2]] = str(value)
    return named


def purposes(element: Element) -> frozenset[str]:
    """What ``epub:type`` and ``role`` say that *element* is for (``footnote``)."""
    types = element.get(_EPUB_TYPE) or element.get("epub:type") or ""
    roles = element.get("role", "")
    if not types and not roles:
        return _NONE
    return frozenset((*types.split(), *(role.removeprefix("doc-") for role in roles.split())))


def classes(element: Element) -> frozenset[str]:
    """The classes of *element*."""
    names = element.get("class")
    return frozenset(names.split()) if names else _NONE


def text_of(element: Element) -> str:
    """The text in *element*, on one line."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def destination(file: str, element: Element) -> Place | None:
    """The place that *element* in *file* links to; None if it is no link within the book."""
    href = element.get("href") if tag(element) == "a" else None
    return None if href is None else resolve(file, href)


def resolve(file: str, href: str) -> Place | None:
    """The place that *href* in *file* points at; None if that is not in the book."""
    href = href.strip()
    if href.lower().startswith(_OUTSIDE) or href.startswith("//"):
        return None
    path, _, fragment = href.partition("#")
    if not path:
        return Place(file, unquote(fragment))
    target = posixpath.join(posixpath.dirname(file), unquote(path.partition("?")[0]))
    return Place(posixpath.normpath(target).lstrip("/"), unquote(fragment))
