"""What hostile articles, notes and names bring to a terminal: nothing but letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.test_every_command import ROUTES, go_to, started
from tests.support.monkey import AN_ESCAPE, code_of
from tests.support.payloads import PIECES, copied, leaks, said, sequences
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
    config = poisoned_settings(tmp_path, poisoned)
    with started(poisoned, tmp_path, CULM_CONFIG=str(config)) as screen:
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
        for times, keys in enumerate((("2", "k", "s", "y"), ("A", "y")), 1):
            screen.send(*keys)
            screen.until(lambda n=times: len(copied(bytes(screen.raw))) == n, "what is copied")
            home(screen)
        assert all(b"Xq" in text for text in copied(bytes(screen.raw)))
        assert leaks(bytes(screen.raw)) == []


def poisoned_settings(folder: Path, library: Path) -> Path:
    """A config file with the pieces for names and values, and what the library remembers."""
    pieces = [said(name) for name in PIECES if name != "surrogate"]
    entries = [f"{in_toml(piece[:90])} = {in_toml(piece[:90])}" for piece in pieces]
    kept = {"search": f"President OR {pieces[0]}", "article": pieces[1], "cut_short": pieces[2]}
    (library / "screen.json").write_text(json.dumps(kept))
    config = folder / "config.toml"
    lines = ["[screen]", *entries, "[keys]", *entries, f"[{in_toml(pieces[3])}]"]
    config.write_text("\n".join(lines) + "\n")
    return config


def in_toml(text: str) -> str:
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'


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
