"""What docconv writes has no error and no warning in any outside checker."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import docconv
from docconv import Document
from docconv.formats import writer
from tests.checkers import CHECKERS, Checker, Finding
from tests.every_node import every_node
from tests.random_documents import random_document

_SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
_RANDOM = int(os.environ.get("DOCCONV_RANDOM", "5"))
_SHOWN = 30


def _made() -> dict[str, Document]:
    seeds = {path.stem: docconv.normalize(docconv.read(path))[0] for path in _SEEDS}
    return {**seeds, "every-node": every_node(), "empty": Document()}


def _otherwise() -> dict[str, Document]:
    return {"every-node-otherwise": every_node()}


def _random() -> dict[str, Document]:
    return {f"random-{seed}": random_document(seed) for seed in range(_RANDOM)}


_CORPORA = {"made": _made, "otherwise": _otherwise, "random": _random}

Outputs: TypeAlias = Callable[[str, str], list[Path]]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """The files of a corpus in a format, written when they are first asked for."""
    folder = tmp_path_factory.mktemp("outputs")

    @cache
    def files(corpus: str, target: str) -> list[Path]:
        settings = _turned(target) if corpus == "otherwise" else {}
        paths = []
        for name, document in _CORPORA[corpus]().items():
            path = folder / f"{name}.{target}"
            path.write_bytes(docconv.write(document, target, **settings))
            paths.append(path)
        return paths

    return files


def _turned(target: str) -> dict[str, Any]:
    """Every switch among the options of *target*, set against its default."""
    switches = (f for f in fields(writer(target).Options) if isinstance(f.default, bool))
    return {switch.name: not switch.default for switch in switches}


@pytest.mark.parametrize("corpus", _CORPORA)
@pytest.mark.parametrize(
    ("target", "checker"),
    [(target, checker) for target, checkers in CHECKERS.items() for checker in checkers],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_every_output_has_no_error_and_no_warning(
    target: str, checker: Checker, corpus: str, outputs: Outputs
) -> None:
    findings = checker(outputs(corpus, target))
    assert not findings, _report(findings)


def _report(findings: list[Finding]) -> str:
    """How often each rule was broken, then the first findings."""
    rules = Counter(f"{finding.checker}: {finding.rule}" for finding in findings)
    counts = [f"{count} × {rule}" for rule, count in rules.most_common()]
    return "\n".join([*counts[:_SHOWN], "", *map(str, findings[:_SHOWN])])
