"""The date of an event by hand on the screen, and where the cursor of the panel then is."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import Input

from index.article import Interval, Precision, Span
from index.events.model import Role
from index.views import EventView
from tests.tui.screens import reading
from tests.tui.test_correcting_screen import CONFERENCE, CONGRESS, choose, on_event, open_article
from tui.screens.corrections import CorrectionsScreen
from tui.screens.line import DateScreen, understood
from tui.screens.remedies import RemedyScreen, event_option
from tui.widgets.event_lines import EventTarget
from tui.widgets.event_panel import EventPanel


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_date_is_read_while_it_is_typed_and_shows_at_once(
    library: Path, size: tuple[int, int]
) -> None:
    async with reading(library, size) as on:
        await open_article(on, "bamboo diplomacy")
        await on_event(on, CONGRESS)
        await on.press("!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await choose(on, "another date")
        await on.until(lambda: isinstance(on.app.screen, DateScreen))
        await on.until_shown("So far: ")
        line = on.app.screen.query_one(Input)
        line.value = "soon"
        await on.until_shown("That is no date")
        await on.press("enter")
        assert isinstance(on.app.screen, DateScreen)
        line.value = "2026-01-19/2026-01-25"
        await on.until_shown("= 19–25 Jan 2026")
        await on.press("enter")
        await on.until_shown("! dated by you")
        await on.until(lambda: "19–25 Jan 2026" in on.text_of(on.panel))
        target = on.panel.target
        assert isinstance(target, EventTarget)
        assert target.event.name == CONGRESS
        await on.press("H")
        await on.until(lambda: isinstance(on.app.screen, CorrectionsScreen))
        await on.until_shown("is 19 January 2026")
        await on.press("x")
        await on.until_shown("taken back")
        await on.press("escape")
        await on.until(lambda: "dated by you" not in on.text)


async def test_the_cursor_stays_on_the_event_that_was_corrected(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on_event(on, CONGRESS)
        await on.press("!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await choose(on, "the same as another")
        await on.until_shown("National Diplomatic Conference")
        await choose(on, "32nd diplomatic")
        await on.until_shown("! joined by you")
        await on.until(
            lambda: (
                isinstance(on.panel.target, EventTarget)
                and on.panel.target.event.name == CONFERENCE
            )
        )
        await on.press("u")
        await on.until(lambda: "joined by you" not in on.text)
        assert isinstance(on.panel.target, EventTarget)
        assert on.panel.target.event.name in (CONFERENCE, CONGRESS)


def test_how_a_typed_date_is_told() -> None:
    assert understood("may 2023") == ("= May 2023", "good")
    assert understood("no date") == ("= its date is not known", "good")
    assert understood("12 May") == ("Of which year?", "bad")
    assert understood("2021-03-01/2021-05-20") == ("= 1 Mar – 20 May 2021", "good")


EVENT = EventView(
    7, "2020 election", "ELECTION", Interval(), Precision.UNKNOWN, "", (), (), Role.MENTIONS,
    (Span(10, 20),), central="Polls close in Ohio",
)  # fmt: skip


def test_an_event_is_found_again_by_its_id_else_by_its_passage() -> None:
    panel = EventPanel()
    own = EventTarget(EVENT)
    elsewhere = (Span(90, 99),)
    renamed = EventTarget(replace(EVENT, name="x", spans=elsewhere))
    joined = EventTarget(replace(EVENT, id=9, spans=(Span(2, 5), Span(15, 20))))
    other = EventTarget(replace(EVENT, id=8, spans=elsewhere))
    found = [panel.likeness(own, one) for one in (renamed, joined, other)]
    assert found[0] > found[1] > found[2] == 0


def test_events_to_choose_from_are_told_apart_by_what_is_most_about_them() -> None:
    told = ["".join(p.text for p in line.left) for line in event_option(EVENT).lines(60)]
    assert told[0] == "2020 election"
    assert "date unknown · 0 articles" in told[1]
    assert "“Polls close in Ohio”" in told[2]
