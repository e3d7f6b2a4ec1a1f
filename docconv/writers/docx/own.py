"""Our own foundation: page, styles, settings, fonts, footer."""

from __future__ import annotations

from docx.opc.part import Part

from docconv.writers.docx import markup, styles
from docconv.writers.docx.images import Room
from docconv.writers.docx.package import Builder
from docconv.writers.docx.state import State
from docconv.writers.docx.styles import MONO, SANS, SERIF

PAPER = {"A4": (11906, 16838), "Letter": (12240, 15840)}  # twips
BESIDE = 1740  # twips; lines of some 75 characters
ABOVE = 1440
FOOT = 760
_COMPATIBLE = (
    ("compatibilityMode", 15),  # of today: else Word opens the file in its compatibility mode
    ("overrideTableStyleFontSizeAndJustification", 1),
    ("enableOpenTypeFeatures", 1),
    ("doNotFlipMirrorIndents", 1),
    ("differentiateMultirowTableHeaders", 1),
)


class Own:
    """See :class:`docconv.writers.docx.foundation.Foundation`."""

    first_list = 1
    first_kind = 0

    def __init__(self, paper: str, rtl: bool) -> None:
        self._width, self._height = PAPER[paper]
        self.room = Room(self._width - 2 * BESIDE, self._height - 2 * ABOVE)
        self.rtl = rtl

    def styled(self, markup: str) -> str:
        return markup

    def document(self, text: str) -> str:
        section = (
            '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/>'
            f'<w:pgSz w:w="{self._width}" w:h="{self._height}"/>'
            f'<w:pgMar w:top="{ABOVE}" w:right="{BESIDE}" w:bottom="{ABOVE}" '
            f'w:left="{BESIDE}" w:header="{FOOT}" w:footer="{FOOT}" w:gutter="0"/>'
            f"<w:titlePg/>{'<w:bidi/>' if self.rtl else ''}</w:sectPr>"
        )
        return markup.document("w:document", f"<w:body>{text}{section}</w:body>")

    def furnish(self, package: Builder, main: Part, state: State, language: str) -> None:
        if state.numbering:
            package.add("word/numbering", state.numbering.part(), main)
        sheet = styles.sheet(language, self.rtl, state.numbering.headings)
        package.add("word/styles", sheet, main)
        package.add("word/settings", _settings(bool(state.notes)), main)
        package.add("word/fontTable", _fonts(), main)
        package.add("word/footer1", _footer(), main)


def _settings(notes: bool) -> str:
    uri = "http://schemas.microsoft.com/office/word"
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>'
        for name, value in _COMPATIBLE
    )
    return markup.document(
        "w:settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"{markup.SEPARATORS if notes else ''}<w:compat>{compatible}</w:compat>"
        '<m:mathPr><m:mathFont m:val="Cambria Math"/></m:mathPr>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def _fonts() -> str:
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


def _footer() -> str:
    """The foot of every page but the first: its number."""
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    return markup.document("w:ftr", f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{number}</w:p>')
