"""Pictures that a page embeds, or that lie in a folder which may be read."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from docconv.ast import Media
from docconv.xhtml.pictures import kind_of

_MOST = 64 << 20  # bytes of a file that can be a picture to show


class Pictures:
    """The pictures of a page, gathered as *media*; *base* is the folder that may be read."""

    def __init__(self, base: str) -> None:
        self.media: dict[str, Media] = {}
        self._base = Path(base).resolve() if base else None
        self._names: dict[str, str] = {}
        self._sizes: dict[str, dict[str, str]] = {}

    def name(self, source: str) -> str:
        """The name in ``media`` of the picture at *source*; empty if it is not to be had."""
        if source not in self._names:
            data = _embedded(source) if source[:5].lower() == "data:" else self._file(source)
            self._names[source] = self._stored(data) if data else ""
        return self._names[source]

    def _stored(self, data: bytes) -> str:
        kind = kind_of(data)
        if kind is None:
            return ""
        name = f"picture{len(self.media) + 1}.{kind.extension}"
        self.media[name] = Media(data, kind.mime)
        self._sizes[name] = {"width": str(kind.width), "height": str(kind.height)}
        return name

    def is_own_size(self, name: str, said: Mapping[str, str]) -> bool:
        """Whether *said* asks for the picture *name* at the size that it has anyway."""
        own = self._sizes.get(name, {})
        return bool(own) and {side: said.get(side) for side in own} == own

    def _file(self, source: str) -> bytes:
        """The file that *source* names, if it is inside the folder, wherever links may lead."""
        parts = urlsplit(source)
        if self._base is None or parts.scheme or parts.netloc or not parts.path:
            return b""
        try:
            path = (self._base / unquote(parts.path)).resolve()
            inside = path.is_relative_to(self._base) and path.is_file()
            return path.read_bytes() if inside and path.stat().st_size <= _MOST else b""
        except (OSError, ValueError):
            return b""


def _embedded(source: str) -> bytes:
    """The bytes in a ``data:`` address (RFC 2397)."""
    head, _, body = source.partition(",")
    try:
        if head.rstrip().lower().endswith(";base64"):
            return base64.b64decode(unquote_to_bytes(body))
    except (binascii.Error, ValueError):
        return b""
    return unquote_to_bytes(body)
