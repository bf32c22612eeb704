"""Analysis on all cores: this process and, when there is much to do, helpers beside it.

Work is handed out in the order in which it was submitted, and whoever wants an outcome
that is not there yet works along until it is; without helpers that is plain analysis,
one article after the other. A helper that dies costs nothing but its time: what it had
in hand is tried again by another, alone, and an article of which two have died is given
up. Outcomes do not depend on who worked them out.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from contextlib import suppress
from typing import Any

from index.article import Article
from index.children import Child, Crew, command
from index.library.imports.analyst_process import tried
from index.library.linking.analysing import Analysed

WORTH_HELPERS = 32
"""Articles after which helpers are started: they take half a second to be of use."""
AHEAD = 400
"""Articles that may wait, so that helpers do not while this process writes a full batch."""
AHEAD_AT_FIRST = 48
"""So many at first, and one more for each that was wanted: the first are to be seen at once."""
_HANDED_OVER = 4
_LETTERS_HANDED_OVER = 40_000
_MOST_HELPERS = 7
_DEATHS_TO_GIVE_UP = 2
_FAILED_STARTS_TO_GIVE_UP = 2
_COMMAND = command("index.library.imports.analyst_process")


class Work:
    """One article that is to be analysed, and what came of it."""

    __slots__ = ("article", "deaths", "outcome")

    def __init__(self, article: Article) -> None:
        self.article = article
        self.deaths = 0
        self.outcome: Analysed | str | None = None


class Analysts(Crew[Work]):
    """Analyses articles; a context, whose helpers are gone at its end."""

    def __init__(self, helpers: int | None = None) -> None:
        """``helpers``: how many processes beside this one, by default one for each other core."""
        super().__init__()
        self._wanted = _other_cores() if helpers is None else helpers
        self._submitted = 0
        self._wanted_so_far = 0

    @property
    def ahead(self) -> int:
        """How many articles it is worth to submit before their outcome is wanted."""
        return min(AHEAD, AHEAD_AT_FIRST + self._wanted_so_far) if self._threads else 0

    def submit(self, article: Article) -> Work:
        """Put an article at the end of the queue."""
        work = Work(article)
        self._put(work)
        self._submitted += 1
        if self._submitted == WORTH_HELPERS:
            for _ in range(self._wanted):
                self._begin_thread()
        return work

    def outcome(self, work: Work) -> Analysed | str:
        """What was found in an article, or words for why nothing was."""
        self._wanted_so_far += 1
        while work.outcome is None:
            mine = self._next_for_me(work)
            if mine is not None:
                # Nobody else has it any more: no lock is needed to write it down.
                mine.outcome = tried(mine.article)
        return work.outcome

    # -- inside ------------------------------------------------------------------------

    def _next_for_me(self, wanted: Work) -> Work | None:
        """The next article that this process is to analyse; none once ``wanted`` is done."""
        with self._changed:
            while wanted.outcome is None:
                for work in self._waiting:
                    # What a helper died of must not be the end of this process.
                    if not work.deaths:
                        self._waiting.remove(work)
                        return work
                if wanted.deaths and not any(thread.is_alive() for thread in self._threads):
                    wanted.outcome = _killed()
                else:
                    self._changed.wait()
        return None

    def _serve(self) -> None:
        failed_starts = 0
        while not self._closed and failed_starts < _FAILED_STARTS_TO_GIVE_UP:
            failed_starts = 0 if self._with_process() else failed_starts + 1

    def _with_process(self) -> bool:
        """Have a process work until it dies; whether it had come to work at all."""
        ready = False
        with self._children.child(_COMMAND) as child:
            if child is not None:
                with suppress(EOFError, OSError, pickle.UnpicklingError):
                    pickle.load(child.output)
                    ready = True
                    while handed := self._hand_over():
                        self._answered(child, handed)
        return ready

    def _hand_over(self) -> list[Work]:
        """The next articles for a helper; none when all is over."""
        with self._changed:
            first = self._next()
            if first is None:
                return []
            handed = [first]
            letters = len(first.article.text)
            while (
                self._waiting
                and len(handed) < _HANDED_OVER
                and letters < _LETTERS_HANDED_OVER
                and not handed[-1].deaths
                and not self._waiting[0].deaths
            ):
                handed.append(self._waiting.popleft())
                letters += len(handed[-1].article.text)
            return handed

    def _answered(self, child: Child, handed: list[Work]) -> None:
        """Have a helper analyse articles; what it leaves when it dies waits again."""
        left = deque(handed)
        try:
            # It reads all of them before it answers, so neither waits for the other.
            pickle.dump([work.article for work in handed], child.input, pickle.HIGHEST_PROTOCOL)
            child.input.flush()
            while left:
                answer: Any = pickle.load(child.output)
                with self._changed:
                    left.popleft().outcome = answer
                    self._changed.notify_all()
        finally:
            with self._changed:
                if left:
                    self._take_back(left)

    def _take_back(self, left: deque[Work]) -> None:
        suspect = left[0]
        suspect.deaths += 1
        if suspect.deaths == _DEATHS_TO_GIVE_UP:
            left.popleft().outcome = _killed()
        self._waiting.extendleft(reversed(left))
        self._changed.notify_all()


def _other_cores() -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min((cores or 1) - 1, _MOST_HELPERS)


def _killed() -> str:
    return "could not be analysed (the process that tried was killed, twice)"
