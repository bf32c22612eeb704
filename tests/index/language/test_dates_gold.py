"""Every calendar date that a person found in the seeds, in every shape they may arrive in."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from index.article import Interval
from index.language.dates import find_dates
from index.language.model import Timex
from index.sanitise import canonical_text
from tests.support.seeds import NUMBERS, SHAPES, Shape, gold

# What is known of the day of publication before any event is linked, and after.
FROM_THE_TEXT = {
    "000": Interval(date(2023, 12, 19), date(2023, 12, 19)),
    "002": Interval(date(2023, 12, 19), date(2023, 12, 31)),
    "003": Interval(date(2021, 12, 14), date(2021, 12, 14)),
    "004": Interval(date(2023, 12, 21), date(2023, 12, 21)),
}
FROM_EVENTS = {"001": Interval(date(2023, 12, 19), date(2023, 12, 19))}
ANCHORS = FROM_THE_TEXT | FROM_EVENTS

# A range of lengths has no value in TIMEX3, and "the final days" two that fit.
ALSO_RIGHT = {"the final days of 2023": {"2023-12", "2023"}}


def expected(number: str) -> list[dict[str, Any]]:
    return [timex for timex in gold(number)["timexes"] if not timex["optional"]]


def found_at(timexes: tuple[Timex, ...], start: int, end: int) -> list[Timex]:
    return [timex for timex in timexes if timex.start < end and start < timex.end]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize("number", NUMBERS)
def test_every_date_of_the_gold_is_right(number: str, shape: Shape) -> None:
    text = canonical_text(shape.bytes_of(number).decode("utf-8"))
    timexes = find_dates(text, ANCHORS[number])
    shift = shape.shift(number)
    for truth in expected(number):
        start, end = truth["start"] + shift, truth["end"] + shift
        if start < 0:
            continue  # the header is gone
        (timex,) = found_at(timexes, start, end)
        assert (timex.start, timex.end) == (start, end), truth
        assert timex.type == truth["type"], truth
        assert timex.value in ALSO_RIGHT.get(truth["text"], {truth["value"]}), truth
        begin, last = timex.interval.begin, timex.interval.end
        assert (begin and begin.isoformat()) == truth["begin"], truth
        assert (last and last.isoformat()) == truth["end_date"], truth
        assert timex.mod == (truth["mod"] or ""), truth


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_most_need_no_anchor_or_stay_open(number: str) -> None:
    text = canonical_text(SHAPES[0].bytes_of(number).decode("utf-8"))
    for truth in expected(number):
        for timex in found_at(find_dates(text), truth["start"], truth["end"]):
            days = timex.interval
            if days and truth["begin"]:
                assert days.begin is not None
                assert days.begin.isoformat() == truth["begin"], truth
                assert days.end is not None
                assert days.end.isoformat() == truth["end_date"], truth


def test_shapes_differ() -> None:
    assert len({shape.bytes_of("001") for shape in SHAPES}) >= 4
    assert not unicodedata.is_normalized("NFC", SHAPES[2].bytes_of("001").decode("utf-8"))
