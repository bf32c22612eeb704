"""Dates and counts are said no more exactly than they are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Interval, Known, Precision, Publication
from tui import wording

D = date


@pytest.mark.parametrize(
    ("begin", "end", "precision", "said"),
    [
        (D(2023, 12, 19), D(2023, 12, 19), Precision.DAY, "19 Dec 2023"),
        (D(2023, 12, 19), D(2023, 12, 23), Precision.DAY, "19–23 Dec 2023"),
        (D(2023, 11, 28), D(2023, 12, 3), Precision.DAY, "28 Nov – 3 Dec 2023"),
        (D(2023, 12, 30), D(2024, 1, 2), Precision.DAY, "30 Dec 2023 – 2 Jan 2024"),
        (D(2021, 12, 1), D(2021, 12, 31), Precision.MONTH, "Dec 2021"),
        (D(2024, 2, 1), D(2024, 2, 29), Precision.MONTH, "Feb 2024"),
        (D(2023, 2, 1), D(2023, 2, 28), Precision.MONTH, "Feb 2023"),
        (D(2023, 1, 1), D(2023, 12, 31), Precision.YEAR, "2023"),
        (D(2021, 12, 14), D(2023, 12, 19), Precision.WINDOW, "between Dec 2021 and Dec 2023"),
        (D(2021, 9, 1), D(2021, 12, 31), Precision.WINDOW, "late 2021"),
        (D(2021, 5, 1), D(2021, 8, 31), Precision.WINDOW, "mid 2021"),
        (D(2021, 1, 1), D(2021, 4, 30), Precision.WINDOW, "early 2021"),
        (D(2021, 9, 2), D(2021, 12, 31), Precision.WINDOW, "between Sep and Dec 2021"),
        (D(2023, 12, 19), D(2023, 12, 23), Precision.WINDOW, "between 19 and 23 Dec 2023"),
        (None, D(2023, 12, 23), Precision.WINDOW, "until 23 Dec 2023"),
        (D(2023, 12, 23), None, Precision.WINDOW, "23 Dec 2023 or later"),
        (None, None, Precision.DAY, "date unknown"),
        (D(2023, 12, 19), D(2023, 12, 19), Precision.UNKNOWN, "date unknown"),
    ],
)
def test_intervals(begin: date | None, end: date | None, precision: Precision, said: str) -> None:
    assert wording.interval(Interval(begin, end), precision) == said


DAY = Interval(D(2023, 12, 19), D(2023, 12, 19))
MONTH = Interval(D(2023, 12, 1), D(2023, 12, 31))


@pytest.mark.parametrize(
    ("published", "said", "short", "heading"),
    [
        (Publication(DAY, Known.STATED), "Tue 19 Dec 2023", "19 Dec", "Tue 19 Dec 2023"),
        (Publication(DAY, Known.INFERRED), "≈ Tue 19 Dec 2023", "≈ 19 Dec", "Tue 19 Dec 2023"),
        (Publication(MONTH, Known.INFERRED), "≈ Dec 2023", "≈ Dec 2023", "Dec 2023"),
        (Publication(), "date unknown", "?", "Date unknown"),
        (
            Publication(Interval(None, D(2023, 12, 19)), Known.UNKNOWN),
            "date unknown, not after 19 Dec 2023",
            "?",
            "Date unknown",
        ),
        (
            Publication(Interval(D(2020, 6, 4), None), Known.UNKNOWN),
            "date unknown, not before 4 Jun 2020",
            "?",
            "Date unknown",
        ),
    ],
)
def test_publications(published: Publication, said: str, short: str, heading: str) -> None:
    assert wording.publication(published) == said
    assert wording.short_publication(published, 2023) == short
    assert wording.day_heading(published) == heading


def test_the_year_is_left_out_only_beside_itself() -> None:
    stated = Publication(DAY, Known.STATED)
    assert wording.short_publication(stated, 2023) == "19 Dec"
    assert wording.short_publication(stated, 2021) == "19 Dec 2023"
    assert wording.short_publication(stated) == "19 Dec 2023"


@given(st.dates(), st.integers(0, 800))
def test_every_interval_says_its_last_year(begin: date, days: int) -> None:
    end = date.fromordinal(min(begin.toordinal() + days, date.max.toordinal()))
    for precision in (Precision.DAY, Precision.WINDOW, Precision.SERIES):
        assert str(end.year) in wording.interval(Interval(begin, end), precision)


def test_counts_and_lengths() -> None:
    assert wording.counted(1, "article") == "1 article"
    assert wording.counted(12345, "article") == "12,345 articles"
    assert wording.counted(2, "story", "stories") == "2 stories"
    assert wording.minutes(0) == "1 min"
    assert wording.minutes(1150) == "5 min"
