"""The names of WordprocessingML and its neighbours, and the usual questions to an element."""

from __future__ import annotations

from collections.abc import Iterator

from docconv.archive import Element

_FORMATS = "http://schemas.openxmlformats.org/"
W = "{" + _FORMATS + "wordprocessingml/2006/main}"
R = "{" + _FORMATS + "officeDocument/2006/relationships}"
M = "{" + _FORMATS + "officeDocument/2006/math}"
A = "{" + _FORMATS + "drawingml/2006/main}"
WP = "{" + _FORMATS + "drawingml/2006/wordprocessingDrawing}"
MC = "{" + _FORMATS + "markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741

_VAL = W + "val"
_OFF = frozenset(("0", "false", "off", "none"))


def value(parent: Element | None, name: str, default: str = "") -> str:
    """What the child *name* of *parent* says in its ``w:val``."""
    child = None if parent is None else parent.find(W + name)
    return default if child is None else child.get(_VAL, default)


def number(text: str | None, default: int = 0) -> int:
    """The whole number that *text* begins with: lengths may have fractions and units."""
    try:
        return int(text or "")
    except ValueError:
        pass
    try:
        return int(float((text or "").removesuffix("pt")))
    except (ValueError, OverflowError):
        return default


def is_on(element: Element) -> bool:
    """Whether an on/off property is on: it is unless its value says otherwise."""
    return element.get(_VAL, "1") not in _OFF


def flag(parent: Element | None, name: str) -> bool | None:
    """Whether *parent* has the on/off property *name*; None if it says nothing."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else is_on(child)


def attribute(element: Element, *names: str) -> str | None:
    """The first of the attributes *names* that *element* has (``start`` was once ``left``)."""
    return next((found for name in names if (found := element.get(W + name)) is not None), None)


def children(element: Element) -> Iterator[Element]:
    """The child elements of *element*, of markup for other versions of Word only one branch."""
    for child in element:
        if child.tag == MC + "AlternateContent":
            yield from _branch(child)
        elif isinstance(child.tag, str):
            yield child


def _branch(alternatives: Element) -> Iterator[Element]:
    """The first branch that holds something we read (the newest is the richest), else the first."""
    readable = (
        branch for branch in alternatives if next(branch.iter(*_READABLE), None) is not None
    )
    branch = next(readable, next(iter(alternatives), None))
    if branch is not None:
        yield from children(branch)


_READABLE = (A + "blip", V + "imagedata", W + "txbxContent", W + "t", V + "rect", M + "oMath")
