"""Twenty thousand random keys in the reader, in many sizes; by ``make torture``."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from index.library import Library
from index.library.upkeep.care import examine
from tests.support.monkey import play
from tests.support.reading_room import annotated_library, known_annotations, missing

KEYS = int(os.environ.get("CULM_KEYS", "20000"))
SEED = int(os.environ.get("CULM_SEED", "0")) or random.randrange(1, 1 << 30)


@pytest.mark.slow
def test_twenty_thousand_random_keys(tmp_path: Path) -> None:
    print(f"\nCULM_SEED={SEED}")
    path = annotated_library(tmp_path / "library", tmp_path)
    chance = random.Random(SEED)
    known = known_annotations(path)
    pressed = starts = 0
    while pressed < KEYS:
        played = play(path, tmp_path / "home", chance, min(1000, KEYS - pressed))
        pressed, starts = pressed + played.keys, starts + played.starts
        assert missing(path, known) == []
        known |= known_annotations(path)
        print(f"{pressed} keys, {starts} starts, {len(known)} annotations, none lost", flush=True)
    with Library.open(path) as library:
        assert library.notes.problems() == []
        assert all(found.ok for found in examine(library, thorough=True))
