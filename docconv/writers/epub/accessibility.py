"""What a book tells of its accessibility, in the terms of schema.org, from what it holds.

The vocabulary and the rules are those of EPUB Accessibility 1.1
(https://www.w3.org/TR/epub-a11y-11/#sec-disc-package).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def properties(pages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The ``schema:`` properties of a book with these *pages* of markup, and their values."""
    markup = "".join(pages)
    pictures = "<img " in markup
    described = ' alt=""' not in markup
    formulas = "<math " in markup
    yield "accessMode", "textual"
    if pictures:
        yield "accessMode", "visual"
    yield "accessModeSufficient", "textual" if described else "textual,visual"
    yield "accessibilityFeature", "tableOfContents"
    yield "accessibilityFeature", "structuralNavigation"
    yield "accessibilityFeature", "readingOrder"
    yield "accessibilityFeature", "displayTransformability"
    if pictures and described:
        yield "accessibilityFeature", "alternativeText"
    if formulas:
        yield "accessibilityFeature", "MathML"
    yield "accessibilityHazard", "unknown" if pictures else "none"
    yield "accessibilitySummary", _summary(pictures, described, formulas)


def _summary(pictures: bool, described: bool, formulas: bool) -> str:
    sentences = ["Reflowable text in reading order, with a linked table of contents and headings."]
    if pictures:
        sentences.append(
            "All images have alternative text."
            if described
            else "Some images have no alternative text."
        )
    if formulas:
        sentences.append("Formulas are MathML with their TeX source as alternative text.")
    return " ".join(sentences)
