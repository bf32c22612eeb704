"""The way back from a damaged or missing ``notes.db``."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from index.errors import LibraryDamaged, LibraryError
from index.notes.annotating import to_annotation
from index.notes.keeping import make_fresh
from index.notes.model import Past
from index.notes.notes import Notes
from index.store import backups, notes_db, notes_schema
from index.store.backups import Backup
from index.store.notes_soundness import content_problems
from index.store.salvage import SalvagedNotes, salvage


class Recovered(Struct, frozen=True):
    """What a recovery did.

    The ``backup`` that was put back and its ``day`` (``None``: there was none),
    where the ``damaged`` file is kept (``None``: there was none), and how many annotations,
    corrections and saved searches that the backup has not were read out of it.
    """

    backup: Path | None
    day: date | None
    damaged: Path | None
    annotations: int
    corrections: int
    searches: int


def good_backup(path: Path) -> Backup | None:
    """The newest sound backup of a ``notes.db``: what :func:`recover` would take.

    Daily ones, those made by hand and those made before a restore: newest is what has seen
    the most changes.
    """
    return backups.newest_good(
        path.parent / "backups",
        path.stem,
        notes_schema.SCHEMA,
        content_problems,
        notes_db.generation,
    )


def is_sound(path: Path) -> bool:
    """Whether a ``notes.db`` is there and holds what was written into it.

    Raises the :class:`LibraryError` of what can be read later, or by another culm: that is
    no damage.
    """
    if not path.exists():
        return False
    try:
        with closing(Notes.open(path)) as notes:
            return not notes.problems()
    except LibraryDamaged:
        return False


def is_lost(path: Path) -> bool:
    """Whether there were notes that can be read no more: not where there never were any."""
    return not is_sound(path) and (
        os.path.lexists(path) or bool(backups.kept_in(path.parent / "backups", path.stem))
    )


def recover(path: Path) -> Recovered | None:
    """Put the newest sound backup in the place of a damaged or missing ``notes.db``.

    A sound one is left as it is: ``None``.

    Annotations that were made or changed after it, corrections and searches
    that were made, are read out of the damaged file as far as they are whole; that file is
    kept beside the new one. Without a backup the new one holds what was read out, be it
    nothing. Nobody may have it open. Raises :class:`LibraryDamaged`, with nothing
    changed, when there is neither a sound backup nor a file.
    """
    if is_sound(path):
        return None
    good = good_backup(path)
    saved = salvage(path) if path.is_file() else SalvagedNotes()
    if good is None and not path.exists():
        where = path.parent / "backups"
        raise LibraryDamaged(
            f"{path} is missing, and there is no sound backup in {where}; if there is a copy"
            " elsewhere, run: culm restore FILE"
        )
    # Cut short, it has changed nothing and can be done again.
    with TemporaryDirectory(dir=path.parent) as directory:
        fresh = Path(directory) / path.name
        if good is not None:
            backups.copy_file(good.path, fresh)
        with closing(Notes.open(fresh)) as notes:
            pasts = {}
            for revisions in saved.annotations.values():
                history = [revisions[number] for number in sorted(revisions)]
                if not history[-1].withdrawn:
                    *earlier, present = map(to_annotation, history)
                    times = tuple(was.modified for was in earlier)
                    pasts[present] = Past(times, tuple(earlier))
            told = "read from a damaged file"
            brought = notes.bring_in(
                list(pasts), saved.texts, f"annotations {told}", pasts, revive=False
            )
            corrected = notes.bring_in_corrections(
                saved.corrections.values(), f"corrections {told}"
            )
            searches = notes.bring_in_searches(saved.searches.values(), f"saved searches {told}")
        damaged = backups.put_back(fresh, path)
    return Recovered(
        good.path if good else None,
        good.day if good else None,
        damaged,
        brought.added + brought.updated,
        corrected,
        searches,
    )


class Restored(Struct, frozen=True):
    """What was kept when a file took the place of the notes: a ``backup``, or the
    ``damaged`` file; neither where there were no notes.
    """

    backup: Path | None
    damaged: Path | None


def restore(path: Path, source: Path) -> Restored:
    """Have ``notes.db`` hold what a dump or a backup holds.

    What was there is kept: in a backup, or beside it where it is damaged. Raises
    :class:`LibraryError`, with nothing changed, when ``source`` is neither a whole dump
    nor a sound backup.
    """
    if not is_lost(path):
        with closing(Notes.open(path)) as notes:
            return Restored(notes.restore_file(source), None)
    if source.exists() and path.exists() and source.samefile(path):
        raise LibraryError(f"{source} is the library's own file; nothing was restored")
    newest = good_backup(path)
    with TemporaryDirectory(dir=path.parent) as directory:
        fresh = Path(directory) / "fresh.db"
        make_fresh(source, fresh, newest.generation + 1 if newest else 1)
        return Restored(None, backups.put_back(fresh, path))
