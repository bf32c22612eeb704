"""What the list of articles is made of: their orders, and the lines for those in sight."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from msgspec import Struct

from index.article import Publication
from index.store.article_values import publication_of
from index.store.sqlite import Database
from index.store.values import marks, parts

# All are listed from an index: the table itself is as large as all texts together.
SORTS = {
    "newest": (("day IS NOT NULL", "day DESC, id DESC"), ("day IS NULL", "id DESC")),
    "oldest": (("day IS NOT NULL", "day, id"), ("day IS NULL", "id")),
    "outlet": (
        ("outlet_order > ''", "outlet_order, day DESC, id DESC"),
        ("outlet_order = ''", "day DESC, id DESC"),
    ),
    "title": (("TRUE", "title_order, id"),),
}
"""The orders in which the list of articles can be had: which come first, and how these follow."""


class RowFacts(Struct, frozen=True):
    """What the archive knows for one line of the article list."""

    id: int
    key: str
    title: str
    title_stated: bool
    outlet: str
    published: Publication
    words: int
    copies: int


class ListTables:
    """Articles in their orders; each method walks through one index."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def in_order(self, sort: str = "newest", *, folded: bool = False) -> array[int]:
        """The ids of all articles in one of the orders of :data:`SORTS`.

        ``folded`` leaves out those that a near-identical copy stands for.
        """
        shown = (
            " AND id NOT IN (SELECT article FROM body_of WHERE first IS NOT NULL)" if folded else ""
        )
        ids = array("q")
        with self._database.snapshot() as connection:
            for condition, order in SORTS[sort]:
                # All in one row: a hundred thousand would each hold up whoever presses a key.
                in_order = f"SELECT id FROM article WHERE {condition}{shown} ORDER BY {order}"
                found = f"SELECT group_concat(id) FROM ({in_order} LIMIT -1)"
                (joined,) = connection.execute(found).fetchone()
                ids.extend(map(int, joined.split(",")) if joined else ())
        return ids

    def days(self) -> dict[int, str]:
        """The day by which each article is put in order of time, empty when none is known."""
        found = self._database.read(
            "SELECT id, COALESCE(day, '') FROM article INDEXED BY article_day"
        )
        return dict(found)

    def outlet_orders(self) -> dict[int, str]:
        """The folded name of each article's outlet, by which they are put in order."""
        found = self._database.read(
            "SELECT id, outlet_order FROM article INDEXED BY article_by_outlet"
        )
        return dict(found)

    def headed(self, words: Sequence[str], most: int) -> list[int]:
        """Ids of articles with all these folded words in headline or outlet, the latest first."""
        # Each from an index: what stands in the table lies behind the texts.
        with_word = (
            "SELECT id FROM article INDEXED BY article_by_title WHERE instr(title_order, ?)"
            " UNION ALL"
            " SELECT id FROM article INDEXED BY article_by_outlet WHERE instr(outlet_order, ?)"
        )
        wanted = "".join(f" AND id IN ({with_word})" for _ in words)
        found = self._database.read(
            f"SELECT id FROM article INDEXED BY article_day WHERE 1{wanted}"
            " ORDER BY day DESC, id DESC LIMIT ?",
            (*(word for word in words for _ in range(2)), most),
        )
        return [row[0] for row in found]

    def rows(self, ids: Sequence[int]) -> list[RowFacts]:
        """The list's lines for these ids, in their order; unknown ids are left out."""
        found: dict[int, RowFacts] = {}
        for part in parts(ids):
            held = marks(part)
            for row in self._database.read(
                "SELECT id, key, title, title_stated, outlet, begin, end, how, reason, words,"
                " (SELECT count(*) FROM copy WHERE copy.article = article.id)"
                f" FROM article WHERE id IN ({held})",
                part,
            ):
                found[row[0]] = RowFacts(
                    row[0],
                    row[1],
                    row[2],
                    bool(row[3]),
                    row[4],
                    publication_of(*row[5:9]),
                    *row[9:],
                )
        return [found[number] for number in ids if number in found]
