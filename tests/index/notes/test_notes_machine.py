"""Random changes, undo, redo and restarts, against a model that is a list of states."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
)

from index.notes import Notes
from index.notes.model import Annotation, Colour
from tests.support.notes import KEY, TEXT, VERSION

COLOURS = st.sampled_from(Colour)
NOTES = st.sampled_from(["", "một", "two\nlines", "x" * 300])
TAGS = st.sampled_from([(), ("a",), ("b", "ă")])
KEYS = st.lists(st.sampled_from(["k1", "k2", "k3"]), min_size=1, max_size=3)
Content = tuple[int, int, Colour, str, tuple[str, ...], bool]


@dataclass(frozen=True)
class State:
    """Everything a user sees: annotations by id, and the flags and tags of articles."""

    annotations: tuple[tuple[str, Content], ...] = ()
    read: frozenset[str] = frozenset()
    starred: frozenset[str] = frozenset()
    tags: frozenset[tuple[str, str]] = frozenset()
    searches: tuple[tuple[str, str], ...] = ()
    corrections: tuple[int, ...] = ()

    def having(self, id: str, content: Content) -> State:
        return replace(
            self, annotations=tuple(sorted({**dict(self.annotations), id: content}.items()))
        )

    def without(self, id: str) -> State:
        return replace(self, annotations=tuple(one for one in self.annotations if one[0] != id))


def content_of(one: Annotation) -> Content:
    return (one.start, one.end, one.colour, one.note, one.tags, one.deleted is not None)


class NotesMachine(RuleBasedStateMachine):
    """``line`` holds the states after each step; ``at`` is where undo and redo stand."""

    ids: Bundle[str] = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.directory = tempfile.TemporaryDirectory()
        self.path = Path(self.directory.name) / "library" / "notes.db"
        self.line = [State()]
        self.at = 0
        self.lengths: dict[str, int] = {}

    @initialize()
    def start(self) -> None:
        self.notes = Notes.open(self.path)
        with self.notes.database.failures():
            # What is on disk after a power cut is the business of other tests.
            self.notes.database.connection().execute("PRAGMA synchronous=OFF")

    @property
    def now(self) -> State:
        return self.line[self.at]

    def stepped(self, state: State) -> None:
        if state != self.now:
            self.line = [*self.line[: self.at + 1], state]
            self.at += 1

    def known(self, id: str) -> Content | None:
        return dict(self.now.annotations).get(id)

    @rule(
        target=ids,
        start=st.integers(0, len(TEXT) - 1),
        length=st.integers(1, 80),
        colour=COLOURS,
        note=NOTES,
        tags=TAGS,
    )
    def annotate(
        self, start: int, length: int, colour: Colour, note: str, tags: tuple[str, ...]
    ) -> str:
        end = min(len(TEXT), start + length)
        made = self.notes.annotate(KEY, VERSION, TEXT, start, end, colour, note, tags)
        self.stepped(self.now.having(made.id, content_of(made)))
        return made.id

    @rule(id=ids, colour=COLOURS, note=NOTES, tags=TAGS, move=st.integers(0, 3))
    def edit(self, id: str, colour: Colour, note: str, tags: tuple[str, ...], move: int) -> None:
        before = self.known(id)
        if before is None:
            return
        end = min(len(TEXT), before[1] + move)
        changed = self.notes.edit(id, colour=colour, note=note, tags=tags, end=end)
        assert content_of(changed) == (before[0], end, colour, note, tags, before[5])
        self.stepped(self.now.having(id, content_of(changed)))

    @rule(chosen=st.lists(ids, min_size=1, max_size=3), deleted=st.booleans())
    def trash(self, chosen: list[str], deleted: bool) -> None:
        there = [id for id in chosen if self.known(id) is not None]
        (self.notes.remove if deleted else self.notes.restore)(*there)
        state = self.now
        for id in there:
            state = state.having(id, (*dict(state.annotations)[id][:5], deleted))
        self.stepped(state)

    @rule(id=consumes(ids))
    def purge(self, id: str) -> None:
        before = self.known(id)
        if before is None:
            return
        in_trash = before[5]
        assert self.notes.purge(id) == in_trash
        if not in_trash:
            assert self.notes.get(id).deleted is None
            return
        self.lengths.pop(id, None)
        gone = [state.without(id) for state in self.line]
        # Steps of which nothing is left are forgotten.
        kept = [k for k in range(len(gone)) if k == 0 or gone[k] != gone[k - 1]]
        self.at = max(place for place, k in enumerate(kept) if k <= self.at)
        self.line = [gone[k] for k in kept]

    @rule(keys=KEYS, read=st.booleans())
    def mark_read(self, keys: list[str], read: bool) -> None:
        self.notes.mark_read(keys, read)
        marked = self.now.read | set(keys) if read else self.now.read - set(keys)
        self.stepped(replace(self.now, read=marked))

    @rule(keys=KEYS, starred=st.booleans())
    def star(self, keys: list[str], starred: bool) -> None:
        self.notes.star(keys, starred)
        marked = self.now.starred | set(keys) if starred else self.now.starred - set(keys)
        self.stepped(replace(self.now, starred=marked))

    @rule(keys=KEYS, add=TAGS, remove=TAGS)
    def tag(self, keys: list[str], add: tuple[str, ...], remove: tuple[str, ...]) -> None:
        self.notes.tag(keys, add, remove)
        tags = self.now.tags - {(key, tag) for key in keys for tag in remove}
        tags |= {(key, tag) for key in keys for tag in add}
        self.stepped(replace(self.now, tags=tags))

    @rule(name=st.sampled_from(["one", "two"]), query=st.sampled_from(["a", "b"]))
    def save_search(self, name: str, query: str) -> None:
        searches = tuple(sorted({**dict(self.now.searches), name: query}.items()))
        if searches != self.now.searches:
            self.notes.save_search(name, query)
            self.stepped(replace(self.now, searches=searches))

    @rule(body=st.dictionaries(st.text(max_size=3), st.integers(), max_size=2))
    def correct(self, body: dict[str, int]) -> None:
        made = self.notes.correct("kind", body, "a correction")
        self.stepped(replace(self.now, corrections=(*self.now.corrections, made.id)))

    @precondition(lambda self: self.now.corrections)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(self.now.corrections))
        self.notes.withdraw(chosen, "taking back")
        kept = tuple(id for id in self.now.corrections if id != chosen)
        self.stepped(replace(self.now, corrections=kept))

    @rule(data=st.data())
    def reinstate(self, data: st.DataObject) -> None:
        gone = [one.id for one in self.notes.corrections(withdrawn=True) if one.withdrawn]
        if gone:
            chosen = data.draw(st.sampled_from(gone))
            self.notes.reinstate(chosen, "once more")
            kept = tuple(sorted((*self.now.corrections, chosen)))
            self.stepped(replace(self.now, corrections=kept))

    @rule()
    def undo(self) -> None:
        words = self.notes.undo()
        assert (words is None) == (self.at == 0)
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self) -> None:
        words = self.notes.redo()
        assert (words is None) == (self.at == len(self.line) - 1)
        self.at = min(len(self.line) - 1, self.at + 1)

    @precondition(lambda self: self.at > 1)
    @rule()
    def undo_everything_and_redo_it(self) -> None:
        steps = 0
        while self.notes.undo() is not None:
            steps += 1
        assert steps == self.at
        assert self.notes.all() == []
        for _ in range(steps):
            assert self.notes.redo() is not None

    @rule()
    def reopen(self) -> None:
        self.notes.close()
        self.start()

    @invariant()
    def same_as_the_model(self) -> None:
        shown = [*self.notes.all(), *self.notes.all(trash=True)]
        states = self.notes.states(["k1", "k2", "k3"])
        assert (
            State(
                tuple(sorted((one.id, content_of(one)) for one in shown)),
                self.notes.keys_where("is", "read").keys,
                self.notes.keys_where("is", "starred").keys,
                frozenset((key, tag) for key, state in states.items() for tag in state.tags),
                tuple((one.name, one.query) for one in self.notes.saved_searches()),
                tuple(one.id for one in self.notes.corrections()),
            )
            == self.now
        )
        for one in shown:
            assert one.exact == TEXT[one.start : one.end]

    @invariant()
    def history_only_grows(self) -> None:
        for one in self.notes.all():
            history = self.notes.history(one.id)
            assert [entry.number for entry in history] == list(range(1, len(history) + 1))
            assert history[-1].annotation == one
            assert len(history) >= self.lengths.get(one.id, 0)
            self.lengths[one.id] = len(history)

    def teardown(self) -> None:
        if hasattr(self, "notes"):
            assert self.notes.problems() == []
            self.notes.close()
        self.directory.cleanup()


TestNotesMachine = NotesMachine.TestCase
TestNotesMachine.settings = settings(
    max_examples=20,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
