"""The child processes: one that searches, one that tends the index, one that imports.

All run :mod:`index.worker`. The search process lives as long as the app; the
latest query wins, and a query that does not come back in time costs the
process its life, never the screen its rhythm. The import process runs at a
low priority, tells its progress, and stops cleanly when asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import signal
from array import array
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from index import frames
from index.article import Snippet, Span
from index.fetching.urls import WebAddress
from tui.children import Frame, begin, end, next_frame

QUERY_PATIENCE = 4.0
"""Seconds after which a search process that does not answer is replaced."""

_ENDED = "the search process ended unexpectedly"
Facets = dict[str, list[tuple[str, int, str]]]
"""By field (label, articles, query text that narrows to it), most articles first."""


class SearchAnswer(Struct, frozen=True):
    """What a query found. ``ids`` are all matching articles in the order asked for.

    ``ms`` is the time from the parsed query to the page of hits, ``ignored``
    what could not be understood, in words. ``typing`` says that the last word
    was taken for the beginning of one. ``building`` says, where the index does not
    know all articles, how many it knows and how many there are.
    """

    text: str
    ids: array[int]
    total: int
    ms: float
    ignored: tuple[str, ...] = ()
    facets: Facets = field(default_factory=dict)
    suggestion: str | None = None
    building: tuple[int, int] | None = None
    typing: bool = False


def _facets(header: dict[str, Any]) -> Facets:
    return {
        name: [(label, count, query) for label, count, query in values]
        for name, values in header["facets"].items()
    }


class Learnt(Struct, frozen=True):
    """Whether ``more`` articles wait for the index, or so much is to be done that it is left
    ``untended`` (see :meth:`SearchProcess.tend`)."""

    more: bool = False
    untended: bool = False
    changed: bool = False
    """Whether the index knows more, or other things, than before."""


class SearchFailed(Exception):
    """The search process could not answer; the message is for people."""


class SearchProcess:
    """The long-lived search process of one library, started at the first question."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._waiting: dict[int, asyncio.Future[Frame]] = {}
        self._numbers = itertools.count(1)
        self._latest_query = 0
        self._starting = asyncio.Lock()
        self._ready: asyncio.Future[None] | None = None
        self._closed = False

    async def warm(self) -> None:
        """Start the process now and wait until it can answer; raises :class:`SearchFailed`."""
        await self._start()
        await self._until_ready()

    async def _start(self) -> None:
        async with self._starting:
            if self._closed:
                # What was asked for while the app ends may come here only now.
                raise SearchFailed(_ENDED)
            if self._process is not None and self._process.returncode is None:
                return
            self._process = await begin("search", str(self._library), asked=True)
            self._ready = asyncio.get_running_loop().create_future()
            # Whoever waits is told of its end; often nobody does.
            self._ready.add_done_callback(lambda ready: ready.cancelled() or ready.exception())
            self._reader = asyncio.create_task(self._read_answers(self._process, self._ready))

    async def query(
        self,
        text: str,
        *,
        typing: bool = False,
        sort: str = "",
        facets: bool = False,
        folded: bool = False,
    ) -> SearchAnswer | None:
        """Search; ``None`` when a later query overtook this one.

        ``typing`` treats the last word as a prefix, ``folded`` gives one of each
        group of near-identical copies. Raises :class:`SearchFailed`.
        """
        number = self._latest_query = next(self._numbers)
        asked = {"text": text, "typing": typing, "sort": sort, "facets": facets, "folded": folded}
        answer = await self._ask(number, {"do": "query", **asked})
        if answer is None or number != self._latest_query:
            return None
        header, payload = answer
        return SearchAnswer(
            text=text,
            ids=frames.unpack_ids(payload),
            total=header["total"],
            ms=header["ms"],
            ignored=tuple(header["ignored"]),
            facets=_facets(header),
            suggestion=header["suggestion"],
            building=tuple(header["building"]) if header["building"] else None,
            typing=typing,
        )

    async def facets(self, text: str, *, typing: bool = False, most: int) -> Facets:
        """How what the query finds spreads: at most ``most`` values of each field."""
        asked = {"text": text, "typing": typing, "most": most}
        answer = await self._ask(next(self._numbers), {"do": "facets", **asked})
        return {} if answer is None else _facets(answer[0])

    async def snippets(
        self, text: str, ids: Sequence[int], *, typing: bool = False, width: int = 160
    ) -> dict[int, Snippet]:
        """The pieces of these articles that show why the query found them."""
        asked = {"text": text, "typing": typing, "ids": list(ids), "width": width}
        answer = await self._ask(next(self._numbers), {"do": "snippets", **asked})
        if answer is None:
            return {}
        return {
            int(number): Snippet(piece, tuple(Span(start, end) for start, end in hits))
            for number, (piece, hits) in answer[0]["snippets"].items()
        }

    async def hits(self, text: str, article_id: int, *, typing: bool = False) -> list[Span]:
        """Where the query hits in an article's canonical text."""
        asked = {"text": text, "typing": typing, "article": article_id}
        answer = await self._ask(next(self._numbers), {"do": "hits", **asked})
        return [] if answer is None else [Span(s, e) for s, e in answer[0]["hits"]]

    async def count(self, text: str, *, folded: bool) -> tuple[int, int]:
        """How many articles the query finds, and how many of them are unread."""
        answer = await self._ask(
            next(self._numbers), {"do": "count", "text": text, "folded": folded}
        )
        return (0, 0) if answer is None else (answer[0]["total"], answer[0]["unread"])

    async def learn(self) -> Learnt:
        """Have the index learn some of the articles that wait for it."""
        answer = await self._ask(next(self._numbers), {"do": "learn"})
        if answer is None:
            return Learnt()
        return Learnt(*(answer[0][name] for name in ("more", "untended", "changed")))

    async def tend(self) -> None:
        """Have a process of its own bring the index up to date, and wait for that.

        Raises :class:`SearchFailed` when it could not: an import may be at it.
        """
        process = await begin("tend", str(self._library), asked=True, answers=False)
        try:
            code = await process.wait()
        finally:
            await end(process)
        if code:
            raise SearchFailed("the search index could not be brought up to date")

    async def close(self) -> None:
        """End the process; none is begun after it."""
        self._closed = True
        async with self._starting:
            process, self._process = self._process, None
        if self._reader is not None:
            self._reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reader
            self._reader = None
        await end(process)
        if self._ready is not None and not self._ready.done():
            self._ready.set_exception(EOFError())
        self._fail_waiting()

    async def _ask(self, number: int, request: dict[str, Any]) -> Frame | None:
        await self._start()
        await self._until_ready()
        process = self._process
        if process is None or process.stdin is None:
            raise SearchFailed(_ENDED)  # closed meanwhile
        answer: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            process.stdin.write(frames.encode({"n": number, **request}))
            await process.stdin.drain()
            header, payload = await asyncio.wait_for(answer, QUERY_PATIENCE)
        except TimeoutError:
            await end(process)
            raise SearchFailed("the search took too long and was stopped") from None
        except (ConnectionError, EOFError):
            # Until it is known to have ended, the next question would go to it, too.
            await end(process)
            raise SearchFailed(_ENDED) from None
        finally:
            self._waiting.pop(number, None)
        if header.get("superseded"):
            return None
        if "error" in header:
            raise SearchFailed(header["error"])
        return header, payload

    async def _until_ready(self) -> None:
        """Wait for the process to have opened the library, however long its index takes."""
        ready = self._ready
        assert ready is not None
        try:
            await asyncio.shield(ready)
        except EOFError:
            raise SearchFailed(_ENDED) from None

    async def _read_answers(
        self, process: asyncio.subprocess.Process, ready: asyncio.Future[None]
    ) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
            while True:
                header, payload = await next_frame(process)
                if not ready.done():
                    ready.set_result(None)
                answer = self._waiting.get(header["n"])
                if answer is not None and not answer.done():
                    answer.set_result((header, payload))
        if not ready.done():
            ready.set_exception(EOFError())
        self._fail_waiting()

    def _fail_waiting(self) -> None:
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(EOFError())


class ImportProgress(Struct, frozen=True):
    """How far an import is. ``total`` is ``None`` while the inputs are still counted."""

    done: int
    total: int | None
    added: int
    updated: int
    failed: int
    path: str
    stage: str


class ImportSummary(Struct, frozen=True):
    """How an import ended. ``failures`` are (path, reason).

    ``marks`` counts the annotations that wait for a person since it changed their
    articles, by how they are placed now.
    """

    counts: dict[str, int]
    failures: tuple[tuple[str, str], ...]
    cancelled: bool = False
    error: str = ""
    marks: dict[str, int] = field(default_factory=dict)
    unbegun: int = 0
    """How many imports waited for it when it was stopped, and were given up with it."""


class ImportProcess:
    """One import into a library, in a process of its own at a low priority."""

    def __init__(
        self,
        library: Path,
        places: Sequence[Path | WebAddress],
        fetching: Mapping[str, bool] | None = None,
    ) -> None:
        """``fetching`` says how the web is asked (:class:`index.worker.FetchAsked`), if it is."""
        how = ["import", str(library)]
        if fetching is not None:
            how = ["fetch", str(library), json.dumps(dict(fetching))]
        self._arguments = [*how, *map(str, places)]
        self._process: asyncio.subprocess.Process | None = None
        self._cancelled = False

    async def run(self) -> AsyncIterator[ImportProgress | ImportSummary]:
        """Import; yields progress as it comes and a summary as the last value."""
        if self._cancelled:
            yield ImportSummary({}, (), cancelled=True)
            return
        self._process = process = await begin(*self._arguments, asked=False)
        summary: ImportSummary | None = None
        try:
            while True:
                header, _ = await next_frame(process)
                if "progress" in header:
                    yield ImportProgress(**header["progress"])
                else:
                    summary = ImportSummary(
                        counts=header["counts"],
                        failures=tuple((path, why) for path, why in header["failures"]),
                        cancelled=header["cancelled"],
                        error=header["error"],
                        marks=header["marks"],
                    )
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            await process.wait()
        finally:
            await end(process)
        yield summary or ImportSummary(
            {}, (), cancelled=self._cancelled, error="" if self._cancelled else "the import ended"
        )

    def cancel(self) -> None:
        """Ask the import to stop after what it is doing; what came in stays."""
        self._cancelled = True
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGTERM)
