"""Which directories are taken for a library: nothing is put among files of the user's own."""

from __future__ import annotations

from pathlib import Path

from index.errors import NoLibrary

_OF_A_LIBRARY = (
    "archive.db",
    "notes.db",
    "sources.json",
    "importing.lock",
    "removing.lock",
    "search/*.toc",
    "backups/**/notes*.db",
    "removed/*.json.gz",
    "archive-damaged-*.db",
    "notes-damaged-*.db",
)
"""Each of these tells that a directory is a library, be it a damaged one."""
_OF_NOBODY = (".DS_Store", "lost+found")
"""What systems put into directories by themselves."""


def require_library_place(directory: Path) -> bool:
    """Raise :class:`NoLibrary` where a library cannot be, so that nothing is put there.

    A directory is taken that is a library, whatever is left of it, that is empty, or that is
    not there. Whether it is there and empty.
    """
    if directory.exists() and not directory.is_dir():
        raise NoLibrary(f"{directory} is a file; a library is a directory: --library DIR")
    try:
        names = {path.name for path in directory.iterdir()}.difference(_OF_NOBODY)
    except OSError:
        # Not there, or not to be looked into: whoever opens it is told.
        return False
    if names and not any(any(directory.glob(pattern)) for pattern in _OF_A_LIBRARY):
        raise NoLibrary(
            f"{directory} has other files in it and is no library; nothing was put there. Name a"
            f" library, or a directory that is empty or new: --library {directory / 'culm'}"
        )
    return not names
