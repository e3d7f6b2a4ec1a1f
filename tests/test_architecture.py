"""The walls of the house: imports point down, and each format keeps to its room."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import docconv

_PACKAGE = Path(docconv.__file__).parent
_MODULES = sorted(_PACKAGE.rglob("*.py"))
_SHARED = 1  # modules that are named nowhere below
_FLOORS = {
    "ast": 0,
    "errors": 0,
    "readers": 2,
    "writers": 2,
    "normalizer": 2,
    "formats": 3,
    "convert": 4,
    "explain": 4,
    "": 5,  # docconv itself: the public names
    "batch": 6,
    "cli": 7,
    "__main__": 8,
}
_OWNERS = {
    "ebooklib": {"readers.epub", "writers.epub"},  # its licence (AGPL) must reach no further
    "docx": {"readers.docx", "writers.docx"},
    "reportlab": {"writers.pdf"},
    "bs4": {"readers.html", "readers.epub"},
}


def _room(module: str) -> str:
    """The room of a module named from inside docconv: ``writers.pdf`` of ``writers.pdf.fonts``."""
    parts = module.split(".")
    return ".".join(parts[:2] if parts[0] in ("readers", "writers") else parts[:1])


def _name(path: Path) -> str:
    parts = path.relative_to(_PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(path: Path) -> Iterator[str]:
    """The full names of the modules that *path* imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            assert node.module
            yield from (_imported(node.module, alias.name) for alias in node.names)


def _imported(module: str, name: str) -> str:
    """The module that ``from module import name`` means: *name* may be one itself."""
    inside = _PACKAGE.parent.joinpath(*module.split("."), name)
    is_module = inside.with_suffix(".py").exists() or (inside / "__init__.py").exists()
    return f"{module}.{name}" if is_module else module


def _own(path: Path) -> Iterator[str]:
    for name in _imports(path):
        if name.split(".")[0] == "docconv":
            yield name.removeprefix("docconv").removeprefix(".")


def _may_import(importer: str, imported: str) -> bool:
    floors = [_FLOORS.get(room.split(".")[0], _SHARED) for room in (importer, imported)]
    return importer == imported or floors[1] < floors[0] or floors == [_SHARED, _SHARED]


@pytest.mark.parametrize("path", _MODULES, ids=_name)
def test_imports_point_down(path: Path) -> None:
    room = _room(_name(path))
    upward = [name for name in _own(path) if not _may_import(room, _room(name))]
    assert not upward, f"docconv.{_name(path)} must not import {upward}"


@pytest.mark.parametrize("path", _MODULES, ids=_name)
def test_a_format_library_is_imported_only_by_its_format(path: Path) -> None:
    room = _room(_name(path))
    strangers = [
        name for name in _imports(path) if room not in _OWNERS.get(name.split(".")[0], {room})
    ]
    assert not strangers, f"docconv.{_name(path)} must not import {strangers}"


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((_PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[^\w.-]", needed)[0].lower() for needed in project["dependencies"]}
    imported = {name.split(".")[0] for path in _MODULES for name in _imports(path)}
    strangers = imported - sys.stdlib_module_names - {"docconv"}
    origins = packages_distributions()
    undeclared = {
        name for name in strangers if declared.isdisjoint(map(str.lower, origins.get(name, ())))
    }
    assert not undeclared


def test_the_public_names_are_these() -> None:
    assert sorted(docconv.__all__) == [
        "Conversion",
        "DocconvError",
        "Document",
        "Edit",
        "FormatError",
        "Notice",
        "OptionError",
        "PluginError",
        "ReadError",
        "WriteError",
        "convert",
        "formats",
        "normalize",
        "read",
        "write",
    ]
    assert all(hasattr(docconv, name) for name in docconv.__all__)
