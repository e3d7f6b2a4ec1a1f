"""Raw WordprocessingML (Pandoc's format ``openxml``): taken if it is what it must be."""

from __future__ import annotations

from docconv.ast import RawBlock, RawInline
from docconv.writers.docx import markup
from docconv.writers.docx.losses import Losses

_FORMATS = ("openxml", "docx")
_BLOCKS = frozenset({"p", "tbl"})
_RUNS = frozenset({"r"})
# What could fetch, run or point at something, or belongs to a part's bookkeeping.
_UNSAFE = frozenset(
    "altChunk bookmarkEnd bookmarkStart control drawing endnoteReference fldChar fldSimple "
    "footnoteReference hyperlink instrText movie numPr object pict sdt sectPr subDoc".split()
)


def blocks(block: RawBlock, losses: Losses) -> str:
    """The paragraphs and tables in *block*, nothing if it holds anything else."""
    return _checked(block.format, block.text, _BLOCKS, losses)


def runs(inline: RawInline, losses: Losses) -> str:
    """The runs in *inline*, nothing if it holds anything else."""
    return _checked(inline.format, inline.text, _RUNS, losses)


def _checked(form: str, text: str, roots: frozenset[str], losses: Losses) -> str:
    if form in _FORMATS and _is_sound(text, roots):
        return text.strip()
    if text.strip():
        losses.add("raw-dropped", f"{form}: {text}")
    return ""


def _is_sound(text: str, roots: frozenset[str]) -> bool:
    from lxml import etree  # only when there is raw markup

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        tree = etree.fromstring(f"<x{markup.declare(*markup.NAMESPACES)}>{text}</x>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    top = {f"{{{markup.W}}}{name}" for name in roots}
    inside = all(map(_is_safe, tree.iterdescendants()))
    return inside and not (tree.text or "").strip() and all(child.tag in top for child in tree)


def _is_safe(element: object) -> bool:
    from lxml import etree

    if not isinstance(element, etree._Element) or not isinstance(element.tag, str):
        return False  # a comment, a processing instruction, an entity
    name = etree.QName(element)
    linked = any(etree.QName(key).namespace == markup.R for key in element.attrib)
    text = "" if name.localname == "t" else element.text or ""
    stray = (text + (element.tail or "")).strip()
    known = name.namespace == markup.W and name.localname not in _UNSAFE
    return known and not linked and not stray
