"""From sheets to pages: where everything came to stand, and what each page shows around it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from docconv.writers.pdf.blocks import Entry
from docconv.writers.pdf.breaker import Line
from docconv.writers.pdf.file import Bookmark, File, Place
from docconv.writers.pdf.galley import Passage, Run
from docconv.writers.pdf.pages import Sheet
from docconv.writers.pdf.paint import ARTIFACT, FOOTER, HEADER, Page
from docconv.writers.pdf.setting import TypeCase
from docconv.writers.pdf.theme import HAIRLINE, Theme

_NOTE_RULE = 0.22  # of the width: the rule over notes
_FOOT = 2.6  # lines from the text to the page number
_HEAD = 1.6  # lines from the running head to the text


def places(sheets: Sequence[Sheet], theme: Theme) -> dict[Hashable, Place]:
    """Where each anchor is; of equal ones the first counts."""
    found: dict[Hashable, Place] = {}
    upper = theme.page_height - theme.top
    for number, sheet in enumerate(sheets):
        for top, item in (*sheet.body, *sheet.notes):
            for anchor, down in item.anchored(top):
                found.setdefault(anchor, Place(number, upper - down + theme.line))
    return found


def bookmarks(entries: Iterable[Entry], found: Mapping[Hashable, Place]) -> list[Bookmark]:
    """The outline: each heading below the nearest one before it that is less deep."""
    top: list[Bookmark] = []
    path: list[tuple[int, list[Bookmark]]] = [(0, top)]
    for entry in entries:
        while path[-1][0] >= entry.depth:
            path.pop()
        bookmark = Bookmark(entry.title, found[entry.anchor])
        path[-1][1].append(bookmark)
        path.append((entry.depth, bookmark.kids))
    return top


def print_sheets(
    sheets: Sequence[Sheet],
    file: File,
    theme: Theme,
    case: TypeCase,
    found: Mapping[Hashable, Place],
    running_head: str,
) -> None:
    """Paint *sheets* as the pages of *file*, with numbers and, if there is one, a running head."""
    upper = theme.page_height - theme.top
    for number, sheet in enumerate(sheets, 1):
        page = Page(file, theme.left, upper, found)
        if number > 1 and running_head:
            _furnish(page, case, theme, running_head, HEADER, -_HEAD)
        page.artifact = ARTIFACT
        page.column(sheet.repeated)
        page.artifact = ""
        page.column(sheet.body)
        if sheet.notes:
            rule = sheet.notes[0][0] - 0.5 * theme.line
            page.ground(0.0, rule, _NOTE_RULE * theme.width, 0.4, HAIRLINE)
            page.column(sheet.notes)
        if len(sheets) > 1:
            down = theme.height / theme.line + _FOOT
            _furnish(page, case, theme, str(number), FOOTER, down)
        page.finish()


def _furnish(
    page: Page, case: TypeCase, theme: Theme, text: str, artifact: str, lines: float
) -> None:
    """Set *text* in the middle, *lines* below the top of the text, as an artifact."""
    look = theme.furniture.look
    pieces = case[look.style].line(text, theme.width)
    width = sum(piece.width + piece.gap for piece in pieces)
    passage = Passage(pieces, [Run(0, look, None)])
    line = Line(0, len(pieces), 0.0)
    page.artifact = artifact
    page.line(passage, line, (theme.width - width) / 2, lines * theme.line)
    page.artifact = ""
