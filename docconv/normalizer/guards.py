"""What no pass may touch: addresses, file names, handles, hashtags, code in prose.

The engine asks :func:`guarded` for each proposed edit, and looks only at the blank-separated
chunk around it, so that the cost is that of the edits and not of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_URL = r"(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>\"“”«»]*[^\s<>\"“”«»'’.,;:!?)\]}]"
_DOMAIN = r"(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|mil|int|info|eu|uk|de|fr|ru|ua|io|co|us)"
_GUARDED = re.compile(
    "|".join(
        (
            _URL,
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",  # e-mail
            rf"\b{_DOMAIN}\b(?:/[^\s<>\"“”]*[\w/])?",  # bare domain
            r"(?<!\w)[@#]\w+",  # handles, hashtags
            r"\b[\w-]+\.(?:txt|pdf|docx?|xlsx?|pptx?|html?|csv|json|xml|zip|gz|tar|png|jpe?g"
            r"|gif|svg|mp[34]|py|js|ts|java|cpp|c|h|rs|go|sh|exe|dll|md|ya?ml|toml|ini|cfg)\b",
            r"(?:[A-Za-z]:\\|\.{0,2}/)(?:[\w.-]+[\\/])+[\w.-]*",  # paths
        )
    ),
    re.IGNORECASE,
)
_REACH = 512  # characters looked at on either side of an edit


def guarded(text: str, start: int, end: int) -> bool:
    """Whether an edit of ``text[start:end]`` would change something guarded. An insertion right
    before or after it is allowed."""
    return any(
        (start < g_end and end > g_start) if start < end else g_start < start < g_end
        for g_start, g_end in guards_near(text, start, end)
    )


def guards_near(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The guarded spans in the chunk without blanks around ``text[start:end]``."""
    left, right = _chunk(text, start, end)
    for match in _GUARDED.finditer(text, left, right):
        yield match.span()


def _chunk(text: str, start: int, end: int) -> tuple[int, int]:
    floor, ceiling = max(0, start - _REACH), min(len(text), end + _REACH)
    while start > floor and not text[start - 1].isspace():
        start -= 1
    while end < ceiling and not text[end].isspace():
        end += 1
    return start, end
