"""Files read in processes of their own: what kills, stops or fills one harms nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from index.errors import ReadError
from index.readers import reading_process, reading_processes
from index.readers.reading import Outcome
from index.readers.reading_processes import ReadingProcesses

PAGE = "<!DOCTYPE html><html><body><article><p>{}</p></article></body></html>"
STORY = "The council voted on Monday to rebuild the bridge, the mayor said. " * 6


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.html" for number in range(5)]
    for number, path in enumerate(paths):
        path.write_text(PAGE.format(f"Number {number}. {STORY}"))
    return paths


def titles(outcomes: Iterator[Outcome]) -> list[str]:
    return [found.text[:8] if isinstance(found, Article) else found.reason for found in outcomes]


def test_many_files_in_few_processes_come_in_their_order(pages: list[Path]) -> None:
    with ReadingProcesses(2) as readers:
        readings = [readers.read(path, path.name) for path in pages]
        assert [titles(reading.outcomes()) for reading in readings] == [
            [f"Number {number}"] for number in range(5)
        ]


def test_what_is_not_there_is_an_error_in_its_place(tmp_path: Path) -> None:
    with ReadingProcesses(1) as readers:
        (error,) = readers.read(tmp_path / "none.html", "none.html").outcomes()
    assert isinstance(error, ReadError)
    assert error.source == str(tmp_path / "none.html")


def test_leaving_early_ends_everything(pages: list[Path]) -> None:
    with ReadingProcesses(1) as readers:
        for path in pages:
            readers.read(path, path.name)


def _with_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str) -> None:
    """Have the processes read with a reader of ours beside those of culm."""
    script = tmp_path / "child.py"
    script.write_text(
        "import os, signal, sys, time\n"
        "from index.readers import reading_process, formats\n"
        "class Ours:\n"
        "    name = 'ours'\n"
        "    def recognise(self, beginning): return beginning.startswith(b'OURS')\n"
        "    def read(self, document):\n"
        "        from index.readers.model import Found\n"
        f"{body}"
        "formats._foreign_formats = lambda: (Ours(),)\n"
        "reading_process.main()\n"
    )
    monkeypatch.setattr(reading_processes, "_COMMAND", (sys.executable, str(script)))


DEATHS = {
    "killed": "        os.kill(os.getpid(), signal.SIGKILL)\n",
    "too slow": "        reading_process._stop_after(0.05)\n        while True: pass\n",
    "too large": "        yield Found('x' * (2 << 30))\n",
    "raises": "        raise ValueError('odd\\x1b[2J')\n        yield\n",
    "connects": "        import socket; socket.socket()\n        yield\n",
    "writes": "        open('canary', 'w').write('x')\n        yield\n",
    "runs": "        import subprocess; subprocess.run(['true'])\n        yield\n",
    "poisons its answer": (
        "        from index.errors import ReadError\n"
        "        class Answer(ReadError):\n"
        "            def __reduce__(self): return os.system, ('touch canary',)\n"
        "        yield Answer('x', 'y')\n"
    ),
    "answers what cannot be unpacked": (
        "        from index.errors import ReadError\n"
        "        class Answer(ReadError):\n"
        "            def __reduce__(self): return ReadError, ()\n"
        "        yield Answer('x', 'y')\n"
    ),
    "answers what is no answer": (
        "        from datetime import date\n"
        "        from index.errors import ReadError\n"
        "        class Answer(ReadError):\n"
        "            def __reduce__(self): return date, (2020, 1, 1)\n"
        "        yield Answer('x', 'y')\n"
    ),
    "deep": "        f = lambda: f()\n        f()\n        yield\n",
}


@pytest.mark.parametrize("how", DEATHS)
def test_a_reader_that_goes_wrong_harms_nothing_else(
    how: str, pages: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages[1].write_text("OURS")
    _with_child(monkeypatch, tmp_path, DEATHS[how])
    monkeypatch.chdir(tmp_path)
    with ReadingProcesses(1) as readers:
        told = [titles(readers.read(path, path.name).outcomes()) for path in pages[:3]]
    assert told[0] == ["Number 0"]
    assert told[2] == ["Number 2"]
    (reason,) = told[1]
    assert "\n" not in reason
    assert "\x1b" not in reason
    assert not (tmp_path / "canary").exists()


def test_a_silent_process_is_replaced(
    pages: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages[0].write_text("OURS")
    _with_child(monkeypatch, tmp_path, "        signal.pause()\n        yield\n")
    monkeypatch.setattr(reading_processes, "SILENCE", 3.0)
    with ReadingProcesses(1) as readers:
        told = [titles(readers.read(path, path.name).outcomes()) for path in pages[:2]]
    assert told[1] == ["Number 1"]
    assert "end of a process" in told[0][0]


def test_a_process_that_dies_between_two_files_is_the_death_of_neither(
    pages: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "child.py"
    script.write_text(
        "from index.readers import reading_process\n"
        "answer = reading_process._answer\n"
        "def answer_once(*asked):\n"
        "    answer(*asked)\n"
        "    raise SystemExit\n"
        "reading_process._answer = answer_once\n"
        "reading_process.main()\n"
    )
    monkeypatch.setattr(reading_processes, "_COMMAND", (sys.executable, str(script)))
    with ReadingProcesses(1) as readers:
        readings = [readers.read(path, path.name) for path in pages]
        told = [titles(reading.outcomes()) for reading in readings]
    assert told == [[f"Number {number}"] for number in range(5)]


def test_what_was_given_before_a_death_is_not_given_twice(
    pages: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages[0].write_text("OURS")
    members = (
        "        if document.stream.peek(9)[:9].endswith(b'X'):\n"
        "            document.stream.read(); os.kill(os.getpid(), signal.SIGKILL)\n"
        "        if document.depth:\n"
        "            yield Found(document.stream.read().decode()); return\n"
        "        for name in ('OURS a', 'OURS b', 'OURS X', 'OURS c'):\n"
        "            yield document.member(name, name.encode())\n"
    )
    _with_child(monkeypatch, tmp_path, members)
    with ReadingProcesses(1) as readers:
        told = titles(readers.read(pages[0], "key").outcomes())
    assert told[:2] == ["OURS a", "OURS b"]
    assert "end of a process" in told[2]
    assert told[3] == "OURS c"


def test_nothing_is_read_when_no_process_starts(
    pages: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_processes, "_COMMAND", (sys.executable, "-c", "raise SystemExit"))
    with ReadingProcesses(1) as readers:
        told = [titles(readers.read(path, path.name).outcomes()) for path in pages[:2]]
    assert all("no process could be started" in reason for (reason,) in told)


def test_the_limits_are_those_that_are_promised() -> None:
    assert reading_process.SECONDS == 10
    assert reading_process.MEMORY == 1 << 30
