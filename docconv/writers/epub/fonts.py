"""Fonts in the book, for those who want it to look the same everywhere."""

from __future__ import annotations

from pathlib import Path

from docconv.writers.epub.package import Item

_FOLDER = Path(__file__).parents[2] / "fonts"
_FACES = (
    ("Source Serif 4", "SourceSerif4-Regular", "normal", "normal"),
    ("Source Serif 4", "SourceSerif4-It", "normal", "italic"),
    ("Source Serif 4", "SourceSerif4-Bold", "bold", "normal"),
    ("Source Serif 4", "SourceSerif4-BoldIt", "bold", "italic"),
    ("Source Code Pro", "SourceCodePro-Regular", "normal", "normal"),
)
_RULES = """
body { font-family: "Source Serif 4", serif; }
code { font-family: "Source Code Pro", monospace; }
"""


def embedded_fonts() -> tuple[str, list[Item]]:
    """The rules for a style sheet that use our fonts, and the files they name."""
    rules = [
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f"src: url(fonts/{name}.ttf); }}"
        for family, name, weight, style in _FACES
    ]
    items = [
        Item(f"fonts/{name}.ttf", "font/ttf", (_FOLDER / f"{name}.ttf").read_bytes())
        for _, name, _, _ in _FACES
    ]
    return "\n".join(rules) + _RULES, items
