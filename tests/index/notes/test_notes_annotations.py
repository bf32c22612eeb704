"""Annotations: making, changing, finding, undoing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from index.article import Span, version_of
from index.errors import NotFound, StaleRevision
from index.notes import Notes
from index.notes.ids import id_for, new_id
from index.notes.model import WAITING, Colour, PlacementStatus
from index.store.search_tables import SavedRow
from tests.support.notes import KEY, TEXT, TEXTS, VERSION, mark, passage


def test_an_annotation_is_there_in_the_next_run_with_its_anchor(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    first = Notes.open(path)
    made = mark(first, "bamboo diplomacy", "**why** bamboo?", ("Việt Nam", "#style", "style"))
    first.close()
    second = Notes.open(path)
    (found,) = second.of_article(KEY)
    second.close()
    assert found == made
    assert found.exact == "bamboo diplomacy" == TEXT[found.start : found.end]
    assert TEXT[found.start - 64 : found.start] == found.prefix
    assert TEXT[found.end : found.end + 64] == found.suffix
    assert found.tags == ("Việt Nam", "style")
    assert (found.revision, found.deleted) == (1, None)


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (9, 3), (0, len(TEXT) + 1)])
def test_what_is_no_passage_is_refused_and_nothing_is_stored(
    notes: Notes, start: int, end: int
) -> None:
    with pytest.raises(ValueError, match="no passage"):
        notes.annotate(KEY, VERSION, TEXT, start, end)
    assert notes.all() == []
    assert notes.undo() is None


def test_the_text_must_be_the_one_the_version_names(notes: Notes) -> None:
    with pytest.raises(ValueError, match="version"):
        notes.annotate(KEY, version_of("other"), TEXT, 0, 5)


def test_controls_typed_or_pasted_into_a_note_are_not_kept(notes: Notes) -> None:
    made = mark(notes, "bamboo", "a\x1b]52;c;x\x07b\r\nc\u202e \ud800", ("x\x1b[2J\ny",))
    assert made.note == "a\ufffd]52;c;x\ufffdb\nc\ufffd \ufffd"
    assert made.tags == ("x\ufffd[2J y",)


def test_every_change_stays_in_the_history(notes: Notes) -> None:
    made = mark(notes, "bamboo diplomacy")
    notes.edit(made.id, note="first")
    notes.edit(made.id, note="second", colour=Colour.PINK)
    start, end = passage("“bamboo diplomacy” concept")
    moved = notes.edit(made.id, start=start, end=end)
    history = notes.history(made.id)
    assert [one.annotation.note for one in history] == ["", "first", "second", "second"]
    assert [one.number for one in history] == [1, 2, 3, 4]
    assert history[0].annotation == made
    assert moved.exact == "“bamboo diplomacy” concept"
    assert history[-1].annotation == moved == notes.get(made.id)


def test_a_change_that_changes_nothing_makes_no_revision(notes: Notes) -> None:
    made = mark(notes, "bamboo", "note", ("a",))
    assert notes.edit(made.id, note="note ", tags=["a", "#a"], colour=Colour.YELLOW) == made
    assert notes.undo() == "Undone: note on “bamboo”"


def test_a_stale_edit_is_refused_with_both_versions(notes: Notes, tmp_path: Path) -> None:
    made = mark(notes, "bamboo")
    other = Notes.open(notes.database.path)
    theirs = other.edit(made.id, made.revision, note="theirs")
    other.close()
    with pytest.raises(StaleRevision) as refused:
        notes.edit(made.id, made.revision, note="mine")
    assert refused.value.current == theirs
    assert getattr(refused.value.wanted, "note", None) == "mine"
    assert "There now: “bamboo” yellow · theirs\nRefused: “bamboo” yellow · mine" in str(
        refused.value
    )
    assert notes.get(made.id) == theirs


def test_what_was_changed_here_since_it_was_seen_is_known(notes: Notes) -> None:
    one, two = mark(notes, "bamboo"), mark(notes, "diplomacy")
    seen = {one.id: 1, two.id: 1, "unknown": 7}
    assert notes.as_we_left(seen) == seen
    notes.edit(one.id, note="ours")
    notes.undo()
    assert notes.as_we_left(seen) == {**seen, one.id: 3}
    other = Notes.open(notes.database.path)
    assert other.as_we_left(seen) == seen
    other.edit(one.id, note="theirs")
    other.close()
    notes.edit(one.id, colour=Colour.PINK)
    # Somebody else came in between: only what was seen after that is as it was left here.
    assert notes.as_we_left({one.id: 1}) == {one.id: 1}
    assert notes.as_we_left({one.id: 3}) == {one.id: 3}
    assert notes.as_we_left({one.id: 4}) == {one.id: 5}
    notes.remove(two.id)
    assert notes.as_we_left({two.id: 1}) == {two.id: 1}


def test_the_trash(notes: Notes) -> None:
    kept, gone = mark(notes, "bamboo"), mark(notes, "diplomacy", "secret words")
    notes.remove(gone.id)
    assert [one.id for one in notes.all()] == [kept.id]
    assert [one.id for one in notes.all(trash=True)] == [gone.id]
    notes.restore(gone.id)
    assert notes.get(gone.id).deleted is None
    notes.remove(gone.id)
    notes.purge(gone.id)
    with pytest.raises(NotFound):
        notes.get(gone.id)
    with pytest.raises(NotFound):
        notes.history(gone.id)
    assert notes.undo() == "Undone: highlight “bamboo”"
    assert notes.undo() is None
    notes.close()
    assert b"secret words" not in notes.database.path.read_bytes()


def test_searching_folds_case_and_accents_over_quotes_notes_and_tags(notes: Notes) -> None:
    quote = mark(notes, "Nguyen Phu Trong")
    note = mark(notes, "bamboo", "Về ĐỔI MỚI")
    tag = mark(notes, "diplomacy", tags=("Hà Nội",))
    assert notes.all(text="nguyễn PHÚ") == [quote]
    assert notes.all(text="doi moi") == [note]
    assert notes.all(text="hanoi") == []
    assert notes.all(text='"ha noi"') == [tag]
    assert notes.all(text="phu nguyen") == [quote]
    assert notes.all(text='"phu nguyen"') == []
    assert notes.all(text="100%_") == []
    assert notes.all(tag="#ha noi") == [tag]
    assert notes.all(colour=Colour.BLUE) == []
    assert notes.all() == [tag, note, quote]
    assert notes.all(limit=2) == [tag, note]
    assert notes.all(order="article") == sorted((tag, note, quote), key=lambda one: one.start)


def test_searches_follow_a_folding_that_has_changed(notes: Notes) -> None:
    note = mark(notes, "bamboo", "Đổi Mới")
    with notes.database.write() as connection:
        connection.execute("UPDATE annotations SET folded_note = 'as an older culm folded'")
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('folding', 1)")
    notes.close()
    later = Notes.open(notes.database.path)
    assert later.all(text="doi moi") == [note]
    later.close()


def test_undo_and_redo_go_on_after_a_restart(notes: Notes) -> None:
    made = mark(notes, "bamboo", "note")
    notes.edit(made.id, colour=Colour.GREEN)
    notes.remove(made.id)
    notes.close()
    later = Notes.open(notes.database.path)
    assert later.undo() == "Undone: removal of “bamboo”"
    assert later.undo() == "Undone: colour of “bamboo”"
    assert later.get(made.id).colour is Colour.YELLOW
    assert later.undo() == "Undone: note on “bamboo”"
    assert later.undo() is None
    assert later.all() == later.all(trash=True) == []
    assert [later.redo() for _ in range(4)][-2:] == ["Redone: removal of “bamboo”", None]
    assert [one.colour for one in later.all(trash=True)] == [Colour.GREEN]
    later.undo()
    later.edit(made.id, note="other")
    assert later.redo() is None
    later.close()


def test_changing_many_is_one_step(notes: Notes) -> None:
    ids = [mark(notes, word).id for word in ("bamboo", "diplomacy", "concept")]
    assert notes.edit_all(ids, colour=Colour.BLUE, add_tags=["x"]).changed == 3
    assert {one.tags for one in notes.all()} == {("x",)}
    assert notes.edit_all(ids, add_tags=["x"]).changed == 0
    notes.remove(*ids)
    assert notes.undo() == "Undone: removal of 3 annotations"
    assert notes.undo() == "Undone: change of 3 annotations"
    assert {one.tags for one in notes.all()} == {()}


def test_of_many_those_that_changed_elsewhere_are_left(notes: Notes) -> None:
    made = [mark(notes, word) for word in ("bamboo", "diplomacy", "concept")]
    seen = {one.id: one.revision for one in made}
    theirs = notes.edit(made[1].id, note="theirs")
    notes.remove(made[2].id)
    notes.purge(made[2].id)
    done = notes.edit_all(seen, colour=Colour.BLUE, add_tags=["x"], expected=seen)
    assert (done.changed, done.refused) == (1, (made[1].id, made[2].id))
    assert notes.get(made[1].id) == theirs
    assert notes.get(made[0].id).colour is Colour.BLUE
    assert notes.remove(*seen, expected=seen).refused == tuple(seen)
    now = {one.id: one.revision for one in notes.all()}
    assert notes.remove(*now, expected=now).changed == 2
    assert notes.restore(*now, expected=now).refused == tuple(now)
    assert notes.undo() == "Undone: removal of 2 annotations"
    assert notes.undo() == "Undone: change of 1 annotation"


def test_the_trash_is_a_change_that_can_be_stale(notes: Notes) -> None:
    made = mark(notes, "bamboo")
    theirs = notes.edit(made.id, note="theirs")
    with pytest.raises(StaleRevision) as refused:
        notes.edit(made.id, made.revision, in_trash=True)
    assert refused.value.current == theirs
    assert getattr(refused.value.wanted, "deleted", None) is not None
    assert notes.edit(made.id, theirs.revision, in_trash=True).deleted is not None
    assert notes.edit(made.id, in_trash=True).revision == 3
    assert notes.undo() == "Undone: removal of “bamboo”"
    assert notes.all() == [notes.get(made.id)]


def test_clocks_may_jump(tmp_path: Path) -> None:
    times = [datetime(2030, 1, 1, tzinfo=UTC), datetime(1990, 1, 1, tzinfo=UTC)]
    notes = Notes.open(tmp_path / "notes.db", now=lambda: times[0])
    made = mark(notes, "bamboo")
    times.reverse()
    edited = notes.edit(made.id, note="later, by an earlier clock")
    assert edited.modified == made.modified
    assert notes.undo() == "Undone: note of “bamboo”"
    assert notes.get(made.id).note == ""
    notes.close()


def test_ids_are_uuids_of_version_7_that_ascend() -> None:
    now = datetime(2024, 5, 1, tzinfo=UTC)
    ids = [new_id(now - timedelta(seconds=k)) for k in range(1000)]
    assert ids == sorted(set(ids))
    assert {one[14] for one in ids} == {"7"}
    assert {one[19] for one in ids} <= set("89ab")
    assert id_for(now, "a", "b") == id_for(now, "a", "b") != id_for(now, "ab")
    assert id_for(now, "a")[14] == "7"


def test_ids_tell_when_they_were_made(monkeypatch: pytest.MonkeyPatch) -> None:
    # Else those that were made before would count it up.
    monkeypatch.setattr("index.notes.ids._last", 0)
    now = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
    milliseconds = int(now.timestamp() * 1000)
    for one in (UUID(new_id(now)), UUID(id_for(now, "a"))):
        assert (one.version, one.int >> 80) == (7, milliseconds)
    assert len({UUID(id_for(now, str(k))).int & (2**62 - 1) for k in range(100)}) == 100


def waiting(notes: Notes, version: str, text: str) -> list[str]:
    """The annotations whose place in a text a person should look at."""
    placed = notes.placed(KEY, version, text)
    return [one.annotation.id for one in placed if one.placement.status in WAITING]


def test_placing_in_a_new_version_pinning_and_undoing(notes: Notes) -> None:
    same = mark(notes, "bamboo diplomacy")
    lost = mark(notes, "national independence")
    text = "Updated.\n\n" + TEXT.replace("national independence", "Something else", 1)
    version = version_of(text)
    before = notes.preview(KEY, version, text)
    placed = {one.annotation.id: one.placement for one in notes.placed(KEY, version, text)}
    assert {one.annotation.id: one.placement for one in before} == placed
    assert placed[same.id].status is PlacementStatus.EXACT
    assert placed[same.id].span == Span(same.start + 3, same.end + 3)
    assert waiting(notes, version, text) == [lost.id]
    there = Span(*passage("Something else", text))
    assert notes.pin(lost.id, version, text, there).status is PlacementStatus.PINNED
    assert waiting(notes, version, text) == []
    next_text = "Again.\n" + text
    (first, *_) = [
        one
        for one in notes.placed(KEY, version_of(next_text), next_text)
        if one.annotation.id == lost.id
    ]
    assert first.placement.span == Span(there.start + 7, there.end + 7)
    assert notes.get(lost.id) == lost
    assert notes.undo() == "Undone: place of “national independence”"
    assert waiting(notes, version, text) == [lost.id]


def test_pinning_in_the_own_version_moves_the_annotation(notes: Notes) -> None:
    made = mark(notes, "bamboo")
    span = Span(*passage("diplomacy"))
    assert notes.pin(made.id, VERSION, TEXT, span).span == span
    assert notes.get(made.id).exact == "diplomacy"


def test_an_orphan_may_be_kept_as_one(notes: Notes) -> None:
    made = mark(notes, "bamboo diplomacy")
    other, version = TEXTS[4], version_of(TEXTS[4])
    assert notes.placed(KEY, version, other)[0].placement.status is PlacementStatus.ORPHAN
    notes.pin(made.id, version, other, None)
    assert notes.placed(KEY, version, other)[0].placement.span is None
    assert waiting(notes, version, other) == []
    # The next version is tried from the passage itself.
    assert notes.placed(KEY, version_of("x" + TEXT), "x" + TEXT)[0].placement.span == Span(
        made.start + 1, made.end + 1
    )


def test_annotations_are_offered_on_a_copy_by_another_outlet(notes: Notes) -> None:
    sentence = mark(notes, "The leader elaborated on the principles of national independence")
    mark(notes, "he urged diplomats to keep a close watch on the situation")
    start, end = passage("Pointing to complex")[0], passage("The strength of the nation")[0]
    copy = "(Another outlet) " + TEXT[:start] + TEXT[end:]
    (offered,) = notes.offered(notes.all(), copy)
    assert offered.annotation == sentence
    assert offered.placement.span == Span(sentence.start + 17, sentence.end + 17)


def test_searches_that_come_in_take_no_name_and_no_key_from_those_here(notes: Notes) -> None:
    notes.save_search("Renewal", "doi moi", key="d")
    come = [
        SavedRow("Renewal", "something else", 1),
        SavedRow("China", "china", 2, key="d", sort="date"),
        SavedRow("Trade", "trade", 3, key="t"),
    ]
    assert notes.bring_in_searches(come, "searches brought in") == 2
    assert {(one.name, one.query, one.key) for one in notes.saved_searches()} == {
        ("Renewal", "doi moi", "d"),
        ("China", "china", ""),
        ("Trade", "trade", "t"),
    }
    assert notes.undo()
    assert [one.name for one in notes.saved_searches()] == ["Renewal"]
