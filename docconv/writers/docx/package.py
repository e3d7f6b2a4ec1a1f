"""The package: parts on python-docx's foundation, and a zip that is always the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from docconv.writers.docx import markup
from docconv.writers.docx.images import Picture, Pictures
from docconv.writers.docx.links import HYPERLINK, Relations

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DEFAULTS = {"rels": CT.OPC_RELATIONSHIPS, "xml": CT.XML}
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_KINDS = {
    "word/document": (RT.OFFICE_DOCUMENT, CT.WML_DOCUMENT_MAIN),
    "docProps/core": (RT.CORE_PROPERTIES, CT.OPC_CORE_PROPERTIES),
    "docProps/app": (RT.EXTENDED_PROPERTIES, CT.OFC_EXTENDED_PROPERTIES),
    "docProps/custom": (_CUSTOM, _CUSTOM_TYPE),
    "word/styles": (RT.STYLES, CT.WML_STYLES),
    "word/settings": (RT.SETTINGS, CT.WML_SETTINGS),
    "word/fontTable": (RT.FONT_TABLE, CT.WML_FONT_TABLE),
    "word/numbering": (RT.NUMBERING, CT.WML_NUMBERING),
    "word/footnotes": (RT.FOOTNOTES, CT.WML_FOOTNOTES),
    "word/footer1": (RT.FOOTER, CT.WML_FOOTER),
}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can say


class Builder:
    """A package in the making."""

    def __init__(self) -> None:
        self._package = Package()
        self._pictures: dict[str, Part] = {}
        self.replaced = 0  # characters that XML forbids

    def add(self, name: str, content: str, owner: Part | None = None) -> Part:
        """Add the part *name* (without its suffix) with the markup *content*; *owner* points at
        it, the package itself if there is none."""
        content, replaced = markup.clean(content)
        self.replaced += replaced
        kind, content_type = _KINDS[name]
        part = Part(PackURI(f"/{name}.xml"), content_type, content.encode(), self._package)
        (owner or self._package).load_rel(kind, part, name.rpartition("/")[2])
        return part

    def relate(self, part: Part, relations: Relations, pictures: Pictures) -> None:
        """Give *part* its *relations* to addresses and to *pictures*."""
        by_path = {picture.path: picture for picture in pictures.parts()}
        for (kind, target), identifier in relations.ids.items():
            if kind == HYPERLINK:
                part.load_rel(kind, target, identifier, is_external=True)
            else:
                part.load_rel(kind, self._picture(by_path[target]), identifier)

    def _picture(self, picture: Picture) -> Part:
        if picture.path not in self._pictures:
            uri = PackURI(picture.path)
            self._pictures[picture.path] = Part(uri, picture.mime, picture.data, self._package)
        return self._pictures[picture.path]

    def zip(self) -> bytes:
        """The package as a file. Order and times are fixed, so that equal documents are equal
        bytes."""
        parts = sorted(self._package.iter_parts(), key=lambda part: part.partname)
        files = {
            "[Content_Types].xml": _content_types(parts),
            "_rels/.rels": self._package.rels.xml,
        }
        for part in parts:
            files[part.partname.membername] = part.blob
            if part.rels:
                files[part.partname.rels_uri.membername] = part.rels.xml
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, data in files.items():
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 3  # the same on every system
                archive.writestr(info, data)
        return buffer.getvalue()


def _content_types(parts: Iterable[Part]) -> str:
    """The part that tells the type of every other (ECMA-376-2, 10.1.2.2)."""
    defaults, overrides = dict(_DEFAULTS), []
    for part in parts:
        if part.content_type.startswith("image/"):
            defaults[part.partname.ext] = part.content_type
        else:
            overrides.append((part.partname, part.content_type))
    entries = [f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in sorted(defaults.items())]
    entries += [f'<Override PartName="{name}" ContentType="{t}"/>' for name, t in overrides]
    return f'{markup.DECLARATION}<Types xmlns="{_TYPES}">{"".join(entries)}</Types>'
