"""What hostile articles, notes and names bring to a terminal: nothing but letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import sanitise
from index.library import Library
from tests.e2e.test_every_command import ESCAPE, READER, ROUTES, Step, go_along, started
from tests.support.payloads import PIECES, copied, leaks, said, sequences
from tests.support.terminal import Terminal
from tui.commands import Where

COPY = (
    ("/", "to the list"),
    ("ctrl+u laboured", "laboured .* article"),
    ("enter", "━2 Article · 1"),
)
"""An article of which the same text was read and marked elsewhere."""
MORE_ROUTES: dict[Where, tuple[Step, ...]] = {
    Where.OFFER: (*COPY, ("]a", "marked in Meridian")),
    Where.KNOWN: (*COPY, ("d", "Dimming is on"), (")", "goes there")),
    Where.PINNING: (("gr", r"Review  \d+ "), ("p", "Select where it belongs")),
    Where.CONFLICT: (READER, ("[a", "e change"), ("a", "ctrl.s save"), ("xy", "xy")),
}
"""How the other places are reached, in a library that has what they are for; the last when a
note that is written here was changed elsewhere.
"""
PINNED = (*MORE_ROUTES[Where.PINNING], ("s enter", "e change"), ("=", "As you marked it"))
"""A mark that was put elsewhere by hand tells what it was made on."""

SHOWING = {
    Where.NOTES,
    Where.SAVED,
    Where.DIALOG,
    Where.CORRECTIONS,
    Where.REVIEW,
    *MORE_ROUTES,
}
"""Places where a piece is in sight as soon as they are reached."""


@pytest.mark.parametrize(
    "size",
    [(120, 40), pytest.param((80, 24), marks=pytest.mark.slow)],
    ids=["wide", "narrow"],
)
def test_every_place_shows_the_pieces_and_none_gets_through(
    poisoned: Path, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {*ROUTES, *MORE_ROUTES} == set(Where)
    config = poisoned_settings(tmp_path, poisoned)
    with started(poisoned, tmp_path, CULM_CONFIG=str(config)) as screen:
        screen.wait("President meets")
        for place, route in (*ROUTES.items(), (Where.MARK, PINNED), *MORE_ROUTES.items()):
            go_along(route, screen)
            if place is Where.CONFLICT:
                change_every_note(poisoned, monkeypatch)
                screen.press("ctrl+s", "Changed elsewhere meanwhile")
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


def change_every_note(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As another culm does, one that cleans nothing."""
    with Library.open(library) as elsewhere, monkeypatch.context() as unclean:
        unclean.setattr(sanitise, "_TABLE", {})
        for one in elsewhere.notes.all():
            theirs = f"{one.note} {said('report')} {said('c1')}"
            elsewhere.notes.edit(one.id, one.revision, note=theirs)


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
        screen.write(ESCAPE)
        screen.drain()
