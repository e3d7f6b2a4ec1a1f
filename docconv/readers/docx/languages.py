"""The language that most of a document is in."""

from __future__ import annotations

from collections import Counter

from docconv.archive import Element
from docconv.readers.docx.names import W
from docconv.readers.docx.styles import Styles


def prevailing(document: Element, styles: Styles) -> str:
    """The language of most of the text in *document*: runs name theirs, else the style does."""
    default = styles.language()
    counts: Counter[str] = Counter()
    for element in document.iter(W + "lang"):
        tag = element.get(W + "val")
        run = element.getparent()
        run = None if run is None else run.getparent()
        if tag and run is not None and run.tag == W + "r":
            counts[tag] += sum(len(text.text or "") for text in run.iterfind(W + "t"))
    if not counts:
        return default
    total = sum(len(text.text or "") for text in document.iter(W + "t"))
    counts[default] += total - counts.total()
    return counts.most_common(1)[0][0]
