"""Charts of one line, and the one of coverage in the event panel."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.article import Interval, Known, Publication
from index.events.model import Role
from tests.tui.test_snapshots import CONFERENCE, READING, teller
from tui.rendering.charts import bar, bars, chart, in_cells
from tui.rendering.facts import also_told_by
from tui.widgets.event_lines import panel_entries

AMOUNTS = st.lists(st.floats(0, 1e6), min_size=1, max_size=60)


def test_bars_are_as_high_as_what_they_stand_for() -> None:
    assert bars([0, 1, 2, 4, 8]) == " ▁▂▄█"
    assert bars([0.0, 0.0]) == "  "
    assert bars([]) == ""


def test_lying_bars_are_as_long_as_what_they_stand_for() -> None:
    assert [bar(amount, 8, 4) for amount in (0, 1, 4, 8, 99)] == ["", "╸", "━━", "━━━━", "━━━━"]
    assert bar(1, 10_000, 4) == "╸"


@given(AMOUNTS, st.integers(1, 200))
def test_sharing_out_loses_nothing(amounts: list[float], cells: int) -> None:
    shared = in_cells(amounts, cells)
    assert len(shared) == cells
    assert sum(shared) == pytest.approx(sum(amounts), rel=1e-6, abs=1e-6)


@given(st.lists(st.dates(), max_size=30), st.integers(1, 50))
def test_a_chart_fits(days: list[date], cells: int) -> None:
    assert len(chart(days, cells)) <= cells


def told(days: list[date], width: int = 40) -> str:
    tellers = tuple(teller(10 + place, "Paper", day) for place, day in enumerate(days))
    event = replace(CONFERENCE, tellers=tellers, spans=())
    entries = panel_entries(replace(READING, events=(event,)), width, frozenset())
    lines = ["".join(piece.text for piece in line.left) for line in entries[1].lines]
    return lines[-1] if set("▁▂▃▄▅▆▇█") & set(lines[-1]) else ""


def test_coverage_is_drawn_from_three_articles_on_two_days() -> None:
    first = date(2023, 12, 30)
    assert told([first, first, first]) == ""
    assert told([first, first + timedelta(1)]) == ""
    assert told([first, first, first + timedelta(1)]) == " 30 Dec █▄ 31 Dec 2023"
    assert told([first, first, first + timedelta(3)]) == " 30 Dec 2023 █  ▄ 2 Jan 2024"


def test_coverage_fits_in_the_panel() -> None:
    days = [date(2023, 1, 1) + timedelta(3 * number) for number in range(60)]
    for width in range(8, 80):
        assert len(told(days, width)) <= width


def test_only_known_days_are_drawn() -> None:
    december = Publication(Interval(date(2023, 12, 1), date(2023, 12, 31)), Known.INFERRED)
    tellers = (
        *(teller(n, "Paper", date(2023, 12, n)) for n in (1, 2)),
        replace(teller(3, "Paper", date(2023, 12, 3)), published=december),
    )
    reading = replace(READING, events=(replace(CONFERENCE, tellers=tellers, spans=()),))
    [_, event, *_] = panel_entries(reading, 40, frozenset())
    assert not any("█" in piece.text for line in event.lines for piece in line.left)


def test_an_outlet_that_is_not_known_is_told_last() -> None:
    tellers = tuple(
        teller(10 + number, outlet, date(2023, 12, 1 + number))
        for number, outlet in enumerate(("", "Noord Post", ""))
    )
    event = replace(CONFERENCE, tellers=tellers, spans=(), role=Role.REPORTS)
    reading = replace(READING, events=(event,))
    assert also_told_by(reading) == "Noord Post and an unknown outlet"
