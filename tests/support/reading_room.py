"""A small library with annotations, and whether they are all still there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.errors import NotFound
from index.library import Library
from index.library.importing import finish
from tests.support import copies
from tests.support.notes import mark
from tests.support.seeds import write_seeds


def annotated_library(path: Path, folder: Path) -> Path:
    """The samples and some syndicated reports, with four annotations in the first sample."""
    (folder / "home").mkdir(parents=True, exist_ok=True)
    reports = copies.write(folder / "reports.jsonl")
    with Library.open(path) as library:
        for source in (write_seeds(folder / "seeds"), reports):
            for _ in library.add([source]):
                pass
        finish(library)
        for word in ("stressed", "principles", "programs", "the"):
            mark(library.notes, word, note=f"about {word}", tags=("kept",))
    return path


def known_annotations(path: Path) -> set[str]:
    """The ids of all annotations of a library, those in the trash among them."""
    with Library.open(path) as library:
        return {one.id for trash in (False, True) for one in library.notes.all(trash=trash)}


def missing(path: Path, known: Iterable[str]) -> list[str]:
    """Which of the annotations can no longer be had, neither live nor from the trash."""
    lost = []
    with Library.open(path) as library:
        for id in known:
            try:
                library.notes.get(id)
            except NotFound:
                lost.append(id)
    return lost
