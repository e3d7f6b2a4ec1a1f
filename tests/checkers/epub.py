"""Checkers of EPUB."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.checkers.tools import Finding, findings, java, node, package, program


def epubcheck(files: Sequence[Path]) -> list[Finding]:
    """W3C's EPUBCheck."""
    jar = package("epubcheck") / "epubcheck.jar"
    return findings("epubcheck", files, java(jar, "EpubCheckAll.java", *files))


def ace(files: Sequence[Path]) -> list[Finding]:
    """DAISY's Ace: accessibility."""
    program("chromium")
    return findings("ace", files, node("ace.cjs", "@daisy/ace-core", *files))
