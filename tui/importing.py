"""An import beside the reading: its process, its words for the footer, its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from index.fetching.urls import WebAddress
from tui.processes import ImportProcess, ImportProgress, ImportSummary
from tui.wording import counted
from tui.workers import words_of

FAILURES_NAMED = 3


class Job(Struct, frozen=True):
    """What is to come in. ``fetching`` says how the web is asked, if it is: see
    :class:`index.worker.FetchAsked`."""

    places: tuple[Path | WebAddress, ...] = ()
    fetching: Mapping[str, bool] | None = None

    @property
    def is_passing(self) -> bool:
        """Whether it is done again anyway, as is looking at what is followed."""
        return self.fetching is not None and (self.fetching["again"] or self.fetching["follow"])


class Importing:
    """At most one import at a time; runs on the event loop, its work in a process."""

    def __init__(
        self, library: Path, busy: Callable[[str], None], turn: Callable[[], Awaitable[None]]
    ) -> None:
        """``busy`` is told in words how far the import is, and nothing at its end.

        ``turn`` comes when nothing else changes articles.
        """
        self._library = library
        self._busy = busy
        self._turn = turn
        self._process: ImportProcess | None = None
        self._waiting: list[Job] = []
        self._job: Job | None = None
        self.progress: ImportProgress | None = None
        """How far the import is that runs now."""
        self.summary: ImportSummary | None = None
        """How the last import ended."""

    @property
    def running(self) -> bool:
        return self._job is not None

    @property
    def would_be_missed(self) -> bool:
        """Whether something runs or waits that leaving would cut short."""
        jobs = [*([self._job] if self._job is not None else []), *self._waiting]
        return any(not job.is_passing for job in jobs)

    @property
    def has_waiting(self) -> bool:
        return bool(self._waiting)

    async def run(self, job: Job) -> ImportSummary | None:
        """Do a job; while another runs it waits for its end, and ``None`` comes back."""
        if self.running:
            if job not in self._waiting:
                self._waiting.append(job)
            return None
        try:
            summary = await self._import(job)
            while self._waiting and summary is not None and not summary.cancelled:
                following = await self._import(self._waiting.pop(0))
                summary = summary if following is None else added_up(summary, following)
            if summary is not None:
                summary = replace(summary, unbegun=len(self._waiting))
        finally:
            self._waiting = []
        self.summary = summary
        return summary

    async def _import(self, job: Job) -> ImportSummary | None:
        # While it waits for its turn it can be stopped, too.
        self._process = process = ImportProcess(self._library, job.places, job.fetching)
        self._job = job
        summary = None
        try:
            await self._turn()
            async for news in process.run():
                if isinstance(news, ImportSummary):
                    summary = news
                else:
                    self.progress = news
                    self._busy(progress_words(news, len(self._waiting)))
        except OSError as error:
            # No process could be begun, say: what waits has its turn all the same.
            summary = ImportSummary({}, (), error=words_of(error))
        finally:
            self._process = self._job = self.progress = None
            self._busy("")
        return summary

    def cancel(self) -> bool:
        """Ask the import to stop; false when none is running."""
        if self._process is None:
            return False
        self._process.cancel()
        return True


def added_up(first: ImportSummary, second: ImportSummary) -> ImportSummary:
    """Two imports, one after the other, told as one."""
    return ImportSummary(
        counts=dict(Counter(first.counts) + Counter(second.counts)),
        failures=(*first.failures, *second.failures),
        cancelled=second.cancelled,
        error="; ".join(dict.fromkeys(filter(None, (first.error, second.error)))),
        marks=dict(Counter(first.marks) + Counter(second.marks)),
    )


def progress_words(progress: ImportProgress, waiting: int = 0) -> str:
    """How far an import is, for one line: ``importing 120/500 · 118 new · 2 failed``.

    ``waiting`` is how many are to come after it.
    """
    of_all = f"/{progress.total:,}" if progress.total is not None else ""
    # One input may hold any number of articles: that it is one tells nothing.
    doing = "fetching" if progress.stage == "fetching" else "importing"
    words = [doing if progress.total == 1 else f"{doing} {progress.done:,}{of_all}"]
    if progress.added:
        words.append(f"{progress.added:,} new")
    if progress.updated:
        words.append(f"{progress.updated:,} changed")
    if progress.failed:
        words.append(f"{progress.failed:,} failed")
    if waiting:
        words.append("1 more waits" if waiting == 1 else f"{waiting} more wait")
    return " · ".join(words)


def summary_words(summary: ImportSummary) -> str:
    """How an import ended, in words; empty when there was nothing new and nothing wrong."""
    counts = summary.counts
    said = [
        counted(counts[name], f"article {word}", f"articles {word}")
        for name, word in (("added", "added"), ("updated", "changed"))
        if counts.get(name)
    ]
    if gone := counts.get("vanished"):
        said.append(f"{counted(gone, 'file')} no more there, what was read stays")
    if failed := counts.get("failed"):
        said.append(f"{counted(failed, 'input')} failed")
    words = " · ".join(said)
    if summary.error:
        words = f"The import stopped: {summary.error}"
    elif summary.cancelled:
        words = f"Import stopped. {words}".strip()
    if summary.unbegun:
        words = f"{words} What waited for its end was not begun.".strip()
    named = [f"{path}: {why}" for path, why in summary.failures[:FAILURES_NAMED]]
    return "\n".join(filter(None, [words, *named]))
