"""What stands round a text and belongs into its metadata: date, authors, title, dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docconv.normalizer.layout import Line
from docconv.normalizer.lines.breaks import GREETING
from docconv.normalizer.structure.outline import Outline
from docconv.normalizer.view import Proposal

_FIRST = 4  # paragraphs among which date and author stand
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio janeiro",
            "february feb februar février febrero febbraio fevereiro",
            "march mar märz mars marzo março",
            "april apr avril abril aprile",
            "may mai mayo maggio maio",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug août agosto",
            "september sep sept septembre septiembre settembre setembro",
            "october oct okt oktober octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dez dezember décembre diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TIME = r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_DATE = (
    rf"(?:(?P<iso>\d{{4}}[-/]\d\d?[-/]\d\d?){_TIME}"
    rf"|(?P<day>\d\d?)(?:st|nd|rd|th|\.)?(?: of| de)? (?P<month>{_MONTH})\.?,?(?: de)?"
    r" (?P<year>\d{4})"
    rf"|(?P<month2>{_MONTH})\.? (?P<day2>\d\d?)(?:st|nd|rd|th)?,? (?P<year2>\d{{4}})"
    r"|(?P<day3>\d\d?)\.(?P<month3>\d\d?)\.(?P<year3>\d{4}))"
)
_LABEL = (
    r"(?:date|dated|published(?: on| at)?|posted(?: on)?|(?:last )?updated(?: on)?|publication date"
    r"|date of publication|datum|fecha|data)"
)
_WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? |(?:montag|dienstag"
    r"|mittwoch|donnerstag|freitag|samstag|sonntag), "
)
_WHOLE_DATE = re.compile(rf"(?P<label>{_LABEL}:? )?(?:{_WEEKDAY})?{_DATE}$", re.IGNORECASE)
_LEADING_DATE = re.compile(
    rf"(?P<label>{_LABEL}\s?:?\s)?{_DATE}(?:\s*[-–—|:]\s+|\s+)(?=[“\"‘(]?[^\W\d_])", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:By|BY|by|Written by|Author:|Von|Por|Par) "
    r"([A-ZÀ-Þ][\w.’'-]+(?: (?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|der|la|al|bin)){1,4}"
    r"(?:(?:, | and | & |, and | und | y | et )[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]*){1,4}){0,4})$"
)
_AUTHORS = re.compile(r", and |, | and | & | und | y | et ")
_HOUSE = re.compile(r"\b(?:Staff|Reuters|AP|AFP|News|Press|Agenc(?:y|ies)|Desk|Team|Editors?)\b")
_NO_NAME = re.compile(
    r"\b(?:The|A|An|My|Your|His|Her|Our|This|That|Any|All|Design|Night|Day|Way|Means|Order|Popular)\b"
)
_FIELD = re.compile(r"([A-Za-z][A-Za-z ]{2,20}?)\s?: ?(\S.{0,200})$")
_FIELDS = {
    "title": "title", "subtitle": "subtitle", "author": "authors", "authors": "authors",
    "by": "authors", "date": "date", "published": "date", "release date": "date",
    "language": "language", "copyright": "rights", "rights": "rights", "summary": "description",
    "description": "description",
}  # fmt: skip
_LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
              "portuguese": "pt", "dutch": "nl"}  # fmt: skip
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,30}(?:, [A-Z][\w. ]{1,20}){0,2}(?:, (?:[A-Z][a-z]{2,8}\.? \d\d?))?"
    r" \((?:Reuters|AP|AFP|EFE|Xinhua|TASS|dpa|ANI|PTI|UPI|CNN|BBC|CNBC|Bloomberg|[A-Z]{2,6})\)"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,30},(?: [A-Z][\w.]{1,15},)? [A-Z][a-z]{2,8}\.? \d\d?(?:, \d{4})?"
    r"|[A-ZÀ-Þ][\w ]{2,25}, \d\d? [a-z]{3,10}\.? \((?:EFE|AFP|AP|ANSA|dpa)\)\.?)"
    r" ?[-–—]{1,2}(?= )"
)


def propose(outline: Outline) -> Iterator[Proposal]:
    """The metadata that a document carries in its text."""
    yield from _fields(outline)
    yield from _dates(outline)
    yield from _bylines(outline)
    yield from _datelines(outline)


# --- “Title: …” above a text ---------------------------------------------------------------------


def _fields(outline: Outline) -> Iterator[Proposal]:
    """The fields that stand above a text, a line each."""
    found: list[tuple[int, str, str]] = []
    for index in range(min(len(outline), 8)):
        fields = [_field(line) for line in outline.lines(index)] if outline.free(index) else []
        known = [field for field in fields if field is not None]
        if len(known) < len(fields) or not known:
            if index:
                break
            continue
        found += [(index, name, value) for name, value in known]
    names = {name for _, name, _ in found}
    if len(names) < 2 or not names & {"title", "authors"}:
        return
    outline.titled |= "title" in names
    done: set[int] = set()
    for index, name, value in found:
        why = f"a line above the text names its {name}"
        setting = f"{name}={value}"
        if index in done:
            yield outline.becomes(index, "meta", "field", 0.93, why, setting)
        else:
            yield outline.goes(index, "meta", "field", 0.93, why, setting)
            done.add(index)


def _field(line: Line) -> tuple[str, str] | None:
    match = _FIELD.match(line.text)
    name = _FIELDS.get(match[1].lower()) if match else None
    if match is None or name is None:
        return None
    value = match[2].strip('"“” ')
    if name == "date":
        value = iso(dated) if (dated := _WHOLE_DATE.match(value)) else ""
    elif name == "language":
        value = _LANGUAGES.get(value.lower(), value if len(value) < 4 else "")
    return (name, value) if value else None


# --- Dates ----------------------------------------------------------------------------------------


def iso(match: re.Match[str]) -> str:
    """The day that a match of a date names, as ISO 8601; empty if there is no such day."""
    part = match.groupdict()
    if part["iso"]:
        year, month, day = re.split("[-/]", part["iso"])
    elif part["year3"]:
        year, month, day = part["year3"], part["month3"], part["day3"]
    else:
        year, name, day = (part[key] or part[key + "2"] for key in ("year", "month", "day"))
        month = str(_MONTHS[name.lower()])
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return ""
    return f"{year}-{int(month):02}-{int(day):02}"


def _dates(outline: Outline) -> Iterator[Proposal]:
    """The date of a document, if it stands at its beginning and is the only one."""
    if outline.view.meta.date:
        return
    whole = [
        (index, match)
        for index in outline.short
        if (text := outline.text(index))[-1].isdigit()
        and (match := _WHOLE_DATE.match(text))
        and iso(match)
    ]
    if len(whole) == 1 and _over_article(outline, whole[0][0]):
        index, match = whole[0]
        confidence = 0.96 if match["label"] else 0.92 if index else 0.85
        why = "a line at the beginning gives the date, and nothing else"
        yield outline.becomes(index, "meta", "date", confidence, why, f"date={iso(match)}")
        yield outline.becomes(index, "div", "date-line", confidence, why, "dateline")
        return
    for index in range(min(len(outline), _FIRST)):
        if not outline.free(index) or whole:
            continue
        start, end = outline.view.span(index)
        text = outline.view.text[start:end]
        lead = len(text) - len(text.lstrip())
        found = _LEADING_DATE.match(text, lead)
        if found and (found["label"] or (found["iso"] and text[found.end()].isupper())):
            confidence = 0.95 if found["label"] else 0.9
            why = "the date of the document stands before its first sentence"
            value = f"date={iso(found)}"
            if iso(found):
                stop = start + found.end()
                rule = "structure/date"
                yield Proposal(start, stop, "", rule, confidence, why, "meta", value)
            return


def _over_article(outline: Outline, index: int) -> bool:
    """Whether only single lines stand above leaf *index*, and no letter begins below it."""
    if index >= _FIRST or len(outline) < 3:
        return False
    above = all(i in outline.short or i in outline.taken for i in range(index))
    return above and not any(
        GREETING.match(outline.text(i)) for i in (index + 1, index + 2) if i < len(outline)
    )


# --- Authors and places ---------------------------------------------------------------------------


def _bylines(outline: Outline) -> Iterator[Proposal]:
    for index in range(min(len(outline) - 1, _FIRST)):
        if index not in outline.short or not outline.free(index):
            continue
        match = _BYLINE.match(outline.text(index))
        if match is None or _NO_NAME.search(match[1]) or _HOUSE.search(match[1]):
            continue
        confidence = 0.93 if index else 0.8
        why = "a line at the beginning says who wrote this"
        for name in _AUTHORS.split(match[1]):
            yield outline.becomes(index, "meta", "byline", confidence, why, f"authors={name}")
        yield outline.becomes(index, "div", "byline", confidence, why, "byline")
        return


def _datelines(outline: Outline) -> Iterator[Proposal]:
    view = outline.view
    for index in range(min(len(outline), _FIRST)):
        start, _ = outline.place(index)
        match = _DATELINE.match(view.text, start, start + 120)
        if match and outline.free(index) and match.end() not in view.seam_set:
            why = "place and agency stand before the first sentence"
            span = match.span()
            yield Proposal(*span, match[0], "structure/dateline", 0.94, why, "span", "dateline")
            return
