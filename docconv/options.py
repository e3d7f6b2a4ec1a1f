"""Options: each format declares a frozen dataclass, whose fields become keyword arguments of the
library and ``-O name=value`` of the command by themselves."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from docconv.errors import OptionError


def names(kind: type[Any]) -> tuple[str, ...]:
    """The names of the options in *kind*."""
    return tuple(field.name for field in dataclasses.fields(kind))


def build(kind: type[Any], given: Mapping[str, object]) -> Any:
    """An instance of the options *kind* with the values *given*, of which strings are read as
    the option's type asks. Names *kind* does not have are left out.

    Raises OptionError if a value does not fit.
    """
    hints = get_type_hints(kind)
    values = {name: _fit(name, hints[name], given[name]) for name in names(kind) if name in given}
    return kind(**values)


def describe(kind: type[Any]) -> list[tuple[str, str, str]]:
    """Name, type with default, and help of each option in *kind*, for people."""
    hints = get_type_hints(kind)
    return [
        (
            field.name.replace("_", "-"),
            f"{_type_text(hints[field.name])}, default {_value_text(field.default)}",
            str(field.metadata.get("help", "")),
        )
        for field in dataclasses.fields(kind)
    ]


def _fit(name: str, hint: Any, value: object) -> object:
    for kind in _alternatives(hint):
        if get_origin(kind) is Literal:
            if value in get_args(kind):
                return value
        elif isinstance(value, str):
            parsed = _parse(kind, value)
            if parsed is not None:
                return parsed
        elif isinstance(value, kind) or (kind is float and isinstance(value, int)):
            return value
    raise OptionError(f"{name.replace('_', '-')}: “{value}” is not {_type_text(hint)}")


def _alternatives(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}


def _parse(kind: Any, value: str) -> object | None:
    """*value* read as *kind*, None if it is no such thing."""
    if kind is bool:
        return _BOOLEANS.get(value.lower())
    try:
        return kind(value) if kind in (str, int, float) else None
    except ValueError:
        return None


_TYPE_TEXTS = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}


def _type_text(hint: Any) -> str:
    texts = [
        ", ".join(map(str, get_args(kind)))
        if get_origin(kind) is Literal
        else _TYPE_TEXTS.get(kind, str(kind))
        for kind in _alternatives(hint)
        if kind is not type(None)
    ]
    return " or ".join(texts)


def _value_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if value not in ("", None) else "none"
