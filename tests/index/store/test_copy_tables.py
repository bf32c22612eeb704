"""Which bodies are looked at as copies, when there are more than are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from index.article import Article
from index.language.copies import Print
from index.store.archive import Archive
from index.store.copy_tables import MOST_CANDIDATES

KEYS = (1, 2, 3, 4, 5)
"""What all of them share."""


def _print(number: int) -> Print:
    return Print(100, number.to_bytes(8, "big"), KEYS, frozenset())


def candidates(path: Path, numbers: Iterable[int]) -> list[bytes]:
    """The bodies that one like all others is compared with, when these came in so."""
    with closing(Archive(path)) as archive, archive.write() as connection:
        for number in numbers:
            article = archive.put_article(connection, Article(f"k{number}", f"text {number}", "t"))
            archive.copies.put(connection, article, _print(number))
        one = archive.put_article(connection, Article("one", "text", "t"))
        body, _ = archive.copies.put(connection, one, _print(10_000))
        near = archive.copies.sharing(connection, body, _print(10_000), 4)
        return [candidate.print.digest for candidate in near]


def test_what_came_first_does_not_decide_which_are_looked_at(tmp_path: Path) -> None:
    numbers = range(MOST_CANDIDATES + 60)
    first = candidates(tmp_path / "a.db", numbers)
    assert len(first) == MOST_CANDIDATES
    assert candidates(tmp_path / "b.db", reversed(numbers)) == first
