"""The labels of numbered lists: ``3.``, ``(c)``, ``iv)``."""

from __future__ import annotations

from docconv.ast import OrderedList

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_DELIMITERS = {"period": "{}.", "default": "{}.", "paren": "{})", "parens": "({})"}


def label(numbered: OrderedList, index: int) -> str:
    """The label of the item at *index* (from 0).

    >>> label(OrderedList((), start=3, style="lower-roman", delimiter="parens"), 1)
    '(iv)'
    """
    number = numbered.start + index
    return _DELIMITERS[numbered.delimiter].format(numeral(number, numbered.style))


def numeral(number: int, style: str) -> str:
    """*number* in *style*; what letters or Roman numerals cannot say is said in digits."""
    match style:
        case "lower-alpha" if number > 0:
            return _letters(number)
        case "upper-alpha" if number > 0:
            return _letters(number).upper()
        case "lower-roman" if 0 < number < 4000:
            return _roman(number)
        case "upper-roman" if 0 < number < 4000:
            return _roman(number).upper()
        case _:
            return str(number)


def _letters(number: int) -> str:
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out
