"""Nothing is imported before it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_FORMAT_LIBRARIES = frozenset({"bs4", "docx", "ebooklib", "ftfy", "lxml", "pyromark", "reportlab"})
_PROGRAM = """
import contextlib, sys
from docconv.cli import main
sys.argv = ["docconv", *sys.argv[1:]]
with contextlib.suppress(SystemExit):
    main()
print(*sys.modules, file=sys.stderr)
"""


def _imported(*arguments: str | Path) -> set[str]:
    """The top-level modules that the command with these *arguments* imports."""
    result = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *map(str, arguments)], capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    return {name.split(".")[0] for name in result.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize("option", ["--version", "--help", "--list-formats"])
def test_telling_about_itself_imports_no_format_library(option: str) -> None:
    assert not _imported(option) & _FORMAT_LIBRARIES


@pytest.mark.parametrize(
    ("target", "allowed"),
    [("html", {"ftfy"}), ("text", {"ftfy"}), ("docx", {"ftfy", "docx", "lxml"})],
)
def test_a_conversion_imports_only_what_its_formats_need(
    target: str, allowed: set[str], tmp_path: Path
) -> None:
    source = tmp_path / "a.txt"
    source.write_text("A short text.\n")
    modules = _imported(source, "-t", target, "-o", tmp_path / "output")
    assert modules & _FORMAT_LIBRARIES <= allowed


def test_repair_off_imports_no_normalizer(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("A short text.\n")
    modules = _imported(source, "--repair", "off", "-o", tmp_path / "output.html")
    assert "ftfy" not in modules
