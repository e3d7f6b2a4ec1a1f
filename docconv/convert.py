"""The whole way on one screen: bytes → reader → normalizer → writer → bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, ParamSpec, TypeVar

from docconv import files, options
from docconv.ast import Document
from docconv.edits import LEVELS, Edit, Level
from docconv.errors import (
    DocconvError,
    FormatError,
    Notice,
    OptionError,
    ReadError,
    Warn,
    WriteError,
)
from docconv.formats import from_path, reader, writer

P = ParamSpec("P")
T = TypeVar("T")
Source = str | os.PathLike[str] | bytes


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a conversion gives: the *output*'s bytes, the document as it was *read* and as it was
    written, the ledger of *edits*, and the *notices* for a person."""

    output: bytes
    read: Document
    document: Document
    edits: tuple[Edit, ...]
    notices: tuple[Notice, ...]


def convert(
    input: Source,  # noqa: A002
    output: str | os.PathLike[str] | None = None,
    *,
    source: str | None = None,
    target: str | None = None,
    level: Level = "standard",
    reject: Collection[str] = (),
    meta: Mapping[str, Any] | None = None,
    **settings: object,
) -> Conversion:
    """Convert a file, or bytes, and repair its text on the way.

    *input* is a path or bytes; *output* a path, written whole or not at all, or None. The formats
    *source* and *target* follow from the suffixes unless named. *level* and *reject* are those of
    :func:`normalize`; *meta* overrides fields of the metadata; *settings* are options of the
    reader and the writer.

    Raises DocconvError: FormatError, OptionError, ReadError, WriteError or PluginError.
    """
    notices: list[Notice] = []
    data = _load(input)
    source = source or format_of(input, data, notices.append)
    target = target or _target(output)
    kinds = (reader(source).Options, writer(target).Options)
    _check_names(settings, *kinds)
    mine = [_only(settings, kind) for kind in kinds]

    original = read(data, source=source, name=_name(input), warn=notices.append, **mine[0])
    if meta:
        original = replace(original, meta=replace(original.meta, **meta))
    document, edits = normalize(original, level=level, reject=reject)
    made = write(document, target, warn=notices.append, **mine[1])
    if output is not None:
        files.save(output, made)
    return Conversion(made, original, document, edits, tuple(notices))


def read(
    input: Source,  # noqa: A002
    *,
    source: str | None = None,
    name: str = "",
    warn: Warn | None = None,
    **settings: object,
) -> Document:
    """The document in a file or in bytes, as it stands there.

    The format is *source*, else what suffix and content tell. *name* stands for the input in
    errors (default: its path). *warn* is called with each Notice; without it they are logged.
    Raises FormatError, OptionError, ReadError or PluginError.
    """
    warn = warn or _log
    data = _load(input)
    module = reader(source or format_of(input, data, warn))
    chosen = _options(module.Options, settings)
    return _guard(name or _name(input), ReadError, module.read, data, chosen, warn)


def normalize(
    document: Document | str, *, level: Level = "standard", reject: Collection[str] = ()
) -> tuple[Document, tuple[Edit, ...]]:
    """Repair *document*, or raw text: the repaired document and every edit.

    *level* says how sure an edit must be to be applied: ``off``, ``safe``, ``standard`` or
    ``bold``; the others come back as suggestions. Edits whose ids are in *reject* are left out.
    Raises OptionError for an unknown level.
    """
    if level not in LEVELS:
        raise OptionError(f"no such level of repair: {level}; there are {', '.join(LEVELS)}")
    if isinstance(document, str):
        from docconv.decode import clean
        from docconv.readers.text import parse

        document = parse(clean(document, _log))
    if level == "off":
        return document, ()
    from docconv import normalizer

    return normalizer.normalize(document, level, reject)


def write(
    document: Document, target: str, *, warn: Warn | None = None, **settings: object
) -> bytes:
    """The bytes of a file of the format *target* that holds *document*. *warn* is called with a
    Notice for all that the format cannot carry. Raises FormatError, OptionError, WriteError or
    PluginError."""
    module = writer(target)
    chosen = _options(module.Options, settings)
    return _guard(target, WriteError, module.write, document, chosen, warn or _log)


def format_of(input: Source, data: bytes, warn: Warn) -> str:  # noqa: A002
    """The format of an input by its suffix and its content, *data*, which decides if the two
    differ. Raises FormatError if neither tells, ReadError if nothing reads what it is."""
    from docconv.detect import chosen

    told, unknown = "", "the content does not tell its format: name it with source=…"
    if not isinstance(input, bytes):
        try:
            told = from_path(input, "reader")
        except FormatError as error:
            unknown = str(error)
    found = _guard(_name(input), ReadError, chosen, told, data, warn)
    if not found:
        raise FormatError(unknown)
    return found


def _target(output: str | os.PathLike[str] | None) -> str:
    if output is None:
        raise OptionError("name the format to write: target=…")
    return from_path(output, "writer")


def _load(input: Source) -> bytes:  # noqa: A002
    return input if isinstance(input, bytes) else files.load(input)


def _name(input: Source) -> str:  # noqa: A002
    return "input" if isinstance(input, bytes) else os.fspath(input)


def _options(kind: type[Any], settings: Mapping[str, object]) -> Any:
    _check_names(settings, kind)
    return options.build(kind, settings)


def _check_names(settings: Mapping[str, object], *kinds: type[Any]) -> None:
    known = {name for kind in kinds for name in options.names(kind)}
    for name in settings:
        if name not in known:
            has = ", ".join(sorted(known)).replace("_", "-") or "none"
            raise OptionError(f"no option “{name.replace('_', '-')}” here; there are: {has}")


def _only(settings: Mapping[str, object], kind: type[Any]) -> dict[str, Any]:
    return {name: settings[name] for name in options.names(kind) if name in settings}


def _guard(
    name: str,
    kind: type[DocconvError],
    work: Callable[P, T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """What *work* returns; its errors name the file, and absurd nesting is an error of *kind*."""
    try:
        return work(*args, **kwargs)
    except DocconvError as error:
        raise type(error)(f"{name}: {error}") from error
    except RecursionError as error:
        raise kind(f"{name}: nested too deeply") from error


def _log(notice: Notice) -> None:
    import logging  # dear, and seldom needed

    logging.getLogger("docconv").warning("%s: %s", notice.code, notice.message)
