"""What lines look like: list items, rules, rows of a table, code.

Recognition only, shared by the passes that deal in lines; nothing here proposes anything. A line
is judged by itself, a paragraph by the share of its lines, a document by the share of its
paragraphs, because a single line can look like anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from docconv.normalizer.scan import occurrences
from docconv.normalizer.view import LINE, PARA, View

# The ideographic space is no indent: it belongs to the paragraph.
_BLANKS = " \t\r\x0b\x0c\u00a0\u2000\u2001\u2002\u2003\u2009\u200a\u202f"
_TAB = 4  # columns, for indents only
_CODE_SHARE = 0.5  # of a paragraph's lines, for it to be code
_CODE_DOCUMENT = 0.35  # of a document's lines: source files hold comments too
# Signs of which a line of code has at least one, and those of them that are rare in prose: below
# this share of the text nobody looks for code.
_CODE_SIGNS = "{}=;<>_|\\():@$#/&"
_CODE_WORDS = (*_CODE_SIGNS, "import ", "+", "SELECT ", "FROM ", "WHERE ")
_RARE_SIGNS = "{}=<>_|\\"
_CODE_SIGN_SHARE = 0.008

_CODE = re.compile(
    r"""
      [{}]$ | ^[\])}]+[;,]?$ | [)\]}"'=\d];$ | ::\w | \w\(\) | \w\.\w+\( | \bself\.
    | (?:^|\s)(?:[=!<>]=|[-+*/|&]=|:=|->|=>|&&|\|\||<<)(?:\s|$)
    | ^[\w.\[\]'"*& -]{1,40}\s=\s\S | ^[\w.-]+=[\w"'$({/.-]
    | ^\w[\w.]*\([^()]*(?:\([^()]*\)[^()]*)*\)$
    | ^(?:def|class|fn|func|function|interface|struct|enum|public|private|static|package|namespace
        |const|let|var|async|export)\s+[\w<*&]+.*[({:;=]
    | ^(?:import\s+[\w.{*"']+(?:\s+(?:as|from)\s.*)?;?$ | from\s+[\w.]+\s+import\s
        | \#include\b | \#define\b | \#! | using\s+[\w.]+; | return\b.*;$
        | else:$ | try:$ | (?:if|elif|for|while|with|except)\b.*:$)
    | ^(?://|/\*|\*/|<!--|-->|</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>|\$\s\w|>>>\s|@\w+(?:\(|$))
    | ^(?:SELECT|INSERT\sINTO|UPDATE|DELETE\sFROM|CREATE\sTABLE|FROM|WHERE|ORDER\sBY|GROUP\sBY)\s\w
    | ^(?:diff\s--git|index\s[0-9a-f]+\.\.|@@\s-|\+\+\+\s|---\s[ab]/|[-+]\w+[(.=])
    | ^(?:-\s)?[a-z_][\w-]*:(?:\s+[^\s.,]+)?$
    | ^["'][\w -]+["']\s*:\s*["'\[{\d]
    | ^(["'])[^"']*\1,$ | ^\w+_\w*,?$ | ^[\[\]],?$ | ^\d\d:\d\d:\d\d[.,:]\d+\s-->
    """,
    re.VERBOSE,
)
_COMMENT_SIGNS = '#";%/-'
_COMMENT_LINE = re.compile(r'[ \t]*(?:#(?!#)|[";%](?=[ \t]|$)|//|--(?=[ \t]|$))')
_SAME_WORD = 0.7  # share of lines that begin with one word, in lists of settings
_DENSE_LINE, _DENSE = 80, 0.06  # characters; share of signs
_SENTENCE = re.compile(r"[^\W\d_a-z][^{}=;<>_\\|]{30,}[.:?!]$")  # from the margin on
_SENTENCES = 0.12  # share of a source file's lines
_SMALL = 10_000  # characters of a text whose lines may all be looked at
_COMMENT = re.compile(r"(?:\#|//|/\*|\*|--|%|;)\s")
_GAP = re.compile(r"(?<=\S)(?:[ ]{2,}|[ ]?\t[ \t]*)(?=\S)")
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|_{4,}")
_FENCE = re.compile(r"(?:^|[\n\u2029])[ \t]*(?:```|~~~)")
_STOPS = ".!?…。！？"
_STOP = re.compile(rf"[{_STOPS}][\"'”’»)\]*_]*(?:\s?\[[\w ]{{1,20}}\])*$")


class Line(NamedTuple):
    """A line of a leaf: where its text begins and ends (blanks around it not counted), its
    indent in columns, its text."""

    start: int
    end: int
    indent: int
    text: str


def lines(text: str, start: int, end: int) -> list[Line]:
    """The lines of ``text[start:end]``, parted at soft and hard line breaks."""
    out = []
    for raw in text[start:end].replace(LINE, "\n").split("\n"):
        body = raw.strip(_BLANKS)
        at, indent = start, 0
        if len(body) < len(raw) and body:
            lead = raw[: raw.find(body)]
            at, indent = start + len(lead), len(lead) + (_TAB - 1) * lead.count("\t")
        out.append(Line(at, at + len(body), indent, body))
        start += len(raw) + 1
    return out


def stopped(text: str) -> bool:
    """Whether *text* ends with the end of a sentence, marks of closing and of notes included."""
    last = text[-1:]
    if last.isalnum() or last == ",":
        return False
    return last in _STOPS or _STOP.search(text[-40:]) is not None


def is_code(text: str) -> bool:
    """Whether at least half of the lines of *text* look like a programming or markup language,
    or all of them like a comment or settings in one."""
    rows = text.count("\n") + 1
    if rows > 1 and text.lstrip()[:1] in _COMMENT_SIGNS and _is_comment(text.split("\n")):
        return True
    if rows > 3 and _is_settings(text, rows):
        return True
    if sum(map(text.count, _CODE_WORDS)) < rows * _CODE_SHARE:
        return False
    return _code_lines(text.split("\n")) >= max(1, rows * _CODE_SHARE)


def _is_comment(rows: Sequence[str]) -> bool:
    return " " in rows[0] and all(_COMMENT_LINE.match(row) for row in rows)


def _is_settings(text: str, rows: int) -> bool:
    """Whether nearly all lines begin with the same small word, that of the first line."""
    words = text.split(None, 1)[:1]
    if not words or not words[0][0].islower() or text.count(words[0]) < rows * _SAME_WORD:
        return False
    same = sum(1 for row in text.split("\n") if row.split(None, 1)[:1] == words)
    return same >= rows * _SAME_WORD


def _is_dense(text: str) -> bool:
    """Whether a long line has more signs of code than any prose."""
    return len(text) > _DENSE_LINE and sum(map(text.count, _CODE_SIGNS)) > len(text) * _DENSE


def _code_lines(rows: Sequence[str]) -> int:
    return sum(1 for row in rows if _CODE.search(row.strip()))


def is_drawing(text: str) -> bool:
    """Whether the lines are drawn with signs rather than written."""
    if text.count("\n") < 2:
        return False
    signs = "".join(text.split())
    return len(signs) > 7 and sum(map(str.isalnum, signs)) * 2 < len(signs)


def is_table(text: str, rows: Sequence[Line]) -> bool:
    """Whether the lines are rows of a table made with blanks, tabs, bars, commas or dots."""
    bodies = [row.text for row in rows]
    if "|" in text and all(body.count("|") > 1 for body in bodies):
        return True
    led = "..." in text or ". . ." in text or "___" in text
    if led and sum(1 for body in bodies if _LEADERS.search(body)) * 2 >= len(bodies):
        return True
    return _same_commas(bodies) or (("  " in text or "\t" in text) and _aligned(rows))


def _same_commas(bodies: Sequence[str]) -> bool:
    count = bodies[-1].count(",")
    if len(bodies) < 3 or count < 2 or ", " in bodies[-1]:
        return False
    return all(body.count(",") == count for body in bodies)


def _aligned(rows: Sequence[Line]) -> bool:
    """Whether gaps of two blanks or more end in the same columns on most lines."""
    columns: Counter[int] = Counter()
    tabbed = gapped = 0
    for row in rows:
        gaps = list(_GAP.finditer(row.text))
        tabbed += any("\t" in gap[0] for gap in gaps)
        gapped += bool(gaps)
        columns.update({row.indent + gap.end() for gap in gaps})
        columns.update({-row.indent - gap.start() for gap in gaps})  # right-aligned cells
    most = max(columns.values(), default=0)
    return tabbed * 10 >= len(rows) * 8 or (most * 10 >= len(rows) * 6 and gapped > 1)


class Layout:
    """The lines of a view, leaf by leaf, looked at when asked for."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._lines: dict[int, list[Line]] = {}
        self._verbatim: dict[int, bool] = {}

    def lines(self, index: int) -> list[Line]:
        """The lines of leaf *index*."""
        if index not in self._lines:
            self._lines[index] = lines(self.view.text, *self.view.span(index))
        return self._lines[index]

    def verbatim(self, index: int) -> bool:
        """Whether leaf *index* is code or a table, whose blanks and line ends mean something."""
        if index not in self._verbatim:
            self._verbatim[index] = self._is_verbatim(index)
        return self._verbatim[index]

    def verbatim_at(self, offset: int) -> bool:
        """Whether the leaf that holds *offset* is verbatim."""
        return self.verbatim(self.view.leaf_index(offset))

    def _is_verbatim(self, index: int) -> bool:
        if self.code_document or index in self._fenced:
            return True
        if index not in self._suspects:
            return False
        text = self._text(index)
        if "\n" not in text and LINE not in text:
            return _is_dense(text) or (is_code(text) and self._code_beside(index))
        return is_code(text) or is_drawing(text) or is_table(text, self.lines(index))

    def _code_beside(self, index: int) -> bool:
        beside = (i for i in (index - 1, index + 1) if 0 <= i < len(self.view.leaves))
        return any(is_code(self._text(i)) for i in beside)

    def _text(self, index: int) -> str:
        start, end = self.view.span(index)
        return self.view.text[start:end]

    @cached_property
    def code_document(self) -> bool:
        """Whether the document as a whole is a source file."""
        text = self.view.text
        rare = sum(map(text.count, _RARE_SIGNS))
        if len(text) > _SMALL and rare < len(text) * _CODE_SIGN_SHARE:
            return False
        rows = [row for row in re.split(f"[\n{PARA}{LINE}]", text) if row.strip()]
        hits = _code_lines(rows)
        comments = sum(1 for row in rows if _COMMENT.match(row.lstrip()))
        sentences = sum(1 for row in rows if _SENTENCE.match(row))
        code = hits > 1 and hits + comments >= max(3, len(rows) * _CODE_DOCUMENT)
        return code and sentences <= len(rows) * _SENTENCES

    @cached_property
    def _suspects(self) -> frozenset[int]:
        """The leaves of several lines or with a sign that is rare in prose: the others are not
        looked at."""
        signs = ("\n", LINE, *_RARE_SIGNS)
        found = (at for sign in signs for at in occurrences(self.view.text, sign))
        return frozenset(map(self.view.leaf_index, found))

    @cached_property
    def _fenced(self) -> frozenset[int]:
        """The leaves between the fences of Markdown."""
        text = self.view.text
        if "```" not in text and "~~~" not in text:
            return frozenset()
        fences = [self.view.leaf_index(match.end()) for match in _FENCE.finditer(text)]
        pairs = zip(fences[::2], fences[1::2], strict=False)
        return frozenset(i for first, last in pairs for i in range(first, last + 1))
