"""Word's formulas (Office MathML; ISO/IEC 29500-1, 22.1) as TeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from docconv.archive import Element
from docconv.readers.docx.names import M, W
from docconv.readers.docx.tex import FUNCTIONS, SYMBOLS, characters, join, quoted

_ACCENTS = {
    "\u0300": "grave", "\u0301": "acute", "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar",
    "\u0305": "overline", "\u0306": "breve", "\u0307": "dot", "\u0308": "ddot", "\u030c": "check",
    "\u0332": "underline", "\u20d7": "vec", "→": "vec", "^": "hat", "~": "tilde", "¯": "overline",
    "‾": "overline", "˙": "dot", "¨": "ddot", "ˇ": "check", "˘": "breve", "´": "acute",
    "`": "grave", "\u20d6": "overleftarrow", "\u20e1": "overleftrightarrow", "ˆ": "hat",
    "˜": "tilde",
}  # fmt: skip
_BRACES = {
    ("⏟", "bot"): "underbrace",
    ("⏞", "top"): "overbrace",
    ("→", "top"): "overrightarrow",
    ("←", "top"): "overleftarrow",
    ("→", "bot"): "underrightarrow",
    ("←", "bot"): "underleftarrow",
    ("⏠", "top"): "overparen",
}
_MATRICES = {
    ("(", ")"): "pmatrix",
    ("[", "]"): "bmatrix",
    ("{", "}"): "Bmatrix",
    ("|", "|"): "vmatrix",
    ("‖", "‖"): "Vmatrix",
    ("{", ""): "cases",
}
_SCRIPTS = {
    "double-struck": r"\mathbb",
    "fraktur": r"\mathfrak",
    "script": r"\mathcal",
    "sans-serif": r"\mathsf",
    "monospace": r"\mathtt",
}
_WEIGHTS = {"b": r"\mathbf", "bi": r"\boldsymbol"}
_TALL = re.compile(r"\\(?:d?frac|sqrt|begin|sum|prod|int|binom|under|over|big)")
_ATOM = re.compile(r"[^\\{}]|\\[A-Za-z]+|\\[^A-Za-z]")
_LETTERS = re.compile(r"([^\W\d_]+)")


def tex(formula: Element) -> tuple[str, int]:
    """*formula* (``m:oMath``) in TeX, and how many things in it could not be said."""
    converter = _Converter()
    return converter.inside(formula), converter.unknown


class _Converter:
    def __init__(self) -> None:
        self.unknown = 0

    def inside(self, element: Element | None) -> str:
        """What *element* holds."""
        parts = [] if element is None else [self._one(child) for child in element]
        return join(parts).strip()

    def part(self, element: Element, name: str) -> str:
        """What the child *name* of *element* holds."""
        return self.inside(element.find(M + name))

    def _one(self, element: Element) -> str:
        handler = _HANDLERS.get(element.tag)
        if handler is not None:
            return handler(self, element)
        if element.tag not in _SILENT:
            self.unknown += 1
            return self.inside(element)
        return ""

    # Text

    def run(self, element: Element) -> str:
        text = "".join(child.text or "" for child in element if child.tag in (M + "t", W + "t"))
        properties = element.find(M + "rPr")
        if _has(properties, "nor") or element.tag == W + "r":
            return quoted(text)
        script, weight = _value(properties, "scr"), _value(properties, "sty")
        command = _SCRIPTS.get(script) or _WEIGHTS.get(weight)
        if command:
            return join(self._in_alphabet(text, command))
        if weight == "p" and (properties is None or not _has(properties, "lit")):
            return join(self._upright(text))
        return characters(text)

    def _in_alphabet(self, text: str, command: str) -> Iterator[str]:
        for at, piece in enumerate(_LETTERS.split(text)):
            yield f"{command}{{{characters(piece)}}}" if at % 2 else characters(piece)

    def _upright(self, text: str) -> Iterator[str]:
        for at, piece in enumerate(_LETTERS.split(text)):
            if at % 2 and piece in FUNCTIONS:
                yield f"\\{piece}"
            elif at % 2 and piece.isascii():
                yield rf"\mathrm{{{piece}}}"
            else:
                yield characters(piece)

    # Structures

    def fraction(self, element: Element) -> str:
        above, below = self.part(element, "num"), self.part(element, "den")
        match _value(element.find(M + "fPr"), "type"):
            case "lin":
                return f"{_group(above)}/{_group(below)}"
            case "skw":
                return f"{{}}^{{{above}}}/_{{{below}}}"
            case "noBar":
                return rf"\genfrac{{}}{{}}{{0pt}}{{}}{{{above}}}{{{below}}}"
            case _:
                return rf"\frac{{{above}}}{{{below}}}"

    def radical(self, element: Element) -> str:
        degree = self.part(element, "deg")
        inner = self.part(element, "e")
        hidden = _is_on(element.find(M + "radPr"), "degHide")
        return rf"\sqrt[{degree}]{{{inner}}}" if degree and not hidden else rf"\sqrt{{{inner}}}"

    def scripts(self, element: Element) -> str:
        return _group(self.part(element, "e")) + self._scripts(element)

    def _scripts(self, element: Element) -> str:
        below, above = self.part(element, "sub"), self.part(element, "sup")
        return (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")

    def pre_scripts(self, element: Element) -> str:
        return f"{{}}{self._scripts(element)}{_group(self.part(element, 'e'))}"

    def big_operator(self, element: Element) -> str:
        symbol = _char(element.find(M + "naryPr"), "chr", "∫")
        operator = SYMBOLS.get(symbol) or characters(symbol).strip()
        return join((operator + self._scripts(element), self.part(element, "e")))

    def delimited(self, element: Element) -> str:
        properties = element.find(M + "dPr")
        opening = _char(properties, "begChr", "(")
        closing = _char(properties, "endChr", ")")
        parts = element.findall(M + "e")
        special = self._special(parts, opening, closing)
        if special:
            return special
        between = characters(_char(properties, "sepChr", "|"))
        inner = between.join(map(self.inside, parts))
        left, right = _delimiter(opening), _delimiter(closing)
        if _TALL.search(inner) or not (left and right):
            return join((rf"\left{left or '.'}", " ", inner, rf" \right{right or '.'}"))
        return join((left, inner, right))

    def _special(self, parts: list[Element], opening: str, closing: str) -> str:
        """Binomials, matrices and cases, which TeX writes with their delimiters."""
        inner = [child for child in parts[0] if child.tag not in _SILENT] if len(parts) == 1 else []
        if len(inner) != 1:
            return ""
        only, fences = inner[0], (opening, closing)
        if only.tag == M + "f" and fences == ("(", ")"):
            if _value(only.find(M + "fPr"), "type") == "noBar":
                return rf"\binom{{{self.part(only, 'num')}}}{{{self.part(only, 'den')}}}"
        elif fences in _MATRICES and only.tag == M + "m":
            return self._rows(only, _MATRICES[fences])
        elif fences == ("{", "") and only.tag == M + "eqArr":
            return self._lines(only, "cases")
        return ""

    def function(self, element: Element) -> str:
        return join((self.part(element, "fName"), " ", self.part(element, "e")))

    def limit_below(self, element: Element) -> str:
        base, limit = self.part(element, "e"), self.part(element, "lim")
        if base.removeprefix("\\") in FUNCTIONS or base.startswith(r"\underbrace"):
            return f"{base}_{{{limit}}}"
        return rf"\underset{{{limit}}}{{{base}}}"

    def limit_above(self, element: Element) -> str:
        base, limit = self.part(element, "e"), self.part(element, "lim")
        if base.startswith(r"\overbrace"):
            return f"{base}^{{{limit}}}"
        return rf"\overset{{{limit}}}{{{base}}}"

    def accent(self, element: Element) -> str:
        return self._command(
            _ACCENTS.get(_char(element.find(M + "accPr"), "chr", "\u0302")), element
        )

    def bar(self, element: Element) -> str:
        above = _value(element.find(M + "barPr"), "pos") == "top"
        return self._command("overline" if above else "underline", element)

    def grouped(self, element: Element) -> str:
        properties = element.find(M + "groupChrPr")
        place = _value(properties, "pos") or "bot"
        return self._command(_BRACES.get((_char(properties, "chr", "⏟"), place)), element)

    def boxed(self, element: Element) -> str:
        return self._command("boxed", element)

    def phantom(self, element: Element) -> str:
        is_shown = _value(element.find(M + "phantPr"), "show") not in ("0", "off", "false")
        return self.part(element, "e") if is_shown else self._command("phantom", element)

    def box(self, element: Element) -> str:
        return self.part(element, "e")

    def _command(self, command: str | None, element: Element) -> str:
        inner = self.part(element, "e")
        if command is None:
            self.unknown += 1
            return inner
        return f"\\{command}{{{inner}}}"

    def matrix(self, element: Element) -> str:
        return self._rows(element, "matrix")

    def _rows(self, element: Element, environment: str) -> str:
        rows = (map(self.inside, row.iterfind(M + "e")) for row in element.iterfind(M + "mr"))
        return _environment(environment, (" & ".join(row) for row in rows))

    def equations(self, element: Element) -> str:
        return self._lines(element, "aligned")

    def _lines(self, element: Element, environment: str) -> str:
        lines = (self.inside(line).replace(r"\&", " & ") for line in element.iterfind(M + "e"))
        return _environment(environment, lines)


def _environment(name: str, lines: Iterator[str]) -> str:
    rows = r" \\ ".join(lines)
    return rf"\begin{{{name}}} {rows} \end{{{name}}}"


def _group(inner: str) -> str:
    return inner if _ATOM.fullmatch(inner) else f"{{{inner}}}"


def _delimiter(char: str) -> str:
    return characters(char).strip() if char else ""


def _has(properties: Element | None, name: str) -> bool:
    return _is_on(properties, name)


def _is_on(properties: Element | None, name: str) -> bool:
    child = None if properties is None else properties.find(M + name)
    return child is not None and child.get(M + "val", "1") not in ("0", "off", "false")


def _value(properties: Element | None, name: str) -> str:
    return _char(properties, name, "")


def _char(properties: Element | None, name: str, default: str) -> str:
    """The value of the property *name*: *default* without it, empty if it is without a value."""
    child = None if properties is None else properties.find(M + name)
    return default if child is None else child.get(M + "val", "")


# Properties, and what Word notes beside the formula itself.
_SILENT = frozenset(
    [M + name for name in "rPr ctrlPr argPr fPr radPr sSubPr sSupPr sSubSupPr sPrePr".split()]
    + [M + name for name in "naryPr dPr funcPr limLowPr limUppPr accPr barPr".split()]
    + [M + name for name in "groupChrPr borderBoxPr boxPr phantPr mPr eqArrPr".split()]
    + [W + name for name in "bookmarkStart bookmarkEnd proofErr rPr del moveFrom".split()]
)
_HANDLERS: dict[str, Callable[[_Converter, Element], str]] = {
    M + "r": _Converter.run,
    W + "r": _Converter.run,
    M + "f": _Converter.fraction,
    M + "rad": _Converter.radical,
    M + "sSub": _Converter.scripts,
    M + "sSup": _Converter.scripts,
    M + "sSubSup": _Converter.scripts,
    M + "sPre": _Converter.pre_scripts,
    M + "nary": _Converter.big_operator,
    M + "d": _Converter.delimited,
    M + "func": _Converter.function,
    M + "limLow": _Converter.limit_below,
    M + "limUpp": _Converter.limit_above,
    M + "acc": _Converter.accent,
    M + "bar": _Converter.bar,
    M + "groupChr": _Converter.grouped,
    M + "borderBox": _Converter.boxed,
    M + "phant": _Converter.phantom,
    M + "box": _Converter.box,
    M + "m": _Converter.matrix,
    M + "eqArr": _Converter.equations,
    M + "e": _Converter.inside,
    M + "oMath": _Converter.inside,
    W + "ins": _Converter.inside,
    W + "moveTo": _Converter.inside,
}
