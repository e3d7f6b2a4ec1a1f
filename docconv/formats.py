"""The formats: name or file suffix to the module that reads or writes it.

The built-in ones stand in a table, so that nothing is scanned and nothing imported before it is
used. Other packages add formats through the entry-point groups ``docconv.readers`` and
``docconv.writers``: an entry's name is the format's name, its value a module with ``Options`` and
``read`` or ``write``; a module may name its file endings in ``SUFFIXES``. Built-in formats win.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Protocol, TypeAlias, cast

from docconv.ast import Document
from docconv.errors import FormatError, PluginError, Warn

Role: TypeAlias = Literal["reader", "writer"]


class Reader(Protocol):
    """What a reader module has."""

    Options: type[Any]

    def read(self, data: bytes, options: Any, warn: Warn) -> Document:
        """The document in *data*. Raises ReadError if *data* is broken."""


class Writer(Protocol):
    """What a writer module has."""

    Options: type[Any]

    def write(self, document: Document, options: Any, warn: Warn) -> bytes:
        """The file that holds *document*. Raises WriteError if there can be none."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its *name*, file *suffixes*, what it is, and the modules that read and write it
    (empty where there is none)."""

    name: str
    suffixes: tuple[str, ...]
    title: str
    reader: str = ""
    writer: str = ""


def _built_in(name: str, suffixes: str, title: str, rooms: str, module: str = "") -> Format:
    module = module or name
    return Format(
        name,
        tuple(suffixes.split()),
        title,
        f"docconv.readers.{module}" if "r" in rooms else "",
        f"docconv.writers.{module}" if "w" in rooms else "",
    )


BUILT_IN = (
    _built_in("text", ".txt .text", "plain text", "rw"),
    _built_in("markdown", ".md .markdown", "Markdown (CommonMark and Pandoc's extensions)", "rw"),
    _built_in("html", ".html .htm .xhtml", "HTML, one self-contained file", "rw"),
    _built_in("epub", ".epub", "EPUB (reads 2 and 3, writes 3.3)", "rw"),
    _built_in("docx", ".docx", "Word (Office Open XML)", "rw"),
    _built_in("pdf", ".pdf", "PDF", "w"),
    _built_in("json", ".json", "Pandoc's JSON syntax tree", "rw", "pandoc_json"),
)


def formats() -> Mapping[str, Format]:
    """Every format at hand, built-in or installed, by name.

    Raises PluginError if two plug-ins claim one name.
    """
    return {**_installed(), **{known.name: known for known in BUILT_IN}}


def reader(name: str) -> Reader:
    """The module that reads the format *name*. Raises FormatError if there is none."""
    return cast(Reader, _module(name, "reader"))


def writer(name: str) -> Writer:
    """The module that writes the format *name*. Raises FormatError if there is none."""
    return cast(Writer, _module(name, "writer"))


def from_path(path: str | os.PathLike[str], role: Role) -> str:
    """The name of the format that the suffix of *path* tells. Raises FormatError."""
    suffix = os.path.splitext(os.fspath(path))[1].lower()
    known = next((f for f in BUILT_IN if suffix in f.suffixes and getattr(f, role)), None)
    if known is not None:
        return known.name
    for found in formats().values():
        if getattr(found, role) and suffix in (*found.suffixes, *_suffixes(found, role)):
            return found.name
    option = "-f" if role == "reader" else "-t"
    verb = "reads" if role == "reader" else "writes"
    what = f"no format {verb} {suffix} files" if suffix else "its name has no suffix"
    raise FormatError(
        f"{os.fspath(path)}: {what}; name one with {option} ({', '.join(names(role))})"
    )


def names(role: Role) -> list[str]:
    """The names of all formats that have a reader or a writer."""
    return sorted(name for name, found in formats().items() if getattr(found, role))


def _module(name: str, role: Role) -> Any:
    found = next((f for f in BUILT_IN if f.name == name), None) or formats().get(name)
    if found is None or not getattr(found, role):
        verb = "read" if role == "reader" else "written"
        known = ", ".join(names(role))
        raise FormatError(f"the format “{name}” cannot be {verb}; these can: {known}")
    return _load(found, role)


def _load(found: Format, role: Role) -> Any:
    try:
        module = importlib.import_module(getattr(found, role))
    except ImportError as error:
        if found in BUILT_IN:
            raise
        raise PluginError(f"the plug-in for “{found.name}” cannot be imported: {error}") from error
    function = "read" if role == "reader" else "write"
    if not hasattr(module, function) or not hasattr(module, "Options"):
        raise PluginError(f"the plug-in for “{found.name}” has no {function}() or no Options")
    return module


def _suffixes(found: Format, role: Role) -> Iterable[str]:
    return () if found in BUILT_IN else getattr(_load(found, role), "SUFFIXES", ())


@cache
def _installed() -> Mapping[str, Format]:
    from importlib.metadata import entry_points  # dear: only when a built-in will not do

    found: dict[str, dict[str, str]] = {}
    for role in ("reader", "writer"):
        for entry in entry_points(group=f"docconv.{role}s"):
            rooms = found.setdefault(entry.name, {})
            if rooms.setdefault(role, entry.value) != entry.value:
                raise PluginError(
                    f"two plug-ins are a {role} of “{entry.name}”: {rooms[role]}, {entry.value}"
                )
    return {
        name: Format(name, (), "plug-in", rooms.get("reader", ""), rooms.get("writer", ""))
        for name, rooms in found.items()
    }
