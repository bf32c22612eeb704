"""Annotations that were changed in two libraries: the later change stands, no words are lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.notes import Notes
from index.notes.bringing import Brought
from index.notes.exchange import plan, read_annotations, to_jsonld
from index.notes.model import Annotation, Colour
from tests.support.notes import TEXT, VERSION, mark

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)


class Clock:
    """Tells what it is set to; two libraries may have clocks that differ."""

    def __init__(self) -> None:
        self.at = BEGIN

    def __call__(self) -> datetime:
        return self.at


@contextmanager
def two() -> Iterator[tuple[Notes, Notes, Clock]]:
    """Two libraries that begin alike, with one annotation, and the clock of both."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as directory:
        here = Notes.open(Path(directory) / "here" / "notes.db", now=clock)
        there = Notes.open(Path(directory) / "there" / "notes.db", now=clock)
        for notes in (here, there):
            with notes.database.failures():
                notes.database.connection().execute("PRAGMA synchronous=OFF")
        mark(here, "bamboo diplomacy", "as it was")
        take(there, written(here))
        yield here, there, clock
        here.close()
        there.close()


def written(notes: Notes, *, history: bool = False, past: bool = True) -> str:
    every = [*notes.all(), *notes.all(trash=True)]
    pasts = notes.pasts(every) if past else {}
    return to_jsonld(every, lambda _: None, {VERSION: TEXT}, pasts, history=history)


def take(notes: Notes, document: str) -> Brought:
    incoming, texts = read_annotations(document, "a file")
    planned = plan(incoming, texts, lambda _: [])
    return notes.bring_in(planned.annotations, planned.texts, "import", planned.pasts)


def only(notes: Notes) -> Annotation:
    (one,) = [*notes.all(), *notes.all(trash=True)]
    return one


def change(notes: Notes, clock: Clock, note: str, minutes: int = 1) -> None:
    clock.at += timedelta(minutes=minutes)
    notes.edit(only(notes).id, note=note)


def words(notes: Notes) -> set[str]:
    """All that the annotation says or ever said."""
    return {entry.annotation.note for entry in notes.history(only(notes).id)}


def state(notes: Notes) -> object:
    return [(notes.get(one.id), notes.history(one.id)) for one in (only(notes),)]


def test_what_the_earlier_side_says_is_in_the_history() -> None:
    with two() as (here, there, clock):
        change(here, clock, "written here")
        change(there, clock, "written there, later")
        from_here, from_there = written(here), written(there)

        brought = take(here, from_there)
        assert (brought.updated, brought.unchanged) == (1, 0)
        (both,) = brought.both
        assert (both.now.note, both.other.note) == ("written there, later", "written here")
        assert both.came
        assert only(here).note == "written there, later"
        assert words(here) == {"as it was", "written here", "written there, later"}

        brought = take(there, from_here)
        assert (brought.updated, brought.unchanged) == (0, 1)
        (both,) = brought.both
        assert (both.now.note, both.other.note) == ("written there, later", "written here")
        assert not both.came
        assert only(there).note == "written there, later"
        assert words(there) == words(here)
        assert here.problems() == there.problems() == []


def test_what_one_side_alone_changed_is_no_change_on_both() -> None:
    with two() as (here, there, clock):
        for note in ("one", "two", "three"):
            change(there, clock, note)
            brought = take(here, written(there))
            assert (brought.updated, brought.both) == (1, ())
        assert take(there, written(here)) == Brought(0, 0, 1)
        assert words(here) == {"as it was", "one", "two", "three"}


def test_that_both_sides_made_the_same_of_it_is_not_told() -> None:
    with two() as (here, there, clock):
        change(here, clock, "the same")
        change(there, clock, "the same")
        assert take(here, written(there)).both == ()


def test_who_learns_later_that_words_did_not_stand_is_told_too() -> None:
    with two() as (here, there, clock):
        change(there, clock, "written there")
        change(here, clock, "written here, later")
        assert len(take(here, written(there)).both) == 1
        # What was written there is in the history here, and no wording that grew into another.
        brought = take(there, written(here))
        assert [(one.now.note, one.other.note) for one in brought.both] == [
            ("written here, later", "written there")
        ]


def test_a_file_that_does_not_say_what_was_before() -> None:
    with two() as (here, there, clock):
        # From elsewhere twice: nobody has touched it here.
        for note in ("one", "two"):
            change(there, clock, note)
            clock.at += timedelta(minutes=1)
            assert take(here, written(there, past=False)).both == ()
        change(here, clock, "by hand")
        change(there, clock, "three")
        brought = take(here, written(there, past=False))
        assert [(one.now.note, one.other.note) for one in brought.both] == [("three", "by hand")]


def test_thrown_away_here_and_changed_there_keeps_the_words() -> None:
    with two() as (here, there, clock):
        change(there, clock, "words that nobody here has read")
        clock.at += timedelta(minutes=1)
        here.remove(only(here).id)
        brought = take(here, written(there))
        assert (brought.in_trash, len(brought.both)) == (1, 1)
        assert only(here).deleted is not None
        assert "words that nobody here has read" in words(here)


def test_an_import_that_was_undone_can_be_made_again() -> None:
    with two() as (here, there, clock):
        there.undo()
        clock.at += timedelta(minutes=1)
        assert there.all() == []
        brought = take(there, written(here))
        assert (brought.added, brought.unchanged) == (1, 0)
        assert only(there).note == "as it was"
        assert take(there, written(here)) == Brought(0, 0, 1)
        assert there.undo() == "Undone: import"
        assert there.all() == []
        assert there.problems() == []


def test_undo_of_an_import_takes_back_what_it_changed() -> None:
    with two() as (here, there, clock):
        change(here, clock, "written here")
        change(there, clock, "written there")
        take(here, written(there))
        assert here.undo() == "Undone: import"
        assert only(here).note == "written here"
        assert "written there" in words(here)
        assert here.redo() == "Redone: import"
        assert only(here).note == "written there"
        assert here.problems() == []


DONE = st.lists(
    st.tuples(
        st.sampled_from(["here", "there"]),
        st.sampled_from(
            ["note", "tags", "colour", "remove", "restore", "undo", "redo", "exchange"]
        ),
        st.integers(0, 3),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=80)
@given(done=DONE, history=st.booleans(), stale=st.booleans(), at_once=st.booleans())
def test_no_words_are_lost_whoever_merges_what(
    done: list[tuple[str, str, int]], history: bool, stale: bool, at_once: bool
) -> None:
    """Whatever was done on either side: what was said is there, and both sides come to one."""
    with two() as (here, there, clock):
        said = {"here": words(here), "there": words(there)}
        for number, (side, what, minutes) in enumerate(done):
            notes, other = (here, there) if side == "here" else (there, here)
            clock.at += timedelta(minutes=minutes)
            if what == "exchange":
                take(other, written(notes, history=history))
            elif what in ("undo", "redo"):
                # Its making is not taken back: what was never made is not merged.
                if what == "redo" or len(notes.history(only(notes).id)) > 1:
                    getattr(notes, what)()
                    if not [*notes.all(), *notes.all(trash=True)]:
                        notes.redo()
            else:
                id = only(notes).id
                if what == "note":
                    notes.edit(id, note=f"{side} {number}")
                elif what == "tags":
                    notes.edit(id, tags=[f"{side} {number}"])
                elif what == "colour":
                    notes.edit(id, colour=list(Colour)[number % 5])
                else:
                    getattr(notes, what)(id)
            said[side].add(only(notes).note)
            said["there" if side == "here" else "here"].add(only(other).note)

        present = {only(here).note, only(there).note}
        first = written(here, history=history)
        if at_once:
            second = written(there, history=history)
            take(there, first)
            take(here, second)
        else:
            take(there, first)
            take(here, written(there, history=history))
        assert said["here"] <= words(here)
        assert said["there"] <= words(there)
        # Who was written out before anything was merged is found on the other side, too.
        if at_once:
            assert present <= words(here)
            assert present <= words(there)
        if history:
            assert words(here) == words(there) == said["here"] | said["there"]
        one, other_one = only(here), only(there)
        assert (one.note, one.tags, one.colour, one.deleted) == (
            other_one.note, other_one.tags, other_one.colour, other_one.deleted,
        )  # fmt: skip

        if history:
            # One more exchange makes both know all; from then on nothing changes.
            take(there, written(here, history=True))
        before = state(here), state(there)
        again = take(here, written(there, history=history)), take(there, first if stale else
                     written(here, history=history))  # fmt: skip
        assert [(one.added, one.updated) for one in again] == [(0, 0), (0, 0)]
        assert [one.both for one in again] == [(), ()]
        assert (state(here), state(there)) == before
        assert here.problems() == there.problems() == []
