"""The search process: it ends with whoever asks it, whatever it is doing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from index.library import Library

BUSY = """
import sys
from pathlib import Path
from index import worker
from index.library.searching import Searching

def make_for_ever(self):
    Path(sys.argv[2]).touch()
    while True:
        pass

Searching.warm_up = make_for_ever
worker.ENDING_SECONDS = 0.2
worker.main(["search", sys.argv[1]])
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
