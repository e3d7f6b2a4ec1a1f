"""Names that lost their capitals.

The document's own capitals are the best evidence; then the lexicon, which knows how often a word
has a capital inside a sentence; then the neighbours: "pat" before a family name is *Pat*. A word
that is also a common one (may, turkey, polish) needs evidence beside its own letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from docconv.normalizer.casing.leaves import Care
from docconv.normalizer.chunks import NAME, PAIR, WORD
from docconv.normalizer.evidence import Evidence
from docconv.normalizer.lexicon import (
    ALWAYS,
    FAMILY,
    GIVEN,
    PLACE,
    Lexicon,
    capitals,
    frequency,
    lexicon,
)
from docconv.normalizer.view import Proposal, View

_BARRED_BEFORE = frozenset("@#/\\_.&'’$*`+=~^")
_BARRED_AFTER = frozenset("@_/\\=(*`0123456789")
_TITLES = frozenset(
    "president minister senator governor secretary general judge justice prince princess pope mr "
    "mrs ms dr sir lady lord madame captain colonel major sergeant chancellor ambassador professor "
    "congressman congresswoman mayor sheriff spokesman spokeswoman".split()
)
# Words with a capital nine times in ten, but in small letters other words of English.
_AMBIGUOUS = frozenset(
    "united turner sequels republic senate pacific china japan "
    "christian tom medicare medicaid chad "
    "august peter los indies democrats panama jordan dutch easter dec beth wright marshall gothic "
    "costa ben atm warner ruth venturi ted rogers roger olympic jean sept noel grande coons bella "
    "alps perry otc billings baptist leo basque aries ira benedict "
    "weber aquila wilde congress corp "
    "santa iii vii viii xiii gad god catholic scottish tripoli macao sparrow pearl jersey warren "
    "tucker columbine sierra mason lee canton cole tara isles earl dos dale cooper santo samara "
    "nova mead homo hale cote sucre kwai khan dixie brent riviera marc lat guernsey burke burgundy "
    "piedmont mesa savannah monte lambert levant goth genet flagstaff comte angora clement clair "
    "banting ficus wan berg lama hamburg martin mercer cayman chihuahua roman mali shah".split()
)
_MENTIONS = frozenset("word words term verb noun prefix suffix called".split())
_PLAIN = -4.2  # log10 of the probability of a word that is common beside being a name
_MANY = 4  # times a word may stand in small letters before that seems meant


@dataclass(frozen=True, slots=True)
class Case:
    """How a word should be written, how surely, and why."""

    form: str
    confidence: float
    why: str


Cases: TypeAlias = dict[tuple[int, int], Case]  # by the word's place


def propose(view: View, evidence: Evidence) -> Iterator[Proposal]:
    """The names written in small letters."""
    finder = _Finder(view, evidence)
    cases = {**finder.phrases(), **finder.words()}
    for (start, end), case in cases.items():
        yield from _minimal(start, end, view.text[start:end], case)


class _Finder:
    def __init__(self, view: View, evidence: Evidence) -> None:
        self.text = view.text
        self.evidence = evidence
        self.forms = evidence.words.forms
        self.chunks = evidence.chunks_of(view)
        self.lexicon: Lexicon = lexicon()
        self.care = Care(view, evidence)
        self._alone: dict[str, Case | None] = {}

    def words(self) -> Cases:
        """The words that are names by themselves, and the neighbours they draw along."""
        found: Cases = {}
        for match in self._marked(NAME):
            form = match.group()
            if len(form) < 3 or not form.islower() or _barred(self.text, match):
                continue
            if self._suspect(form):
                case = self._judge(match) if self.care.at(match.start()) else None
                if case:
                    found[match.span()] = case
                    found.update(self._drawn(match))
            elif case := self._person(match):
                found[match.span()] = case
        return found

    def _person(self, match: re.Match[str]) -> Case | None:
        """A common word that is a person's name beside a capital: "harry Kane"."""
        text, (start, end) = self.text, match.span()
        follows = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
        leads = text[start - 1 : start] == " " and text[start - 2 : start - 1].islower()
        if not follows and not leads:
            return None
        case = None
        if follows:
            case = self._together(match.group(), match.group(), _word_after(text, end))
        if not case and leads and (before := _word_before(text, start))[:1].isupper():
            case = self._together(match.group(), before, match.group())
        return case if case and self.care.at(start) else None

    def phrases(self) -> Cases:
        """The words that only together are a name: "united states", "Roman empire"."""
        found: Cases = {}
        text = self.text
        for match in self._marked(PAIR):
            firsts = self.lexicon.seconds.get(match.group())
            middle = match.start()
            if not firsts or text[middle - 1 : middle] != " ":
                continue
            first = _word_before(text, middle)
            sure = firsts.get(first.lower(), 0)
            if not sure or _barred(text, match) or not self.care.at(middle):
                continue
            small = first.islower()
            often = capitals(self.lexicon.code(match.group()) or 0) > 2
            if small:
                confidence = 0.94 if sure > 1 else 0.6
            else:
                confidence = 0.95 if often and sure > 1 else 0.92 if often else 0.85
            why = f"“{first.title()} {match.group().title()}” is a name"
            if small:
                found[middle - 1 - len(first), middle - 1] = Case(first.title(), confidence, why)
            found[match.span()] = Case(match.group().title(), confidence, why)
        return found

    def _marked(self, mask: int) -> Iterator[re.Match[str]]:
        for chunk in self.chunks.marked(mask):
            yield from WORD.finditer(self.text, *chunk)

    def _suspect(self, form: str) -> bool:
        """Whether the word, in small letters, might be a name by itself."""
        if len(form) < 3 or not form.islower():
            return False
        code = self.lexicon.code(form)
        if code is None:
            return len(form) > 3 and form.title() in self.forms
        return capitals(code) > 4

    def _drawn(self, match: re.Match[str]) -> Cases:
        """The small-letter neighbours that make one name with a name."""
        found: Cases = {}
        text = self.text
        before, after = _word_before(text, match.start()), _word_after(text, match.end())
        start, end = match.start() - 1 - len(before), match.end() + 1
        for word, at, pair in (
            (before, start, (before, match.group())),
            (after, end, (match.group(), after)),
        ):
            if len(word) > 1 and word.islower() and text[at : at + len(word)] == word:
                case = self._together(word, *pair)
                if case:
                    found[at, at + len(word)] = case
        return found

    def _together(self, word: str, first: str, second: str) -> Case | None:
        """Whether *word* of the two is part of their name."""
        code = self.lexicon.code(word)
        pair = (first, second)
        both = f"{first.title()} {second.title()}"
        if (code is None or capitals(code) > 3) and self.evidence.names.together(first, second):
            return Case(word.title(), 0.95, f"“{both}” stands elsewhere in the document")
        if code is None:
            named = first[:1].isupper() and (self._is_given(first) or first.lower() in _TITLES)
            if word == second and named and len(word) > 3:
                return Case(word.title(), 0.92, f"a family name after “{first}”")
            return None
        sure = self.lexicon.phrases.get(pair)
        if sure is not None:
            return Case(word.title(), (0.85, 0.92, 0.95)[sure], f"“{both}” is a name")
        share = capitals(code)
        # Before a name that has its capital, "grant" and "rob" are verbs as likely as not.
        least = 1 if second.islower() else 3
        if word == first and code & GIVEN and share > least and self._is_family(second):
            return Case(word.title(), 0.94, f"a given name before “{second.title()}”")
        if word == second and code & FAMILY and share > 1 and self._is_given(first):
            rarely_plain = share > 2 and frequency(code) < _PLAIN
            return Case(
                word.title(),
                0.93 if rarely_plain else 0.75,
                f"a family name after “{first.title()}”",
            )
        return None

    def _judge(self, match: re.Match[str]) -> Case | None:
        """How the word should be written where it stands; None: as it is."""
        form = match.group()
        if form not in self._alone:
            self._alone[form] = self._judge_alone(form)
        best = self._alone[form]
        before = _word_before(self.text, match.start())
        after = _word_after(self.text, match.end())
        for first, second in ((before.lower(), form), (form, after.lower())):
            case = self._together(form, first, second) if first and second else None
            if case and (best is None or case.confidence > best.confidence):
                best = case
        doubtful = best and 0.7 < best.confidence < 0.93
        if best and doubtful and self._beside_capital(match, before, after):
            best = Case(best.form, 0.93, f"{best.why}, as the word beside it is")
        if best and before.lower() in _MENTIONS:
            return None  # the word łódź
        if best and self._strange(before) and self._strange(after):
            return Case(best.form, best.confidence * 0.7, best.why)
        return best

    def _beside_capital(self, match: re.Match[str], before: str, after: str) -> bool:
        """Whether a word beside it inside the sentence has a capital."""
        if after[:1].isupper() and len(after) > 1:
            return True
        at = match.start() - 2 - len(before)
        return (
            before[:1].isupper()
            and len(before) > 1
            and self.text[max(0, at - 1) : at + 1].strip(" \n")[-1:].isalnum()
        )

    def _strange(self, word: str) -> bool:
        return bool(word) and self.lexicon.code(word.lower()) is None

    def _judge_alone(self, form: str) -> Case | None:
        code = self.lexicon.code(form)
        proper = self.lexicon.forms.get(form, form.title())
        named = self.evidence.names.words[proper]
        if not named and (proper[1:] != form[1:]) and (len(form) < 4 or proper[0].islower()):
            return None  # an acronym of two or three letters may be a word
        small = self.forms[form]
        if code is None:
            sure = 0.95 if small <= max(1, named // 3) else 0.6
            return Case(proper, sure, _elsewhere(proper)) if named else None
        share = capitals(code)
        if share < 5:
            return None
        common = form in _AMBIGUOUS
        if named:
            sure = 0.97 if share > 5 and not common else 0.94
            if small > max(2, named) or (common and share < 6 and small > max(1, named // 3)):
                sure = 0.6
            return Case(proper, sure, _elsewhere(proper))
        if proper[1:] != form[1:]:  # nato, covid; but javascript is a spelling
            sure = 0.93 if share == ALWAYS and not common and proper.isupper() else 0.8
        elif common:
            sure = (0.6, 0.85, 0.92)[share - 5]
        else:
            rare = frequency(code) < (-6.2 if code & PLACE else -5.9)
            least = 0.91 if code & PLACE else 0.85
            sure = (least, 0.93, 0.95)[share - 5] - (0.16 if rare or len(form) < 4 else 0.0)
        if small >= _MANY and small > self.forms[proper]:
            sure -= 0.15
        return Case(proper, sure, f"“{proper}” is a name, and written with a capital")

    def _is_family(self, word: str) -> bool:
        code = self.lexicon.code(word.lower())
        if code is None:
            return bool(word[:1].isupper() and self.evidence.names.words[word])
        return bool(code & FAMILY) and (
            capitals(code) > 4 or (word[:1].isupper() and capitals(code) > 2)
        )

    def _is_given(self, word: str) -> bool:
        code = self.lexicon.code(word.lower())
        return bool(code is not None and code & GIVEN and capitals(code) > 4)


def _elsewhere(form: str) -> str:
    return f"“{form}” stands elsewhere in the document"


def _barred(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    if start and (text[start - 1] in _BARRED_BEFORE or text[start - 1].isdigit()):
        return True
    if text[start - 1 : start] == "-" and _capital_before(text, start - 1):
        return True  # Cheuk-yan, Major-general
    after = text[end : end + 2]
    return after[:1] in _BARRED_AFTER if after[:1] != "." else after[1:].isalnum()


def _capital_before(text: str, end: int) -> bool:
    start = end
    while start > 0 and text[start - 1].isalpha() and end - start < 30:
        start -= 1
    return text[start : start + 1].isupper()


def _minimal(start: int, end: int, form: str, case: Case) -> Iterator[Proposal]:
    """The change of the letters that differ."""
    if len(form) != len(case.form):
        return
    differ = [at for at in range(len(form)) if form[at] != case.form[at]]
    if differ:
        first, last = differ[0], differ[-1] + 1
        after = case.form[first:last]
        rule = "casing/proper-noun"
        yield Proposal(start + first, start + last, after, rule, case.confidence, case.why)


def _word_before(text: str, start: int) -> str:
    if start < 2 or text[start - 1] not in " \n-":
        return ""
    end = start - 1 - (text[start - 2] == "." and text[start - 1] == " ")
    first = end
    while first > 0 and text[first - 1].isalpha() and end - first < 30:
        first -= 1
    return text[first:end]


def _word_after(text: str, end: int) -> str:
    if text[end : end + 1] not in (" ", "\n", "-"):
        return ""
    found = WORD.match(text, end + 1)
    return found.group() if found else ""
