"""The package: which part is the document, and what each part is related to (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from docconv.archive import Archive, Element, parse_xml
from docconv.errors import ReadError
from docconv.readers.docx.names import W

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL = "word/document.xml"
# ISO/IEC 29500 Strict has other names for the same things.
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(_STRICT + rb"(\w+)/")
_TRANSITIONAL_NAME = rb"http://schemas.openxmlformats.org/\1/2006/"
_TEXT = re.compile(rb"<w:t(?: [^<>]*)?>[^<]*[A-Za-z\x80-\xff]")  # more than a page number
_OTHERS = {"workbook": "an Excel workbook", "presentation": "a PowerPoint presentation"}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points at: a *kind* (``hyperlink``, ``image``), a part or an outside address."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a Word file."""

    def __init__(self, archive: Archive) -> None:
        """Raises ReadError if *archive* is no Word document."""
        self._archive = archive
        self.relations = cache(self._relations)
        self.main = self.related("", "officeDocument") or _USUAL
        self.document = self.xml(self.main)
        if self.document.tag != W + "document":
            stem = posixpath.basename(self.main).partition(".")[0].lower()
            raise ReadError(f"{self.main}: this is {_OTHERS.get(stem, 'no Word document')}")

    def xml(self, part: str) -> Element:
        """The root element of *part*. Raises ReadError."""
        root = self._archive.xml(part)
        if any(uri.encode().startswith(_STRICT) for uri in root.nsmap.values()):
            data = _STRICT_NAME.sub(_TRANSITIONAL_NAME, self._archive.read(part))
            return parse_xml((data,), part)
        return root

    def read(self, part: str) -> bytes | None:
        """The bytes of *part*, or None if there is no such part. Raises ReadError."""
        return self._archive.read(part) if part in self._archive else None

    def related(self, part: str, kind: str) -> str | None:
        """The part of this *kind* that belongs to *part* (the package itself: empty)."""
        for relation in self.relations(part).values():
            if relation.kind == kind and relation.target in self._archive:
                return relation.target
        return None

    def related_xml(self, kind: str, of: str | None = None) -> Element | None:
        """The root element of the part of this *kind* that belongs to the part *of*: unless it is
        named, to the document."""
        part = self.related(self.main if of is None else of, kind)
        return None if part is None else self.xml(part)

    def count_texts(self, *kinds: str) -> int:
        """How many parts of these *kinds* that belong to the document hold text."""
        relations = self.relations(self.main).values()
        parts = {each.target for each in relations if each.kind in kinds}
        return sum(_TEXT.search(self.read(part) or b"") is not None for part in parts)

    def _relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        sheet = posixpath.join(folder, "_rels", f"{name}.rels")
        if sheet not in self._archive:
            return {}
        return {
            element.get("Id", ""): _relation(element, folder)
            for element in self._archive.xml(sheet).iter(_RELATION)
        }


def _relation(element: Element, folder: str) -> Relation:
    kind = element.get("Type", "").rpartition("/")[2]
    target = element.get("Target", "")
    if element.get("TargetMode") == "External":
        return Relation(kind, target, True)
    return Relation(
        kind, posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:], False
    )
