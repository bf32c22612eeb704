"""Damaged copies of a ``notes.db``: noticed and recovered from, or of no effect."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from index.errors import LibraryError
from index.notes import Notes
from index.notes.recovery import recover
from tests.support.notes import KEY, TEXT, VERSION

_DAY = datetime(2024, 5, 1, 12, tzinfo=UTC)
_ARTICLES = [f"key {number}" for number in range(60)]


class Outcome(StrEnum):
    """What came of a damaged file."""

    SEEN = "noticed, and the way back taken"
    HARMLESS = "without effect on anything the user made"


@dataclass(frozen=True)
class Whole:
    """A sound file, what is in it, and which annotations its backup has."""

    data: bytes
    made: dict[str, object]
    backed_up: set[str]
    backups: Path


def library_with_backup(directory: Path) -> Whole:
    """A file with a bit of everything, some of it newer than its backup."""
    path = directory / "whole" / "notes.db"
    with closing(Notes.open(path, now=lambda: _DAY)) as notes:
        _fill(notes, 0, 25)
        notes.back_up_daily()
        backed_up = {one.id for one in notes.all()}
    with closing(Notes.open(path, now=lambda: _DAY + timedelta(hours=1))) as notes:
        _fill(notes, 25, 40)
        made = everything(notes)
    return Whole(path.read_bytes(), made, backed_up, path.parent / "backups")


def _fill(notes: Notes, first: int, last: int) -> None:
    for number in range(first, last):
        made = notes.annotate(KEY, VERSION, TEXT, number, number + 40, note=f"note {number}")
        if number % 3 == 0:
            notes.edit(made.id, tags=["a", str(number)])
        if number % 5 == 0:
            notes.correct("entity.name", {"name": f"name {number}"}, "a name")
            notes.save_search(f"search {number}", "bamboo", key=str(number // 5 + 1))
    notes.mark_read(_ARTICLES[first:last])
    notes.star(_ARTICLES[first:last:2])
    notes.tag(_ARTICLES[first:last:3], "to read")


def everything(notes: Notes) -> dict[str, object]:
    """All that the user made, by what it is."""
    marks = notes.all(order="article")
    return {
        "annotations": marks,
        "histories": [notes.history(one.id) for one in marks],
        "text": notes.text_of(VERSION),
        "corrections": notes.corrections(withdrawn=True),
        "searches": notes.saved_searches(),
        "articles": notes.states(_ARTICLES),
    }


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One bit is another."""
    damaged = bytearray(data)
    damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def after_damage(directory: Path, whole: Whole, data: bytes) -> Outcome:
    """Put ``data`` in the place of the file; what is seen of it, and saved from it."""
    library = directory / "damaged"
    shutil.rmtree(library, ignore_errors=True)
    shutil.copytree(whole.backups, library / "backups")
    path = library / "notes.db"
    path.write_bytes(data)
    if not _is_noticed(path, whole):
        return Outcome.HARMLESS
    recovered = recover(path)
    assert recovered.backup is not None
    assert recovered.damaged is not None
    assert recovered.damaged.read_bytes() == data
    with closing(Notes.open(path)) as notes:
        assert notes.problems() == []
        marks = notes.all()
        assert whole.backed_up <= {one.id for one in marks}
        known = {one.id: one for one in whole.made["annotations"]}  # type: ignore[attr-defined]
        assert all(known[one.id].exact == one.exact for one in marks)
        assert {one.note for one in marks} <= {one.note for one in known.values()}
    return Outcome.SEEN


def _is_noticed(path: Path, whole: Whole) -> bool:
    try:
        notes = Notes.open(path)
    except LibraryError:
        return True
    with closing(notes):
        if notes.problems():
            return True
        there = everything(notes)
        assert {kind: there[kind] == whole.made[kind] for kind in there} == dict.fromkeys(
            there, True
        )
    return False
