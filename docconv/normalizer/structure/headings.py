"""Headings: marked, underlined, numbered, in capitals, or short lines over prose.

What a mark or a number says is taken at its word. A short line without a stop is a heading only
where the document shows the habit: several such lines, each standing over prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from docconv.normalizer.markers import marker
from docconv.normalizer.structure.outline import Outline
from docconv.normalizer.view import PARA, Proposal

_MARKED = re.compile(r"(#{1,6})[ \t]+(?=[^\W_])")
_MARK_BEHIND = re.compile(r"[ \t]+#+$")
_UNDERLINE = re.compile(r"(={3,}|-{3,})$")
_NUMERAL = (
    r"(?:\d{1,3}|[IVXLC]{1,8}|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_PART = re.compile(
    r"(?i:(?P<word>part|book|volume|act|chapter|scene|section|article|appendix|annex|lecture|letter"
    r"|canto|teil|buch|kapitel|abschnitt|anhang|partie|livre|chapitre|annexe|parte|libro|capítulo"
    r"|sección|capitolo|hoofdstuk|часть|глава|раздел)"
    rf" (?:the )?(?:{_NUMERAL}|first|second|third|last))\.?"
    r"(?P<title>\s?[.:—–-]\s?\S.{0,70}|\s[A-ZÀ-Þ“\"].{0,60})?$"
)
_GREAT_PARTS = frozenset("part book volume act teil buch partie livre parte libro часть".split())
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?[ \t]+(?=[A-ZÀ-Þ])")
_USUAL = frozenset(
    "abstract|introduction|background|methods|methodology|materials and methods|results|discussion"
    "|results and discussion|conclusion|conclusions|references|bibliography|acknowledgments"
    "|acknowledgements|preface|foreword|prologue|epilogue|contents|table of contents|summary"
    "|executive summary|appendix|glossary|index|related work|literature review|notes|dedication"
    "|einleitung|zusammenfassung|inhalt|inhaltsverzeichnis|literatur|literaturverzeichnis|vorwort"
    "|schluss|fazit|anhang|résumé|sommaire|bibliographie|table des matières|préface|annexe"
    "|introducción|resumen|conclusiones|referencias|bibliografía|índice|prólogo|epílogo".split("|")
)
_LONGEST = 90
_ABOVE = 5  # paragraphs that may stand above the text of an article, its headline among them
_BELOW = frozenset({"capitals-heading", "short-heading"})  # kinds that may stand below another
_SPEAKER = re.compile(r"[A-Z][A-Z0-9 .’'-]*: ?\S")
_NO_HEADING = re.compile(
    r".*[.,;:…–—-]$|[^\W_]?[)\]}]|[“”\"'‘’«»(\[–—•*@©|]|.*[@|/\\{}<>\[\]]|\d+$|.*\d{1,2}:\d\d"
    r"|(?:dear|hi|hello|hey|by|from|to|read|see|click|share|photo|image|source|credit|sincerely"
    r"|yours|regards|best|for immediate|breaking|exclusive|update|advert|subscribe|sign up|follow"
    r"|tags?|related|more|watch|listen)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    "a an and as at but by for from in into nor of on or over per the to via vs with de la le les "
    "du des der die das und von zu el los las y en et".split()
)
# What a sentence has and a heading seldom: a caption without its stop, a line of dialogue.
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|had|have|will|would|can|could|became|began|went|said|says|it['’]s"
    r"|I['’]\w+|don['’]t|ist|sind|war|wurde|est|sont|était|fue|era|son)\b"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def propose(outline: Outline) -> Iterator[Proposal]:
    """The headings of a document."""
    finder = _Finder(outline)
    yield from finder.marked()
    if not finder.has_headings:
        yield from finder.named()
        yield from finder.guessed()


class _Finder:
    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.levels: dict[int, int] = {}  # of the headings found so far
        self.has_headings = any(leaf.kind == "Heading" for leaf in outline.view.leaves)

    def heading(self, index: int, level: int, rule: str, confidence: float, why: str) -> Proposal:
        if index - 1 in self.levels and rule in _BELOW:
            level = self.levels[index - 1] + 1
        self.levels[index] = level
        text = self.outline.text(index)
        start = text if len(text) < 40 else text[:36] + "…"
        return self.outline.becomes(
            index, "heading", rule, confidence, f"“{start}” {why}", str(min(level, 6))
        )

    # --- Marked and underlined ------------------------------------------------------------------

    def marked(self) -> Iterator[Proposal]:
        """Lines with ``#`` before them or a line of ``=`` or ``-`` below them."""
        outline, text = self.outline, self.outline.view.text
        hashes, lines = "# " in text, "---" in text or "===" in text
        if not (hashes or lines):
            return
        found = []
        for index, (start, end) in enumerate(outline.spans):
            here = hashes and text[start:end].lstrip()[:1] == "#"
            if here and outline.free(index) and _MARKED.match(outline.text(index)):
                found.append(index)
            elif lines and text.find("\n", start, end) >= 0 and outline.free(index):
                yield from self.underlined(index)
        for index in found:
            yield from self.hashed(index, len(found))

    def hashed(self, index: int, count: int) -> Iterator[Proposal]:
        row, *others = self.outline.lines(index)
        match = _MARKED.match(row.text)
        assert match is not None
        level = len(match[1])
        confidence = 0.95 if level > 1 or count > 1 else 0.92 if index == 0 else 0.85
        why = f"the line begins with {match[1]}, which marks a heading of level {level}"
        self.outline.taken.add(index)
        start = self.outline.view.starts[index]
        rule = "structure/marked-heading"
        yield Proposal(
            start, row.start + match.end(), "", rule, confidence, why, "heading", str(level)
        )
        if behind := _MARK_BEHIND.search(row.text):
            yield Proposal(row.start + behind.start(), row.end, "", rule, confidence, why)
        if others:
            yield Proposal(row.end, others[0].start, PARA, rule, confidence, why)

    def underlined(self, index: int) -> Iterator[Proposal]:
        rows = self.outline.lines(index)
        if len(rows) < 2:
            return
        title, line, *others = rows
        match = _UNDERLINE.match(line.text)
        fits = match and len(title.text) <= _LONGEST and len(line.text) * 2 >= len(title.text)
        if not match or not fits or not re.search(r"[^\W\d_]", title.text):
            return
        level = "1" if match[1][0] == "=" else "2"
        why, rule = "the line is underlined", "structure/underlined-heading"
        self.outline.taken.add(index)
        yield Proposal(title.start, title.start, "", rule, 0.95, why, "heading", level)
        if others:
            yield Proposal(title.end, others[0].start, PARA, rule, 0.95, why)
        else:
            yield Proposal(title.end, line.end, "", rule, 0.95, why)

    # --- Numbered and named ---------------------------------------------------------------------

    @cached_property
    def candidates(self) -> Mapping[int, str]:
        """Short lines that may be headings by their look."""
        outline = self.outline
        return {
            index: text
            for index in outline.short
            if len(text := outline.text(index)) <= _LONGEST
            and (text[0].isupper() or text[0].isdigit())
            and outline.free(index)
        }

    @cached_property
    def base(self) -> int:
        """The level of the headings below a title, if the document has one."""
        return 2 if self.title is not None else 1

    def named(self) -> Iterator[Proposal]:
        """“Chapter 3”, “1.2 Methods”, “References”."""
        outline = self.outline
        great = any(
            (part := _PART.match(text)) and part["word"].lower() in _GREAT_PARTS
            for text in self.candidates.values()
        )
        numbered: list[tuple[int, str]] = []
        for index, text in self.candidates.items():
            if part := _PART.match(text):
                level = self.base + (great and part["word"].lower() not in _GREAT_PARTS)
                confidence = 0.95 if text[0].isupper() and len(text) < 60 else 0.85
                yield self.heading(index, level, "named-heading", confidence, "numbers a part")
            elif text.casefold().rstrip(":") in _USUAL and index + 1 < len(outline):
                why = "is the usual name of a part"
                yield self.heading(index, self.base, "named-heading", 0.93, why)
            elif (match := _NUMBERED.match(text)) and not text.endswith((".", ",", ";")):
                numbered.append((index, match[1]))
        yield from self.numbered(numbered)

    def numbered(self, found: Sequence[tuple[int, str]]) -> Iterator[Proposal]:
        """Numbered lines that count up, each over prose or over another one."""
        lines = {index for index, _ in found}
        over = [
            (index, number)
            for index, number in found
            if index + 1 in lines or self.outline.prose(index + 1)
        ]
        numbers = {number for _, number in over}
        for index, number in over:
            *above, last = number.split(".")
            before = ".".join([*above, str(int(last) - 1)])
            behind = ".".join([*above, str(int(last) + 1)])
            first = ".".join([*above, "1"]) == number and bool(above)
            if before in numbers or behind in numbers or first:
                level = self.base + len(above)
                confidence = 0.95 if above else 0.92
                why = "is numbered, and the numbers count up"
                yield self.heading(index, level, "numbered-heading", confidence, why)

    # --- Guessed by their look ------------------------------------------------------------------

    @cached_property
    def title(self) -> int | None:
        """The leaf at the beginning that looks like a headline over the text."""
        outline = self.outline
        if outline.titled:
            return None
        prose = (i for i in range(len(outline)) if outline.prose(i))
        start, second = next(prose, 0), next(prose, None)
        for index in range(min(start, _ABOVE)) if second is not None else ():
            text = self.candidates.get(index, "")
            named = _PART.match(text) or text.casefold() in _USUAL
            if named:
                return None
            shy = _NO_HEADING.match(text) or _SPEAKER.match(text) or marker(text)
            if outline.free(index) and not shy and 1 < len(text.split()) < 19:
                return index
        return None

    def guessed(self) -> Iterator[Proposal]:
        """The headline, lines in capitals, and short lines over prose."""
        outline = self.outline
        title = self.title
        if title is not None and outline.free(title):
            why = "stands at the beginning, without a stop, over paragraphs that have one"
            yield self.heading(title, 1, "headline", 0.91, why)
        looks = [i for i in self.candidates if outline.free(i) and self.stands_over(i)]
        capitals = [i for i in looks if _in_capitals(outline.text(i))]
        shorts = [i for i in looks if i not in set(capitals)]
        repeated = len({outline.text(i) for i in looks}) < len(looks)
        for group, rule, level in (
            (capitals, "capitals-heading", self.base),
            (shorts, "short-heading", self.base + bool(capitals)),
        ):
            titled = sum(_title_case(outline.text(i)) for i in group)
            for index in group:
                confidence = _habit(len(group), titled, repeated, group is capitals)
                yield self.heading(index, level, rule, confidence, "is a short line over prose")

    def stands_over(self, index: int) -> bool:
        """Whether the line stands over prose, directly or over a heading below it, and does not
        follow on something unfinished."""
        outline = self.outline
        text = outline.text(index)
        if _NO_HEADING.match(text) or text.endswith(("?", "!")) or len(text) > 70 or marker(text):
            return False
        words = text.split()
        if len(words) > 9 or not any(sign.isalpha() for sign in text) or _CLAUSE.search(text):
            return False
        if ", " in text and not _title_case(text):
            return False
        following = index + 1
        if not outline.prose(following) and following in self.candidates:
            following += 1
        before = outline.text(index - 1)[-1:] if index else "."
        return outline.prose(following) and before not in (",", ":", ";", "-", "–")


def _in_capitals(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 2


def _title_case(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if word not in _SMALL]
    return all(word[0].isupper() for word in words)


def _habit(count: int, titled: int, repeated: bool, capitals: bool) -> float:
    """How surely lines are headings of which a document has *count*."""
    confidence = ((0.0, 0.85, 0.92, 0.93) if capitals else (0.0, 0.75, 0.9, 0.91))[min(count, 3)]
    if count > 1 and titled == count and not capitals:
        confidence += 0.03
    return confidence - 0.15 if repeated else confidence
