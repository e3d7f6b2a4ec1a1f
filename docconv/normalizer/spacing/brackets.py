"""Spaces lost at brackets: ``word(see below)``, ``(see above)and``."""

from __future__ import annotations

from docconv.normalizer.spacing.seam import COMMON, NONE, Seam, Verdict


def opening_bracket(seam: Seam) -> Verdict | None:
    """``word(see below)``, ``Organization(WHO)``; not ``word(s)``, ``f(x)``, ``open()``."""
    cluster = seam.cluster
    if "(" not in cluster and "[" not in cluster:
        return None
    at = min(cluster.index(char) for char in "([" if char in cluster)
    why = "a space is missing before the opening bracket"
    if at:  # "end.(The", "word,(see"
        good = cluster[at - 1] in ".,;:!?)" and seam.left.isalpha() and len(seam.left) > 1
        return Verdict(at, 0.93, "bracket-seam", why) if good else NONE
    if cluster[0] == "[" or not seam.left.isalpha() or len(seam.left) < 2:
        return NONE
    if seam.chance(seam.left) < -7.5 or "_" in seam.chunk_before():
        return NONE
    inside, closed, rest = seam.chunk_after().partition(")")
    if not closed:
        known = (seam.knows(seam.right) and len(seam.right) > 1) or seam.right in ("a", "A", "I")
        known = known or (seam.right.istitle() and len(seam.right) > 2)
        known = known or seam.text.startswith(("e.g.", "i.e."), seam.end)
        tight = seam.after_right[:1] in ("=", ",", "(") and seam.after_right[1:].isalnum()
        return Verdict(at, 0.94 if known and not tight else 0.6, "bracket-seam", why)
    if rest[:1].isalnum() or not inside.isalnum() or len(seam.left) < 4:
        return NONE
    if inside.isupper() and len(inside) > 1 and seam.left.islower() is False:
        return Verdict(at, 0.92, "bracket-seam", why)
    if inside.isdigit() and len(inside) == 4 and inside[:2] in ("19", "20"):
        return Verdict(at, 0.9, "bracket-seam", why)
    if len(inside) > 3 and seam.knows(inside) and not seam.knows(seam.left + inside):
        plain = seam.chance(seam.left) > COMMON and not seam.evidence.passages.technical(seam.start)
        return Verdict(at, 0.92 if plain else 0.8, "bracket-seam", why)
    return NONE


def closing_bracket(seam: Seam) -> Verdict | None:
    """``(see above)and``, ``[1]The``, ``(AFP)The``; not ``(re)open``, ``(s)he``, ``[t]he``."""
    cluster = seam.cluster
    if cluster[0] not in ")]" or (len(cluster) > 1 and cluster[1] not in ')]"”'):
        return None
    why = "a space is missing after the closing bracket"
    if len(seam.right) == 1 and seam.right not in "AaI":
        return NONE
    opener = {")": "(", "]": "["}[cluster[0]]
    before, opened, inside = seam.chunk_before().rpartition(opener)
    capital = seam.right[0].isupper() and seam.knows(seam.right)
    if not opened:
        sure = 0.95 if capital or seam.chance(seam.right) > COMMON else 0.9
        return Verdict(len(cluster), sure if seam.right.isalpha() else 0.75, "bracket-seam", why)
    if inside.isdigit() and (opener == "[" or not before):
        wanted = capital or (seam.chance(seam.right) > COMMON and seam.right.isalpha())
        return Verdict(len(cluster), 0.93, "bracket-seam", why) if wanted else NONE
    if before or len(inside) < 3 or seam.knows(inside + seam.right.lower()):
        return NONE
    sure = 0.93 if capital and inside[:1].isupper() else 0.8
    return Verdict(len(cluster), sure if seam.right.isalpha() else 0.6, "bracket-seam", why)
