"""True numbering: every list is an instance of its own, so that each counts for itself."""

from __future__ import annotations

from dataclasses import dataclass

from docconv import labels
from docconv.ast import OrderedList
from docconv.writers.docx import markup

HEADING_LEVELS = 6
_LEVELS = 9
_FORMATS = {
    "decimal": "decimal",
    "default": "decimal",
    "example": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_LABELS = {"period": "%{}.", "default": "%{}.", "paren": "%{})", "parens": "(%{})"}
_BULLETS = "•◦▪"
_BULLET_FONT = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/></w:rPr>'
_STEP = 340  # twips from a bullet to its text
_DIGIT = 116  # twips, the width of a digit of the body text
_GREATEST = 0x7FFF


def numbered(level: int, number: int) -> str:
    """The property of a paragraph that is an item of the list *number* at nesting *level*."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


NOT_NUMBERED = numbered(0, 0)


@dataclass(frozen=True, slots=True)
class Item:
    """The items of one list: the *property* of their first paragraphs, the *indent* of their
    text in twips."""

    property: str
    indent: int


class Numbering:
    """The lists of a document. *headings* is the level from which headings are numbered, 0 if
    none are; theirs is the list *first*, if there is one. The kinds of list are numbered from
    *first_kind* on (what comes before belongs to a reference document)."""

    def __init__(self, headings: int = 0, first: int = 1, first_kind: int = 0) -> None:
        self._top = headings
        self._first = first
        self._first_kind = first_kind
        self._kinds: dict[tuple[str, str, int, int, int], int] = {}
        self._lists: list[tuple[int, int, int]] = []

    def __bool__(self) -> bool:
        return bool(self._lists or self._top)

    @property
    def headings(self) -> int:
        """The list of the headings, 0 if they are not numbered."""
        return self._first if self._top else 0

    def bullets(self, level: int, left: int) -> Item:
        """A new bullet list at nesting *level*, its bullets *left* twips from the margin."""
        return self._add("bullet", _BULLETS[level % len(_BULLETS)], level, left, _STEP, 1)

    def numbers(self, numbered: OrderedList, level: int, left: int) -> Item:
        """A new numbered list, with room for its longest label."""
        items = range(len(numbered.items))
        longest = max((len(labels.label(numbered, item)) for item in items), default=2)
        width = max(_STEP, _DIGIT * (longest + 1))
        form, text = _FORMATS[numbered.style], _LABELS[numbered.delimiter]
        return self._add(form, text, level, left, width, numbered.start)

    def _add(self, form: str, text: str, level: int, left: int, width: int, start: int) -> Item:
        level = min(level, _LEVELS - 1)
        kind = self._kinds.setdefault((form, text, level, left, width), len(self._kinds))
        self._lists.append((kind, level, min(max(start, 0), _GREATEST)))
        return Item(numbered(level, self._number(len(self._lists) - 1)), left + width)

    def _number(self, index: int) -> int:
        return self._first + bool(self._top) + index

    def part(self) -> str:
        """The numbering part."""
        return markup.document("w:numbering", "".join(self.definitions()))

    def definitions(self) -> tuple[str, str]:
        """The kinds of list and the lists, as markup."""
        kinds = [_kind(self._first_kind + number, *kind) for kind, number in self._kinds.items()]
        lists = [
            f'<w:num w:numId="{self._number(index)}">'
            f'<w:abstractNumId w:val="{self._first_kind + kind}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            "</w:num>"
            for index, (kind, level, start) in enumerate(self._lists)
        ]
        if self._top:
            number = self._first_kind + len(kinds)
            kinds.append(_heading_kind(number, self._top))
            of_kind = f'<w:abstractNumId w:val="{number}"/>'
            lists.insert(0, f'<w:num w:numId="{self.headings}">{of_kind}</w:num>')
        return "".join(kinds), "".join(lists)


def _kind(number: int, form: str, text: str, own: int, left: int, width: int) -> str:
    """A kind of list whose level *own* stands *left* twips from the margin."""
    font = _BULLET_FONT if form == "bullet" else ""
    levels = (
        _level(
            level,
            form,
            text.format(level + 1),
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left + width + step * _STEP}" '
            f'w:hanging="{width}"/></w:pPr>{font}',
        )
        for level, step in ((level, max(level - own, 0)) for level in range(_LEVELS))
    )
    return _abstract(number, "".join(levels))


def _heading_kind(number: int, top: int) -> str:
    """The kind that numbers headings from the level *top* on, through their styles."""
    levels = []
    for level in range(HEADING_LEVELS):
        text = ".".join(f"%{part}" for part in range(top, level + 2))
        style = f'<w:pStyle w:val="Heading{level + 1}"/><w:suff w:val="space"/>'
        levels.append(_level(level, "decimal", f"{text} ", '<w:lvlJc w:val="left"/>', style))
    return _abstract(number, "".join(levels))


def _level(level: int, form: str, text: str, rest: str, style: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{style}'
        f'<w:lvlText w:val="{text}"/>{rest}</w:lvl>'
    )


def _abstract(number: int, levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x10000000 + number:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
