"""TeX formulas as MathML, by latex2mathml, whose tree we check and write ourselves: it neither
escapes text nor keeps links, styles and impossible lengths out of attributes."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from docconv.xhtml.markup import attribute, escape, one_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LONGEST = 4000  # characters; a longer formula is no formula
_MACROS = re.compile(r"\\(?:def|newcommand)\b")  # they can grow without bound

_LENGTH = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:em|ex|px|pt|in|cm|mm|pc|%)?"
_BOOLEAN = "true|false"
_COLOR = (
    "#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|aqua|black|blue|fuchsia|gray|green|lime|maroon|navy|olive"
    "|purple|red|silver|teal|white|yellow"
)
_LINES = "(?:none|solid|dashed)(?: (?:none|solid|dashed))*"
_SIDES = "(?:left|center|right)(?: (?:left|center|right))*"
_ATTRIBUTES = {
    name: re.compile(pattern)
    for names, pattern in (
        ("width height depth lspace rspace voffset minsize maxsize mathsize", _LENGTH),
        ("linethickness", _LENGTH),
        ("rowspacing columnspacing", f"{_LENGTH}(?: {_LENGTH})*"),
        ("accent accentunder displaystyle fence largeop movablelimits", _BOOLEAN),
        ("separator stretchy symmetric", _BOOLEAN),
        ("mathcolor mathbackground", _COLOR),
        ("rowlines columnlines", _LINES),
        ("columnalign", _SIDES),
        ("form", "prefix|infix|postfix"),
        ("linebreak", "newline"),
        ("mathvariant", "[a-z]+(?:-[a-z]+)*"),
        ("notation", "[a-z]+(?: [a-z]+)*"),
        ("scriptlevel", r"[+-]?\d"),
    )
    for name in names.split()
}
# How many children an element must have; None: any number.
_ARITY = {
    **dict.fromkeys("menclose mi mn mo mpadded mphantom mrow mspace msqrt mstyle".split()),
    **dict.fromkeys("mtable mtd mtext mtr".split()),
    **dict.fromkeys("mfrac mover mroot msub msup munder".split(), 2),
    **dict.fromkeys("msubsup munderover".split(), 3),
}


@lru_cache(maxsize=1024)
def mathml(tex: str, display: bool) -> str:
    """The ``math`` element for *tex*, which it also carries as an annotation and as its
    alternative text; nothing if *tex* cannot be converted to valid MathML."""
    if len(tex) > _LONGEST or _MACROS.search(tex):
        return ""
    from latex2mathml.converter import Converter

    kind = "block" if display else "inline"
    try:
        tree = Converter(display=kind).convert_to_element(tex)
        formula = "".join(map(_element, tree))
    except Exception:  # it raises whatever a broken formula runs into, RecursionError included
        return ""
    return (
        f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="{kind}"'
        f"{attribute('alttext', one_line(tex))}><semantics>{formula}"
        f'<annotation encoding="application/x-tex">{escape(tex)}</annotation></semantics></math>'
    )


def _element(node: Element) -> str:
    """*node* as markup; ValueError if it is none that MathML has, or an unknown command."""
    children = "".join(map(_element, node))
    arity = _ARITY.get(node.tag, -1)
    if arity is not None and arity != len(node):
        raise ValueError(f"{node.tag} with {len(node)} children")
    text = unescape(node.text or "")  # symbols come as character references
    if text.startswith("\\") and text[1:2].isalpha() and node.tag == "mi":
        raise ValueError(f"unknown command {text}")
    attributes = "".join(
        attribute(name, value)
        for name, value in node.attrib.items()
        if name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value)
    )
    return f"<{node.tag}{attributes}>{escape(text)}{children}</{node.tag}>"
