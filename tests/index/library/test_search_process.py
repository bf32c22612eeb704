"""The engine's processes: they end with whoever asks, and tell what they ended with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from index import frames
from index.library import Library

BUSY = """
import sys
from pathlib import Path
from index import worker
from index.library.finding.searching import Searching

def make_for_ever(self):
    Path(sys.argv[2]).touch()
    while True:
        pass

Searching.warm_up = make_for_ever
worker.ENDING_SECONDS = 0.2
worker.main(["search", sys.argv[1]])
"""

FULL = """
import sys
from index import worker
from index.library import Library

def add(self, *_):
    raise OSError(28, "No space left on device")

Library.add = add
sys.exit(worker.main(["import", sys.argv[1], "somewhere"]))
"""


def test_it_ends_though_it_is_making_an_index(tmp_path: Path) -> None:
    Library.open(tmp_path / "library").close()
    begun = tmp_path / "begun"
    process = subprocess.Popen(
        [sys.executable, "-c", BUSY, str(tmp_path / "library"), str(begun)], stdin=subprocess.PIPE
    )
    try:
        assert process.stdin is not None
        while not begun.exists():
            assert process.poll() is None
        process.stdin.close()
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()


def test_an_import_tells_what_nobody_foresaw(tmp_path: Path) -> None:
    told = []
    command = [sys.executable, "-c", FULL, tmp_path / "library"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        while (frame := frames.read(child.stdout)) is not None:
            told.append(frame[0])
    assert child.returncode == 3
    assert told[-1]["error"] == "OSError: [Errno 28] No space left on device"
