"""What kind of picture some bytes are: the bytes decide, not their name or their label."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docconv.ast import Media
from docconv.xhtml.losses import Losses

_SVG = "http://www.w3.org/2000/svg"
_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the markers that start a JPEG frame
_OUTSIDE = re.compile(rb"@import|url\(\s*['\"]?\s*(?!#|data:|['\"#])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """MIME type and size in pixels; the size is 0 × 0 where the file does not tell."""

    mime: str
    width: int = 0
    height: int = 0

    @property
    def extension(self) -> str:
        """The usual suffix of such a file, without its dot."""
        return _EXTENSIONS[self.mime]


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture of the document is to be had, and its size in pixels if known."""

    src: str
    width: int
    height: int


def kind_of(data: bytes) -> Kind | None:
    """The kind of the picture *data*, or None if it is not one that every browser and every
    e-book reader shows: PNG, JPEG, GIF, WebP, or SVG without scripts and outside references."""
    try:
        return _raster(data) or _vector(data)
    except (struct.error, IndexError):  # the file ends within its own header
        return None


class Pictures:
    """The pictures of a document; *store* puts one where the output finds it and tells where."""

    def __init__(
        self, media: Mapping[str, Media], losses: Losses, store: Callable[[bytes, Kind], str]
    ) -> None:
        self._media = media
        self._losses = losses
        self._store = store
        self._found: dict[str, Picture | None] = {}

    def find(self, name: str) -> Picture | None:
        """The picture *name*; None, and a loss, if it is not there or cannot be shown."""
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> Picture | None:
        if name not in self._media:
            self._losses.add("image-missing", name or "one without a name")
            return None
        data = self._media[name].data
        kind = kind_of(data)
        if kind is None:
            self._losses.add("image-format", name)
            return None
        return Picture(self._store(data, kind), kind.width, kind.height)


def _raster(data: bytes) -> Kind | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind("image/png", *struct.unpack(">II", data[16:24]))
    if data.startswith(b"\xff\xd8\xff"):
        return Kind("image/jpeg", *_jpeg_size(data))
    if data.startswith((b"GIF87a", b"GIF89a")):
        return Kind("image/gif", *struct.unpack("<HH", data[6:10]))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind("image/webp", *_webp_size(data))
    return None


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """From the first frame header (ITU-T T.81, B.2.2)."""
    at = 2
    while data[at + 1] not in _FRAMES:
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    height, width = struct.unpack(">HH", data[at + 5 : at + 9])
    return width, height


def _webp_size(data: bytes) -> tuple[int, int]:
    """From the first chunk: lossy, lossless or extended (RFC 9649, section 2)."""
    match data[12:16]:
        case b"VP8 ":
            width, height = struct.unpack("<HH", data[26:30])
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            bits = int(struct.unpack("<I", data[21:25])[0])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case _:
            sides = data[24:27] + b"\0" + data[27:30] + b"\0"
            width, height = struct.unpack("<II", sides)
            return width + 1, height + 1


def _vector(data: bytes) -> Kind | None:
    """SVG if *data* is well-formed and holds nothing that runs or is fetched."""
    if b"<svg" not in data[:4096] or _OUTSIDE.search(data):
        return None
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    tags: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        tags.append(tag)
        if tag.endswith((" script", " foreignObject")) or any(map(_runs, attributes.items())):
            raise ValueError

    def doctype(*_: object) -> None:
        raise ValueError

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        return None
    return Kind("image/svg+xml") if tags[0] == f"{_SVG} svg" else None


def _runs(attribute: tuple[str, str]) -> bool:
    """Whether an attribute is an event handler, or points out of the file."""
    name, value = attribute
    name = name.rpartition(" ")[2]
    return name.startswith("on") or (name == "href" and not value.startswith(("#", "data:image/")))
