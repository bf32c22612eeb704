"""The rows of the article list that were fetched, and those that are on their way."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

from index.views import Row

ROWS_KEPT = 4000


class KnownRows:
    """Rows by article id; the ones used longest ago are forgotten beyond :data:`ROWS_KEPT`."""

    def __init__(self) -> None:
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._asked: set[int] = set()

    def __contains__(self, article: int) -> bool:
        return article in self._rows

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def get(self, article: int) -> Row | None:
        """The row of an article; ``None`` while it is not known."""
        return self._rows.get(article)

    def to_ask(self, articles: Iterable[int]) -> list[int]:
        """Those of which neither the row is known nor an answer is awaited."""
        return [n for n in articles if n not in self._rows and n not in self._asked]

    def asked(self, articles: Iterable[int]) -> None:
        """Rows of these articles are on their way."""
        self._asked.update(articles)

    def lacks(self, articles: Iterable[int]) -> None:
        """No rows of these articles are on their way any more: they may be asked for again."""
        self._asked.difference_update(articles)

    def take(self, rows: Sequence[Row]) -> set[int]:
        """Keep rows that came; the ids of those that are not what they were."""
        changed = {row.id for row in rows if self._rows.get(row.id) != row}
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
            self._asked.discard(row.id)
        while len(self._rows) > ROWS_KEPT:
            self._rows.popitem(last=False)
        return changed

    def forget(self, articles: Iterable[int]) -> None:
        for number in articles:
            self._rows.pop(number, None)
