"""A child that uses a library as a reader does and says on stdout what has been acknowledged.

    python using.py LIBRARY NAME COUNT

Each line is JSON: how many seconds an operation took and its name, then what was
acknowledged as in :mod:`tests.support.annotating`, if anything was. It has done COUNT
operations when it ends.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from index.errors import LibraryLocked, NotFound
from index.library import Library
from tests.support.annotating import Child, running

QUERIES = ("president", "viet nam", '"foreign affairs"', "tag:kept", "is:unread", "th", "*", "")
Said = tuple[str, str, str] | None


def using(library: Path, name: str, count: int) -> AbstractContextManager[Child]:
    """A running child; it is dead when the block has ended."""
    return running(Path(__file__), str(library), name, str(count))


class User:
    """One who reads, searches, marks and changes what was marked; each step says what it did."""

    def __init__(self, library: Library, name: str) -> None:
        self.library, self.name = library, name
        self.chance = random.Random(name)
        self.mine: list[str] = []
        """The annotations made here, those in the trash among them."""

    def steps(self) -> list[Callable[[], Said]]:
        some = [self.look_around, self.read, self.search, self.annotate, self.annotate]
        return [*some, self.edit, self.remove, self.keep_state, self.undo, self.tell_the_index]

    def look_around(self) -> Said:
        ids = self.library.listing(self.chance.choice(("newest", "oldest")))
        self.library.rows(list(ids[:20]))
        return None

    def some_article(self) -> int:
        return self.chance.choice(self.library.listing("newest"))

    def read(self) -> Said:
        number = self.some_article()
        # Who imports meanwhile may have given the article another number.
        with suppress(NotFound):
            self.library.reading(number)
            self.library.panel(number)
        return None

    def search(self) -> Said:
        self.library.searching.search(self.chance.choice(QUERIES), typing=True)
        return None

    def annotate(self) -> Said:
        with suppress(NotFound):
            article = self.library.article(self.some_article())
            start = self.chance.randrange(len(article.text) - 40)
            note = f"{self.name} {len(self.mine)}"
            made = self.library.notes.annotate(
                article.key, article.version, article.text, start, start + 40, note=note
            )
            self.mine.append(made.id)
            return "annotation", made.id, note
        return None

    def edit(self) -> Said:
        if not self.mine:
            return None
        id = self.chance.choice(self.mine)
        note = f"{self.name} edits it {self.chance.random()}"
        self.library.notes.edit(id, note=note, tags=("kept",))
        return "annotation", id, note

    def remove(self) -> Said:
        if self.mine:
            self.library.notes.remove(self.chance.choice(self.mine))
        return None

    def keep_state(self) -> Said:
        words = f"{self.name} {self.chance.random()}"
        if self.chance.random() < 0.5:
            self.library.notes.mark_read([words])
        else:
            self.library.notes.save_search(words, words)
        return None

    def undo(self) -> Said:
        # The latest step may be of the other one, who may prevent that it is taken again.
        # Only of annotations everything is kept even then.
        if self.library.notes.undo():
            self.library.notes.redo()
        return None

    def tell_the_index(self) -> Said:
        # What is left to tell while another one writes is told the next time.
        with suppress(LibraryLocked):
            self.library.indexing.learn(20)
        return None


def main(path: Path, name: str, count: int) -> None:
    with Library.open(path) as library:
        user = User(library, name)
        steps = user.steps()
        for _ in range(count):
            step = user.chance.choice(steps)
            begun = time.monotonic()
            said = step()
            took = time.monotonic() - begun
            sys.stdout.write(json.dumps([took, step.__name__, *(said or ())]) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
