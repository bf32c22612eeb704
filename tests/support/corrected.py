"""Corrections by hand in a library, made before and after the articles that they are about."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.library import Library
from index.library.imports.importing import finish


def add(library: Library, *paths: Path) -> None:
    """Import everything under ``paths``; nothing may fail."""
    assert [done.error for done in library.add(list(paths)) if done.error] == []


@contextmanager
def in_any_order(
    place: Path,
    folder: Path,
    seed: int,
    correct: Callable[[Library], object],
    state: Callable[[Library], object],
) -> Iterator[Library]:
    """A library that was told articles one by one, and the corrections somewhere between.

    They come from a library that was given all articles of ``folder`` and then corrected;
    both end in the same ``state``.
    """
    with Library.open(place / "one") as library:
        add(library, folder)
        correct(library)
        wanted = state(library)
        library.notes.dump(place / "dump.json")
    steps: list[Callable[[Library], object]] = [
        lambda library, path=path: add(library, path)  # type: ignore[misc]
        for path in sorted(folder.glob("*.txt"))
    ]
    steps.append(lambda library: library.notes.restore_file(place / "dump.json"))
    random.Random(seed).shuffle(steps)
    with Library.open(place / "two") as library:
        for step in steps:
            step(library)
        finish(library)
        assert state(library) == wanted
        yield library
