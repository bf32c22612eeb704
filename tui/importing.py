"""An import beside the reading: its process, its words for the footer, its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tui.processes import ImportProcess, ImportProgress, ImportSummary
from tui.wording import counted

FAILURES_NAMED = 3


class Importing:
    """At most one import at a time; runs on the event loop, its work in a process."""

    def __init__(self, library: Path, busy: Callable[[str], None]) -> None:
        """``busy`` is told in words how far the import is, and nothing at its end."""
        self._library = library
        self._busy = busy
        self._process: ImportProcess | None = None

    @property
    def running(self) -> bool:
        return self._process is not None

    async def run(self, paths: Sequence[Path]) -> ImportSummary | None:
        """Import ``paths``; ``None`` when an import is running already."""
        if self.running:
            return None
        self._process = ImportProcess(self._library, paths)
        summary = None
        try:
            async for news in self._process.run():
                if isinstance(news, ImportSummary):
                    summary = news
                else:
                    self._busy(progress_words(news))
        finally:
            self._process = None
            self._busy("")
        return summary

    def cancel(self) -> bool:
        """Ask the import to stop; false when none is running."""
        if self._process is None:
            return False
        self._process.cancel()
        return True


def progress_words(progress: ImportProgress) -> str:
    """How far an import is, for one line: ``importing 120/500 · 118 new · 2 failed``."""
    of_all = f"/{progress.total:,}" if progress.total is not None else ""
    words = [f"importing {progress.done:,}{of_all}"]
    if progress.added:
        words.append(f"{progress.added:,} new")
    if progress.updated:
        words.append(f"{progress.updated:,} changed")
    if progress.failed:
        words.append(f"{progress.failed:,} failed")
    return " · ".join(words)


def summary_words(summary: ImportSummary) -> str:
    """How an import ended, in words; empty when there was nothing new and nothing wrong."""
    counts = summary.counts
    said = [
        counted(counts[name], f"article {word}", f"articles {word}")
        for name, word in (("added", "added"), ("updated", "changed"))
        if counts.get(name)
    ]
    if summary.failures:
        said.append(f"{counted(len(summary.failures), 'input')} failed")
    words = " · ".join(said)
    if summary.error:
        words = f"The import stopped: {summary.error}"
    elif summary.cancelled:
        words = f"Import stopped. {words}".strip()
    named = [f"{path}: {why}" for path, why in summary.failures[:FAILURES_NAMED]]
    return "\n".join(filter(None, [words, *named]))
