"""Imports listed in the reader, taken back after a question, and brought back by undo."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from index.library import Library
from index.library.imports.import_record import ImportState
from index.library.upkeep.taking_back import ImportView
from tests.tui.screens import running
from tui import undoing
from tui.rendering.cells import width_of
from tui.screens.imports import ImportsScreen, import_entries
from tui.screens.question import QuestionScreen


@pytest.fixture
def two_imports(tmp_path: Path) -> Path:
    path = tmp_path / "library"
    with Library.open(path) as library:
        for name in ("good", "wrong"):
            folder = tmp_path / name
            folder.mkdir()
            for number in range(2):
                text = f"{name.title()} story {number}\n\nThe {name} ferry left port {number}.\n"
                (folder / f"{number}.txt").write_text(text)
            list(library.add([folder]))
    return path


async def test_an_import_is_taken_back_after_a_question_and_comes_back(two_imports: Path) -> None:
    async with running(two_imports) as on:
        await on.until(lambda: len(on.articles.ids) == 4, "all articles")
        await on.press("g", "b")
        await on.until(lambda: isinstance(on.app.screen, ImportsScreen), "the imports")
        screen = on.app.screen
        assert isinstance(screen, ImportsScreen)
        assert [view.articles for view in screen.items] == [2, 2]
        await on.press("x")
        await on.until(lambda: isinstance(on.app.screen, QuestionScreen), "the question")
        await on.press("escape")
        await on.until(lambda: on.app.screen is screen, "no question")
        assert len(screen.items) == 2
        await on.press("x")
        await on.until(lambda: isinstance(on.app.screen, QuestionScreen), "the question")
        await on.press("y")
        await on.until(lambda: len(screen.items) == 1, "one import")
        await on.press("u")
        await on.until(lambda: len(screen.items) == 2, "both imports")
        await on.until_shown("Undone: 2 articles are back; 1 source followed again")
        await on.press("x")
        await on.until(lambda: isinstance(on.app.screen, QuestionScreen), "the question")
        await on.press("y")
        await on.until(lambda: len(screen.items) == 1, "one import")
        await on.press("escape")
        await on.until(lambda: len(on.articles.ids) == 2, "the list without them")


async def test_an_import_of_copies_alone_is_listed_and_taken_back(two_imports: Path) -> None:
    again = two_imports.parent / "again"
    again.mkdir()
    (again / "0.txt").write_bytes((two_imports.parent / "good" / "0.txt").read_bytes())
    with Library.open(two_imports) as library:
        list(library.add([again]))
    async with running(two_imports) as on:
        await on.until(lambda: len(on.articles.ids) == 4, "all articles")
        await on.press("g", "b")
        await on.until_shown("1 copy")
        await on.press("x")
        await on.until(lambda: isinstance(on.app.screen, QuestionScreen), "the question")
        await on.press("y")
        await on.until_shown("1 copy noted no longer")
        await on.until(lambda: "again" not in on.text, "the import is gone")


async def test_all_annotated_it_stays(two_imports: Path) -> None:
    with Library.open(two_imports) as library:
        for key in ("wrong/0.txt", "wrong/1.txt"):
            article = library.article(library.find(key))
            library.notes.annotate(article.key, article.version, article.text, 0, 5)
    async with running(two_imports) as on:
        await on.until(lambda: len(on.articles.ids) == 4, "all articles")
        await on.press("g", "b")
        await on.until_shown("2 of them annotated")
        await on.press("x")
        await on.until_shown("All of it is annotated")


@pytest.mark.parametrize("width", [30, 60, 100])
def test_the_lines_of_imports_fit(width: int) -> None:
    view = ImportView(
        7,
        datetime(2026, 3, 4, 5, 6, tzinfo=UTC),
        ("/home/a/very/long/path/to/news", "/home/another"),
        1_204,
        3,
        ("Hà Nội opens a bridge", "Ferry sinks", "雪が降る"),
        195,
        5_600,
        ImportState.STOPPED,
    )
    far = [
        line
        for line in import_entries([view], width, "i")[0].lines
        if "stopped" in line.left[0].text
    ]
    assert [line.left[0].text for line in far] == ["  195 of 5,600 files, stopped"]
    complete = import_entries([replace(view, state=ImportState.COMPLETE)], width, "i")[0].lines
    assert all(any(piece.text.strip() for piece in line.left) for line in complete)
    for entry in (*import_entries([view], width, "i"), *import_entries([], width, "i")):
        for line in entry.lines:
            assert sum(width_of(piece.text) for piece in (*line.left, *line.right)) <= width


async def test_taking_back_and_undoing_say_how_far_they_are(
    two_imports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "SAID_EVERY", 0.0)
    async with running(two_imports) as on:
        await on.until(lambda: len(on.articles.ids) == 4, "all articles")
        said: list[str] = []
        tell = on.app.tell
        monkeypatch.setattr(on.app, "tell", lambda words, **how: said.append(words) or tell(words))
        await on.press("g", "b")
        await on.until(lambda: isinstance(on.app.screen, ImportsScreen), "the imports")
        await on.press("x")
        await on.until(lambda: isinstance(on.app.screen, QuestionScreen), "the question")
        await on.press("y")
        await on.until_shown("2 articles removed")
        await on.press("u")
        await on.until_shown("2 articles are back")
        assert "Taking out 0 of 2 articles …" in said
        assert "Bringing back 1 of 2 articles …" in said
