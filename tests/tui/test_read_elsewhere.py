"""What was read elsewhere, on the screen: told, dimmed, led to, remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from index.article import Span
from index.library import Library
from index.views import NoveltyView, ReadElsewhere
from tests.tui import lone_reader, readings
from tests.tui.screens import Driver, reading
from tui.commands import Where
from tui.messages import ArticleOpened
from tui.remembered import recall
from tui.rendering.layers import Look
from tui.widgets.known_view import SIGN
from tui.wording import dimming

SHARED = "climate change"


@pytest.fixture
def library(library: Path) -> Path:
    """The sample articles, one of two on the same speech read."""
    with Library.open(library) as opened:
        opened.notes.mark_read([key_of(opened, "002")])
    return library


def key_of(library: Library, number: str) -> str:
    return next(row.key for row in library.rows(library.listing()) if number in row.key)


async def open_other(on: Driver) -> None:
    """Read the other article on the speech."""
    library = on.main._shelf.library
    key = key_of(library, "001")
    on.main.post_message(ArticleOpened(library.find(key)))
    await on.until(lambda: on.opened == key, "the other article")
    await on.until(lambda: on.reader.has_focus, "the reader")


def looks_at(on: Driver, words: str) -> int:
    offset = on.reader.page.text.index(words)
    looks = 0
    for layer in on.reader._layers:
        looks |= layer.at(offset)
    return looks


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_the_title_says_how_much_was_read_elsewhere(
    library: Path, size: tuple[int, int]
) -> None:
    async with reading(library, size) as on:
        await open_other(on)
        await on.until_shown("read elsewhere · d")
        assert not looks_at(on, SHARED) & Look.KNOWN.bit


async def test_what_was_read_is_dimmed_and_what_is_new_is_not(library: Path) -> None:
    async with reading(library) as on:
        await open_other(on)
        await on.press("d")
        await on.until_shown("Dimming is on: ")
        assert looks_at(on, SHARED) & Look.KNOWN.bit
        assert not looks_at(on, "Minister of Public Security") & Look.KNOWN.bit
        on.reader.put_caret(on.reader.page.text.index(SHARED))
        await on.until(lambda: SIGN in on.text_of(on.reader), "the sign in the margin")
        await on.press("d")
        await on.until_shown("Dimming is off")
        assert not looks_at(on, SHARED) & Look.KNOWN.bit
        assert SIGN not in on.text_of(on.reader)


async def test_a_dimmed_sentence_leads_to_where_it_was_read(library: Path) -> None:
    async with reading(library) as on:
        await open_other(on)
        await on.press("d")
        await on.until_shown("Dimming is on: ")
        on.reader.put_caret(on.reader.page.text.index(SHARED))
        on.reader.caret_moved()
        assert Where.KNOWN in on.reader.where
        here = on.opened
        await on.press("w")
        await on.until(lambda: "002" in on.opened, "the article where it was read")
        there = on.reader.page.text[on.reader.caret : on.reader.caret + 400]
        assert "peacekeeping in Africa" in there
        await on.press("ctrl+o")
        await on.until(lambda: on.opened == here, "back again")


async def test_whether_to_dim_is_remembered(library: Path) -> None:
    async with reading(library) as on:
        await open_other(on)
        await on.press("d")
        await on.until_shown("Dimming is on: ")
    assert recall(library).dim_known
    async with reading(library) as on:
        await open_other(on)
        await on.until(lambda: looks_at(on, SHARED) & Look.KNOWN.bit, "dimmed from the start")


async def test_another_article_is_not_dimmed_by_what_was_known_of_the_last(library: Path) -> None:
    async with reading(library) as on:
        await open_other(on)
        await on.press("d")
        await on.until_shown("Dimming is on: ")
        await on.press("1", "g", "g")
        await on.until(lambda: "001" not in on.opened, "another article")
        await on.until(lambda: on.reader.novelty is not None, "what is known of it")
        assert on.reader.novelty is not None
        text = on.reader.page.text
        assert all(one.span.end <= len(text) for one in on.reader.novelty.known)


TEXT = "The bridge was closed. The mayor spoke. Nobody was hurt.\n\nIt opens on Monday. Buses go."


def told_elsewhere(*sentences: str) -> NoveltyView:
    spans = [Span(TEXT.index(one), TEXT.index(one) + len(one)) for one in sentences]
    known = tuple(ReadElsewhere(span, 7, "A bridge", "The Herald", Span(3, 9)) for span in spans)
    return NoveltyView(5, 1, known)


async def test_marks_and_hits_are_never_dimmed(tmp_path: Path) -> None:
    async with lone_reader.opened(tmp_path, readings.of_text(TEXT, names=("mayor",))) as on:
        on.reader.dim_known(True)
        on.reader.show_novelty(told_elsewhere("The bridge was closed.", "The mayor spoke."))
        await on.press("s", "2")
        await on.until(lambda: on.marks)
        dimmed = on.reader.looks.of(Look.KNOWN.bit)
        plain = on.reader.looks.of(0)
        assert dimmed != plain
        for look in (Look.GREEN, Look.HIT, Look.SELECTED):
            assert on.reader.looks.of(Look.KNOWN.bit | look.bit) == on.reader.looks.of(look.bit)
        name = Look.KNOWN.bit | Look.PERSON.bit
        assert on.reader.looks.of(name).bold
        assert on.reader.looks.of(name) != on.reader.looks.of(Look.KNOWN.bit)


async def test_a_stretch_has_one_sign_in_each_paragraph(tmp_path: Path) -> None:
    async with lone_reader.opened(tmp_path, readings.of_text(TEXT), (80, 12)) as on:
        on.reader.dim_known(True)
        on.reader.show_novelty(
            told_elsewhere("The bridge was closed.", "The mayor spoke.", "It opens on Monday.")
        )
        await on.pilot.pause()
        signed = [
            line.split(SIGN)[1].split()[0] for line in on.shown.split("\n")[:-1] if SIGN in line
        ]
        assert signed == ["The", "It"]


async def test_the_last_line_tells_where_a_dimmed_sentence_was_read(tmp_path: Path) -> None:
    async with lone_reader.opened(tmp_path, readings.of_text(TEXT)) as on:
        on.reader.dim_known(True)
        on.reader.show_novelty(told_elsewhere("The mayor spoke."))
        await on.press(")")
        await on.pilot.pause()
        assert "read in The Herald" in on.shown
        assert "w goes there" in on.shown
        await on.press("v")
        assert Where.KNOWN not in on.reader.where
        await on.press("escape", ")")
        await on.pilot.pause()
        assert "read in The Herald" not in on.shown


def test_it_is_said_what_dimming_came_to() -> None:
    some = told_elsewhere("The mayor spoke.")
    assert dimming(True, some).startswith("Dimming is on: 1 of 5 sentences")
    assert "1 other article" in dimming(True, replace(some, known=()))
    assert "no other article" in dimming(True, replace(some, articles=0, known=()))
    assert "in full" in dimming(False, some)
