"""``culm`` called as a user types it, in the process of the test."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.cli import main

Rows = list[dict[str, Any]]
Run = Callable[..., tuple[int, Rows]]
"""Carries out a command on a library: the exit code, and what it gave as JSON."""


def runner(library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """What runs commands on a library, with ``--json`` unless told otherwise."""

    def run(*arguments: object, json_lines: bool = True) -> tuple[int, Rows]:
        capsys.readouterr()
        extra = ["--json"] if json_lines else []
        code = main(["--library", str(library), *map(str, arguments), *extra])
        lines = capsys.readouterr().out.splitlines()
        return code, [json.loads(line) for line in lines] if json_lines else []

    return run
