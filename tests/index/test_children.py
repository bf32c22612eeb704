"""Child processes: they begin, answer, end when they are told to, and none begins after that."""

from __future__ import annotations

import sys
import threading
from queue import SimpleQueue

import pytest

from index.children import Children, Crew, begin

_ECHO = (
    sys.executable,
    "-c",
    "import sys\n"
    "from index.children import answering\n"
    "output = answering()\n"
    "print('not an answer', flush=True)\n"
    "for line in sys.stdin.buffer:\n"
    "    output.write(line)\n"
    "    output.flush()\n",
)


def test_a_child_answers_on_what_its_printing_does_not_reach() -> None:
    with Children().child(_ECHO) as child:
        assert child is not None
        child.input.write(b"ferry\n")
        child.input.flush()
        assert child.output.readline() == b"ferry\n"
    assert child.process.returncode is not None


def test_killed_together_they_answer_no_more_and_none_begins() -> None:
    children = Children()
    with children.child(_ECHO) as one, children.child(_ECHO) as other:
        assert one is not None
        assert other is not None
        children.kill()
        assert one.output.read() == other.output.read() == b""
        with children.child(_ECHO) as late:
            assert late is None


class _Echoing(Crew[bytes]):
    """Keeps what a child is told and says again; its thread ends behind the word ``bad``."""

    def __init__(self) -> None:
        super().__init__()
        self.said: SimpleQueue[bytes] = SimpleQueue()

    def say(self, word: bytes) -> None:
        self._put(word)
        if not self._threads:
            self._begin_thread()

    def until_without_thread(self) -> None:
        for thread in list(self._threads):
            thread.join()

    def _serve(self) -> None:
        with self._children.child(_ECHO) as child:
            while child is not None and (word := self._next()) is not None:
                child.input.write(word)
                child.input.flush()
                self.said.put(word)
                self.said.put(child.output.readline())
                if word == b"bad\n":
                    return


def test_a_crew_whose_thread_has_ended_can_have_another() -> None:
    with _Echoing() as crew:
        crew.say(b"bad\n")
        crew.until_without_thread()
        crew.say(b"good\n")
        assert [crew.said.get() for _ in range(4)] == [b"bad\n"] * 2 + [b"good\n"] * 2


def test_closing_a_crew_ends_what_its_children_are_at() -> None:
    with _Echoing() as crew:
        crew.say(b"no whole line")
        assert crew.said.get() == b"no whole line"
    assert crew.said.get() == b""


def test_a_crew_for_which_no_thread_starts_can_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    crew = _Echoing()
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refused)
        with pytest.raises(RuntimeError, match="new thread"):
            crew.say(b"ferry\n")
    crew.close()


def test_what_cannot_be_begun_is_none() -> None:
    assert begin(["/nowhere/python"]) is None
