"""Captions whose picture is lost: a sentence that ends in a credit, or “Figure 3. …”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docconv.normalizer.structure.credit_lines import is_credit
from docconv.normalizer.structure.outline import Outline
from docconv.normalizer.view import Proposal

_LONGEST = 450
_CREDIT = 125  # characters a credit has at most
_SHORTEST = 8  # characters before the credit
_HOUSES = (
    r"(?:Reuters|REUTERS|AP|AFP|EFE|EPA|DPA|dpa|ANSA|TASS|Xinhua|Getty(?: Images)?|Bloomberg"
    r"|Shutterstock|iStock|Unsplash|Flickr|Wikimedia(?: Commons)?|Alamy|NurPhoto|ZUMA|UPI|Keystone"
    r"|Kyodo|Yonhap|Sputnik|Ukrinform|Anadolu(?: Agency)?|PA(?: Wire)?|AAP|CNN|BBC|NASA)"
)
# In brackets at the end of a paragraph: West Asia News Agency/Handout via REUTERS
_STRONG = re.compile(
    rf"(?:[\w .&’'-]{{2,60}}/(?:[\w .&’'-]{{2,40}}(?:/[\w .&’'-]{{2,40}})?)"
    rf"|.{{0,60}}\bvia {_HOUSES}|(?:AP|{_HOUSES})[ /](?:Photo|File|Archive|Pool)\b.{{0,60}}"
    r"|.{0,40}\bHandout\b.{0,40})"
)
_WEAK = re.compile(
    r"(?:(?:Photo|Image|Picture|Credit|Foto|Bild|Crédit|Crédito)s?\b.{2,80}|File photo\b.{0,60}"
    r"|(?:Photo )?[Cc]ourtesy (?:of )?.{2,60}|© ?.{2,60})"
)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{3,120})[)\]]\.?$")
_TRAILING = re.compile(
    rf"(?<=[.!?”\"] )((?:Photo|Image|Picture|Photograph|Photo credit|Image credit|Credit|Foto|Bild)"
    rf"(?:s? by|s? courtesy of| ?[:©/]) ?[^.!?()]{{2,80}}|(?:REUTERS|AP Photo|AFP)/[^.!?()]{{2,60}}"
    rf"|[A-Z][\w .’'-]{{2,40}}/(?:{_HOUSES})(?:/[\w .’'-]{{2,40}})?|© ?[^.!?()]{{2,60}})\.?$"
)
_FILE_PHOTO = re.compile(r"(?:FILE|FILE PHOTO|File photo|HANDOUT|IMAGE|PHOTO) ?[:–—-] ?\S")
_FIGURE = re.compile(
    r"(?:Figure|Fig\.|FIGURE|FIG\.|Abbildung|Abb\.|Figura|Plate|Photo|Illustration) ?"
    r"(?:\d{1,3}(?:\.\d{1,3})?[a-z]?|[IVX]{1,5})(?:[.:]| [–—-]) ?[“\"(]?[A-ZÀ-Þ]"
)
_START = 40  # characters of a sentence that stands again in the body
_FIRST = 3  # paragraphs among which the picture of an article stands


_TRIGGERS = ("/", ":", "©", " by ", "ourtesy")  # one of these stands in every trailing credit


def propose(outline: Outline) -> Iterator[Proposal]:
    """The captions of a document, and the credits inside them."""
    for index, (start, end) in enumerate(outline.spans):
        if not _SHORTEST < end - start <= _LONGEST:
            continue
        text = outline.text(index)
        if not is_caption(text) or "\n" in text or is_credit(text) or not outline.free(index):
            continue
        if credit := _credit(text):
            strong = not text.endswith((")", "]", ").")) or bool(_STRONG.fullmatch(credit[1]))
            confidence, why = _weigh(outline, index, text, strong)
            yield outline.becomes(index, "caption", "caption", confidence, why)
            start = outline.place(index)[0]
            span = (start + credit.start(1), start + credit.end(1))
            why = "it names who the picture comes from"
            yield Proposal(*span, credit[1], "structure/credit", confidence, why, "span", "credit")
        elif _FIGURE.match(text):
            why = "the paragraph begins with the number of a figure"
            yield outline.becomes(index, "caption", "caption", 0.92, why)
        else:
            why = f"“{text.split(None, 1)[0]}” opens the caption of a picture"
            yield outline.becomes(index, "caption", "caption", 0.91, why)


def is_caption(text: str) -> bool:
    """Whether the paragraph *text* looks like the caption of a picture."""
    return bool(_FIGURE.match(text) or _FILE_PHOTO.match(text) or _credit(text))


def _credit(text: str) -> re.Match[str] | None:
    """The credit that *text* ends with; group 1 is what names the source."""
    tail = text[-_CREDIT:]
    if tail.endswith((")", "]", ").", "].")):
        found = _BRACKETED.search(text, max(0, len(text) - _CREDIT))
        kinds = (_STRONG, _WEAK)
        if found is None or not any(kind.fullmatch(found[1]) for kind in kinds):
            return None
    elif any(trigger in tail for trigger in _TRIGGERS):
        found = _TRAILING.search(text, max(0, len(text) - _CREDIT))
    else:
        return None
    return found if found and found.start() >= _SHORTEST else None


def _weigh(outline: Outline, index: int, text: str, strong: bool) -> tuple[float, str]:
    """How surely the paragraph is a caption, and what says so."""
    reasons = ["it ends in the credit of a picture"]
    confidence = 0.91 if strong else 0.86
    if index < _FIRST:
        confidence += 0.03
        reasons.append("it stands at the beginning")
    sentence = text[:_START]
    if index < _FIRST:  # the body is searched for few paragraphs only
        body = outline.view.text.find(sentence, outline.view.span(index)[1])
        dated = re.sub(r"^\W*(?:date\W*)?[\d/.-]+\W+", "", text)[:_START]
        if body >= 0 or outline.view.text.find(dated, outline.view.span(index)[1]) >= 0:
            confidence += 0.03
            reasons.append("its sentence stands again in the body")
    return min(confidence, 0.97), ", ".join(reasons)
