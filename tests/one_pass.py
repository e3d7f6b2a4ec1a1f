"""A pass by itself: raw text in, what it becomes, and the edits."""

from __future__ import annotations

import time
from types import ModuleType
from unittest.mock import patch

from docconv import normalizer
from docconv.ast import Document
from docconv.edits import Edit, Level
from docconv.normalizer.evidence import Evidence
from docconv.normalizer.flow import Flow
from docconv.normalizer.view import LINE, PARA
from docconv.readers.text import parse

_SHOWN = str.maketrans({PARA: "¶", LINE: "/"})


def normalized(
    text: str, *passes: ModuleType, level: Level = "standard"
) -> tuple[Document, tuple[Edit, ...]]:
    """The document that *passes* make of *text*, and their edits."""
    with patch.object(normalizer, "PASSES", passes):
        return normalizer.normalize(parse(text), level)


def repaired(text: str, *passes: ModuleType, level: Level = "standard") -> str:
    """The text that *passes* make of *text*: ``¶`` parts paragraphs, ``/`` lines."""
    document, _ = normalized(text, *passes, level=level)
    return Flow.read(document).view().text.translate(_SHOWN)


def edits(text: str, *passes: ModuleType) -> dict[str, list[Edit]]:
    """The edits of *passes* by rule."""
    found: dict[str, list[Edit]] = {}
    for edit in normalized(text, *passes)[1]:
        found.setdefault(edit.rule.partition("/")[2], []).append(edit)
    return found


def is_linear(piece: str, module: ModuleType, count: int = 3000) -> bool:
    """Whether four times as many *pieces* cost *module* less than ten times as much."""

    def cost(times: int) -> float:
        view = Flow.read(parse(piece * times)).view()
        evidence = Evidence.of(view)
        begin = time.process_time()
        sum(1 for _ in module.propose(view, evidence))
        return time.process_time() - begin

    cost(10)
    # Machines are noisy: what is quadratic fails each time, what is linear does not.
    return any(cost(4 * count) < 10 * max(cost(count), 0.05) for _ in range(4))
