"""The orders in which the archive lists its articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.article import ZoneKind
from index.library import Library
from index.store.list_tables import SORTS

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.mark.parametrize("folded", [False, True])
def test_days_in_order_and_those_without_one_last(tmp_path: Path, folded: bool) -> None:
    for number in range(3):
        words = " ".join(f"word{number}x{place}" for place in range(60))
        (tmp_path / f"undated{number}.txt").write_text(f"Undated {number}\n\n{words}\n")
    with Library.open(tmp_path / "library") as library:
        list(library.add([SEEDS, *tmp_path.glob("*.txt")]))
        day_of = dict(library.archive.database.read("SELECT id, day FROM article"))
        dated = sorted((day, number) for number, day in day_of.items() if day)
        undated = sorted(number for number, day in day_of.items() if not day)
        assert len(dated) >= 3
        assert len(undated) >= 3
        oldest = [*(number for _, number in dated), *undated]
        newest = [*(number for _, number in dated[::-1]), *undated[::-1]]
        assert list(library.listing("oldest", folded=folded)) == oldest
        assert list(library.listing("newest", folded=folded)) == newest
        assert sorted(library.listing("title", folded=folded)) == sorted(day_of)
        assert sorted(library.archive.ids()) == sorted(day_of)


@pytest.mark.parametrize("folded", [False, True])
def test_outlets_in_order_the_newest_first_and_those_without_one_last(
    tmp_path: Path, folded: bool
) -> None:
    with Library.open(tmp_path / "library") as library:
        list(library.add([SEEDS]))
        rows = library.archive.database.read("SELECT id, outlet_order, day FROM article")
        newest_first = sorted(((d or "", n, o) for n, o, d in rows if o), reverse=True)
        assert len({outlet for *_, outlet in newest_first}) >= 3
        in_order = [number for _, number, _ in sorted(newest_first, key=lambda row: row[2])]
        without = sorted(((d or "", n) for n, o, d in rows if not o), reverse=True)
        expected = [*in_order, *(number for _, number in without)]
        assert list(library.listing("outlet", folded=folded)) == expected


def test_no_order_reads_the_texts(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        read = library.archive.database.read
        for parts in SORTS.values():
            for condition, order in parts:
                asked = f"SELECT id FROM article WHERE {condition} ORDER BY {order}"
                plan = [row[3] for row in read(f"EXPLAIN QUERY PLAN {asked}")]
                assert len(plan) == 1, plan  # nothing to sort
                assert "INDEX article_" in plan[0], plan


def test_an_article_begins_for_the_list_where_its_story_does(tmp_path: Path) -> None:
    (tmp_path / "bare.txt").write_text("the bridge over the river fell on Monday, he said.\n")
    (tmp_path / "whole.txt").write_text(
        "Bridge falls in Genoa\n\nThe bridge over the river fell on Monday.\n\nNobody was hurt.\n"
    )
    with Library.open(tmp_path / "library") as library:
        list(library.add([tmp_path]))
        for name, begins in (("bare", "the bridge over"), ("whole", "The bridge over")):
            article = library.article(library.find(f"{tmp_path.name}/{name}.txt"))
            assert library.leads([article.id])[article.id].text.startswith(begins)
            assert library.searching.snippet(article, ()).text.startswith(begins)


def test_a_snippet_shows_what_the_headline_does_not_say(tmp_path: Path) -> None:
    (tmp_path / "both.txt").write_text(
        "Bridge falls in Genoa\n\nNobody was hurt on Monday.\n\nThe bridge was old, he said.\n"
    )
    (tmp_path / "headline.txt").write_text(
        "Bridge falls in Genoa\n\nNobody was hurt on Monday. The road is closed.\n"
    )
    with Library.open(tmp_path / "library") as library:
        list(library.add([tmp_path]))
        for name, said, hits in (
            ("both", "Nobody was hurt on Monday. The bridge was old, he said.", 1),
            ("headline", "Nobody was hurt on Monday. The road is closed.", 0),
        ):
            article = library.article(library.find(f"{tmp_path.name}/{name}.txt"))
            assert [zone.kind for zone in article.zones] == [ZoneKind.HEADLINE]
            found = library.searching.hits("bridge", article.text)
            snippet = library.searching.snippet(article, found)
            assert " ".join(snippet.text.split()) == said
            assert len(snippet.hits) == hits
            for hit in snippet.hits:
                assert snippet.text[hit.start : hit.end] == "bridge"
