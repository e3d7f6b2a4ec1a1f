"""WordprocessingML as text: names, escaping, and the few elements that are written everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "w": W,
    "r": R,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
# The notes that are no notes but the lines above them, as the settings name them.
SEPARATORS = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# XML 1.0, production 2 (Char): what no document may hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("(\r\n|[\r\n\t\u00ad\u2011])")
_ELEMENTS = {
    "\r\n": "<w:br/>",
    "\r": "<w:br/>",
    "\n": "<w:br/>",
    "\t": "<w:tab/>",
    "\u00ad": "<w:softHyphen/>",
    "\u2011": "<w:noBreakHyphen/>",
}


def declare(*prefixes: str) -> str:
    """The namespace declarations of *prefixes*."""
    return "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)


def document(tag: str, content: str) -> str:
    """A whole part whose root is the element *tag* (``w:body``'s parent, ``w:styles``, …)."""
    return f"{DECLARATION}<{tag}{declare(*NAMESPACES)}>{content}</{tag}>"


def clean(markup: str) -> tuple[str, int]:
    """*markup* with each character that XML forbids made U+FFFD, and how many there were."""
    return _FORBIDDEN.subn("\ufffd", markup)


def escape(text: str) -> str:
    """*text* as character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """*text* as the value of an attribute, on one line."""
    return escape(" ".join(text.split())).replace('"', "&quot;")


def text(text: str) -> str:
    """*text* as the content of a run: tabs, line ends and special hyphens are elements there."""
    if text.isprintable() and "\u2011" not in text:
        return _piece(text)
    parts = _SPECIAL.split(text)
    return "".join(_ELEMENTS.get(part) or _piece(part) for part in parts if part)


def _piece(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def run(properties: str, content: str) -> str:
    """A run of *content* with the run *properties*, either of which may be empty."""
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{properties}{content}</w:r>"


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
    return document("w:footnotes", lines + "".join(texts))
