"""Copies of a precious database: made daily, thinned out, and the way back from them.

A backup is taken only of a file that was found sound, so damage never pushes the
last good copy out. Which backup is newest is decided by the counter of changes
inside it, not by clocks or names.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from index.errors import LibraryDamaged, LibraryError, LibraryTooNew
from index.files import replacing, sync_file
from index.store.sqlite import Database
from index.store.sqlite_schema import Schema

Check = Callable[[sqlite3.Connection], list[str]]
Generation = Callable[[sqlite3.Connection], int]

DAYS, WEEKS, MONTHS = 7, 5, 12
_SQLITE = b"SQLite format 3\0"
_MARK = slice(68, 72)
"""Where the head of a database has its application's mark."""
_DAILY = re.compile(r"-(\d{4}-\d{2}-\d{2})\.db$")


class Backup(Struct, frozen=True):
    """A copy of a database: the day on which it was made, and how many changes it holds."""

    path: Path
    day: date
    generation: int
    written: float = 0.0


def back_up(database: Database, directory: Path, day: date, check: Check) -> Path | None:
    """Take the backup of a day and thin out the older ones; ``None`` if it is there already.

    Raises :class:`LibraryDamaged`, without touching any backup, when the
    database is not sound.
    """
    target = directory / f"{database.path.stem}-{day.isoformat()}.db"
    if target.exists():
        return None
    require_sound(database, check)
    database.copy_to(target)
    return target


def require_sound(database: Database, check: Check) -> None:
    """Raise :class:`LibraryDamaged` with the first problem, if there is one."""
    problems = database.problems()
    if not problems:
        with database.snapshot() as connection:
            problems = check(connection)
    if problems:
        remedy = database.schema.remedy
        raise LibraryDamaged(f"{database.path} is damaged ({problems[0]}); {remedy}")


def thin_out(directory: Path, stem: str, generation: Generation) -> list[Path]:
    """Delete superfluous daily backups; which ones.

    Kept are the latest seven, and before them the latest of each of five weeks
    and twelve months.
    """
    backups = daily_backups(directory, stem, generation)
    kept = {backup.path for backup in backups[:DAYS]}
    for most, period in (
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    ):
        latest: dict[tuple[int, int], Path] = {}
        for backup in backups:
            latest.setdefault(period(backup.day), backup.path)
        kept.update(list(latest.values())[:most])
    gone = [backup.path for backup in backups if backup.path not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def daily_backups(directory: Path, stem: str, generation: Generation) -> list[Backup]:
    """The daily backups that can be opened, the one with the most changes first."""
    dated = (path for path in directory.glob(f"{stem}-*.db") if _DAILY.search(path.name))
    daily = [path for path in dated if path.is_file()]
    return _newest_first(daily, generation)


def all_backups(directory: Path, stem: str, generation: Generation) -> list[Backup]:
    """The backups in ``directory`` that can be opened, the one with the most changes first.

    Daily ones, those made by hand, those made before something was replaced.
    """
    return _newest_first(kept_in(directory, stem), generation)


def kept_in(directory: Path, stem: str) -> list[Path]:
    """The files in ``directory`` and its folders that are named as backups of a database."""
    return sorted(
        path
        for path in (*directory.glob(f"**/{stem}.db"), *directory.glob(f"**/{stem}-*.db"))
        if path.is_file()
    )


def _newest_first(paths: Iterable[Path], generation: Generation) -> list[Backup]:
    found = []
    for path in paths:
        dated = _DAILY.search(path.name)
        try:
            written = path.stat().st_mtime
            day = date.fromisoformat(dated[1]) if dated else datetime.fromtimestamp(written).date()
            with closing(_opened(path)) as connection:
                changes = generation(connection)
            found.append(Backup(path, day, changes, written))
        except (sqlite3.Error, LibraryError, ValueError, OSError):
            continue
    return sorted(found, key=lambda one: (one.generation, one.day, one.written), reverse=True)


def newest_good(
    directory: Path, stem: str, schema: Schema, check: Check, generation: Generation
) -> Backup | None:
    """The backup with the most changes that is sound all through."""
    for backup in all_backups(directory, stem, generation):
        try:
            with closing(_opened(backup.path)) as connection:
                (mark,) = connection.execute("PRAGMA application_id").fetchone()
                (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
                if mark == schema.application_id and verdict == "ok" and not check(connection):
                    return backup
        except (sqlite3.Error, LibraryError):
            continue
    return None


def put_back(source: Path, path: Path) -> Path | None:
    """Put a copy of a database in the place of a damaged one, which is kept beside it.

    For files that cannot be opened any more; the new name of the damaged file
    comes back, ``None`` when there was none.
    """
    with replacing(path, through_links=False) as draft:
        copy_file(source, draft)
        sync_file(draft)
        return set_aside(path)


def before_restore(directory: Path, stem: str) -> Path:
    """A name that is free for the backup of what something else takes the place of."""
    number, target = 1, directory / f"{stem}-before-restore.db"
    while target.exists():
        number += 1
        target = directory / f"{stem}-before-restore-{number}.db"
    return target


def is_database(source: Path) -> bool:
    """Whether a file is a database of SQLite, and not a dump."""
    with source.open("rb") as stream:
        return stream.read(len(_SQLITE)) == _SQLITE


def is_database_of(path: Path, schema: Schema) -> bool:
    """Whether the head of a file is that of a database with this schema, sound or not."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_MARK.stop)
    except OSError:
        return False
    return head.startswith(_SQLITE) and int.from_bytes(head[_MARK]) == schema.application_id


def copy_file(source: Path, target: Path) -> None:
    """Copy a file; ``OSError`` where there is no room for it, before anything is written.

    One with holes in it may say that it is far bigger than the disk.
    """
    if source.stat().st_size > shutil.disk_usage(target.parent).free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(source))
    shutil.copyfile(source, target)


def load(source: Path, schema: Schema, target: Path, check: Check) -> None:
    """Make a new database at ``target`` of a backup, brought up to the present schema.

    Raises :class:`LibraryError` when ``source`` is not a sound database of this kind,
    :class:`LibraryTooNew` when a newer culm wrote it.
    """
    copy_file(source, target)
    taken = replace(schema, precious=False, remedy="nothing was restored")
    try:
        journal = source.with_name(source.name + "-journal")
        if journal.exists() and journal.stat().st_size:
            raise LibraryError(
                f"{source} was being written when it was copied; nothing was restored. "
                "Open its library with culm once, or take a backup of it"
            )
        with closing(Database(target, taken)) as database:
            require_sound(database, check)
    except LibraryDamaged as error:
        raise LibraryError(str(error).replace(str(target), str(source))) from error
    except LibraryTooNew as error:
        raise LibraryTooNew(str(error).replace(str(target), str(source))) from error


def set_aside(path: Path) -> Path | None:
    """Rename a damaged database, and its journal with it, to a name that is free."""
    number = 1
    while (aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
        number += 1
    journal = path.with_name(path.name + "-journal")
    if os.path.lexists(journal):
        journal.rename(aside.with_name(aside.name + "-journal"))
    if not os.path.lexists(path):
        return None
    path.rename(aside)
    return aside


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
