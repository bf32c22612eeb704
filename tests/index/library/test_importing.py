"""Importing through the library's door: again, changed, gone, in pieces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.errors import LibraryError, NotFound
from index.library import Library
from index.library.imports.batch import BATCH_ARTICLES
from index.library.imports.importing import ImportOptions, Status

STORY = "A bridge over the river fell on Monday.\n\nNobody was hurt, the mayor of Genoa said."


def statuses(library: Library, *paths: Path) -> list[str]:
    return [done.status.value for done in library.add(paths)]


def test_folders_of_the_same_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for place in ("here", "there"):
        (tmp_path / place / "news").mkdir(parents=True)
        (tmp_path / place / "news" / "a.txt").write_text(f"{STORY} {place}.")
    folders = [tmp_path / "here" / "news", tmp_path / "there" / "news"]
    with Library.open(tmp_path / "library") as library:
        assert statuses(library, *folders) == ["added", "added"]
        assert statuses(library, *folders) == ["unchanged", "unchanged"]
        assert library.count() == 2
        for folder, place in zip(folders, ("here", "there"), strict=True):
            (folder / "a.txt").write_text(f"{STORY} {place}, again.")
        assert statuses(library, *folders) == ["updated", "updated"]
        assert library.count() == 2


def test_a_changed_file_is_a_new_version_of_the_same_article(tmp_path: Path) -> None:
    path = tmp_path / "news" / "a.txt"
    path.parent.mkdir()
    path.write_text(STORY)
    with Library.open(tmp_path / "library") as library:
        assert statuses(library, path) == ["added"]
        number = library.find("news/a.txt")
        article = library.article(number)
        note = library.notes.annotate(
            article.key, article.version, article.text, 2, 8, note="which one?"
        )
        path.write_text("Update: " + STORY)
        assert statuses(library, path.parent) == ["updated"]
        reading = library.reading(number)
        assert reading.article.version != article.version
        (placed,) = reading.annotations
        assert placed.annotation.id == note.id
        assert placed.placement.span is not None
        span = placed.placement.span
        assert reading.article.text[span.start : span.end] == "bridge"
        assert library.searching.search("update").total == 1


def test_what_came_of_the_inputs_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"{STORY} {name}.")
    counts: dict[Status, int] = {}
    with Library.open(tmp_path / "library") as library:
        assert statuses(library, folder / "a.txt") == ["added"]
        list(library.add([folder], on_progress=lambda told: counts.update(told.counts)))
    assert counts == {Status.ADDED: 2, Status.UNCHANGED: 1}


def test_the_same_text_under_another_name_is_a_copy(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(STORY)
    with Library.open(tmp_path / "library") as library:
        assert statuses(library, tmp_path / "a.txt", tmp_path / "b.txt") == ["added", "duplicate"]
        (row,) = library.rows(library.listing())
        assert row.copies == 1
        assert statuses(library, tmp_path / "a.txt", tmp_path / "b.txt") == ["unchanged"] * 2


def test_a_collection_is_read_line_by_line(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "one", "title": "First", "text": STORY, "date": "2020-02-03"}),
        "{broken",
        json.dumps({"id": "two", "title": "Second", "body": STORY + " More.", "source": "Paper"}),
    ]
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(lines))
    with Library.open(tmp_path / "library") as library:
        done = list(library.add([path]))
        assert [d.status for d in done if d.status is not Status.FAILED] == [Status.ADDED] * 2
        (failed,) = [d for d in done if d.status is Status.FAILED]
        assert "2" in failed.path + failed.error
        again = [(d.status, d.error != "") for d in library.add([path])]
        assert again == [(Status.UNCHANGED, False), (Status.FAILED, True)]
        assert library.article(library.find("two")).outlet == "Paper"
        assert str(library.article(library.find("one")).published.interval.begin) == "2020-02-03"


def test_two_articles_of_one_id_are_told_of(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "one", "title": t, "text": f"{STORY} {t}"}) for t in ("A", "B")]
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(lines))
    with Library.open(tmp_path / "library") as library:
        done = [(d.status, d.key) for d in library.add([path])]
        assert done == [(Status.SKIPPED, "one"), (Status.ADDED, "one")]
        assert library.article(library.find("one")).title == "B"


def test_stopping_keeps_what_came_in_and_the_rest_follows(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"{STORY} Number {number}.")
    seen: list[str] = []
    with Library.open(tmp_path / "library") as library:
        asked = iter([False, False, False, True, True, True, True, True, True, True])
        seen += [d.key for d in library.add([folder], stopped=lambda: next(asked, True))]
        assert 0 < library.count() < 6
        list(library.add([folder]))
        assert library.count() == 6
        assert library.searching.search("bridge").total == 6


def test_the_index_comes_back_when_it_is_deleted(tmp_path: Path) -> None:
    import shutil

    (tmp_path / "a.txt").write_text(STORY)
    with Library.open(tmp_path / "library") as library:
        list(library.add([tmp_path / "a.txt"]))
    shutil.rmtree(tmp_path / "library" / "search")
    with Library.open(tmp_path / "library") as library:
        assert library.searching.search("genoa").total == 1


def test_a_library_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="culm add"):
        Library.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_unknown_things_are_not_found(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        for ask in (library.article, library.reading, library.entity, library.event):
            with pytest.raises(NotFound):
                ask(7)
        with pytest.raises(NotFound):
            library.find("no such key")
        assert library.listing().tolist() == []
        assert library.events() == ()
        assert library.stories() == ()


def test_only_the_owner_can_enter(tmp_path: Path) -> None:
    import os

    before = os.umask(0)
    try:
        with Library.open(tmp_path / "library") as library:
            (tmp_path / "a.txt").write_text(STORY)
            list(library.add([tmp_path / "a.txt"]))
            library.notes.mark_read(["x"])
    finally:
        os.umask(before)
    assert (tmp_path / "library").stat().st_mode & 0o777 == 0o700
    for path in (tmp_path / "library").rglob("*"):
        assert not path.stat().st_mode & 0o077, path


def _collection(path: Path, *ids: str) -> Path:
    path.write_text(
        "\n".join(
            json.dumps({"id": key, "title": key, "text": f"{STORY} So said {key}."}) for key in ids
        )
    )
    return path


def both_ways(library: Library, *paths: Path) -> list[str]:
    """What a dry run says, which must be what the real run then says."""
    dry = [(d.key, d.status.value) for d in library.add(paths, ImportOptions(dry_run=True))]
    real = [(d.key, d.status.value) for d in library.add(paths)]
    assert sorted(dry) == sorted(real)
    return [status for _, status in sorted(real)]


def test_adding_again_brings_back_what_was_removed(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for name in ("a", "b"):
        (news / f"{name}.txt").write_text(f"{STORY} So said {name}.")
    with Library.open(tmp_path / "library") as library:
        assert both_ways(library, news) == ["added"] * 2
        library.take_out([library.find("news/a.txt")])
        assert both_ways(library, news) == ["added", "unchanged"]
        assert both_ways(library, news) == ["unchanged"] * 2
        library.take_out([library.find("news/a.txt")])
        assert both_ways(library, news / "a.txt") == ["added"]
        assert library.searching.search("mayor").total == 2


def test_adding_a_collection_again_brings_back_the_line_that_was_removed(tmp_path: Path) -> None:
    collections = [_collection(tmp_path / f"{name}.jsonl", "one", "two") for name in ("x", "y")]
    with Library.open(tmp_path / "library") as library:
        for path in collections:
            list(library.add([path]))
        library.take_out([library.find("two")])
        assert both_ways(library, collections[0]) == ["unchanged", "added"]
        # What the other file has of it is there by now.
        assert "added" not in both_ways(library, collections[1])


def test_lines_without_an_id_keep_their_keys_when_their_collection_changes(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    lines = [json.dumps({"title": t, "text": f"{STORY} So said {t}."}) for t in ("A", "B", "C")]
    path.write_text("\n".join(lines[:2]))
    with Library.open(tmp_path / "library") as library:
        assert both_ways(library, path) == ["added"] * 2
        path.write_text("\n".join(lines))
        assert both_ways(library, path) == ["unchanged", "unchanged", "added"]
        library.take_out([library.find(f"{tmp_path.name}/all.jsonl#2")])
        assert both_ways(library, path) == ["unchanged", "added", "unchanged"]


def test_a_dry_run_knows_the_copies_that_are_known(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(STORY)
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    with Library.open(tmp_path / "library") as library:
        assert both_ways(library, *paths) == ["added", "duplicate"]
        (tmp_path / "b.txt").touch()
        assert both_ways(library, *paths) == ["unchanged"] * 2


def test_copies_are_written_in_between(tmp_path: Path) -> None:
    path = tmp_path / "copies.jsonl"
    count = 2 * BATCH_ARTICLES + 10
    lines = [json.dumps({"id": str(number), "text": STORY}) for number in range(count)]
    path.write_text("\n".join(lines))
    with Library.open(tmp_path / "library") as library:
        import_ = library.add([path])
        told = next(done for done in import_ if done.status is Status.DUPLICATE)
        with Library.open(tmp_path / "library") as other:
            written = len(other.reading(told.id).copies)
        assert 1 <= written <= BATCH_ARTICLES
        assert len(list(import_)) > BATCH_ARTICLES
        assert len(library.reading(told.id).copies) == count - 1
