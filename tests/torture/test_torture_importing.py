"""A thousand kills while one process imports and another annotates; by ``make torture``."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from index.library import Library
from index.library.imports.importing import finish
from index.library.upkeep.care import examine
from tests.support.annotating import annotating, lost, said_before_a_kill
from tests.support.importing import importing, overtaken

KILLS = int(os.environ.get("CULM_KILLS", "1000"))
A_LIBRARY = 25


@pytest.mark.slow
def test_a_thousand_kills_while_importing_and_annotating_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random()
    acknowledged = 0
    for number in range(1, max(1, KILLS // (2 * A_LIBRARY)) + 1):
        acknowledged += len(_one_library(tmp_path / str(number), chance))
        print(f"\n{number * 2 * A_LIBRARY} kills while importing and annotating, ", end="")
        print(f"{acknowledged} acknowledged, none lost", flush=True)


def _one_library(directory: Path, chance: random.Random) -> list[list[str]]:
    path = directory / "library"
    said: list[list[str]] = []
    directory.mkdir()
    for number in range(A_LIBRARY):
        with (
            importing(path, directory / "news", f"import {number}") as importer,
            annotating(path / "notes.db", f"reader {number}") as reader,
        ):
            said += said_before_a_kill(importer, chance.randrange(1, 7), chance.random() * 0.3)
            said += said_before_a_kill(reader, chance.randrange(4), chance.random() * 0.02)
        with Library.open(path) as library:
            assert lost(library.notes, said) == []
            assert overtaken(library, said) == []
            assert number % 10 or library.notes.problems() == []
    with Library.open(path) as library:
        finish(library)
        assert all(found.ok for found in examine(library, thorough=True))
        assert library.notes.problems() == []
    return [words for words in said if words[0] != "writing"]
