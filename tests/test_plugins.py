"""A plug-in that is really installed works as a built-in format does."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

_PLUGIN = Path(__file__).parent / "plugin"
_TABLE = b"name,born\nAda,1815\nAlan,1912\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the plug-in, without a network."""
    folder = tmp_path_factory.mktemp("site")
    options = "--quiet --no-index --no-build-isolation --no-deps --disable-pip-version-check"
    command = [sys.executable, "-m", "pip", "install", *options.split()]
    subprocess.run([*command, "--target", str(folder), str(_PLUGIN)], check=True)
    return folder


def _python(site: Path, program: str) -> str:
    """What *program* prints, in a process that sees the installed plug-in."""
    return _run(site, sys.executable, "-c", program).stdout


def _docconv(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(site, os.path.join(sysconfig.get_path("scripts"), "docconv"), *arguments)


def _run(site: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"}
    result = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")
    assert "Traceback" not in result.stderr, result.stderr
    return result


def test_the_library_uses_an_installed_plugin(site: Path) -> None:
    program = f"""
import docconv
document = docconv.read({_TABLE!r}, source="csv")
print(docconv.write(document, "csv", delimiter=";", header=False).decode())
"""
    assert _python(site, program) == "Ada;1815\nAlan;1912\n\n"


def test_the_command_finds_a_plugin_by_the_suffix_and_takes_its_options(
    site: Path, tmp_path: Path
) -> None:
    source, target = tmp_path / "people.csv", tmp_path / "people.html"
    source.write_bytes(_TABLE)
    assert _docconv(site, str(source), "-o", str(target)).returncode == 0
    assert "Alan" in target.read_text("utf-8")

    copy = tmp_path / "copy.csv"
    source.write_bytes(_TABLE.replace(b",", b"|"))
    result = _docconv(site, str(source), "-o", str(copy), "-O", "delimiter=|", "-O", "header=no")
    assert result.returncode == 0, result.stderr
    assert copy.read_text() == "Ada|1815\nAlan|1912\n"


def test_a_plugin_is_listed_with_its_options(site: Path) -> None:
    assert "csv" in _docconv(site, "--list-formats").stdout
    described = _docconv(site, "--help-format", "csv").stdout
    assert "delimiter" in described
    assert "write the rows of the head" in described


def test_an_error_of_a_plugin_is_one_line_that_names_the_file(site: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("No table here.")
    result = _docconv(site, str(source), "-t", "csv", "-d", str(tmp_path / "out"))
    assert result.returncode == 1
    assert "a.txt" in result.stderr
    assert "no table" in result.stderr


def _fake(site: Path, name: str, entry_points: str) -> None:
    """Pretend that a distribution *name* with these *entry_points* is installed in *site*."""
    info = site / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(entry_points)


def test_two_plugins_with_one_name_are_an_error_that_names_both(tmp_path: Path) -> None:
    _fake(tmp_path, "one", "[docconv.writers]\nrtf = one.rtf\n")
    _fake(tmp_path, "two", "[docconv.writers]\nrtf = two.rtf\n")
    result = _docconv(tmp_path, "a.txt", "-o", "a.rtf")
    assert result.returncode != 0
    assert "one.rtf" in result.stderr
    assert "two.rtf" in result.stderr


def test_a_plugin_does_not_replace_a_built_in_format(tmp_path: Path) -> None:
    _fake(tmp_path, "evil", "[docconv.writers]\nhtml = evil.html\n")
    program = """
import docconv
print(docconv.write(docconv.read(b"A text.", source="text"), "html").decode())
"""
    assert "A text." in _python(tmp_path, program)


def test_a_plugin_that_cannot_be_imported_is_a_clear_error(tmp_path: Path) -> None:
    _fake(tmp_path, "broken", "[docconv.writers]\nrtf = no_such_module\n")
    result = _docconv(
        tmp_path, str(_PLUGIN / "pyproject.toml"), "-f", "text", "-t", "rtf", "-d", str(tmp_path)
    )
    assert result.returncode != 0
    assert "rtf" in result.stderr
    assert "no_such_module" in result.stderr
