"""Full disks of fifty sizes, thousands of flipped bits and cut files; by ``make torture``."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.support.damage import Outcome, after_damage, cut, flipped, library_with_backup
from tests.support.full_disk import fill_and_look

FLIPS = int(os.environ.get("CULM_FLIPS", "2000"))
SIZES = 50


@pytest.mark.slow
def test_disks_that_are_full_at_fifty_sizes(tmp_path: Path) -> None:
    chance = random.Random()
    rooms = [0, 1, 511, 512, 4095, 4096, 8192, *(chance.randrange(300_000) for _ in range(SIZES))]
    said = [fill_and_look(tmp_path / str(n), room) for n, room in enumerate(rooms[:SIZES])]
    print(f"\n{SIZES} full disks, {sum(said)} changes acknowledged before, none lost")


@pytest.mark.slow
def test_thousands_of_flipped_bits_and_cut_files(tmp_path: Path) -> None:
    chance = random.Random()
    whole = library_with_backup(tmp_path)
    outcomes = [
        after_damage(tmp_path, whole, (cut if number % 5 == 0 else flipped)(whole.data, chance))
        for number in range(FLIPS)
    ]
    counts = {kind: outcomes.count(kind) for kind in Outcome}
    assert counts[Outcome.SEEN] > FLIPS // 4
    print(f"\n{FLIPS} damaged files: " + ", ".join(f"{n} {kind}" for kind, n in counts.items()))
