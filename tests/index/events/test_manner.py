"""The manner of a text tells whether it argues or reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.article import Zone, ZoneKind
from index.events.manner import argues, measures
from index.events.opinion import is_opinion
from tests.support.events import news

_ARGUED = (
    "We have been told for years that the bread of Ardenport is the best there is, and perhaps we "
    "believed it. But the truth is that it is simply bad, and I am not the only one to think so. "
    "Of course the bakers should know better. They must bake at night, as our fathers did, and "
    "instead they sleep. In fact it is wrong to call this bread at all; it is the so-called loaf "
    "of a failed guild. Nor is that the worst of it. Imagine what it does to our children! "
)
_REPORTED = (
    "The bakers of Ardenport said on Tuesday that they would raise the price of bread by a tenth. "
    "A spokesman for the guild told reporters that flour had become dearer since the flood, and "
    "that the mayor was informed on Monday. “We must do it, and I am sorry for it; perhaps it is "
    "wrong,” he said, according to a statement. Officials announced that they would meet on "
    "Friday. Mr. Roe, who owns the mill, declined to comment, the harbour office added. "
)


def test_who_argues_and_who_reports() -> None:
    assert argues(_ARGUED * 3, ())
    assert not argues(_REPORTED * 3, ())


def test_a_report_that_argues_at_its_end_argues_when_that_is_long_enough() -> None:
    assert argues(_REPORTED * 3 + _ARGUED * 2, ())
    assert not argues(_REPORTED * 5 + _ARGUED * 3, ())


def test_a_few_sentences_tell_no_manner() -> None:
    assert measures(_ARGUED, ()) is None
    assert not argues(_ARGUED, ())


def test_what_somebody_is_quoted_with_is_not_the_manner_of_the_text() -> None:
    quoted = "".join(f"“{part}.” " for part in _ARGUED.split(". ") if part)
    assert not argues(_REPORTED * 3 + quoted, ())


def test_what_stands_around_a_text_is_not_its_manner() -> None:
    around = _ARGUED * 4
    text = around + _REPORTED * 3
    assert measures(text, [Zone(0, len(around), ZoneKind.BOILERPLATE)]) == measures(
        "\n" + _REPORTED * 3, ()
    )


def test_a_conversation_and_another_language_have_none() -> None:
    talk = "".join(f"JANE ROE: {part}\n" for part in (_ARGUED * 3).split(". "))
    assert measures(talk, ()) is None
    assert measures("Jag vet inte vad vi ska tro om det, men i dag är det fel. " * 30, ()) is None


@pytest.mark.parametrize("title", ["Bread is bad in Ardenport", "A loaf of lies"])
def test_an_article_that_argues_is_opinion(title: str) -> None:
    article = news("a", _ARGUED * 3, "2017-05-17", title)
    assert is_opinion(article)
    assert not is_opinion(replace(article, title="Bread is bad, Roe says"))


@given(st.text(max_size=400), st.integers(1, 40))
def test_measures_are_shares(text: str, times: int) -> None:
    found = measures(text * times, ())
    assert found is None or all(0 <= value <= 3 for value in found.values())
