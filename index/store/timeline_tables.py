"""What a time axis of events needs of ``archive.db``: plain rows, cheap for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from index.store.sqlite import Database
from index.store.values import marks, parts

SCAN_FROM = 5000
"""Articles from which it is quicker to look at all tellings than to ask for theirs."""

EventDays = tuple[int, str, str | None, str | None, str]
"""Id, kind, first and last day (ISO 8601) and precision of an event."""


class ReportedEvent(NamedTuple):
    """An event with its days; a ``happening`` has no name of its own, but a headline."""

    id: int
    name: str
    begin: str | None
    end: str | None
    precision: str
    happening: bool


class TimelineTables:
    """Reading events by time. Articles and events are known by their ids."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def event_days(self) -> list[EventDays]:
        """When every event was, as far as it is known, in the order of their ids."""
        return self._database.read(
            'SELECT id, kind, begin, "end", precision FROM event ORDER BY id'
        )

    def told(self, role: str, articles: Collection[int] | None = None) -> dict[int, int]:
        """In how many articles each event has this role, those in none left out.

        With ``articles`` only these count.
        """
        if articles is None:
            return dict(
                self._database.read(
                    "SELECT event, count(*) FROM event_article WHERE role = ? GROUP BY event",
                    (role,),
                )
            )
        wanted = frozenset(articles)
        if len(wanted) >= SCAN_FROM:
            rows = self._database.read(
                "SELECT event, article FROM event_article WHERE role = ?", (role,)
            )
            return Counter(event for event, article in rows if article in wanted)
        counts: Counter[int] = Counter()
        for part in parts(sorted(wanted)):
            rows = self._database.read(
                f"SELECT event FROM event_article WHERE role = ? AND article IN ({marks(part)})",
                [role, *part],
            )
            counts.update(event for (event,) in rows)
        return counts

    def tellers(self, events: Collection[int]) -> list[tuple[int, int, str, str]]:
        """(event, article, role, outlet) for all articles that tell these events."""
        found: list[tuple[int, int, str, str]] = []
        for part in parts(list(events)):
            found += self._database.read(
                "SELECT event, article, role, outlet FROM event_article"
                f" JOIN article ON article.id = article WHERE event IN ({marks(part)})",
                part,
            )
        return found

    def reported(self) -> list[ReportedEvent]:
        """The events that articles report, in the order of their ids."""
        happenings = {
            event
            for (event,) in self._database.read(
                "SELECT event FROM event_member WHERE member >= 's:' AND member < 's;'"
            )
        }
        return [
            ReportedEvent(event, name, begin, end, precision, event in happenings)
            for event, name, begin, end, precision in self._database.read(
                'SELECT id, name, begin, "end", precision FROM event ORDER BY id'
            )
        ]

    def reporters(self) -> list[tuple[int, int]]:
        """(event, article) wherever an article reports an event."""
        return self._database.read(
            "SELECT event, article FROM event_article WHERE role = 'reports'"
        )
