"""A child that annotates without end and says on stdout what has been acknowledged.

    python annotating.py NOTES_DB NAME [COUNT]

Each line is JSON, written only after the change was acknowledged: the id of an
annotation and its note, an article that was marked read, the number of a correction
and what it says, the name of a saved search and its query. Without COUNT it goes on
until it is killed.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import NotFound

if TYPE_CHECKING:
    from index.notes import Notes

ROOT = Path(__file__).resolve().parents[2]
Child = subprocess.Popen[bytes]


def annotating(path: Path, name: str, *count: str) -> AbstractContextManager[Child]:
    """A running child; it is dead when the block has ended."""
    return running(Path(__file__), str(path), name, *count)


@contextmanager
def running(script: Path, *arguments: str) -> Iterator[Child]:
    """A script as a child process, dead when the block has ended."""
    command = [sys.executable, str(script), *arguments]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def acknowledged_before_a_kill(path: Path, name: str, chance: random.Random) -> list[list[str]]:
    """What a child acknowledged until it was killed at a random moment."""
    with annotating(path, name) as child:
        return said_before_a_kill(child, chance.randrange(1, 25), chance.random() * 0.02)


def said_before_a_kill(child: Child, lines: int, seconds: float) -> list[list[str]]:
    """What a child says until it is killed, some seconds after so many lines."""
    assert child.stdout is not None
    said = [child.stdout.readline() for _ in range(lines)]
    with suppress(subprocess.TimeoutExpired):
        child.wait(seconds)
    child.kill()
    child.wait()
    said += child.stdout.readlines()
    # The last line may have been cut by the kill: then it was not said.
    return [json.loads(line) for line in said if line.endswith(b"\n")]


def lost(notes: Notes, said: Iterable[list[str]]) -> list[list[str]]:
    """What was acknowledged and is not there.

    Nothing is ever overwritten, so the history of an annotation must hold every
    note that was acknowledged, whatever came after it.
    """
    read = notes.keys_where("is", "read").keys
    corrected = {str(one.id): one.body.get("name") for one in notes.corrections(withdrawn=True)}
    searches = {one.name: one.query for one in notes.saved_searches()}
    there: dict[str, Callable[[str, str], bool]] = {
        "annotation": lambda id, note: note in _history(notes, id),
        "read": lambda key, _: key in read,
        "correction": lambda number, name: corrected.get(number) == name,
        "search": lambda name, query: searches.get(name) == query,
    }
    return [line for line in said if line[0] in there and not there[line[0]](*line[1:3])]


def _history(notes: Notes, id: str) -> set[str]:
    try:
        return {entry.annotation.note for entry in notes.history(id)}
    except NotFound:
        return set()


def main(path: Path, name: str, count: int | None) -> None:
    from index.notes import Notes
    from tests.support.notes import KEY, TEXT, VERSION

    notes = Notes.open(path)
    chance = random.Random(name)

    def say(*words: str) -> None:
        sys.stdout.write(json.dumps(words) + "\n")
        sys.stdout.flush()

    for number in itertools.count() if count is None else range(count):
        start = chance.randrange(len(TEXT) - 50)
        note = f"{name} {number}"
        made = notes.annotate(KEY, VERSION, TEXT, start, start + 50, note=note, tags=(name,))
        say("annotation", made.id, note)
        if chance.random() < 0.5:
            note += " edited " + "x" * chance.randrange(1, 3000)
            notes.edit(made.id, note=note)
            say("annotation", made.id, note)
        change_something(notes, f"{name} {number}", chance, say)
    notes.close()


def change_something(
    notes: Notes, words: str, chance: random.Random, say: Callable[..., None]
) -> None:
    """A change of another kind than an annotation, or an undo and redo of the last step."""
    what = chance.randrange(8)
    if what < 2:
        notes.mark_read([words])
        say("read", words, "")
    elif what == 2:
        made = notes.correct("entity.name", {"name": words}, "a correction")
        say("correction", str(made.id), words)
    elif what == 3:
        notes.save_search(words, words)
        say("search", words, words)
    elif what == 4:
        notes.undo()
        notes.redo()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
