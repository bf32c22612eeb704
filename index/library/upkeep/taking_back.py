"""Imports that the user regrets: listed, and taken back.

What an import added goes out of the library as articles do that the user takes out, so that
undo brings it all back. Articles with annotations stay unless they are asked for, and what
an import changed stays as it is now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from index.errors import LibraryLocked, NotFound
from index.library.imports.import_record import ImportState, is_importing
from index.library.imports.importing import silently
from index.library.imports.subscribing import sources_of

if TYPE_CHECKING:
    from index.library import Library
    from index.store.import_tables import ImportRow

_TITLES = 3


class ImportView(Struct, frozen=True):
    """An import that added something which is still there, or is not at its end.

    ``begun`` is in UTC. ``places`` are the paths and addresses that it read, ``articles``
    counts what it added beside ``copies`` of articles, ``annotated`` those of them that have
    annotations; ``titles`` are of the first few. ``done`` of its ``total`` inputs are read; both
    are 0 in what an earlier culm brought in. Of pages it was to ``follow``
    the feeds that they offer.
    """

    id: int
    begun: datetime
    places: tuple[str, ...]
    articles: int
    annotated: int
    titles: tuple[str, ...]
    done: int = 0
    total: int = 0
    state: ImportState = ImportState.COMPLETE
    follow: bool = False
    copies: int = 0


class TakenBack(Struct, frozen=True):
    """How many articles of an import went out, and how many stayed since they are annotated.

    ``annotations`` counts those that went to the trash, ``sources`` what is not followed
    any more, ``copies`` what is not noted any more.
    """

    articles: int
    stayed: int
    annotations: int
    sources: int
    copies: int


def imports_of(library: Library, most: int | None = None) -> list[ImportView]:
    """The imports of which something is in the library, the latest first, ``most`` of them.

    Those too that run, or were cut short, before they added anything.
    """
    return _views(library, library.archive.imports.all()[:most])


def _views(library: Library, rows: Sequence[ImportRow]) -> list[ImportView]:
    archive = library.archive
    views = []
    running = any(row.open for row in rows) and is_importing(library.path)
    for_open = ImportState.RUNNING if running else ImportState.STOPPED
    for row in rows:
        ids = archive.ids_of(archive.imports.brought(row.id))
        first = archive.lists.rows(sorted(ids.values())[:_TITLES])
        views.append(
            ImportView(
                row.id,
                datetime.fromtimestamp(row.begun, UTC),
                row.places,
                row.articles,
                len(library.notes.counts(ids)),
                tuple(facts.title for facts in first),
                row.done,
                row.total,
                for_open if row.open else ImportState.COMPLETE,
                row.follow,
                row.copies,
            )
        )
    return views


def cut_short(library: Library) -> ImportView | None:
    """The latest import that did not come to its end and is not running."""
    views = _views(library, library.archive.imports.all(open_only=True)[:1])
    return next((one for one in views if one.state is ImportState.STOPPED), None)


def take_back(
    library: Library,
    import_id: int,
    *,
    annotated: bool = False,
    tell: Callable[[str], None] = silently,
) -> TakenBack:
    """Take out what an import added; articles with annotations only when ``annotated``.

    ``tell`` is told in words how far that is.

    What is followed since that import is followed no longer, lest the next look at it
    bring everything back. One that added nothing before it was cut short is forgotten.
    Undo brings back articles, and with them what is followed, but no copies.
    Raises :class:`~index.errors.NotFound` when there is no such import, or nothing of it,
    and :class:`~index.errors.LibraryLocked` while it runs.
    """
    archive = library.archive
    row = next((row for row in archive.imports.all() if row.id == import_id), None)
    if row is None:
        raise NotFound(f"no import has the number {import_id}, or nothing of it is left")
    if row.open and is_importing(library.path):
        raise LibraryLocked(f"import {import_id} is still running; stop it first")
    keys = archive.imports.brought(import_id)
    if not keys:
        with archive.write() as connection:
            archive.imports.forget(connection, import_id)
    ids = archive.ids_of(keys)
    marked = set() if annotated else set(library.notes.counts(ids))
    going = [number for key, number in ids.items() if key not in marked]
    _forget_copies(library, [key for key in keys if key not in ids])
    sources = [view for view in sources_of(library) if view.place in row.sources]
    taken = library.work.take_out(going, sources, tell)
    return TakenBack(taken.articles, len(marked), taken.annotations, len(sources), row.copies)


def _forget_copies(library: Library, keys: Sequence[str]) -> None:
    """What the import noted as copies are none any more, lest one stand in for its original."""
    if not keys:
        return
    archive = library.archive
    with archive.write() as connection:
        for key in keys:
            archive.copies.forget_exact(connection, key)
            archive.inputs.read_again(connection, key)
        archive.grow(connection)
