"""Libraries that go through a lot: does searching find exactly what the archive holds?

    python -m tests.support.consistency DIRECTORY FIRST_SEED COUNT

runs so many random histories of adding, changing, removing, merging, rebuilding,
damage and sudden death, each in a library of its own, and checks after every
step. It tells on stdout what was done (JSON), or ends with the failed check.
It is a program of its own because it forks, which only a process without
threads may do.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from index.errors import LibraryDamaged, LibraryLocked
from index.library import Library
from index.library.imports.imported import Status
from index.library.imports.importing import finish
from index.library.upkeep.care import rebuild

OWN_WORD = re.compile(r"qx\d+v\d+z")
COMMON = "everywhere"
_WORD_LIST = """
    harbour ferry council budget school bridge river mayor strike union minister vaccine storm
    museum painter election Trọng Nguyễn Hà Nội đổi mới 北京大学 policy diplomat summit treaty
"""
_WORDS = _WORD_LIST.split()
_DEADLY = ("fsync", "replace", "rename", "remove", "unlink")
_LONGEST_LIFE = 0.15
"""Seconds within which most steps are done."""
_MOST_ARTICLES = 12


def write_article(folder: Path, number: int, version: int, chance: random.Random) -> None:
    """One article as a file; every version has a word that no other text has."""
    words = " ".join(chance.choices(_WORDS, k=chance.randrange(5, 60)))
    article = {
        "id": f"article-{number}",
        "title": f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {number}",
        "text": f"{COMMON} {words} qx{number}v{version}z.",
        "date": f"2021-03-{chance.randrange(1, 29):02}",
    }
    # Whoever is killed meanwhile leaves no half of a file.
    unfinished = folder.parent / f"unfinished-{os.getpid()}"
    unfinished.write_text(json.dumps(article), encoding="utf-8")
    unfinished.replace(folder / f"{number}.jsonl")


def check_agreement(library: Library, once_there: set[str]) -> None:
    """Searching finds every article by its own word, and nothing by the words of what is gone."""
    searching = library.searching
    held = sorted(library.listing())
    assert sorted(searching.search(COMMON).ids) == held
    assert sorted(searching.search("").ids) == held
    present: set[str] = set()
    for number in held:
        (word,) = OWN_WORD.findall(library.article(number).text)
        assert list(searching.search(word).ids) == [number], word
        present.add(word)
    for word in once_there - present:
        assert list(searching.search(word).ids) == [], word
    once_there |= present


def damage(path: Path, chance: random.Random) -> str:
    """One byte changed, the end lost, or something put behind it."""
    data = bytearray(path.read_bytes())
    kind = chance.choice(["flipped", "flipped", "flipped", "cut", "longer"])
    if kind == "flipped":
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del data[chance.randrange(len(data)) :]
    else:
        data += bytes([chance.randrange(256)])
    path.unlink()
    path.write_bytes(data)
    path.chmod(0o600)
    return kind


@dataclass
class History:
    """One library, the files it is made from, and a second instance that only watches."""

    directory: Path
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)
    once_there: set[str] = field(default_factory=set)
    version: int = 0
    alone: bool = True

    def __post_init__(self) -> None:
        self.folder = self.directory / "news"
        self.folder.mkdir(parents=True)
        self.path = self.directory / "library"

    def run(self, steps: int) -> None:
        with Library.open(self.path) as watcher:
            self.do("add", self.add)
            check_agreement(watcher, self.once_there)
            for _ in range(steps):
                name, step = self.chance.choice(self.steps())
                luck = self.chance.random()
                if name == "damage" or luck < 0.3:
                    self.do(name, step)
                elif luck < 0.7:
                    self.die_during(name, step)
                else:
                    self.do_together(step, self.chance.choice(self.steps_of_others()))
                # What a dead process left is finished by whoever comes next.
                self.act(finish)
                check_agreement(watcher, self.once_there)
        with Library.open(self.path) as library:
            check_agreement(library, self.once_there)
            library.indexing.check()

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("add", self.add),
            ("add", self.add),
            ("change", self.change),
            ("change", self.change),
            ("remove", self.remove),
            ("remove", self.remove),
            ("merge", lambda: self.act(lambda library: library.indexing.tidy())),
            ("merge all", lambda: self.act(_merge_all)),
            ("index anew", lambda: self.act(index_anew)),
            ("rebuild", lambda: self.act(rebuild)),
            ("damage", self.damage),
        ]

    def steps_of_others(self) -> list[Callable[[], None]]:
        """What another process may be at: the search process, a second import."""
        return [
            lambda: self.act(lambda library: library.indexing.learn(5)),
            lambda: self.act(lambda library: library.indexing.tidy()),
            lambda: self.act(index_anew),
            lambda: self.act(lambda library: library.searching.search(COMMON)),
            lambda: self.act(_merge_all),
            self.bring_in,
            self.bring_in,
        ]

    def do(self, name: str, step: Callable[[], None]) -> None:
        step()
        self.done[name] += 1

    def do_together(self, step: Callable[[], None], other_step: Callable[[], None]) -> None:
        """Two processes at once; one of them may have to give way."""
        self.alone = False
        child = os.fork()
        if not child:
            _live_or_tell(lambda: _unless_locked(other_step))
        _unless_locked(step)
        _, status = os.waitpid(child, 0)
        assert status == 0
        self.alone = True
        self.done["two at once"] += 1

    def act(self, step: Callable[[Library], object]) -> None:
        with Library.open(self.path) as library:
            step(library)

    def bring_in(self) -> None:
        def add_all(library: Library) -> None:
            told = list(library.add([self.folder]))
            # A file that went before whoever removed its article died is told of, no error;
            # so is the folder when that was the last of those that were read.
            gone = (Status.VANISHED, Status.SKIPPED)
            errors = [done.error for done in told if done.error and done.status not in gone]
            assert not errors or not self.alone, errors
            if not self.alone:
                return
            for path in self.folder.iterdir():
                text = library.article(library.find(f"article-{path.stem}")).text
                assert OWN_WORD.findall(text) == OWN_WORD.findall(path.read_text())

        self.act(add_all)

    def add(self) -> None:
        for _ in range(self.chance.randrange(1, _MOST_ARTICLES)):
            self.version += 1
            write_article(self.folder, self.version, self.version, self.chance)
        self.bring_in()

    def change(self) -> None:
        files = sorted(self.folder.glob("*.jsonl"))
        for path in self.chance.sample(files, min(len(files), 3)):
            self.version += 1
            write_article(self.folder, int(path.stem), self.version, self.chance)
        self.bring_in()

    def remove(self) -> None:
        def take_out(library: Library) -> None:
            held = list(library.listing())
            gone = self.chance.sample(held, min(len(held), self.chance.randrange(1, 6)))
            for key in library.archive.keys_of(gone).values():
                (self.folder / f"{key.rpartition('-')[2]}.jsonl").unlink(missing_ok=True)
            library.take_out(gone)

        self.act(take_out)

    def damage(self) -> None:
        files = [path for path in (self.path / "search").iterdir() if path.stat().st_size]
        damage(self.chance.choice(sorted(files)), self.chance)

    def die_during(self, name: str, step: Callable[[], None]) -> None:
        """Does a step in a child that is killed: at a moment, or at one thing it does on disk."""
        by_moment = self.chance.random() < 0.5
        seconds = self.chance.random() * _LONGEST_LIFE
        dies_at = self.chance.randrange(1, 12)
        child = os.fork()
        if not child:
            if by_moment:
                # Nobody handles it: the process is gone as with SIGKILL.
                signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
            else:
                _die_at(dies_at)
            _live_or_tell(step)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        assert killed or status == 0, (name, status)
        self.done["killed" if killed else name] += 1
        # The child drew from its own copy of these.
        self.version += 2 * _MOST_ARTICLES


def _unless_locked(step: Callable[[], None]) -> None:
    with suppress(LibraryLocked):
        step()


def _live_or_tell(step: Callable[[], None]) -> NoReturn:
    """What the child does: nothing of it may reach what called the parent."""
    try:
        step()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def index_anew(library: Library) -> None:
    """Empty the index and tell it everything again."""
    library.indexing.start_anew()
    library.indexing.catch_up()


def _merge_all(library: Library) -> None:
    from index.search import SearchIndex

    with suppress(LibraryDamaged):
        SearchIndex.open(library.path / "search").optimise(full=True)


def _die_at(count: int) -> None:
    """Has this process killed when it does the n-th thing to the disk that counts."""
    left = count

    def deadly(function: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **options)

        return step

    for name in _DEADLY:
        setattr(os, name, deadly(getattr(os, name)))


def main(directory: Path, first: int, count: int) -> None:
    done: Counter[str] = Counter()
    for seed in range(first, first + count):
        chance = random.Random(seed)
        history = History(directory / str(seed), chance)
        try:
            history.run(chance.randrange(2, 7))
        except BaseException:
            print(f"in the history with the seed {seed}", file=sys.stderr)
            raise
        done += history.done
        shutil.rmtree(history.directory)
    print(json.dumps(done))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
