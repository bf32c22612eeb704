"""Child processes: they begin, answer, end when they are told to, and none begins after that."""

from __future__ import annotations

import sys

from index.children import Children, begin

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


def test_what_cannot_be_begun_is_none() -> None:
    assert begin(["/nowhere/python"]) is None
