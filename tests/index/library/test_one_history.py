"""Whatever kinds of steps follow one another: undo and redo go along one line of them.

Removals are kept in files of their own, all else in the journal of ``notes.db``.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.library import Library
from index.library.imports.subscribing import sources_of
from index.library.upkeep.taking_back import imports_of, take_back
from tests.support.notes import passage

TEXTS = {
    "bridge": "Engineers closed the old bridge at Weymouth after cracks were found in it.",
    "ferry": "The ferry to Samar ran aground, and all passengers were brought ashore.",
    "bank": "The central bank left its rates as they were, and the currency rose.",
}
KEYS = [f"{name}/{name}.txt" for name in TEXTS]
State = tuple[object, ...]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three imports with an article each, to be copied."""
    directory = tmp_path_factory.mktemp("history")
    with Library.open(directory / "library") as library:
        for name, text in TEXTS.items():
            (directory / name).mkdir()
            (directory / name / f"{name}.txt").write_text(f"{name.title()} news\n\n{text}\n")
            list(library.add([directory / name]))
    return directory / "library"


def state(library: Library) -> State:
    """What the user sees of what steps change."""
    notes = library.notes
    return (
        sorted(library.archive.keys_of(library.listing()).values()),
        sorted(view.place for view in sources_of(library)),
        sorted(notes.keys_where("is", "starred").keys),
        sorted((one.id, one.note) for one in notes.all()),
        [one.id for one in notes.corrections()],
    )


def star(library: Library, key: str) -> None:
    library.notes.star([key], key not in library.notes.keys_where("is", "starred").keys)


def annotate(library: Library, key: str) -> None:
    if found := library.archive.ids_of([key]):
        article = library.article(found[key])
        place = passage(article.text[-12:], article.text)
        library.notes.annotate(key, article.version, article.text, *place)


def correct(library: Library, key: str) -> None:
    library.notes.correct("kind", {"of": key}, "a correction")


def remove(library: Library, key: str) -> None:
    library.take_out(list(library.archive.ids_of([key]).values()))


def regret(library: Library, key: str) -> None:
    """Take back the import that brought the article."""
    for view in imports_of(library):
        if key.startswith(f"{Path(view.places[0]).name}/"):
            take_back(library, view.id, annotated=True)


STEPS: dict[str, Callable[[Library, str], None]] = {
    step.__name__: step for step in (star, annotate, correct, remove, regret)
}
KINDS = st.tuples(st.sampled_from([*STEPS, "undo", "undo", "redo"]), st.sampled_from(KEYS))


def history(*words: str) -> list[tuple[str, str]]:
    return [(kind, f"{name}/{name}.txt") for kind, _, name in (one.partition(" ") for one in words)]


@given(st.lists(KINDS, min_size=4, max_size=12))
@example(
    history(
        "star bank", "remove bridge", "undo bank", "star ferry",
        "undo bank", "undo bank", "redo bank", "redo bank",
    )
)  # fmt: skip
@example(history("star bank", "undo bank", "remove bridge", "redo bank", "undo bank", "undo bank"))
@example(
    history("regret ferry", "undo bank", "correct bank", "undo bank", "redo bank", "redo bank")
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_undo_and_redo_go_along_one_line(made: Path, steps: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "library"
        shutil.copytree(made, path)
        with Library.open(path) as library:
            follow(library, steps)


def follow(library: Library, steps: list[tuple[str, str]]) -> None:
    """``line`` holds the states after each step; ``at`` is where undo and redo stand."""
    line, at = [state(library)], 0
    for kind, key in steps:
        if kind == "undo":
            assert (library.undo() is None) == (at == 0)
            at = max(0, at - 1)
        elif kind == "redo":
            assert (library.redo() is None) == (at == len(line) - 1)
            at = min(len(line) - 1, at + 1)
        else:
            STEPS[kind](library, key)
            if state(library) != line[at]:
                line[at + 1 :] = [state(library)]
                at += 1
        assert state(library) == line[at], (kind, key)
    while at:
        assert library.undo() is not None
        at -= 1
        assert state(library) == line[at]
    assert library.undo() is None
