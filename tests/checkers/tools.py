"""What the checkers share: a finding, and how outside programs are found and run."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

_HERE = Path(__file__).parent
_DRIVERS = _HERE / "drivers"
_CACHE = Path(os.environ.get("DOCCONV_CHECKERS", _HERE.parents[1] / ".cache" / "checkers"))
_PACKAGES = _CACHE.resolve() / "node_modules"
_SECONDS = 600
# The checkers are short-lived: the quick compiler and collector halve their CPU time.
_JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", "-Dfile.encoding=UTF-8")


@dataclass(frozen=True, slots=True)
class Finding:
    """An error or a warning of *checker* about *file*."""

    file: Path
    checker: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file.name}: {self.checker}: {self.rule}: {self.message[:300]}"


def missing(what: str) -> NoReturn:
    """Skip the test because *what* is not installed; under ``CI=true`` fail it."""
    reason = f"{what} is not installed (the extra “test” and tests/checkers/install bring it)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def program(name: str) -> str:
    """The path of the program *name*."""
    return shutil.which(name) or missing(name)


def package(name: str) -> Path:
    """The folder of the installed Python package *name*."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        missing(f"the Python package {name}")
    return Path(spec.submodule_search_locations[0])


def run(*command: str | Path, **environment: str) -> str:
    """What *command* prints; a checker that fails to run, or to end, fails the test."""
    with subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **environment},
        start_new_session=True,
    ) as process:
        try:
            output, errors = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            pytest.fail(f"{command[0]} did not end within {_SECONDS} seconds")
    if process.returncode:
        pytest.fail(f"{command[0]} broke down:\n{output[-2000:]}\n{errors[-2000:]}")
    return output


def java(classpath: str | Path, main: str, *arguments: str | Path) -> str:
    """What the Java class *main* prints, or the driver of that name, which Java compiles first."""
    is_driver = main.endswith(".java")
    if is_driver:
        program("javac")
    start = _DRIVERS / main if is_driver else main
    return run(program("java"), *_JAVA_OPTIONS, "-cp", classpath, start, *arguments)


def node(driver: str, needs: str, *arguments: str | Path) -> str:
    """What the Node *driver* prints, which *needs* an npm package."""
    if not npm_package(needs).exists():
        missing(f"the npm package {needs}")
    own = _PACKAGES / ".bin" / "node"
    return run(
        own if own.exists() else program("node"),
        _DRIVERS / driver,
        *arguments,
        NODE_PATH=str(_PACKAGES),
        PUPPETEER_EXECUTABLE_PATH=str(_DRIVERS / "chromium"),
        DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1",
    )


def npm_package(name: str) -> Path:
    """The folder of the npm package *name*."""
    return _PACKAGES / name


def findings(checker: str, files: Sequence[Path], output: str) -> list[Finding]:
    """The findings in *output*, in the form all drivers print: file, rule, message by tabs."""
    known = {str(file): file for file in files}
    rows = (line.split("\t", 2) for line in output.splitlines() if line.count("\t") >= 2)
    return [Finding(known[name], checker, rule, text) for name, rule, text in rows if name in known]
