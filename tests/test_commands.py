"""Runs the sessions in ``commands/*.md``.

A session is a fenced block. A line ``% command`` is run by the shell, in a folder of the file's
own that holds the real document as ``seed.txt``. What follows is its input, if a line ``^D`` ends
it, then what it is to print, what it is to say on the error stream (``2> …``) and its exit code
(``=> …``, if it is not 0). ``pytest --accept`` rewrites the files by what happens.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from difflib import unified_diff
from itertools import groupby
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_SEED = next((_HERE.parent / "seeds").glob("*.txt"))
_SESSIONS = sorted((_HERE / "commands").glob("*.md"))
_FENCE, _PROMPT, _END, _ERROR, _EXIT = "```", "% ", "^D", "2> ", "=> "


@pytest.mark.skipif(not shutil.which("sh"), reason="the sessions are run by sh")
@pytest.mark.parametrize("path", _SESSIONS, ids=lambda path: path.stem)
def test_a_session_goes_as_written(path: Path, tmp_path: Path, accept: bool) -> None:
    shutil.copy(_SEED, tmp_path / "seed.txt")
    written = path.read_text("utf-8")
    happened = "".join(f"{line}\n" for line in _replayed(written, tmp_path))
    if accept:
        path.write_text(happened, "utf-8")
    elif happened != written:
        pytest.fail("\n".join(unified_diff(written.splitlines(), happened.splitlines())))


def _replayed(text: str, folder: Path) -> Iterator[str]:
    """The lines of *text* with all its commands run again."""
    for inside, lines in _by_fence(text.splitlines()):
        if inside:
            for command in _commands(lines):
                yield from _run(command, folder)
        else:
            yield from lines


def _by_fence(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Runs of lines, each with whether they lie inside a fenced block. Fences lie outside."""
    inside = False
    places = []
    for line in lines:
        fence = line.startswith(_FENCE)
        places.append(inside and not fence)
        inside ^= fence
    for place, group in groupby(zip(places, lines, strict=True), key=lambda pair: pair[0]):
        yield place, [line for _, line in group]


def _commands(lines: list[str]) -> Iterator[list[str]]:
    """*lines* cut before each prompt."""
    starts = [n for n, line in enumerate(lines) if line.startswith(_PROMPT)]
    assert starts[:1] == [0], f"a session begins with “{_PROMPT}”: {lines}"
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start:end]


def _run(lines: list[str], folder: Path) -> Iterator[str]:
    """The command in *lines*, its input, and what came of it."""
    given = lines[: lines.index(_END) + 1] if _END in lines else lines[:1]
    result = subprocess.run(
        ["sh", "-c", lines[0].removeprefix(_PROMPT)],
        cwd=folder,
        env=_environment(),
        input="".join(f"{line}\n" for line in given[1:-1]),
        capture_output=True,
        encoding="utf-8",
    )
    yield from given
    yield from result.stdout.splitlines()
    yield from (_ERROR + line for line in result.stderr.splitlines())
    if result.returncode:
        yield f"{_EXIT}{result.returncode}"


def _environment() -> dict[str, str]:
    """An environment in which docconv is found and does nothing for a terminal's sake."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
