"""Damage is seen, never made worse, and there is a way back."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.errors import LibraryDamaged, LibraryError, LibraryTooNew
from index.notes import Notes
from index.notes.recovery import good_backup, recover
from tests.support.damage import Outcome, after_damage, cut, flipped, library_with_backup
from tests.support.notes import KEY, TEXT, VERSION, mark

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a ``notes.db`` with a bit of everything in it."""
    path = tmp_path_factory.mktemp("filled") / "notes.db"
    notes = Notes.open(path)
    for number in range(30):
        made = notes.annotate(KEY, VERSION, TEXT, number, number + 40, note=f"note {number}")
        if number % 3 == 0:
            notes.edit(made.id, tags=["a", str(number)])
    notes.mark_read([f"key {number}" for number in range(200)])
    notes.correct("merge", {"a": 1}, "joining")
    notes.close()
    return path.read_bytes()


def contents(notes: Notes) -> list[object]:
    """All that an annotation is: itself, its history, its text."""
    return [
        *notes.all(order="article"),
        *(notes.history(one.id) for one in notes.all(order="article")),
        notes.text_of(VERSION),
    ]


def test_a_truncated_file_is_seen_and_left_as_it_is(tmp_path: Path, filled: bytes) -> None:
    path = tmp_path / "notes.db"
    chance = random.Random(3)
    sizes = [1, 15, 16, 99, 100, 511, 512, 4095, 4096, 4097, len(filled) - 4096, len(filled) - 1]
    for size in sizes + [chance.randrange(1, len(filled)) for _ in range(30)]:
        path.write_bytes(filled[:size])
        with pytest.raises(LibraryDamaged, match="run “culm restore”"):
            Notes.open(path)
        assert path.read_bytes() == filled[:size]


def test_no_flipped_bit_changes_an_annotation_unseen(tmp_path: Path, filled: bytes) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(filled)
    notes = Notes.open(path)
    whole = contents(notes)
    notes.close()
    chance = random.Random(4)
    seen = 0
    for _ in range(100):
        damaged = bytearray(filled)
        damaged[chance.randrange(len(filled))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            notes = Notes.open(path)
        except LibraryError:
            seen += 1
            continue
        try:
            if notes.problems():
                seen += 1
            else:
                assert contents(notes) == whole
        finally:
            notes.close()
    assert seen > 10


def test_whatever_is_damaged_is_noticed_or_of_no_effect_and_the_way_back_works(
    tmp_path: Path,
) -> None:
    chance = random.Random(7)
    whole = library_with_backup(tmp_path)
    outcomes = [
        after_damage(tmp_path, whole, (cut if number % 5 == 0 else flipped)(whole.data, chance))
        for number in range(30)
    ]
    assert set(outcomes) == set(Outcome)


@pytest.mark.parametrize("table", ["revisions", "annotations", "texts", "corrections"])
def test_values_that_damage_has_made_null_do_not_stop_a_recovery(
    tmp_path: Path, table: str
) -> None:
    whole = library_with_backup(tmp_path)
    path = tmp_path / "damaged.db"
    path.write_bytes(whole.data)
    column = {"revisions": "content", "annotations": "tags", "texts": "body"}.get(table, "body")
    with closing(sqlite3.connect(path)) as connection:
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = ? WHERE name = ?",
            (sql.replace(" NOT NULL", ""), table),
        )
        connection.commit()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE {table} SET {column} = NULL")
        connection.commit()
    assert after_damage(tmp_path, whole, path.read_bytes()) is Outcome.SEEN


def test_a_damaged_name_in_the_schema_is_damage(tmp_path: Path, filled: bytes) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(filled.replace(b"content TEXT NOT NULL, crc", b"contenu TEXT NOT NULL, crc"))
    notes = Notes.open(path)
    assert notes.problems() == ["revisions has no content"]
    marked = notes.all()[0]
    with pytest.raises(LibraryDamaged, match="culm restore"):
        notes.history(marked.id)
    notes.close()


def test_an_emptied_or_missing_file_is_not_made_anew_while_there_are_backups(
    tmp_path: Path,
) -> None:
    path = tmp_path / "notes.db"
    notes = Notes.open(path)
    mark(notes, "bamboo")
    notes.back_up_daily()
    notes.close()
    for harm in (lambda: path.write_bytes(b""), path.unlink):
        harm()
        with pytest.raises(LibraryDamaged, match="culm restore"):
            Notes.open(path)
    recovered = recover(path)
    assert recovered.damaged is None
    notes = Notes.open(path)
    assert [one.exact for one in notes.all()] == ["bamboo"]
    notes.close()


def test_the_newest_good_backup_is_put_back_and_the_damaged_file_kept(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    # By its clock the second day lies before the first: changes count, not clocks.
    days = [NOW, NOW - timedelta(days=400), NOW + timedelta(days=2)]
    for number, day in enumerate(days):
        notes = Notes.open(path, now=lambda day=day: day)  # type: ignore[misc]
        mark(notes, "bamboo", f"day {number}")
        made = notes.back_up_daily()
        assert made is not None
        assert notes.back_up_daily() is None
        notes.close()
    good = good_backup(path)
    assert good is not None
    assert good.day == days[2].date()
    raw = bytearray(good.path.read_bytes())
    raw[4096 * 3 : 4096 * 4] = bytes(4096)
    good.path.write_bytes(raw)
    path.write_bytes(b"not a database, but rather long: " * 40)
    path.with_name("notes.db-journal").write_bytes(b"left over")
    with pytest.raises(LibraryDamaged):
        Notes.open(path)
    recovered = recover(path)
    assert recovered.day == days[1].date()
    assert recovered.damaged is not None
    assert recovered.damaged.read_bytes().startswith(b"not a database")
    notes = Notes.open(path)
    assert sorted(one.note for one in notes.all()) == ["day 0", "day 1"]
    notes.close()


def test_notes_of_which_nothing_can_be_read_begin_empty_beside_the_damaged_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(b"junk" * 1000)
    recovered = recover(path)
    assert (recovered.backup, recovered.annotations) == (None, 0)
    assert recovered.damaged is not None
    assert recovered.damaged.read_bytes() == b"junk" * 1000
    notes = Notes.open(path)
    assert (notes.all(), notes.problems()) == ([], [])
    notes.close()


@pytest.mark.parametrize("backed_up", [True, False])
def test_a_recovery_that_is_cut_short_is_done_again(
    tmp_path: Path, filled: bytes, monkeypatch: pytest.MonkeyPatch, backed_up: bool
) -> None:
    path = tmp_path / "notes.db"
    if backed_up:
        with closing(Notes.open(path)) as notes:
            mark(notes, "bamboo")
            notes.back_up_daily()
    raw = b"x" * 100 + filled[100:]
    path.write_bytes(raw)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Notes, "bring_in", killed)
        with pytest.raises(KeyboardInterrupt):
            recover(path)
    assert path.read_bytes() == raw
    assert recover(path).annotations == 30
    with closing(Notes.open(path)) as notes:
        assert len(notes.all()) == 30 + backed_up


def test_wordings_between_the_backup_and_the_damage_are_read_out(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with closing(Notes.open(path)) as notes:
        one = mark(notes, "bamboo", "in the backup")
        undone = mark(notes, "diplomacy", "taken back")
        notes.undo()
        notes.back_up_daily()
        for number in range(20):
            notes.edit(one.id, note=f"wording {number}")
    raw = bytearray(path.read_bytes())
    raw[:100] = b"x" * 100
    path.write_bytes(raw)
    assert recover(path) is not None
    with closing(Notes.open(path)) as notes:
        said = [entry.annotation.note for entry in notes.history(one.id)]
        assert said == ["in the backup", *(f"wording {number}" for number in range(20))]
        assert [entry.number for entry in notes.history(one.id)] == list(range(1, 22))
        assert undone.id not in {one.id for one in (*notes.all(), *notes.all(trash=True))}
        assert notes.problems() == []


def test_missing_notes_without_a_sound_backup_do_not_begin_empty(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with pytest.raises(LibraryDamaged, match="no sound backup"):
        recover(path)
    assert not path.exists()


@pytest.mark.parametrize("lost", [slice(0, 16), slice(0, 100), slice(0, 1000), slice(0, 4096)])
def test_a_lost_beginning_hides_nothing(tmp_path: Path, filled: bytes, lost: slice) -> None:
    path = tmp_path / "notes.db"
    raw = bytearray(filled)
    raw[lost] = b"x" * (lost.stop - lost.start)
    path.write_bytes(raw)
    recovered = recover(path)
    assert recovered.damaged is not None
    assert (recovered.annotations, recovered.corrections) == (30, 1)
    assert recovered.damaged.read_bytes() == raw
    notes = Notes.open(path)
    assert sorted(one.note for one in notes.all()) == sorted(f"note {n}" for n in range(30))
    assert notes.text_of(VERSION) == TEXT
    assert notes.problems() == []
    notes.close()


def test_corrections_newer_than_the_backup_are_read_out_of_the_damaged_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "notes.db"
    notes = Notes.open(path)
    notes.correct("entity.name", {"name": "before"}, "before")
    notes.back_up_daily()
    wanted = [notes.correct("entity.name", {"name": f"Hà Nội {n}"}, "x") for n in range(5)]
    notes.withdraw(wanted[1].id, "taking back")
    mark(notes, "bamboo", "lost " + "x" * 9000)
    notes.close()
    raw = bytearray(path.read_bytes())
    page = raw.index(b"lost xxx") // 4096
    raw[page * 4096 : page * 4096 + 4096] = bytes(4096)
    path.write_bytes(raw)
    assert recover(path).corrections >= 4
    notes = Notes.open(path)
    assert notes.problems() == []
    assert [one.body["name"] for one in notes.corrections()] == [
        "before", "Hà Nội 0", "Hà Nội 2", "Hà Nội 3", "Hà Nội 4",
    ]  # fmt: skip
    assert notes.undo() == "Undone: corrections read from a damaged file"
    assert [one.body["name"] for one in notes.corrections()] == ["before"]
    notes.close()


def test_saved_searches_newer_than_the_backup_are_read_out_of_the_damaged_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "notes.db"
    notes = Notes.open(path)
    notes.save_search("Before", "bamboo", key="b")
    notes.back_up_daily()
    notes.save_search("After", "person:trong", key="t", sort="oldest", folded=False)
    notes.save_search("Another", "doi moi", key="b")
    mark(notes, "bamboo", "lost " + "x" * 9000)
    notes.close()
    raw = bytearray(path.read_bytes())
    page = raw.index(b"lost xxx") // 4096
    raw[page * 4096 : page * 4096 + 4096] = bytes(4096)
    path.write_bytes(raw)
    recover(path)
    notes = Notes.open(path)
    assert notes.problems() == []
    after = notes.saved_search("After")
    assert (after.query, after.key, after.sort, after.folded) == ("person:trong", "t", "oldest", 0)
    assert {one.name: one.key for one in notes.saved_searches()} == {
        "Before": "b", "After": "t", "Another": "",
    }  # fmt: skip
    assert notes.undo() == "Undone: saved searches read from a damaged file"
    assert [one.name for one in notes.saved_searches()] == ["Before"]
    notes.close()


def test_a_changed_saved_search_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    notes = Notes.open(path)
    notes.save_search("Bamboo", "right words")
    assert notes.problems() == []
    notes.close()
    path.write_bytes(path.read_bytes().replace(b"right words", b"wrong words"))
    notes = Notes.open(path)
    assert notes.problems() == ["the saved search 'Bamboo' is not what was written"]
    notes.close()


def test_a_changed_correction_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    notes = Notes.open(path)
    made = notes.correct("entity.name", {"name": "right"}, "x")
    notes.withdraw(made.id, "taking back")
    assert notes.problems() == []
    notes.close()
    path.write_bytes(path.read_bytes().replace(b'{"name": "right"}', b'{"name": "wrong"}'))
    notes = Notes.open(path)
    assert notes.problems() == ["correction 1 is not what was written"]
    notes.close()


def test_what_is_newer_than_the_backup_is_read_out_of_the_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    notes = Notes.open(path)
    old = [mark(notes, "bamboo", f"old {number}") for number in range(20)]
    notes.back_up_daily()
    new = [mark(notes, "diplomacy", f"new {number} " + "x" * 2000) for number in range(30)]
    notes.edit(old[3].id, note="changed after the backup")
    notes.remove(old[4].id)
    expected = {one.id: one for one in [*notes.all(), *notes.all(trash=True)]}
    notes.close()
    raw = bytearray(path.read_bytes())
    page = raw.index(b"new 17 xxx") // 4096
    raw[page * 4096 : page * 4096 + 4096] = bytes(4096)
    path.write_bytes(raw)
    recovered = recover(path)
    assert recovered.annotations >= 25
    notes = Notes.open(path)
    assert notes.problems() == []
    there = {one.id: one for one in [*notes.all(), *notes.all(trash=True)]}
    assert len(expected.keys() - there.keys()) <= 5
    assert there[old[3].id].note == "changed after the backup"
    assert there[old[4].id].deleted is not None
    assert all(one.note == expected[id].note for id, one in there.items())
    assert {one.id for one in new} & there.keys()
    notes.close()


def test_without_any_backup_what_can_be_read_is_saved(tmp_path: Path, filled: bytes) -> None:
    path = tmp_path / "notes.db"
    raw = bytearray(filled)
    raw[-4096:] = bytes(4096)
    path.write_bytes(raw)
    recovered = recover(path)
    assert (recovered.backup, recovered.damaged) == (None, tmp_path / "notes-damaged-1.db")
    notes = Notes.open(path)
    assert len(notes.all()) >= 25
    assert notes.text_of(VERSION) == TEXT
    assert notes.problems() == []
    notes.close()


def test_of_a_file_that_was_cut_what_is_left_can_be_read(tmp_path: Path, filled: bytes) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(filled[:-6000])
    recovered = recover(path)
    assert recovered is not None
    notes = Notes.open(path)
    assert notes.all()
    assert notes.problems() == []
    notes.close()


def test_a_damaged_file_is_never_backed_up(tmp_path: Path) -> None:
    notes = Notes.open(tmp_path / "notes.db")
    made = mark(notes, "bamboo", "as written")
    with notes.database.write() as connection:
        connection.execute("UPDATE revisions SET content = replace(content, 'written', 'wrxtten')")
    assert made.id in notes.problems()[0]
    with pytest.raises(LibraryDamaged, match="history"):
        notes.back_up_daily()
    with pytest.raises(LibraryDamaged):
        notes.backup(tmp_path / "elsewhere")
    assert not (tmp_path / "backups").exists()
    notes.close()


def test_backups_thin_out_with_age(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    clock = [NOW]
    notes = Notes.open(path, now=lambda: clock[0])
    for day in range(60):
        clock[0] = NOW + timedelta(days=day)
        notes.star([f"key {day}"])
        notes.back_up_daily()
    notes.close()
    kept = sorted(entry.name for entry in (tmp_path / "backups").iterdir())
    last = [(NOW + timedelta(days=day)).date().isoformat() for day in range(53, 60)]
    assert [f"notes-{day}.db" for day in last] == kept[-7:]
    assert 10 <= len(kept) <= 7 + 5 + 12


def test_dump_and_restore_give_the_same_bytes_and_the_same_notes(
    tmp_path: Path, filled: bytes
) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(filled)
    notes, other = Notes.open(path), Notes.open(path)
    notes.undo()
    notes.dump(tmp_path / "first")
    whole = contents(notes)
    mark(notes, "diplomacy", "made after the dump")
    assert other.changed()
    notes.restore_file(tmp_path / "first")
    notes.dump(tmp_path / "second")
    assert (tmp_path / "second").read_bytes() == (tmp_path / "first").read_bytes()
    assert contents(notes) == contents(other) == whole
    assert other.changed()
    assert other.redo() is not None
    before = Notes.open(tmp_path / "backups" / "notes-before-restore.db")
    assert before.all(text="made after")[0].exact == "diplomacy"
    for opened in (before, notes, other):
        opened.close()
    empty = Notes.open(tmp_path / "new" / "notes.db")
    empty.restore_file(tmp_path / "first")
    assert contents(empty) == whole
    empty.close()


def test_a_dump_that_was_cut_or_changed_is_refused(tmp_path: Path) -> None:
    notes = Notes.open(tmp_path / "notes.db")
    mark(notes, "bamboo", "precious")
    notes.dump(tmp_path / "dump")
    good = (tmp_path / "dump").read_bytes()
    lines = good.splitlines(keepends=True)
    newer = json.dumps({"culm": "notes", "schema": 99}).encode() + b"\n"
    for bad in (
        b"",
        b"{}\n",
        good[:-1],
        good[: len(good) // 2],
        b"".join(lines[:-1]),
        good.replace(b"precious", b"precxous"),
        good.replace(b'{"culm":"notes"', b'{"culm":"other"'),
        b"".join(lines[:3] + lines[4:]),
        newer + b"".join(lines[1:]),
    ):
        (tmp_path / "bad").write_bytes(bad)
        with pytest.raises(LibraryError):
            notes.restore_file(tmp_path / "bad")
    assert [one.note for one in notes.all()] == ["precious"]
    assert not list(tmp_path.glob("tmp*"))
    notes.close()


def test_a_newer_dump_says_so(tmp_path: Path) -> None:
    import hashlib

    notes = Notes.open(tmp_path / "notes.db")
    header = b'{"culm":"notes","schema":99}\n'
    end = {"end": "notes", "lines": 1, "sha256": hashlib.sha256(header).hexdigest()}
    (tmp_path / "new").write_bytes(header + json.dumps(end).encode() + b"\n")
    with pytest.raises(LibraryTooNew, match="newer culm"):
        notes.restore_file(tmp_path / "new")
    notes.close()
