"""Line ends inside a paragraph of raw text: forced by the width of the page, or meant.

A line end was forced if the next word would not have fitted on the line; a line end that nothing
forced was meant. That, and where sentences begin and end, tells wrapped prose from verse, from
addresses and names, and from paragraphs that stand one to a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from docconv.normalizer.layout import Layout, Line, stopped
from docconv.normalizer.lines.hyphens import UNFINISHED, Hyphens
from docconv.normalizer.markers import item_lines, items
from docconv.normalizer.scan import occurrences
from docconv.normalizer.view import LINE, PARA, Proposal, View

_INNER_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]*[^\W\d_a-z]")
_OPENING = "\"'“‘«(["
GREETING = re.compile(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|liebe[rs]?|sehr geehrte[rs]?|hallo"
    r"|chère?s?|bonjour|estimad[oa]s?|querid[oa]s?|hola|gentile|caro|cara)\b.{0,40}[,!:]$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:best|kind|warm|with)\b.{0,20}|yours.{0,20}|sincerely.{0,10}|regards|cheers|thanks"
    r"|love|mit .{0,20}grüßen|viele grüße|herzlich.{0,10}|cordialement|saludos.{0,12}),?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S+@|https?:|www\.")
_BOX = re.compile(r"\[[ xX✓-]?\] ?\S")
_NOTE = re.compile(r"\[\d{1,3}\] ?\S")
_TIMED = re.compile(r"[\[(]?\d{1,2}:\d\d(?::\d\d)?\b")
_FIELD = re.compile(r"[^\W\d_a-z][\w.’'/ -]{0,30}: ?(?:\S|$)")
_MARKS = "#-=*_~>|`"
_MARKDOWN = re.compile(r"#{1,6}\s|[-=*_~]{3,}$|(?:[-*_] ){2,}[-*_]$|[>|]|```")
_FULL, _SHORT = 0.86, 0.72  # how far a line is filled when the next word would not have fitted
_NARROW = 60  # columns; shorter lines are no page's width by themselves
_USUAL = 50  # columns; hardly a page is narrower
_COLUMN = 30  # columns; no page and no newspaper column is narrower
_WIDE = 130  # columns; no page is that wide: longer lines are whole paragraphs


class _Break:
    """The end of one line and the beginning of the next: whether a sentence *ends* here, whether
    the next line *opens* as a sentence or a line of verse does, whether a sentence goes on
    *inside*, and how many columns the line would fill with the next word on it."""

    __slots__ = ("after", "before", "columns", "ends", "inside", "opens")

    def __init__(self, before: Line, after: Line) -> None:
        self.before = before
        self.after = after
        self.ends = stopped(before.text)
        self.opens = opens(after)
        hyphen = before.text[-1:] in ("-", "\u2010") and before.text[-2:-1].isalnum()
        self.inside = not self.ends and (hyphen or not self.opens)
        word = after.text.find(" ")
        self.columns = (
            before.indent + len(before.text) + 1 + (word if word > 0 else len(after.text))
        )

    def fill(self, width: int) -> float:
        """How full the line would be with the next word on it, 1 being *width*."""
        return self.columns / max(width, 1)


class _Verdict(NamedTuple):
    after: str
    rule: str
    confidence: float
    why: str


_VERSE = _Verdict(LINE, "verse", 0.92, "lines of verse: each opens with a capital, none is full")
_LINES = _Verdict(LINE, "line", 0.91, "short lines that nothing forced to end here")
_TIMES = _Verdict(LINE, "line", 0.92, "the lines open with a time")
_SPOKEN = _Verdict(LINE, "line", 0.92, "a name in capitals stands over what it speaks")
_SIGNED = _Verdict(LINE, "line", 0.94, "a greeting and a name close a letter")
_BOXES = _Verdict(LINE, "line", 0.93, "each line opens with a box to tick")
_NOTES = _Verdict(PARA, "paragraph", 0.94, "each line opens with the number of a note")
_FIELDS = _Verdict(LINE, "line", 0.93, "each line is a name with its value")
_PARAGRAPH = _Verdict(PARA, "paragraph", 0.94, "here each line is a paragraph of its own")
_SPEECH = _Verdict(PARA, "paragraph", 0.94, "another speaker begins")
_INDENT = _Verdict(PARA, "paragraph", 0.95, "the next line is indented like a new paragraph")
_STOPPED = _Verdict(PARA, "paragraph", 0.91, "a sentence ends here, long before the line is full")
_TITLE = _Verdict(PARA, "paragraph", 0.91, "a short line without a stop stands by itself")
_GREETED = _Verdict(PARA, "paragraph", 0.94, "a greeting stands on a line of its own")
_GOES_ON = _Verdict(" ", "wrap", 0.95, "the line goes on with the list item, further in")
_RUNS_ON = _Verdict(" ", "wrap", 0.98, "the sentence runs on over this line end")
_FILLED = _Verdict(" ", "wrap", 0.95, "the line ends where the next word did not fit")


class Page:
    """The paragraphs of a raw text that have several lines, and how wide they were set.
    *furniture* are the beginnings of lines that are no part of them."""

    def __init__(
        self, view: View, layout: Layout, hyphens: Hyphens, furniture: Collection[int]
    ) -> None:
        self.view = view
        self.layout = layout
        self.hyphens = hyphens
        self.lines: dict[int, list[Line]] = {}
        for index in dict.fromkeys(map(view.leaf_index, occurrences(view.text, "\n"))):
            if not layout.verbatim(index):
                rows = layout.lines(index)
                self.lines[index] = [r for r in rows if r.text and r.start not in furniture]
        self.pairs = {
            index: [_Break(*pair) for pair in pairwise(self.lines[index])] for index in self.lines
        }
        self.listed = set(map(view.leaf_index, item_lines(view.text)))
        self.breaks = [pair for pairs in self.pairs.values() for pair in pairs]

    def proposals(self) -> Iterator[Proposal]:
        """What the line ends should become; a paragraph whose lines all stay becomes a block of
        lines."""
        for index, rows in self.lines.items():
            verdicts = list(self.verdicts(index, rows, self.pairs[index]))
            if verdicts and all(verdict.after == LINE for _, verdict in verdicts):
                start, verdict = self.view.starts[index], verdicts[0][1]
                yield _proposal(start, start, verdict._replace(after=""), "lines")
            for pair, verdict in verdicts:
                start, end = pair.before.end, pair.after.start
                joint = None
                if verdict.after == " ":
                    joint = self.hyphens.joint(pair.before.text, pair.after.text)
                yield joint.proposal(start, end) if joint else _proposal(start, end, verdict)

    @cached_property
    def width(self) -> int:
        """The columns of a full line: nearly all lines with another below are no longer."""
        lengths = sorted(pair.before.indent + len(pair.before.text) for pair in self.breaks)
        return lengths[len(lengths) * 19 // 20] if lengths else 0

    @cached_property
    def wrapped(self) -> bool:
        """Whether most line ends of the document were forced by its width."""
        inside = sum(pair.inside for pair in self.breaks)
        forced = sum(pair.inside or pair.fill(self.width) > _FULL for pair in self.breaks)
        count = len(self.breaks)
        return inside > 1 and forced > count * 0.6 and inside > count * 0.35

    @cached_property
    def justified(self) -> bool:
        """Whether nearly all line ends were forced, as in a newspaper's narrow column."""
        return sum(pair.fill(self.width) > _FULL for pair in self.breaks) > len(self.breaks) * 0.8

    @cached_property
    def unparted(self) -> bool:
        """Whether the document hardly uses blank lines, so that paragraphs end at line ends."""
        usual = 12 if self.wrapped else 3  # line ends in a paragraph
        return len(self.view.leaves) < 4 or len(self.breaks) > usual * len(self.view.leaves)

    @cached_property
    def full_ends(self) -> float:
        """The share of full lines ending a sentence that end a paragraph too: of paragraphs, two
        in seven end in a full line, and those that end in a short one can be counted."""
        fills = [pair.fill(self.width) for pair in self.breaks if pair.ends and pair.opens]
        short = sum(fill < _SHORT for fill in fills)
        full = sum(fill > _FULL for fill in fills)
        return min(1.0, 0.4 * short / max(full, 1))

    @cached_property
    def unwrapped(self) -> bool:
        """Whether no line was wrapped: most of the text stands in lines too long for any page, or
        hardly a sentence runs on over a line end."""
        lengths = [len(row.text) for rows in self.lines.values() for row in rows]
        if sum(length for length in lengths if length > _WIDE) * 2 > sum(lengths):
            return True
        count = len(self.breaks)
        inside = sum(pair.inside for pair in self.breaks)
        ended = sum(pair.ends for pair in self.breaks)
        if not self.unparted or count < 3 or inside > count * 0.1:
            return False
        return ended > count * 0.6 or (ended >= count * 0.4 and sum(lengths) > count * _NARROW)

    @cached_property
    def alone(self) -> _Verdict:
        """The verdict on the end of a long line."""
        return _PARAGRAPH if self.unparted else _PARAGRAPH._replace(confidence=0.8)

    @cached_property
    def first_line_indent(self) -> int:
        """The indent of the first lines of paragraphs, where the document has one."""
        deeper = [pair for pair in self.breaks if 0 < pair.after.indent - pair.before.indent < 12]
        if len(deeper) < 3 or sum(pair.ends for pair in deeper) < len(deeper) * 0.6:
            return 0
        return Counter(pair.after.indent for pair in deeper).most_common(1)[0][0]

    def verdicts(
        self, index: int, rows: Sequence[Line], pairs: Sequence[_Break]
    ) -> Iterator[tuple[_Break, _Verdict]]:
        """What each line end of a paragraph meant, as far as that can be told."""
        opening = items([row.text for row in rows]) if index in self.listed else {}
        marked = {
            i for i, row in enumerate(rows) if row.text[0] in _MARKS and _MARKDOWN.match(row.text)
        }
        fixed = marked.union(opening)
        if fixed:
            pairs = [p for i, p in enumerate(pairs) if i + 1 not in fixed and i not in marked]
        if opening:
            yield from _in_list(rows, sorted(opening), pairs)
        elif pairs and (verdict := None if fixed else self.whole(rows, pairs)):
            yield from ((pair, verdict) for pair in pairs)
        elif pairs:
            yield from self.singles(rows, pairs)

    def whole(self, rows: Sequence[Line], pairs: Sequence[_Break]) -> _Verdict | None:
        """The verdict on all line ends of a paragraph, where they mean the same."""
        count = len(pairs)
        inside = sum(pair.inside for pair in pairs)
        ended = sum(pair.ends for pair in pairs)
        longest = max(len(row.text) for row in rows)
        if inside > count * 0.3 and longest > 40:  # prose: the most frequent case
            return None
        if all(_FIELD.match(row.text) for row in rows):
            told = sum(len(row.text) > _NARROW or stopped(row.text) for row in rows)
            return _SPEECH if told * 2 > count else _FIELDS
        for pattern, verdict in ((_BOX, _BOXES), (_NOTE, _NOTES)):
            if all(pattern.match(row.text) for row in rows):
                return verdict
        if sum(1 for row in rows if _TIMED.match(row.text)) * 3 >= len(rows):
            return _TIMES
        if count > 1 and not any(" " in row.text for row in rows):
            return _LINES
        if longest < 40 and any(_CLOSING.match(row.text) for row in rows):
            return _SIGNED
        if rows[0].text in self.speakers and longest < 90:
            return _SPOKEN
        if ended >= count * 0.85 and not (inside or self.wrapped) and self.paragraphs(rows):
            return _PARAGRAPH if count > 3 else self.alone
        if self.verse(pairs, longest):
            return _VERSE
        column = _COLUMN if not self.justified else _COLUMN - 8
        if self.width < column and len(self.breaks) > 2:
            return _LINES
        width = max(self.width, longest, _USUAL)
        short = all(pair.fill(width) < _SHORT for pair in pairs)
        return _LINES if short and not (inside or ended) and (self.wrapped or count > 1) else None

    def verse(self, pairs: Sequence[_Break], longest: int) -> bool:
        """Whether the lines open with capitals though sentences run on over their ends, which
        were not forced, or are more than chance would put there."""
        count = len(pairs)
        opened = sum(pair.opens for pair in pairs)
        ended = sum(pair.ends for pair in pairs)
        if count < 2 or longest > 89 or opened < count * 0.85 or ended > count * 0.7:
            return False
        width = max(self.width if self.wrapped else 0, longest)
        forced = sum(pair.fill(width) > 0.97 for pair in pairs)
        running = opened - ended
        if running > 2 and longest < _NARROW:
            return True
        return running > 1 and forced < count * 0.75 and (count > 2 or not self.wrapped)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Names in capitals that stand over paragraphs, as in a play."""
        first = [rows[0].text for rows in self.lines.values() if rows[1:]]
        names = [text for text in first if text.isupper() and text.isalpha() and len(text) < 30]
        return frozenset(names if len(names) > 2 else ())

    def paragraphs(self, rows: Sequence[Line]) -> bool:
        """Whether the lines, which are whole sentences, are paragraphs rather than sentences
        that an author set one to a line."""
        several = sum(bool(_INNER_STOP.search(row.text)) for row in rows)
        return self.unparted or several * 3 > len(rows)

    def singles(
        self, rows: Sequence[Line], pairs: Sequence[_Break]
    ) -> Iterator[tuple[_Break, _Verdict]]:
        """The verdicts on line ends one by one, each by its own width and words."""
        own = max(len(row.text) + row.indent for row in rows)
        width = self.width if self.wrapped and own < self.width * 1.3 else own
        spoken = sum(1 for row in rows if _FIELD.match(row.text)) > 1
        prose = not self.unwrapped and self.prose(pairs, width)
        titles = self.titles(rows, width) if prose or self.unwrapped else frozenset()
        for pair in pairs:
            verdict: _Verdict | None = None
            if pair.before is rows[0] and GREETING.match(pair.before.text):
                verdict = _GREETED
            elif spoken and pair.ends and _FIELD.match(pair.after.text):
                verdict = _SPEECH
            elif self.unwrapped:
                verdict = None if pair.inside else self.alone
            elif prose:
                title = pair.before.start in titles or pair.after.start in titles
                verdict = _TITLE if title else self.in_prose(pair, pair.fill(width))
            if verdict is not None:
                yield pair, verdict

    def prose(self, pairs: Sequence[_Break], width: int) -> bool:
        """Whether these lines are wrapped prose: most were forced to end, and some sentences run
        on; of a few line ends, the document tells."""
        inside = sum(pair.inside for pair in pairs)
        forced = sum(pair.inside or pair.fill(width) > _FULL for pair in pairs)
        if width < 25 or forced < len(pairs) * 0.5:
            return False
        if len(pairs) > 3:
            return inside > len(pairs) * 0.25
        return self.wrapped or (inside > 0 and width > _NARROW - 10)

    def titles(self, rows: Sequence[Line], width: int) -> frozenset[int]:
        """Where the short lines begin that stand over what follows, as headings do."""
        found: set[int] = set()
        over = True  # whether what stands above has ended
        for row, following in pairwise(rows):
            short = len(row.text) < width * 0.6 and row.text[-1].isalnum() and over
            short = short and row.text.split()[-1] not in UNFINISHED
            begins = opens(row) and opens(following)
            if short and begins and (self.unparted or row is rows[0]):
                found.add(row.start)
            over = stopped(row.text) or row.start in found
        return frozenset(found)

    def in_prose(self, pair: _Break, fill: float) -> _Verdict:
        """The verdict on a line end in wrapped prose."""
        indent = self.first_line_indent
        if indent and pair.after.indent == indent and (pair.ends or pair.opens):
            return _INDENT
        if pair.inside:
            return _RUNS_ON if fill > _SHORT else _RUNS_ON._replace(confidence=0.92)
        if pair.ends and fill < _SHORT and not indent:
            return _STOPPED
        if fill > _FULL or indent or not self.unparted:
            doubt = 0.04 if indent or not pair.ends else self.full_ends
            return _FILLED._replace(confidence=0.97 - doubt)
        return _FILLED._replace(confidence=0.7)


def _in_list(
    rows: Sequence[Line], opening: Sequence[int], pairs: Sequence[_Break]
) -> Iterator[tuple[_Break, _Verdict]]:
    """The verdicts on line ends inside list items: what stands further in goes on with them."""
    first = min(rows[index].indent for index in opening)
    start = rows[opening[0]].start
    for pair in pairs:
        if pair.before.start >= start and pair.after.indent > first:
            yield pair, _GOES_ON
        elif pair.before.start >= start and pair.inside:
            yield pair, _RUNS_ON._replace(confidence=0.92)


def opens(row: Line) -> bool:
    """Whether the line begins as a sentence or a line of verse does."""
    first = row.text[:1]
    if first in _OPENING:
        first = row.text.lstrip(_OPENING)[:1]
    return not first.islower() or _ADDRESS.match(row.text) is not None


def _proposal(start: int, end: int, verdict: _Verdict, role: str = "") -> Proposal:
    after, rule, confidence, why = verdict
    return Proposal(start, end, after, f"lines/{rule}", confidence, why, role)
