"""Newswire sentences whose every temporal expression was marked by the TIMEX3 guidelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.article import Interval
from index.language.dates import find_dates

SENTENCES = Path(__file__).parent / "date_phrases.txt"
TYPES = {"D": "DATE", "T": "TIME", "L": "DURATION", "S": "SET"}
MARKED = re.compile(r"\[([^|\]]+)\|([DTLS])\|([^\]]+)\]")

Expression = tuple[str, str, str]


def sentences() -> Iterator[tuple[date, str]]:
    """The day of publication and the marked sentence, for each."""
    day = date.min
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            day = date.fromisoformat(line[1:].strip())
        elif line and not line.startswith("#"):
            yield day, line


def expected(sentence: str) -> list[Expression]:
    return [(words, TYPES[kind], value) for words, kind, value in MARKED.findall(sentence)]


@pytest.mark.parametrize(("day", "sentence"), tuple(sentences()))
def test_all_that_is_marked_and_nothing_else_is_found(day: date, sentence: str) -> None:
    text = MARKED.sub(r"\1", sentence)
    found = [
        (text[timex.start : timex.end], timex.type.value, timex.value)
        for timex in find_dates(text, Interval(day, day))
    ]
    assert found == expected(sentence)


def test_there_are_enough_of_every_type() -> None:
    marked = [kind for _, sentence in sentences() for _, kind, _ in expected(sentence)]
    assert len(marked) >= 250
    assert all(marked.count(kind) >= 10 for kind in TYPES.values())
