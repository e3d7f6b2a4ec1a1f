"""Zip containers (DOCX, EPUB) and the XML in them, opened without trusting either.

Names inside an archive are keys, never paths; nothing is unpacked to disk. What a part promises is
checked before it is read, and XML is parsed piece by piece, so that garbage is found early.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from lxml import etree

from docconv.errors import ReadError

Element = etree._Element

_CHUNK = 1 << 20
_MOST_ENTRIES = 65_535
# Deflate packs 1032 to 1 at most; documents that repeat themselves come to some hundreds.
_MOST = 128 << 20  # bytes that any part, and all parts together, may have
_RATIO = 100  # how many times the size of what it was packed in larger ones may have
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old and of encrypted Office files
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


class Archive:
    """The parts of a zip file, by name. Every error is a ReadError that names the part."""

    def __init__(self, data: bytes) -> None:
        """Open *data*. Raises ReadError if it is no zip file, truncated or encrypted."""
        self._zip = _opened(data)
        infos = self._zip.infolist()
        if len(infos) > _MOST_ENTRIES:
            raise ReadError(
                f"the zip archive has {len(infos)} entries; {_MOST_ENTRIES} are allowed"
            )
        self._infos = {_key(info.filename): info for info in infos if not info.is_dir()}
        self._folded = {name.casefold(): name for name in self._infos}
        self._left = max(_MOST, _RATIO * len(data))

    def __contains__(self, name: str) -> bool:
        return self.find(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def find(self, name: str) -> str | None:
        """The name under which the part *name* is stored: case may differ."""
        name = _key(name)
        return name if name in self._infos else self._folded.get(name.casefold())

    def read(self, name: str) -> bytes:
        """The bytes of the part *name*. Raises ReadError."""
        return b"".join(self._chunks(name))

    def xml(self, name: str, *, doctype: bool = False) -> Element:
        """The root element of the part *name*, which may have a document type only if *doctype*
        says so. Entities are never resolved. Raises ReadError."""
        return parse_xml(self._chunks(name), name, doctype=doctype)

    def _chunks(self, name: str) -> Iterator[bytes]:
        stored = self.find(name)
        if stored is None:
            raise ReadError(f"{name}: this part is missing")
        info = self._infos[stored]
        if info.flag_bits & _ENCRYPTED:
            raise ReadError(f"{name}: this part is encrypted")
        if info.compress_type not in _METHODS:
            raise ReadError(f"{name}: this part is packed by an unknown method")
        allowed = min(self._left, max(_MOST, _RATIO * info.compress_size))
        if info.file_size > allowed:
            raise ReadError(
                f"{name}: {_size(info.compress_size)} would unpack to {_size(info.file_size)}, "
                "which no document needs"
            )
        self._left -= info.file_size
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _BROKEN as error:
            raise ReadError(f"{name}: this part cannot be unpacked: {_cause(error)}") from error


def parse_xml(chunks: Iterable[bytes], name: str, *, doctype: bool = False) -> Element:
    """The root element of the XML in *chunks*, which errors call *name*. Raises ReadError if it
    is malformed, nested more than 256 levels deep, or has a document type unless *doctype*."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        for chunk in chunks:
            parser.feed(chunk)
        root = parser.close()
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ReadError(f"{name}: broken XML: {_cause(error)}") from error
    if not doctype and root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"{name}: a document type is not allowed here")
    return root


def _opened(data: bytes) -> zipfile.ZipFile:
    if data.startswith(_OLE):
        raise ReadError(
            "the file is protected by a password"
            if _ENCRYPTED_PACKAGE in data
            else "this is an old binary Office file; save it in the present format first"
        )
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        if not data:
            raise ReadError("the file is empty") from error
        if data.startswith(b"PK"):
            raise ReadError(f"the zip archive is truncated or damaged: {_cause(error)}") from error
        raise ReadError("this is not a zip archive") from error


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


_UNITS = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB"))


def _size(count: int) -> str:
    for unit, name in _UNITS:
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return f"{count} bytes"


# What lxml adds for programmers.
_NOISE = re.compile(r" \(<string>, line \d+\)$|,? (?:use|try) XML_PARSE_HUGE(?: option)?")


def _cause(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return _NOISE.sub("", text).rstrip(".")
