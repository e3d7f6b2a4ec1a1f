"""Spaces lost at punctuation: ``Wednesday.The``, ``end.”He``, ``said,the``, ``word(see``.

A seam is a cluster of punctuation between two letters or digits. Each kind of cluster has a rule
that looks at the words on both sides and says where a space is missing and how surely, or that
nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from docconv.normalizer.chunks import SEAM, Chunks
from docconv.normalizer.evidence import Evidence
from docconv.normalizer.lexicon import frequency, lexicon
from docconv.normalizer.view import Proposal, View

_CLUSTER = re.compile(
    r"[.,;:!?…)\]”»“«(\[„\"%][.,;:!?…)\]”»“«(\[„\"’‘'*]*(?=[^\W_])"
    r"|['’](?=(?:s|ll|re|ve|t|d)[^\W\d_]{2})"
)
_ENDING = re.compile(r"s|ll|re|ve|(?<![a-z])[td]")
_RUN = re.compile(r"[^\W\d_]+|\d+")
_REACH = 40

_OPENERS = "“«([„‘"
_STOPS = frozenset(".!?…")
_ENGLISH_ONLY = frozenset(",;:(%")

# What may follow a closing quotation mark without a space: a plural or another ending.
_ENDINGS = frozenset("s es ed d er ers ing ish esque like".split())
# What follows a stop in addresses and file names.
_SUFFIXES = frozenset(
    "com org net edu gov mil int info biz eu uk de fr es it ru ua cn jp in io co us tv me ai app "
    "html htm php asp aspx jsp js css py rb rs go java cpp txt pdf doc docx xls xlsx ppt pptx "
    "jpg jpeg png gif svg zip gz tar exe dll ini cfg json xml yaml yml toml csv md sh bat".split()
)
# What stands before a colon in names of pages and identifiers.
_SPACES_OF_NAMES = frozenset(
    "category file image talk user help template special portal wikipedia wp media project urn doi "
    "isbn issn pmid arxiv http https ftp mailto tel std xml xs xsl html svg rdf rdfs owl".split()
)
_KNOWN, _COMMON = -9.0, -3.9  # log10 of a word's probability


@dataclass(frozen=True)
class Seam:
    """A cluster of punctuation without a blank, and what stands around it."""

    view: View
    evidence: Evidence
    start: int
    end: int

    @cached_property
    def text(self) -> str:
        return self.view.text

    @cached_property
    def cluster(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def left(self) -> str:
        """The letters or the digits right before the cluster."""
        start = self.start
        kind = str.isdigit if self.text[start - 1].isdigit() else str.isalpha
        while start > max(0, self.start - _REACH) and kind(self.text[start - 1]):
            start -= 1
        return self.text[start : self.start]

    @cached_property
    def before_left(self) -> str:
        """The character before :attr:`left`."""
        at = self.start - len(self.left)
        return self.text[at - 1] if at else " "

    @cached_property
    def right(self) -> str:
        """The letters or the digits right after the cluster."""
        found = _RUN.match(self.text, self.end)
        return found.group() if found else self.text[self.end]

    @cached_property
    def after_right(self) -> str:
        """What follows :attr:`right`: two characters."""
        at = self.end + len(self.right)
        return self.text[at : at + 2]

    @cached_property
    def leaf(self) -> int:
        return self.view.leaf_index(self.start)

    def chance(self, word: str) -> float:
        """log10 of the word's probability; of a number 0, of what nobody knows -99."""
        if word.isdigit():
            return 0.0
        code = lexicon().code(word.lower())
        if code is not None:
            return frequency(code)
        return -5.0 if self.evidence.words.forms[word] > 1 else -99.0

    def knows(self, word: str) -> bool:
        return self.chance(word) > _KNOWN

    def chunk_before(self) -> str:
        """What stands before the cluster up to a blank."""
        return self.text[max(0, self.start - _REACH) : self.start].rpartition(" ")[2]

    def chunk_after(self) -> str:
        """What stands after the cluster up to a blank."""
        return re.split(r"\s", self.text[self.end : self.end + _REACH], maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A space is missing *at* this offset of the cluster."""

    at: int
    confidence: float
    rule: str
    why: str


def propose(view: View, evidence: Evidence, chunks: Chunks) -> Iterator[Proposal]:
    """The spaces missing at punctuation."""
    text = view.text
    clusters = (m for chunk in chunks.marked(SEAM) for m in _CLUSTER.finditer(text, *chunk))
    for match in clusters:
        start, end = match.span()
        if not start or not text[start - 1].isalnum():
            continue
        seam = Seam(view, evidence, start, end)
        verdict = _judge(seam)
        if verdict is not None:
            at = start + verdict.at
            rule = f"spacing/{verdict.rule}"
            yield Proposal(at, at, " ", rule, verdict.confidence, verdict.why)


def _judge(seam: Seam) -> Verdict | None:
    if seam.left.isdigit() and seam.right.isdigit() and not set(seam.cluster) & set("”“»«\""):
        return None
    passages = seam.evidence.passages
    if passages.code(seam.leaf) or "`" in seam.chunk_before() + seam.chunk_after():
        return None
    if seam.cluster[0] in _ENGLISH_ONLY and not passages.english(seam.leaf):
        return None
    for rule in _RULES:
        verdict = rule(seam)
        if verdict is not None:
            if passages.chat(seam.leaf):
                verdict = replace(verdict, confidence=0.8 * verdict.confidence)
            return verdict if verdict.confidence > 0 else None
    return None


_NONE = Verdict(0, 0.0, "", "")  # a rule's word that nothing is missing


def _straight_quote(seam: Seam) -> Verdict | None:
    """A straight quotation mark closes or opens by the count of those before it."""
    cluster = seam.cluster
    if '"' not in cluster:
        return None
    if seam.left.isdigit() and cluster == '"':
        return _NONE  # inches
    start, end = seam.view.span(seam.leaf)
    closes = seam.text.count('"', start, seam.start) % 2 == 1
    even = seam.text.count('"', start, end) % 2 == 0
    if closes and cluster == '"' and seam.right.lower() in _ENDINGS:
        return _NONE
    first = cluster.index('"')
    stop = first > 0 and cluster[first - 1] in ".,!?"
    at = _opening(cluster, closes)
    if at is None:
        sure = 0.97 if even and stop else 0.94 if even or stop else 0.7
        why = "a space is missing after the closing quote"
        return Verdict(len(cluster), sure, "quote-seam", why)
    if at == 0 and seam.right.isdigit():
        return _NONE
    sure = 0.95 if even else 0.6
    return Verdict(at, sure, "quote-seam", "a space is missing before the opening quote")


def _opening(cluster: str, closes: bool) -> int | None:
    """Where the first opening mark of *cluster* stands, with the bracket before it; None if none
    opens. *closes* says that the first mark closes."""
    for at, char in enumerate(cluster):
        if char == '"':
            if not closes:
                return at - (at > 0 and cluster[at - 1] in "([")
            closes = False
    return None


def _curly_quote(seam: Seam) -> Verdict | None:
    """Closing quotation marks want a space after them, opening ones before them."""
    cluster = seam.cluster
    low = "„" in seam.evidence.alphabet  # „Gänsefüßchen“: the high mark closes
    closing = "“" if low else "”"
    opening = "„" if low else "“"
    if not (set(cluster) & {closing, opening, "»", "«"}):
        return None
    if opening in cluster:
        at = cluster.index(opening)
        if at and cluster[at - 1] in "([":
            at -= 1
        sure = 0.975 if seam.right[0].isalpha() or at else 0.92
        return Verdict(at, sure, "quote-seam", "a space is missing before the opening quote")
    if closing in cluster:
        if seam.right.lower() in _ENDINGS and cluster == closing:
            return _NONE
        at = len(cluster)
        for place, char in enumerate(cluster):
            if place and char in "([" and cluster[place - 1] == closing:
                at = place
        sure = 0.985 if seam.right[0].isalpha() else 0.95
        return Verdict(at, sure, "quote-seam", "a space is missing after the closing quote")
    if seam.evidence.passages.language in ("de", "da", "cs", "hu", "pl", "sv", "fi"):
        return _NONE  # »so« and «so», both are in use
    if "«" in cluster:
        at = cluster.index("«")
        return Verdict(at, 0.93, "quote-seam", "a space is missing before the opening quote")
    return Verdict(len(cluster), 0.93, "quote-seam", "a space is missing after the closing quote")


def _opening_bracket(seam: Seam) -> Verdict | None:
    """``word(see below)``, ``Organization(WHO)``; not ``word(s)``, ``f(x)``, ``open()``."""
    cluster = seam.cluster
    if "(" not in cluster and "[" not in cluster:
        return None
    at = min(cluster.index(char) for char in "([" if char in cluster)
    why = "a space is missing before the opening bracket"
    if at:  # "end.(The", "word,(see"
        good = cluster[at - 1] in ".,;:!?)" and seam.left.isalpha() and len(seam.left) > 1
        return Verdict(at, 0.93, "bracket-seam", why) if good else _NONE
    if cluster[0] == "[" or not seam.left.isalpha() or len(seam.left) < 2:
        return _NONE
    if seam.chance(seam.left) < -7.5 or "_" in seam.chunk_before():
        return _NONE
    inside, closed, rest = seam.chunk_after().partition(")")
    if not closed:
        known = seam.knows(seam.right) and (len(seam.right) > 1 or seam.right in "aAI")
        tight = seam.after_right[:1] in "=.,(" and seam.after_right[1:].isalnum()
        return Verdict(at, 0.94 if known and not tight else 0.6, "bracket-seam", why)
    if rest[:1].isalnum() or not inside.isalnum() or len(seam.left) < 4:
        return _NONE
    if inside.isupper() and len(inside) > 1 and seam.left.islower() is False:
        return Verdict(at, 0.92, "bracket-seam", why)
    if inside.isdigit() and len(inside) == 4 and inside[:2] in ("19", "20"):
        return Verdict(at, 0.9, "bracket-seam", why)
    if len(inside) > 3 and seam.knows(inside) and not seam.knows(seam.left + inside):
        return Verdict(at, 0.75, "bracket-seam", why)
    return _NONE


def _closing_bracket(seam: Seam) -> Verdict | None:
    """``(see above)and``, ``[1]The``, ``(AFP)The``; not ``(re)open``, ``(s)he``, ``[t]he``."""
    cluster = seam.cluster
    if cluster[0] not in ")]" or len(cluster) > 1 and cluster[1] not in ")]\"”":
        return None
    why = "a space is missing after the closing bracket"
    if len(seam.right) == 1 and seam.right not in "AaI":
        return _NONE
    opener = {")": "(", "]": "["}[cluster[0]]
    before, opened, inside = seam.chunk_before().rpartition(opener)
    capital = seam.right[0].isupper() and seam.knows(seam.right)
    if not opened:
        sure = 0.95 if capital or seam.chance(seam.right) > _COMMON else 0.9
        return Verdict(len(cluster), sure if seam.right.isalpha() else 0.75, "bracket-seam", why)
    if inside.isdigit() and (opener == "[" or not before):
        wanted = capital or seam.chance(seam.right) > _COMMON and seam.right.isalpha()
        return Verdict(len(cluster), 0.93, "bracket-seam", why) if wanted else _NONE
    if before or len(inside) < 3 or seam.knows(inside + seam.right.lower()):
        return _NONE
    sure = 0.93 if capital and inside[:1].isupper() else 0.8
    return Verdict(len(cluster), sure if seam.right.isalpha() else 0.6, "bracket-seam", why)


def _clock(seam: Seam) -> Verdict | None:
    """``p.m.Monday``, ``a.m.4``."""
    if seam.cluster == "." and seam.left == "m" and seam.before_left == ".":
        at = seam.start - 3
        if at >= 0 and seam.text[at] in "ap" and not seam.text[at - 1 : at].isalpha():
            return Verdict(1, 0.97, "stop-seam", "a space is missing after “.m.”")
    return None


def _possessive(seam: Seam) -> Verdict | None:
    """``Shaw'sPygmalion``, ``children’sbooks``."""
    if seam.cluster not in ("'", "’"):
        return None
    ending = _ENDING.match(seam.right)
    if not ending or len(seam.left) < 2 or not seam.left.isalpha():
        return _NONE
    rest = seam.right[ending.end() :]
    if seam.knows(seam.right) or not seam.knows(rest) or seam.chance(rest) < -6.5:
        return _NONE
    sure = 0.96 if rest[0].isupper() else 0.94 if seam.chance(rest) > -5 else 0.75
    at = 1 + ending.end()
    return Verdict(at, sure, "possessive-seam", f"“{rest}” is a word of its own")


def _stop(seam: Seam) -> Verdict | None:
    """A sentence's end and the next one's beginning."""
    stops = [place for place, char in enumerate(seam.cluster) if char in _STOPS]
    if not stops or seam.cluster[-1] in _OPENERS:
        return None
    left, right, at = seam.left, seam.right, len(seam.cluster)
    why = f"“{right}” begins a sentence right after the stop"
    if right.isdigit() or not _is_word(left) or right in _SUFFIXES:
        return _NONE
    if seam.before_left == "." or seam.after_right[:1] == "." and seam.after_right[1:].isalnum():
        return Verdict(at, 0.6, "stop-seam", why) if len(right) > 1 else _NONE
    if right[0].isupper():
        if len(right) == 1 and right not in "AI":
            return _NONE
        sure = _start(seam)
        return Verdict(at, sure, "stop-seam", why)
    if not seam.evidence.passages.english(seam.leaf) or len(right) < 2:
        return _NONE
    hard = seam.cluster[stops[-1]] != "."
    if seam.chance(right) > _COMMON and seam.knows(left) and left[0].islower():
        return Verdict(at, 0.95 if hard else 0.92, "stop-seam", "a space is missing after the stop")
    if seam.knows(right) and seam.knows(left):
        return Verdict(at, 0.85 if hard else 0.72, "stop-seam", "a space is missing after the stop")
    return _NONE


def _start(seam: Seam) -> float:
    """How surely a capital after a stop begins a sentence."""
    left, right = seam.left, seam.right
    known = seam.knows(right) and (right[1:].islower() or len(right) == 1 or right.isupper())
    if seam.cluster != ".":
        return 0.975 if known else 0.93
    if left.isdigit():
        return 0.95 if known and len(right) > 1 else 0.7
    if left.islower():
        if known:
            return 0.985
        return 0.93 if seam.knows(left) and right[1:].islower() else 0.75
    if known and seam.chance(right) > _COMMON and seam.knows(left):
        return 0.97
    if known or (seam.knows(left) and right[1:].islower()):
        return 0.92
    return 0.6


def _comma(seam: Seam) -> Verdict | None:
    """``said,the``, ``October,2019``; not ``1,000``, ``N,N-``, lists without blanks."""
    char = seam.cluster[0]
    if char not in ",;:" or len(seam.cluster) > 1:
        return None
    left, right = seam.left, seam.right
    why = f"a space is missing after “{char}”"
    if not _is_word(left) or seam.before_left in "&@/.":
        return _NONE
    if char == ":" and (left.lower() in _SPACES_OF_NAMES or left.isdigit() or right.isdigit()):
        return _NONE
    if right.isdigit():
        year = len(right) == 4 and right[:2] in ("18", "19", "20")
        if char == "," and left.isalpha() and seam.knows(left):
            return Verdict(1, 0.93 if year else 0.75, "comma-seam", why)
        return _NONE
    if len(right) == 1 and right not in "aAI":
        return _NONE
    if char in seam.after_right[:1] + seam.before_left and not seam.after_right[1:].isspace():
        return Verdict(1, 0.6, "comma-seam", why)  # a list
    known = seam.knows(left) + seam.knows(right)
    if left.isdigit():
        return Verdict(1, 0.93 if seam.chance(right) > _COMMON else 0.6, "comma-seam", why)
    if char == ":":
        sure = 0.93 if known == 2 and left.islower() else 0.9 if known == 2 else 0.7
    else:
        sure = (0.8, 0.94, 0.975)[known]
    return Verdict(1, sure, "comma-seam", why)


def _percent(seam: Seam) -> Verdict | None:
    """``5%of``."""
    if seam.cluster != "%" or not seam.left.isdigit():
        return None
    wanted = seam.right.isalpha() and seam.chance(seam.right) > _COMMON and len(seam.right) > 1
    return Verdict(1, 0.95, "number-seam", "a space is missing after “%”") if wanted else _NONE


def _is_word(left: str) -> bool:
    return len(left) > 1 or left.isdigit()


_RULES: Iterable[Callable[[Seam], Verdict | None]] = (
    _straight_quote,
    _curly_quote,
    _opening_bracket,
    _closing_bracket,
    _clock,
    _possessive,
    _stop,
    _comma,
    _percent,
)


