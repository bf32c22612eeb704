"""Events on the time axis: their order, their stretches, what narrows them, how dense they are."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Interval, Precision
from index.library import Library
from index.library.knowledge.timeline import Narrowing, Stretch, Timeline, Unit, stretch_of

SEEDS = Path(__file__).parents[3] / "seeds"
D = date
DAYS = st.dates(min_value=D(1200, 1, 1), max_value=D(2400, 1, 1))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    opened = Library.open(tmp_path_factory.mktemp("timeline") / "library")
    assert [done.error for done in opened.add([SEEDS]) if done.error] == []
    return opened


def names(library: Library, found: Timeline) -> list[str]:
    return [row.name for row in library.timeline_rows(found.ids)]


@pytest.mark.parametrize(
    ("days", "precision", "unit", "stretch"),
    [
        ((D(2023, 12, 19), D(2023, 12, 23)), Precision.DAY, Unit.DAY, (19, 12, 19, 12)),
        ((D(2023, 12, 19), D(2023, 12, 23)), Precision.WINDOW, Unit.DAY, (1, 12, 31, 12)),
        ((D(2023, 12, 19), D(2023, 12, 19)), Precision.WINDOW, Unit.DAY, (19, 12, 19, 12)),
        ((D(2023, 12, 19), D(2023, 12, 19)), Precision.DAY, Unit.MONTH, (1, 12, 31, 12)),
        ((D(2023, 9, 1), D(2023, 12, 31)), Precision.WINDOW, Unit.MONTH, (1, 1, 31, 12)),
        ((D(2023, 9, 1), D(2023, 12, 31)), Precision.WINDOW, Unit.YEAR, (1, 1, 31, 12)),
        ((None, D(2023, 9, 1)), Precision.WINDOW, Unit.DAY, (1, 1, 31, 12)),
        ((D(2023, 9, 1), None), Precision.WINDOW, Unit.DAY, (1, 1, 31, 12)),
    ],
)
def test_an_event_stands_where_it_is_known_to_have_been(
    days: tuple[date | None, date | None],
    precision: Precision,
    unit: Unit,
    stretch: tuple[int, int, int, int],
) -> None:
    first, first_month, last, last_month = stretch
    expected = Interval(D(2023, first_month, first), D(2023, last_month, last))
    assert stretch_of(Interval(*days), precision, unit) == expected


def test_what_took_years_stands_in_those_years() -> None:
    war = Interval(D(1950, 6, 25), D(1953, 7, 27))
    assert stretch_of(war, Precision.WINDOW, Unit.MONTH) == Interval(D(1950, 1, 1), D(1953, 12, 31))
    assert stretch_of(Interval(), Precision.SERIES, Unit.YEAR) == Interval()


@given(DAYS, DAYS, st.sampled_from(Precision), st.sampled_from(Unit))
def test_a_stretch_holds_the_first_day(
    one: date, other: date, precision: Precision, unit: Unit
) -> None:
    days = Interval(min(one, other), max(one, other))
    stretch = stretch_of(days, precision, unit)
    if precision is Precision.UNKNOWN:
        assert not stretch
        return
    assert stretch.begin is not None
    assert stretch.end is not None
    assert days.begin is not None
    assert stretch.begin <= days.begin <= stretch.end


@pytest.mark.parametrize("unit", Unit)
def test_every_event_stands_once_in_the_order_of_time(library: Library, unit: Unit) -> None:
    found = library.timeline(Narrowing(), unit)
    assert sorted(found.ids) == sorted(event.id for event in library.events())
    assert len(found.begins) == len(found.ids)
    starts = [stretch.start for stretch in found.stretches]
    assert starts == sorted(set(starts))
    assert starts[0] == 0
    assert sum(map(found.size, range(len(starts)))) == len(found.ids)
    dated = [stretch.days.begin for stretch in found.stretches if stretch.days]
    assert dated == sorted(dated)
    for position, row in enumerate(library.timeline_rows(found.ids)):
        stretch = found.stretches[found.stretch_at(position)]
        assert stretch.days == stretch_of(row.interval, row.precision, unit)
    undated = [stretch for stretch in found.stretches if not stretch.days]
    assert undated in ([], [found.stretches[-1]])


def test_each_stretch_stands_once(library: Library) -> None:
    for unit in Unit:
        days = [stretch.days for stretch in library.timeline(Narrowing(), unit).stretches]
        assert len(days) == len(set(days))


def test_rows_say_who_tells(library: Library) -> None:
    found = library.timeline(Narrowing(), Unit.MONTH)
    for row in library.timeline_rows(found.ids):
        event = library.event(row.id)
        assert (row.name, row.place, row.interval) == (event.name, event.place, event.interval)
        assert (row.reports, row.outlets) == (event.reports, event.outlets)
        assert row.reports + row.mentions == len(event.tellers)
    assert library.timeline_rows([10**9]) == []


def test_reports_alone_leave_out_what_is_only_mentioned(library: Library) -> None:
    everything = library.timeline(Narrowing(), Unit.DAY)
    reported = library.timeline(Narrowing(mentioned=False), Unit.DAY)
    rows = library.timeline_rows(everything.ids)
    assert [row.id for row in rows if row.reports] == list(reported.ids)
    assert 0 < len(reported.ids) < len(everything.ids)


def test_events_of_some_articles(library: Library) -> None:
    chosen = list(library.listing())[:1]
    found = library.timeline(Narrowing(articles=chosen), Unit.DAY)
    assert set(found.ids) == {event.id for event in library.panel(chosen[0])}
    assert not library.timeline(Narrowing(articles=[]), Unit.DAY).ids
    everything = library.timeline(Narrowing(articles=range(20_000)), Unit.DAY)
    assert list(everything.ids) == list(library.timeline(Narrowing(), Unit.DAY).ids)


def test_events_of_a_name_and_of_a_kind(library: Library) -> None:
    entity = next(view for view in library.find_entities() if library.entity_events(view.id))
    found = library.timeline(Narrowing(entity=entity.id), Unit.DAY)
    assert set(found.ids) == {event.id for event in library.entity_events(entity.id)}
    assert not library.timeline(Narrowing(entity=10**9), Unit.DAY).ids
    everything = library.timeline(Narrowing(), Unit.DAY)
    kind, count = everything.kinds[-1]
    of_kind = library.timeline(Narrowing(kind=kind), Unit.DAY)
    assert len(of_kind.ids) == count
    assert of_kind.kinds == everything.kinds
    assert {row.kind for row in library.timeline_rows(of_kind.ids)} == {kind}


def test_density_counts_every_dated_event_on_the_axis_once(library: Library) -> None:
    found = library.timeline(Narrowing(), Unit.DAY)
    dated = sum(begin > 0 for begin in found.begins)
    assert sum(found.density) == pytest.approx(dated - sum(found.outside), abs=1.0)
    assert found.axis.begin is not None


def test_an_empty_library_has_an_empty_axis(tmp_path: Path) -> None:
    with Library.open(tmp_path / "empty") as library:
        found = library.timeline(Narrowing(), Unit.MONTH)
        assert (len(found.ids), found.stretches, found.axis) == (0, (), Interval())
        assert library.timeline_rows([]) == []


def test_far_away_events_do_not_make_the_axis_long(tmp_path: Path) -> None:
    from index.library.knowledge.timeline import _axis

    near = [(D(2020, 1, day).toordinal(), D(2020, 1, day).toordinal(), 1) for day in range(1, 31)]
    old = D(1818, 1, 1).toordinal()
    axis, outside = _axis([(old, old, 1), *near])
    assert axis == Interval(D(2020, 1, 1), D(2020, 1, 30))
    assert outside == (1, 0)


def test_copies_are_one_outlet(tmp_path: Path) -> None:
    text = (
        "Ferry crews in Ardenport walked out on Monday over new night shifts, and 14 sailings to "
        "the Skelda islands were cancelled. Marta Olsen of the Seafarers' Union said 340 sailors "
        "had joined the walkout. Northline Ferries called the walkout unlawful. "
    ) * 3
    papers = tmp_path / "papers.jsonl"
    articles = [
        {"id": outlet, "title": "Ferry crews in Ardenport walk out over night shifts",
         "text": text + f"Read more in the {outlet}.", "date": "2021-05-03", "source": outlet}
        for outlet in ("Herald", "Courier")
    ]  # fmt: skip
    papers.write_text("\n".join(json.dumps(article) for article in articles))
    with Library.open(tmp_path / "library") as library:
        list(library.add([papers]))
        found = library.timeline(Narrowing(mentioned=False), Unit.DAY)
        for row in library.timeline_rows(found.ids):
            assert row.outlets == library.event(row.id).outlets
        assert found.stretches[0] == Stretch(0, Interval(D(2021, 5, 3), D(2021, 5, 3)))
