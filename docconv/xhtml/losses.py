"""What XHTML cannot carry over, told once for each kind."""

from __future__ import annotations

from docconv.errors import Notice, Warn
from docconv.xhtml.markup import clean

_EXAMPLES = 3
_LENGTH = 60

_SENTENCES = {
    "characters-replaced": "characters that XML forbids became U+FFFD",
    "image-format": "images that are no PNG, JPEG, GIF, WebP or plain SVG gave way to their "
    "descriptions",
    "image-missing": "images that the document does not hold gave way to their descriptions",
    "language-invalid": "ill-formed language tags were left out",
    "link-dropped": "links to anything but a valid http, https, mailto or tel address lost their "
    "target and kept their text",
    "link-nested": "links inside links lost their target and kept their text",
    "link-target-missing": "links to places that the document does not have kept only their text",
    "math-source": "formulas that MathML cannot say are shown as their TeX source",
    "raw-dropped": "raw markup was left out",
    "table-mended": "table cells that overlap others or stick out of the table were trimmed",
}


class Losses:
    """A tally of losses by kind; the same thing is counted once."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, None]] = {}

    def add(self, code: str, what: str) -> None:
        """Note that *what* was lost in the way *code* names."""
        self._seen.setdefault(code, {})[what] = None

    def cleaned(self, markup: str) -> str:
        """*markup* without characters that no browser or reader may be given."""
        markup, count = clean(markup)
        if count:
            self.add("characters-replaced", f"{count} in all")
        return markup

    def tell(self, warn: Warn) -> None:
        """Give *warn* one Notice for each kind, with its count and the first examples."""
        for code, seen in self._seen.items():
            examples = [shorten(what) for what in list(seen)[:_EXAMPLES]]
            more = ["…"] if len(seen) > _EXAMPLES else []
            listed = ", ".join(examples + more)
            warn(Notice(code, f"{_SENTENCES[code]} ({len(seen)}: {listed})"))


def shorten(text: str) -> str:
    """*text* on one line, cut where it is too long for a message."""
    line = " ".join(text[: _LENGTH * 2].split())
    return line if len(line) <= _LENGTH else line[:_LENGTH] + "…"
