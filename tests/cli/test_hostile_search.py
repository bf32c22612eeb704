"""Hostile queries through ``culm search``, as arguments and out of a file."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.index.search.test_searching import HOSTILE
from tests.support.pace import yardsticks
from tui.cli import main

ROOT = Path(__file__).parents[2]
LONGEST_ARGUMENT = 100_000
SEEDS = 5


def lines_of(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "library"
    assert main(["--library", str(path), "-q", "add", str(ROOT / "seeds")]) == 0
    return path


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_as_an_argument(library: Path, capsys: pytest.CaptureFixture[str], query: str) -> None:
    capsys.readouterr()
    code = main(["--library", str(library), "search", "--json", "--facets", "--", query])
    out = capsys.readouterr().out
    *hits, summary = lines_of(out)
    assert summary["query"] == re.sub("[\ud800-\udfff]", "\ufffd", query)
    assert len(hits) == summary["total"] <= SEEDS
    assert code == 0 if hits else code in (1, 2)
    assert code != 2 or summary["ignored"]
    assert not any(ord(char) < 32 for char in out.replace("\n", ""))
    ask = partial(main, ["--library", str(library), "search", "--", query])
    assert yardsticks(ask, enough=80) <= 80
    shown = capsys.readouterr()
    assert "\x00" not in shown.out + shown.err
    assert "\x1b" not in shown.out + shown.err
    assert "\u202e" not in shown.err


def test_out_of_a_file(library: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries"
    queries.write_bytes("\n".join(HOSTILE).encode("utf-8", "surrogatepass") + b"\n\xff\xfe \x80\n")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tui.cli",
            "--library",
            library,
            "search",
            "--json",
            "--from",
            queries,
        ],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
    )
    answers = [line for line in lines_of(done.stdout.decode()) if "total" in line]
    assert len(answers) == len(HOSTILE) + 1
    assert done.stderr == b""


def test_bytes_of_no_encoding_as_an_argument(library: Path) -> None:
    for query in (b"\xff\xfe trong", b"\xed\xa0\x80", b"-\xff", b"title:\x80*"):
        done = subprocess.run(
            [sys.executable, "-m", "tui.cli", "--library", library, "search", "--", query],
            cwd=ROOT,
            capture_output=True,
            check=False,
            timeout=60,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        assert done.returncode in (0, 1)
        assert b"Traceback" not in done.stderr
