"""Fetching in a process of its own: as told, several hosts at once, and killable."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from index.errors import NotFetched
from index.fetching import process
from index.fetching.fetcher import Fetched, Wanted
from index.fetching.process import Fetching
from index.fetching.rules import FetchRules
from index.fetching.turns import Turns
from tests.support.web_server import Answer, Asked, Server, serving

RULES = FetchRules(private=True, connect=5, silence=20, total=60, pause=0)
PAGE = b"<p>A ferry sank off Samar on Sunday.</p>"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def answers(fetching: Fetching, *urls: str) -> dict[str, Fetched | NotFetched]:
    for url in urls:
        fetching.ask(Wanted(url, url))
    return {wanted.name: answer for wanted, answer in fetching.answers()}


def test_what_is_asked_for_comes_from_another_process(server: Server) -> None:
    server.pages["/a"] = Answer(PAGE, fields={"ETag": '"1"'})
    with Fetching(RULES) as fetching:
        found = answers(fetching, server.url("/a"), server.url("/b"), "http://a:b@c.example/")
        again = answers(fetching, server.url("/a"))
        assert fetching._child is not None
        assert fetching._child.process.pid != os.getpid()
    fetched = found[server.url("/a")]
    assert isinstance(fetched, Fetched)
    assert (fetched.data, fetched.etag) == (PAGE, '"1"')
    assert again.keys() == {server.url("/a")}
    assert "is not there" in str(found[server.url("/b")])
    assert "user name" in str(found["http://a:b@c.example/"])
    assert fetching._child is None


def test_nothing_is_started_for_nothing() -> None:
    with Fetching(RULES) as fetching:
        assert list(fetching.answers()) == []
        assert fetching._child is None


def test_a_slow_host_keeps_no_other_waiting() -> None:
    with serving() as slow, serving() as quick, Fetching(RULES) as fetching:

        def never(asked: Asked) -> Answer:
            slow.ended.wait()
            return Answer(PAGE)

        slow.pages["/"] = never
        quick.pages |= {f"/{number}": Answer(PAGE) for number in range(3)}
        fetching.ask(Wanted("slow", slow.url()))
        for number in range(3):
            fetching.ask(Wanted("quick", quick.url(f"/{number}")))
        come = fetching.answers()
        assert [next(come)[0].name for _ in range(3)] == ["quick"] * 3


def test_one_that_is_asked_to_stop_does_not_wait_for_anybody() -> None:
    with serving() as slow, Fetching(RULES) as fetching:
        asked = threading.Event()

        def never(_: Asked) -> Answer:
            asked.set()
            slow.ended.wait()
            return Answer(PAGE)

        slow.pages["/"] = never
        fetching.ask(Wanted("", slow.url()))
        assert list(fetching.answers(asked.is_set)) == []


def test_a_process_that_dies_costs_what_it_had_in_hand(server: Server) -> None:
    with serving() as slow, Fetching(RULES) as fetching:

        def kill(_: Asked) -> Answer:
            assert fetching._child is not None
            os.kill(fetching._child.process.pid, signal.SIGKILL)
            return Answer(PAGE)

        slow.pages["/robots.txt"] = kill
        server.pages["/"] = Answer(PAGE)
        found = answers(fetching, slow.url())
        assert "the end of what fetches" in str(found[slow.url()])
        assert isinstance(answers(fetching, server.url())[server.url()], Fetched)


def test_a_process_that_says_nothing_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.3)
    monkeypatch.setattr(process, "LONGEST_PAUSE", 0)
    with serving() as slow, Fetching(replace(RULES, total=0.1)) as fetching:

        def freeze(_: Asked) -> Answer:
            assert fetching._child is not None
            os.kill(fetching._child.process.pid, signal.SIGSTOP)
            slow.ended.wait()
            return Answer(PAGE)

        slow.pages["/robots.txt"] = freeze
        # A start takes its time: an answer before shows that it is over.
        answers(fetching, "http://a:b@c.example/")
        assert "the end of what fetches" in str(answers(fetching, slow.url())[slow.url()])


def test_where_no_process_can_be_started_all_is_told_as_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process, "_COMMAND", ("/nowhere/python",))
    with Fetching(RULES) as fetching:
        found = answers(fetching, "https://a.example/", "https://b.example/")
    assert ["no process" in str(answer) for answer in found.values()] == [True, True]


# ---------------------------------------------------------------- whose turn it is


def test_a_host_is_asked_for_one_document_at_a_time() -> None:
    turns: Turns[int] = Turns()
    for host, number in (("a", 1), ("a", 2), ("b", 3)):
        turns.add(host, number)
    assert [turns.take(), turns.take()] == [("a", 1), ("b", 3)]
    turns.done("b", 0)
    turns.done("a", 0)
    turns.close()
    assert turns.take() == ("a", 2)
    assert turns.take() is None


def test_between_two_documents_of_a_host_there_is_a_pause(server: Server) -> None:
    """Two pauses lie between three documents, however fast or slow the machine is."""
    server.pages |= {f"/{number}": Answer(PAGE) for number in range(3)}
    urls = [server.url(f"/{number}") for number in range(3)]
    with Fetching(replace(RULES, pause=0.6)) as fetching:
        for url in urls:
            fetching.ask(Wanted(url, url))
        begun = time.monotonic()
        assert len(list(fetching.answers())) == 3
    assert time.monotonic() - begun >= 1.2
