"""Links and their targets: relationships to addresses, bookmarks for identifiers."""

from __future__ import annotations

import re
from functools import cached_property
from hashlib import sha256

from docconv import walk
from docconv.ast import Document, Link
from docconv.writers.docx import markup
from docconv.writers.docx.losses import Losses
from docconv.xhtml.anchors import attributes
from docconv.xhtml.urls import safe_url

_TIP_LENGTH = 260  # Word shows no more of a link's title
# Word: a letter or a line first, no blanks, at most 40 characters.
_NAME = re.compile(r"[^\W\d][\w.:-]{0,39}")

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


class Relations:
    """The relationships of one part: what it points at outside itself."""

    def __init__(self) -> None:
        self.ids: dict[tuple[str, str], str] = {}

    def to(self, kind: str, target: str) -> str:
        """The identifier of the relationship of this *kind* to *target*."""
        return self.ids.setdefault((kind, target), f"target{len(self.ids) + 1}")


class Bookmarks:
    """The places in the document that links point at. The first bearer of an identifier has it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._placed: set[str] = set()
        self._sought: dict[str, None] = {}

    @cached_property
    def _known(self) -> frozenset[str]:
        blocks = walk.blocks(self._document.blocks)
        return frozenset(attr.id for block in blocks for attr in attributes(block))

    def place(self, identifier: str) -> str:
        """The bookmark of *identifier*, as markup, if it is not placed yet."""
        if not identifier or identifier in self._placed:
            return ""
        self._placed.add(identifier)
        number, name = len(self._placed), self.name(identifier)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'

    def find(self, identifier: str) -> str:
        """The name of the bookmark of *identifier*, empty if nothing bears it."""
        if not identifier or identifier not in self._known:
            return ""
        self._sought[identifier] = None
        return self.name(identifier)

    def rest(self) -> str:
        """The bookmarks that links point at though what bears them came to nothing."""
        return "".join(map(self.place, self._sought))

    def name(self, identifier: str) -> str:
        """The name of the bookmark of *identifier*, whether it is placed or not."""
        name = self._names.get(identifier)
        if name is None:
            name = identifier
            if not _NAME.fullmatch(name) or name.casefold() in self._taken:
                name = "X" + sha256(identifier.encode("utf-8", "replace")).hexdigest()[:39]
            self._names[identifier] = name
            self._taken.add(name.casefold())
        return name


def opening(link: Link, relations: Relations, bookmarks: Bookmarks, losses: Losses) -> str:
    """The start tag of *link*, or nothing if it must not or cannot be one."""
    if link.url.startswith("#"):
        name = bookmarks.find(link.url[1:])
        if not name:
            losses.add("link-target-missing", link.url)
            return ""
        target = f'w:anchor="{name}"'
    else:
        url = safe_url(link.url)
        if not url:
            losses.add("link-dropped", link.url)
            return ""
        target = f'r:id="{relations.to(HYPERLINK, url)}"'
    tip = markup.attribute(link.title[:_TIP_LENGTH])
    return f'<w:hyperlink {target} w:history="1"' + (f' w:tooltip="{tip}">' if tip else ">")
