"""Date, headline, outlet and authors of an article put right on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from index.library import Library
from tests.tui.screens import Driver, reading
from tests.tui.test_correcting_screen import choose
from tui.screens.corrections import CorrectionsScreen
from tui.screens.line import DateScreen, LineScreen
from tui.screens.remedies import RemedyScreen

DAM = (
    "The Herald\n7/6/2024\n\nDam breaks above Karsk\n\nBy Ann Lee\n\nNobody was hurt when it broke"
    " yesterday.\n"
)
VOTE = "The Gazette\nJune 20, 2024\n\nNorland votes\n\nThe ballots were counted on Sunday.\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    news.mkdir()
    (news / "dam.txt").write_text(DAM)
    (news / "vote.txt").write_text(VOTE)
    path = tmp_path / "library"
    with Library.open(path) as opened:
        list(opened.add([news]))
    return path


async def opened_dam(on: Driver) -> None:
    """Read the article on the dam, the caret on no name."""
    await on.until(lambda: on.articles.current_row and on.opened)
    while on.articles.current_row is None or "Dam" not in on.articles.current_row.title:
        await on.press("j")
    await on.press("enter")
    await on.until(lambda: on.reader.reading and "hurt" in on.reader.reading.article.text)
    await on.until(lambda: on.app.focused is on.reader)


async def asked(on: Driver, words: str) -> None:
    await on.press("!")
    await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
    await choose(on, words)


def day(on: Driver) -> str:
    assert on.reader.reading is not None
    return str(on.reader.reading.article.published.interval.begin)


def first(on: Driver) -> str:
    """The headline of the first row."""
    return next(
        line for line in on.text_of(on.articles).splitlines() if "Dam" in line or "Nor" in line
    )


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_a_date_that_may_be_two_offers_the_other_first(
    library: Path, size: tuple[int, int]
) -> None:
    async with reading(library, size) as on:
        await opened_dam(on)
        assert day(on) == "2024-07-06"
        await on.press("!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await on.until_shown("7 Jun 2024")
        await on.press("enter")
        await on.until(lambda: on.app.screen is on.main)
        await on.until(lambda: day(on) == "2024-06-07")
        assert on.reader.reading is not None
        assert "2024-06-06" in {timex.value for timex in on.reader.reading.timexes}
        await on.until(lambda: "by you" in on.text)
        await on.press("u")
        await on.until(lambda: day(on) == "2024-07-06")
        await on.press("ctrl+r")
        await on.until(lambda: day(on) == "2024-06-07")


async def test_a_typed_date_moves_the_article_in_the_list(library: Path) -> None:
    async with reading(library) as on:
        await opened_dam(on)
        await on.until(lambda: "Dam" in first(on))
        await asked(on, "another publication")
        await on.until(lambda: isinstance(on.app.screen, DateScreen))
        await on.until_shown("So far: ")
        line = on.app.screen.query_one(Input)
        line.value = "32 june"
        await on.press("enter")
        assert isinstance(on.app.screen, DateScreen)
        line.value = "may 2024"
        await on.until_shown("= May 2024")
        await on.press("enter")
        await on.until(lambda: day(on) == "2024-05-01")
        await on.until(lambda: "Norland" in first(on))
        await on.press("H")
        await on.until(lambda: isinstance(on.app.screen, CorrectionsScreen))
        await on.until_shown("is May 2024")
        await on.press("x")
        await on.until_shown("taken back")
        await on.press("escape")
        await on.until(lambda: day(on) == "2024-07-06")
        await on.until(lambda: "Dam" in first(on))


async def test_headline_outlet_and_authors_and_back_to_what_was_read(library: Path) -> None:
    async with reading(library) as on:
        await opened_dam(on)
        for words, typed in (
            ("headline", "The dam"), ("outlet", "Post"), ("authors", "Bo Ray, Cy Dee"),
        ):  # fmt: skip
            await asked(on, words)
            await on.until(lambda: isinstance(on.app.screen, LineScreen))
            on.app.screen.query_one(Input).value = typed
            await on.press("enter")
            await on.until(lambda: on.app.screen is on.main)
            await on.until_shown("Kept: ")
        await on.until_shown("Post")
        await on.until_shown("Bo Ray, Cy Dee")
        article = on.reader.reading.article if on.reader.reading else None
        assert article is not None
        await on.until(lambda: "The dam" in on.text_of(on.articles))
        await asked(on, "as it was read")
        await on.until(
            lambda: on.reader.reading and on.reader.reading.article.outlet == "The Herald"
        )
        await on.until(lambda: "by you" not in on.text)


async def test_several_articles_of_the_list_at_once(library: Path) -> None:
    async with reading(library) as on:
        await on.until(lambda: on.articles.current_row and on.opened)
        await on.press("1", "V")
        await on.until(lambda: len(on.articles.meant) == 2)
        await asked(on, "outlet")
        await on.until(lambda: isinstance(on.app.screen, LineScreen))
        on.app.screen.query_one(Input).value = "Norland Post"
        await on.press("enter")
        await on.until_shown("and 1 more")
        await on.until(lambda: on.text_of(on.articles).count("Norland Post") == 2)
        await on.press("u")
        await on.until(lambda: "Norland Post" not in on.text_of(on.articles))


async def test_the_article_of_a_name_is_a_step_away(library: Path) -> None:
    async with reading(library) as on:
        await opened_dam(on)
        await on.press("]", "e", "!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await choose(on, "itself")
        await on.until_shown("Another headline")
