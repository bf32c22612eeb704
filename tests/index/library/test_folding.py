"""Folding what a search found: every group once, in the place of its best, whatever the order."""

from __future__ import annotations

from array import array
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.library.finding.folding import Folding
from index.store.archive import Archive

ARTICLES = 12


def folded(firsts: dict[int, int], ids: list[int]) -> list[int]:
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "archive.db")
        with archive.write() as connection:
            for number in range(1, ARTICLES + 1):
                archive.put_article(connection, Article(f"k{number}", f"text {number}", "t"))
            connection.executemany(
                "INSERT INTO body_of (article, first) VALUES (?,?)", firsts.items()
            )
            archive.grow(connection)
        try:
            return list(Folding(archive).fold(array("q", ids)))
        finally:
            archive.close()


@st.composite
def groups(draw: st.DrawFn) -> dict[int, int]:
    """Who stands for whom: nobody who stands for others has another stand for it."""
    first = draw(st.lists(st.integers(1, 4), max_size=8))
    return dict(enumerate(first, start=5))


@settings(max_examples=30, deadline=None)
@given(groups(), st.permutations(range(1, ARTICLES + 4)), st.integers(0, ARTICLES + 3))
def test_each_group_is_shown_once_where_its_best_is(
    firsts: dict[int, int], order: list[int], count: int
) -> None:
    ids = order[:count]
    shown = folded(firsts, ids)
    group = [firsts.get(number, number) for number in ids]
    assert [firsts.get(number, number) for number in shown] == list(dict.fromkeys(group))
    assert set(shown) <= set(ids)
    for number in shown:
        assert number not in firsts or firsts[number] not in ids
