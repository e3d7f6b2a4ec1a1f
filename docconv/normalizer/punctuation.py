"""Stops, commas and quotation marks that are missing, doubled, or set apart by blanks.

How a document sets them is read from the document: where its quotations have their comma, whether
its paragraphs end with a stop, which quotation marks it prefers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docconv.normalizer.evidence import Evidence
from docconv.normalizer.layout import Layout, stopped
from docconv.normalizer.lines.hyphens import UNFINISHED
from docconv.normalizer.markers import marker
from docconv.normalizer.quotes import SPEECH_TAG, VERBS, quotes
from docconv.normalizer.scan import matches
from docconv.normalizer.structure.captions import is_caption
from docconv.normalizer.structure.credit_lines import is_credit
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
    yield from _Stops(view, layout).proposals()


def _found(match: re.Match[str], after: str, rule: str, confidence: float, why: str) -> Proposal:
    return Proposal(*match.span(), after, f"punctuation/{rule}", confidence, why)


# --- Speech -------------------------------------------------------------------------------------

_VERB_BEFORE = re.compile(rf"\b(?:{VERBS}) $")
_VERB_ALONE = re.compile(
    rf" ?(?P<verb>{VERBS})(?=[.,;\n{PARA}]|\Z| (?:in|on|at|during|after|before|to reporters)\b)"
)
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:,—–-][”’\"')]*\s+|\s{2,})$")
_FULL_QUOTE = 4  # words; fewer are a phrase and no sentence
_TAG = 90  # characters behind a quotation that name its speaker


def _quoted_speech(text: str, evidence: Evidence) -> Iterator[Proposal]:
    """Quotations that lack the comma before or after them, or lack a speaker."""
    if not evidence.alphabet & {"“", '"'}:
        return
    for opened, closed in quotes(text):
        last = text[closed - 1]
        if last in ".,!?…" and (alone := _VERB_ALONE.match(text, closed + 1)):
            why = f"nobody is named who {alone['verb']} this; a person must say who"
            span = alone.span("verb")
            yield Proposal(*span, alone["verb"], "punctuation/speaker", 0.5, why, "flag")
        if not text[opened + 1].isupper():
            continue
        if last.isalnum():
            yield from _comma_after(text, opened, closed, evidence)
        if text[opened - 1 : opened] == " " and _is_sentence(text, opened, closed):
            yield from _comma_before(text, opened, closed, evidence)


def _is_sentence(text: str, opened: int, closed: int) -> bool:
    return len(text[opened:closed].split(None, _FULL_QUOTE)) >= _FULL_QUOTE


def _comma_after(text: str, opened: int, closed: int, evidence: Evidence) -> Iterator[Proposal]:
    """The comma between a quotation and its speaker."""
    tag = SPEECH_TAG.match(text[closed + 1 : closed + _TAG].split(PARA, 1)[0])
    before = text[max(0, opened - 30) : opened].rsplit(PARA, 1)[-1]
    if not (tag and _is_sentence(text, opened, closed) and _SENTENCE_BEFORE.search(before)):
        return
    inside, outside = evidence.quotes.commas
    at = closed if inside >= outside else closed + 1
    count, total = max(inside, outside), inside + outside
    confidence = 0.85
    why = "a comma parts a quotation from its speaker"
    if count > total * 0.7:
        confidence = 0.96 if tag["stop"] or tag.end() == len(tag.string) else 0.91
        why = f"the document’s own quotations have a comma here ({count} of {total})"
    yield Proposal(at, at, ",", "punctuation/quote-comma", confidence, why)


def _comma_before(text: str, opened: int, closed: int, evidence: Evidence) -> Iterator[Proposal]:
    """The comma between “said” and what was said, where the document has it elsewhere."""
    if text[closed - 1] not in ".!?," and text[closed + 1 : closed + 2] != ".":
        return
    if not _VERB_BEFORE.search(text, max(0, opened - 20), opened):
        return
    with_comma, without = evidence.quotes.lead_ins
    if with_comma > 1 and with_comma > 2 * (without - 1):  # it is itself one of those without
        why = f"elsewhere the document has a comma between “said” and a quotation ({with_comma}×)"
        yield Proposal(opened - 1, opened - 1, ",", "punctuation/quote-comma", 0.9, why)


_COLLISIONS = [
    (f" {pronoun} ", re.compile(rf" ({pronoun})(?<=[\w’'-] {pronoun})(?= (?:{VERBS})\b)"))
    for pronoun in ("He", "She", "They")
]
_CLAUSES = re.compile(f"[.!?…][”’\"')]* |[{PARA}{LINE}]")
_NAME_BEFORE = re.compile(r"[A-Z][\w.’'-]*$")
_APPOSED = re.compile(r", (?:[A-Z][\w.’'-]*(?: |$)){1,4}$")
_FINITE = re.compile(
    r"\b(?:\w+ed|is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should"
    r"|said|says|told|went|came|met|took|made|gave|got|held|saw|left|became|began|won|lost)\b"
)


def _collisions(text: str, evidence: Evidence) -> Iterator[Proposal]:
    """A name and the pronoun that takes it up, with nothing between."""
    found = (m for signs, pattern in _COLLISIONS for m in matches(text, signs, pattern))
    for match in found:
        before = _CLAUSES.split(text[max(0, match.start() - 400) : match.start()])[-1]
        pronoun = match[1]
        if not _NAME_BEFORE.search(before):
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

# Each pattern begins with its signs, so that the search runs from one to the next.
_END = rf"(?=[\s{PARA}]|$)"
_DOUBLED = (
    (",,", re.compile(rf",,(?<=\w..)(?:,| ,)*{_END}"), ",", 0.95),
    ("..", re.compile(rf"\.\.(?<=[^\W\d_]..|[”’\")]..)(?=[{PARA}\n]|$| [A-Z“\"])"), ".", 0.93),
    (",.", re.compile(rf",\.(?<=[^\W\d_]..){_END}"), ".", 0.93),
    (";;", re.compile(rf";;(?<=[^\W\d_]..);*{_END}"), ";", 0.93),
    (",”,", re.compile(",”,(?= )"), ",”", 0.93),
    (".”.", re.compile(rf"\.”\.(?<=[^\W\d_]...){_END}"), ".”", 0.92),
)


def _doubled(text: str, evidence: Evidence) -> Iterator[Proposal]:
    for sign, pattern, after, confidence in _DOUBLED:
        for match in matches(text, sign, pattern):
            yield _found(match, after, "doubled", confidence, f"“{sign}” is one mark too many")


_BLANKS = (  # signs, pattern (what goes is the blank), English only, what to say
    (" ,", re.compile(r" ,(?<=[\w)”’\"] ,)(?=[\s\u2029”\"]|$)"), False, "before this mark"),
    (" .", re.compile(r" \.(?<=[\w)”’\"] .)(?=[\s\u2029”\"]|$)"), False, "before this mark"),
    (" ;", re.compile(rf" ;(?<=[^\W\d_] .|[)”] .){_END}"), True, "before this mark"),
    (" :", re.compile(rf" :(?<=[^\W\d_] .|[)”] .){_END}"), True, "before this mark"),
    (" !", re.compile(rf" !(?<=[^\W\d_] .|[)”] .){_END}"), True, "before this mark"),
    (" ?", re.compile(rf" \?(?<=[^\W\d_] .|[)”] .){_END}"), True, "before this mark"),
    ("( ", re.compile(r"\( (?=\w)"), False, "inside the bracket"),
    (" )", re.compile(r" \)(?<=[\w.,!?] .)(?=[\s\u2029.,;]|$)"), False, "inside the bracket"),
    ("“ ", re.compile(r"“ (?<![^\s\u2029(]..)(?=\w)"), True, "inside the quotation marks"),
    (
        " ”",
        re.compile(r" ”(?<=[\w.,!?…] .)(?=[\s\u2029.,;]|$)"),
        True,
        "inside the quotation marks",
    ),
)


def _blanks(text: str, evidence: Evidence) -> Iterator[Proposal]:
    """Blanks before a comma or stop, or just inside brackets and quotation marks."""
    for signs, pattern, english, where in _BLANKS:
        if english and not evidence.english:
            continue
        for match in matches(text, signs, pattern):
            at = match.start() + signs.index(" ")
            why = f"no blank stands {where}"
            yield Proposal(at, at + 1, "", "punctuation/blank", 0.93, why)


# --- One style of marks -------------------------------------------------------------------------

_FEW, _SLIP = 0.25, 0.1  # shares of the other style up to which it is a slip
_OPENS_AT = r"(?:(?<=[\s\u2029(\[—–].)|(?<![\s\S].))"
_CLOSES_AT = r"(?=[\s\u2029.,;:!?)\]—–]|$)"
_STRAIGHT_OPEN = re.compile(rf'"{_OPENS_AT}(?=\w)')
_STRAIGHT_CLOSE = re.compile(rf'"(?<=[^\W\d_].|[.,!?…].){_CLOSES_AT}')
_TURNED_OPEN = re.compile(rf"”{_OPENS_AT}(?=\w[^“”\u2029]*”)")
_TURNED_CLOSE = re.compile(rf"“(?<=[\w.,!?…].){_CLOSES_AT}")
_APOSTROPHE = re.compile(r"'(?<=[^\W\d_].)(?=[^\W\d_])")


def _one_style(text: str, evidence: Evidence) -> Iterator[Proposal]:
    """Marks of another style than nearly all the others, or turned the wrong way."""
    count = evidence.quotes.count
    curly, straight = count("“") + count("”"), count('"')
    if "„" not in text and 0 < straight <= curly * _FEW:
        why = f"the document’s other quotation marks are curly ({curly} of {curly + straight})"
        for pattern, after in ((_STRAIGHT_OPEN, "“"), (_STRAIGHT_CLOSE, "”")):
            for match in matches(text, '"', pattern):
                yield _found(match, after, "quote-style", 0.92, why)
    if "„" not in text and count("“") > 2 and count("”") > 2:
        why = "this quotation mark is turned the wrong way"
        for sign, pattern, after in (("”", _TURNED_OPEN, "“"), ("“", _TURNED_CLOSE, "”")):
            for match in matches(text, sign, pattern):
                yield _found(match, after, "quote-turned", 0.92, why)
    round_ones, typed = count("’"), count("'")
    if 0 < typed <= round_ones * _SLIP and round_ones > 9:
        why = f"the document’s other apostrophes are curly ({round_ones} of {round_ones + typed})"
        for match in matches(text, "'", _APOSTROPHE):
            yield _found(match, "’", "quote-style", 0.94, why)


# --- Stops at the end of paragraphs -------------------------------------------------------------

_SIBLING = 60  # characters of a paragraph that counts as a sibling
_CERTAIN = 120  # characters of a paragraph that is no heading and no caption
_INNER_STOP = re.compile(r"[^\W\d_]{2}[.!?][”’\"')]* [A-Z“\"]")
_HOLDERS = frozenset({"Document", "BlockQuote", "Div", "Note"})


class _Stops:
    """Paragraphs that end without a stop among paragraphs that have one."""

    def __init__(self, view: View, layout: Layout) -> None:
        self.view = view
        self.layout = layout

    def proposals(self) -> Iterator[Proposal]:
        paragraphs = 0
        open_ended = []
        for index, leaf in enumerate(self.view.leaves):
            start, end = self.view.span(index)
            if end - start >= _SIBLING and leaf.kind == "Para" and leaf.holder in _HOLDERS:
                paragraphs += 1
                if not stopped(self.view.text[end - 40 : end].rstrip()):
                    open_ended.append(index)
        siblings = paragraphs - len(open_ended)
        if siblings < 3 or siblings < paragraphs * 0.8:
            return
        for index in open_ended:
            start, end = self.view.span(index)
            text = self.view.text[start:end].rstrip()
            if self.is_sentence(index, text) and self.is_whole(index):
                yield _stop(index, start, text, siblings, paragraphs)

    def is_sentence(self, index: int, text: str) -> bool:
        """Whether the paragraph is one of prose, and no heading, caption or list item."""
        if not text[-1:].isalpha() or "\n" in text or LINE in text or text.isupper():
            return False
        last = _INNER_STOP.split(text)[-1]
        if len(last) < _SIBLING or ": " in last[-40:] or not _FINITE.search(last):
            return False
        body = text.lstrip()
        if not body.lstrip("“\"‘'(«")[:1].isupper() or marker(body):
            return False
        return not (is_caption(body) or is_credit(body) or self.layout.verbatim(index))

    def is_whole(self, index: int) -> bool:
        """Whether no list, table or code goes on with the paragraph, nor another one."""
        if index + 1 == len(self.view.leaves):
            return True
        start, end = self.view.span(index + 1)
        head = self.view.text[start : min(end, start + 80)].lstrip()
        goes_on = head.lstrip("“\"'(")[:1].islower() or marker(head) is not None
        beside = self.view.leaves[index + 1].holder == self.view.leaves[index].holder
        return not goes_on and (beside or head[:1] == "(") and not self.layout.verbatim(index + 1)


def _stop(index: int, start: int, text: str, siblings: int, paragraphs: int) -> Proposal:
    """The stop at the end of *text*, or a flag if it breaks off."""
    last = text[-30:].rsplit(None, 1)[-1]
    at = start + len(text)
    if last.lower() in UNFINISHED:
        rule, why = "punctuation/breaks-off", f"the paragraph breaks off after “{last}”"
        return Proposal(at - len(last), at, last, rule, 0.5, why, "flag")
    certain = len(text) >= _CERTAIN and index > 0
    why = f"{siblings} of the {paragraphs} paragraphs end with a stop, and this is a sentence"
    return Proposal(at, at, ".", "punctuation/final-stop", 0.92 if certain else 0.75, why)
