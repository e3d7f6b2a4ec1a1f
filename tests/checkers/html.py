"""Checkers of HTML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tests.checkers.tools import Finding, findings, java, missing, node, npm_package, program


def nu(files: Sequence[Path]) -> list[Finding]:
    """The Nu HTML checker (validator.nu)."""
    jar = npm_package("vnu-jar") / "build" / "dist" / "vnu.jar"
    if not jar.exists():
        missing("the npm package vnu-jar")
    options = ("--stdout", "--exit-zero-always", "--format", "json")
    report = json.loads(
        java(jar, "nu.validator.client.SimpleCommandLineValidator", *options, *files)
    )
    by_url = {file.resolve().as_uri().removeprefix("file://"): file for file in files}
    return [
        Finding(
            by_url[message["url"].removeprefix("file:")],
            "nu",
            message["type"],
            f"{message['message']} @ {message.get('extract', '')!r}",
        )
        for message in report["messages"]
        if message["type"] != "info" or message.get("subType") == "warning"
    ]


def axe(files: Sequence[Path]) -> list[Finding]:
    """axe-core in a browser: accessibility."""
    program("chromium")
    return findings("axe", files, node("axe.cjs", "axe-core", *files))
