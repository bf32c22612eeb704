"""A ``notes.db`` of every schema that was ever released opens with all that was in it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from index.article import Span, version_of
from index.notes import Notes
from index.notes.model import ArticleState, Colour, PlacementStatus
from index.notes.recovery import recover
from index.store import notes_schema
from index.store.sqlite import Database
from tests.support.notes import KEY, TEXT, VERSION

DATA = Path(__file__).resolve().parents[2] / "data"
SCHEMAS = range(1, len(notes_schema.SCHEMA.migrations) + 1)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_schema_that_landed_opens(tmp_path: Path, schema: int) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(gzip.decompress((DATA / f"notes-schema-{schema}.db.gz").read_bytes()))
    notes = Notes.open(path)
    assert notes.problems() == []
    first, second = notes.of_article(KEY)[::-1]
    assert (first.exact, first.note) == ("bamboo diplomacy", "Về **đổi mới**")
    assert first.tags == ("Hà Nội", "style")
    assert (second.exact, second.colour) == ("national independence", Colour.PINK)
    assert [entry.annotation.note for entry in notes.history(second.id)] == ["", "second thoughts"]
    assert [one.exact for one in notes.all(trash=True)] == ["concept"]
    assert notes.text_of(VERSION) == TEXT
    assert notes.states([KEY, "other"]) == {
        KEY: ArticleState(KEY, read=True, position=123),
        "other": ArticleState("other", read=True, starred=True, tags=("x",)),
    }
    assert [dict(one.body) for one in notes.corrections()] == [{"entity": "a", "name": "b"}]
    assert [one.query for one in notes.saved_searches()] == ["bamboo"]
    assert notes.query_history() == ["bamboo"]
    new = "Updated. " + TEXT.replace("bamboo diplomacy", "Something else")
    placed = {one.annotation.id: one.placement for one in notes.placed(KEY, version_of(new), new)}
    assert placed[first.id].status is PlacementStatus.PINNED
    assert placed[first.id].span == Span(9, 20)
    assert notes.all(text="doi moi") == [first]
    assert notes.redo() == "Redone: 1 article marked read"
    steps = 0
    while notes.undo() is not None:
        steps += 1
    assert steps == 12
    assert notes.all() == []
    notes.close()


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_backup_of_every_schema_is_a_way_back(tmp_path: Path, schema: int) -> None:
    (tmp_path / "backups").mkdir()
    backup = tmp_path / "backups" / "notes-2024-05-01.db"
    backup.write_bytes(gzip.decompress((DATA / f"notes-schema-{schema}.db.gz").read_bytes()))
    path = tmp_path / "notes.db"
    path.write_bytes(b"junk" * 1000)
    assert recover(path).backup == backup
    notes = Notes.open(path)
    assert notes.problems() == []
    assert [dict(one.body) for one in notes.corrections()] == [{"entity": "a", "name": "b"}]
    notes.close()


def test_what_landed_is_never_changed_afterwards(tmp_path: Path) -> None:
    """A migration that has been released is history: new tables come with new migrations."""
    for schema in SCHEMAS:
        old = tmp_path / f"{schema}.db"
        old.write_bytes(gzip.decompress((DATA / f"notes-schema-{schema}.db.gz").read_bytes()))
        fresh = Database(tmp_path / f"fresh-{schema}.db", notes_schema.SCHEMA)
        kept = Database(old, notes_schema.SCHEMA)
        tables = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name"
        assert kept.read(tables) == fresh.read(tables)
        kept.close()
        fresh.close()
