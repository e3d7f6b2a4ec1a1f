"""Style sheets: ours, and what the user adds to it."""

from __future__ import annotations

from pathlib import Path

from docconv.errors import WriteError


def style_sheet(built_in: Path, extra: str) -> str:
    """The text of the file *built_in*, then that of the file *extra*, if one is named.

    Raises WriteError if *extra* cannot be read.
    """
    css = built_in.read_text("utf-8")
    if not extra:
        return css
    try:
        return f"{css}\n{Path(extra).read_text('utf-8')}"
    except (OSError, UnicodeDecodeError) as error:
        raise WriteError(f"the style sheet {extra} cannot be read: {error}") from None
