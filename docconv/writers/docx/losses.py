"""What Word cannot carry over, told once for each kind."""

from __future__ import annotations

from docconv.errors import Notice, Warn

_EXAMPLES = 3
_LENGTH = 60

# code -> the sentence; {n} the count, {what} examples.
_SENTENCES = {
    "characters-replaced": "{n} kinds of character that XML forbids became U+FFFD",
    "image-missing": "{n} images are not embedded, since the document does not hold them and "
    "nothing is fetched; their description stands instead: {what}",
    "image-format": "{n} images are not PNG, JPEG, GIF, BMP or TIFF; their description stands "
    "instead: {what}",
    "language-invalid": "{n} language tags are not well-formed and were left out: {what}",
    "link-dropped": "{n} links are not http, https, mailto or tel, or not valid; only their text "
    "was kept: {what}",
    "link-nested": "{n} links stood inside another link; only their text was kept: {what}",
    "link-target-missing": "{n} links point at nothing in the document; only their text was "
    "kept: {what}",
    "math-source": "{n} formulas cannot be shown; their source stands instead: {what}",
    "note-nested": "{n} notes stood inside a note, which Word does not allow; their text was put "
    "in brackets: {what}",
    "raw-dropped": "{n} pieces of raw markup were left out: {what}",
    "table-too-wide": "{n} tables have more columns than Word allows (63); what is beyond went "
    "into the last one",
}


class Losses:
    """A tally of losses by kind; the same thing is counted once."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, None]] = {}

    def add(self, code: str, what: str) -> None:
        """Note that *what* was lost in the way *code* names."""
        self._seen.setdefault(code, {})[what] = None

    def tell(self, warn: Warn) -> None:
        """Give *warn* one Notice for each kind."""
        for code, seen in self._seen.items():
            examples = [_shorten(what) for what in list(seen)[:_EXAMPLES]]
            if len(seen) > _EXAMPLES:
                examples.append("…")
            sentence = _SENTENCES[code].format(n=len(seen), what=", ".join(examples))
            warn(Notice(code, sentence))


def _shorten(text: str) -> str:
    line = " ".join(text[: _LENGTH * 2].split())
    return line if len(line) <= _LENGTH else line[:_LENGTH] + "…"
