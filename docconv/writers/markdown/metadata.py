"""Metadata as the YAML block that a Markdown file may begin with; its strings are Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping

from docconv import pandoc
from docconv.ast import Blocks, Inlines, Meta, MetaValue, Plain, Text

# What needs no quotes: a word or a date, and on with words and what is harmless between them.
_PLAIN = re.compile(r"\d{4}-\d\d-\d\d|[^\W\d_][\w ,.;()’“”‘/+-]*(?<=[\w.)”’])")
_WORDS = frozenset("true false null yes no on off y n".split())
_KEY = re.compile(r"[A-Za-z_][\w-]*")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

Render = Callable[[Blocks], list[str]]


def front_matter(meta: Meta, render: Render) -> list[str]:
    """The lines of the block for *meta*, none if nothing is known; *render* writes blocks."""
    variables = pandoc.untyped_meta(meta)
    variables.pop(pandoc.VERSION_KEY, None)
    if not variables:
        return []
    return ["---", *_mapping(variables, render), "---"]


def _mapping(values: Mapping[str, MetaValue], render: Render) -> Iterator[str]:
    for key, value in values.items():
        name = key if _KEY.fullmatch(key) and key.lower() not in _WORDS else _quoted(key)
        first, *rest = _value(value, render)
        yield f"{name}:{first}"
        yield from (f"  {line}" if line else "" for line in rest)


def _value(value: MetaValue, render: Render) -> list[str]:
    """The lines of a value: the first goes behind the key or the dash, with its leading blank."""
    match value:
        case bool():
            return [f" {str(value).lower()}"]
        case str():
            return _inlines((Text(value),), render)
        case Mapping():
            return ["", *_mapping(value, render)] if value else [" {}"]
        case _ if pandoc.is_inlines(value):
            return _inlines(value, render)
        case _ if pandoc.is_blocks(value):
            return [" |2", *render(value)]
        case _ if pandoc.is_list(value):
            return ["", *_list(value, render)] if value else [" []"]
        case _:
            return [' ""']


def _list(items: tuple[MetaValue, ...], render: Render) -> Iterator[str]:
    for item in items:
        first, *rest = _value(item, render)
        yield f"-{first}"
        yield from (f"  {line}" if line else "" for line in rest)


def _inlines(content: Inlines, render: Render) -> list[str]:
    text = "\n".join(render((Plain(content),)))
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return [f" {text if is_plain else _quoted(text)}"]


def _quoted(text: str) -> str:
    """*text* in double quotes; JSON's escapes are YAML's too."""
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))
