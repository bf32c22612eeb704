"""Counting what ``archive.db`` holds: by outlet, by month, by language, by kind of name."""

from __future__ import annotations

from index.store.sqlite import Database


class CensusTables:
    """Counts over a whole archive; each walks through one table or one index."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def totals(self) -> dict[str, int]:
        """How many ``articles``, ``words`` in them, ``names`` (entities) and ``events``.

        Then what is shown with another: ``copies`` that are near to another article, and
        ``exact`` inputs with the text of another. ``unread_inputs`` could not be read,
        ``unindexed`` articles are not in the search index as they are now.
        """
        asked = {
            "articles": "SELECT count(*) FROM article",
            "words": "SELECT COALESCE(sum(words), 0) FROM article",
            "names": "SELECT count(DISTINCT entity) FROM entity_name",
            "events": "SELECT count(*) FROM event",
            "copies": "SELECT count(*) FROM body_of WHERE first IS NOT NULL",
            "exact": "SELECT count(*) FROM copy",
            "unread_inputs": "SELECT count(*) FROM input WHERE error <> ''",
            "unindexed": "SELECT count(*) FROM article WHERE indexed = ''",
        }
        return {name: int(self._database.read(sql)[0][0]) for name, sql in asked.items()}

    def outlets(self) -> list[tuple[str, int, str | None]]:
        """Outlets, their articles and the day (ISO 8601) of the last one, most articles first.

        Articles whose outlet is not known are counted under the empty name.
        """
        return self._database.read(
            "SELECT outlet, count(*), max(day) FROM article GROUP BY outlet"
            " ORDER BY count(*) DESC, outlet"
        )

    def languages(self) -> list[tuple[str, int]]:
        """Languages (codes, empty where not known) and their articles, most first."""
        return self._database.read(
            "SELECT language, count(*) FROM article GROUP BY language ORDER BY count(*) DESC"
        )

    def months(self) -> list[tuple[str, int]]:
        """Months as ``2023-12`` and the articles that begin in them; "" where no date is known."""
        return self._database.read(
            "SELECT COALESCE(substr(day, 1, 7), '') AS month, count(*) FROM article"
            " GROUP BY month ORDER BY month"
        )

    def busiest(self, type: str, limit: int) -> list[int]:
        """Ids of the entities of a type that most articles name."""
        return [
            row[0]
            for row in self._database.read(
                "SELECT entity FROM entity_name JOIN entity ON entity.id = entity WHERE type = ?"
                " GROUP BY entity ORDER BY sum(articles) DESC, sum(count) DESC, entity LIMIT ?",
                (type, limit),
            )
        ]

    def most_told(self, limit: int) -> list[int]:
        """Ids of the events that most articles tell, those that more of them report first."""
        return [
            row[0]
            for row in self._database.read(
                "SELECT event FROM event_article GROUP BY event"
                " ORDER BY count(*) DESC, sum(role = 'reports') DESC, event LIMIT ?",
                (limit,),
            )
        ]
