"""A library that is damaged while it is read: told in words, with what to do, and nothing worse."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from index.library import Library
from tests.support.at_the_terminal import reader
from tests.support.terminal import Ended

PAGE = 4096


@pytest.fixture
def annotated(library: Path) -> Path:
    with Library.open(library) as opened:
        article = opened.article(1)
        opened.notes.annotate(article.key, article.version, article.text, 0, 9, note="kept")
        opened.notes.mark_read([article.key])
    return library


def pages_of(file: Path) -> int:
    return file.stat().st_size // PAGE


def damage(file: Path, page: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(page * PAGE)
        piece = opened.read(PAGE)
        opened.seek(page * PAGE)
        opened.write(bytes(byte ^ 0x5A for byte in piece))


def reads_or_tells(library: Path) -> None:
    with reader(library) as screen:
        with suppress(Ended, OSError):
            screen.wait("President meets", 60)
            for key, shown in (("enter", "f find"), ("A", "Notes"), ("escape", "f find")):
                screen.send(key)
                screen.wait(shown, 60)
            screen.send("q")
        code = screen.join(30)
        # The last words are wrapped to the terminal, wherever the path of the library ends.
        told = " ".join(screen.raw.decode("utf-8", "replace").split())
        assert "Traceback" not in told
        assert "locals" not in told
        assert code in (0, 5)
        assert code == 0 or "culm restore" in told or "culm rebuild" in told


@pytest.mark.parametrize("page", [1, 4, 9])
def test_damaged_notes_are_told(annotated: Path, page: int) -> None:
    damage(annotated / "notes.db", page)
    reads_or_tells(annotated)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["notes.db", "archive.db"])
def test_damage_in_any_page_is_told(annotated: Path, name: str) -> None:
    whole = (annotated / name).read_bytes()
    for page in range(pages_of(annotated / name)):
        (annotated / name).write_bytes(whole)
        damage(annotated / name, page)
        reads_or_tells(annotated)
