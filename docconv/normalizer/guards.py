"""What no pass may touch: addresses, file names, handles, hashtags, code in prose.

The engine asks :func:`guarded` for each proposed edit, and looks only at the blank-separated
chunk around it, so that the cost is that of the edits and not of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_URL = r"(?:[A-Za-z][A-Za-z0-9+.-]{1,20}://|[Ww]{3}\.)[^\s<>\"“”«»]*[^\s<>\"“”«»'’.,;:!?)\]}]"
# Endings are matched in small letters (file names also in capitals): “systems.US” and “home.Go”
# are sentences run together. Country endings that are English words (in, it, at, us) are left out.
_DOMAIN = (
    r"\b(?:[A-Za-z0-9-]+\.)+"
    r"(?:com|org|net|edu|gov|mil|info|biz|eu|uk|de|fr|es|nl|ch|ru|ua|pl|jp|cn|br|ca|au|io|co|tv)\b"
    r"(?:/[^\s<>\"“”]*[\w/])?"
)
_ENDINGS = (
    "txt pdf docx? odt rtf xlsx? pptx? html? epub csv json xml zip gz tar png jpe?g gif svg mp[34] "
    "exe dll ya?ml"
).split()
_CODE_ENDINGS = "py js ts java cpp c h rs go sh md toml ini cfg css php rb".split()
_FILE = rf"\b[\w-]+\.(?:{'|'.join((*_ENDINGS, *map(str.upper, _ENDINGS), *_CODE_ENDINGS))})\b"
_GUARDED = re.compile(
    "|".join(
        (
            _URL,
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",  # e-mail
            _DOMAIN,
            r"(?<![\w&;])[@#]\w+",  # handles, hashtags; not &#8217;
            _FILE,
            r"(?<![\w/])(?:[A-Za-z]:\\|\.{0,2}/)(?:[\w.-]+[\\/])+[\w.-]*",  # paths
        )
    )
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
