"""What a library holds, counted: every count against what the library itself lists."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.language.model import EntityType
from index.library import Library
from index.library.upkeep.census import Census

SEEDS = Path(__file__).parents[3] / "seeds"

UNDATED = "The bridge was repaired by the town. Its people were glad of it and went across."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("census")
    articles = shutil.copytree(SEEDS, folder / "seeds")
    shutil.copy(next(articles.glob("000_*")), articles / "again.txt")
    (articles / "undated.txt").write_text("A note on bridges\n\n" + UNDATED, encoding="utf-8")
    opened = Library.open(folder / "library")
    list(opened.add([articles]))
    keys = [row.key for row in opened.rows(opened.listing())]
    opened.notes.mark_read(keys[:2])
    opened.notes.star(keys[:1])
    article = opened.article(opened.listing()[0])
    opened.notes.annotate(article.key, article.version, article.text, 10, 30, note="well")
    opened.notes.back_up_daily()
    return opened


@pytest.fixture(scope="module")
def counted(library: Library) -> Census:
    return library.census()


def test_what_there_is(library: Library, counted: Census) -> None:
    rows = library.rows(library.listing())
    assert counted.articles == len(rows) == library.count()
    assert counted.words == sum(row.words for row in rows)
    assert counted.events == len(library.events())
    assert counted.names == len(library.find_entities(limit=100_000))
    assert (counted.copies, counted.exact) == (0, 1)


def test_every_article_has_one_outlet_one_month_one_language(counted: Census) -> None:
    for told in (counted.outlets, counted.months, counted.languages):
        assert sum(one.articles for one in told) == counted.articles


def test_the_queries_find_what_was_counted(library: Library, counted: Census) -> None:
    for one in (*counted.outlets, *counted.months, *counted.languages):
        if one.query:
            assert len(library.searching.search(one.query).ids) == one.articles, one.query


def test_who_and_what_is_named_most(library: Library, counted: Census) -> None:
    for kind in (EntityType.PERSON, EntityType.PLACE, EntityType.ORG):
        views = counted.busiest[kind]
        assert views
        assert {view.type for view in views} == {kind}
        assert [view.articles for view in views] == sorted(
            (view.articles for view in views), reverse=True
        )
        most = max(v.articles for v in library.find_entities(limit=100_000) if v.type is kind)
        assert views[0].articles == most
    told = [row.reports + row.mentions for row in counted.most_told]
    assert told == sorted(told, reverse=True)
    assert told[0] == max(len(event.tellers) for event in library.events())


def test_what_the_user_made(counted: Census) -> None:
    made = counted.made
    assert (made.read, made.starred, made.annotations, made.trash) == (2, 1, 1, 0)
    assert (made.waiting, made.searches, made.corrections) == (0, 0, 0)


def test_how_it_is_kept(library: Library, counted: Census) -> None:
    health = counted.health
    assert health.path == library.path
    assert health.backup == library.notes.now().date()
    assert health.bytes["archive"] >= (library.path / "archive.db").stat().st_size
    assert health.size == sum(health.bytes.values())
    assert (health.failed, health.unlinked) == (0, False)


def test_an_empty_library_is_counted(tmp_path: Path) -> None:
    with Library.open(tmp_path / "empty") as library:
        counted = library.census()
        assert (counted.articles, counted.words, counted.names, counted.events) == (0, 0, 0, 0)
        assert (counted.outlets, counted.months, counted.most_told) == ((), (), ())
        assert counted.health.backup is None


def test_what_has_no_date_is_counted_and_found(library: Library, counted: Census) -> None:
    undated = library.rows(list(library.searching.search("is:undated").ids))
    assert [row.title for row in undated] == ["A note on bridges"]
    assert [one.articles for one in counted.months if not one.name] == [1]
    assert library.searching.search("-is:undated").total == counted.articles - 1
