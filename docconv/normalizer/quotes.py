"""Which quotation marks a document uses, and how it sets commas beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from docconv.normalizer.view import PARA

_MARKS = re.compile('[“”"]')
# Who speaks, and a verb of speech; or the verb first.
VERBS = (
    "said|says|added|adds|told|stated|noted|explained|remarked|wrote|writes|asked|replied|argued"
    "|declared|insisted|warned|continued|concluded|recalled|admitted|observed|commented|tweeted"
    "|stressed|emphasi[sz]ed|claimed|answered|responded|quipped|joked|acknowledged|pointed out"
)
_NAME = r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|the|de|al|van|von|bin|and)){0,5}"
_WHO = (
    rf"(?:he|she|they|it|we|I|{_NAME}|(?:the|a|an|his|her|their|one) [\w’'-]+(?: [\w’'-]+){{0,3}})"
)
_HOW = r"(?:has |had |also |later |then |once |recently )?"
SPEECH_TAG = re.compile(
    rf" ?(?:{_WHO} {_HOW}(?:{VERBS})\b|(?:{VERBS}) {_WHO})"
    r"(?P<stop>[.,;:]|(?= (?:in|on|at|to|of|during|when|while|as|after|before|about|adding))|$)"
)


class Quote(NamedTuple):
    """The places of an opening mark and of its closing mark."""

    opened: int
    closed: int


def quotes(text: str) -> Iterator[Quote]:
    """The quotations in curly or straight double marks, each inside one paragraph."""
    opened = -1
    for match in _MARKS.finditer(text):
        sign, at = match[0], match.start()
        if opened >= 0 and text.find(PARA, opened, at) >= 0:
            opened = -1
        if sign == "“" or (sign == '"' and opened < 0):
            opened = at
        elif opened >= 0:
            yield Quote(opened, at)
            opened = -1


class Quotes:
    """The quotation marks of *text*, counted when asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    def count(self, signs: str) -> int:
        """How often the signs stand in the text, one after another."""
        return self.text.count(signs)

    @cached_property
    def commas(self) -> tuple[int, int]:
        """How many quotations before a speech tag have their comma inside (American style), and
        how many outside."""
        inside = outside = 0
        for quote in quotes(self.text):
            beside = self.text[quote.closed - 1 : quote.closed + 2]
            if beside.startswith(",") and beside.endswith(" "):
                inside += 1
            elif beside.endswith(",") and SPEECH_TAG.match(
                self.text, quote.closed + 2, quote.closed + 90
            ):
                outside += 1
        return inside, outside

    @cached_property
    def lead_ins(self) -> tuple[int, int]:
        """How many quotations after “said” have a comma before them, and how many have none."""
        with_comma = self.count("said, “") + self.count('said, "')
        return with_comma, self.count("said “") + self.count('said "')
