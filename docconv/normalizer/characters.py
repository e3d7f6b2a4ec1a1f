"""Characters that are not what the author typed: wrong decodings, entities, invisible signs.

Every rule is language-neutral. A rule runs only if the document holds a character it is about,
so clean text costs no more than the set of its characters. Code and tables are left alone: their
blanks and odd signs mean something.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from docconv.normalizer.evidence import Evidence
from docconv.normalizer.layout import Layout
from docconv.normalizer.scan import matches, occurrences
from docconv.normalizer.view import LINE, OBJECT, PARA, Proposal, View


class _Find(NamedTuple):
    """What a rule found: replace ``[start, end)`` by *after*."""

    start: int
    end: int
    after: str
    confidence: float
    why: str
    role: str = ""


class _Rule(NamedTuple):
    name: str
    signs: frozenset[str]  # the document must hold one of these
    find: Callable[[str], Iterable[_Find]]


def propose(view: View, evidence: Evidence) -> Iterator[Proposal]:
    """The repairs of characters in *view*."""
    layout = evidence.layout
    for rule in _RULES:
        if rule.signs and evidence.alphabet.isdisjoint(rule.signs):
            continue
        for found in rule.find(view.text):
            if not layout.verbatim_at(found.start):
                start, end, after, confidence, why, role = found
                yield Proposal(start, end, after, f"characters/{rule.name}", confidence, why, role)
    yield from _trailing_blanks(view, layout)


# --- Wrong decoding -----------------------------------------------------------------------------

# The bytes 0x80 to 0xBF as Latin-1 and as Windows-1252 show them: what follows a lead byte.
_REST = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# The lead byte first and alone, so that the search runs from one to the next.
_WRONG = re.compile(
    rf"[Â-ôР√вΓС‚](?:(?<=[Â-ß])[{_REST}]|(?<=[à-ï])[{_REST}]{{2}}|(?<=[ð-ô])[{_REST}]{{3}}"
    r"|(?<=‚)[ÄÅÇ][^\x00-\x7f]|(?<=√)[©®¢£§ß∂°±≤]|(?<=в)Ђ[^\x00-\x7f]|(?<=Γ)Ç[^\x00-\x7f]"
    r"|(?<=[РС])[^\x00-\x7fА-Яа-яё][РС][^\x00-\x7fА-Яа-яё])"
)
_RUN = 64  # characters looked at beside a wrong one
_USUAL = frozenset("ÂÃâð‚")  # lead bytes of Western text and of punctuation
_AFTER_CAPITAL = re.compile("[A-ZÀ-Þ][ÃÂ][‘’“”…–—•™«»]")  # “AMANHÔ” is Portuguese


def _mojibake(text: str) -> Iterator[_Find]:
    found = dict(_wrong_runs(text))
    runs = {run: after for run in set(found.values()) if (after := _decoded(run)) != run}
    for start, run in found.items():
        if run not in runs or _AFTER_CAPITAL.match(text, max(0, start - 1)):
            continue
        after = runs[run]
        sure = len(run) > 2 or run[0] in _USUAL or len(runs) > 2
        why = f"“{run}” is “{after}” in UTF-8, read with the wrong encoding"
        yield _Find(start, start + len(run), after, 0.97 if sure else 0.8, why)


def _wrong_runs(text: str) -> Iterator[tuple[int, str]]:
    """The runs of characters beyond ASCII round what looks wrong."""
    done = 0
    for match in _WRONG.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        before = text[max(done, start - _RUN) : start]
        start -= len(before) - len(before.rstrip(_beyond_ascii(before)))
        behind = text[end : end + _RUN]
        done = end + len(behind) - len(behind.lstrip(_beyond_ascii(behind)))
        yield start, text[start:done]


def _beyond_ascii(text: str) -> str:
    return "".join(sign for sign in text if sign > "\x7f" and sign not in (PARA, LINE, OBJECT))


@cache
def _decoded(run: str) -> str:
    from ftfy import fix_encoding  # dear to import, and seldom needed

    after: str = fix_encoding(run)
    return run if set(after) & {PARA, LINE, OBJECT, "\n"} else after


# What remains where a lenient program dropped the byte it could not show.
_REMNANTS = (
    (re.compile(rf"â€(?![{_REST}])"), "”", "“â€” is what is left of a closing quotation mark"),
    (re.compile(r"(?<![A-ZÀ-ÞÃ])Ã[ \u00a0]+(?=[^\W\d_])"), "à ", "“Ã” is “à”, wrongly decoded"),
    (re.compile(r"(?<![A-ZÀ-Þ])Â(?=[ \u00a0])"), "", "“Â” is left of a non-breaking space"),
)


def _remnants(text: str) -> Iterator[_Find]:
    for pattern, after, why in _REMNANTS:
        for match in pattern.finditer(text):
            yield _Find(*match.span(), after, 0.93, why)


def _controls(text: str) -> Iterator[_Find]:
    """C1 controls, which are Windows-1252 taken for Latin-1."""
    for match in re.finditer("[\u0080-\u009f]+", text):
        after = match[0].encode("latin-1").decode("cp1252", errors="replace")
        if "\ufffd" not in after and not _WRONG.search(text, match.start() - 4, match.end() + 4):
            yield _Find(*match.span(), after, 0.95, f"a control character stands for {after}")


_LOST = re.compile("\ufffd+")
_CONTRACTION = re.compile(r"\ufffd(?:(?<=n.)(?=t\b)|(?<=[^\W\d_].)(?=(?:s|re|ve|ll|d|m)\b))")


def _lost(text: str) -> Iterator[_Find]:
    for match in _LOST.finditer(text):
        if _CONTRACTION.match(text, match.start()):
            yield _Find(*match.span(), "’", 0.95, "only an apostrophe fits into this contraction")
        else:
            why = "a character was lost before this text was read; only its author knows it"
            yield _Find(*match.span(), match[0], 0.5, why, "flag")


# --- Markup left in the text --------------------------------------------------------------------

_ENTITY = re.compile(r"&(?:amp;)*(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_MARKUP_TALK = re.compile(r"\b(?:HTML|XML|CSS|markup|entit(?:y|ies)|escap(?:e|ed|ing)|tags?)\b")


def _entities(text: str) -> Iterator[_Find]:
    import html  # brings a table of 2,000 names

    doubt = 0.3 if _MARKUP_TALK.search(text) else 0.0
    escaped_tags = re.search(r"&lt;[/!]?[a-zA-Z]", text)
    for match in _ENTITY.finditer(text):
        after = match[0]
        for _ in range(3):  # “&amp;amp;quot;” was escaped more than once
            after = html.unescape(after)
        if after == match[0] or set(after) & {PARA, LINE, OBJECT, "\n", "\ufffd"}:
            continue
        blank = not after.strip()
        start, end = _with_blanks(text, *match.span()) if blank else match.span()
        confidence = 0.6 if escaped_tags and after in ("<", ">") else 0.96 - doubt
        what = "a blank" if blank else f"“{after}”"
        why = f"“{match[0]}” is HTML for {what}"
        yield _Find(start, end, " " if blank else after, confidence, why)


_TAG = re.compile(
    r"</?(br|p|div|span|font|center|section|b|i|u|em|strong|small|a|sup|sub)"
    r"(?:\s[^<>\n\u2029]{0,300})?/?>",
    re.IGNORECASE,
)
_PARTING = frozenset({"br", "p", "div", "center", "section"})
_EMPTY = frozenset({"span", "font"})  # they say nothing about the text


def _tags(text: str) -> Iterator[_Find]:
    doubt = 0.3 if _MARKUP_TALK.search(text) else 0.0
    for match in _TAG.finditer(text):
        name = match[1].lower()
        start, end = match.span()
        if name in _PARTING:
            start, end = _with_blanks(text, start, end)
        edge = start == 0 or end == len(text) or PARA in (text[start - 1], text[end])
        after = "" if edge or name not in _PARTING else LINE if name == "br" else " "
        confidence = (0.93 if name in _PARTING or name in _EMPTY else 0.8) - doubt
        yield _Find(start, end, after, confidence, f"“{match[0]}” is left-over HTML")


def _with_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` and the (up to 16) blanks on either side."""
    before, behind = text[max(0, start - 16) : start], text[end : end + 16]
    blanks = " \t\u00a0"
    return start - len(before) + len(before.rstrip(blanks)), end + len(behind) - len(
        behind.lstrip(blanks)
    )


# --- Signs that nobody sees ---------------------------------------------------------------------

_INVISIBLE = {
    "\ufeff": (0.98, "a byte-order mark inside the text"),
    "\u200b": (0.97, "an invisible zero-width space"),
    "\u2060": (0.97, "an invisible word joiner"),
    "\u180e": (0.95, "an invisible vowel separator"),
    "\u00ad": (0.97, "a soft hyphen, which only marked where a word may be parted"),
    "\u200c": (0.95, "an invisible non-joiner between letters that never join"),
    "\u200d": (0.95, "an invisible joiner between letters that never join"),
    "\u200e": (0.95, "an invisible direction mark in text of one direction"),
    "\u200f": (0.95, "an invisible direction mark in text of one direction"),
    **{chr(code): (0.95, "an invisible direction mark") for code in range(0x202A, 0x202F)},
    **{chr(code): (0.95, "an invisible direction mark") for code in range(0x2066, 0x206A)},
}
_HIDDEN = re.compile(f"[{''.join(_INVISIBLE)}]+")
_HIDDEN_AT_LINE_END = re.compile("\u00ad(?<=[^\\W\\d_].)[ \t]*\n[ \t]*(?=[^\\W\\d_])")
# Latin, Greek, Cyrillic, Armenian, punctuation: here no letter joins the next.
_APART = re.compile("[\x00-\u0589\u1e00-\u1fff\u2000-\u206f\u20a0-\u20bf\u2c60-\u2c7f]")


def _invisible(text: str) -> Iterator[_Find]:
    for match in _HIDDEN_AT_LINE_END.finditer(text):
        yield _Find(*match.span(), "", 0.98, "a soft hyphen parts this word at a line end")
    for match in _HIDDEN.finditer(text):
        start, end = match.span()
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        at_line_end = match[0] == "\u00ad" and "\n" in text[end : end + 2]
        if all(map(_APART.match, beside)) and not at_line_end:
            confidence, why = min(_INVISIBLE[sign] for sign in match[0])
            yield _Find(start, end, "", confidence, why)


# --- Letters ------------------------------------------------------------------------------------

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def _ligatures(text: str) -> Iterator[_Find]:
    for match in re.finditer("[ﬀ-ﬆ]", text):
        letters = _LIGATURES[match[0]]
        yield _Find(*match.span(), letters, 0.98, f"the ligature “{match[0]}” is “{letters}”")


def _composed(text: str) -> Iterator[_Find]:
    for match in re.finditer("[^\\W\\d_][\u0300-\u036f]{1,4}(?![\u0300-\u036f])", text):
        after = unicodedata.normalize("NFC", match[0])
        if after != match[0]:
            yield _Find(*match.span(), after, 0.97, f"letter and accent are one sign, “{after}”")


_DETACHED = {"¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303"}


def _detached(text: str) -> Iterator[_Find]:
    """Accents set before their letter, as TeX's old fonts leave them in a PDF's text."""
    for match in re.finditer("([¨ˆ˜])(?<=[^\\W\\d_].)([aeiouyn])(?=[^\\W\\d_])", text):
        after = unicodedata.normalize("NFC", match[2] + _DETACHED[match[1]])
        if len(after) == 1:
            yield _Find(*match.span(), after, 0.94, f"the accent belongs to its letter: “{after}”")


_CONTRACTED = re.compile(r"[´`](?:(?<=n.)(?=t\b)|(?<=[a-z].)(?=(?:s|re|ve|ll|d|m)\b))")


def _apostrophes(text: str) -> Iterator[_Find]:
    after = "’" if "’" in text else "'"
    for match in (m for sign in "´`" for m in matches(text, sign, _CONTRACTED)):
        start, end = match.span()
        around = text[max(0, start - 80) : start] + text[end : end + 80]
        if match[0] == "`" and "`" in around:  # code, as Markdown marks it
            continue
        yield _Find(start, end, after, 0.94, f"“{match[0]}” is an accent, not an apostrophe")


# --- Blanks -------------------------------------------------------------------------------------

_EDGES = frozenset(" \t\n\u2028\u2029")


def _wide_gaps(text: str) -> Iterator[_Find]:
    if "  " not in text and "\t" not in text:
        return
    for match in re.finditer(r"[ \t]{2,}|\t", text):
        start, end = match.span()
        if start and end < len(text) and text[start - 1] not in _EDGES and text[end] not in _EDGES:
            wide = "\t" in match[0] or end - start > 3
            confidence = 0.96
            if end - start > 4 or (wide and _columns(text, start)):
                confidence = 0.8  # it may part two columns
            yield _Find(start, end, " ", confidence, "one blank parts two words")


def _columns(text: str, at: int) -> bool:
    """Whether the short line around *at* has several wide gaps, like the row of a table."""
    around = text[max(0, at - 100) : at + 100]
    return len(re.findall(r"\S(?: {3,}|[ ]*\t[ \t]*)\S", around)) > 1


# Where a non-breaking space is typography: beside figures, initials, marks that French sets off,
# abbreviations, one-letter words of Slavic languages.
_BOUND_BEFORE = re.compile(
    r"(?:[\d«(§№°€$£–—/|]|(?<![^\W\d_])[^\W\d_]{1,2}"
    r"|(?<![^\W\d_])(?:[A-ZÀ-Þ][^\W\d_]{0,3}|[a-z]|pp|no|nr|vol|art|fig|ca|cf|ch)\.)$"
)
_BOUND_BEHIND = re.compile(r"[\d»!?;:%€$£°–—/|]")


def _unbroken(text: str) -> Iterator[_Find]:
    for match in re.finditer("[\u00a0\u2000-\u2003\u3000][ \t\u00a0\u2000-\u2003\u3000]*", text):
        start, end = _with_blanks(text, *match.span())
        before, behind = text[max(0, start - 6) : start], text[end : end + 1]
        if not before or not behind or before[-1] in _EDGES or behind in _EDGES:
            continue
        if max(before[-1], behind) > "\u2e7f":  # East Asian text sets its own blanks
            continue
        if end - start == 1:
            if _BOUND_BEFORE.search(before) or _BOUND_BEHIND.match(behind):
                continue
            yield _Find(start, end, " ", 0.93, "a special blank between two ordinary words")
        else:
            yield _Find(start, end, " ", 0.94, "one blank parts two words")


def _trailing_blanks(view: View, layout: Layout) -> Iterator[Proposal]:
    """Blanks at the end of a leaf. Those at its beginning may be an indent that means something:
    the structure pass decides."""
    text = view.text
    ends = [at for blank in " \t\u00a0" for at in occurrences(text, blank + PARA)]
    for at in (*ends, len(text) - 1):
        start, end = view.span(view.leaf_index(at)) if text else (0, 0)
        kept = start + len(text[start:end].rstrip())
        if start < kept < end and not layout.verbatim_at(start):
            rule, why = "characters/trailing-blanks", "nothing follows these blanks"
            yield Proposal(kept, end, "", rule, 0.98, why)


_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
_C1 = frozenset(map(chr, range(0x80, 0xA0)))
_RULES = (
    _Rule("mojibake", frozenset("ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóô√‚ΓРСв"), _mojibake),
    _Rule("mojibake-remnant", frozenset("âÃÂ"), _remnants),
    _Rule("control", _C1, _controls),
    _Rule("lost", frozenset("\ufffd"), _lost),
    _Rule("entity", frozenset("&"), _entities),
    _Rule("tag", frozenset("<"), _tags),
    _Rule("invisible", frozenset(_INVISIBLE), _invisible),
    _Rule("ligature", frozenset(_LIGATURES), _ligatures),
    _Rule("compose", _ACCENTS, _composed),
    _Rule("detached-accent", frozenset(_DETACHED), _detached),
    _Rule("accent-apostrophe", frozenset("´`"), _apostrophes),
    _Rule("blanks", frozenset(" \t"), _wide_gaps),
    _Rule("blanks", frozenset("\u00a0\u2000\u2001\u2002\u2003\u3000"), _unbroken),
)
