"""Nothing is lost, nothing is fetched, and an error is one clear line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import docconv

_TARGETS = sorted(name for name, known in docconv.formats().items() if known.writer)
_OLD = b"what stood here before"
_TEXT = "A paragraph of some length, one among many.\n\n" * 50

_MAIN = "import sys; from docconv.cli import main; sys.exit(main())"
# The kernel kills the process in the middle of the first write past the limit …
_KILLED_WRITING = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
{_MAIN}
"""
# … or refuses it, as a full disk does.
_DISK_FULL = f"""
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
{_MAIN}
"""
# Root may do anything, so become nobody; only once all is imported, for nobody may read little.
_NOBODY = """
import os, sys, tempfile
from docconv.cli import main
main(["-", "-f", "text", "-t", "html", "-o", os.devnull, "--quiet"])
if os.getuid() == 0:
    os.setuid(65534)
sys.exit(main())
"""


def _docconv(
    *arguments: str | Path, program: str = _MAIN, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-B", "-c", program, *map(str, arguments)],
        input=given,
        capture_output=True,
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.txt"
    path.write_text(_TEXT)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder with an old output in it and nothing else."""
    path = tmp_path / "out" / "source.html"
    path.parent.mkdir()
    path.write_bytes(_OLD)
    return path


def _assert_one_clear_line(result: subprocess.CompletedProcess[bytes], *names: str | Path) -> None:
    lines = result.stderr.decode().splitlines()
    assert len(lines) == 1, result.stderr.decode()
    assert "Traceback" not in lines[0]
    assert all(str(name) in lines[0] for name in names), lines[0]
    assert result.returncode == 1


def _assert_untouched(target: Path) -> None:
    assert target.read_bytes() == _OLD
    assert list(target.parent.iterdir()) == [target], "a temporary file was left behind"


# --- A failed or killed run leaves the old output file, or the whole new one --------------------


@pytest.mark.parametrize("name", _TARGETS)
def test_a_run_killed_in_the_middle_of_writing_leaves_the_old_file(
    name: str, source: Path, target: Path
) -> None:
    result = _docconv(source, "-t", name, "-o", target, program=_KILLED_WRITING)
    assert result.returncode == -signal.SIGXFSZ
    assert target.read_bytes() == _OLD


def test_a_run_killed_at_any_moment_leaves_the_old_file_or_the_whole_new_one(
    source: Path, target: Path
) -> None:
    start = time.monotonic()
    assert _docconv(source, "-o", target).returncode == 0
    whole, seconds = target.read_bytes(), time.monotonic() - start
    for step in range(12):
        target.write_bytes(_OLD)
        command = [sys.executable, "-c", _MAIN, str(source), "-o", str(target)]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(seconds * (0.4 + 0.06 * step))
        process.kill()
        process.wait()
        assert target.read_bytes() in (_OLD, whole)


@pytest.mark.parametrize("name", _TARGETS)
def test_a_full_disk_is_one_clear_line_and_leaves_the_old_file(
    name: str, source: Path, target: Path
) -> None:
    result = _docconv(source, "-t", name, "-o", target, "--quiet", program=_DISK_FULL)
    _assert_one_clear_line(result, target, "too large")
    _assert_untouched(target)


def test_a_full_disk_behind_standard_output_is_one_clear_line(source: Path) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [sys.executable, "-c", _MAIN, source, "-t", "html", "-o", "-", "--quiet"],
            stdout=full,
            stderr=subprocess.PIPE,
        )
    _assert_one_clear_line(result, "no space left")


def test_a_pipe_or_device_is_written_to_and_not_replaced(source: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert _docconv(source, "-t", "text", "-o", pipe).returncode == 0
    assert os.read(end, 9) == b"A paragra"
    os.close(end)
    assert pipe.is_fifo()


def test_a_symbolic_link_stays_one(source: Path, target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(target)
    assert _docconv(source, "-o", link).returncode == 0
    assert link.is_symlink()
    assert b"<html" in target.read_bytes()


# --- An error is one clear line, exit 1, old output untouched -----------------------------------


def test_a_missing_input_is_one_clear_line(target: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    _assert_one_clear_line(_docconv(missing, "-o", target), missing, "no such file")
    _assert_untouched(target)


def test_a_folder_as_input_is_one_clear_line(target: Path, tmp_path: Path) -> None:
    result = _docconv(tmp_path, "-f", "text", "-o", target)
    _assert_one_clear_line(result, tmp_path, "is a directory")
    _assert_untouched(target)


@pytest.mark.parametrize(
    ("data", "cause"),
    [(b"", "no text"), (b" \n\n\t\n", "no text"), (bytes(range(256)) * 20, "not text")],
    ids=["empty", "blank", "binary"],
)
def test_an_input_without_text_is_one_clear_line(
    data: bytes, cause: str, source: Path, target: Path
) -> None:
    source.write_bytes(data)
    _assert_one_clear_line(_docconv(source, "-o", target), source, cause)
    _assert_untouched(target)


def test_an_unknown_format_is_one_clear_line(source: Path, target: Path) -> None:
    _assert_one_clear_line(_docconv(source, "-t", "wordstar", "-o", target), "wordstar")
    _assert_one_clear_line(_docconv(source, "-o", target.with_suffix(".ws")), ".ws")
    _assert_one_clear_line(_docconv(source, "-f", "wordstar", "-o", target), "wordstar")
    _assert_untouched(target)


def test_a_folder_that_is_none_is_one_clear_line(source: Path) -> None:
    result = _docconv(source, "-o", source / "a.html", "--quiet")
    _assert_one_clear_line(result, source / "a.html")


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Callable[[Path, int], None]]:
    """Sets the permissions of a path whose folders anybody may enter, until the test ends."""
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    changed: list[Path] = []

    def guard(path: Path, mode: int) -> None:
        changed.append(path)
        path.chmod(mode)

    yield guard
    for path in changed:
        path.chmod(0o755)


def test_a_read_only_folder_is_one_clear_line(
    source: Path, target: Path, guarded: Callable[[Path, int], None]
) -> None:
    guarded(target.parent, 0o555)
    result = _docconv(source, "-o", target, "--quiet", program=_NOBODY, given=b"A text.")
    _assert_one_clear_line(result, target, "permission denied")
    _assert_untouched(target)


def test_an_unreadable_input_is_one_clear_line(
    source: Path, target: Path, guarded: Callable[[Path, int], None]
) -> None:
    guarded(source, 0o000)
    result = _docconv(source, "-o", target, program=_NOBODY, given=b"A text.")
    _assert_one_clear_line(result, source, "permission denied")
    _assert_untouched(target)


def test_one_failure_does_not_stop_the_others(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = _docconv(tmp_path / "missing.txt", source, "-t", "html,text", "-d", out, "--quiet")
    _assert_one_clear_line(result, "missing.txt")
    assert sorted(path.name for path in out.iterdir()) == ["source.html", "source.txt"]
