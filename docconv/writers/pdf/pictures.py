"""Pictures of the document as PDF images: JPEG data as it is, anything else through Pillow."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFName

from docconv.ast import Attr, Media
from docconv.writers.pdf.file import File, Stream

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI = 96.0  # of pictures that do not tell
_MOST_PIXELS = 50_000_000
_PLAIN_ORIENTATION = 1
_EXIF_ORIENTATION = 0x0112
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 72 / _DPI, "": 72 / _DPI}


class Picture(NamedTuple):
    """An image in the file, by *name*, and its size on the page in points."""

    name: str
    width: float
    height: float

    def scaled(self, factor: float) -> Picture:
        """The picture at another size."""
        return Picture(self.name, self.width * factor, self.height * factor)


class PictureError(Exception):
    """These bytes are no picture that can be shown."""


class Pictures:
    """The pictures of a document, each put into *file* when it is first shown."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._known: dict[str, Picture] = {}

    def get(self, url: str, media: Media) -> Picture:
        """The picture *media*, known as *url*, at its own size.

        Raises PictureError.
        """
        if url not in self._known:
            self._known[url] = self._read(media.data)
        return self._known[url]

    def _read(self, data: bytes) -> Picture:
        from PIL import Image

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Pillow's, of large images: measured below
                opened = Image.open(BytesIO(data))
                if opened.width * opened.height > _MOST_PIXELS:
                    raise PictureError
                opened.load()
        except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
            raise PictureError from error
        dpi = _resolution(opened)
        image = _upright(opened)
        if opened.format == "JPEG" and opened.mode in ("L", "RGB") and image is opened:
            stream = _stream(image, data, "DCTDecode")
        else:
            stream = self._pixels(image)
        name = self._file.add_image(stream)
        return Picture(name, image.width * 72 / dpi, image.height * 72 / dpi)

    def _pixels(self, image: Image) -> Stream:
        """*image* as rows of pixels; what is transparent becomes a mask."""
        alpha = None
        if image.has_transparency_data:
            image = image.convert("RGBA")
            alpha = image.getchannel("A")
        if image.mode.startswith("I"):  # 16 bits of grey
            image = image.convert("I").point(lambda value: value / 256)
        image = image.convert("L" if image.mode in ("1", "L", "I", "F") else "RGB")
        extra = {}
        if alpha is not None and alpha.getextrema() != (255, 255):
            extra["SMask"] = self._file.add(_stream(alpha, alpha.tobytes()))
        return _stream(image, image.tobytes(), **extra)


def _stream(image: Image, data: bytes, filter_name: str = "", **extra: object) -> Stream:
    entries = {
        "Type": PDFName("XObject"),
        "Subtype": PDFName("Image"),
        "Width": image.width,
        "Height": image.height,
        "ColorSpace": PDFName("DeviceGray" if image.mode == "L" else "DeviceRGB"),
        "BitsPerComponent": 8,
        **extra,
    }
    if filter_name:
        entries["Filter"] = PDFName(filter_name)
    return Stream(data, entries, packed=not filter_name)


def _upright(image: Image) -> Image:
    """*image* itself, or turned as its camera says."""
    from PIL import ImageOps

    turned = image.getexif().get(_EXIF_ORIENTATION, _PLAIN_ORIENTATION) != _PLAIN_ORIENTATION
    return ImageOps.exif_transpose(image) if turned else image


def _resolution(image: Image) -> float:
    """Pixels per inch as the picture says, if that is believable."""
    stated = image.info.get("dpi", (_DPI,))[0]
    return float(stated) if 30 <= stated <= 2400 else _DPI


def sized(picture: Picture, attr: Attr, width: float, height: float) -> Picture:
    """*picture* at the size that *attr* asks for, no larger than *width* by *height*."""
    wide = _length(attr.get("width"), width)
    high = _length(attr.get("height"), height)
    shape = picture.height / picture.width
    if wide and not high:
        high = wide * shape
    elif high and not wide:
        wide = high / shape
    elif not wide:
        wide, high = picture.width, picture.height
    scale = min(1.0, width / wide, height / high)
    return Picture(picture.name, wide * scale, high * scale)


def _length(text: str, whole: float) -> float:
    """A length as HTML and CSS write it, in points; 0 if there is none."""
    text = text.strip().lower()
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz%")
    unit = text[len(number) :]
    try:
        value = float(number)
    except ValueError:
        return 0.0
    factor = whole / 100 if unit == "%" else _UNITS.get(unit, 0.0)
    length = value * factor
    return length if 0 < length < 1e5 else 0.0
