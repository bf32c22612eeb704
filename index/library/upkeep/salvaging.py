"""The way back from a damaged ``archive.db``: what is whole is read out, the rest is added again.

Notes and corrections are in ``notes.db`` and find their articles by key.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from index.errors import CulmError, LibraryDamaged
from index.files import replacing
from index.library.imports.opening import is_there, path_of
from index.library.imports.sources_kept import NAME, kept_sources
from index.store import backups
from index.store.archive import Archive
from index.store.archive_salvage import SalvagedArchive, salvage
from index.store.web_tables import WebSource

if TYPE_CHECKING:
    from index.library import Library


class MadeAnew(Struct, frozen=True):
    """A new archive in the place of a damaged one.

    ``damaged`` is where that is kept (``None``: there was none), ``articles`` how many were
    read out of it, ``lost`` how many are named in it but could not be read. ``sources`` are
    the files and folders that are to be added again, ``missing`` those that are not there
    now, ``paused`` those that were not to be looked at; ``feeds`` counts what is followed.
    """

    damaged: Path | None
    articles: int
    lost: int
    sources: tuple[Path, ...]
    missing: tuple[str, ...]
    paused: int
    feeds: int


def is_sound(directory: Path) -> bool:
    """Whether the archive of a library is there and as it was written.

    A directory without anything of a library counts as sound: there is nothing to save.
    """
    path = directory / "archive.db"
    if not path.exists() or not path.stat().st_size:
        return not ((directory / NAME).exists() or (directory / "notes.db").exists())
    try:
        with closing(Archive(path)) as archive:
            return not archive.problems(thorough=True)
    except LibraryDamaged:
        return False


def make_anew(directory: Path) -> MadeAnew:
    """Put a new archive, with all that is whole, in the place of a damaged or missing one.

    The damaged one is kept beside it. Nobody may have it open. The articles wait for their
    analysis and for the index.
    """
    path = directory / "archive.db"
    found = salvage(path) if path.is_file() else SalvagedArchive()
    kept = kept_sources(directory)
    sources = {**kept.paths, **found.sources}
    feeds = {
        **{
            url: WebSource(url, url, t, followed=True, paused=p)
            for url, (t, p) in kept.feeds.items()
        },
        **found.feeds,
    }
    with replacing(path, through_links=False) as draft:
        with closing(Archive(draft)) as archive:
            articles = _fill(archive, found, sources, feeds.values())
        # It is empty, and of a name that nobody will have again.
        draft.with_name(draft.name + "-journal").unlink(missing_ok=True)
        damaged = backups.set_aside(path)
    there = [place for place, paused in sources.items() if not paused and is_there(place)]
    return MadeAnew(
        damaged,
        articles,
        found.lost,
        tuple(map(path_of, there)),
        tuple(place for place in sources if not is_there(place)),
        sum(sources.values()),
        len(feeds),
    )


def _fill(
    archive: Archive, found: SalvagedArchive, sources: dict[str, bool], feeds: Iterable[WebSource]
) -> int:
    """Put what was saved into a new archive; how many articles that are."""
    keys: set[str] = set()
    with archive.write() as connection:
        for article in found.articles.values():
            if article.key not in keys:
                archive.put_article(connection, article)
                keys.add(article.key)
        for number, copy in found.copies.values():
            if found.articles[number].key in keys and copy.key not in keys:
                archive.copies.put_exact(connection, number, copy)
        for place, state in found.inputs.items():
            archive.inputs.put(connection, place, state)
        for place, paused in sources.items():
            archive.inputs.add_source(connection, place)
            archive.inputs.pause_source(connection, place, paused)
        for feed in feeds:
            archive.web.put(connection, feed)
        archive.web.note_removed(connection, found.removed)
        archive.grow(connection)
    return len(keys)


def annotated_without_article(library: Library) -> list[str]:
    """Keys of annotated articles that are not in the archive; none where notes are damaged."""
    with suppress(CulmError):
        keys = sorted({one.article for one in library.notes.all()})
        known = library.archive.ids_of(keys)
        return [key for key in keys if key not in known]
    return []
