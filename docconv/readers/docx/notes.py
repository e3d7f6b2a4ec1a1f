"""Footnotes, endnotes and comments: found by their numbers in parts of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from docconv.archive import Element
from docconv.errors import Notice, Warn
from docconv.readers.docx.names import W
from docconv.readers.docx.package import Package

_LONGEST_QUOTE = 60


class Notes:
    """The notes of a document, each with the part it stands in."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def find(self, reference: Element) -> tuple[str, Element] | None:
        """The part and the element of the note that *reference* (``w:footnoteReference``) names."""
        notes = self._endnotes if reference.tag == W + "endnoteReference" else self._footnotes
        return notes.get(reference.get(W + "id", ""))

    @cached_property
    def _footnotes(self) -> Mapping[str, tuple[str, Element]]:
        return _by_number(self._package, "footnotes", "footnote")

    @cached_property
    def _endnotes(self) -> Mapping[str, tuple[str, Element]]:
        return _by_number(self._package, "endnotes", "endnote")


@dataclass(slots=True)
class Comments:
    """The comments of a document, and the text that each is about."""

    package: Package
    _about: dict[str, list[str]] = field(default_factory=dict)
    _open: dict[str, list[str]] = field(default_factory=dict)

    def begin(self, number: str) -> None:
        """From here on the text is what the comment *number* is about."""
        self._open[number] = self._about.setdefault(number, [])

    def end(self, number: str) -> None:
        """What the comment *number* is about ends here."""
        self._open.pop(number, None)

    def note(self, text: str) -> None:
        """Take *text* down for the comments that are about it."""
        for words in self._open.values():
            words.append(text)

    def tell(self, warn: Warn) -> None:
        """Give *warn* one Notice for each comment."""
        for number, (_, comment) in _by_number(self.package, "comments", "comment").items():
            author = comment.get(W + "author") or "somebody"
            text = " ".join("".join(each.text or "" for each in comment.iter(W + "t")).split())
            about = " ".join("".join(self._about.get(number, ())).split())
            if len(about) > _LONGEST_QUOTE:
                about = about[:_LONGEST_QUOTE] + "…"
            place = f" on “{about}”" if about else ""
            warn(Notice("comment", f"comment by {author}{place}: {text}"))


def _by_number(package: Package, kind: str, tag: str) -> Mapping[str, tuple[str, Element]]:
    part = package.related(package.main, kind)
    if part is None:
        return {}
    return {
        element.get(W + "id", ""): (part, element)
        for element in package.xml(part).iterfind(W + tag)
        if element.get(W + "type", "normal") == "normal"
    }
