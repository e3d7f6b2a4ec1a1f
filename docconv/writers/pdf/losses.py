"""What a PDF cannot carry over, told once for each kind."""

from __future__ import annotations

from docconv.ast import Attr
from docconv.errors import Notice, Warn
from docconv.xhtml.languages import language

_EXAMPLES = 3
_LENGTH = 60

# code -> the sentence; {n} the count, {what} examples.
_SENTENCES = {
    "image-missing": "{n} pictures are not shown, since the document does not hold them and "
    "nothing is fetched; their description stands instead: {what}",
    "image-format": "{n} pictures cannot be read; their description stands instead: {what}",
    "image-undescribed": "{n} pictures have no description and are marked as decoration: {what}",
    "language-invalid": "{n} language tags are not well-formed and were left out: {what}",
    "link-dropped": "{n} links are not http, https, mailto or tel, or not valid; "
    "only their text was kept: {what}",
    "link-nested": "{n} links stood inside another link; only their text was kept: {what}",
    "link-target-missing": "{n} links point at nothing in the document; "
    "only their text was kept: {what}",
    "math-source": "{n} formulas are shown as their source: {what}",
    "missing-glyph": "{n} characters are in none of the fonts and shown as �: {what}",
    "raw-dropped": "{n} pieces of raw markup were left out ({what})",
    "right-to-left": "text in “{what}” runs from right to left, but lists, tables and notes are "
    "laid out from left to right",
    "table-mended": "{n} tables had rows of unequal length, or cells that stick out; "
    "empty cells were added, spans trimmed",
}


class Losses:
    """A tally of losses by kind; the same thing is told once."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, int]] = {}

    def add(self, code: str, what: str, count: int = 1) -> None:
        """Note that *what* was lost in the way *code* names, *count* times."""
        seen = self._seen.setdefault(code, {})
        seen[what] = seen.get(what, 0) + count

    def language(self, attr: Attr) -> str:
        """The language that *attr* states, or nothing; an ill-formed one is a loss."""
        stated = attr.get("lang")
        found = language(stated) if stated else ""
        if stated and not found:
            self.add("language-invalid", stated)
        return found

    def tell(self, warn: Warn) -> None:
        """Give *warn* one Notice for each kind."""
        for code, seen in self._seen.items():
            examples = [_shorten(what) for what in seen if what][:_EXAMPLES]
            if len(seen) > _EXAMPLES:
                examples.append("…")
            count = sum(seen.values())
            warn(Notice(code, _SENTENCES[code].format(n=count, what=", ".join(examples))))


def _shorten(text: str) -> str:
    """*text* on one line, cut where it is too long for a message."""
    line = " ".join(text[: _LENGTH * 2].split())
    return line if len(line) <= _LENGTH else line[:_LENGTH] + "…"
