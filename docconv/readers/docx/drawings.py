"""Drawings: pictures, text boxes and ruled lines, of both of Word's drawing languages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from docconv.archive import Element
from docconv.ast import Attr, Image, Media, Text
from docconv.readers.docx.names import WP, A, O, R, V, W, children, number
from docconv.readers.docx.package import Relation
from docconv.readers.docx.story import Story
from docconv.xhtml.pictures import kind_of

_TELLING = (A + "blip", V + "imagedata", W + "txbxContent")
_EMU = 914_400  # units to the inch
_MIMES = {
    ".bmp": "image/bmp",
    ".emf": "image/x-emf",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".wmf": "image/x-wmf",
}
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm|px)?", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "px": 0.75}
_THIN, _LONG = 3, 100  # points: a rectangle this thin and this long is a rule


@dataclass(frozen=True, slots=True)
class Box:
    """A text box, whose *content* is a story of its own."""

    content: Element


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line across the page."""


def parts(drawing: Element, story: Story) -> Iterator[Image | Box | Rule]:
    """What *drawing* (``w:drawing``, ``w:pict``, ``w:object``) shows, in order; what cannot be
    shown is told as a loss."""
    found = False
    for element in _telling(drawing):
        found = True
        if element.tag == W + "txbxContent":
            yield Box(element)
        elif element.tag == V + "rect":
            yield Rule()
        elif image := _image(element, drawing, story):
            yield image
    if not found and _has_shape(drawing):
        story.reading.losses.add("chart-dropped")


def _telling(element: Element) -> Iterator[Element]:
    """The pictures, text boxes and rules in *element*; text boxes are not searched."""
    for child in children(element):
        if child.tag in _TELLING or (child.tag == V + "rect" and _is_rule(child)):
            yield child
        else:
            yield from _telling(child)


def _is_rule(rectangle: Element) -> bool:
    if rectangle.get(O + "hr") in ("t", "true", "1"):
        return True
    lengths = _lengths(rectangle)
    return 0 < lengths.get("height", 0) < _THIN and lengths.get("width", 0) > _LONG


def _has_shape(drawing: Element) -> bool:
    return next(drawing.iter(A + "graphicData", V + "*"), None) is not None


def _image(picture: Element, drawing: Element, story: Story) -> Image | None:
    identifier = picture.get(R + "embed") or picture.get(R + "id") or picture.get(R + "link") or ""
    relation = story.relations.get(identifier)
    url = "" if relation is None else _url(relation, story)
    if not url:
        story.reading.losses.add("image-missing")
        return None
    alt, title, sizes = _described(drawing, picture)
    return Image(
        url,
        (Text(alt or title),) if alt or title else (),
        title if alt else "",
        Attr(attributes=sizes),
    )


def _url(relation: Relation, story: Story) -> str:
    """The name of the picture in the document's media, or its address if it lies outside."""
    reading = story.reading
    if relation.external:
        reading.losses.add("image-linked")
        return relation.target
    name = posixpath.relpath(relation.target, posixpath.dirname(reading.package.main) or ".")
    if name not in reading.media:
        data = reading.package.read(relation.target)
        if data is None:
            return ""
        reading.media[name] = Media(data, _mime(data, name))
    return name


def _mime(data: bytes, name: str) -> str:
    kind = kind_of(data)
    if kind is not None:
        return kind.mime
    return _MIMES.get(posixpath.splitext(name)[1].lower(), "application/octet-stream")


def _described(drawing: Element, picture: Element) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """The description of a picture, its title, and its width and height as shown."""
    properties = next(drawing.iter(WP + "docPr"), None)
    if properties is not None:
        extent = next(drawing.iter(WP + "extent"), None)
        sides = (
            () if extent is None else (("width", extent.get("cx")), ("height", extent.get("cy")))
        )
        sizes = {side: number(length) / _EMU for side, length in sides}
        return properties.get("descr", ""), properties.get("title", ""), _sizes(sizes)
    shape = picture.getparent()
    if shape is None:
        return "", "", ()
    sizes = {side: points / 72 for side, points in _lengths(shape).items()}
    return shape.get("alt", ""), picture.get(O + "title", ""), _sizes(sizes)


def _sizes(inches: dict[str, float]) -> tuple[tuple[str, str], ...]:
    return tuple((side, f"{length:.4g}in") for side, length in inches.items() if length > 0)


def _lengths(shape: Element) -> dict[str, float]:
    """Width and height of a VML shape in points."""
    found = _LENGTH.findall(shape.get("style", ""))
    return {
        side.lower(): float(length) * _POINTS[(unit or "pt").lower()]
        for side, length, unit in found
        if length.replace(".", "", 1).isdigit()
    }
