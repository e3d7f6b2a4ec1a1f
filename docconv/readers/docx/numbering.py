"""Numbering: what stands before a paragraph, counted as Word counts it (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from docconv.archive import Element
from docconv.ast import Delimiter, NumberStyle
from docconv.readers.docx.names import W, number, value
from docconv.readers.docx.styles import Layout, Styles, layout

_STYLES: dict[str, NumberStyle] = {
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
_BULLETS = ("bullet", "none")
_COUNT = re.compile(r"%\d")
_BOXES = frozenset("☐☑☒")
_BLANKS = " \u00a0\u200b\uf020"  # the last is a blank of the font Symbol
_DEEPEST = 8
_MOST_LINKS = 10


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a kind of list: the *format* of its numbers, the *text* they stand in, the
    first of them, and how its paragraphs are laid out."""

    format: str = "bullet"
    text: str = "•"
    start: int = 1
    layout: Layout = field(default_factory=Layout)

    @property
    def is_numbered(self) -> bool:
        """Whether it counts, rather than drawing a bullet."""
        return self.format not in _BULLETS and _COUNT.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before one paragraph: the list (*instance*) of a *kind* it belongs to and at
    which *depth*, and the number if there is one. *restarts*: the list begins to count anew;
    *is_single*: nothing else in the document is of that instance."""

    instance: str
    kind: str
    depth: int
    level: Level
    number: int
    restarts: bool
    is_single: bool

    @property
    def is_blank(self) -> bool:
        """Whether nothing is to be seen, as before what continues an item."""
        return not self.level.is_numbered and not self.level.text.strip(_BLANKS)

    @property
    def box(self) -> str:
        """The ballot box of a task, if that is what stands there."""
        return self.level.text if self.level.text in _BOXES else ""

    @property
    def style(self) -> NumberStyle:
        """The style of its number."""
        return _STYLES.get(self.level.format, "decimal")

    @property
    def delimiter(self) -> Delimiter:
        """What stands around its number."""
        text = self.level.text.strip()
        if text.endswith(")"):
            return "parens" if text.startswith("(") else "paren"
        return "period" if text.endswith(".") else "default"


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles, document: Element) -> None:
        self._styles = styles
        self._uses = Counter(each.get(W + "val", "") for each in document.iter(W + "numId"))
        self._kinds: dict[str, Element] = {}
        self._instances: dict[str, Element] = {}
        self._levels: dict[tuple[str, int], Level] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[str] = set()
        if root is not None:
            for kind in root.iterfind(W + "abstractNum"):
                self._kinds[kind.get(W + "abstractNumId", "")] = kind
            for instance in root.iterfind(W + "num"):
                self._instances[instance.get(W + "numId", "")] = instance

    def label(self, instance: str, depth: int) -> Label | None:
        """The label of the next paragraph at *depth* of the list *instance*; None if there is no
        such list, which is how a paragraph opts out of one."""
        if instance not in self._instances:
            return None
        depth = min(max(depth, 0), _DEEPEST)
        kind = self._kind(instance)
        counts = self._counts.setdefault(kind, {})
        restarts = self._restart(instance, depth, counts)
        level = self.level(instance, depth)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        is_single = self._uses[instance] == 1
        return Label(instance, kind, depth, level, counts[depth], restarts, is_single)

    def level(self, instance: str, depth: int) -> Level:
        """How the list *instance* labels its paragraphs at *depth*."""
        known = self._levels.get((instance, depth))
        if known is None:
            known = self._levels[instance, depth] = self._read_level(instance, depth)
        return known

    def _restart(self, instance: str, depth: int, counts: dict[int, int]) -> bool:
        """Begin anew where the list *instance* is met first and says so."""
        if instance in self._seen:
            return False
        self._seen.add(instance)
        starts = {
            number(override.get(W + "ilvl")): number(start)
            for override in self._instances[instance].iterfind(W + "lvlOverride")
            if (start := value(override, "startOverride"))
        }
        for level, first in starts.items():
            counts[level] = first - 1
        return depth in starts

    def _kind(self, instance: str) -> str:
        """The kind of the list *instance*, links through styles followed."""
        for _ in range(_MOST_LINKS):
            kind = value(self._instances.get(instance), "abstractNumId")
            link = value(self._kinds.get(kind), "numStyleLink")
            instance = self._styles.number_of(link) if link else ""
            if not instance:
                break
        return kind

    def _read_level(self, instance: str, depth: int) -> Level:
        kind = self._kinds.get(self._kind(instance))
        level = _with(Level(), _at(kind, "lvl", depth))
        override = _at(self._instances[instance], "lvlOverride", depth)
        if override is None:
            return level
        start = value(override, "startOverride")
        level = _with(level, override.find(W + "lvl"))
        return replace(level, start=number(start)) if start else level


def _at(parent: Element | None, name: str, depth: int) -> Element | None:
    found = () if parent is None else parent.iterfind(W + name)
    return next((child for child in found if number(child.get(W + "ilvl")) == depth), None)


def _with(level: Level, element: Element | None) -> Level:
    """*level* with what the element ``w:lvl`` says."""
    if element is None:
        return level
    start = value(element, "start")
    has_picture = element.find(W + "lvlPicBulletId") is not None
    text = "•" if has_picture else value(element, "lvlText", level.text)
    return replace(
        level,
        format=value(element, "numFmt", "decimal"),
        text=text,
        start=number(start, 1) if start else level.start,
        layout=layout(element.find(W + "pPr")).over(level.layout),
    )
