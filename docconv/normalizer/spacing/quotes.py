"""Spaces lost at quotation marks: ``end.”He``, ``said“We``."""

from __future__ import annotations

from docconv.normalizer.spacing.seam import NONE, Seam, Verdict

# What may follow a closing quotation mark without a space: a plural or another ending.
_ENDINGS = frozenset("s es ed d er ers ing ish esque like".split())
_BOTH_WAYS = ("de", "da", "cs", "hu", "pl", "sv", "fi")  # »so« and «so», both are in use


def straight_quote(seam: Seam) -> Verdict | None:
    """A straight quotation mark closes or opens by the count of those before it."""
    cluster = seam.cluster
    if '"' not in cluster:
        return None
    if seam.left.isdigit() and cluster == '"':
        return NONE  # inches
    start, end = seam.view.span(seam.leaf)
    closes = seam.text.count('"', start, seam.start) % 2 == 1
    even = seam.text.count('"', start, end) % 2 == 0
    if closes and cluster == '"' and seam.right.lower() in _ENDINGS:
        return NONE
    first = cluster.index('"')
    stop = first > 0 and cluster[first - 1] in ".,!?"
    at = _opening(cluster, closes)
    if at is None:
        sure = 0.97 if even and stop else 0.94 if even or stop else 0.7
        why = "a space is missing after the closing quote"
        return Verdict(len(cluster), sure, "quote-seam", why)
    if at == 0 and seam.right.isdigit():
        return NONE
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


def curly_quote(seam: Seam) -> Verdict | None:
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
            return NONE
        at = len(cluster)
        for place, char in enumerate(cluster):
            if place and char in "([" and cluster[place - 1] == closing:
                at = place
        sure = 0.985 if seam.right[0].isalpha() else 0.95
        return Verdict(at, sure, "quote-seam", "a space is missing after the closing quote")
    if seam.evidence.passages.language in _BOTH_WAYS:
        return NONE
    if "«" in cluster:
        at = cluster.index("«")
        return Verdict(at, 0.93, "quote-seam", "a space is missing before the opening quote")
    return Verdict(len(cluster), 0.93, "quote-seam", "a space is missing after the closing quote")
