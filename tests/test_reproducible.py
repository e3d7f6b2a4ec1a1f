"""The same input and options give the same bytes: anywhere, at any time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import docconv

_ROOT = Path(__file__).parents[1]
_TARGETS = sorted(name for name, known in docconv.formats().items() if known.writer)
_ZIP_TICK = 2.1  # seconds; the times in a ZIP file are two seconds apart
_PROGRAM = """
import hashlib, json, sys
import docconv
from tests.every_node import every_node
digests = {}
for target in sys.argv[2:]:
    outputs = [
        docconv.convert(sys.argv[1], target=target, level="bold").output,
        docconv.write(every_node(), target),
    ]
    digests[target] = [hashlib.sha256(output).hexdigest() for output in outputs]
print(json.dumps(digests))
"""


def _digests(folder: Path, **environment: str) -> dict[str, list[str]]:
    """The digests of all outputs, made by a process of its own in *folder*."""
    source = next((_ROOT / "seeds").glob("*.txt"))
    result = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(source), *_TARGETS],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(_ROOT), **environment},
        stdout=subprocess.PIPE,
        check=True,
    )
    digests: dict[str, list[str]] = json.loads(result.stdout)
    return digests


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[str]], ...]:
    """The digests of two processes that have nothing in common but input and options."""
    start = time.monotonic()
    folder = tmp_path_factory.mktemp("elsewhere")
    one = _digests(_ROOT, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    time.sleep(max(0.0, start + _ZIP_TICK - time.monotonic()))
    two = _digests(folder, PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C", HOME=str(folder))
    return one, two


@pytest.mark.parametrize("target", _TARGETS)
def test_the_same_input_gives_the_same_bytes(
    target: str, both: tuple[dict[str, list[str]], ...]
) -> None:
    one, two = both
    assert one[target] == two[target]


@pytest.mark.parametrize("target", ["docx", "epub", "pdf"])
def test_a_given_time_is_the_time_in_the_file(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs = set()
    for given in ("1000000000", "1000000000", "1500000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
        outputs.add(docconv.convert(b"A text.", source="text", target=target).output)
    assert len(outputs) == 2
