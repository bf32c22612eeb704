"""What a library is made of, in a file of its own: for the day on which the archive is lost.

The archive can be read in again from its sources, as long as somebody knows which these are.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from index.errors import CulmError, LibraryDamaged
from index.files import read_own, write_own
from index.store.archive_schema import REMEDY

if TYPE_CHECKING:
    from index.store.archive import Archive

NAME = "sources.json"
_BIGGEST = 256 * 1024 * 1024
"""Bytes; a library may have come from somebody else, and the file be endless."""


class KeptSources(Struct, frozen=True):
    """Files and folders that were added, and feeds (address, title): ``True`` for paused ones."""

    paths: dict[str, bool] = field(default_factory=dict)
    feeds: dict[str, tuple[str, bool]] = field(default_factory=dict)


def keep_sources(directory: Path, archive: Archive) -> None:
    """Write down what is known to the archive, if the file says something else.

    That it cannot be written, or the archive not be read, is told elsewhere.
    """
    with suppress(CulmError, OSError):
        if archive.database.read_only:
            return
        paths = {path: bool(paused) for path, paused in archive.inputs.source_paths()}
        feeds = {feed.url: [feed.title, feed.paused] for feed in archive.web.followed()}
        document = {"paths": paths, "feeds": feeds}
        target = directory / NAME
        words = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        data = words.encode("utf-8", "backslashreplace")
        before = read_own(target, _BIGGEST)
        if before != data and (before or paths or feeds):
            write_own(target, data)


def require_archive(directory: Path) -> None:
    """Raise :class:`LibraryDamaged` when the archive is lost of a library that has sources.

    A new one in its place would make everybody believe that nothing was ever added.
    """
    path = directory / "archive.db"
    if not (directory / NAME).exists() or (path.exists() and path.stat().st_size):
        return
    kept = kept_sources(directory)
    if kept.paths or kept.feeds:
        found = "is empty" if path.exists() else "is missing"
        raise LibraryDamaged(f"{path} {found}; {REMEDY}")


def kept_sources(directory: Path) -> KeptSources:
    """What :func:`keep_sources` wrote; nothing where that is gone or damaged."""
    found = KeptSources()
    with suppress(OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        document = json.loads(read_own(directory / NAME, _BIGGEST))
        for path, paused in document["paths"].items():
            found.paths[path] = bool(paused)
        for url, (title, paused) in document["feeds"].items():
            found.feeds[url] = (str(title), bool(paused))
    return found
