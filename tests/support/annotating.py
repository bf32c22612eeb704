"""A child that annotates without end and says on stdout what has been acknowledged.

    python annotating.py NOTES_DB NAME [COUNT]

Each line is JSON, written only after the change was acknowledged: the id of an
annotation and its note, or an article that was marked read. Without COUNT it
goes on until it is killed.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.notes import Notes

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def annotating(path: Path, name: str, *count: str) -> Iterator[subprocess.Popen[bytes]]:
    """A running child; it is dead when the block has ended."""
    command = [sys.executable, str(Path(__file__)), str(path), name, *count]
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
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(chance.randrange(1, 25))]
        with suppress(subprocess.TimeoutExpired):
            child.wait(chance.random() * 0.02)
        child.kill()
        child.wait()
        lines += child.stdout.readlines()
    # The last line may have been cut by the kill: then it was not said.
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def lost(notes: Notes, said: Iterable[list[str]]) -> list[list[str]]:
    """What was acknowledged and is not there.

    Nothing is ever overwritten, so the history of an annotation must hold every
    note that was acknowledged, whatever came after it.
    """
    read = notes.keys_where("is", "read").keys
    missing = []
    for kind, *words in said:
        if kind == "annotation":
            history = {entry.annotation.note for entry in notes.history(words[0])}
            there = words[1] in history
        else:
            there = words[0] in read
        if not there:
            missing.append([kind, *words])
    return missing


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
            note += " edited " + "x" * chance.randrange(3000)
            notes.edit(made.id, note=note)
            say("annotation", made.id, note)
        if chance.random() < 0.3:
            notes.mark_read([note])
            say("read", note)
        elif chance.random() < 0.3:
            notes.undo()
            notes.redo()
    notes.close()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
