"""A page as a tree, and looking things up in it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from docconv.decode import decode
from docconv.errors import ReadError, Warn

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}encoding=[\"']([\w-]+)")
_HEAD = 4096  # bytes in which a page must say its encoding
# What pages call these means another one (https://encoding.spec.whatwg.org/#names-and-labels).
_LABELS = dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"), "cp1252")
_ABSOLUTE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)


class Page:
    """A parsed page: its tree, its *root* (the body, if there is one), where it comes from."""

    def __init__(self, data: bytes, encoding: str, warn: Warn) -> None:
        text = _decoded(data, encoding, warn)
        self.size = len(text)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # guesses about what the text might be instead
            self.soup = BeautifulSoup(text, "lxml")
        self.root = self.soup.body or self.soup
        html = self.soup.html
        self.language = value(html, "lang") or value(html, "xml:lang") if html else ""
        self.address = self._address()
        self.targets = {
            value(link, "href")[1:] for link in self.soup.find_all("a", href=re.compile("^#."))
        }

    def by_id(self, identifier: str) -> Tag | None:
        """The element with this *identifier*."""
        return tag(self.soup.find(id=identifier))

    def absolute(self, url: str) -> str:
        """*url* in full, if it is relative and the page says where it comes from."""
        return url if not self.address or _ABSOLUTE.match(url) else urljoin(self.address, url)

    def _address(self) -> str:
        base = tag(self.soup.find("base", href=True))
        canonical = tag(self.soup.find("link", rel="canonical", href=True))
        found = [value(each, "href") for each in (base, canonical) if each]
        return next((url for url in found if url.startswith(("https://", "http://"))), "")


def _decoded(data: bytes, encoding: str, warn: Warn) -> str:
    if encoding:
        return decode(data, warn, encoding)
    match = _XML_DECLARED.match(data) or _DECLARED.search(data, 0, _HEAD)
    if match:
        label = match[1].decode().lower()
        try:
            return decode(data, warn, _LABELS.get(label, label))
        except ReadError:  # pages are often wrong about it
            pass
    return decode(data, warn)


def tag(found: object) -> Tag | None:
    """*found*, if it is an element."""
    return found if isinstance(found, Tag) else None


def value(element: Tag, name: str) -> str:
    """The attribute *name* of *element*, empty if it has none."""
    found = element.get(name)
    return " ".join(found) if isinstance(found, list) else found or ""


def words(element: Tag) -> set[str]:
    """The classes and roles of *element*, in lower case."""
    said = " ".join(value(element, name) for name in ("class", "role", "epub:type"))
    return set(said.lower().split())


def text(element: Tag) -> str:
    """The text of *element* on one line."""
    return " ".join(element.get_text().split())


def tags(elements: Iterable[object]) -> Iterator[Tag]:
    """Those of *elements* that are elements."""
    return (each for each in elements if isinstance(each, Tag))
