"""What hostile articles, notes and names bring to a terminal: nothing but letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.test_every_command import ROUTES, go_to, started
from tests.support.monkey import AN_ESCAPE, code_of
from tests.support.payloads import PIECES, leaks, sequences
from tests.support.terminal import Terminal
from tui.commands import Where

PLACES = [place for place in ROUTES if place is not Where.REVIEW]


SHOWING = {
    Where.NOTES,
    Where.SAVED,
    Where.DIALOG,
    Where.CORRECTIONS,
}
"""Places where a piece is in sight as soon as they are reached."""


@pytest.mark.parametrize(
    "size",
    [(120, 40), pytest.param((80, 24), marks=pytest.mark.slow)],
    ids=["wide", "narrow"],
)
def test_every_place_shows_the_pieces_and_none_gets_through(
    poisoned: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    with started(poisoned, tmp_path) as screen:
        screen.wait("President meets")
        for place in PLACES:
            go_to(place, screen)
            screen.resize(*size)
            if place in SHOWING:
                screen.wait("Xq")
            screen.drain()
            home(screen)
            screen.resize(120, 40)
        for key in ("1", *["ctrl+d"] * 12, "2", *["ctrl+d"] * 12):
            screen.send(key)
            screen.drain()
        screen.press("G", "Xq")
        assert leaks(bytes(screen.raw)) == []


def test_what_gets_through_is_found() -> None:
    for name, sequence in sequences():
        assert any(leak.what.startswith(name) for leak in leaks(b"x" + sequence + b"y"))
    harmless = {name for name in PIECES if not leaks(PIECES[name].encode("utf-8", "replace"))}
    assert harmless == {"return", "backspaces", "surrogate", "markup", "action", "marks"}
    assert leaks(b"\x1b[?1049h\x1b[2J\x1b[38;2;1;2;3mSome words\r\n\x1b[0m") == []


def home(screen: Terminal) -> None:
    """Back to the articles from wherever the screen is."""
    for _ in range(4):
        screen.write(code_of("escape"))
        screen.drain(AN_ESCAPE)
