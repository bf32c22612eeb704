"""A thousand kills while annotating; run by ``make torture``, takes some minutes."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from index.notes import Notes
from tests.support.annotating import acknowledged_before_a_kill, lost

KILLS = int(os.environ.get("CULM_KILLS", "1000"))


@pytest.mark.slow
def test_a_thousand_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    chance = random.Random()
    acknowledged = 0
    for library in range(max(1, KILLS // 50)):
        path = tmp_path / str(library) / "notes.db"
        said: list[list[str]] = []
        for number in range(min(50, KILLS)):
            said += acknowledged_before_a_kill(path, f"run {number}", chance)
            notes = Notes.open(path)
            assert lost(notes, said) == []
            if number % 10 == 9:
                assert notes.problems() == []
            notes.close()
        acknowledged += len(said)
    print(f"\n{KILLS} kills, {acknowledged} changes acknowledged, none lost")
