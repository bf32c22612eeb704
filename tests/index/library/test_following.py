"""Files that move, vanish, come back or are only touched; what was added is known."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from index.library import Library
from index.library.imports.following import followed
from index.library.imports.importing import ImportOptions
from index.library.imports.subscribing import sources_of

STORY = "A bridge over the river fell on Monday.\n\nNobody was hurt, the mayor of Genoa said."
PAGE = "<!DOCTYPE html><title>{0}</title><article><p>" + STORY * 4 + " {0}</p></article>"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"{STORY} So said {name}.")
    (folder / "page.html").write_text(PAGE.format("page"))
    return folder


@pytest.fixture
def library(tmp_path: Path, news: Path) -> Library:
    with Library.open(tmp_path / "library") as library:
        assert statuses(library, news) == ["added"] * 4
        yield library  # type: ignore[misc]


def statuses(library: Library, *paths: Path) -> list[str]:
    return sorted(done.status.value for done in library.add(paths))


def test_a_moved_file_is_the_article_that_it_was(library: Library, news: Path) -> None:
    number = library.find("news/a.txt")
    (news / "old").mkdir()
    (news / "a.txt").rename(news / "old" / "renamed.txt")
    assert statuses(library, news) == ["unchanged"] * 4
    article = library.article(number)
    assert article.key == "news/a.txt"
    assert article.source == str(news / "old" / "renamed.txt")
    (news / "old" / "renamed.txt").write_text(f"{STORY} Changed where it lies now.")
    assert statuses(library, news) == ["unchanged"] * 3 + ["updated"]
    assert "Changed where" in library.article(number).text
    assert library.count() == 4


def test_a_folder_that_moves_keeps_its_articles(
    library: Library, news: Path, tmp_path: Path
) -> None:
    shutil.move(news, tmp_path / "papers")
    assert statuses(library, tmp_path / "papers") == ["unchanged"] * 4
    assert library.count() == 4
    (tmp_path / "papers" / "page.html").write_text(PAGE.format("anew"))
    assert statuses(library, tmp_path / "papers") == ["unchanged"] * 3 + ["updated"]


def test_a_copy_is_no_move(library: Library, news: Path) -> None:
    shutil.copy(news / "a.txt", news / "d.txt")
    assert statuses(library, news) == ["duplicate"] + ["unchanged"] * 4
    assert library.find("news/a.txt")


def test_what_vanished_is_told_once_and_stays(library: Library, news: Path) -> None:
    (news / "a.txt").unlink()
    dry = [done.status.value for done in library.add([news], ImportOptions(dry_run=True))]
    assert sorted(dry) == ["unchanged"] * 3 + ["vanished"]
    (gone,) = [done for done in library.add([news]) if done.status.value == "vanished"]
    assert gone.key == "news/a.txt"
    assert statuses(library, news) == ["unchanged"] * 3
    assert "bridge" in library.article(library.find("news/a.txt")).text
    assert [source.gone for source in library.archive.inputs.sources()] == [1]


def test_what_comes_back_is_there_again(library: Library, news: Path) -> None:
    kept = (news / "a.txt").read_bytes()
    (news / "a.txt").unlink()
    list(library.add([news]))
    (news / "a.txt").write_bytes(kept)
    assert statuses(library, news) == ["unchanged"] * 4
    assert [source.gone for source in library.archive.inputs.sources()] == [0]


def test_a_disk_that_is_not_mounted_is_no_deletion(
    library: Library, news: Path, tmp_path: Path
) -> None:
    news.rename(tmp_path / "away")
    news.mkdir()
    (told,) = library.add([news])
    assert told.status.value == "skipped"
    assert "mounted" in told.error
    assert [source.gone for source in library.archive.inputs.sources()] == [0]
    news.rmdir()
    assert statuses(library, news) == ["failed"]
    assert [source.gone for source in library.archive.inputs.sources()] == [0]
    (tmp_path / "away").rename(news)
    assert statuses(library, news) == ["unchanged"] * 4


def test_a_touched_file_is_not_read_again(library: Library, news: Path) -> None:
    for path in news.iterdir():
        os.utime(path, ns=(1, 1))
    assert statuses(library, news) == ["unchanged"] * 4
    known = library.archive.inputs.state(str(news / "a.txt"))
    assert known is not None
    assert known.mtime_ns == 1


def test_what_was_removed_comes_back_although_it_is_unchanged(library: Library, news: Path) -> None:
    library.take_out([library.find("news/page.html")])
    assert statuses(library, news) == ["added"] + ["unchanged"] * 3


def test_sources_are_known_paused_and_forgotten(
    library: Library, news: Path, tmp_path: Path
) -> None:
    inputs = library.archive.inputs
    other = tmp_path / "other.txt"
    other.write_text(f"{STORY} Elsewhere.")
    list(library.add([news / "a.txt", other]))
    assert [(source.path, source.inputs) for source in inputs.sources()] == [
        (str(news), 4),
        (str(other), 1),
    ]
    with library.archive.write() as connection:
        assert inputs.pause_source(connection, str(other), True)
    assert followed(library) == [news]
    list(library.add([tmp_path / "news", tmp_path]))
    assert [source.path for source in inputs.sources()] == [str(tmp_path)]
    with library.archive.write() as connection:
        assert inputs.remove_source(connection, str(tmp_path))
        assert not inputs.remove_source(connection, str(tmp_path))
    assert followed(library) == []
    assert library.count() == 5


def test_a_folder_named_otherwise_is_the_same_folder(
    library: Library, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news.parent)
    assert statuses(library, Path("news")) == ["unchanged"] * 4
    assert statuses(library, Path("news/../news")) == ["unchanged"] * 4


def test_a_folder_whose_name_is_no_utf_8_is_looked_at_again(tmp_path: Path) -> None:
    news = tmp_path / r"read as \xe9" / os.fsdecode(b"caf\xe9")
    news.mkdir(parents=True)
    for name in ("a", "b"):
        (news / f"{name}.txt").write_text(f"{STORY} So said {name}.")
    odd = news / os.fsdecode(b"\xff.txt")
    odd.write_text(f"{STORY} So said one with an odd name.")
    with Library.open(tmp_path / "library") as library:
        assert statuses(library, news) == ["added"] * 3
        assert followed(library) == [news]
        (view,) = sources_of(library)
        assert (view.there, view.holds) == (True, 3)
        assert statuses(library, *followed(library)) == ["unchanged"] * 3
        odd.rename(news / "named.txt")
        assert statuses(library, *followed(library)) == ["unchanged"] * 3
        (news / "named.txt").unlink()
        assert statuses(library, *followed(library)) == ["unchanged"] * 2 + ["vanished"]
