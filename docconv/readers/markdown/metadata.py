"""The YAML block that a Markdown file may begin with."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from docconv.ast import MetaValue
from docconv.errors import Notice, ReadError, Warn

if TYPE_CHECKING:
    from yaml import MappingNode

_OPENING = re.compile(r"---[ \t]*\n(?=[^\s])")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_MOST = 10_000  # values; aliases could make more of a few bytes

Read = Callable[[str], MetaValue]


def split(text: str, read: Read, warn: Warn) -> tuple[dict[str, MetaValue], str]:
    """The variables in the YAML block at the top of *text*, and what follows it; *read* makes
    values of its strings, which are Markdown. What is no mapping is text between two rules, and
    so is, with a Notice, what is no valid YAML.

    Raises ReadError if its aliases would make very many values of it.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return {}, text
    import yaml

    source = text[opening.end() : closing.start()]
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        root = yaml.compose(source, Loader=loader)
    except (yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())
        warn(Notice("metadata-invalid", f"the text begins with no valid YAML: {reason}"))
        return {}, text
    if not isinstance(root, yaml.MappingNode):
        return {}, text
    return _Values(read).mapping(root), text[closing.end() :]


class _Values:
    """Turns YAML's nodes to values of metadata, not more of them than a person would write."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._count = 0

    def value(self, node: object) -> MetaValue:
        import yaml

        self._count += 1
        if self._count > _MOST:
            raise ReadError("the metadata holds too many values")
        match node:
            case yaml.ScalarNode():
                return self._scalar(node.value, quoted=bool(node.style))
            case yaml.SequenceNode():
                return tuple(self.value(item) for item in node.value)
            case yaml.MappingNode():
                return self.mapping(node)
            case _:
                return ""

    def mapping(self, node: MappingNode) -> dict[str, MetaValue]:
        return {str(key.value): self.value(item) for key, item in node.value}

    def _scalar(self, text: str, *, quoted: bool) -> MetaValue:
        if not quoted and text.lower() in ("true", "false"):
            return text.lower() == "true"
        if not quoted and text in ("", "~", "null"):
            return ""
        return self._read(text)
