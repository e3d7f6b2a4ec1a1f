"""The outside checkers, each a function from files of its format to what it finds wrong.

``pip install docconv[test]`` and ``tests/checkers/install`` bring them. One that is missing skips
the test that asks for it, with the reason; under ``CI=true`` it fails it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.checkers.docx import libreoffice, ooxml_integrity, open_xml_sdk
from tests.checkers.epub import ace, epubcheck
from tests.checkers.html import axe, nu
from tests.checkers.pdf import page, poppler, qpdf, verapdf
from tests.checkers.tools import Finding

__all__ = ["CHECKERS", "Checker", "Finding"]

Checker = Callable[[Sequence[Path]], list[Finding]]

CHECKERS: dict[str, tuple[Checker, ...]] = {
    "html": (nu, axe),
    "epub": (epubcheck, ace),
    "docx": (open_xml_sdk, ooxml_integrity, libreoffice),
    "pdf": (page, qpdf, poppler, verapdf),
}
"""The checkers of each format, by its file suffix."""
