"""Whether a database and what lies beside it are files of the library, and its alone.

A library may have come from somebody else. A link in the place of a database leads to a file
of the user's, which would be written to; and a journal that names another file has SQLite
delete that one when the database is opened: it takes it for the journal of a change that went
over several databases, which culm never makes.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from index.errors import LibraryDamaged, LibraryUnwritable

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite opens beside a database."""
_NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")
"""How a journal ends that names another file."""


def require_own(path: Path, remedy: str) -> None:
    """Raise :class:`LibraryDamaged` when a database is not a file of its library alone."""
    found = _status(path)
    if found is None:
        return
    if stat.S_ISLNK(found.st_mode):
        raise LibraryDamaged(
            f"{path} is a link, and culm follows none in a library; put the file itself in its"
            f" place, or {remedy}"
        )
    if stat.S_ISREG(found.st_mode) and found.st_nlink > 1:
        raise LibraryDamaged(
            f"{path} is a file that has another name, too (a hard link), and would change there"
            f" as well; put a copy in its place, or {remedy}"
        )


def require_own_beside(path: Path, remedy: str) -> None:
    """Raise :class:`LibraryDamaged` when what lies beside a database is not SQLite's for it."""
    for ending in _BESIDE:
        beside = path.with_name(path.name + ending)
        found = _status(beside)
        if found is None:
            continue
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1 or _names_another(beside):
            raise LibraryDamaged(f"{beside} is not a file that culm made; {remedy}")


def require_own_directory(path: Path) -> None:
    """Raise :class:`LibraryUnwritable` when a directory in a library is a link elsewhere."""
    if path.is_symlink():
        raise LibraryUnwritable(
            f"{path} is a link, and culm follows none in a library; put the directory itself in"
            " its place, or take the link away"
        )


def _names_another(journal: Path) -> bool:
    with suppress(OSError), journal.open("rb") as file:
        file.seek(-len(_NAMES_ANOTHER), os.SEEK_END)
        return file.read() == _NAMES_ANOTHER
    return False


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None
