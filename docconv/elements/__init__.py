"""What HTML elements mean: the nodes that an element and its converted children amount to.

:func:`build` works bottom-up, so that any reader of HTML can use it, whatever walks the tree:
children come as nodes with their white space as it stands, and it collapses where a paragraph is
made of them. Elements that only make sense inside another (``li``, ``td``) become parts, which
that other element takes up, and :func:`flow` resolves where it is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docconv.elements.blocks import BLOCKS
from docconv.elements.flow import flow, merge, tidy
from docconv.elements.inlines import INLINES
from docconv.elements.parts import Definition, Item, Node, TableCell, TableRow, Term
from docconv.elements.tables import TABLES

__all__ = [
    "DROPPED",
    "KNOWN",
    "VOID",
    "Definition",
    "Item",
    "Node",
    "TableCell",
    "TableRow",
    "Term",
    "build",
    "flow",
    "is_phrasing",
    "merge",
    "tidy",
]

_BUILDERS = {**INLINES, **BLOCKS, **TABLES}
KNOWN = frozenset(_BUILDERS)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# What is no text: machinery, controls, media that none of our formats plays, and furniture.
DROPPED = frozenset(
    "script style template head title meta link base iframe object embed param video audio source "
    "track canvas svg map area select option optgroup datalist textarea button progress meter "
    "dialog nav frame frameset noframes applet".split()
)


def is_phrasing(tag: str) -> bool:
    """Whether *tag* is an element of running text."""
    return tag in INLINES


def build(tag: str, attributes: Mapping[str, str], children: Sequence[Node]) -> list[Node]:
    """The nodes that the element *tag* amounts to; one that is unknown shows its children."""
    if tag in DROPPED:
        return []
    builder = _BUILDERS.get(tag)
    return builder(attributes, children) if builder else list(children)
