"""The timeline: what it says (pure), and how one walks it, on the sample library."""

from __future__ import annotations

from array import array
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.article import Interval, Precision
from index.library import Library
from index.library.knowledge.timeline import BINS, Stretch, Timeline, TimelineRow, Unit
from tests.tui.screens import Driver, reading, running
from tests.tui.test_snapshots import Stage, compare, teller
from tui.rendering.cells import width_of
from tui.screens.entity import EntityScreen
from tui.screens.timeline import KindScreen, Scope, TimelineScreen, View
from tui.screens.why import WhyScreen
from tui.widgets.lines import Line
from tui.widgets.time_strip import TimeStrip
from tui.widgets.timeline_lines import (
    cell_of,
    day_of_cell,
    event_item,
    facts_of,
    heading_of,
    marks_of,
    strip_lines,
    teller_item,
)
from tui.widgets.timeline_list import TimelineList, place_of
from tui.widgets.unfolded import Unfolded

D = date
CONFERENCE = TimelineRow(
    1, "32nd National Diplomatic Conference", "CONFERENCE",
    Interval(D(2023, 12, 19), D(2023, 12, 23)), Precision.DAY, "Hà Nội", 3, 2, 2,
)  # fmt: skip
VISIT = TimelineRow(
    2, "Xi Jinping visits Việt Nam", "ACTION",
    Interval(D(2021, 9, 1), D(2021, 12, 31)), Precision.WINDOW, "", 0, 1, 0,
)  # fmt: skip


def said(line: Line) -> str:
    return "".join(piece.text for piece in (*line.left, *line.right))


# What it says


def test_dates_are_never_more_exact_than_known() -> None:
    assert facts_of(CONFERENCE, "Dec 2023") == (
        "19–23 Dec 2023 · conference · Hà Nội · 3 articles, 2 outlets · mentioned in 2"
    )
    assert facts_of(VISIT, "2021, month unknown") == "late 2021 · only mentioned, in 1 article"
    undated = replace(VISIT, interval=Interval(), precision=Precision.SERIES)
    assert facts_of(undated, "Date unknown") == "only mentioned, in 1 article"
    until = replace(VISIT, interval=Interval(None, D(2021, 3, 4)))
    assert facts_of(until, "2021").startswith("until 4 Mar 2021")


def test_what_the_heading_says_is_not_said_again() -> None:
    day = replace(CONFERENCE, interval=Interval(D(2023, 12, 19), D(2023, 12, 19)))
    assert facts_of(day, "Tue 19 Dec 2023").startswith("conference")
    assert facts_of(day, "Dec 2023").startswith("19 Dec 2023")


@pytest.mark.parametrize(
    ("days", "unit", "heading"),
    [
        ((D(2023, 12, 19), D(2023, 12, 19)), Unit.DAY, "Tue 19 Dec 2023"),
        ((D(2023, 12, 1), D(2023, 12, 31)), Unit.DAY, "Dec 2023, day unknown"),
        ((D(2023, 12, 1), D(2023, 12, 31)), Unit.MONTH, "Dec 2023"),
        ((D(2023, 1, 1), D(2023, 12, 31)), Unit.DAY, "2023, day unknown"),
        ((D(2023, 1, 1), D(2023, 12, 31)), Unit.MONTH, "2023, month unknown"),
        ((D(2023, 1, 1), D(2023, 12, 31)), Unit.YEAR, "2023"),
        ((D(1950, 1, 1), D(1953, 12, 31)), Unit.YEAR, "1950–1953"),
        ((None, None), Unit.YEAR, "Date unknown"),
    ],
)
def test_headings(days: tuple[date | None, date | None], unit: Unit, heading: str) -> None:
    assert heading_of(Interval(*days), unit) == heading


def test_marks_tell_reports_from_mentions() -> None:
    def marks(reports: int, mentions: int) -> str:
        return "".join(
            piece.text for piece in marks_of(replace(VISIT, reports=reports, mentions=mentions))
        )

    assert marks(3, 2) == "▮▮▮▯▯  5"
    assert marks(0, 1) == "▯  1"
    assert marks(1, 0) == "▮  1"
    assert marks(400, 1) == "▮▮▮▮▮▮▮▯401"
    assert marks(1, 400) == "▮▯▯▯▯▯▯▯401"


@given(st.integers(26, 160), st.booleans())
def test_no_line_is_too_long(width: int, is_long: bool) -> None:
    row = replace(CONFERENCE, name=CONFERENCE.name * (9 if is_long else 1))
    other = teller(3, "An outlet with a very long name indeed", D(2023, 12, 19))
    for made in (event_item(row, (), "2023", width), teller_item(other, width)):
        assert all(width_of(said(line)) <= width + 1 for line in made.body)


def axis(*events: date) -> Timeline:
    days = sorted(events)
    density = [0.0] * BINS
    length = (days[-1] - days[0]).days + 1
    for day in days:
        density[min(BINS - 1, (day - days[0]).days * BINS // length)] += 1
    return Timeline(
        Unit.DAY,
        array("q", range(1, len(days) + 1)),
        array("i", (day.toordinal() for day in days)),
        (Stretch(0, Interval(days[0], days[0])),),
        (("ACTION", len(days)),),
        Interval(days[0], days[-1]),
        tuple(density),
    )


@given(st.lists(st.dates(), min_size=1, max_size=9), st.integers(10, 160), st.integers(0, 8))
def test_the_strip_fits_and_marks_the_place(days: list[date], width: int, which: int) -> None:
    for line in strip_lines(axis(*days), days[which % len(days)], width):
        assert width_of(said(line)) <= width
    assert said(line).count("▲") == 1
    at = said(line).index("▲") - 1
    assert cell_of(days[which % len(days)], min(days), max(days), width - 2) == at


@given(st.dates(), st.integers(0, 40_000), st.integers(1, 200))
def test_a_click_on_the_strip_chooses_a_day_in_that_cell(
    begin: date, length: int, cells: int
) -> None:
    end = D.fromordinal(min(D.max.toordinal(), begin.toordinal() + length))
    if (end - begin).days + 1 >= cells:
        for cell in range(cells):
            assert cell_of(day_of_cell(cell, begin, end, cells), begin, end, cells) == cell


@given(st.integers(0, 30), st.dictionaries(st.integers(0, 29), st.integers(1, 4)))
def test_unfolded_places(count: int, below: dict[int, int]) -> None:
    below = {item: more for item, more in below.items() if item < count}
    unfolded = Unfolded(count, below)
    expected: list[tuple[int, int | None]] = []
    for item in range(count):
        expected += [(item, None), *((item, number) for number in range(below.get(item, 0)))]
    assert [unfolded.at(place) for place in range(len(unfolded))] == expected
    assert [unfolded.at(unfolded.place_of(item)) for item in range(count)] == [
        (item, None) for item in range(count)
    ]


def test_a_view_comes_back_to_where_it_was() -> None:
    view = View()
    view.ask(Scope(), article=1, event=7)
    assert view.event == 7
    view.event, view.kind = 9, "VISIT"
    view.ask(Scope(), article=1, event=7)
    assert (view.event, view.kind) == (9, "VISIT")
    view.ask(Scope(), article=2, event=8)
    assert (view.event, view.kind) == (8, "VISIT")
    view.ask(Scope(), article=2, event=3, wanted=True)
    assert view.event == 3
    view.ask(Scope("of “visit”", [1]), article=2, event=4)
    assert (view.event, view.kind) == (4, "")


# How one walks it


def events_of(on: Driver) -> TimelineList:
    screen = on.app.screen
    assert isinstance(screen, TimelineScreen)
    return screen.query_one(TimelineList)


async def show_timeline(on: Driver, *keys: str) -> TimelineList:
    await on.press(*keys, "T")
    await on.until(lambda: isinstance(on.app.screen, TimelineScreen), "the timeline")
    await on.until(lambda: events_of(on).event is not None, "events")
    return events_of(on)


async def test_events_stand_in_the_order_of_time_and_lead_to_their_passages(library: Path) -> None:
    async with reading(library) as on:
        events = await show_timeline(on)
        await on.until_shown("32nd National Diplomatic Conference")
        await on.press("g")
        await on.until(lambda: events._window.cursor == 0)
        with Library.open(library) as opened:
            first = opened.event(events.event or 0)
        await on.press("enter")
        await on.until(lambda: events.unfolded == (first.id,))
        await on.press("j")
        teller = first.tellers[0]
        assert events.teller == teller
        await on.press("enter")
        await on.until(lambda: on.app.screen is on.main)
        await on.until(lambda: on.opened == teller.key)
        await on.until(lambda: on.reader.caret == teller.spans[0].start)


async def test_one_comes_back_to_the_timeline_and_to_the_article_before(library: Path) -> None:
    async with reading(library) as on:
        before = on.opened
        await on.press("enter")
        events = await show_timeline(on)
        await on.press("g")
        await on.until(lambda: events._window.cursor == 0)
        event = events.event
        await on.press("enter")
        await on.until(lambda: events.unfolded)
        await on.press("j", "enter")
        await on.until(lambda: on.app.screen is on.main and on.opened != before)
        events = await show_timeline(on)
        assert events.event == event
        assert events.unfolded == (event,)
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)
        await on.press("backspace")
        await on.until(lambda: on.opened == before)


async def test_it_begins_at_the_event_of_the_open_article(library: Path) -> None:
    async with reading(library) as on:
        await on.press("j", "j", "enter")
        await on.until(lambda: on.main.focused is on.reader)
        await on.until(lambda: "bamboo" in on.text_of(on.reader))
        events = await show_timeline(on)
        assert on.reader.reading is not None
        assert events.event == on.reader.reading.events[0].id


async def test_zooming_keeps_the_event_under_the_cursor(library: Path) -> None:
    async with reading(library) as on:
        events = await show_timeline(on)
        event = events.event
        for key, words in (("+", "by day"), ("-", "by month"), ("-", "by year")):
            await on.press(key)
            await on.until_shown(words)
            assert events.event == event
        await on.press("-")
        await on.until_shown("there is no further")


async def test_stretches_are_walked(library: Path) -> None:
    async with reading(library) as on:
        events = await show_timeline(on)
        await on.press("g", "}")
        await on.until(lambda: events._window.cursor > 0)
        timeline = events._timeline
        assert timeline is not None
        assert events._window.cursor == timeline.stretches[1].start
        await on.press("{")
        await on.until(lambda: events._window.cursor == 0)
        await on.press("G", "{")
        assert events._window.cursor == timeline.stretches[-1].start


async def test_only_what_is_searched_for(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"bamboo")
        await on.until(lambda: on.main._top.answer and on.main._top.answer.total)
        await on.press("down")
        await on.until(lambda: on.articles.has_focus)
        events = await show_timeline(on)
        await on.until_shown("of “bamboo”")
        with Library.open(library) as opened:
            found = on.main._top.answer
            assert found is not None
            expected = {event.id for event in opened.events(found.ids)}
            everything = len(opened.events())
        timeline = events._timeline
        assert timeline is not None
        assert set(timeline.ids) == expected
        await on.press("X")
        await on.until(lambda: events._timeline and len(events._timeline.ids) == everything)


async def test_from_the_card_of_a_name_and_back(library: Path) -> None:
    async with reading(library) as on:
        await on.until(lambda: on.reader.reading is not None and on.reader.reading.entities)
        with Library.open(library) as opened:
            entity = next(v for v in opened.find_entities() if opened.entity_events(v.id))
            expected = {event.id for event in opened.entity_events(entity.id)}
        on.main._errands.entity(entity.id)
        await on.until(lambda: isinstance(on.app.screen, EntityScreen))
        events = await show_timeline(on)
        await on.until_shown(f"with {entity.name}")
        timeline = events._timeline
        assert timeline is not None
        assert set(timeline.ids) == expected
        await on.press("escape")
        await on.until(lambda: isinstance(on.app.screen, EntityScreen))
        events = await show_timeline(on)
        await on.press("enter")
        await on.until(lambda: events.unfolded)
        await on.press("j", "enter")
        await on.until(lambda: on.app.screen is on.main)


async def test_kinds_reports_and_taking_that_back(library: Path) -> None:
    async with reading(library) as on:
        events = await show_timeline(on)
        everything = len(events._unfolded)
        await on.press("m")
        await on.until_shown("reports only")
        await on.until(lambda: len(events._unfolded) < everything)
        await on.press("F")
        await on.until(lambda: isinstance(on.app.screen, KindScreen))
        await on.press(*"conf", "enter")
        await on.until_shown("conference only")
        await on.press("X")
        await on.until(lambda: "conference only" not in on.text)
        await on.press("X")
        await on.until(lambda: len(events._unfolded) == everything)


async def test_why_and_back(library: Path) -> None:
    async with reading(library) as on:
        events = await show_timeline(on)
        event = events.event
        await on.press("w")
        await on.until(lambda: isinstance(on.app.screen, WhyScreen))
        await on.press("escape")
        await on.until(lambda: isinstance(on.app.screen, TimelineScreen))
        assert events_of(on).event == event


async def test_what_is_put_right_is_shown_at_once(library: Path) -> None:
    async with reading(library) as on:
        events = await show_timeline(on)
        event = events.event or 0
        await on.press("!")
        await on.until(lambda: not isinstance(on.app.screen, TimelineScreen))
        await on.press("escape")
        await on.until(lambda: isinstance(on.app.screen, TimelineScreen))
        with Library.open(library) as opened:
            opened.by_hand.rename_event(event, "Another name for it")
        await on.until_shown("Another name for it")
        assert events.event is not None


def test_the_cursor_stays_near_what_is_gone() -> None:
    days = [D(2020, 1, day) for day in (1, 5, 9)]
    assert place_of(axis(*days), 2) == 1
    assert place_of(axis(*days), 99) == 2
    assert place_of(axis(*days), 99, D(2020, 1, 4)) == 1
    assert place_of(axis(*days), 99, D(2021, 1, 1)) == 2


async def test_from_the_panel_it_begins_at_the_line(library: Path) -> None:
    async with reading(library) as on:
        await on.press("j", "j", "enter")
        await on.until(lambda: "bamboo" in on.text_of(on.reader))
        await on.press("3")
        await on.until(lambda: on.panel.has_focus)
        assert on.reader.reading is not None
        last = on.reader.reading.events[-1].id
        assert on.panel.go_to_event(last)
        events = await show_timeline(on)
        assert events.event == last


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15), (20, 6)])
async def test_it_holds_at_every_size(library: Path, size: tuple[int, int]) -> None:
    async with reading(library, size) as on:
        events = await show_timeline(on)
        keys = ("j", "k", "space", "b", "enter", "j", "G", "}", "{", "h", "+", "ctrl+d", "g", "k")
        await on.press(*keys, "J", "K")
        await on.until(lambda: events.event is not None)
        await on.pilot.resize_terminal(60, 20)
        await on.until_shown("Timeline")
        assert events.event is not None


async def test_a_click_on_the_axis_goes_there(library: Path) -> None:
    async with reading(library) as on:
        events = await show_timeline(on)
        await on.press("g")
        await on.until(lambda: events._window.cursor == 0)
        await on.pilot.click("#timeline-strip", offset=(110, 0))
        await on.until(lambda: events._window.cursor > 0)


async def test_an_empty_library_says_so(empty_library: Path) -> None:
    async with running(empty_library) as on:
        await on.until(lambda: on.main._shelf.is_open)
        await on.press("T")
        await on.until(lambda: isinstance(on.app.screen, TimelineScreen))
        await on.until_shown("No events yet")
        await on.press(
            "j", "k", "g", "G", "enter", "h", "w", "!", "F", "m", "+", "-", "}", "{", "X"
        )
        await on.pilot.click("#timeline-strip", offset=(10, 0))
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)


@pytest.mark.parametrize(
    ("name", "theme", "dimensions"),
    [
        ("wide", "culm-dark", (120, 40)),
        ("usual", "culm-light", (80, 24)),
        ("small", "plain", (40, 15)),
    ],
)
async def test_pictures(name: str, theme: str, dimensions: tuple[int, int]) -> None:
    strip, events = TimeStrip(), TimelineList()
    days = [D(2021, 9, 1), *(D(2023, 12, day) for day in (1, 1, 2, 5, 19))]
    rows = [
        replace(VISIT, id=1),
        *(replace(VISIT, id=n, name=f"A visit, {n}", reports=n,
                  interval=Interval(days[n - 1], days[n - 1]), precision=Precision.DAY)
          for n in range(2, 6)),
        replace(CONFERENCE, id=6),
        replace(VISIT, id=7, interval=Interval(), precision=Precision.UNKNOWN),
    ]  # fmt: skip
    dated = axis(*days)
    timeline = replace(
        dated,
        unit=Unit.MONTH,
        ids=array("q", range(1, 8)),
        begins=array("i", [*dated.begins, 0]),
        stretches=(
            Stretch(0, Interval(D(2021, 1, 1), D(2021, 12, 31))),
            Stretch(1, Interval(D(2023, 12, 1), D(2023, 12, 31))),
            Stretch(6, Interval()),
        ),
        outside=(2, 0),
    )
    told = (teller(9, "VietnamPlus", D(2023, 12, 19)), teller(8, "新华社", D(2024, 1, 2)))

    def act(_: Stage) -> None:
        events.show(timeline, {6: told}, rows, 6, ())
        events.focus()
        strip.show(timeline, events.day)

    await compare(f"timeline-{name}", Stage(theme, strip, events), dimensions, act)


def told(row: TimelineRow, heading: str, width: int) -> list[str]:
    return [said(line).rstrip() for line in event_item(row, (), heading, width).body]


def test_what_one_article_tells_takes_a_line_and_what_several_tell_two() -> None:
    alone = replace(CONFERENCE, reports=1, mentions=0, outlets=1)
    [line] = told(alone, "Dec 2023", 80)
    assert line.startswith("● 19–23 Dec  32nd National Diplomatic Conference  ")
    assert line.endswith("  Hà Nội ▮  1")
    first, second = told(CONFERENCE, "Dec 2023", 80)
    assert first.startswith("● 19–23 Dec  32nd National")
    assert second.strip("│ ").startswith("conference · Hà Nội · 3 articles, 2 outlets")
    roles = {
        reports: piece.role
        for reports in (1, 2)
        for piece in (event_item(replace(alone, reports=reports), (), "Dec 2023", 80).body[0].left)
        if "National" in piece.text
    }
    assert roles == {1: "text", 2: "title"}


def test_narrow_the_date_comes_first() -> None:
    alone = replace(CONFERENCE, reports=1, mentions=0, outlets=1)
    assert told(alone, "Dec 2023", 40) == [
        "● 19–23 Dec · 32nd National ▮  1",
        "│ Diplomatic Conference",
    ]


def test_days_stand_below_each_other_and_what_is_known_is_not_said_twice() -> None:
    day = replace(CONFERENCE, interval=Interval(D(2023, 12, 5), D(2023, 12, 5)))
    assert told(day, "Dec 2023", 80)[0].startswith("●  5 Dec     32nd")
    assert told(day, "Tue 5 Dec 2023", 80)[0].startswith("● 32nd")
    late = told(VISIT, "2021, month unknown", 80)
    assert late[0].startswith("○ late       Xi Jinping")
    undated = replace(VISIT, interval=Interval(), precision=Precision.UNKNOWN)
    assert told(undated, "Date unknown", 80)[0].startswith("○ Xi Jinping")
