"""Undo and redo without limit, across restarts.

Every step the user takes is stored with the list of what it changed. Changes
are small and can be played both ways: an annotation's names two revisions (its
contents are in the history), the others carry the value before and after. Steps
of all running culms are one line: undo takes back the latest, whoever took it,
so what it takes back is always what is there. A new step drops those undone.

A change is a JSON list whose first item says what it is::

    ["annotation", id, revision before (0: there was none), revision after]
    ["flag", "read" | "starred", value after, [article keys]]
    ["tag", tag, put on or taken off, [article keys]]
    ["pin", annotation, version, before, after]      null or [start, end, at]
    ["correction", number, counts]
    ["search", name, before, after]        null or [query, created, key, sort, folded]
    ["removal", how many articles]

Articles that are taken out are no part of ``notes.db``: a removal changes nothing here, and
keeps its place in the line (:mod:`index.library.upkeep.removing` does the rest).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from msgspec import Struct, field

from index.store import notes_db, notes_state, search_tables
from index.store.notes_db import AnnotationRow

Change = list[Any]


class Step(Struct):
    """A step being taken, inside a transaction that is still open.

    ``words`` names it for people ("highlight “…”"); ``now`` is its time;
    ``touched`` says that something changed, undoable or not; ``revised`` are the
    annotations that were changed, as they are now. ``number`` is that of the step once it
    is recorded, or of the one that was played.
    """

    connection: sqlite3.Connection
    now: int
    fold: notes_db.Fold
    words: str = ""
    changes: list[Change] = field(default_factory=list)
    touched: bool = False
    number: int = 0
    revised: list[AnnotationRow] = field(default_factory=list)

    def revise(self, row: AnnotationRow) -> None:
        """Make ``row`` the next revision of an annotation."""
        notes_db.put_annotation(self.connection, row, self.fold)
        self.revised.append(row)


def record(step: Step) -> None:
    """Add a step that was taken to the journal."""
    step.connection.execute("DELETE FROM steps WHERE undone")
    inserted = step.connection.execute(
        "INSERT INTO steps (at, words, changes) VALUES (?, ?, ?)",
        (step.now, step.words, json.dumps(step.changes, ensure_ascii=False)),
    )
    step.number = inserted.lastrowid or 0


def latest(connection: sqlite3.Connection) -> int:
    """The number of the latest step that stands; 0 when there is none."""
    found = connection.execute("SELECT COALESCE(max(id), 0) FROM steps WHERE NOT undone")
    return int(found.fetchone()[0])


def next_undone(connection: sqlite3.Connection) -> int:
    """The number of the step that was undone last; 0 when there is none, or one was taken since."""
    found = connection.execute(
        "SELECT COALESCE(min(id), 0) FROM steps WHERE undone AND id > ?", (latest(connection),)
    )
    return int(found.fetchone()[0])


def undo(step: Step, number: int | None = None) -> bool:
    """Take back a step that stands, without ``number`` the latest; false when there is none."""
    chosen = latest(step.connection) if number is None else number
    return _play(step, chosen, False)


def redo(step: Step, number: int | None = None) -> bool:
    """Take a step again that is undone, as :func:`undo`: without ``number`` the earliest."""
    chosen = next_undone(step.connection) if number is None else number
    return _play(step, chosen, True)


def made_at(connection: sqlite3.Connection, id: str, at: int) -> bool:
    """Whether a step that was taken at this very time changed the annotation.

    What was brought in has the time at which it was changed elsewhere.
    """
    found = connection.execute(
        "SELECT 1 FROM steps WHERE at = ? AND instr(changes, ?) > 0 LIMIT 1", (at, id)
    )
    return found.fetchone() is not None


def forget_annotation(connection: sqlite3.Connection, id: str) -> None:
    """Take a purged annotation out of all steps; steps left without a change go too."""
    naming = connection.execute(
        "SELECT id, changes FROM steps WHERE instr(changes, ?) > 0", (id,)
    ).fetchall()
    for number, stored in naming:
        changes = json.loads(stored)
        kept = [change for change in changes if change[0] not in _OF_ANNOTATIONS or change[1] != id]
        if kept:
            connection.execute(
                "UPDATE steps SET changes = ?, words = 'a change of several annotations'"
                " WHERE id = ?",
                (json.dumps(kept, ensure_ascii=False), number),
            )
        else:
            connection.execute("DELETE FROM steps WHERE id = ?", (number,))


def _play(step: Step, number: int, forward: bool) -> bool:
    found = step.connection.execute(
        "SELECT words, changes FROM steps WHERE id = ? AND undone = ?", (number, forward)
    ).fetchone()
    if found is None:
        return False
    step.number = number
    step.words, stored = found
    changes = json.loads(stored)
    if all(change[0] == _REMOVAL for change in changes):
        step.words = ""
    for change in changes if forward else reversed(changes):
        _PLAYERS[change[0]](step, change, forward)
    step.connection.execute("UPDATE steps SET undone = ? WHERE id = ?", (not forward, number))
    return True


def _play_annotation(step: Step, change: Change, forward: bool) -> None:
    _, id, before, after = change
    current = notes_db.get_annotation(step.connection, id)
    if current is None:
        return
    number = after if forward else before
    if number:
        content = notes_db.revisions(step.connection, id, number)[0]
    else:
        content = current._replace(deleted=step.now, withdrawn=1)
    step.revise(
        content._replace(revision=current.revision + 1, modified=max(step.now, current.modified))
    )


def _play_flag(step: Step, change: Change, forward: bool) -> None:
    _, flag, value, keys = change
    notes_state.set_flag(step.connection, flag, keys, value == forward)


def _play_tag(step: Step, change: Change, forward: bool) -> None:
    _, tag, tagged, keys = change
    notes_state.set_tag(step.connection, tag, step.fold(tag), keys, tagged == forward)


def _play_pin(step: Step, change: Change, forward: bool) -> None:
    _, annotation, version, before, after = change
    notes_db.set_pin(step.connection, annotation, version, after if forward else before)


def _play_correction(step: Step, change: Change, forward: bool) -> None:
    _, number, counts = change
    notes_state.set_correction(step.connection, number, withdrawn=counts != forward)
    notes_db.count_up(step.connection, "corrections")


def _play_search(step: Step, change: Change, forward: bool) -> None:
    _, name, before, after = change
    search_tables.set_saved_search(step.connection, name, after if forward else before)


def _play_removal(step: Step, change: Change, forward: bool) -> None:
    """Nothing of it is here."""


_REMOVAL = "removal"
_PLAYERS: dict[str, Callable[[Step, Change, bool], None]] = {
    "annotation": _play_annotation,
    "flag": _play_flag,
    "tag": _play_tag,
    "pin": _play_pin,
    "correction": _play_correction,
    "search": _play_search,
    _REMOVAL: _play_removal,
}
_OF_ANNOTATIONS = ("annotation", "pin")
