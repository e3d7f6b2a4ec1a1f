"""Pictures: their parts in the package, their size on the page, and their alternative text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docconv.ast import Image, Media
from docconv.writers.docx import markup
from docconv.writers.docx.links import IMAGE, Relations
from docconv.writers.docx.losses import Losses
from docconv.xhtml.pictures import kind_of

_EMU = 914_400  # English metric units to the inch
_TWIP = _EMU // 1440
_CSS_DPI = 96
_UNKNOWN_DPI = 72  # what python-docx says of a picture that does not say itself
_HIGHEST = 0.8  # of the text's height: there must be room for a caption
_UNITS = {
    "px": _EMU / _CSS_DPI,
    "": _EMU / _CSS_DPI,
    "pt": _EMU / 72,
    "pc": _EMU / 6,
    "in": _EMU,
    "cm": _EMU / 2.54,
    "mm": _EMU / 25.4,
}
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*(%|[a-z]{0,2})\s*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the package: where, of what MIME type, and its own size in EMU."""

    path: str
    mime: str
    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Room:
    """A width and a height in twips: those of the text on a page, or in a cell."""

    width: int
    height: int


class Pictures:
    """The pictures of a document, each stored once."""

    def __init__(self, media: Mapping[str, Media], losses: Losses) -> None:
        self._media = media
        self._losses = losses
        self._known: dict[str, Picture | None] = {}
        self._drawn = 0

    def parts(self) -> list[Picture]:
        """What was used, for the package."""
        return [picture for picture in self._known.values() if picture]

    def get(self, url: str) -> Picture | None:
        """The picture named *url*, None if there is none that Word can show."""
        if url not in self._known:
            self._known[url] = self._load(url)
        return self._known[url]

    def _load(self, url: str) -> Picture | None:
        media = self._media.get(url)
        if media is None:
            self._losses.add("image-missing", url)
            return None
        found = _measure(media.data)
        if found is None:
            self._losses.add("image-format", url)
            return None
        ending, mime, width, height = found
        path = f"/word/media/picture{len(self.parts()) + 1}.{ending}"
        return Picture(path, mime, media.data, width, height)

    def draw(
        self, image: Image, picture: Picture, alt: str, room: Room, relations: Relations
    ) -> str:
        """The drawing of *picture* for *image*, described by *alt*, fitted into *room*."""
        self._drawn += 1
        width, height = _fit(image, picture, room)
        relation = relations.to(IMAGE, picture.path)
        name = f'id="{self._drawn}" name="Picture {self._drawn}"'
        title = markup.attribute(image.title)
        about = f'{name} descr="{markup.attribute(alt)}"' + (f' title="{title}"' if title else "")
        size = f'cx="{width}" cy="{height}"'
        return (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr {about}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
            '</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats'
            f'.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr {name}/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )


def _fit(image: Image, picture: Picture, room: Room) -> tuple[int, int]:
    """Width and height in EMU: as asked for in the attributes, else the picture's own, never
    beyond *room*, and never out of proportion unless both were asked for."""
    most_wide = room.width * _TWIP
    most_high = room.height * _TWIP * _HIGHEST
    asked_wide = _length(image.attr.get("width"), most_wide)
    asked_high = _length(image.attr.get("height"), most_high)
    ratio = picture.height / picture.width
    wide = asked_wide or (asked_high / ratio if asked_high else picture.width)
    high = asked_high or wide * ratio
    scale = min(1.0, most_wide / wide, most_high / high)
    return max(1, round(wide * scale)), max(1, round(high * scale))


def _length(text: str, whole: float) -> float:
    """A length like ``3cm``, ``200px`` or ``50%`` in EMU; 0 if it is none."""
    match = _LENGTH.fullmatch(text.lower())
    if match is None:
        return 0
    number, unit = float(match[1]), match[2]
    return number / 100 * whole if unit == "%" else number * _UNITS.get(unit, 0)


def _measure(data: bytes) -> tuple[str, str, int, int] | None:
    """File ending, MIME type and size in EMU of the picture in *data*, None if Word cannot show
    it."""
    from docx.image.image import Image as Header  # only when there is a picture

    try:
        header = Header.from_blob(data)
        ending, mime = header.ext, header.content_type
        wide, high = header.px_width, header.px_height
        dots = _dpi(header.horz_dpi), _dpi(header.vert_dpi)
    except Exception:  # python-docx raises whatever the broken bytes bring about
        kind = kind_of(data)
        if kind is None or kind.mime != "image/jpeg":  # it only knows those with JFIF or Exif
            return None
        ending, mime, wide, high = "jpg", kind.mime, kind.width, kind.height
        dots = _CSS_DPI, _CSS_DPI
    if wide <= 0 or high <= 0:
        return None
    return ending, mime, round(wide / dots[0] * _EMU), round(high / dots[1] * _EMU)


def _dpi(dpi: int) -> int:
    return dpi if dpi > _UNKNOWN_DPI else _CSS_DPI
