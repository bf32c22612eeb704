"""Inputs opened one after the other: unchanged, read here, or read in a process of its own.

What is read elsewhere is begun before its turn, so that several files are read at once.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.store.input_tables import SEVERAL, InputState

if TYPE_CHECKING:
    from index.readers.apart import Apart
    from index.readers.files import Input
    from index.readers.model import ReadOptions
    from index.readers.reading import Outcome
    from index.store.archive import Archive


@dataclass(frozen=True, slots=True)
class Opened:
    """An input whose turn it is.

    ``outcomes`` is what is in it, ``None`` when it is as it was when it was last read.
    ``state`` is how it looks now, or then.
    """

    path: str
    key: str
    state: InputState
    outcomes: Iterator[Outcome] | None


class Opening:
    """Opens the inputs of one import."""

    def __init__(self, archive: Archive, apart: Apart, options: ReadOptions) -> None:
        from index.readers.model import DEFAULT_OPTIONS

        self._archive = archive
        # Who says how files are to be read wants them read.
        self._is_told_how = options != DEFAULT_OPTIONS
        self._apart = apart
        self._options = options
        # Keys of the files read so far; two folders of one name must not overwrite each other.
        self._taken: dict[str, str] = {}

    def opened(self, inputs: Iterable[Input | ReadError]) -> Iterator[Opened | ReadError]:
        """All of ``inputs``, in their order."""
        ahead: deque[Opened | ReadError] = deque()
        for found in inputs:
            ahead.append(found if isinstance(found, ReadError) else self._open(found))
            if len(ahead) > self._apart.ahead:
                yield ahead.popleft()
        yield from ahead

    def _open(self, found: Input) -> Opened:
        path = _written(found.path)
        state = _state_now(found.path)
        known = self._archive.inputs.state(path)
        as_before = known is not None and (known.size, known.mtime_ns) == (
            state.size,
            state.mtime_ns,
        )
        if known is not None and as_before and not self._is_told_how:
            return Opened(path, known.key, known, None)
        key = known.key if known and known.key != SEVERAL else ""
        key = key or self._own_key(path, found.key)
        self._taken[key] = path
        return Opened(path, key, state, self._read(found.path, key))

    def _read(self, path: Path, key: str) -> Iterator[Outcome]:
        from index.readers.formats import is_read_here
        from index.readers.reading import beginning_of, read_path

        if is_read_here(beginning_of(path)):
            return read_path(path, key=key, options=self._options)
        return self._apart.read(path, key, self._options).outcomes()

    def _own_key(self, path: str, key: str) -> str:
        """The key of the file at ``path``: another, if a file elsewhere is named by it."""

        def is_taken(wanted: str) -> bool:
            of_key = self._archive.inputs.of_key(wanted)
            others = [*of_key, self._taken.get(wanted, path)]
            return any(other != path and Path(other).exists() for other in others)

        free, number = key, 1
        while is_taken(free):
            number += 1
            free = f"{key} ({number})"
        return free


def _written(path: Path) -> str:
    """A path as text, whatever bytes it is of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _state_now(path: Path) -> InputState:
    try:
        status = path.stat()
    except OSError:
        return InputState(-1, -1, "")
    return InputState(status.st_size, status.st_mtime_ns, "")
