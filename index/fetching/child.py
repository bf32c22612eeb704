"""A child process that fetches: ``python -m index.fetching.child RULES``.

It reads requests from standard input and writes answers to standard output, both as frames
(:mod:`index.frames`); ``RULES`` are those of :class:`~index.fetching.rules.FetchRules` as
JSON. A frame of ``robots`` tells what is known of the robots.txt of origins, as an answer
tells of those that were found since. Answers come as documents arrive, each with the number
``n`` of its request; one that begins to be fetched is told as ``begun``. The process can
write no file and start no program, has no more memory than it needs, and ends when its input
does.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from typing import Any, BinaryIO

from index import frames
from index.children import answering
from index.confining import CHANGING_FILES, RUNNING, confine
from index.errors import NotFetched
from index.fetching.fetcher import Fetcher, Wanted
from index.fetching.robots import from_json
from index.fetching.rules import FetchRules
from index.fetching.turns import Turns
from index.fetching.urls import shown, web_address

MEMORY = 1 << 30
_STACK = 1 << 20
"""Bytes for each thread, in place of the eight megabytes that are usual."""

Request = dict[str, Any]


def main(arguments: list[str]) -> None:
    """Answer until there is nothing more to answer."""
    output = answering()
    rules = FetchRules(**json.loads(arguments[0]))
    confine(MEMORY, (*RUNNING, *CHANGING_FILES))
    threading.stack_size(_STACK)
    serve(sys.stdin.buffer, output, rules)


def serve(requests: BinaryIO, output: BinaryIO, rules: FetchRules) -> None:
    """Fetch what is asked for, several hosts at once."""
    turns: Turns[Request] = Turns()
    fetcher = Fetcher(rules)
    writing = threading.Lock()

    def answer(header: dict[str, Any], data: bytes = b"") -> None:
        with writing, suppress(BrokenPipeError):
            output.write(frames.encode(header, data))
            output.flush()

    def work() -> None:
        while (taken := turns.take()) is not None:
            host, request = taken
            answer({"n": request["n"], "begun": True})
            try:
                header, data = _carry_out(fetcher, request)
                found = {host: robots.to_json() for host, robots in fetcher.robots_found().items()}
                answer({"n": request["n"], "robots": found, **header}, data)
            finally:
                turns.done(host, fetcher.pause_of(host))

    for _ in range(rules.at_once):
        threading.Thread(target=work, daemon=True).start()
    while (frame := frames.read(requests)) is not None:
        if "robots" in frame[0]:
            known = {origin: from_json(text) for origin, text in frame[0]["robots"].items()}
            fetcher.know_robots(known)
        else:
            turns.add(_origin(frame[0]["url"]), frame[0])
    # Whoever asked is gone.
    os._exit(0)


def _origin(url: str) -> str:
    try:
        return web_address(url).origin
    except NotFetched:
        return ""


def _carry_out(fetcher: Fetcher, request: Request) -> tuple[dict[str, Any], bytes]:
    wanted = Wanted(request["name"], request["url"], request["etag"], request["modified"])
    try:
        fetched = fetcher.fetch(wanted)
    except NotFetched as error:
        failed = {"source": error.source, "reason": error.reason}
        return {"failed": failed | {"wait": error.wait, "gone": error.gone}}, b""
    except MemoryError:
        return _failed(request, "needs too much memory"), b""
    # Nobody foresees all that a server may send; the other documents go on.
    except Exception as error:
        return _failed(request, f"could not be had ({type(error).__name__})"), b""
    header = {
        "url": fetched.url,
        "home": fetched.home,
        "etag": fetched.etag,
        "modified": fetched.modified,
        "charset": fetched.charset,
        "unchanged": fetched.data is None,
    }
    return header, fetched.data or b""


def _failed(request: Request, reason: str) -> Request:
    failed = {"source": shown(request["url"]), "reason": reason, "wait": 0, "gone": False}
    return {"failed": failed}


if __name__ == "__main__":
    main(sys.argv[1:])
