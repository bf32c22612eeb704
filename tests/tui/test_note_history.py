"""What a mark said before: shown, found in, said again; and what an import puts there."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key

from index.errors import CulmError
from index.library import Library
from index.notes.model import Annotation
from tests.tui.screens import Driver, reading
from tests.tui.test_notes_screen import everything, mark, show_notes
from tui.screens.note_editor import NoteEditor
from tui.screens.note_history import NOTE_LINES, NoteHistoryScreen
from tui.screens.notes_in import bring_in

WORDS = "nghĩ lại từ đầu 🎋 שלום"


def now(library: Path) -> Annotation:
    (one,) = everything(library)
    return one


async def test_a_mark_says_again_what_it_said(library: Path) -> None:
    one = mark(library, "bamboo diplomacy", note=WORDS, tags=("đối ngoại",))
    with Library.open(library) as opened:
        opened.notes.edit(one.id, note="\n".join(f"line {number}" for number in range(400)))
        opened.notes.edit(one.id, note="as it is", tags=())
    async with reading(library) as on:
        await show_notes(on, 1)
        await on.until_shown("1 mark · newest")
        await on.press("h")
        await on.until_shown("What this note said")
        await on.until_shown(f"line {NOTE_LINES - 2}")
        await on.press(*"no such word")
        await on.until_shown("It never said that.")
        await on.press("ctrl+u", *"nghĩ")
        await on.until_shown("đối ngoại")
        await on.press("enter")
        await on.until_shown("It says that again")
        assert now(library).note == WORDS
        await on.press("u")
        await on.until(lambda: now(library).note == "as it is", "undone")
        # What it says now is there as well, and to choose it changes nothing.
        before = now(library)
        await on.press("h")
        await on.until(lambda: isinstance(on.app.screen, NoteHistoryScreen), "the history")
        await on.press("enter")
        await on.until(lambda: not isinstance(on.app.screen, NoteHistoryScreen), "closed")
        assert now(library) == before


def test_an_import_says_what_was_changed_on_both_sides(library: Path, tmp_path: Path) -> None:
    one = mark(library, "bamboo diplomacy", note="in common")
    there = Path(shutil.copytree(library, tmp_path / "there"))
    file = tmp_path / "there.jsonld"
    with Library.open(library) as opened:
        opened.notes.edit(one.id, note=WORDS)
    with Library.open(there) as opened:
        opened.notes.edit(one.id, note="thought there")
        file.write_text(opened.export_notes(opened.notes.all(), "jsonld"), encoding="utf-8")
    with Library.open(library) as opened:
        said, is_problem = bring_in(opened, file, threading.Event(), "u", "h")
        assert is_problem
        assert "1 mark changed here and in the file: the later change counts." in said
        assert f"In the history (h): “{WORDS}”" in said
        said, is_problem = bring_in(opened, file, threading.Event())
        assert (said, is_problem) == ("Nothing new: 1 mark was there already.", False)
        file.write_text("[]", encoding="utf-8")
        with pytest.raises(CulmError, match="no annotations in this file"):
            bring_in(opened, file, threading.Event())


async def typed(on: Driver, words: str) -> None:
    """Type ``words`` as a terminal sends them: the pilot has no keys without a picture."""
    for letter in words:
        on.app.post_message(events.Key(_character_to_key(letter), letter))
    await on.pilot.pause()


async def test_letters_without_a_picture_are_typed_like_others(library: Path) -> None:
    """Persian divides words by one, and an input method sends a family of emoji in parts."""
    mark(library, "bamboo diplomacy")
    words, tag = "می\u200cخواهم 👩\u200d👧", "کتاب\u200cها"
    async with reading(library) as on:
        await show_notes(on, 1)
        await on.press("a")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor), "the editor")
        await typed(on, words)
        await on.press("tab")
        await typed(on, tag)
        await on.press("ctrl+s")
        await on.until(lambda: not isinstance(on.app.screen, NoteEditor), "closed")
        await on.until(lambda: now(library).note == words, "saved")
        assert now(library).tags == (tag,)
