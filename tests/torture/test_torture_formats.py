"""An import of every format, killed at a hundred points and run again; by ``make torture``."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.library import Library

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
KILLS = int(os.environ.get("CULM_KILLS", "100"))


def _add(library: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tui.cli", "--library", str(library), "-q", "add"]
    return subprocess.Popen(
        [*command, str(SAMPLES)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _held(path: Path) -> list[tuple[object, ...]]:
    """What a library holds, apart from the numbers of its rows."""
    with Library.open(path, create=False) as library:
        articles = [library.article(int(number)) for number in library.listing()]
        words = ("bridge", "ferry", "clock", "island")
        found = tuple((word, library.searching.search(word).total) for word in words)
        imports = library.archive.imports
        brought = sorted(key for row in imports.all() for key in imports.brought(row.id))
        inputs = [state for _, state in library.archive.inputs.under(str(SAMPLES))]
    told = [
        (one.key, one.version, one.title, str(one.published), one.outlet, one.authors, one.url)
        for one in articles
    ]
    return [
        *sorted(told),
        found,
        tuple(brought),
        *((state.key, state.error, state.digest) for state in inputs),
    ]


@pytest.mark.slow
def test_an_import_killed_anywhere_and_run_again_is_the_import(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert _add(tmp_path / "whole").wait() == 3
    whole_seconds = time.monotonic() - begun
    expected = _held(tmp_path / "whole")
    chance = random.Random()
    killed = tried = 0
    while killed < KILLS:
        tried += 1
        library = tmp_path / str(tried)
        adding = _add(library)
        try:
            adding.wait(chance.uniform(0, whole_seconds))
        except subprocess.TimeoutExpired:
            adding.kill()
            adding.wait()
            killed += 1
        assert _add(library).wait() == 3
        assert _held(library) == expected
        shutil.rmtree(library)
    print(f"\n{killed} of {tried} imports killed, all the same in the end")
