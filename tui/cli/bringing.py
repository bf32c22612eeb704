"""Bringing articles in from the command line: told one by one, counted, stopped by a key."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from index.errors import ImportStopped
from index.library import Library
from index.library.imports.importing import Imported, ImportOptions, Progress, Status
from index.notes.model import WAITING, PlacementStatus
from index.paths import is_web
from tui import wording
from tui.cli.output import Output
from tui.cli.patience import patience
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND, EXIT_SOME_FAILED
from tui.wording import counted

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress
    from index.library.imports.fetching import FetchOptions

_PROBLEMS = (Status.FAILED, Status.SKIPPED, Status.VANISHED)


class Tally(Struct):
    """What an import did: how many inputs it met, articles by what became of them.

    ``unit`` is what one of its inputs is called.
    """

    unit: str = "file"
    inputs: int = 0
    counts: Counter[Status] = field(default_factory=Counter)
    as_before: int = 0
    """Inputs that were not read, since they are as they were."""
    latest: str = ""
    """The latest of them."""
    left_alone: int = 0
    """Inputs on the web that are not asked for yet."""
    failed: Counter[str] = field(default_factory=Counter)
    """How much failed of which inputs."""
    read: set[str] = field(default_factory=set)
    """Inputs of which something was read."""
    marks: Counter[PlacementStatus] = field(default_factory=Counter)
    """Annotations that wait for a person."""
    is_cut_short: bool = False
    """Whether the library took no more."""

    @property
    def exit_code(self) -> int:
        if self.is_cut_short or self.counts.get(Status.FAILED):
            return EXIT_SOME_FAILED
        return EXIT_DONE if self.counts else EXIT_NOTHING_FOUND

    def note(self, done: Imported) -> None:
        """Count what became of an article, or of an input."""
        self.counts[done.status] += 1
        self.marks.update(done.marks)
        if done.as_before:
            self.as_before += 1
            self.latest = done.path
        elif done.status is Status.FAILED and done.path != self.latest:
            # What failed of an input that is as before is told anew, and counted with it.
            self.failed[done.part_of or done.path] += 1
        elif done.status is Status.SKIPPED and not done.key:
            self.left_alone += is_web(done.path)
        elif done.status is not Status.FAILED:
            self.read.add(done.path)

    def say(self, out: Output, *, dry_run: bool = False) -> None:
        """Tell of it in words."""
        if not self.is_cut_short:
            out.say(("would be: " if dry_run else "") + (self.words() or "nothing to add"))
        if told := wording.waiting(self.marks):
            out.say(f"annotations {'would be' if dry_run else 'now'}: {told}")

    def words(self) -> str:
        """``7 files: 4 unchanged, 1 failed, 2 read: 2 articles added``.

        Inputs first, which add up to all, then the articles in those that were read. Empty
        where there was no input.
        """
        whole = len(self.failed.keys() - self.read)
        parts = sum(self.failed[path] for path in self.failed.keys() & self.read)
        read = max(0, self.inputs - self.as_before - self.left_alone - whole)
        inputs = [
            (self.as_before, "unchanged"),
            (whole, "failed"),
            (self.left_alone, "not asked for yet"),
        ]
        told = [_of_all(number, word, self.inputs) for number, word in inputs if number]
        if read and told:
            told.append(f"{read:,} read")
        articles = self._articles(parts) if read else []
        words = ": ".join(filter(None, (", ".join(told), ", ".join(articles))))
        if self.inputs:
            words = f"{counted(self.inputs, self.unit, _MANY.get(self.unit, ''))}: {words}"
        if gone := self.counts[Status.VANISHED]:
            words += f"; {counted(gone, 'file')} no more there, what was read of them stays"
        return words.removeprefix("; ")

    def _articles(self, parts: int) -> list[str]:
        """What came out of the inputs that were read; ``parts`` of them failed."""
        unchanged = self.counts[Status.UNCHANGED] - self.as_before
        copies = self.counts[Status.DUPLICATE]
        told = [
            (self.counts[Status.ADDED], "added"),
            (self.counts[Status.UPDATED], "updated"),
            (unchanged, "unchanged"),
            (self.counts[Status.SKIPPED] - self.left_alone, "skipped"),
        ]
        words = [f"{number:,} {word}" for number, word in told if number > 0]
        if words:
            number, _, word = words[0].partition(" ")
            words[0] = f"{number} {'article' if number == '1' else 'articles'} {word}"
        if copies:
            words.append(f"{counted(copies, 'duplicate')} of articles that are in")
        if parts:
            words.append(f"{counted(parts, 'part')} failed")
        return words or ["no article in " + ("it" if self.inputs == 1 else "them")]


_MANY = {"address": "addresses"}


def _of_all(number: int, word: str, total: int) -> str:
    return f"all {word}" if number == total > 1 else f"{number:,} {word}"


def fetch_options(places: Sequence[Path | WebAddress]) -> FetchOptions | None:
    """How what is on the web is fetched; ``None`` where nothing is. Raises what forbids it."""
    if all(isinstance(place, Path) for place in places):
        return None
    from index.library.imports.fetching import FetchOptions
    from tui.config import config_path, read
    from tui.fetching import rules_of

    return FetchOptions(rules_of(read(config_path())))


def bring_in(
    library: Library,
    places: Sequence[Path | WebAddress],
    options: ImportOptions,
    out: Output,
    stopped: Sequence[int],
    show: Any,
) -> Tally:
    """Import, telling of each article and failure, and of what the library does not take."""
    tally = Tally(unit=_unit(places))

    def look(now: Progress) -> None:
        tally.inputs = now.done
        show(now)

    with patience(library.path, out) as told:
        try:
            for done in library.add(places, options, look, lambda: bool(stopped)):
                told()
                tally.note(done)
                _tell(done, out)
        except ImportStopped as error:
            tally.is_cut_short = True
            _row(Imported(str(library.path), "", 0, Status.FAILED, str(error)), out)
            out.error(str(error))
    return tally


def _tell(done: Imported, out: Output) -> None:
    _row(done, out)
    if done.status in _PROBLEMS:
        out.error(f"{done.path}: {done.error}")


def _row(done: Imported, out: Output) -> None:
    data: dict[str, Any] = {
        "path": done.path,
        "key": done.key,
        "id": done.id,
        "status": done.status,
        "error": done.error,
        "copy_of": done.copy_of or None,
        "annotations": {kind.value: done.marks.get(kind, 0) for kind in WAITING},
    }
    out.row(data, "")


def _unit(places: Sequence[Path | WebAddress]) -> str:
    of_files = sum(isinstance(place, Path) for place in places)
    if of_files == len(places):
        return "file"
    return "input" if of_files else "address"


@contextmanager
def stopping() -> Iterator[list[int]]:
    """A list that is no longer empty once the user or the system asked to stop."""
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def progress(out: Output) -> Iterator[Any]:
    """A progress line while standard error is a terminal, else nothing."""
    with out.telling() as tell:

        def show(now: Progress) -> None:
            words = now.stage
            if now.total:
                words += f" {now.done}/{now.total}"
            told = ", ".join(f"{n} {status}" for status, n in now.counts.items())
            tell(f"{words}  {told}")

        yield show
