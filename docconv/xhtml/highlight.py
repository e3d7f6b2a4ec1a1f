"""Code with its parts marked for a style sheet to colour, by Pygments; no script needed."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from itertools import groupby
from typing import Any

from docconv.errors import WriteError
from docconv.xhtml.markup import escape

_LONGEST = 100_000  # characters; some lexers take more than linear time
# Pygments' kinds of tokens, by name, and the classes our style sheets know; the first that fits.
_CLASSES = (
    ("Comment", "c"),
    ("Keyword", "k"),
    ("Literal.String", "s"),
    ("Literal.Number", "m"),
    ("Name.Function", "n"),
    ("Name.Class", "n"),
    ("Name.Tag", "n"),
    ("Name.Builtin", "k"),
    ("Name.Decorator", "m"),
    ("Name.Attribute", "m"),
    ("Operator.Word", "k"),
    ("Generic.Deleted", "d"),
    ("Generic.Inserted", "i"),
    ("Generic.Heading", "n"),
)


def highlighted(text: str, language: str) -> str:
    """*text* as markup, its tokens in spans if it is code in a *language* that Pygments knows.

    Raises WriteError if Pygments is not installed.
    """
    lexer = _lexer(language) if language and len(text) <= _LONGEST else None
    if lexer is None:
        return escape(text)
    tokens = [(_class(kind), value) for kind, value in lexer.get_tokens(text)]
    if "".join(value for _, value in tokens) != text:
        return escape(text)
    return "".join(
        _span(name, escape("".join(value for _, value in group)))
        for name, group in groupby(tokens, key=lambda token: token[0])
    )


@cache
def _lexer(language: str) -> Any:
    try:
        lexers, util = import_module("pygments.lexers"), import_module("pygments.util")
    except ImportError:
        raise WriteError("colouring code needs Pygments, which is not installed") from None
    try:
        return lexers.get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except util.ClassNotFound:
        return None


@cache
def _class(kind: Any) -> str:
    name = str(kind).removeprefix("Token.")
    return next((known for prefix, known in _CLASSES if name.startswith(prefix)), "")


def _span(name: str, markup: str) -> str:
    return f'<span class="{name}">{markup}</span>' if name else markup
