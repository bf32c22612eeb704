"""What a library holds, counted, and how it is: the facts of the library screen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from index.language.model import EntityType
from index.library.annotations.reviewing import count_waiting
from index.library.finding.resolving import condition
from index.library.knowledge.timeline import TimelineRow, timeline_rows
from index.store.values import day_of
from index.views import EntityView

if TYPE_CHECKING:
    from index.library import Library

NAMES = 8
"""Names of each type, and events, that are told."""
NAMED_TYPES = (EntityType.PERSON, EntityType.PLACE, EntityType.ORG)


class Counted(Struct, frozen=True):
    """So many articles, and the query that finds them (empty where none does).

    ``last`` is the day of the newest.
    """

    name: str
    articles: int
    query: str
    last: date | None = None


class Made(Struct, frozen=True):
    """What the user made: counts of articles, annotations and searches.

    ``waiting`` counts the annotations that a person should look at since their article
    changed, ``trash`` those thrown away.
    """

    read: int
    starred: int
    annotations: int
    trash: int
    waiting: int
    searches: int
    corrections: int


class Health(Struct, frozen=True):
    """How the library is kept.

    ``bytes`` are the sizes on disk by part. ``changed`` is when the archive was last
    written (UTC), ``backup`` the day of the last backup of the notes. ``unindexed``
    articles are not in the search index as they are now, ``unlinked`` says whether some
    wait to be compared or linked, ``failed`` inputs could not be read.
    """

    path: Path
    bytes: dict[str, int]
    changed: datetime
    backup: date | None
    unindexed: int
    unlinked: bool
    failed: int

    @property
    def size(self) -> int:
        """All of it in bytes."""
        return sum(self.bytes.values())


class Sources(Struct, frozen=True):
    """Where articles come from: ``feeds`` that are followed, ``bad`` of these not to be had
    the last time, ``fetched`` (UTC) the latest time one was; ``paths`` that were added.
    """

    feeds: int = 0
    bad: int = 0
    fetched: datetime | None = None
    paths: int = 0


class Census(Struct, frozen=True):
    """All of that. ``months`` are named ``2023-12``; those without a date go by ``""``.

    ``copies`` are articles near to another that stands for them, ``exact`` inputs that
    had the very text of another.
    """

    articles: int
    words: int
    names: int
    events: int
    copies: int
    exact: int
    outlets: tuple[Counted, ...]
    languages: tuple[Counted, ...]
    months: tuple[Counted, ...]
    busiest: dict[EntityType, tuple[EntityView, ...]]
    most_told: tuple[TimelineRow, ...]
    made: Made
    health: Health
    sources: Sources = Sources()


def census(library: Library) -> Census:
    """Count what the library holds; blocks, for a second where there are 100,000 articles."""
    tables = library.archive.census
    totals = tables.totals()
    return Census(
        totals["articles"],
        totals["words"],
        totals["names"],
        totals["events"],
        totals["copies"],
        totals["exact"],
        tuple(
            Counted(name, articles, condition("outlet", name) if name else "", day_of(last))
            for name, articles, last in tables.outlets()
        ),
        tuple(
            Counted(code, articles, condition("lang", code) if code else "")
            for code, articles in tables.languages()
        ),
        tuple(
            Counted(month, articles, f"date:{month}" if month else "")
            for month, articles in tables.months()
        ),
        {kind: _busiest(library, kind) for kind in NAMED_TYPES},
        tuple(timeline_rows(library, tables.most_told(NAMES))),
        _made(library),
        _health(library, totals["unindexed"], totals["unread_inputs"]),
        _sources(library),
    )


def _sources(library: Library) -> Sources:
    followed = library.archive.web.followed()
    latest = max((feed.fetched for feed in followed), default=0)
    return Sources(
        len(followed),
        sum(bool(feed.error) for feed in followed),
        datetime.fromtimestamp(latest, UTC) if latest else None,
        len(library.archive.inputs.sources()),
    )


def _busiest(library: Library, kind: EntityType) -> tuple[EntityView, ...]:
    """Names of a type that most articles have; those joined by hand are one."""
    ids = library.archive.census.busiest(kind, NAMES)
    homes = (library.archive.by_hand.home_of(number) for number in ids)
    wanted = dict.fromkeys(number for number in homes if number is not None)
    views = (library.entity(number) for number in wanted)
    return tuple(sorted(views, key=lambda view: -view.articles))


def _made(library: Library) -> Made:
    notes = library.notes
    return Made(
        read=len(library.archive.ids_of(notes.keys_where("is", "read").keys)),
        starred=len(library.archive.ids_of(notes.keys_where("is", "starred").keys)),
        annotations=len(notes.all()),
        trash=len(notes.all(trash=True)),
        waiting=sum(count_waiting(library).values()),
        searches=len(notes.saved_searches()),
        corrections=len(notes.corrections()),
    )


def _health(library: Library, unindexed: int, failed: int) -> Health:
    from index.store.backups import daily_backups
    from index.store.notes_db import generation

    path, archive = library.path, library.archive
    backups = daily_backups(path / "backups", "notes", generation)
    changed = (path / "archive.db").stat().st_mtime
    return Health(
        path,
        {
            "archive": _size(path, "archive.db*"),
            "notes": _size(path, "notes.db*"),
            "search index": _size(path / "search", "**/*"),
            "backups": _size(path / "backups", "**/*"),
        },
        datetime.fromtimestamp(changed, UTC),
        backups[0].day if backups else None,
        unindexed,
        archive.waits(),
        failed,
    )


def _size(directory: Path, pattern: str) -> int:
    """The bytes of the files that match; what vanishes meanwhile does not count."""
    total = 0
    for file in directory.glob(pattern):
        try:
            total += file.stat().st_size if file.is_file() else 0
        except FileNotFoundError:
            continue
    return total
