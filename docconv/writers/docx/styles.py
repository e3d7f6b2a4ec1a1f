"""The style sheet: one row a style, and what Word needs around them.

Names are Word's own where it has one, else those by which pandoc and others know a paragraph's
meaning (``Block Text``, ``Source Code``, ``Image Caption``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docconv.writers.docx import markup
from docconv.writers.docx.numbering import numbered

# Families that every Word has, and for which free ones of the same measure exist (Liberation);
# Consolas falls back to any monospaced one.
SERIF = "Times New Roman"
SANS = "Arial"
MONO = "Consolas"

# Lengths are twips (twentieths of a point), sizes of type are half-points.
BODY_SIZE = 23
_INK = "1F2A37"
_GREY = "59636E"
LINK_COLOR = "1F4E9E"
_RULE = "C3CAD2"
_PAPER = "F4F5F7"


@dataclass(frozen=True, slots=True)
class Style:
    """A named style: its properties as markup; the *size* of its type if it sets one; its left
    *indent*, and how much of that is an *inset* from where the text of its place begins."""

    name: str
    based_on: str = "Normal"
    paragraph: str = ""
    font: str = ""
    run: str = ""
    size: int = 0
    indent: int = 0
    inset: int = 0
    next: str = ""
    kind: Literal["paragraph", "character"] = "paragraph"

    @property
    def id(self) -> str:
        """The identifier: the name without its blanks, a capital at each word."""
        return "".join(word[0].upper() + word[1:] for word in self.name.split())


def _space(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _indent(left: int, right: int = 0) -> str:
    return f'<w:ind w:left="{left}" w:right="{right}"/>'


def _color(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def _border(side: str, size: int, space: int, color: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'


def _heading(level: int, size: int, before: int, after: int, run: str) -> Style:
    paragraph = f'{_KEEP}{_space(before, after, 259)}<w:outlineLvl w:val="{level - 1}"/>'
    return Style(f"heading {level}", "Normal", paragraph, SANS, run, size, next="FirstParagraph")


def _contents(level: int) -> Style:
    before = 80 if level == 1 else 0
    return Style(f"toc {level}", "Normal", _space(before, 40) + _indent(260 * (level - 1)))


_KEEP = "<w:keepNext/><w:keepLines/>"
_BOLD = "<w:b/><w:bCs/>"
_ITALIC = "<w:i/><w:iCs/>"
_QUOTE_BORDER = f"<w:pBdr>{_border('left', 18, 12, _RULE)}</w:pBdr>"
_CODE_SIDES = "".join(_border(side, 4, 5, _PAPER) for side in ("top", "left", "bottom", "right"))
_CODE = (
    f'<w:pBdr>{_CODE_SIDES}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{_PAPER}"/>'
    f'<w:bidi w:val="0"/>{_space(100, 180, 259)}{_indent(120, 120)}<w:jc w:val="left"/>'
)
_THIN = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
RULE = f"<w:pBdr>{_border('bottom', 6, 1, _RULE)}</w:pBdr>"

STYLES = (
    Style("Normal", ""),
    Style("Body Text", paragraph=_space(0, 130, 278)),
    Style("First Paragraph", "BodyText", next="BodyText"),
    Style("Compact", "BodyText", _space(0, 50, 278)),
    Style("Title", "Normal", _KEEP + _space(0, 100, 252), SANS, _BOLD + _color(_INK), 50),
    Style("Subtitle", "Normal", _KEEP + _space(0, 160, 259), SANS, _color(_GREY), 29),
    Style("Author", "Normal", f"<w:keepNext/>{_space(0, 30)}", SANS, _color(_INK), 20),
    Style("Date", "Normal", _space(0, 280), SANS, _color(_GREY), 19, next="FirstParagraph"),
    _heading(1, 34, 440, 140, _BOLD + _color(_INK)),
    _heading(2, 28, 340, 110, _BOLD + _color(_INK)),
    _heading(3, 24, 280, 90, _BOLD + _color(_INK)),
    _heading(4, 22, 240, 80, _BOLD + _color(_GREY)),
    _heading(5, 21, 220, 70, _color(_INK)),
    _heading(6, 21, 220, 70, _ITALIC + _color(_GREY)),
    Style("Block Text", "BodyText", _QUOTE_BORDER + _indent(480, 480), indent=480),
    Style("Source Code", "Normal", _CODE, MONO, "<w:noProof/>", 18, indent=120, inset=120),
    Style("Line Block", "BodyText"),
    Style("List Paragraph", "BodyText", _space(0, 100, 278)),
    Style("List Compact", "Compact", _space(0, 130, 278) + "<w:contextualSpacing/>"),
    Style("Definition Term", "BodyText", f"<w:keepNext/>{_space(60, 30, 278)}", run=_BOLD),
    Style("Definition", "BodyText", _indent(480), indent=480),
    Style("Table Paragraph", "BodyText", _space(40, 80, 252), SANS, size=18),
    Style("Table Text", "Compact", _space(40, 40, 252), SANS, size=18),
    Style("Table Heading", "TableText", run=_BOLD + _color(_INK)),
    Style("caption", "Normal", f"<w:keepLines/>{_space(60, 260, 259)}", SANS, _color(_GREY), 18),
    Style("Image Caption", "Caption"),
    Style("Table Caption", "Caption", f"<w:keepNext/>{_space(220, 90, 259)}"),
    Style("Figure", "Normal", _space(160, 160)),
    Style("Captioned Figure", "Figure", f"<w:keepNext/>{_space(160, 80)}", next="ImageCaption"),
    Style("Credits", "Normal", _space(200, 130, 259), SANS, _ITALIC + _color(_GREY), 18),
    Style("Dateline", "Normal", f"<w:keepNext/>{_space(0, 80)}", SANS, _color(_GREY), 18),
    Style("Horizontal Rule", "Normal", _space(120, 280), next="FirstParagraph"),
    Style("Separator", "Normal", _THIN, size=4),
    Style("TOC Heading", "Normal", _KEEP + _space(240, 120), SANS, _BOLD + _color(_INK), 28),
    *(_contents(level) for level in range(1, 7)),
    Style("footnote text", "Normal", _space(0, 60, 252), size=19),
    Style("footer", "Normal", '<w:jc w:val="center"/>', SANS, _color(_GREY), 17),
    Style("Hyperlink", run=f'{_color(LINK_COLOR)}<w:u w:val="single"/>', kind="character"),
    Style("footnote reference", run='<w:vertAlign w:val="superscript"/>', kind="character"),
    Style("Verbatim Char", font=MONO, run="<w:noProof/>", size=20, kind="character"),
    Style("Credit", run=_ITALIC, kind="character"),
)
BY_ID = {style.id: style for style in STYLES}

# Word treats these names as its own, whatever the language of its menus.
_BUILT_IN = frozenset(
    {"Normal", "Body Text", "Title", "Subtitle", "Date", "Block Text", "List Paragraph"}
    | {"caption", "footnote text", "footnote reference", "footer", "Hyperlink"}
    | {f"heading {level}" for level in range(1, 7)}
    | {"TOC Heading", *(f"toc {level}" for level in range(1, 7))}
)


def _table() -> str:
    """The table style: rules above, below and under the head, none upright."""
    line = "".join(_border(side, 8, 0, _GREY) for side in ("top", "bottom"))
    inside = _border("insideH", 4, 0, "DDE1E6")
    head = _border("bottom", 8, 0, _GREY)
    foot = _border("top", 8, 0, _GREY)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 30), ("left", 100), ("bottom", 30), ("right", 100))
    )
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{line}{inside}</w:tblBorders>"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tcPr>'
        f'<w:tcBorders>{head}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        f'<w:tblStylePr w:type="lastRow"><w:tcPr><w:tcBorders>{foot}</w:tcBorders></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


DEFAULT = ""  # stands for the name of a default style, which may have any
_DEFAULTS = {
    "DefaultParagraphFont": '<w:style w:type="character" w:default="1" '
    'w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    "TableNormal": '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="100" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    "NoList": '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
    '<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
}
_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
    'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
)


def known() -> Iterator[tuple[str, str, str]]:
    """Identifier, kind and name of every style; default styles go by ``DEFAULT``."""
    kinds = ("character", "table", "numbering")
    yield from ((style, kind, DEFAULT) for style, kind in zip(_DEFAULTS, kinds, strict=True))
    for style in STYLES:
        yield style.id, style.kind, DEFAULT if style.id == "Normal" else style.name
    yield "Table", "table", "Table"


def definitions(headings: int, fonts: bool = True) -> dict[str, str]:
    """The markup of every style by its identifier. *headings* is the list that numbers them, or
    0; without *fonts*, all but code is in the document's font."""
    own = {style.id: _style(style, headings, fonts) for style in STYLES}
    return {**_DEFAULTS, **own, "Table": _table()}


def sheet(language: str, rtl: bool, headings: int) -> str:
    """The styles part of a document in *language*, which is markup (see ``inlines.language_tag``),
    written from right to left if *rtl*; *headings* is the list that numbers them, or 0."""
    direction = "<w:bidi/>" if rtl else ""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SERIF)}{_size(BODY_SIZE)}{language}</w:rPr>"
        f"</w:rPrDefault><w:pPrDefault><w:pPr>{direction}{_space(0, 0, 240)}</w:pPr>"
        "</w:pPrDefault></w:docDefaults>"
    )
    styles = "".join(definitions(headings).values())
    return markup.document("w:styles", f"{defaults}{_LATENT}{styles}")


def _style(style: Style, headings: int, fonts: bool) -> str:
    paragraph = style.paragraph
    if headings and style.id.startswith("Heading"):
        number = numbered(int(style.id[-1]) - 1, headings)
        paragraph = paragraph.replace(_KEEP, _KEEP + number)
    custom = "" if style.name in _BUILT_IN else ' w:customStyle="1"'
    default = ' w:default="1"' if style.id == "Normal" else ""
    based_on = "DefaultParagraphFont" if style.kind == "character" else style.based_on
    parts = [
        f'<w:style w:type="{style.kind}"{default}{custom} w:styleId="{style.id}">',
        f'<w:name w:val="{style.name}"/>',
        f'<w:basedOn w:val="{based_on}"/>' if based_on else "",
        f'<w:next w:val="{style.next}"/>' if style.next else "",
        "<w:qFormat/>",
        f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "",
    ]
    font = style.font if fonts or style.font == MONO else ""
    run = _fonts(font) + style.run if font else style.run
    if style.size:
        run += _size(style.size)
    if run:
        parts.append(f"<w:rPr>{run}</w:rPr>")
    return "".join(parts) + "</w:style>"


def _fonts(font: str) -> str:
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'


def _size(size: int) -> str:
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
