"""Putting right by hand on the screen: by key from the text, the panel, the card, the reasons."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.article import Span
from index.language.model import EntityType
from index.library import Library
from index.views import CorrectionView, EntityView, Standing
from tests.tui.screens import Driver, reading
from tui.rendering.cells import width_of
from tui.screens.corrections import CorrectionsScreen, correction_entries
from tui.screens.entity import EntityScreen
from tui.screens.found import FoundScreen
from tui.screens.line import LineScreen
from tui.screens.remedies import RemedyScreen, joining_doubt
from tui.screens.why import WhyScreen
from tui.screens.why_together import TogetherScreen
from tui.widgets.event_lines import EntityTarget, EventTarget, ThreadTarget

CONFERENCE = "32nd National Diplomatic Conference"
CONGRESS = "14th Party Congress"


async def open_article(on: Driver, words: str) -> None:
    """Read the article of the list whose outlet or title has these words."""
    await on.until(lambda: on.articles.current_row and on.opened)
    for _ in range(6):
        row = on.articles.current_row
        if row is not None and words in f"{row.title} {row.outlet}":
            break
        await on.press("j")
    await on.press("enter")
    await on.until(lambda: on.reader.reading and words in on.reader.reading.article.text)
    await on.until(lambda: on.app.focused is on.reader)


async def choose(on: Driver, words: str) -> None:
    """Type into the choice that is open, and take what is left."""
    await on.press(*(" " if letter == " " else letter for letter in words), "enter")


async def on_event(on: Driver, name: str) -> None:
    await on.press("3")
    await on.until(lambda: on.app.focused is on.panel)
    assert on.panel.go_to(lambda t: isinstance(t, EventTarget) and t.event.name == name)


def events(on: Driver) -> set[str]:
    assert on.reader.reading is not None
    return {event.name for event in on.reader.reading.events}


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_two_events_become_one_and_two_again(library: Path, size: tuple[int, int]) -> None:
    async with reading(library, size) as on:
        await open_article(on, "bamboo diplomacy")
        assert {CONFERENCE, CONGRESS} <= events(on)
        await on_event(on, CONGRESS)
        await on.press("!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await on.until_shown("The same as another")
        await on.press("enter")
        await on.until(lambda: isinstance(on.app.screen, FoundScreen))
        await choose(on, "32nd diplomatic")
        await on.until(lambda: on.app.screen is on.main)
        await on.until(lambda: len({CONFERENCE, CONGRESS} & events(on)) == 1)
        await on.press("u")
        await on.until(lambda: {CONFERENCE, CONGRESS} <= events(on))
        await on.press("ctrl+r")
        await on.until(lambda: len({CONFERENCE, CONGRESS} & events(on)) == 1)


async def test_the_open_article_tells_of_something_else(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on_event(on, CONFERENCE)
        await on.press("!")
        await on.until_shown("tells of something else")
        await choose(on, "something else")
        await on.until_shown("Kept: ")
        with Library.open(library) as opened:
            event = next(view for view in opened.events() if view.name == CONFERENCE)
            assert on.opened not in {teller.key for teller in event.tellers}


async def test_a_name_under_the_caret_is_called_otherwise(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on.press("]", "e", "!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await choose(on, "to show")
        await on.until(lambda: isinstance(on.app.screen, LineScreen))
        await on.press("end", " ", "I", "I", "enter")
        await on.until(
            lambda: (
                on.reader.reading
                and any(entity.name.endswith(" II") for entity in on.reader.reading.entities)
            )
        )
        await on.press("H")
        await on.until(lambda: isinstance(on.app.screen, CorrectionsScreen))
        await on.until_shown("is called")
        await on.press("x")
        await on.until_shown("taken back")
        await on.press("x")
        await on.until(lambda: "taken back" not in on.text)
        await on.press("u")
        await on.until_shown("taken back")
        await on.press("escape")
        await on.until(
            lambda: (
                on.reader.reading
                and not any(entity.name.endswith(" II") for entity in on.reader.reading.entities)
            )
        )


async def test_from_the_card_somebody_else_is_here(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on.press("]", "e", "enter")
        await on.until(lambda: isinstance(on.app.screen, EntityScreen))
        await on.press("!")
        await on.until_shown("Another one in this passage")
        await choose(on, "article …")
        await on.until_shown("no card yet")
        await on.press("enter")
        await on.until_shown("Kept: ")
        with Library.open(library) as opened:
            [view] = opened.by_hand.all()
            assert view.kind == "entity.move"
            assert opened.entity(view.entities[0]).articles == 1


async def test_a_name_of_the_panel_is_of_another_kind(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on.press("3")
        assert on.panel.go_to(lambda t: isinstance(t, EntityTarget) and t.entity.type == "PERSON")
        await on.press("!")
        await on.until_shown("Another kind of name")
        await choose(on, "kind of")
        await on.until_shown("Organisation")
        await choose(on, "organisation")
        await on.until_shown("is an organisation")


async def test_from_the_reasons_to_what_is_so(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on_event(on, CONFERENCE)
        await on.press("w")
        await on.until(lambda: isinstance(on.app.screen, WhyScreen))
        await on.press("!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await on.until_shown("tells of something else")
        await on.press("escape")
        await on.until(lambda: isinstance(on.app.screen, WhyScreen))
        await on.press("!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await choose(on, "something else")
        await on.until_shown("Kept: ")
        await on.until(lambda: on.app.screen is on.main)


async def test_a_card_stays_open_when_nothing_was_said(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on.press("]", "e", "enter")
        await on.until(lambda: isinstance(on.app.screen, EntityScreen))
        await on.press("!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await on.press("escape")
        await on.until(lambda: isinstance(on.app.screen, EntityScreen))


async def test_who_is_typed_comes_before_nobody(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on.press("]", "e", "!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await choose(on, "in this article")
        await on.until(lambda: isinstance(on.app.screen, FoundScreen))
        await on.until_shown("no card yet")
        await choose(on, "thanh")
        await on.until_shown("is “Bùi Thanh Sơn”")


async def test_joining_a_person_with_a_place_is_asked_once_more(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on.press("3")
        assert on.panel.go_to(lambda t: isinstance(t, EntityTarget) and t.entity.type == "PERSON")
        await on.press("!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await choose(on, "the same")
        await on.until(lambda: isinstance(on.app.screen, FoundScreen))
        await choose(on, "hanoi")
        await on.until_shown("One is a person, the other a place.")
        with Library.open(library) as opened:
            assert opened.by_hand.all() == []
        await on.press("enter")
        await on.until_shown("Kept: ")
        with Library.open(library) as opened:
            assert [view.kind for view in opened.by_hand.all()] == ["entity.same"]


@pytest.mark.parametrize(
    ("kinds", "articles", "asked"),
    [
        (("PERSON", "PERSON"), (21, 21), True),
        (("PERSON", "PERSON"), (500, 20), False),
        (("PERSON", "PLACE"), (1, 1), True),
    ],
)
def test_what_is_asked_once_more(
    kinds: tuple[str, str], articles: tuple[int, int], asked: bool
) -> None:
    one, two = (
        EntityView(n, f"Name {n}", EntityType(kind), articles=count)
        for n, (kind, count) in enumerate(zip(kinds, articles, strict=True))
    )
    doubt = joining_doubt(one, two)
    assert bool(doubt) == asked
    if asked:
        assert f"{articles[0]} article" in doubt


async def test_what_was_said_elsewhere_is_told_when_it_is_undone(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        with Library.open(library) as other:
            view = other.find_entities("trọng")[0]
            other.by_hand.rename_entity(view.id, "The general secretary")
        await on.press("u")
        await on.until_shown("Undone: “Nguyễn Phú")


async def test_where_there_is_no_name_the_article_itself_is_put_right(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        read = on.reader.reading
        assert read is not None
        named = [(one.mention.start, one.mention.end) for one in read.mentions]
        named += [(span.start, span.end) for event in read.events for span in event.spans]
        bare = next(
            at
            for at in range(len(read.article.text))
            if read.article.text[at].isalpha() and not any(a <= at < b for a, b in named)
        )
        on.reader.go_to(Span(bare, bare))
        await on.press("!")
        await on.until_shown("Another publication date")


QUARREL = (
    (
        "walkout",
        "2021-05-03",
        "Ferry crews in Ardenport walk out over night shifts",
        "Ferry crews in Ardenport walked out on Monday over new night shifts, and 14 sailings to"
        " the Skelda islands were cancelled. Marta Olsen of the Seafarers' Union said 340 sailors"
        " had joined the walkout. Northline Ferries called the walkout unlawful.",
    ),
    (
        "deal",
        "2021-05-12",
        "Northline Ferries and sailors in Ardenport settle",
        "Northline Ferries and the Seafarers' Union settled their quarrel over night shifts on"
        " Wednesday. Marta Olsen of the union said the 340 sailors in Ardenport would have longer"
        " rests; ferry sailings to the Skelda islands began again after the walkout.",
    ),
)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_before_and_after_tells_why_and_what_can_be_done(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    lines = (
        json.dumps({"id": id, "date": day, "title": title, "text": text})
        for id, day, title, text in QUARREL
    )
    (tmp_path / "quarrel.jsonl").write_text("\n".join(lines))
    with Library.open(tmp_path / "library") as library:
        assert [done.error for done in library.add([tmp_path / "quarrel.jsonl"])] == ["", ""]
    async with reading(tmp_path / "library", size) as on:
        await open_article(on, "walk")
        await on.press("3")
        assert on.panel.go_to(lambda t: isinstance(t, ThreadTarget))
        await on.press("w")
        await on.until(lambda: isinstance(on.app.screen, TogetherScreen))
        await on.until_shown("One story, two happenings")
        await on.until_shown("rare words in common")
        await on.press("G")
        await on.until_shown("Why not one happening")
        await on.until_shown("published more than a day apart")
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)
        await on.press("!")
        await on.until_shown("Not of one story with the open article")
        await choose(on, "not of one story")
        await on.until(lambda: on.app.screen is on.main)
        await on.until(lambda: on.reader.reading and not on.reader.reading.thread.articles)
        await on.press("u")
        await on.until(lambda: on.reader.reading and on.reader.reading.thread.articles)


async def test_the_open_article_tells_no_event(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on_event(on, CONGRESS)
        await on.press("!")
        await on.until_shown("does not tell it at all")
        await choose(on, "not tell it")
        await on.until(lambda: CONGRESS not in events(on))
        await on_event(on, CONFERENCE)
        await on.press("!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await choose(on, "reports no event")
        await on.until_shown("! nothing, you said")
        await on.press("H")
        await on.until_shown("reports no event")
        await on.press("u", "u", "escape")
        await on.until(lambda: CONGRESS in events(on))
        assert "you said" not in on.text


async def test_an_article_goes_into_the_story_of_another(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on_event(on, CONFERENCE)
        await on.press("!")
        await on.until(lambda: isinstance(on.app.screen, RemedyScreen))
        await choose(on, "of one story")
        await on.until(lambda: isinstance(on.app.screen, FoundScreen))
        await choose(on, "foreign affairs")
        await on.until(
            lambda: (
                on.reader.reading
                and any(other.by_hand for other in on.reader.reading.thread.articles)
            )
        )
        on.panel.go_to(lambda t: isinstance(t, ThreadTarget))
        await on.until_shown("! one story by you")


async def test_what_was_joined_is_marked_in_the_panel(library: Path) -> None:
    with Library.open(library) as opened:
        named = {view.name: view.id for view in opened.events()}
        opened.by_hand.same_event(named[CONGRESS], named[CONFERENCE])
        opened.by_hand.rename_event(named[CONFERENCE], "Two in one")
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on.until_shown("Two in one")
        await on.until_shown("! joined, named by you")


async def test_why_a_name_is_whose_it_is_stands_on_its_card(library: Path) -> None:
    async with reading(library) as on:
        await open_article(on, "bamboo diplomacy")
        await on.press("3")
        assert on.panel.go_to(lambda t: isinstance(t, EntityTarget))
        await on.press("w")
        await on.until(lambda: isinstance(on.app.screen, EntityScreen))


def correction(number: int, standing: Standing, words: str) -> CorrectionView:
    return CorrectionView(number, "entity.name", words, datetime(2024, 5, 1, tzinfo=UTC), standing)


@pytest.mark.parametrize("width", [20, 36, 84])
def test_every_standing_is_told_in_any_width(width: int) -> None:
    views = [
        correction(n, standing, "“[@click=app.quit]x[/]” is called “\x1b[31mNguyễn Phú Trọng”")
        for n, standing in enumerate(Standing)
    ]
    entries = correction_entries(views, width)
    assert [entry.target for entry in entries] == views
    lines = [line for entry in entries for line in entry.lines]
    for line in lines:
        told = "".join(piece.text for piece in line.left)
        assert "\x1b" not in told
        assert width_of(told) <= width
    assert correction_entries([], width)[0].target is None
