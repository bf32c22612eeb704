"""Which copies the list shows, each below the article that stands for it."""

from __future__ import annotations

from array import array

from index.views import Row


class CopiesShown:
    """The articles whose copies are unfolded. The list as it was given stays as it is."""

    def __init__(self) -> None:
        self._below: dict[int, tuple[int, ...]] = {}
        self._over: dict[int, int] = {}

    def above(self, article: int) -> int | None:
        """The article below which this one is shown as a copy; ``None`` for all others."""
        return self._over.get(article)

    def __bool__(self) -> bool:
        """Whether any copies are shown."""
        return bool(self._below)

    def unfolds(self, article: int) -> bool:
        """Whether the copies of an article are shown below it."""
        return article in self._below

    def turn(self, row: Row) -> int | None:
        """Show the copies of a row, or fold those of it or of the one above it away.

        Returns the article that the cursor belongs on; ``None`` when the row has
        no copies that are articles of their own.
        """
        head = self._over.get(row.id, row.id)
        if head in self._below:
            del self._below[head]
        elif row.near_copies:
            self._below[row.id] = row.near_copies
        else:
            return None
        return head

    def laid_into(self, ids: array[int]) -> array[int]:
        """``ids`` with the copies that are shown put in place."""
        self._over = {}
        if not self._below:
            return ids
        given = set(ids)
        shown = array("q")
        for article in ids:
            shown.append(article)
            for copy in self._below.get(article, ()):
                if copy not in given:
                    self._over[copy] = article
                    shown.append(copy)
        return shown
