"""The PDF file: numbered objects, pages, structure, outline, metadata.

Built on reportlab's objects (reportlab.pdfbase.pdfdoc: numbering, strings, cross-reference table,
trailer), by their public names only. What PDF/UA and PDF/A ask for and reportlab lacks is here.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
)

from docconv.writers.pdf.tags import ROOT, Annotation, Elem, text_string

_VERSION = (1, 7)
_PROFILE = Path(__file__).with_name("srgb.icc")


class Stream(PDFObject):  # type: ignore[misc]  # reportlab is not typed
    """A stream of bytes. reportlab's own lacks the end of line before ``endstream`` that
    ISO 19005-2, 6.1.7.1 asks for."""

    __RefOnly__ = 1  # reportlab: never inside another object

    def __init__(
        self, content: bytes, entries: Mapping[str, object] | None = None, *, packed: bool = True
    ) -> None:
        self.content = zlib.compress(content) if packed else content
        filters = {"Filter": PDFName("FlateDecode")} if packed else {}
        self.entries = {**(entries or {}), **filters, "Length": len(self.content)}

    def format(self, document: PDFDocument) -> bytes:
        """The stream as a PDF object; reportlab calls this."""
        entries: bytes = PDFDictionary(self.entries).format(document)
        return entries + b"\nstream\n" + self.content + b"\nendstream\n"


class Place(NamedTuple):
    """A place to go to: a page, counted from 0, and the height on it in points."""

    page: int
    top: float


@dataclass(slots=True)
class Bookmark:
    """An entry of the outline, with those below it."""

    title: str
    place: Place
    kids: list[Bookmark] = field(default_factory=list)


class File:
    """A PDF file in the making; *root* is the top of its structure tree."""

    def __init__(self, width: float, height: float) -> None:
        self.root = Elem("Document")
        self._document = PDFDocument(invariant=1, pdfVersion=_VERSION)
        self._box = PDFArray([0, 0, round(width, 2), round(height, 2)])
        self._fonts: dict[str, object] = {}
        self._images: dict[str, object] = {}
        self._resources = PDFDictionary({})
        self._pages = 0
        self._parents: list[Elem | list[Elem]] = []  # of marked content and of annotations

    def add(self, thing: object, name: str | None = None) -> PDFObjectReference:
        """Give *thing* an object of its own; the reference to it."""
        return self._document.Reference(thing, name)

    def add_font(self, name: str, font: object) -> None:
        """Let pages speak of *font* as *name*."""
        self._fonts[name] = self.add(font)

    def add_image(self, image: Stream) -> str:
        """Let pages show *image*; its name."""
        name = f"Im{len(self._images) + 1}"
        self._images[name] = self.add(image)
        return name

    @property
    def page_name(self) -> str:
        """The name of the page that :meth:`add_page` adds next."""
        return _page_name(self._pages)

    def add_link(
        self, elem: Elem, box: Sequence[float], contents: str, target: str | Place
    ) -> PDFObjectReference:
        """A link annotation for *elem* over the *box* of the next page, to a URL or a place."""
        entries = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray([round(side, 2) for side in box]),
            "Border": PDFArray([0, 0, 0]),
            "F": 4,  # is printed
            "Contents": text_string(contents),
            "StructParent": len(self._parents),
        }
        if isinstance(target, Place):
            entries["Dest"] = _destination(target)
        else:
            action = {"S": PDFName("URI"), "URI": PDFString(target)}
            entries["A"] = PDFDictionary(action)
        reference = self.add(PDFDictionary(entries))
        self._parents.append(elem)
        elem.join()
        elem.kids.append(Annotation(self.page_name, reference))
        return reference

    def add_page(
        self, content: str, marked: Sequence[Elem], links: Sequence[PDFObjectReference]
    ) -> None:
        """A page that paints *content*, whose n-th marked stretch belongs to ``marked[n]``."""
        data = content.encode("latin-1")
        self._document.updateSignature(data)
        entries = {
            "Type": PDFName("Page"),
            "Parent": self.add(self._document.Pages),
            "MediaBox": self._box,
            "Resources": self.add(self._resources),
            "Contents": self.add(Stream(data)),
            "Tabs": PDFName("S"),
            "StructParents": len(self._parents),
        }
        if links:
            entries["Annots"] = PDFArray(links)
        self._parents.append(list(marked))
        page = PDFDictionary(entries)
        self.add(page, self.page_name)
        self._document.Pages.addPage(page)
        self._pages += 1

    def save(
        self, info: Mapping[str, str], language: str, metadata: bytes, outline: Sequence[Bookmark]
    ) -> bytes:
        """The bytes of the file. *info* is the information dictionary, *metadata* the XMP."""
        document = self._document
        self._resources.dict.update(
            Font=PDFDictionary(self._fonts), XObject=PDFDictionary(self._images)
        )
        document.info = PDFDictionary({key: text_string(value) for key, value in info.items()})
        xmp = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
        catalog = {
            "Type": PDFName("Catalog"),
            "Pages": self.add(document.Pages),
            "Lang": text_string(language),
            "MarkInfo": PDFDictionary({"Marked": "true"}),
            "ViewerPreferences": PDFDictionary({"DisplayDocTitle": "true"}),
            "StructTreeRoot": self.add(self._structure(), ROOT),
            "Metadata": self.add(Stream(metadata, xmp, packed=False)),
            "OutputIntents": PDFArray([self._output_intent()]),
        }
        if outline:
            catalog["Outlines"] = self._outline(outline)
            catalog["PageMode"] = PDFName("UseOutlines")
        document.Catalog = PDFDictionary(catalog)
        document.updateSignature(metadata)
        data: bytes = document.format()
        return data

    def _structure(self) -> PDFDictionary:
        self.root.prune()
        identified: dict[str, Elem] = {}
        for elem in self.root.walk():
            self.add(elem)
            if elem.identifier:
                identified[elem.identifier] = elem
        numbers: list[Any] = []
        for key, parent in enumerate(self._parents):
            elems = [self.add(elem) for elem in parent] if isinstance(parent, list) else None
            numbers += [key, self.add(parent) if elems is None else PDFArray(elems)]
        entries = {
            "Type": PDFName("StructTreeRoot"),
            "K": self.add(self.root),
            "ParentTree": PDFDictionary({"Nums": PDFArray(numbers)}),
            "ParentTreeNextKey": len(self._parents),
        }
        if identified:
            names: list[Any] = []
            for identifier in sorted(identified):
                names += [PDFString(identifier), self.add(identified[identifier])]
            entries["IDTree"] = PDFDictionary({"Names": PDFArray(names)})
        return PDFDictionary(entries)

    def _output_intent(self) -> PDFDictionary:
        profile = Stream(_PROFILE.read_bytes(), {"N": 3})
        return PDFDictionary(
            {
                "Type": PDFName("OutputIntent"),
                "S": PDFName("GTS_PDFA1"),
                "OutputConditionIdentifier": PDFString("sRGB"),
                "Info": PDFString("sRGB IEC61966-2.1"),
                "DestOutputProfile": self.add(profile),
            }
        )

    def _outline(self, bookmarks: Sequence[Bookmark]) -> PDFObjectReference:
        root = PDFDictionary({"Type": PDFName("Outlines")})
        root["Count"] = self._entries(root, bookmarks)
        return self.add(root)

    def _entries(self, parent: PDFDictionary, bookmarks: Sequence[Bookmark]) -> int:
        """Hang the entries for *bookmarks* under *parent*; how many there are, all told."""
        entries = [
            PDFDictionary(
                {
                    "Title": text_string(bookmark.title),
                    "Parent": self.add(parent),
                    "Dest": _destination(bookmark.place),
                }
            )
            for bookmark in bookmarks
        ]
        for before, after in pairwise(entries):
            before["Next"] = self.add(after)
            after["Prev"] = self.add(before)
        parent["First"], parent["Last"] = self.add(entries[0]), self.add(entries[-1])
        count = len(entries)
        for entry, bookmark in zip(entries, bookmarks, strict=True):
            if bookmark.kids:
                entry["Count"] = self._entries(entry, bookmark.kids)
                count += entry["Count"]
        return count


def _page_name(number: int) -> str:
    return f"Page{number + 1}"


def _destination(place: Place) -> PDFArray:
    page = PDFObjectReference(_page_name(place.page))
    return PDFArray([page, PDFName("XYZ"), 0, round(place.top, 2), "null"])
