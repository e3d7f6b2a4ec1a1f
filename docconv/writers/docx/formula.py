"""Formulas: TeX to MathML, and that to Office MathML (ISO/IEC 29500-1, 22.1).

The two differ in what they leave to the reader. MathML writes a sum, an integral or a function
and its operand side by side, and brackets as characters; Office MathML wants the operand inside
its operator, and brackets around what they hold. So a row is read term by term.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

from docconv.writers.docx.markup import attribute, escape
from docconv.xhtml.mathml import mathml

Node: TypeAlias = "etree._Element"
Nodes: TypeAlias = Sequence[Node]

_OPERATORS = frozenset("∫∬∭∮∯∰∑∏∐⋂⋃⋀⋁⨀⨁⨂⨄⨆")
_RELATIONS = frozenset("=<>≤≥≠≈≡∼≃≅∝∈∉⊂⊆⊃⊇→⇒⟶⟹↔⇔⟺+−±∓,;:")
_LIMITS = frozenset("lim limsup liminf max min sup inf argmax argmin".split())
_ARROWS = frozenset("→←↔⇒⇐⇔⟶⟵")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌈": "⌉", "⌊": "⌋", "|": "|", "‖": "‖"}
# What stands over a letter, as the combining character that Word draws.
_ACCENTS = {
    "^": "\u0302",
    "~": "\u0303",
    "˙": "\u0307",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "´": "\u0301",
    "`": "\u0300",
    "˘": "\u0306",
    "→": "\u20d7",
}
_BARS = frozenset("¯―‾_")
_BRACES = frozenset("⏞⏟⎴⎵⏜⏝")
_STYLES = {"normal": "p", "bold": "b", "italic": "i", "bold-italic": "bi"}
_STRIKES = {
    "updiagonalstrike": "strikeBLTR",
    "downdiagonalstrike": "strikeTLBR",
    "horizontalstrike": "strikeH",
}
_WIDTH = re.compile(r"(\d*\.?\d+)(em|cm|in|pt|ex)?")
_SPACES = ((0.9, "\u2003"), (0.4, "\u2002"), (0.25, "\u2005"), (0.1, "\u2009"), (0, ""))
_NOTHING = "\u200b"  # stands where Word would draw a box to be filled in
_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'


@lru_cache(maxsize=1024)
def omml(tex: str, display: bool) -> str:
    """*tex* as Office MathML, on a line of its own if *display*; nothing if it is no formula that
    can be converted."""
    source = mathml(tex, display).replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    if not source:
        return ""
    semantics = etree.fromstring(source)[0]
    try:
        formula = _row(list(semantics)[:-1])  # the last is the annotation: the source
    except RecursionError:
        return ""
    formula = f"<m:oMath>{formula}</m:oMath>" if formula else ""
    return f"<m:oMathPara>{formula}</m:oMathPara>" if formula and display else formula


# --- Rows ---------------------------------------------------------------------------------------


def _row(nodes: Nodes) -> str:
    out = []
    at = 0
    while at < len(nodes):
        term, at = _term(nodes, at)
        out.append(term)
    return "".join(out)


def _term(nodes: Nodes, at: int) -> tuple[str, int]:
    """The markup of the term that begins at *at*, and where the next one begins."""
    node = nodes[at]
    end = _closing(nodes, at)
    if end:
        right = _text(nodes[end]) if end < len(nodes) else ""
        return _delimited(_text(node), nodes[at + 1 : end], right), end + 1
    base = node[0] if node.tag in _SCRIPTS else node
    end = _operand_end(nodes, at + 1)
    if _text(base) in _OPERATORS and end > at + 1:
        return _nary(node, _text(base), _row(nodes[at + 1 : end])), end
    if _is_function(base) and end > at + 1:
        operand, end = _argument(nodes, at + 1)
        return f"<m:func><m:fName>{_element(node)}</m:fName>{_e(operand)}</m:func>", end
    return _element(node), at + 1


def _closing(nodes: Nodes, at: int) -> int:
    """Where the bracket closes that opens at *at* and grows with what it holds; the end of the
    row if it does not close, and 0 if there is no such bracket at *at*."""
    node = nodes[at]
    if node.tag != "mo":
        return 0
    if node.get("form") == "prefix":
        last = nodes[-1]
        return len(nodes) - 1 if last.get("form") == "postfix" else len(nodes)
    closing = _BRACKETS.get(_text(node))
    if closing is None:
        return 0
    if node.get("minsize"):
        sized = (n for n in range(at + 1, len(nodes)) if nodes[n].get("minsize"))
        return next((n for n in sized if _text(nodes[n]) == closing), 0)
    if _text(node) == closing:
        return _next_bar(nodes, at)
    holds_table = at + 2 < len(nodes) and nodes[at + 1].tag in ("mtable", "mfrac")
    return at + 2 if holds_table and _text(nodes[at + 2]) == closing else 0


def _next_bar(nodes: Nodes, at: int) -> int:
    """The bar that closes the one at *at*: the next, if brackets between them are closed."""
    depth = 0
    for end in range(at + 1, len(nodes)):
        if _text(nodes[end]) == _text(nodes[at]):
            return end if depth == 0 and end > at + 1 else 0
        depth += {"(": 1, ")": -1}.get(_text(nodes[end]), 0)
        if depth < 0:
            return 0
    return 0


def _operand_end(nodes: Nodes, at: int) -> int:
    """Where the operand of a sum or an integral ends: before the next relation or sign."""
    ends = (
        n for n in range(at, len(nodes)) if nodes[n].tag == "mo" and _text(nodes[n]) in _RELATIONS
    )
    return next(ends, len(nodes))


def _argument(nodes: Nodes, at: int) -> tuple[str, int]:
    """The argument of a function: one term, or what stands in brackets with them."""
    if _text(nodes[at]) != "(" or _closing(nodes, at):
        return _term(nodes, at)
    depth = 0
    for end in range(at, len(nodes)):
        depth += {"(": 1, ")": -1}.get(_text(nodes[end]), 0)
        if depth == 0:
            return "".join(map(_element, nodes[at : end + 1])), end + 1
    return _term(nodes, at)


def _is_function(node: Node) -> bool:
    text = _text(node)
    return node.tag in ("mi", "mo") and len(text) > 1 and text.replace(" ", "").isalpha()


def _text(node: Node) -> str:
    """The characters of *node*, if it is a leaf."""
    return "" if len(node) else (node.text or "").strip()


def _single(node: Node) -> str:
    """The characters of the only leaf in *node*."""
    while len(node) == 1:
        node = node[0]
    return _text(node)


# --- Elements -----------------------------------------------------------------------------------


def _element(node: Node) -> str:
    make = _MAKERS.get(node.tag)
    return make(node) if make else _row(list(node))


def _run(text: str, style: str = "") -> str:
    properties = f"<m:rPr>{style}</m:rPr>" if style else ""
    return f'<m:r>{properties}{_FONT}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


def _upright(node: Node) -> str:
    return _run(_text(node), '<m:sty m:val="p"/>') if _text(node) else ""


def _identifier(node: Node) -> str:
    text = _text(node) or _NOTHING  # an empty one lets a relation begin a cell
    style = _STYLES.get(node.get("mathvariant", "normal" if len(text) > 1 else "italic"), "p")
    return _run(text, f'<m:sty m:val="{style}"/>' if style != "i" else "")


def _words(node: Node) -> str:
    return _run(node.text, "<m:nor/>") if node.text else ""


def _space(node: Node) -> str:
    if node.get("linebreak"):
        return "<m:r><w:br/></m:r>"
    match = _WIDTH.fullmatch(node.get("width", ""))
    if match is None:
        return ""
    width = float(match[1]) if match[2] == "em" else 1
    space = next(space for least, space in _SPACES if width >= least)
    return _run(space) if space else ""


def _e(content: str, tag: str = "e") -> str:
    """An argument that must not be empty."""
    return f"<m:{tag}>{content or _run(_NOTHING)}</m:{tag}>"


def _property(tag: str, value: str) -> str:
    return f'<m:{tag} m:val="{attribute(value)}"/>'


def _delimited(left: str, inner: Nodes, right: str) -> str:
    characters = _property("begChr", left) + _property("endChr", right)
    return f"<m:d><m:dPr>{characters}</m:dPr>{_e(_row(inner))}</m:d>"


def _nary(node: Node, operator: str, operand: str) -> str:
    """An operator with its limits, above and below or beside it, and its operand."""
    beside = not node.tag.startswith(("munder", "mover"))
    low, high = _limits(node)
    properties = (
        _property("chr", operator)
        + _property("limLoc", "subSup" if beside else "undOvr")
        + ("" if low else _property("subHide", "1"))
        + ("" if high else _property("supHide", "1"))
    )
    limits = f"<m:sub>{low}</m:sub><m:sup>{high}</m:sup>"
    return f"<m:nary><m:naryPr>{properties}</m:naryPr>{limits}{_e(operand)}</m:nary>"


def _limits(node: Node) -> tuple[str, str]:
    """What stands below and above the base of *node*."""
    match node.tag:
        case "msub" | "munder":
            return _element(node[1]), ""
        case "msup" | "mover":
            return "", _element(node[1])
        case "msubsup" | "munderover":
            return _element(node[1]), _element(node[2])
        case _:
            return "", ""


def _scripts(node: Node) -> str:
    low, high = _limits(node)
    base = _e(_element(node[0]))
    if _text(node[0]) in _LIMITS and low:
        below = f"<m:limLow>{base}{_e(low, 'lim')}</m:limLow>"
        return f"<m:sSup>{_e(below)}{_e(high, 'sup')}</m:sSup>" if high else below
    below, above = _e(low, "sub"), _e(high, "sup")
    match bool(low), bool(high):
        case True, False:
            return f"<m:sSub>{base}{below}</m:sSub>"
        case False, True:
            return f"<m:sSup>{base}{above}</m:sSup>"
        case _:
            return f"<m:sSubSup>{base}{below}{above}</m:sSubSup>"


def _under_over(node: Node) -> str:
    low, high = _limits(node)
    out = _element(node[0])
    if low:
        out = f"<m:limLow>{_e(out)}{_e(low, 'lim')}</m:limLow>"
    return f"<m:limUpp>{_e(out)}{_e(high, 'lim')}</m:limUpp>" if high else out


def _under(node: Node) -> str:
    return _attached(node, "bot") or _under_over(node)


def _over(node: Node) -> str:
    accent = _ACCENTS.get(_text(node[1]))
    if accent and node[1].tag == "mo":
        return (
            f"<m:acc><m:accPr>{_property('chr', accent)}</m:accPr>{_e(_element(node[0]))}</m:acc>"
        )
    if (arrow := _single(node[0])) in _ARROWS:
        return _grouped(_property("chr", arrow) + _property("pos", "bot"), _element(node[1]))
    return _attached(node, "top") or _under_over(node)


def _attached(node: Node, side: str) -> str:
    """A bar or a brace at one *side* of the base, nothing if there is none."""
    character, base = _text(node[1]), _element(node[0])
    if character in _BARS:
        return f"<m:bar><m:barPr>{_property('pos', side)}</m:barPr>{_e(base)}</m:bar>"
    if character in _BRACES:
        other = _property("vertJc", "bot" if side == "top" else "top")
        return _grouped(_property("chr", character) + _property("pos", side) + other, base)
    return ""


def _grouped(properties: str, base: str) -> str:
    return f"<m:groupChr><m:groupChrPr>{properties}</m:groupChrPr>{_e(base)}</m:groupChr>"


def _fraction(node: Node) -> str:
    kind = _property("type", "noBar") if node.get("linethickness") == "0" else ""
    properties = f"<m:fPr>{kind}</m:fPr>" if kind else ""
    return f"<m:f>{properties}{_e(_element(node[0]), 'num')}{_e(_element(node[1]), 'den')}</m:f>"


def _square_root(node: Node) -> str:
    hidden = f"<m:radPr>{_property('degHide', '1')}</m:radPr>"
    return f"<m:rad>{hidden}<m:deg/>{_e(_row(list(node)))}</m:rad>"


def _root(node: Node) -> str:
    return f"<m:rad>{_e(_element(node[1]), 'deg')}{_e(_element(node[0]))}</m:rad>"


def _table(node: Node) -> str:
    width = max((len(row) for row in node), default=0)
    if not width:
        return ""
    sides = [cell.get("columnalign", "center") for cell in max(node, key=len)]
    columns = "".join(
        f"<m:mc><m:mcPr>{_property('count', '1')}{_property('mcJc', side)}</m:mcPr></m:mc>"
        for side in sides
    )
    rows = "".join(
        "<m:mr>"
        + "".join(map(_e, [*(_row(list(cell)) for cell in row), *[""] * (width - len(row))]))
        + "</m:mr>"
        for row in node
    )
    gap = _property("cGpRule", "3") + _property("cGp", "0") if node.get("displaystyle") else ""
    return f"<m:m><m:mPr>{gap}<m:mcs>{columns}</m:mcs></m:mPr>{rows}</m:m>"


def _enclosed(node: Node) -> str:
    notation = node.get("notation", "").split()
    strikes = "".join(_property(_STRIKES[name], "1") for name in notation if name in _STRIKES)
    if not strikes and "box" not in notation:
        return _row(list(node))
    sides = () if "box" in notation else ("Top", "Bot", "Left", "Right")
    hidden = "".join(_property(f"hide{side}", "1") for side in sides)
    properties = f"<m:borderBoxPr>{hidden}{strikes}</m:borderBoxPr>"
    return f"<m:borderBox>{properties}{_e(_row(list(node)))}</m:borderBox>"


def _phantom(node: Node) -> str:
    return (
        f"<m:phant><m:phantPr>{_property('show', '0')}</m:phantPr>{_e(_row(list(node)))}</m:phant>"
    )


_SCRIPTS = frozenset("msub msup msubsup munder mover munderover".split())
_MAKERS: dict[str, Callable[[Node], str]] = {
    "mi": _identifier,
    "mn": _upright,
    "mo": _upright,
    "mtext": _words,
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msub": _scripts,
    "msup": _scripts,
    "msubsup": _scripts,
    "munder": _under,
    "mover": _over,
    "munderover": _under_over,
    "mtable": _table,
    "menclose": _enclosed,
    "mphantom": _phantom,
}
