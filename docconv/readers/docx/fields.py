"""Fields: computed text, such as links, references and numbers. What they last came to is read;
what they compute matters for links only (ISO/IEC 29500-1, 17.16)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from docconv.archive import Element
from docconv.ast import Link
from docconv.readers.docx import symbols
from docconv.readers.docx.names import W, flag, number, value

_TOKEN = re.compile(r"[\"“]((?:[^\"”\\]|\\.)*)[\"”]|(\S+)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_VALUED = frozenset(("\\l", "\\o", "\\t", "\\f", "\\s"))
_REFERENCES = frozenset(("REF", "PAGEREF", "NOTEREF"))
_TARGETS = re.compile(r"\\l\s+[\"“]?([^\"”\s\\]+)|\b(?:REF|PAGEREF|NOTEREF)\s+([^\s\\]+)")


@dataclass(slots=True)
class Field:
    """A field being read: its *code* so far, until its result begins; then what it links to."""

    form: Element | None = None
    code: list[str] = field(default_factory=list)
    in_code: bool = True
    link: Link | None = None

    def begin_result(self) -> None:
        """The code is complete."""
        self.in_code = False
        self.link = link("".join(self.code))


def link(code: str) -> Link | None:
    r"""What a field with this *code* links to, if it is one that does.

    >>> link(r'HYPERLINK "https://example.org" \l "top" \o "A tip"').url
    'https://example.org#top'
    """
    name, arguments, switches = _parsed(code)
    if name == "HYPERLINK":
        url = arguments[0] if arguments else ""
        if anchor := switches.get("\\l"):
            url += f"#{anchor}"
        return Link(url, switches.get("\\o", "")) if url else None
    if name in _REFERENCES and "\\h" in switches and arguments:
        return Link(f"#{arguments[0]}")
    return None


def without_result(found: Field) -> str:
    """What a field shows that has a code and no result: a form's box, a symbol, a choice."""
    code = "".join(found.code)
    name, arguments, switches = _parsed(code)
    match name:
        case "FORMCHECKBOX":
            return "☒" if _is_checked(found.form) else "☐"
        case "FORMDROPDOWN":
            return _choice(found.form)
        case "SYMBOL" if arguments:
            font = switches.get("\\f", "")
            text = symbols.character(number(arguments[0]), font)
            return "" if text == symbols.UNKNOWN else text
        case _:
            return ""


def is_equation(found: Field) -> bool:
    """Whether *found* is an ``EQ`` field, whose code is all there is of it."""
    return "".join(found.code).split()[:1] == ["EQ"]


def targets(codes: Iterable[str]) -> set[str]:
    """The bookmarks that the fields with these *codes* point at."""
    found = _TARGETS.findall("\n".join(codes))
    return {switch or argument for switch, argument in found}


def _parsed(code: str) -> tuple[str, list[str], dict[str, str]]:
    """The name, the arguments and the switches of a field."""
    words = [
        (_ESCAPED.sub(r"\1", match[1]) if match[1] is not None else match[2], match[1] is not None)
        for match in _TOKEN.finditer(code)
    ]
    arguments: list[str] = []
    switches: dict[str, str] = {}
    pending = ""
    for word, quoted in words[1:]:
        if word.startswith("\\") and not quoted:
            switches[word] = ""
            pending = word if word in _VALUED else ""
        elif pending:
            switches[pending] = word
            pending = ""
        else:
            arguments.append(word)
    return words[0][0].upper() if words else "", arguments, switches


def _is_checked(form: Element | None) -> bool:
    box = None if form is None else form.find(f"{W}ffData/{W}checkBox")
    checked = flag(box, "checked")
    return bool(flag(box, "default") if checked is None else checked)


def _choice(form: Element | None) -> str:
    choices = None if form is None else form.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [entry.get(W + "val", "") for entry in choices.iterfind(W + "listEntry")]
    chosen = number(value(choices, "result") or value(choices, "default"))
    return entries[chosen] if 0 <= chosen < len(entries) else ""
