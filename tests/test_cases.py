"""The cases of ``tests/cases``: damaged text with its repair, and text that must not change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import docconv
from docconv import walk

_CASES = Path(__file__).parent / "cases"
_ARROW = " ⇒ "


def _cases(*folders: str) -> Iterator[object]:
    for folder in folders:
        for path in sorted((_CASES / folder).glob("*.txt")):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if line and not line.startswith("#"):
                    damaged, arrow, repaired = line.partition(_ARROW)
                    expected = repaired if arrow else damaged
                    yield pytest.param(damaged, expected, id=f"{folder}/{path.stem}:{number}")


def _repaired(text: str) -> str:
    document, _ = docconv.normalize(text.replace("¶", "\n\n"))
    return "¶".join(walk.texts(document.blocks))


@pytest.mark.parametrize(("damaged", "expected"), list(_cases("real", "synthetic")))
def test_damage_is_repaired(damaged: str, expected: str) -> None:
    assert _repaired(damaged) == expected


@pytest.mark.parametrize(("text", "expected"), list(_cases("negative")))
def test_what_is_right_stays(text: str, expected: str) -> None:
    assert _repaired(text) == expected


@pytest.mark.parametrize(("damaged", "expected"), list(_cases("known_failures")))
@pytest.mark.xfail(strict=True, reason="not learnt yet")
def test_what_is_still_to_learn(damaged: str, expected: str) -> None:
    assert _repaired(damaged) == expected


def test_there_are_enough_cases() -> None:
    assert len(list(_cases("real", "synthetic"))) >= 300
    assert len(list(_cases("negative"))) >= 300
