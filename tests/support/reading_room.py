"""A small library with annotations, and whether they are all still there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.errors import NotFound
from index.library import Library
from index.library.imports.importing import finish
from tests.support import copies
from tests.support.notes import passage
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
        for words in ("stressed", "consistent in principles", "programs", "the"):
            annotate(library, words)
    return path


def annotate(library: Library, words: str) -> None:
    """Annotate words where they first stand in the first sample."""
    article = library.article(library.find("seeds/000.txt"))
    start, end = passage(words, article.text)
    library.notes.annotate(
        article.key, article.version, article.text, start, end, note=f"on {words}", tags=("kept",)
    )


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
