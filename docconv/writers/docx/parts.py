"""The small parts around the text: page, notes, settings, fonts, footer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docconv.writers.docx import markup
from docconv.writers.docx.images import Room
from docconv.writers.docx.styles import MONO, SANS, SERIF

_BESIDE = 1740  # twips; lines of some 75 characters
_ABOVE = 1440
_FOOT = 760
_PICTURES = 0.8  # of the text's height: there must be room for a caption


@dataclass(frozen=True, slots=True)
class Page:
    """A size of paper, in twips."""

    paper_width: int
    paper_height: int

    @property
    def width(self) -> int:
        """The width of the text."""
        return self.paper_width - 2 * _BESIDE

    @property
    def room(self) -> Room:
        """The greatest size of a picture."""
        return Room(self.width, int((self.paper_height - 2 * _ABOVE) * _PICTURES))


PAGES = {"A4": Page(11906, 16838), "Letter": Page(12240, 15840)}


def document(text: str, page: Page, rtl: bool) -> str:
    """The main part: *text*, set on the *page*."""
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/>'
        f'<w:pgSz w:w="{page.paper_width}" w:h="{page.paper_height}"/>'
        f'<w:pgMar w:top="{_ABOVE}" w:right="{_BESIDE}" w:bottom="{_ABOVE}" w:left="{_BESIDE}" '
        f'w:header="{_FOOT}" w:footer="{_FOOT}" w:gutter="0"/>'
        f"<w:titlePg/>{'<w:bidi/>' if rtl else ''}</w:sectPr>"
    )
    return markup.document("w:document", f"<w:body>{text}{section}</w:body>")


def footnotes(notes: Iterable[str]) -> str:
    """The part with the *notes*, numbered from 1, and the lines that set them off."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>'
        f"</w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for kind, number in (("separator", -1), ("continuationSeparator", 0))
    )
    texts = (
        f'<w:footnote w:id="{number}">{note}</w:footnote>' for number, note in enumerate(notes, 1)
    )
    return markup.document("w:footnotes", lines + "".join(texts))


def settings(notes: bool) -> str:
    """How Word is to treat the document: as one of today, not in its compatibility mode."""
    separators = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    uri = "http://schemas.microsoft.com/office/word"
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return markup.document(
        "w:settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"{separators if notes else ''}<w:compat>{compatible}</w:compat>"
        '<m:mathPr><m:mathFont m:val="Cambria Math"/></m:mathPr>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def fonts() -> str:
    """The fonts, so that a system without one takes another of its kind."""
    kinds = ((SERIF, "roman", "variable"), (SANS, "swiss", "variable"), (MONO, "modern", "fixed"))
    return markup.document(
        "w:fonts",
        "".join(
            f'<w:font w:name="{name}"><w:family w:val="{family}"/>'
            f'<w:pitch w:val="{pitch}"/></w:font>'
            for name, family, pitch in kinds
        ),
    )


def footer() -> str:
    """The foot of every page but the first: its number."""
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    return markup.document("w:ftr", f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{number}</w:p>')
