"""The files under given paths, each with the key that names it in the library."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from index.errors import ReadError
from index.sanitise import one_line

# What tells about a folder rather than being part of what it holds.
_ABOUT_THE_FOLDER = re.compile(
    r"(?:readme|licen[cs]e|copying|notice|changelog)(?:\.[a-z]{1,8}){0,2}", re.IGNORECASE
)
_OF_A_LIBRARY = frozenset(("archive.db", "notes.db"))
"""What tells a library of culm, which holds no articles of its own; the one that is added to
may lie in the folder that is added."""
_DEEPEST = 64  # folders inside folders; a tree of files people keep is not deeper


class Input(Struct, frozen=True):
    """A file to be read. ``key`` is its path as added: with the added folder's name first."""

    path: Path
    key: str


def find_inputs(paths: Iterable[Path]) -> Iterator[Input | ReadError]:
    """The files at and under ``paths``, in the order given and sorted by name inside folders.

    Hidden files and folders, and files such as ``README.md`` that only tell about
    the folder, are passed over unless named outright. Links are followed, but no
    folder and no file is visited twice, so that loops end.
    What is not there, cannot be opened or is no file (a pipe, a device, a
    socket) comes as a :class:`~index.errors.ReadError` and the rest goes on.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        yield from _visit(path, _name_of(path), seen, depth=0)


def _name_of(path: Path) -> str:
    """The name a path is known by: a folder's own, a file's with its folder's name before it.

    So a file has the same key whether it or its folder was added.
    """
    whole = Path(os.path.abspath(path))
    return whole.name if path.is_dir() else f"{whole.parent.name}/{whole.name}".lstrip("/")


def _visit(
    path: Path, key: str, seen: set[tuple[int, int]], depth: int
) -> Iterator[Input | ReadError]:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        yield _failure(path, error)
        return
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return
    seen.add(identity)
    if stat.S_ISREG(status.st_mode):
        yield Input(path, printable(key))
    elif stat.S_ISDIR(status.st_mode):
        yield from _visit_folder(path, key, seen, depth)
    else:
        yield ReadError(printable(str(path)), f"is {kind_of(status.st_mode)}, not a file")


def _visit_folder(
    path: Path, key: str, seen: set[tuple[int, int]], depth: int
) -> Iterator[Input | ReadError]:
    if depth >= _DEEPEST:
        yield ReadError(printable(str(path)), f"lies more than {_DEEPEST} folders deep")
        return
    try:
        names = sorted(filter(is_content, os.listdir(path)))
    except OSError as error:
        yield _failure(path, error)
        return
    if depth and _OF_A_LIBRARY.issubset(names):
        return
    stems = page_stems(names)
    for name in names:
        if is_of_page(f"{name}/", stems):
            continue
        inside = f"{key}/{name}" if key else name
        yield from _visit(path / name, inside, seen, depth + 1)


def is_content(name: str) -> bool:
    """Whether a name in a folder or archive is of something to be read."""
    return not name.startswith(".") and not _ABOUT_THE_FOLDER.fullmatch(name)


_PAGE = re.compile(r"(.+)\.x?html?", re.IGNORECASE | re.DOTALL)
_COMPANION = re.compile(r"[-_ .][^\W\d_]{3,20}")


def page_stems(names: Iterable[str]) -> set[str]:
    """What saved pages among ``names`` are called without their ending."""
    return {match[1] for match in map(_PAGE.fullmatch, names) if match}


def is_of_page(name: str, stems: set[str]) -> bool:
    """Whether a path lies in the folder in which a browser put what belongs to a page.

    Beside ``Bridge.html`` that is ``Bridge_files``, or the same in the browser's
    language (``Bridge-Dateien``, ``Bridge_archivos``).
    """
    place = name.find("/")
    while place >= 0:
        if _is_companion(name[:place], stems):
            return True
        place = name.find("/", place + 1)
    return False


def _is_companion(folder: str, stems: set[str]) -> bool:
    cuts = [place for place in (folder.rfind("_"), folder.rfind("-")) if place > 0]
    return any(folder[:cut] in stems and _COMPANION.fullmatch(folder[cut:]) for cut in cuts)


def _failure(path: Path, error: OSError | ValueError) -> ReadError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ReadError(printable(str(path)), reason[:1].lower() + reason[1:])


def kind_of(mode: int) -> str:
    """What is no ordinary file, by its ``st_mode``, in words."""
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for is_kind, name in kinds if is_kind(mode)), "a device")


def printable(path: str) -> str:
    """A path fit for keys and messages: NFC, on one line, undecodable bytes as ``\\xNN``."""
    decoded = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return one_line(decoded)
