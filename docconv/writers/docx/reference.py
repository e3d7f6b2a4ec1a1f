"""A reference document as the foundation: its styles, page, running heads and settings.

A style of ours that it has under the same name is its own; those it lacks are added. What belongs
to its text (notes, comments, pictures) is left behind, and so is what would reach outside the
file (an attached template, a mail merge).
"""

from __future__ import annotations

import copy
import re
from typing import Any, TypeAlias

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Twips
from lxml import etree

from docconv.errors import WriteError
from docconv.writers.docx import markup, styles
from docconv.writers.docx.images import Room
from docconv.writers.docx.numbering import HEADING_LEVELS
from docconv.writers.docx.own import ABOVE, BESIDE, FOOT, PAPER
from docconv.writers.docx.package import Builder
from docconv.writers.docx.state import State

Element: TypeAlias = Any  # python-docx's classes of elements are not typed

_KEPT = frozenset({RT.FOOTER, RT.HEADER, RT.THEME, RT.FONT_TABLE, RT.WEB_SETTINGS})
# Settings that speak of the text left behind, or of files elsewhere.
_LEFT = "footnotePr endnotePr attachedTemplate mailMerge documentProtection".split()
# What may stand after notes in the settings (ISO/IEC 29500-1, A.1, CT_Settings).
_AFTER_NOTES = (
    "w:compat w:docVars w:rsids m:mathPr w:attachedSchema w:themeFontLang w:clrSchemeMapping "
    "w:doNotIncludeSubdocsInStats w:captions w:shapeDefaults w:decimalSymbol w:listSeparator"
).split()
_TWIP = 635  # English metric units
_STYLE = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle|basedOn|next) w:val="| w:styleId=")([^"]+)')


class Reference:
    """See :class:`docconv.writers.docx.foundation.Foundation`."""

    rtl = False

    def __init__(self, path: str, paper: str) -> None:
        """Read the file at *path*; if it does not say on what paper, it is *paper*. Raises
        WriteError if it is no Word document."""
        try:
            document = docx.Document(path)
            section = document.sections[-1]
            _complete(section, paper)
            self._read(document, section)
        except Exception as error:  # python-docx raises whatever a broken file brings about
            reason = str(error) or type(error).__name__
            raise WriteError(f"the reference document {path} cannot be used: {reason}") from error

    def _read(self, document: WordDocument, section: Section) -> None:
        self.room = _room(section)
        self._rels = document.part.rels
        self._section = _section_markup(section, {rel.rId for rel in self._kept()})
        self._settings: Element = document.settings.element
        self._sheet: Element = document.styles.element
        self._names = _names(self._sheet)
        self._lists = self._part(RT.NUMBERING)
        lists = None if self._lists is None else self._lists.element
        self.first_list = 1 + _greatest(lists, "num", "numId", 0)
        self.first_kind = 1 + _greatest(lists, "abstractNum", "abstractNumId", -1)

    def _kept(self) -> list[Any]:
        return [rel for rel in self._rels.values() if rel.reltype in _KEPT]

    def _part(self, kind: str) -> XmlPart | None:
        parts = (rel.target_part for rel in self._rels.values() if rel.reltype == kind)
        return next((part for part in parts if isinstance(part, XmlPart)), None)

    def styled(self, markup: str) -> str:
        return _STYLE.sub(lambda match: match[1] + self._names.get(match[2], match[2]), markup)

    def document(self, text: str) -> str:
        return markup.document("w:document", f"<w:body>{self.styled(text)}{self._section}</w:body>")

    def furnish(self, package: Builder, main: Part, state: State, language: str) -> None:
        self._add_styles(state.numbering.headings)
        _set_language(self._sheet, language)
        self._add_lists(package, main, state)
        _clear_settings(self._settings, bool(state.notes))
        for kind in (RT.STYLES, RT.SETTINGS):
            part = self._part(kind)
            if part is not None:
                main.load_rel(kind, part, kind.rpartition("/")[2])
        for rel in self._kept():
            main.load_rel(rel.reltype, rel.target_part, rel.rId)

    def _add_styles(self, headings: int) -> None:
        known = {style.get(qn("w:styleId")) for style in self._sheet.iterchildren(qn("w:style"))}
        for name, definition in styles.definitions(headings, fonts=False).items():
            if self._names[name] not in known:
                self._sheet.extend(_parsed(self.styled(definition)))
        self._mend_styles()
        if headings:
            for level in range(HEADING_LEVELS):
                style = self._sheet.get_by_id(self._names[f"Heading{level + 1}"])
                number = style.get_or_add_pPr().get_or_add_numPr()
                number.get_or_add_numId().val = headings
                number.get_or_add_ilvl().val = level

    def _mend_styles(self) -> None:
        """Take out what refers to styles that are not there (Pandoc's own reference has such)."""
        styles = list(self._sheet.iterchildren(qn("w:style")))
        known = {style.get(qn("w:styleId")) for style in styles}
        for style in styles:
            for tag in ("w:basedOn", "w:next", "w:link"):
                for other in style.findall(qn(tag)):
                    if other.get(qn("w:val")) not in known:
                        style.remove(other)

    def _add_lists(self, package: Builder, main: Part, state: State) -> None:
        if self._lists is None:
            if state.numbering:
                package.add("word/numbering", self.styled(state.numbering.part()), main)
            return
        lists: Element = self._lists.element
        kinds, instances = map(_parsed, map(self.styled, state.numbering.definitions()))
        before = lists.find(qn("w:num"))
        at = len(lists) if before is None else lists.index(before)
        lists[at:at] = list(kinds)
        last = lists.findall(qn("w:num"))
        at = lists.index(last[-1]) + 1 if last else len(lists)
        lists[at:at] = list(instances)
        main.load_rel(RT.NUMBERING, self._lists, "numbering")


def _complete(section: Section, paper: str) -> None:
    """Give *section* our page and margins as far as it has none."""
    if section.page_width is None or section.page_height is None:
        section.page_width, section.page_height = map(Twips, PAPER[paper])
    if section.left_margin is None or section.right_margin is None:
        section.left_margin = section.right_margin = Twips(BESIDE)
    if section.top_margin is None or section.bottom_margin is None:
        section.top_margin = section.bottom_margin = Twips(ABOVE)
        section.header_distance = section.footer_distance = Twips(FOOT)


def _room(section: Section) -> Room:
    """The room of the text in *section*, in twips."""
    columns: Element = section._sectPr.find(qn("w:cols"))
    count = 1 if columns is None else int(columns.get(qn("w:num"), "1"))
    width = _left(section.page_width, section.left_margin, section.right_margin, section.gutter)
    height = _left(section.page_height, section.top_margin, section.bottom_margin)
    return Room(width // max(count, 1), height)


def _left(whole: Length | None, *less: Length | None) -> int:
    return (whole or 0) // _TWIP - sum(abs(length or 0) // _TWIP for length in less)


def _section_markup(section: Section, kept: set[str]) -> str:
    """*section* without what refers to parts that are not *kept*."""
    element: Element = copy.deepcopy(section._sectPr)
    for child in list(element):
        if child.get(qn("r:id")) not in {None, *kept}:
            element.remove(child)
    return etree.tostring(element, encoding="unicode")


def _names(sheet: Element) -> dict[str, str]:
    """The identifiers that our styles have on the *sheet* of the reference document: those of its
    styles of the same name, else new ones."""
    theirs, taken = {}, set()
    for style in sheet.iterchildren(qn("w:style")):
        kind, identifier = style.get(qn("w:type")), style.get(qn("w:styleId"))
        taken.add(identifier)
        theirs[kind, (style.name_val or "").casefold()] = identifier
        if style.default:
            theirs[kind, styles.DEFAULT] = identifier
    return {
        ours: theirs.get((kind, name.casefold()), f"{ours}Docconv" if ours in taken else ours)
        for ours, kind, name in styles.known()
    }


def _greatest(lists: Element, tag: str, attribute: str, least: int) -> int:
    """The greatest number among the elements *tag* in the numbering part, if there is one."""
    found = () if lists is None else lists.iterchildren(qn(f"w:{tag}"))
    return max((int(element.get(qn(f"w:{attribute}"))) for element in found), default=least)


def _set_language(sheet: Element, language: str) -> None:
    """Make *language* that of all runs which do not say another one."""
    defaults = sheet.find("/".join(map(qn, ("w:docDefaults", "w:rPrDefault", "w:rPr"))))
    if defaults is None:
        return
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.extend(_parsed(language))


def _clear_settings(settings: Element, notes: bool) -> None:
    """Take out what does not hold any more, and say which notes are lines, if there are *notes*."""
    for name in _LEFT:
        for element in settings.findall(qn(f"w:{name}")):
            settings.remove(element)
    if notes:
        after = (at for at, child in enumerate(settings) if child.tag in map(qn, _AFTER_NOTES))
        at = next(after, len(settings))
        settings[at:at] = list(_parsed(markup.SEPARATORS))


def _parsed(content: str) -> Element:
    """The elements in *content*, as children of one that does not matter."""
    return parse_xml(f"<w:x{markup.declare(*markup.NAMESPACES)}>{content}</w:x>")
