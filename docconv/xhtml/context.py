"""What the rendering of blocks and of inlines shares."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docconv.ast import Attr
from docconv.xhtml.anchors import Anchors
from docconv.xhtml.languages import is_rtl, language
from docconv.xhtml.losses import Losses
from docconv.xhtml.markup import attribute, one_line
from docconv.xhtml.pictures import Pictures

_DIRECTIONS = frozenset(("ltr", "rtl", "auto"))
_UNWANTED = frozenset(("id", "class", "style", "scope", "href", "src"))
_NAME = re.compile(r"[^a-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the markup is written: as HTML, or as XML for e-books with ``epub:type``."""

    epub: bool

    @property
    def void(self) -> str:
        """The end of a tag without content."""
        return "/>" if self.epub else ">"

    def kind(self, name: str) -> str:
        """The attribute ``epub:type``, where it exists."""
        return f' epub:type="{name}"' if self.epub else ""

    def language(self, tag: str) -> str:
        """The attributes that say text is in the language *tag* and how it runs."""
        xml = attribute("xml:lang", tag) if self.epub else ""
        return attribute("lang", tag) + xml


HTML = Dialect(epub=False)
EPUB = Dialect(epub=True)


@dataclass(frozen=True, slots=True)
class Context:
    """One file to be written: its dialect, what is known about links and pictures, its losses.

    *file* is its name if there are several; *anchor_headings* gives every heading an identifier,
    for a table of contents.
    """

    dialect: Dialect
    anchors: Anchors
    losses: Losses
    pictures: Pictures
    language: str = "en"
    file: str = ""
    anchor_headings: bool = False
    number_sections: bool = False
    highlight: bool = False

    def attributes(self, attr: Attr, *classes: str) -> str:
        """*attr* as markup: identifier (unless it is taken), classes, language, direction, title;
        others as ``data-`` attributes. Event handlers and styles are dropped."""
        out = {}
        if attr.id and (name := self.anchors.claim(attr.id)):
            out["id"] = attribute("id", name)
        if names := one_line(" ".join((*classes, *attr.classes))):
            out["class"] = attribute("class", names)
        for key, value in attr.attributes:
            name, markup = self._attribute(key.lower(), value)
            if markup:
                out.setdefault(name, markup)
        if "lang" in out and "dir" not in out:
            out["dir"] = self._direction(language(attr.get("lang") or attr.get("xml:lang")))
        return "".join(out.values())

    def _attribute(self, key: str, value: str) -> tuple[str, str]:
        """The name by which equal attributes are told, and the markup, of one attribute."""
        match key:
            case "lang" | "xml:lang":
                return "lang", self._language(value)
            case "dir":
                return "dir", attribute("dir", value) if value in _DIRECTIONS else ""
            case "title":
                return "title", attribute("title", value)
            case _ if key in _UNWANTED or key.startswith("on"):
                return key, ""
        name = "data-" + _NAME.sub("-", key.removeprefix("data-")).lstrip("-.0123456789")
        return name, attribute(name, value) if name != "data-" else ""

    def _language(self, value: str) -> str:
        tag = language(value)
        if not tag:
            self.losses.add("language-invalid", value or "an empty one")
            return ""
        return self.dialect.language(tag)

    def _direction(self, tag: str) -> str:
        """The direction of a passage in the language *tag*, where it is not to be expected."""
        if is_rtl(tag):
            return attribute("dir", "rtl")
        return attribute("dir", "ltr") if is_rtl(self.language) else ""
