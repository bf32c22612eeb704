"""The day on which a text was written is not that of what it tells."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Article, Interval, Precision
from index.events.model import EventMention, MentionKind
from index.readers.news_text import read_news_text
from tests.support.events import record

_STORY = (
    "At least 12 people died on Thursday when a quake hit the coast, officials said. Rescuers "
    "searched the ruins.\n\nThe town has 4,000 inhabitants. Its mayor asked for help.\n"
)
_UNDATED = _STORY.replace(" on Thursday", "")


def read(text: str, day: str = "2024-03-15") -> Article:
    return read_news_text("a", text, key="a", metadata={"date": day} if day else {})


def told(article: Article) -> EventMention:
    mentions = record(article).mentions
    return next(m for m in mentions if m.mention_kind is MentionKind.HEADLINE)


def day(of_month: int) -> Interval:
    return Interval(date(2024, 3, of_month), date(2024, 3, of_month))


@pytest.mark.parametrize(
    "opening",
    [
        "LIMA (AP) - ",
        "LIMA, March 15 (Reuters) - ",
        "KABUL, March 15 - ",
        "LIMA, March 15 (Xinhua) -- ",
        "LIMA, March 15, 2024 (AFP) — ",
        "LIMA, March 15, 2024 /PRNewswire/ -- ",
        "LIMA, Peru, March 15 (UPI) -- ",
        "LIMA, Peru (AP) — ",
        "Lima, March 15 – ",
        "Lima, 15 March (EFE) - ",
        "Lima, 15 Mar (IPS) - ",
        "Lima, Mar 15 (EFE).- ",
        "LIMA, Mar. 15 (UPI) -- ",
        "LIMA, 15 March 2024 (BSS) - ",
        "LIMA — ",
        "March 15 (Reuters) - ",
        "March 15 (Bloomberg) -- ",
        "Lima, March 15 (PTI): ",
        "LIMA: March 15, 2024 (APP): ",
        "LIMA, March 15 (APP): ",
        "ISLAMABAD, Mar 15 (APP):",
        "Lima, March 15, 2024 -- ",
        "(Reuters) - ",
        "Lima (dpa) - ",
        "LIMA, March 15, 2024 - ",
        "LIMA - March 15, 2024 - ",
        "LIMA, Friday, March 15 (AP) - ",
        "LIMA, Friday, March 15, 2024 - ",
        "Lima, Fri. March 15 - ",
        "LIMA, Fri 15 March (ANI): ",
        "(Lima, March 15, 2024) - ",
        "[LIMA, March 15] - ",
        "LIMA/SANTIAGO, March 15 (Reuters) - ",
        "LIMA, MARCH 15 (Kyodo) - ",
        "LIMA, March 15 Kyodo - ",
        "LIMA, March 15 (Yonhap) -- ",
        "15 March 2024, Lima - ",
        "15 March 2024 (Lima) – ",
        "Friday, March 15, 2024 - ",
        "NEW YORK, 15th March (Tass). ",
        "LIMA (Reuters, March 15) - ",
        "LIMA, Peru, March 15, 2024 (GLOBE NEWSWIRE) -- ",
        "New Delhi [India], March 15 (ANI): ",
        "PORT MORESBY, 15 MARCH 2024 (THE NATIONAL) – ",
        "KATHMANDU, MARCH 15:",
        "Kuala Lumpur, March 15 (Bernama) --",
        "15 March 2024\n",
        "Friday 15 March 2024\n",
        "Published: 15 March 2024\n",
        "2024-03-15\n",
        "Quake kills twelve on coast of Peru\n15 March 2024\n\n",
        "Quake kills twelve on coast of Peru\nBy Jane Roe\nMarch 15, 2024 9:12 a.m.\n\n",
        "Quake kills twelve on coast of Peru\n\nLIMA, March 15 (Reuters) - ",
    ],
)
def test_the_day_in_the_sentence_goes_before_that_of_dateline_and_head(opening: str) -> None:
    mention = told(read(opening + _STORY))
    assert (mention.interval, mention.precision) == (day(14), Precision.DAY)


def test_a_dateline_bounds_what_is_told_without_a_day() -> None:
    mention = told(read("LIMA, March 14 (Reuters) - " + _UNDATED))
    assert (mention.interval, mention.precision) == (day(14), Precision.WINDOW)


def test_a_day_further_down_goes_before_that_of_the_head() -> None:
    text = (
        "Ferry hits pier in Ardenport\n15 March 2024\n\nA ferry struck a pier and hurt nine people."
        " The collision happened at about 06:40 on March 14, the harbour master said.\n"
    )
    assert told(read(text, "")).interval == day(14)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe had been mayor since 2019 when she resigned on 20 March 2024.",
        "Jane Roe resigned as mayor on 20 March 2024 over the dam, court papers show.",
        "Mayor Jane Roe resigns\n\nJane Roe was mayor when she resigned on 20 March.",
    ],
)
def test_the_day_in_the_clause_goes_before_publication(text: str) -> None:
    mention = told(read(f"{text}\n\nHer party looked for another mayor.\n", "2024-09-01"))
    assert (mention.interval, mention.precision) == (day(20), Precision.DAY)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe resigned as mayor, which she had been since 20 March 2024.",
        "On 20 March 2024 nobody knew that Jane Roe would resign.",
        "Mayor Jane Roe resigns\n\nJane Roe said she would stand in the vote of 20 October 2024.",
    ],
)
def test_a_day_of_something_else_does_not(text: str) -> None:
    mention = told(read(f"{text}\n\nHer party looked for another mayor.\n", "2024-09-01"))
    assert mention.precision is Precision.WINDOW
