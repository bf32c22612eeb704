"""The days that the user gave an event: they hold, they steer linking, order is nothing."""

from __future__ import annotations

import random
from datetime import date

import pytest

from index.article import Article, Interval, Precision, Span
from index.events.constraints import (
    Apart,
    Constraints,
    Dated,
    Dating,
    Same,
    Telling,
    Untold,
    Wish,
    reconcile,
)
from index.events.model import Event
from tests.support.events import Archive, in_any_order, news

JUNE = "Voters chose a mayor in the Oslo mayoral election on June 18, 2019."
MAY = "The Oslo mayoral election of May 4, 2015 was close, said Ann Lee, who lost."
AGAIN = "The Oslo mayoral election on June 18, 2019 was quiet, Tom Aldous said."
FIRE = (
    "A fire destroyed the grain mill of Westbury on Monday. Firefighters fought the flames in"
    " the mill for hours. Nobody was hurt, said fire chief Tom Aldous of Westbury."
)
ELECTION = "Oslo mayoral election"


def day(text: str) -> Dating:
    when = date.fromisoformat(text)
    return Dating(Interval(when, when), Precision.DAY)


def naming(article: Article, words: str = ELECTION) -> Telling:
    start = article.text.index(words)
    return Telling(article.key, Span(start, start + len(words)))


@pytest.fixture
def articles() -> dict[str, Article]:
    return {
        "a": news("a", JUNE, "2019-06-19"),
        "b": news("b", MAY, "2019-08-20"),
        "c": news("c", AGAIN, "2019-06-20"),
    }


def elections(archive: Archive) -> dict[frozenset[str], Event]:
    found = [event for event in archive.events if event.members[0].startswith("n")]
    return {frozenset(role.article for role in event.roles): event for event in found}


def days(archive: Archive) -> dict[str, Interval]:
    """The days of the election for each article that tells one."""
    return {key: event.interval for keys, event in elections(archive).items() for key in keys}


def groups(archive: Archive) -> set[str]:
    return {"".join(sorted(keys)) for keys in elections(archive)}


def test_the_days_are_those_that_the_user_gave(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(articles["a"], articles["c"])
    before = archive.state()
    assert groups(archive) == {"ac"}
    both = tuple(naming(articles[key]) for key in "ac")
    assert archive.correct(Dated(both, day("2019-06-17"))) == [True]
    [event] = elections(archive).values()
    assert (event.interval, event.precision) == (day("2019-06-17").interval, Precision.DAY)
    archive.correct(Dated(both, day("2019-06-17")), Dated(both, day("2019-06-16")))
    assert days(archive)["a"] == day("2019-06-16").interval
    archive.correct(Dated(both, Dating()))
    [event] = elections(archive).values()
    assert (bool(event.interval), event.precision) == (False, Precision.UNKNOWN)
    archive.correct()
    assert archive.state() == before


def test_a_wrong_date_no_more_keeps_apart(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(articles["a"], articles["b"])
    assert groups(archive) == {"a", "b"}
    archive.correct(Dated((naming(articles["b"]),), day("2019-06-18")))
    assert groups(archive) == {"ab"}
    archive.add(articles["c"])
    assert groups(archive) == {"abc"}
    archive.correct()
    assert groups(archive) == {"ac", "b"}


def test_a_wrong_date_no_more_joins(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(articles["a"], articles["c"])
    archive.correct(Dated((naming(articles["a"]),), day("2015-05-04")))
    assert groups(archive) == {"a", "c"}
    # Who comes later meets the event on the days that the user gave it.
    archive.add(articles["b"])
    assert groups(archive) == {"ab", "c"}
    archive.correct()
    assert groups(archive) == {"ac", "b"}


def test_what_was_joined_otherwise_keeps_the_days(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(*articles.values())
    a, b = naming(articles["a"]), naming(articles["b"])
    archive.correct(Dated((b,), day("2014-01-01")), Same((a,), (b,)))
    assert groups(archive) == {"abc"}
    assert days(archive)["a"] == day("2014-01-01").interval


def test_what_was_taken_out_of_an_event_has_its_own_days(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(articles["a"], articles["c"])
    a, c = naming(articles["a"]), naming(articles["c"])
    archive.correct(Dated((a, c), day("2015-05-04")), Apart((c,), (a,)))
    assert days(archive) == {"a": day("2015-05-04").interval, "c": day("2019-06-18").interval}


def test_a_happening_is_dated_and_stays_together() -> None:
    archive = Archive()
    archive.add(
        news("one", FIRE, "2021-05-04", "Fire kills two in Westbury"),
        news("two", FIRE.replace("hours", "two hours"), "2021-05-04", "Fire kills two at mill"),
    )
    [event] = archive.events
    assert event.interval == day("2021-05-03").interval
    archive.correct(Dated((Telling("one"), Telling("two")), day("2021-05-02")))
    [event] = archive.events
    assert event.interval == day("2021-05-02").interval
    archive.correct()
    assert archive.events[0].interval == day("2021-05-03").interval


def test_the_later_date_holds_and_what_is_no_event_has_none() -> None:
    a, b = Telling("a"), Telling("b")
    first, second = day("2020-01-01"), day("2021-01-01")
    constraints, holds = reconcile([Dated((a,), first), Dated((a,), second)])
    assert (holds, constraints.dating([a])) == ([False, True], second)
    constraints, holds = reconcile([Dated((a, b), first), Dated((a,), second)])
    assert holds == [True, True]
    assert (constraints.dating([a]), constraints.dating([b])) == (second, first)
    assert constraints.dating([b, a]) == second
    assert reconcile([Dated((a,), first), Untold((a,))])[1] == [False, True]
    assert reconcile([Untold((a,)), Dated((a,), first)])[1] == [True, True]
    assert Constraints.of_dates([(a, first)]).dating([a]) == first


@pytest.mark.parametrize("seed", range(8))
def test_order_is_nothing(articles: dict[str, Article], seed: int) -> None:
    chance = random.Random(seed)
    told = [
        *articles.values(),
        news("one", FIRE, "2021-05-04", "Fire kills two in Westbury"),
        news("d", "Ann Lee lost the 2015 Oslo mayoral election, then left.", "2020-02-02"),
    ]
    wishes: list[Wish] = [
        Dated((naming(articles["b"]), naming(articles["a"])), day("2019-06-18")),
        Dated((Telling("one"),), day("2021-05-01")),
        Dated((naming(articles["c"]),), chance.choice([day("2015-05-04"), Dating()])),
    ][chance.randrange(2) :]
    archive = in_any_order(told, wishes, chance)
    before = archive.state()
    chance.shuffle(told)
    for article in told[: chance.randrange(1, 4)]:
        archive.remove(article.key)
        archive.add(article)
    assert archive.state() == before
    plain = Archive()
    plain.add(*told)
    archive.correct()
    assert archive.state() == plain.state()
