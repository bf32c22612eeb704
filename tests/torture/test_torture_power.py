"""The power is cut after every single thing that SQLite does while annotating."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from index.notes import Notes
from tests.support.annotating import ROOT, lost
from tests.support.power import Event, disk_after, read_log


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Event]]:
    """The path of a library that was annotated, and all that reached the disk meanwhile."""
    directory = tmp_path_factory.mktemp("recorded")
    path, log = directory / "notes.db", directory / "log"
    script = ROOT / "tests" / "support" / "power.py"
    subprocess.run([sys.executable, str(script), str(path), str(log)], check=True, cwd=ROOT)
    return path, read_log(log)


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.0, 1.0, 0.5, 0.1, 0.9])
def test_what_was_acknowledged_survives_a_power_cut_at_any_moment(
    tmp_path: Path, recorded: tuple[Path, list[Event]], share: float
) -> None:
    original, events = recorded
    chance = random.Random(share)
    path = tmp_path / "notes.db"
    cuts = 0
    for end in range(1, len(events) + 1):
        for old in tmp_path.glob("notes.db*"):
            old.unlink()
        for name, content in disk_after(events[:end], lambda: chance.random() < share).items():
            assert Path(name).parent == original.parent
            (tmp_path / Path(name).name).write_bytes(content)
        if not path.exists() or path.stat().st_size == 0:
            assert not any(event.kind == "said" for event in events[:end])
            continue
        notes = Notes.open(path)
        said = [list(event.words) for event in events[:end] if event.kind == "said"]
        assert lost(notes, said) == []
        assert notes.problems() == []
        notes.close()
        cuts += 1
    assert cuts > 100
    print(f"\n{cuts} power cuts, {share:.0%} of what was not synced kept: nothing lost")
