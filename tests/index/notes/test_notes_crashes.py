"""What was acknowledged is there: after kill -9, with two writers, on a full disk."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from index.library import Library
from index.notes import Notes
from tests.support.annotating import (
    ROOT,
    acknowledged_before_a_kill,
    annotating,
    lost,
    said_before_a_kill,
)
from tests.support.full_disk import fill_and_look
from tests.support.importing import importing, overtaken
from tests.support.notes import mark

KILLS = 10


def test_nothing_acknowledged_is_lost_by_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    chance = random.Random(5)
    said: list[list[str]] = []
    for number in range(KILLS):
        said += acknowledged_before_a_kill(path, f"run {number}", chance)
        notes = Notes.open(path)
        assert notes.problems() == []
        assert lost(notes, said) == []
        notes.close()
    assert len(said) > KILLS


def test_kills_while_one_imports_and_another_annotates_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "library"
    chance = random.Random(6)
    said: list[list[str]] = []
    for number in range(2):
        with (
            importing(path, tmp_path / "news", f"import {number}") as importer,
            annotating(path / "notes.db", f"reader {number}") as reader,
        ):
            said += said_before_a_kill(importer, (6, 2)[number], chance.random() * 0.2)
            said += said_before_a_kill(reader, 1, 0)
        with Library.open(path) as library:
            assert lost(library.notes, said) == []
            assert overtaken(library, said) == []
            assert library.notes.problems() == []
    assert {line[0] for line in said} >= {"writing", "article", "annotation"}


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with annotating(path, "one", "25") as one, annotating(path, "two", "25") as two:
        lines = [line for child in (one, two) for line in child.communicate()[0].splitlines()]
        assert (one.returncode, two.returncode) == (0, 0)
    said = {words[1]: words[2] for words in map(json.loads, lines) if words[0] == "annotation"}
    notes = Notes.open(path)
    assert {one.id: one.note for one in notes.all()} == said
    assert len(said) == 50
    assert notes.problems() == []
    notes.close()


@pytest.mark.parametrize("room", [0, 40_000, 90_000])
def test_a_full_disk_keeps_all_kinds_of_changes(tmp_path: Path, room: int) -> None:
    assert fill_and_look(tmp_path, room) > 0 or room < 90_000


FULL = """
import resource, sys
from pathlib import Path
from index.errors import LibraryUnwritable
from index.notes import Notes
from tests.support.notes import mark
notes = Notes.open(Path(sys.argv[1]))
limit = notes.database.path.stat().st_size + int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    for number in range(10_000):
        print(mark(notes, "bamboo", f"{number} " + "x" * 900).id, flush=True)
except LibraryUnwritable as error:
    assert "nothing was changed" in str(error), error
    print("full", flush=True)
notes.close()
"""


@pytest.mark.parametrize("room", [0, 511, 5000, 99_999])
def test_a_full_disk_refuses_and_keeps_what_was_acknowledged(tmp_path: Path, room: int) -> None:
    path = tmp_path / "notes.db"
    notes = Notes.open(path)
    first = mark(notes, "diplomacy", "before")
    notes.close()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(room)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    *said, last = done.stdout.split()
    assert last == "full"
    later = Notes.open(path)
    assert {one.id for one in later.all()} == {first.id, *said}
    assert later.problems() == []
    mark(later, "bamboo", "there is room again")
    later.close()
