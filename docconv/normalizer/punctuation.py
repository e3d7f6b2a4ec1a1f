"""Stops, commas and quotation marks that are missing, doubled, or set apart by blanks.

How a document sets them is read from the document: where its quotations have their comma, whether
its paragraphs end with a stop, which quotation marks it prefers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from docconv.normalizer import structure
from docconv.normalizer.evidence import Evidence
from docconv.normalizer.layout import Layout
from docconv.normalizer.lines.breaks import SENTENCE_END
from docconv.normalizer.lines.hyphens import UNFINISHED
from docconv.normalizer.quotes import SPEECH_TAG, VERBS, quotes
from docconv.normalizer.view import LINE, PARA, Proposal, View


def propose(view: View, evidence: Evidence) -> Iterator[Proposal]:
    """The repairs of punctuation in *view*."""
    layout = evidence.layout
    rules = [_doubled, _blanks, _one_style]
    if evidence.english:
        rules += [_quoted_speech, _collisions]
    for rule in rules:
        for proposal in rule(view.text, evidence):
            if not layout.verbatim_at(proposal.start):
                yield proposal
    yield from _Stops(view, evidence, layout).proposals()


def _found(match: re.Match[str], after: str, rule: str, confidence: float, why: str) -> Proposal:
    return Proposal(*match.span(), after, f"punctuation/{rule}", confidence, why)


# --- Speech -------------------------------------------------------------------------------------

_VERB_BEFORE = re.compile(rf"\b(?:{VERBS}) $")
_VERB_ALONE = re.compile(
    rf" ?(?:{VERBS})(?=[.,;]|$| (?:in|on|at|during|after|before|to reporters)\b)", re.MULTILINE
)
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:,—–-][”’\"')]*\s+|\s{2,})$")
_FULL_QUOTE = 4  # words; fewer are a phrase and no sentence


def _quoted_speech(text: str, evidence: Evidence) -> Iterator[Proposal]:
    """Quotations that lack the comma before or after them, or lack a speaker."""
    if not evidence.alphabet & {"“", '"'}:
        return
    for quote in quotes(text):
        opened, closed = quote
        behind = text[closed + 1 : closed + 90].split(PARA, 1)[0]
        last = text[closed - 1]
        if last in ".,!?…" and (match := _VERB_ALONE.match(behind)):
            start = closed + 1 + match.end() - len(match[0].lstrip())
            why = f"nobody is named who {match[0].strip()} this; a person must say who"
            end = closed + 1 + match.end()
            yield Proposal(start, end, text[start:end], "punctuation/speaker", 0.5, why, "flag")
        before = text[max(0, opened - 30) : opened].rsplit(PARA, 1)[-1]
        if len(text[opened:closed].split(None, _FULL_QUOTE)) < _FULL_QUOTE:
            continue
        if not text[opened + 1].isupper():
            continue
        tag = SPEECH_TAG.match(behind)
        if tag and last.isalnum() and _SENTENCE_BEFORE.search(before):
            yield _comma_after(closed, bool(tag["stop"]) or tag.end() == len(behind), evidence)
        elif _VERB_BEFORE.search(before) and (
            last in ".!?," or text[closed + 1 : closed + 2] == "."
        ):
            yield from _comma_before(text, opened, evidence)


def _comma_after(closed: int, complete: bool, evidence: Evidence) -> Proposal:
    """The comma between a quotation and its speaker."""
    inside, outside = evidence.quotes.commas
    at = closed if inside >= outside else closed + 1
    share = max(inside, outside) / max(inside + outside, 1)
    confidence = (0.96 if complete else 0.91) if inside + outside and share > 0.7 else 0.85
    count = max(inside, outside)
    why = f"the document’s own quotations have a comma here ({count} of {inside + outside})"
    if not count:
        why = "a comma parts a quotation from its speaker"
    return Proposal(at, at, ",", "punctuation/quote-comma", confidence, why)


def _comma_before(text: str, opened: int, evidence: Evidence) -> Iterator[Proposal]:
    """The comma between “said” and what was said, where the document has it elsewhere."""
    mark = text[opened]
    with_comma, without = (evidence.quotes.count(f"said{stop} {mark}") for stop in (",", ""))
    if with_comma > 1 and with_comma > 2 * without:
        why = f"elsewhere the document has a comma between “said” and a quotation ({with_comma}×)"
        yield Proposal(opened - 1, opened - 1, ",", "punctuation/quote-comma", 0.9, why)


_COLLISION = re.compile(rf"(?<=[\w’'-]) (He|She|They)(?= (?:{VERBS})\b)")
_APPOSED = re.compile(r", (?:[A-Z][\w.’'-]*(?: |$)){1,4}$")
_FINITE = re.compile(
    r"\b(?:\w+ed|is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should"
    r"|said|says|told|went|came|met|took|made|gave|got|held|saw|left|became|began|won|lost)\b"
)


def _collisions(text: str, evidence: Evidence) -> Iterator[Proposal]:
    """A name and the pronoun that takes it up, with nothing between."""
    for match in _COLLISION.finditer(text):
        before = re.split(
            f"[.!?…][”’\"')]* |[{PARA}{LINE}]", text[max(0, match.start() - 400) : match.start()]
        )[-1]
        pronoun = match[1]
        if not re.search(r"[A-Z][\w.’'-]*$", before):
            continue
        if _APPOSED.search(before) and not _FINITE.search(before):
            why = f"a comma stands before the name, and “{pronoun.lower()}” only takes the name up"
            yield _found(match, f", {pronoun.lower()}", "clause-comma", 0.91, why)
        elif _FINITE.search(before):
            why = f"“{pronoun}” begins a sentence of its own"
            yield _found(match, f". {pronoun}", "sentence-stop", 0.85, why)
        else:
            why = f"something is missing between the name and “{pronoun}”"
            yield _found(match, f", {pronoun.lower()}", "clause-comma", 0.6, why)


# --- Doubled marks, and blanks beside marks -----------------------------------------------------

_DOUBLED = (
    (",,", re.compile(r"(?<=\w),(?: ?,)+(?=[\s\u2029]|$)"), ",", 0.95),
    ("..", re.compile(r"(?<=[^\W\d_]|[”’\")])\.\.(?=\u2029|$|\s+[A-Z“\"])"), ".", 0.93),
    (",.", re.compile(r"(?<=[^\W\d_]),\.(?=[\s\u2029]|$)"), ".", 0.93),
    (";;", re.compile(r"(?<=[^\W\d_]);;+(?=[\s\u2029]|$)"), ";", 0.93),
    (",”,", re.compile(",”,(?= )"), ",”", 0.93),
    (".”.", re.compile(r"(?<=[^\W\d_])\.”\.(?=[\s\u2029]|$)"), ".”", 0.92),
)


def _doubled(text: str, evidence: Evidence) -> Iterator[Proposal]:
    for sign, pattern, after, confidence in _DOUBLED:
        if sign not in text:
            continue
        for match in pattern.finditer(text):
            yield _found(match, after, "doubled", confidence, f"“{sign}” is one mark too many")


_BEFORE_MARK = re.compile(r"(?<=[\w)”’\"]) {1,3}(?=[,.](?:[\s\u2029”\"]|$))")
_BEFORE_OTHER = re.compile(r"(?<=[^\W\d_]|[)”]) (?=[;:!?](?:[\s\u2029]|$))")
_INSIDE = re.compile(r"(?<=\() {1,3}(?=\w)|(?<=[\w.,!?]) {1,3}(?=\)(?:[\s\u2029.,;]|$))")
_INSIDE_QUOTES = re.compile(
    r"(?<=[\s\u2029]“) {1,3}(?=\w)|(?<=^“) (?=\w)|(?<=[\w.,!?…]) {1,3}(?=”(?:[\s\u2029.,;]|$))"
)


def _blanks(text: str, evidence: Evidence) -> Iterator[Proposal]:
    """Blanks before a comma or stop, or just inside brackets and quotation marks."""
    if " ," in text or " ." in text:
        for match in _BEFORE_MARK.finditer(text):
            yield _found(match, "", "blank-before", 0.95, "no blank stands before this mark")
    if evidence.english and any(f" {sign}" in text for sign in ";:!?"):
        for match in _BEFORE_OTHER.finditer(text):
            yield _found(match, "", "blank-before", 0.93, "no blank stands before this mark")
    if "( " in text or " )" in text:
        for match in _INSIDE.finditer(text):
            yield _found(match, "", "blank-inside", 0.93, "no blank stands inside the bracket")
    if ("“ " in text or " ”" in text) and evidence.english:
        for match in _INSIDE_QUOTES.finditer(text):
            yield _found(match, "", "blank-inside", 0.92, "no blank stands inside the marks")


# --- One style of marks -------------------------------------------------------------------------

_FEW, _SLIP = 0.25, 0.1  # shares of the other style up to which it is a slip
_OPENS_AT = r"(?:(?<=[\s\u2029(\[—–])|(?<![\s\S]))"
_CLOSES_AT = r"(?=[\s\u2029.,;:!?)\]—–]|$)"
_STRAIGHT_OPEN = re.compile(rf'{_OPENS_AT}"(?=\w)')
_STRAIGHT_CLOSE = re.compile(rf'(?<=[^\W\d_]|[.,!?…])"{_CLOSES_AT}')
_TURNED_OPEN = re.compile(rf"{_OPENS_AT}”(?=\w[^“”\u2029]*”)")
_TURNED_CLOSE = re.compile(rf"(?<=[\w.,!?…])“{_CLOSES_AT}")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def _one_style(text: str, evidence: Evidence) -> Iterator[Proposal]:
    """Marks of another style than nearly all the others, or turned the wrong way."""
    count = evidence.quotes.count
    curly, straight = count("“") + count("”"), count('"')
    if "„" not in text and 0 < straight <= curly * _FEW:
        why = f"the document’s other quotation marks are curly ({curly} of {curly + straight})"
        for pattern, after in ((_STRAIGHT_OPEN, "“"), (_STRAIGHT_CLOSE, "”")):
            for match in pattern.finditer(text):
                yield _found(match, after, "quote-style", 0.92, why)
    if "„" not in text and count("“") > 2 and count("”") > 2:
        why = "this quotation mark is turned the wrong way"
        for pattern, after in ((_TURNED_OPEN, "“"), (_TURNED_CLOSE, "”")):
            for match in pattern.finditer(text):
                yield _found(match, after, "quote-turned", 0.92, why)
    round_ones, typed = count("’"), count("'")
    if 0 < typed <= round_ones * _SLIP and round_ones > 9:
        why = f"the document’s other apostrophes are curly ({round_ones} of {round_ones + typed})"
        for match in _APOSTROPHE.finditer(text):
            yield _found(match, "’", "quote-style", 0.94, why)


# --- Stops at the end of paragraphs -------------------------------------------------------------

_SIBLING = 60  # characters of a paragraph that counts as a sibling
_CERTAIN = 120  # characters of a paragraph that is no heading and no caption
_INNER_STOP = re.compile(r"[^\W\d_]{2}[.!?][”’\"')]* [A-Z“\"]")
_HOLDERS = frozenset({"Document", "BlockQuote", "Div", "Note"})


class _Stops:
    """Paragraphs that end without a stop among paragraphs that have one."""

    def __init__(self, view: View, evidence: Evidence, layout: Layout) -> None:
        self.view = view
        self.evidence = evidence
        self.layout = layout

    def proposals(self) -> Iterator[Proposal]:
        paragraphs = [i for i in range(len(self.view.leaves)) if self.is_paragraph(i)]
        open_ended = [i for i in paragraphs if not SENTENCE_END.search(self.tail(i))]
        stopped = len(paragraphs) - len(open_ended)
        if stopped < 3 or stopped < len(paragraphs) * 0.8:
            return
        for index in open_ended:
            if self.tail(index)[-1].isalpha() and self.is_sentence(index):
                yield self.stop(index, stopped, len(paragraphs))

    def is_paragraph(self, index: int) -> bool:
        leaf = self.view.leaves[index]
        start, end = self.view.span(index)
        return leaf.kind == "Para" and leaf.holder in _HOLDERS and end - start >= _SIBLING

    def tail(self, index: int) -> str:
        end = self.view.span(index)[1]
        return self.view.text[max(0, end - 40) : end].rstrip()

    def is_sentence(self, index: int) -> bool:
        """Whether the paragraph is prose that nothing goes on with, and not (about to become)
        a heading, a caption or the like."""
        start, end = self.view.span(index)
        text = self.view.text[start:end]
        if index in self.with_roles or self.layout.verbatim(index) or {"\n", LINE} & set(text):
            return False
        last = _INNER_STOP.split(text)[-1]
        if text.isupper() or len(last) < _SIBLING or not _FINITE.search(last):
            return False
        if not text.lstrip("“\"‘'(« \t")[:1].isupper() or ": " in self.tail(index):
            return False
        following = index + 1
        if following < len(self.view.leaves):
            if following in self.with_roles or self.layout.verbatim(following):
                return (
                    self.view.leaves[following].holder == "Document" and following in self.credits
                )
            return not self.view.text[end + 1 : end + 9].lstrip("“\"'( \t")[:1].islower()
        return True

    def stop(self, index: int, stopped: int, paragraphs: int) -> Proposal:
        start, end = self.view.span(index)
        text = self.view.text[start:end].rstrip()
        last = text[-30:].rsplit(None, 1)[-1].lower()
        at = start + len(text)
        if last in UNFINISHED:
            why = f"the paragraph breaks off after “{last}”"
            return Proposal(
                at - len(last), at, text[-len(last) :], "punctuation/breaks-off", 0.5, why, "flag"
            )
        certain = len(text) >= _CERTAIN and index > 0
        why = f"{stopped} of the {paragraphs} paragraphs end with a stop, and this is a sentence"
        return Proposal(at, at, ".", "punctuation/final-stop", 0.92 if certain else 0.75, why)

    @cached_property
    def with_roles(self) -> frozenset[int]:
        """The paragraphs of which the structure pass will make something else."""
        return frozenset(self.roles)

    @cached_property
    def credits(self) -> frozenset[int]:
        return frozenset(index for index, role in self.roles.items() if role == "div")

    @cached_property
    def roles(self) -> dict[int, str]:
        proposals: Iterable[Proposal] = structure.propose(self.view, self.evidence)
        return {self.view.leaf_index(p.start): p.role for p in proposals if p.role}
