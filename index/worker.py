"""The engine as a child process: ``python -m index.worker KIND LIBRARY …``.

All but ``tend`` speak in frames (:mod:`index.frames`) over standard input and output.

``search`` says once that it is ready, with the number 0 (making an index anew can
take minutes), then answers requests until its input ends. Each request has a number
``n`` and something to ``do``; its answer carries the same number. When several
queries are waiting only the latest is answered, the others are told that they
were superseded.

``import`` adds the paths at a low priority and tells its progress a few times
a second; SIGTERM makes it stop cleanly after the batch in hand. ``fetch`` does the same with
web addresses beside the paths, as its first argument says (:class:`FetchAsked` as JSON).

``work`` does the one thing that it is asked for (takes articles out of the library, brings them
back, looks after it, finds the events of a query), tells how far it is, and at last what came
of it.

``tend`` brings the search index up to date at a low priority and ends; it is killed at will.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import Struct

from index import frames
from index.article import Span
from index.children import answering
from index.errors import CulmError
from index.library import Library

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress
    from index.library.imports.fetching import FetchOptions

PROGRESS_SECONDS = 0.1
NICENESS = 10
"""Of what is not to take time from the reader."""
ENDING_SECONDS = 3.0
"""How long a search process goes on with what it has begun when nobody is there any more."""
LEARN_AT_ONCE = 100
"""Articles that the index learns between two questions."""
LEARN_SECONDS = 0.7
"""How long it is told of articles meanwhile: books and reports may take a second each."""

Request = dict[str, Any]
_READY: Request = {"n": 0}


def main(arguments: list[str]) -> int:
    """Run as the kind of child that the first argument says; the exit code."""
    kind, library, *paths = arguments
    output = answering()
    with contextlib.suppress(BrokenPipeError):
        if kind == "search":
            serve_searches(Path(library), sys.stdin.buffer, output)
            return 0
        if kind == "import":
            return run_import(Path(library), paths, output)
        if kind == "tend":
            return tend(Path(library), sys.stdin.fileno())
        if kind == "work":
            from index.library.upkeep.work import answer

            answer(Path(library), sys.stdin.buffer, output)
            return 0
        if kind == "fetch":
            asked = FetchAsked(**json.loads(paths[0]))
            return run_import(Path(library), paths[1:], output, asked)
    return 2


# -- searching -------------------------------------------------------------------------


def serve_searches(path: Path, requests: BinaryIO, output: BinaryIO) -> None:
    """Answer requests until there are no more."""
    waiting: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, waiting), daemon=True).start()
    try:
        library = Library.open(path, whole_index=False)
        library.searching.warm_up()
    except CulmError as error:
        _answer(output, _READY)
        _refuse_all(waiting, output, str(error))
        return
    with library:
        _answer(output, _READY)
        while (request := waiting.get()) is not None:
            pending = [request, *_waiting_now(waiting)]
            latest = max((r["n"] for r in pending if r and r["do"] == "query"), default=0)
            for each in pending:
                if each is None:
                    return
                if each["do"] == "query" and each["n"] < latest:
                    _answer(output, {"n": each["n"], "superseded": True})
                    continue
                header, payload = _carry_out(library, each)
                _answer(output, {"n": each["n"], **header}, payload)
            if waiting.empty():
                library.searching.rest()


def _receive(requests: BinaryIO, waiting: queue.SimpleQueue[Request | None]) -> None:
    while (frame := frames.read(requests)) is not None:
        waiting.put(frame[0])
    waiting.put(None)
    _end_soon()


def _end_soon() -> None:
    # Whoever asked is gone. An index that is being made is as safe as when the machine stops.
    threading.Event().wait(ENDING_SECONDS)
    os._exit(0)


def _waiting_now(waiting: queue.SimpleQueue[Request | None]) -> list[Request | None]:
    held: list[Request | None] = []
    with contextlib.suppress(queue.Empty):
        while True:
            held.append(waiting.get_nowait())
    return held


def _refuse_all(waiting: queue.SimpleQueue[Request | None], output: BinaryIO, reason: str) -> None:
    while (request := waiting.get()) is not None:
        _answer(output, {"n": request["n"], "error": reason})


def _answer(output: BinaryIO, header: dict[str, Any], payload: bytes = b"") -> None:
    output.write(frames.encode(header, payload))
    output.flush()


def _carry_out(library: Library, request: Request) -> tuple[dict[str, Any], bytes]:
    try:
        return _DO[request["do"]](library, request)
    except CulmError as error:
        return {"error": str(error)}, b""


def _query(library: Library, request: Request) -> tuple[dict[str, Any], bytes]:
    answer = library.searching.search(
        request["text"],
        typing=request["typing"],
        sort=request["sort"],
        facets=request["facets"],
        folded=request["folded"],
        limit=0,
    )
    header = {
        "total": answer.total,
        "ms": answer.ms,
        "ignored": answer.ignored,
        "facets": answer.facets,
        "suggestion": answer.suggestion,
        "building": answer.building,
    }
    return header, frames.pack_ids(answer.ids)


def _facets(library: Library, request: Request) -> tuple[dict[str, Any], bytes]:
    answer = library.searching.search(
        request["text"],
        typing=request["typing"],
        facets=True,
        facet_values=request["most"],
        limit=0,
    )
    return {"facets": answer.facets}, b""


def _snippets(library: Library, request: Request) -> tuple[dict[str, Any], bytes]:
    found: dict[int, Any] = {}
    for article in library.archive.articles(request["ids"]):
        hits = library.searching.hits(
            request["text"], article.text, typing=request["typing"], for_snippet=True
        )
        snippet = library.searching.snippet(article, hits, request["width"])
        found[article.id] = (snippet.text, [(hit.start, hit.end) for hit in snippet.hits])
    return {"snippets": found}, b""


def _hits(library: Library, request: Request) -> tuple[dict[str, Any], bytes]:
    article = library.article(request["article"])
    hits = library.searching.hits(request["text"], article.text, typing=request["typing"])
    return {"hits": _joined(hits, article.text)}, b""


def _joined(hits: Sequence[Span], text: str) -> list[tuple[int, int]]:
    """Hits with only white space between them as one: a reader goes to them once."""
    found: list[tuple[int, int]] = []
    for hit in hits:
        if found and not text[found[-1][1] : hit.start].strip():
            found[-1] = found[-1][0], max(found[-1][1], hit.end)
        else:
            found.append((hit.start, hit.end))
    return found


def _count(library: Library, request: Request) -> tuple[dict[str, Any], bytes]:
    counted = library.searching.count(request["text"], folded=request["folded"])
    return {"total": counted.total, "unread": counted.unread}, b""


def _learn(library: Library, request: Request) -> tuple[dict[str, Any], bytes]:
    if library.indexing.is_untended():
        return {"more": True, "untended": True, "changed": False}, b""
    before = library.indexing.generation()
    more = library.indexing.learn(LEARN_AT_ONCE, LEARN_SECONDS)
    changed = library.indexing.generation() != before
    return {"more": more, "untended": False, "changed": changed}, b""


_DO = {
    "query": _query,
    "facets": _facets,
    "snippets": _snippets,
    "hits": _hits,
    "count": _count,
    "learn": _learn,
}


# -- tending the index -----------------------------------------------------------------


def tend(path: Path, parent: int) -> int:
    """Bring the index up to date while the descriptor ``parent`` is open; the exit code."""

    def outlive_nobody() -> None:
        # Not through a buffer: Python would stop at its lock when all is done.
        while os.read(parent, 1024):
            pass
        _end_soon()

    threading.Thread(target=outlive_nobody, daemon=True).start()
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    try:
        with Library.open(path, whole_index=False) as library:
            library.indexing.tend()
    except CulmError:
        return 1
    return 0


# -- importing -------------------------------------------------------------------------


class FetchAsked(Struct, frozen=True):
    """What is to be fetched beside the places that are named.

    ``private`` is as in :class:`~index.fetching.rules.FetchRules`. ``again``: the places
    are feeds that are followed, all of them where none is named. ``follow``: of a page not
    its article is wanted but the feed that it offers.
    """

    private: bool = False
    again: bool = False
    follow: bool = False


def _places(
    library: Library, named: Sequence[str], asked: FetchAsked | None
) -> tuple[list[Path | WebAddress], FetchOptions | None]:
    """Where to import from, and how to fetch, if anything is to be fetched."""
    if asked is None:
        return [Path(name) for name in named], None
    from index.fetching.rules import FetchRules
    from index.fetching.urls import web_address
    from index.library.imports.fetching import FetchOptions
    from index.library.imports.subscribing import feeds_wanted
    from index.paths import is_web

    rules = FetchRules(private=asked.private)
    options = FetchOptions(rules, again=asked.again, follow=asked.follow)
    if asked.again and not named:
        named = [source.url for source in feeds_wanted(library)]
    return [web_address(url) if is_web(url) else Path(url) for url in named], options


def run_import(
    path: Path, named: Sequence[str], output: BinaryIO, asked: FetchAsked | None = None
) -> int:
    """Import, telling progress; the exit code as the command line has them."""
    from index.library.imports.importing import Imported, ImportOptions, Progress, Status

    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    asked_to_stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: asked_to_stop.set())
    failures: list[tuple[str, str]] = []
    counts: dict[str, int] = {}
    marks: Counter[str] = Counter()
    told_at, told_stage = 0.0, ""

    def tell(progress: Progress) -> None:
        nonlocal told_at, told_stage
        now = time.monotonic()
        if now - told_at < PROGRESS_SECONDS and progress.stage == told_stage:
            return
        told_at, told_stage = now, progress.stage
        state = {
            "done": progress.done,
            "total": progress.total,
            "added": progress.counts.get(Status.ADDED, 0),
            "updated": progress.counts.get(Status.UPDATED, 0),
            "failed": progress.counts.get(Status.FAILED, 0),
            "path": progress.path,
            "stage": progress.stage,
        }
        _answer(output, {"progress": state})

    def note(done: Imported) -> None:
        counts[done.status] = counts.get(done.status, 0) + 1
        marks.update(done.marks)
        if done.status is Status.FAILED:
            failures.append((done.path, done.error))

    error = ""
    try:
        with Library.open(path) as library:
            places, fetching = _places(library, named, asked)
            options = ImportOptions(fetching=fetching)
            for done in library.add(places, options, tell, asked_to_stop.is_set):
                note(done)
    except CulmError as problem:
        error = str(problem)
    except BrokenPipeError:
        raise
    except Exception as problem:  # nobody sees what this process would end with
        error = f"{type(problem).__name__}: {problem}"
    _answer(
        output,
        {
            "counts": counts,
            "marks": marks,
            "failures": failures[:1000],
            "cancelled": asked_to_stop.is_set(),
            "error": error,
        },
    )
    return 3 if error or failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
