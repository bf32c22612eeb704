"""Copies on the screen: one row, unfolded below it, gone through in the reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.notes.model import Annotation, Colour
from tests.support import copies
from tests.tui.screens import Driver, reading
from tui.remembered import recall

KEEPING_PLACE = "We have perhaps twelve hours"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library in which outlets print each other's texts, the test's own."""
    path = tmp_path / "library"
    with Library.open(path) as opened:
        list(opened.add([copies.write(tmp_path / "articles.jsonl")]))
    return path


async def go_to_fire(on: Driver) -> None:
    """Put the cursor of the list on the agency's article."""
    await on.until(lambda: on.articles.current_row, "a row")
    for _ in range(len(copies.ALL)):
        row = on.articles.current_row
        if row is not None and row.key == copies.AGENCY.id:
            break
        before = on.articles.current
        await on.press("j")
        await on.until(
            lambda before=before: on.articles.current != before and on.articles.current_row,
            "the next row",
        )
    await on.until(lambda: on.opened == copies.AGENCY.id, "the agency's article")


async def test_a_group_is_one_row_that_says_where_else_it_is(library: Path) -> None:
    async with reading(library) as on:
        assert len(on.articles.ids) == len(copies.ALL) - 3
        await on.until_shown("also in Harbour Daily")
        assert "Twelve hours to save" not in on.text_of(on.articles)


async def test_copies_unfold_below_the_row_and_fold_again(library: Path) -> None:
    async with reading(library) as on:
        await go_to_fire(on)
        await on.press("C")
        await on.until_shown("│ ● Forest fire nears")
        await on.press("j")
        await on.until(lambda: on.opened == copies.EDITED.id, "the copy in the reader")
        await on.press("C")
        await on.until(lambda: "Forest fire nears" not in on.text_of(on.articles), "folded")
        await on.until(lambda: on.opened == copies.AGENCY.id, "the article above")


async def test_an_article_without_copies_says_so(library: Path) -> None:
    async with reading(library) as on:
        await on.until(lambda: on.articles.current_row, "a row")
        await on.press("C")
        await on.until_shown("No copies of this article")
        await on.press("2", "]", "c")
        await on.until_shown("No other copy of this article")


async def test_the_reader_goes_through_the_copies_at_the_same_place(library: Path) -> None:
    async with reading(library) as on:
        await go_to_fire(on)
        assert "]c · also in Harbour Daily" in on.text_of(on.reader)
        await on.press("enter", "f", *KEEPING_PLACE, "enter")
        await on.until(lambda: _at(on).startswith(KEEPING_PLACE), "at the passage")
        for key in (copies.EDITED.id, copies.CUT.id, copies.AGENCY.id):
            await on.press("]", "c")
            await on.until(lambda key=key: on.opened == key, key)
            await on.until(lambda: _at(on).startswith(KEEPING_PLACE), "the same place")
        await on.press("[", "c")
        await on.until(lambda: on.opened == copies.CUT.id, "back to the last")
        await on.press("ctrl+o")
        await on.until(lambda: on.opened == copies.AGENCY.id, "back where it came from")


def _at(on: Driver) -> str:
    held = on.reader.reading
    return held.article.text[on.reader.caret :] if held is not None else ""


async def test_a_copy_that_is_read_stays_when_the_list_comes_anew(library: Path) -> None:
    async with reading(library) as on:
        await go_to_fire(on)
        await on.press("enter", "]", "c")
        await on.until(lambda: on.opened == copies.EDITED.id, "the copy")
        await on.press("S")
        await on.until_shown("oldest")
        assert on.opened == copies.EDITED.id
    async with reading(library) as on:
        await on.until(lambda: on.opened == copies.AGENCY.id, "what stands for the copy")


async def test_the_panel_counts_outlets_that_write_for_themselves(library: Path) -> None:
    async with reading(library) as on:
        await go_to_fire(on)
        await on.until(lambda: "1 outlet, 3 articles" in on.text_of(on.panel), "the count")
        assert "Harbour Daily" not in on.text_of(on.panel)
        assert "2 copies …" in on.text_of(on.panel)
        # The event, the article that is open, the copies.
        await on.press("3", "j", "j", "enter")
        await on.until(lambda: "Harbour Daily" in on.text_of(on.panel), "the copies")


async def test_search_shows_a_group_once_with_the_copy_that_was_hit(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"eucalyptus")
        await on.until_shown("3 articles · 2 copies folded")
        assert len(on.articles.ids) == 1
    async with reading(library) as on:
        await on.press("/", *"laboured")
        await on.until_shown("1 article")
        await on.until_shown("also in Meridian Press")
        await on.until(lambda: "Fire crews laboured" in on.text_of(on.articles), "the row")


async def test_folding_can_be_turned_off_and_stays_off(library: Path) -> None:
    async with reading(library) as on:
        await on.press("alt+c")
        await on.until(lambda: len(on.articles.ids) == len(copies.ALL) - 1, "every article")
        await on.press("/", *"eucalyptus")
        await on.until(lambda: len(on.articles.ids) == 3, "every hit")
    assert not recall(library).fold_copies
    async with reading(library) as on:
        assert len(on.articles.ids) == len(copies.ALL) - 1


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_narrow_screens_tell_of_copies_too(library: Path, size: tuple[int, int]) -> None:
    async with reading(library, size) as on:
        await go_to_fire(on)
        await on.until_shown("▸ also in Harbour")
        await on.press("C")
        await on.until_shown("▾ also in Harbour")
        await on.press("j")
        await on.until_shown("│ ")


def mark(library: Path, key: str, words: str, **more: Any) -> Annotation:
    """Annotate ``words`` in the article with ``key``."""
    with Library.open(library) as opened:
        article = opened.article(opened.find(key))
        start = article.text.index(words)
        return opened.notes.annotate(
            key, article.version, article.text, start, start + len(words), **more
        )


def marks_of(library: Path, key: str) -> list[Annotation]:
    with Library.open(library) as opened:
        return opened.notes.of_article(key)


def test_what_is_marked_in_a_copy_is_offered_and_not_stored(library: Path) -> None:
    theirs = mark(library, copies.AGENCY.id, "Strong winds were expected", note="N", tags=("wind",))
    mark(library, copies.AGENCY.id, "The main road between Coimbra and Castelo Branco")
    with Library.open(library) as opened:
        reading = opened.reading(opened.find(copies.EDITED.id))
        (first, second) = reading.offered
        assert first.annotation == theirs
        text = reading.article.text
        assert [text[o.placement.span.start :][:12] for o in (first, second)] == [
            "Strong winds",
            "The main roa",
        ]
        # The copy that was cut has only one of them, who writes in own words has none.
        assert len(opened.reading(opened.find(copies.CUT.id)).offered) == 1
        assert opened.reading(opened.find(copies.OWN_WORDS.id)).offered == ()
        assert opened.reading(opened.find(copies.AGENCY.id)).offered == ()
        assert len(opened.notes.all()) == 2


def test_what_is_marked_or_thrown_away_here_is_not_offered(library: Path) -> None:
    winds = "Strong winds from the north were expected"
    mark(library, copies.AGENCY.id, "Strong winds were expected")
    mark(library, copies.AGENCY.id, "twelve hours")
    mark(library, copies.AGENCY.id, "Nine people were treated")
    mark(library, copies.EDITED.id, winds)
    thrown = mark(library, copies.EDITED.id, "twelve hours")
    with Library.open(library) as opened:
        opened.notes.remove(thrown.id)
        offered = opened.reading(opened.find(copies.EDITED.id)).offered
        assert [one.annotation.exact for one in offered] == ["Nine people were treated"]


async def test_an_offered_mark_is_taken_with_one_key_and_that_undone(library: Path) -> None:
    mark(
        library, copies.AGENCY.id, KEEPING_PLACE, note="Who?", tags=("fire",), colour=Colour.PURPLE
    )
    async with reading(library) as on:
        await go_to_fire(on)
        await on.press("enter", "]", "c")
        await on.until(lambda: on.opened == copies.EDITED.id, "the copy")
        await on.press("]", "a")
        await on.until_shown("marked in Meridian Press")
        assert "◇" in on.text_of(on.reader)
        await on.until_shown("mark it here too")
        assert marks_of(library, copies.EDITED.id) == []
        await on.press("s")
        await on.until(lambda: "◇" not in on.text_of(on.reader), "no offer")
        (made,) = marks_of(library, copies.EDITED.id)
        assert (made.exact, made.note, made.tags) == (KEEPING_PLACE, "Who?", ("fire",))
        assert made.colour is Colour.PURPLE
        await on.press("u")
        await on.until(lambda: "◇" in on.text_of(on.reader), "offered again")
        assert marks_of(library, copies.EDITED.id) == []
        # A figure is a pane, here too: nothing is marked by going to another.
        await on.press("[", "a", "]", "a", "1")
        await on.until(lambda: on.articles.has_focus)
        assert marks_of(library, copies.EDITED.id) == []
