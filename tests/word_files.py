"""Small Word files, written part by part, for tests of what reads them."""

from __future__ import annotations

import io
import zipfile

from tests.every_node import png

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": f"{OFFICE}/relationships",
        "m": f"{OFFICE}/math",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)
_STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Roomy"><w:name w:val="Roomy"/>
  <w:pPr><w:spacing w:after="200"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="MyHead"><w:name w:val="My Head"/>
  <w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Outlined"/>
  <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/>
  <w:pPr><w:ind w:left="720" w:right="720"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="BulletStyle"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Kursiv"><w:name w:val="Emphasis"/></w:style>
<w:style w:type="character" w:styleId="Loud"><w:name w:val="Loud"/>
  <w:rPr><w:b/><w:smallCaps/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
  <w:rPr><w:color w:val="0000FF"/><w:u w:val="single"/></w:rPr></w:style>
"""


def _level(depth: int, form: str, text: str, left: int, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr>'
        "</w:lvl>"
    )


_BULLETS = "".join(_level(depth, "bullet", "•", 720 * (depth + 1)) for depth in range(9))
_NUMBERS = (
    _level(0, "decimal", "%1.", 720) + _level(1, "lowerLetter", "(%2)", 1440)
    + _level(2, "upperRoman", "%3)", 2160)
)  # fmt: skip
_NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{_BULLETS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{_NUMBERS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{_level(0, "bullet", " ", 720)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
)


def part(root: str, content: str) -> bytes:
    """A part whose root element is *root*."""
    return f"<w:{root} {_NAMESPACES}>{content}</w:{root}>".encode()


def rels(*relations: tuple[str, str, str]) -> bytes:
    """A part of *relations*: identifier, kind, target."""
    lines = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/relationships/{kind}" Target="{target}"'
        + (' TargetMode="External"' if "://" in target else "")
        + "/>"
        for name, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}">{lines}</Relationships>'.encode()


def parts(body: str, core: str = "", **others: str) -> dict[str, bytes]:
    """The parts of a Word file with this *body*; *others* are further ones by name."""
    relations = [
        ("s", "styles", "styles.xml"),
        ("n", "numbering", "numbering.xml"),
        ("f", "footnotes", "footnotes.xml"),
        ("e", "endnotes", "endnotes.xml"),
        ("c", "comments", "comments.xml"),
        ("h", "header", "header.xml"),
        ("rImage", "image", "media/image1.png"),
        ("rLost", "image", "media/lost.png"),
        ("rFar", "image", "https://example.org/far.png"),
        ("rWeb", "hyperlink", "https://example.org/a"),
    ]
    made: dict[str, bytes] = {
        "_rels/.rels": rels(
            ("d", "officeDocument", "word/document.xml"), ("p", "core-properties", "core.xml")
        ),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": rels(*relations),
        "word/styles.xml": part("styles", _STYLES),
        "word/numbering.xml": part("numbering", _NUMBERING),
        "word/media/image1.png": png(4, 4),
    }
    if core:
        made["core.xml"] = _CORE.format(core).encode()
    for name, content in others.items():
        made[f"word/{name}.xml"] = part({"header": "hdr"}.get(name, name), content)
    return made


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of *parts*."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def r(text: str, properties: str = "") -> str:
    """A run."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def style(name: str) -> str:
    """The property of a paragraph that names its style."""
    return f'<w:pStyle w:val="{name}"/>'


def num(number: int, level: int = 0) -> str:
    """The property of a paragraph that is an item of the list *number*.

    The lists: 1, 5, 6 and 7 are bullets, 2 and 3 numbers (3 from 5 on), 4 has blank labels.
    """
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def field(code: str, result: str) -> str:
    """Runs that are a field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
