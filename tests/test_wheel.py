"""The built package holds all it needs, and works without the sources beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
_MAX_SIZE = 15_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([*_PIP, "wheel", *options, str(_ROOT)], check=True)
    return next(folder.glob("*.whl"))


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    files = {
        path.relative_to(_ROOT).as_posix()
        for path in (_ROOT / "docconv").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert "docconv/py.typed" in files
    missing = files - set(zipfile.ZipFile(wheel).namelist())
    assert not missing


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size <= _MAX_SIZE


def test_the_wheel_works_installed_alone(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    options = ["--no-deps", "--no-index", "--target", str(site)]
    subprocess.run([*_PIP, "install", *options, str(wheel)], check=True)
    program = """
import docconv
for target, known in docconv.formats().items():
    if known.writer:
        assert docconv.convert(b"Pat Ryder said. pat rydertold us.", source="text", target=target)
print(docconv.__file__)
"""
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(str(site))
