"""Commits last, damage is noticed, writers do not get in each other's way."""

from __future__ import annotations

import contextlib
import random
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from index.errors import LibraryDamaged, LibraryError, LibraryLocked
from index.search import SearchDocument, SearchIndex, merging, parse
from index.search import writer as writing
from index.search.storage import SealedStorage

TODAY = date(2023, 12, 20)


def article(number: int, word: str = "bamboo") -> SearchDocument:
    body = f"{word} diplomacy number{number} " + " ".join(f"w{number * k % 97}" for k in range(40))
    return SearchDocument(number, f"Title {number}", body, 738_000 + number, 738_000 + number)


def fill(directory: Path, *batches: range) -> SearchIndex:
    index = SearchIndex.open(directory)
    for batch in batches:
        with index.writer() as writer:
            for number in batch:
                writer.add(article(number))
    index.reopen()
    return index


def found(index: SearchIndex, query: str = "bamboo") -> list[int]:
    results = index.searcher().search(parse(query, TODAY), limit=1000)
    return sorted(hit.id for hit in results.hits)


def test_a_commit_shows_when_the_index_is_reopened(tmp_path: Path) -> None:
    index = fill(tmp_path / "s", range(3))
    before = index.searcher()
    with index.writer() as writer:
        writer.add(article(3))
        writer.delete([0, 77])
    assert index.stale()
    assert found(index) == [0, 1, 2]
    assert index.reopen()
    assert not index.stale()
    assert not index.reopen()
    assert found(index) == [1, 2, 3]
    assert before.search(parse("bamboo", TODAY)).total == 3


def test_the_last_of_several_with_one_id_counts(tmp_path: Path) -> None:
    index = SearchIndex.open(tmp_path / "s")
    with index.writer() as writer:
        writer.add(article(1, "first"))
        writer.add(article(1, "second"))
        writer.add(article(2))
        writer.delete([2])
    index.reopen()
    assert found(index, "first") == []
    assert found(index, "second") == [1]
    assert index.searcher().doc_count == 1


def test_an_exception_gives_everything_up(tmp_path: Path) -> None:
    index = fill(tmp_path / "s", range(3))
    files = set((tmp_path / "s").iterdir())
    with contextlib.suppress(ZeroDivisionError), index.writer() as writer:
        writer.add(article(9))
        writer.delete([1 // 0])
    assert not index.stale()
    assert found(index) == [0, 1, 2]
    assert set((tmp_path / "s").iterdir()) == files


@pytest.mark.parametrize(
    "bad",
    [
        SearchDocument(-1, "", ""),
        SearchDocument(1 << 62, "", ""),
        SearchDocument("1", "", ""),  # type: ignore[arg-type]
        SearchDocument(1, None, ""),  # type: ignore[arg-type]
        SearchDocument(1, "", b"bytes"),  # type: ignore[arg-type]
        SearchDocument(1, "", "", begin=-5),
        SearchDocument(1, "", "", entities=(1,)),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_indexed_leaves_the_writer_unharmed(
    tmp_path: Path, bad: SearchDocument
) -> None:
    index = SearchIndex.open(tmp_path / "s")
    with index.writer() as writer:
        with pytest.raises((TypeError, ValueError)):
            writer.add(bad)
        writer.add(article(5))
    index.reopen()
    assert found(index) == [5]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "a\x00b",
        "x \ud800 y",
        "a" * 1_000_000,
        "word " * 100_000,
        "\u202e\u0301" * 1000,
        "北" * 50_000,
        "'s" * 1000,
    ],
)
def test_odd_texts_are_indexed(tmp_path: Path, body: str) -> None:
    index = SearchIndex.open(tmp_path / "s")
    with index.writer() as writer:
        writer.add(SearchDocument(1, body[:50], body, entities=(body[:2000],), outlet=body[:100]))
        writer.add(article(2))
    index.optimise(full=True)
    index.check()
    index.reopen()
    assert found(index) == [2]
    if body.startswith("word"):
        assert found(index, "word") == found(index, '"word word"') == [1]
        assert found(index, '"word bamboo"') == []


def test_what_is_published_stays_when_its_folder_cannot_be_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = fill(tmp_path / "s", range(3))

    def fails(storage: SealedStorage) -> None:
        raise OSError(28, "No space left on device")

    writer = index.writer()
    writer.add(article(3))
    with monkeypatch.context() as patched:
        patched.setattr(SealedStorage, "_sync_directory", fails)
        with pytest.raises(OSError, match="No space"):
            writer.commit()
    index.reopen()
    index.check()
    assert found(index) == [0, 1, 2, 3]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    index = fill(tmp_path / "s", range(2))
    with index.writer() as writer:
        with pytest.raises(LibraryLocked):
            index.writer()
        writer.add(article(5))
    index.writer().cancel()


def test_the_directory_has_to_be_the_users_own(tmp_path: Path) -> None:
    fill(tmp_path / "s", range(2))
    assert (tmp_path / "s").stat().st_mode & 0o777 == 0o700
    (tmp_path / "s").chmod(0o777)
    with pytest.raises(LibraryError, match="chmod 700"):
        SearchIndex.open(tmp_path / "s")
    with pytest.raises(LibraryError):
        SearchIndex.open(tmp_path / "none", create=False)


def test_merging_changes_no_answer_and_blocks_no_reader(tmp_path: Path) -> None:
    index = fill(tmp_path / "s", *(range(n * 5, n * 5 + 5) for n in range(9)))
    with index.writer() as writer:
        writer.delete(range(0, 45, 7))
    index.reopen()
    before = index.searcher()
    expected = found(index)
    phrases = found(index, '"bamboo diplomacy"')
    assert index.optimise()
    index.reopen()
    assert len(index.searcher().snapshot.segments) < 9
    assert found(index) == expected
    index.optimise(full=True)
    index.reopen()
    assert len(index.searcher().snapshot.segments) == 1
    assert found(index) == expected
    assert found(index, '"bamboo diplomacy"') == phrases
    assert before.search(parse("bamboo", TODAY)).total == len(expected)
    assert not index.optimise(full=True)
    index.check()


def test_what_is_deleted_during_a_merge_stays_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = fill(tmp_path / "s", range(3), range(3, 6))
    publish = merging._publish

    def late(*arguments: object) -> None:
        monkeypatch.undo()
        with index.writer() as writer:
            writer.delete([1, 4])
            writer.add(article(5, "changed"))
            writer.add(article(9))
        publish(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(merging, "_publish", late)
    index.optimise(full=True)
    index.reopen()
    assert found(index) == [0, 2, 3, 9]
    assert found(index, "changed") == [5]
    index.check()


def test_a_commit_just_before_merging_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = fill(tmp_path / "s", range(3), range(3, 6))
    read_segments = merging.read_segments

    def late(*arguments: object) -> object:
        monkeypatch.undo()
        with index.writer() as writer:
            writer.add(article(9))
        return read_segments(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(merging, "read_segments", late)
    assert index.optimise(full=True)
    index.reopen()
    assert found(index) == [0, 1, 2, 3, 4, 5, 9]
    for path in (tmp_path / "s").glob("*.toc"):
        path.unlink()
    with pytest.raises(LibraryDamaged):
        index.optimise()


def answers(directory: Path) -> list[list[int]]:
    index = SearchIndex.open(directory, create=False)
    queries = ("bamboo", '"bamboo diplomacy"', "number*", "w1 OR w2", "title:title", "-w1")
    return [found(index, query) for query in (*queries, "date:2021..2023")]


def damage(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    if chance.random() < 0.3:
        path.write_bytes(data[: chance.randrange(len(data))])
    else:
        at = chance.randrange(len(data))
        data[at] ^= 1 << chance.randrange(8)
        path.write_bytes(data)


def check_damage(directory: Path, times: int) -> None:
    chance = random.Random(7)
    whole = directory / "whole"
    index = fill(whole, range(40), range(40, 60))
    with index.writer() as writer:
        writer.delete([3])
    right = answers(whole)
    for number in range(times):
        broken = directory / f"broken{number}"
        shutil.copytree(whole, broken)
        files = sorted(path for path in broken.iterdir() if path.stat().st_size)
        damage(chance.choice(files), chance)
        with pytest.raises(LibraryDamaged):
            SearchIndex.open(broken, create=False).check()
        with contextlib.suppress(LibraryDamaged):
            assert answers(broken) == right
        shutil.rmtree(broken)


def test_damage_is_noticed(tmp_path: Path) -> None:
    check_damage(tmp_path, 60)


@pytest.mark.slow
def test_damage_is_noticed_everywhere(tmp_path: Path) -> None:
    check_damage(tmp_path, 3_000)


@pytest.mark.parametrize("missing", ["*.toc", "*.culm"])
def test_a_missing_file_is_noticed(tmp_path: Path, missing: str) -> None:
    fill(tmp_path / "s", range(4))
    for path in (tmp_path / "s").glob(missing):
        path.unlink()
    with pytest.raises(LibraryDamaged):
        SearchIndex.open(tmp_path / "s", create=False)


def test_the_index_of_another_version_is_not_read(tmp_path: Path) -> None:
    fill(tmp_path / "s", range(4))
    for path in (tmp_path / "s").glob("*.culm"):
        data = bytearray(path.read_bytes())
        version = data.rindex(b"culmseg") + len(b"culmseg")
        data[version] -= 1
        path.write_bytes(data)
    with pytest.raises(LibraryDamaged, match="another version's: it has to be built anew"):
        SearchIndex.open(tmp_path / "s", create=False)


DYING = """
import os, sys
from pathlib import Path
from index.search import SearchIndex
from tests.index.search.test_search_durability import article

directory, dies_at = Path(sys.argv[1]), int(sys.argv[2])
steps = 0

def dying(function):
    def step(*arguments, **options):
        global steps
        steps += 1
        if steps == dies_at:
            os._exit(9)
        return function(*arguments, **options)
    return step

for name in ("fsync", "replace", "rename", "remove", "unlink"):
    setattr(os, name, dying(getattr(os, name)))
index = SearchIndex.open(directory)
with index.writer() as writer:
    writer.add(article(100))
    writer.delete([1])
index.optimise(full=True)
"""


@pytest.mark.parametrize("dies_at", range(1, 11))
def test_killed_at_any_step_the_last_commit_is_there(tmp_path: Path, dies_at: int) -> None:
    fill(tmp_path / "s", range(3), range(3, 6))
    died = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path / "s"), str(dies_at)],
        cwd=Path(__file__).parents[3],
        check=False,
    )
    assert died.returncode in (0, 9)
    index = SearchIndex.open(tmp_path / "s", create=False)
    index.check()
    assert found(index) in ([0, 1, 2, 3, 4, 5], [0, 2, 3, 4, 5, 100])
    with index.writer() as writer:
        writer.add(article(200))
    index.optimise(full=True)
    index.reopen()
    assert 200 in found(index)
    left = {path.name for path in (tmp_path / "s").iterdir()}
    assert len([name for name in left if name.endswith((".culm", ".toc"))]) == 2
    assert not any(name.startswith("merging") for name in left)


def test_words_are_not_known_for_ever_and_all_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_VOCABULARY_LIMIT", 300)
    known = []
    index = SearchIndex.open(tmp_path / "s")
    for batch in range(12):
        with index.writer() as writer:
            for number in range(batch * 10, batch * 10 + 10):
                writer.add(article(number))
        known.append(len(writing._Shared.vocabulary))
    # A commit adds less than two hundred words.
    assert max(known[1:]) < 600
    index.reopen()
    assert found(index) == list(range(120))
    assert all(found(index, f"number{number}") == [number] for number in range(120))
