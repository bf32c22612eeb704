"""culm in a real terminal: started, searched, its articles opened, what it keeps."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from index.library import Library
from index.notes.model import Annotation
from tests.support.terminal import Terminal

CULM = (sys.executable, "-P", "-m", "tui.cli")


def run_culm(library: Path, *arguments: str) -> list[dict[str, object]]:
    """A command's JSON."""
    wanted = () if arguments[0] == "add" else ("--json",)
    done = subprocess.run(
        [*CULM, "--library", str(library), *arguments, *wanted],
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def reader(
    library: Path,
    *paths: str,
    columns: int = 120,
    rows: int = 40,
    environment: dict[str, str] | None = None,
) -> Terminal:
    """culm on a library, in a terminal of this size."""
    return Terminal(
        [*CULM, "--library", str(library), *paths],
        columns=columns,
        rows=rows,
        environment=environment,
    )


def search(screen: Terminal, query: str, hits: str) -> str:
    """Type a query; the screen once it shows ``hits``."""
    screen.send("/", "ctrl+u", *query)
    return screen.wait(hits)


def open_article(screen: Terminal, word: str) -> None:
    """Open the one article with ``word``, at it."""
    screen.wait(r"President meets")
    search(screen, word, "1 (article|hit)")
    screen.send("enter")
    screen.wait("↵ look")


def marks(library: Path, *, trash: bool = False) -> list[Annotation]:
    """The annotations on disk, newest first."""
    with Library.open(library) as opened:
        return opened.notes.all(trash=trash)
