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
import threading
from collections import deque
from contextlib import suppress
from types import TracebackType
from typing import Any

from index.article import Article
from index.children import Child, Children, command
from index.library.imports.analyst_process import tried
from index.library.linking.analysing import Analysed

WORTH_HELPERS = 32
"""Articles after which helpers are started: they take half a second to be of use."""
AHEAD = 96
"""Articles that may wait, so that helpers do not while this process writes."""
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


class Analysts:
    """Analyses articles; a context, whose helpers are gone at its end."""

    def __init__(self, helpers: int | None = None) -> None:
        """``helpers``: how many processes beside this one, by default one for each other core."""
        self._wanted = _other_cores() if helpers is None else helpers
        self._submitted = 0
        self._children = Children()
        self._waiting: deque[Work] = deque()
        # Guards all that follows, and tells of every change to it.
        self._changed = threading.Condition()
        self._helpers: list[threading.Thread] = []
        self._closed = False

    def __enter__(self) -> Analysts:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the helpers, whatever they are doing."""
        with self._changed:
            self._closed = True
            self._children.kill()
            self._changed.notify_all()
            # Each takes itself off the list when it ends.
            helpers = list(self._helpers)
        for helper in helpers:
            helper.join()

    @property
    def ahead(self) -> int:
        """How many articles it is worth to submit before their outcome is wanted."""
        return AHEAD if self._helpers else 0

    def submit(self, article: Article) -> Work:
        """Put an article at the end of the queue."""
        work = Work(article)
        with self._changed:
            self._waiting.append(work)
            self._changed.notify_all()
        self._submitted += 1
        if self._submitted == WORTH_HELPERS:
            self._start_helpers()
        return work

    def outcome(self, work: Work) -> Analysed | str:
        """What was found in an article, or words for why nothing was."""
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
                if wanted.deaths and not any(helper.is_alive() for helper in self._helpers):
                    wanted.outcome = _killed()
                else:
                    self._changed.wait()
        return None

    def _start_helpers(self) -> None:
        for _ in range(self._wanted):
            helper = threading.Thread(target=self._run_helper, daemon=True)
            self._helpers.append(helper)
            helper.start()

    def _run_helper(self) -> None:
        """Keep one helper process at work, with another in its place when it dies."""
        failed_starts = 0
        try:
            while not self._closed and failed_starts < _FAILED_STARTS_TO_GIVE_UP:
                failed_starts = 0 if self._with_process() else failed_starts + 1
        finally:
            with self._changed:
                self._helpers.remove(threading.current_thread())
                self._changed.notify_all()

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
            while not self._waiting and not self._closed:
                self._changed.wait()
            if self._closed:
                return []
            handed = [self._waiting.popleft()]
            letters = len(handed[0].article.text)
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
