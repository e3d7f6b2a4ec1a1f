"""A small reader of the PDF files that docconv writes: enough to ask what they show and say."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_STREAM = re.compile(rb"(.*?)\nstream\n(.*)\nendstream", re.DOTALL)
_PAGES = re.compile(rb"/Kids \[(.*?)\]", re.DOTALL)
_BFCHAR = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]*)>")
_TOKEN = re.compile(r"/(\w+) [\d.]+ Tf|\[(<.*?>)\] TJ|(/.*?BDC|/Artifact BMC|EMC)")
_ELEMENT = re.compile(rb"/Type/StructElem")


@dataclass
class Element:
    """A structure element: its tag, its kids, its attributes as written."""

    tag: str
    source: str
    kids: list[Element] = field(default_factory=list)

    def find(self, tag: str) -> list[Element]:
        """The elements *tag* in it, in reading order."""
        return [element for element in self.walk() if element.tag == tag]

    def walk(self) -> Iterator[Element]:
        """The element and all below it."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


class PdfFile:
    """The objects of a PDF file, by number."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.objects = {int(number): body for number, body in _OBJECT.findall(data)}

    def stream(self, number: int) -> bytes:
        """The content of a stream."""
        match = _STREAM.fullmatch(self.objects[number])
        assert match, "not a stream"
        packed = b"/FlateDecode" in match[1]
        return zlib.decompress(match[2]) if packed else match[2]

    def entry(self, number: int, key: str) -> int:
        """The object that the entry *key* of a dictionary refers to."""
        match = re.search(rb"/%s (\d+) 0 R" % key.encode(), self.objects[number])
        assert match, f"no reference /{key}"
        return int(match[1])

    @property
    def catalog(self) -> int:
        """The number of the catalog."""
        match = re.search(rb"/Root (\d+) 0 R", self.data)
        assert match
        return int(match[1])

    def pages(self) -> list[int]:
        """The numbers of the pages."""
        match = _PAGES.search(self.objects[self.entry(self.catalog, "Pages")])
        assert match
        return [int(number) for number in re.findall(rb"(\d+) 0 R", match[1])]

    def contents(self) -> list[str]:
        """The operators of each page."""
        return [
            self.stream(self.entry(page, "Contents")).decode("latin-1") for page in self.pages()
        ]

    def texts(self, *, furniture: bool = False) -> list[str]:
        """The text of each page as painted; artifacts only if asked for."""
        maps = self._unicode_maps()
        return [_shown(content, maps, furniture) for content in self.contents()]

    def text(self) -> str:
        """The text of all pages, hyphens undone."""
        return "".join(self.texts()).replace("\u00ad", "")

    def structure(self) -> Element:
        """The structure tree."""
        root = self.entry(self.catalog, "StructTreeRoot")
        return self._element(self.entry(root, "K"))

    def fonts(self) -> list[str]:
        """The names of the fonts."""
        return sorted(
            match[1].decode()
            for body in self.objects.values()
            if b"/Type0" in body and (match := re.search(rb"/BaseFont /\w+\+([\w-]+)", body))
        )

    def _element(self, number: int) -> Element:
        body = self.objects[number]
        assert _ELEMENT.search(body), "not a structure element"
        source = body.decode("latin-1")
        tag = re.search(r"/S/(\w+)", source)
        kids = re.search(r"/K\[(.*?)\](?:/Pg|/A|/Alt|/Lang|/ID|>>)", source)
        assert tag
        assert kids
        plain = re.sub(r"<<.*?>>", "", kids[1])
        numbers = [int(kid) for kid in re.findall(r"(\d+) 0 R", plain)]
        return Element(tag[1], source, [self._element(kid) for kid in numbers])

    def _unicode_maps(self) -> dict[str, dict[str, str]]:
        """Font name to its map from codes to text."""
        maps = {}
        for body in self.objects.values():
            for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", body):
                rows = self.stream(self.entry(int(number), "ToUnicode")).decode()
                maps[name.decode()] = {
                    code: bytes.fromhex(text).decode("utf-16-be")
                    for code, text in _BFCHAR.findall(rows)
                }
        return maps


def _shown(content: str, maps: dict[str, dict[str, str]], furniture: bool) -> str:
    font: dict[str, str] = {}
    artifact = False
    out = []
    for name, strings, mark in _TOKEN.findall(content):
        if name:
            font = maps[name]
        elif mark:
            artifact = mark.startswith("/Artifact")
        elif furniture or not artifact:
            codes = "".join(re.findall(r"<([0-9A-F]*)>", strings))
            out += [font[codes[at : at + 4]] for at in range(0, len(codes), 4)]
    return "".join(out)
