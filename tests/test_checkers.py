"""The outside checkers are really asked: each finds what is wrong with a bad file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.checkers import CHECKERS, Checker

_HTML = b"<!DOCTYPE html><html><title></title><p id=a><img src=a.png><p id=a>"

_EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>""",
    "a.opf": """<?xml version="1.0"?>
<package version="3.0" unique-identifier="id" xmlns="http://www.idpf.org/2007/opf">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">a</dc:identifier>
</metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>""",
    "a.xhtml": """<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>
<body><img src="a.png"/></body></html>""",
}

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DOCX = {
    "[Content_Types].xml": f"""<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/a.xml" ContentType="{_WORD}"/></Types>""",
    "_rels/.rels": """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="a" Target="a.xml"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>""",
    "a.xml": """<?xml version="1.0"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr><w:nonsense></w:p></w:body>""",
}


def _zip(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _pdf() -> bytes:
    """A page without tags, in a font that is not embedded; the file's end is lost."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 100, "text")
    canvas.save()
    return out.getvalue()[:-30]


@pytest.mark.parametrize(
    ("target", "checker"),
    [(target, checker) for target, checkers in CHECKERS.items() for checker in checkers],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_checker_finds_what_is_wrong(target: str, checker: Checker, tmp_path: Path) -> None:
    bad = {"html": _HTML, "epub": _zip(_EPUB), "docx": _zip(_DOCX), "pdf": _pdf()}
    file = tmp_path / f"bad.{target}"
    file.write_bytes(bad[target])
    findings = checker([file])
    assert findings
    assert all(finding.file == file for finding in findings)
