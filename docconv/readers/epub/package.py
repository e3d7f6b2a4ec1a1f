"""The package: the files of the book, the order they are read in, and whether they are locked
(EPUB 3.3, sections 4 to 6; OPF 2.0.1 differs in nothing that matters here)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docconv.archive import Archive, Element
from docconv.errors import ReadError
from docconv.readers.epub.names import resolve, tag

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
# Fonts may be garbled to keep honest people honest; that locks no text.
_FONT_METHODS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "image/svg+xml")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the book: its name in the archive, its type, what it is for (``nav``)."""

    name: str
    mime: str
    properties: frozenset[str]


class Package:
    """A book's package document.

    *spine* are the pages in reading order; *navigation* and *ncx* list its contents, each in its
    way, if there are such; *cover* is the picture on it.
    """

    def __init__(self, archive: Archive) -> None:
        """Raises ReadError if *archive* is no e-book or locked."""
        self.archive = archive
        self.name = _rootfile(archive)
        self.root = archive.xml(self.name)
        self.files = self._manifest()
        _check_locks(archive, {file.name for file in self.files.values()})
        self.spine = self._spine()
        self.navigation = self._with_property("nav")
        self.ncx = self._ncx()
        self.cover = self._cover()

    def child(self, name: str) -> Element | None:
        """The part *name* of the package document."""
        return next((child for child in self.root if tag(child) == name), None)

    def _manifest(self) -> Mapping[str, File]:
        manifest = self.child("manifest")
        if manifest is None:
            raise ReadError(f"{self.name}: the package has no manifest")
        files = {}
        for item in manifest:
            place = resolve(self.name, item.get("href", "")) if tag(item) == "item" else None
            if place is not None:
                properties = frozenset(item.get("properties", "").split())
                mime = item.get("media-type", "")
                files[item.get("id", "")] = File(place.file, mime, properties)
        return files

    def _spine(self) -> list[File]:
        spine = self.child("spine")
        references = [] if spine is None else [each.get("idref", "") for each in spine]
        known = (self.files[name] for name in references if name in self.files)
        pages = list(dict.fromkeys(file for file in known if file.mime in _PAGES))
        if not pages:
            raise ReadError(f"{self.name}: the package names no pages to read")
        return pages

    def _with_property(self, name: str) -> File | None:
        return next((file for file in self.files.values() if name in file.properties), None)

    def _ncx(self) -> File | None:
        spine = self.child("spine")
        named = None if spine is None else self.files.get(spine.get("toc", ""))
        typed = (file for file in self.files.values() if file.mime == "application/x-dtbncx+xml")
        return named or next(typed, None)

    def _cover(self) -> File | None:
        metadata = self.child("metadata")
        metas = () if metadata is None else metadata.iter()
        named = (each.get("content", "") for each in metas if each.get("name") == "cover")
        return self._with_property("cover-image") or self.files.get(next(named, ""))


def _rootfile(archive: Archive) -> str:
    """The name of the package document; without a container that tells it, the only one."""
    if _CONTAINER in archive:
        for element in archive.xml(_CONTAINER).iter():
            path = element.get("full-path")
            if tag(element) == "rootfile" and path:
                return path
        raise ReadError(f"{_CONTAINER}: it names no package")
    found = [name for name in archive if name.lower().endswith(".opf")]
    if len(found) != 1:
        raise ReadError(f"{_CONTAINER}: this part is missing")
    return found[0]


def _check_locks(archive: Archive, names: set[str]) -> None:
    """Raises ReadError if one of the files *names* is encrypted (fonts aside)."""
    if _ENCRYPTION not in archive:
        return
    for data in archive.xml(_ENCRYPTION).iter():
        if tag(data) != "encrypteddata":
            continue
        method = next(
            (each.get("Algorithm") for each in data.iter() if tag(each) == "encryptionmethod"), ""
        )
        locked = next(
            (each.get("URI", "") for each in data.iter() if tag(each) == "cipherreference"), ""
        )
        place = resolve("", locked)
        if method not in _FONT_METHODS and place is not None and place.file in names:
            raise ReadError(f"{place.file}: the book is protected by digital rights management")
