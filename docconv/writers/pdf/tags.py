"""The logical structure of a tagged PDF: a tree of elements over what the pages show.

Elements of blocks join their parent when they are made, in the order of the document; elements of
inlines join it when they are first painted, so that text and inline elements alternate as read.
Vocabulary: ISO 32000-1, 14.7 and 14.8; what must be there: ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference, PDFString

ROOT = "StructTreeRoot"  # the name of the object that holds the tree
_LONGEST = 8000  # characters of a text, each of which may take four bytes
_KEPT_EMPTY = frozenset({"TD", "TH"})  # or their rows would lose columns


class Marked(NamedTuple):
    """A marked stretch of the contents of *page*."""

    page: str
    number: int


class Annotation(NamedTuple):
    """An annotation on *page*."""

    page: str
    reference: PDFObjectReference


class Elem(PDFObject):  # type: ignore[misc]  # reportlab is not typed
    """A structure element. *alt* stands for a picture or formula; *attributes* is the inside of
    the attribute dictionary, written as it is. An *inline* element joins when it is painted."""

    def __init__(
        self,
        tag: str,
        parent: Elem | None = None,
        *,
        alt: str = "",
        language: str = "",
        identifier: str = "",
        attributes: str = "",
        inline: bool = False,
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.alt = alt
        self.language = language
        self.identifier = identifier
        self.attributes = attributes
        self.kids: list[Kid] = []
        self._joined = parent is None
        if not inline:
            self.join()

    def join(self) -> None:
        """Take the next place among the parent's kids, as must all above, if not done yet."""
        if self.parent is not None and not self._joined:
            self._joined = True
            self.parent.join()
            self.parent.kids.append(self)

    @property
    def is_kept(self) -> bool:
        """Whether the element has a place in the file."""
        return bool(self.kids) or self.tag in _KEPT_EMPTY

    def prune(self) -> None:
        """Drop elements below this one that show nothing."""
        for elem in reversed(list(self.walk())):
            elem.kids = [kid for kid in elem.kids if not isinstance(kid, Elem) or kid.is_kept]

    def walk(self) -> Iterator[Elem]:
        """The element and those below it, in reading order."""
        stack = [self]
        while stack:
            elem = stack.pop()
            yield elem
            stack.extend(kid for kid in reversed(elem.kids) if isinstance(kid, Elem))

    def format(self, document: PDFDocument) -> bytes:
        """The element as a PDF object; reportlab calls this."""
        page = next((kid.page for kid in self.kids if not isinstance(kid, Elem)), "")
        kids = " ".join(_kid(kid, page, document) for kid in self.kids)
        parent = document.Reference(self.parent) if self.parent else PDFObjectReference(ROOT)
        entries = [f"/S/{self.tag}/P {_shown(parent, document)}/K[{kids}]"]
        if page:
            entries.append(f"/Pg {_page(page, document)}")
        if self.attributes:
            entries.append(f"/A<<{self.attributes}>>")
        strings = {"Alt": self.alt, "Lang": self.language, "ID": self.identifier}
        entries += [f"/{key} {_shown(text_string(value), document)}"
                    for key, value in strings.items() if value]  # fmt: skip
        return f"<</Type/StructElem{''.join(entries)}>>".encode("latin-1")


def text_string(text: str) -> PDFString:
    """*text* as a PDF object. What is no character becomes U+FFFD; a text too long for PDF/A
    (32767 bytes: ISO 19005-2, 6.1.13) is cut short."""
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    return PDFString(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


Kid: TypeAlias = Elem | Marked | Annotation


def _kid(kid: Kid, page: str, document: PDFDocument) -> str:
    match kid:
        case Elem():
            return _shown(document.Reference(kid), document)
        case Marked() if kid.page == page:
            return str(kid.number)
        case Marked():
            return f"<</Type/MCR/Pg {_page(kid.page, document)}/MCID {kid.number}>>"
        case Annotation():
            target = _shown(kid.reference, document)
            return f"<</Type/OBJR/Pg {_page(kid.page, document)}/Obj {target}>>"


def _page(page: str, document: PDFDocument) -> str:
    return _shown(PDFObjectReference(page), document)


def _shown(thing: PDFObject, document: PDFDocument) -> str:
    shown: bytes = thing.format(document)
    return shown.decode("latin-1")
