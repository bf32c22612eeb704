"""Selecting, marking, noting and changing in a real terminal, by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.at_the_terminal import marks, open_article, reader
from tests.support.terminal import Terminal

SIZES = [(120, 40), (80, 24), (40, 15)]


def drag(screen: Terminal, words: str, to: str) -> None:
    """Drag with the left button from the beginning of one text to the beginning of another."""
    column, row = screen.find(words)
    last, last_row = screen.find(to)
    screen.send(f"\x1b[<0;{column + 1};{row + 1}M", f"\x1b[<32;{last + 1};{last_row + 1}M")
    screen.send(f"\x1b[<0;{last + 1};{last_row + 1}m")


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_selecting_marking_and_changing(library: Path, columns: int, rows: int) -> None:
    with reader(library, columns=columns, rows=rows) as screen:
        open_article(screen, "bouquet")
        screen.send("v", "i", "w", "i", "w")
        screen.wait("2 words selected")
        screen.send("o", "b", "4")
        screen.until(lambda: len(marks(library)) == 1, "on disk")
        assert marks(library)[0].exact == "a bouquet of"
        # Marks that lie on it: both are seen, both are reached.
        screen.send("s", "1")
        screen.wait("1 yellow|one of 2")
        assert len(marks(library)) == 2
        screen.send("G", "[", "a")
        screen.wait("4 pink|1 yellow")
        screen.send("[", "a")
        screen.wait("one of 2|1 yellow|4 pink")
        # Another colour, tags, the trash and back.
        screen.send("g", "]", "a", "e", "2")
        screen.wait("2 green")
        screen.until(lambda: "green" in {one.colour for one in marks(library)}, "green on disk")
        screen.send("x")
        screen.until(lambda: len(marks(library)) == 1, "thrown away")
        screen.send("u")
        screen.until(lambda: len(marks(library)) == 2, "back")
        screen.send("u", "u")
        screen.until(lambda: "green" not in {one.colour for one in marks(library)}, "as it was")
        screen.send("q")
        assert screen.join() == 0


def test_a_count_is_begun_with_alt_as_terminals_send_it(library: Path) -> None:
    with reader(library) as screen:
        open_article(screen, "bouquet")
        screen.send("v", "\x1b3", "w")
        screen.wait("4 words selected")
        screen.send("\x1b1", "2")
        screen.wait("12")
        screen.send("w")
        screen.wait("16 words selected")


def test_the_mouse_selects_what_is_marked(library: Path) -> None:
    with reader(library) as screen:
        open_article(screen, "bouquet")
        screen.wait("Tuan Anh")
        drag(screen, "Tuan Anh", "Anh)")
        screen.wait("selected")
        screen.send("enter")
        screen.until(lambda: [one.exact for one in marks(library)] == ["Tuan A"], "the mark")


def test_colours_differ_without_colour(library: Path) -> None:
    with reader(library, environment={"NO_COLOR": "1"}) as screen:
        open_article(screen, "bouquet")
        for number in "12345":
            screen.send("s", number)
            screen.until(lambda n=number: len(marks(library)) == int(n), "on disk")
            screen.send(")")
        screen.send("g", "g")
        for number in "12345":
            screen.wait(rf"(?m)^.{{20,40}} {number} ")


def test_an_outside_editor_and_one_that_is_not_there(library: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf " and more" >> "$2"\n')
    editor.chmod(0o700)
    for told, words in ((f"{editor} --wait", "mine and more"), ("/nowhere/ed", "not found")):
        with reader(library, environment={"VISUAL": told, "EDITOR": "false"}) as screen:
            open_article(screen, "bouquet")
            screen.send("a")
            screen.wait("ctrl.s save")
            screen.send(*"mine")
            screen.wait("mine")
            screen.send("ctrl+e")
            screen.wait(words)
            # The terminal is culm's again: what is typed stands in the note.
            screen.send(*" still")
            screen.wait("mine.* still")
            raw = bytes(screen.raw)
            assert raw.rindex(b"\x1b[?1049h") > raw.rindex(b"\x1b[?1049l")
            screen.send("escape")
            screen.wait("Leave without saving")
            screen.send("escape")
            screen.wait_gone("Leave without saving")
