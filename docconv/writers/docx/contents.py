"""The table of contents: a field that Word renews, with what it shows until then."""

from __future__ import annotations

from dataclasses import dataclass, field

from docconv.writers.docx import markup
from docconv.writers.docx.links import Bookmarks
from docconv.writers.docx.numbering import HEADING_LEVELS

_FIRST = 100_000_000  # Word's own names have nine digits


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading: its level, its number or nothing, its text, and the name of its bookmark."""

    level: int
    number: str
    text: str
    name: str


@dataclass(slots=True)
class Contents:
    """The headings met so far that a table of contents *depth* levels deep shows. *top* is the
    level from which headings are numbered, 0 if they are not."""

    depth: int = 0
    top: int = 0
    entries: list[Entry] = field(default_factory=list)
    _counts: list[int] = field(default_factory=lambda: [0] * (HEADING_LEVELS + 1))

    def add(self, level: int, text: str, counted: bool, bookmarks: Bookmarks) -> str:
        """Take in a heading, which is *counted* unless it is to have no number; its bookmark."""
        number = self._number(level) if self.top and counted else ""
        if level > self.depth or not text:
            return ""
        identifier = f"_Toc{_FIRST + len(self.entries)}"
        place = bookmarks.place(identifier)
        self.entries.append(Entry(level, number, text, bookmarks.name(identifier)))
        return place

    def _number(self, level: int) -> str:
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (HEADING_LEVELS - level)
        return ".".join(map(str, self._counts[self.top : level + 1]))

    def part(self, title: str) -> str:
        """The table under its *title*; nothing if it would be empty. Only Word knows the numbers
        of the pages: it puts them in when it opens the file, for the field is marked as stale."""
        if not self.entries:
            return ""
        start = (
            markup.run("", '<w:fldChar w:fldCharType="begin" w:dirty="true"/>')
            + markup.run("", f"<w:instrText>{self._instruction()}</w:instrText>")
            + markup.run("", '<w:fldChar w:fldCharType="separate"/>')
        )
        lines = [start + _link(self.entries[0]), *map(_link, self.entries[1:])]
        styles = (f"Toc{entry.level}" for entry in self.entries)
        end = markup.run("", '<w:fldChar w:fldCharType="end"/>')
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
            f"{_paragraph('TOCHeading', _run(title))}{''.join(map(_paragraph, styles, lines))}"
            f"{_paragraph('Separator', end)}</w:sdtContent></w:sdt>"
        )

    def _instruction(self) -> str:
        return f'TOC \\o "1-{min(self.depth, HEADING_LEVELS)}" \\h \\z \\u'


def _link(entry: Entry) -> str:
    text = f"{entry.number} {entry.text}" if entry.number else entry.text
    return f'<w:hyperlink w:anchor="{entry.name}" w:history="1">{_run(text)}</w:hyperlink>'


def _paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _run(text: str) -> str:
    return markup.run("", markup.text(text))
