"""Inputs opened one after the other: unchanged, moved, read here, or read in a process of its own.

What is read elsewhere is begun before its turn, so that several files are read at once.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from index.errors import ReadError
from index.paths import is_present
from index.store.input_tables import SEVERAL, InputState

if TYPE_CHECKING:
    from index.readers.files import Input
    from index.readers.model import ReadOptions
    from index.readers.reading import Outcome
    from index.readers.reading_processes import ReadingProcesses
    from index.store.archive import Archive
    from index.store.web_tables import WebSource


_BYTE = re.compile(rb"\\x([89a-f][0-9a-f])")


class OpenedInput(Struct, frozen=True):
    """An input whose turn it is.

    ``path`` is how it was named, ``place`` its whole path. ``outcomes`` is what is in it,
    ``None`` when it holds what it held when it was last read. ``state`` is what is to be
    known of it, ``is_news`` whether that has to be written down. ``moved_from`` is the
    place at which the same was read before, ``web`` what is to be known of it as fetched.
    """

    path: str
    place: str
    key: str
    state: InputState
    outcomes: Iterator[Outcome] | None
    is_news: bool = True
    moved_from: str = ""
    web: WebSource | None = None


class Opening:
    """Opens the inputs of one import."""

    def __init__(self, archive: Archive, processes: ReadingProcesses, options: ReadOptions) -> None:
        from index.readers.model import DEFAULT_OPTIONS

        self._archive = archive
        # Who says how files are to be read wants them read.
        self._is_told_how = options != DEFAULT_OPTIONS
        self._processes = processes
        self._options = options
        # Keys of the files read so far; two folders of one name must not overwrite each other.
        self._taken: dict[str, str] = {}
        self.moved: set[str] = set()
        """The places from which inputs have moved to others."""
        self.places: set[str] = set()
        """The places of all inputs that were met."""

    def opened(self, inputs: Iterable[Input | ReadError]) -> Iterator[OpenedInput | ReadError]:
        """All of ``inputs``, in their order."""
        ahead: deque[OpenedInput | ReadError] = deque()
        for found in inputs:
            ahead.append(found if isinstance(found, ReadError) else self._open(found))
            if len(ahead) > self._processes.ahead:
                yield ahead.popleft()
        yield from ahead

    def _open(self, found: Input) -> OpenedInput:
        from index.readers.reading import looked_at

        path, place = written(found.path), place_of(found.path)
        self.places.add(place)
        now = _state_now(found.path)
        known = self._archive.inputs.state(place)
        may_be_as_before = known is not None and not known.is_to_be_read and not self._is_told_how
        if known is not None and may_be_as_before and _look_alike(known, now):
            state = replace(known, gone=False) if known.gone else known
            return OpenedInput(path, place, known.key, state, None, known.gone)
        beginning, digest = looked_at(found.path)
        if known is not None and may_be_as_before and digest and known.digest == digest:
            touched = replace(known, mtime_ns=now.mtime_ns, gone=False)
            return OpenedInput(path, place, known.key, touched, None)
        moved_from = ""
        if known is None and digest:
            moved_from, known = self._moved_from(digest)
        key = (known and _read_as(known)) or self._own_key(place, found.key)
        self._taken[key] = place
        state = replace(now, read_as=key, digest=digest)
        outcomes = self._read(found.path, key, beginning)
        return OpenedInput(path, place, key, state, outcomes, moved_from=moved_from)

    def _moved_from(self, digest: str) -> tuple[str, InputState | None]:
        """Where a file that holds these bytes was, if it is no more there."""
        for place, known in self._archive.inputs.of_digest(digest):
            is_file = os.path.isabs(place)
            if is_file and place not in self.moved and not is_there(place):
                self.moved.add(place)
                return place, known
        return "", None

    def _read(self, path: Path, key: str, beginning: bytes) -> Iterator[Outcome]:
        from index.readers.formats import is_read_here
        from index.readers.reading import read_path

        if is_read_here(beginning):
            return read_path(path, key=key, options=self._options)
        return self._processes.read(path, key, self._options).outcomes()

    def _own_key(self, place: str, key: str) -> str:
        """The key of the file at ``place``: another, if a file elsewhere is named by it."""

        def is_taken(wanted: str) -> bool:
            # An earlier culm noted paths as they were given.
            of_key = map(os.path.abspath, self._archive.inputs.of_key(wanted))
            others = [*of_key, self._taken.get(wanted, place)]
            return any(other != place and is_present(path_of(other)) for other in others)

        free, number = key, 1
        while is_taken(free):
            number += 1
            free = f"{key} ({number})"
        return free


def written(path: Path | str) -> str:
    """A path as text, whatever bytes it is of."""
    text = str(path)
    return text if text.isascii() else os.fsencode(text).decode("utf-8", "backslashreplace")


def place_of(path: Path) -> str:
    """The whole path of a file or folder, by which it is known to the archive."""
    return written(os.path.abspath(path))


def path_of(place: str) -> Path:
    r"""The file or folder that :func:`place_of` gave ``place`` for.

    ``\xNN`` in it is a byte of a name that is no UTF-8, unless a name has just these letters.
    """
    path = Path(place)
    if "\\x" not in place:
        return path
    found = Path(path.anchor)
    for name in path.parts[len(found.parts) :]:
        as_it_stands = found / name
        found = as_it_stands if os.path.lexists(as_it_stands) else found / _with_bytes(name)
    return found


def is_there(place: str) -> bool:
    """Whether something is at a place, be it a link that leads nowhere."""
    return os.path.lexists(path_of(place))


def _with_bytes(name: str) -> str:
    def byte(escape: re.Match[bytes]) -> bytes:
        return bytes.fromhex(escape[1].decode("ascii"))

    return os.fsdecode(_BYTE.sub(byte, os.fsencode(name)))


def _look_alike(known: InputState, now: InputState) -> bool:
    return (known.size, known.mtime_ns) == (now.size, now.mtime_ns)


def _read_as(known: InputState) -> str:
    """The key under which an input was read; empty when that is not known."""
    return known.read_as or (known.key if known.key != SEVERAL else "")


def _state_now(path: Path) -> InputState:
    try:
        status = path.stat()
    except OSError:
        return InputState(-1, -1, "")
    return InputState(status.st_size, status.st_mtime_ns, "")
