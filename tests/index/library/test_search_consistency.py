"""What searching finds is what the archive holds, whatever happened to the index."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from index.article import Article
from index.errors import LibraryDamaged
from index.library import Library
from index.library.finding import indexing
from index.library.imports.importing import finish
from index.library.upkeep.care import rebuild
from index.search import SearchDocument, SearchIndex
from tests.support.consistency import check_agreement, damage, index_anew, write_article

ROOT = Path(__file__).parents[3]
QUERIES = ("everywhere", "", "harbour OR ferry", '"hà nội" -storm', "stri*", "date:2021-03")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight articles in eight files."""
    folder = tmp_path / "news"
    folder.mkdir()
    chance = random.Random(5)
    for number in range(8):
        write_article(folder, number, number, chance)
    return folder


def bring_in(library: Library, folder: Path) -> None:
    assert not [done.error for done in library.add([folder]) if done.error]


def histories(directory: Path, first: int, count: int) -> Counter[str]:
    """Runs random histories; what was done in them, by name."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.consistency", directory, str(first), str(count)],
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return Counter(json.loads(done.stdout))


def test_random_histories(tmp_path: Path) -> None:
    done = histories(tmp_path, 0, 6)
    assert done["killed"]
    assert done["add"] >= 6


def test_an_article_that_changes_while_it_is_indexed_is_indexed_again(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = indexing.Indexing._document
    other = Library.open(tmp_path / "library")

    def late(self: indexing.Indexing, article: Article) -> SearchDocument:
        read = document(self, article)
        if "qx3v3z" in article.text:
            monkeypatch.undo()
            write_article(folder, 3, 33, random.Random(1))
            monkeypatch.setattr("index.library.imports.importing.finish", lambda *_: None)
            bring_in(other, folder)
            monkeypatch.undo()
        return read

    with Library.open(tmp_path / "library") as library, other:
        monkeypatch.setattr(indexing.Indexing, "_document", late)
        bring_in(library, folder)
        finish(library)
        check_agreement(library, {"qx3v3z", "qx33v33z"})


def test_what_a_killed_process_took_out_is_unlearned_by_the_search_process(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "library") as library:
        bring_in(library, folder)
        monkeypatch.setattr("index.library.upkeep.removing.finish", lambda *_: None)
        library.take_out([library.find("article-1")])
        assert library.searching.search("everywhere").total == 8
        assert not library.indexing.learn(100)
        check_agreement(library, {"qx1v1z"})


def test_an_index_that_lost_its_table_of_contents_is_made_again(
    tmp_path: Path, folder: Path
) -> None:
    with Library.open(tmp_path / "library") as library:
        bring_in(library, folder)
    for path in (tmp_path / "library" / "search").glob("*.toc"):
        path.unlink()
    with Library.open(tmp_path / "library") as library:
        check_agreement(library, set())


@pytest.mark.parametrize("dies_in", ["_forget", "_learn_all"])
def test_killed_while_the_index_is_made_anew(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, dies_in: str
) -> None:
    def killed(self: indexing.Indexing) -> None:
        raise KeyboardInterrupt

    with Library.open(tmp_path / "library") as library:
        bring_in(library, folder)
        monkeypatch.setattr(indexing.Indexing, dies_in, killed)
        with pytest.raises(KeyboardInterrupt):
            index_anew(library)
    monkeypatch.undo()
    with Library.open(tmp_path / "library") as library:
        finish(library)
        check_agreement(library, set())


def test_an_index_made_anew_by_another_process_is_seen(tmp_path: Path, folder: Path) -> None:
    with Library.open(tmp_path / "library") as library, Library.open(library.path) as other:
        bring_in(other, folder)
        once_there: set[str] = set()
        check_agreement(library, once_there)
        other.take_out([other.find("article-2")])
        rebuild(other)
        check_agreement(library, once_there)
        check_agreement(other, once_there)


def test_two_that_find_the_index_damaged_mend_it_once(tmp_path: Path, folder: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        bring_in(library, folder)
        segment = next((library.path / "search").glob("*.culm"))
    segment.unlink()
    segment.write_bytes(b"")
    with Library.open(tmp_path / "library") as library, Library.open(library.path) as other:
        check_agreement(library, set())
        made = SearchIndex.latest(library.path / "search")
        check_agreement(other, set())
        assert SearchIndex.latest(library.path / "search") == made


def test_importing_goes_on_when_the_index_is_damaged(tmp_path: Path, folder: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        bring_in(library, folder)
        segment = next((library.path / "search").glob("*.culm"))
        content = bytearray(segment.read_bytes())
        for at in range(0, len(content) - 8_000, 64):
            content[at] ^= 1
        segment.unlink()
        segment.write_bytes(content)
        write_article(folder, 50, 50, random.Random(2))
        bring_in(library, folder)
        finish(library)
        check_agreement(library, set())


def test_damaged_notes_leave_the_index_as_it_is(tmp_path: Path, folder: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        bring_in(library, folder)
        library.notes.star(library.archive.keys_of(library.searching.search("").ids).values())
        assert library.searching.search("is:starred").ids
        made = SearchIndex.latest(library.path / "search")
    notes = library.path / "notes.db"
    whole = notes.read_bytes()
    notes.write_bytes(b"no database" * 1000)
    with Library.open(library.path) as library:
        for query in ("is:starred", "is:unread everywhere"):
            with pytest.raises(LibraryDamaged, match="notes"):
                library.searching.search(query)
        assert SearchIndex.latest(library.path / "search") == made
        assert not library.archive.indexed.waiting(1)
    notes.write_bytes(whole)
    with Library.open(library.path) as library:
        check_agreement(library, set())


def test_long_articles_are_told_to_the_index_one_at_a_time(tmp_path: Path, folder: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        bring_in(library, folder)
        library.indexing.start_anew()
        # There is never time for a second one.
        assert [library.indexing.learn(100, 0.0) for _ in range(8)] == [True] * 7 + [False]
        check_agreement(library, set())


def check_damage(tmp_path: Path, folder: Path, times: int) -> Counter[str]:
    """Damages the index in so many ways; whoever searches gets the right answers, every time."""
    chance = random.Random(11)
    whole = tmp_path / "whole"
    with Library.open(whole) as library:
        bring_in(library, folder)
        write_article(folder, 3, 103, chance)
        write_article(folder, 60, 60, chance)
        bring_in(library, folder)
        right = [sorted(library.searching.search(query).ids) for query in QUERIES]
        assert len(right[0]) == 9
    kinds: Counter[str] = Counter()
    for _ in range(times):
        broken = tmp_path / "broken"
        shutil.copytree(whole, broken)
        files = [path for path in sorted((broken / "search").iterdir()) if path.stat().st_size]
        chosen = chance.choice(files)
        kinds[f"{chosen.suffix} {damage(chosen, chance)}"] += 1
        with Library.open(broken) as library:
            queries = list(zip(QUERIES, right, strict=True))
            for query, answer in chance.sample(queries, len(queries)):
                assert sorted(library.searching.search(query).ids) == answer
            check_agreement(library, {"qx3v3z"})
        shutil.rmtree(broken)
    return kinds


def test_no_damage_gives_a_wrong_answer(tmp_path: Path, folder: Path) -> None:
    assert check_damage(tmp_path, folder, 25).total() == 25
