"""An import that the user regrets goes out, comes back by undo, and no note is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import NotFound
from index.library import Library
from index.library.imports.following import followed
from index.library.imports.imported import Status
from index.library.upkeep.taking_back import imports_of, take_back
from tests.support.notes import passage

BRIDGE = "Engineers closed the old bridge at Weymouth on Tuesday after cracks were found in it."
FERRY = "The ferry to Samar ran aground on Friday night, and all passengers were brought ashore."
BANK = "The central bank left its rates as they were, and the currency rose against the yen."


def written(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"{name.title()} news\n\n{text}\n", encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of two imports: one article that was wanted, then two that were not."""
    with Library.open(tmp_path / "library") as opened:
        list(opened.add([written(tmp_path / "good", bridge=BRIDGE)]))
        list(opened.add([written(tmp_path / "wrong", ferry=FERRY, bank=BANK)]))
        yield opened


def keys(library: Library) -> set[str]:
    return set(library.archive.keys_of(library.listing()).values())


def test_imports_are_listed_the_latest_first_with_what_they_read(
    library: Library, tmp_path: Path
) -> None:
    latest, first = imports_of(library)
    assert (latest.places, latest.articles) == ((str(tmp_path / "wrong"),), 2)
    assert (first.places, first.articles) == ((str(tmp_path / "good"),), 1)
    assert first.begun <= latest.begun
    assert first.titles == ("Bridge news",)


def test_what_an_import_added_goes_and_what_others_added_stays(library: Library) -> None:
    taken = take_back(library, imports_of(library)[0].id)
    assert (taken.articles, taken.stayed, taken.sources) == (2, 0, 1)
    assert keys(library) == {"good/bridge.txt"}
    assert len(imports_of(library)) == 1
    assert list(library.searching.search("ferry").ids) == []


def test_it_is_not_brought_back_by_the_next_look_at_what_is_followed(
    library: Library, tmp_path: Path
) -> None:
    take_back(library, imports_of(library)[0].id)
    assert followed(library) == [tmp_path / "good"]
    list(library.add(followed(library)))
    assert keys(library) == {"good/bridge.txt"}
    list(library.add([tmp_path / "wrong"]))
    assert len(keys(library)) == 3


def test_undo_brings_it_back_and_redo_takes_it_again(library: Library, tmp_path: Path) -> None:
    latest = imports_of(library)[0]
    take_back(library, latest.id)
    library.undo()
    assert len(keys(library)) == 3
    assert imports_of(library)[0] == latest
    assert followed(library) == [tmp_path / "good", tmp_path / "wrong"]
    library.redo()
    assert keys(library) == {"good/bridge.txt"}
    assert followed(library) == [tmp_path / "good"]


def test_articles_with_annotations_stay_unless_they_are_asked_for(library: Library) -> None:
    article = library.article(library.find("wrong/ferry.txt"))
    start, end = passage("brought ashore", article.text)
    library.notes.annotate(article.key, article.version, article.text, start, end)
    latest = imports_of(library)[0]
    assert latest.annotated == 1
    taken = take_back(library, latest.id)
    assert (taken.articles, taken.stayed, taken.annotations) == (1, 1, 0)
    assert keys(library) == {"good/bridge.txt", "wrong/ferry.txt"}
    assert take_back(library, latest.id).articles == 0
    taken = take_back(library, latest.id, annotated=True)
    assert (taken.articles, taken.stayed, taken.annotations) == (1, 0, 1)
    library.undo()
    assert len(library.notes.of_article("wrong/ferry.txt")) == 1


def test_a_copy_that_it_brought_does_not_stand_in_for_its_original(
    library: Library, tmp_path: Path
) -> None:
    list(library.add([written(tmp_path / "more", one=BRIDGE * 2, two="x")]))
    (tmp_path / "again").mkdir()
    text = (tmp_path / "more" / "one.txt").read_bytes()
    (tmp_path / "again" / "first.txt").write_bytes(text + b"\nAnd more of it.\n")
    (tmp_path / "again" / "second.txt").write_bytes(text + b"\nAnd more of it.\n")
    list(library.add([tmp_path / "again"]))
    before = keys(library) - {"again/first.txt"}
    take_back(library, imports_of(library)[0].id)
    assert keys(library) == before


def test_a_copy_that_a_later_import_brought_stands_in_for_what_is_taken_back(
    library: Library, tmp_path: Path
) -> None:
    text = (tmp_path / "wrong" / "bank.txt").read_text()
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "bank.txt").write_text(text)
    list(library.add([tmp_path / "later"]))
    wrong = next(one for one in imports_of(library) if one.articles == 2)
    take_back(library, wrong.id)
    assert keys(library) == {"good/bridge.txt", "later/bank.txt"}


def test_an_import_of_copies_alone_is_listed_and_taken_back(
    library: Library, tmp_path: Path
) -> None:
    again = written(tmp_path / "again", ferry=FERRY, bank=BANK)
    list(library.add([again]))
    latest = imports_of(library)[0]
    assert (latest.places, latest.articles, latest.copies) == ((str(again),), 0, 2)
    before = keys(library)
    taken = take_back(library, latest.id)
    assert (taken.articles, taken.copies, taken.sources) == (0, 2, 1)
    assert keys(library) == before
    assert library.archive.copies.with_exact() == []
    assert latest.id not in [view.id for view in imports_of(library)]
    assert again not in followed(library)
    # Adding them again notes them again.
    assert {one.status for one in library.add([again])} == {Status.DUPLICATE}


def test_though_all_articles_stay_copies_and_sources_go(library: Library, tmp_path: Path) -> None:
    list(library.add([written(tmp_path / "more", ferry=FERRY, train="A train was late.")]))
    latest = imports_of(library)[0]
    article = library.article(library.find("more/train.txt"))
    library.notes.annotate(article.key, article.version, article.text, 0, 5)
    taken = take_back(library, latest.id)
    assert (taken.articles, taken.stayed, taken.copies, taken.sources) == (0, 1, 1, 1)
    assert library.archive.copies.with_exact() == []
    assert tmp_path / "more" not in followed(library)
    assert library.undo() == "Undone: 1 source followed again"
    assert tmp_path / "more" in followed(library)
    assert library.redo() == "Redone: 1 source followed no longer"
    assert tmp_path / "more" not in followed(library)
    assert tmp_path / "more" not in followed(library)
    assert imports_of(library)[0].articles == 1


def test_an_import_that_added_nothing_is_none(library: Library, tmp_path: Path) -> None:
    list(library.add([tmp_path / "good"]))
    assert len(imports_of(library)) == 2
    with pytest.raises(NotFound):
        take_back(library, 99)
