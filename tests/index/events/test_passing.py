"""What is only spoken of in passing, or is no event at all, is neither dated nor reported."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Interval
from index.events.assemble import EventDraft
from index.events.link import link
from index.events.model import EventMention, MentionKind, Role
from tests.support.events import news, record


def names(text: str, day: str = "2016-12-19", title: str = "") -> list[EventMention]:
    found = record(news("a", text, day, title)).mentions
    return [m for m in found if m.mention_kind is MentionKind.NAME]


def drafts(text: str, day: str = "2016-12-19", title: str = "") -> list[EventDraft]:
    return list(link([record(news("a", text, day, title))]).drafts)


def role(made: EventDraft) -> Role:
    (part,) = made.parts.values()
    return part.role


@pytest.mark.parametrize(
    "text",
    [
        "The report on Russian election tampering comes out on Thursday.",
        "Lawmakers asked about Ukrainian election hacking.",
        "He came to fame as a Vietnam War correspondent.",
        "She read of the Geneva summit negotiations at school.",
        "The campaign bought another Ohio primary ad.",
        "Blog archive: May, 2015 April, 2015 March, 2015 February, 2015",
        "The hall reopens in March 2018 after a long winter.",
    ],
)
def test_the_last_noun_of_a_phrase_decides(text: str) -> None:
    assert names(text) == []


def test_a_march_with_a_name_is_still_one() -> None:
    text = "She spoke at the 1963 March on Washington as a girl."
    assert [m.name for m in names(text)] == ["1963 March on Washington"]


def test_where_an_event_is_held_is_no_other_event() -> None:
    text = "He spoke at the Republican National Convention at the Harbor Times Forum on Monday."
    assert [m.head for m in names(text)] == ["convention"]


def test_an_event_told_among_dates_of_long_ago_is_not_of_these_days() -> None:
    text = (
        "Electors meet in every state capital. A look at the Constitutional Convention "
        "may tell what they are for.\n\nIn the summer of 1787 its delegates quarrelled for weeks "
        "about who should choose a president."
    )
    (made,) = drafts(text, title="Why the electors will follow the vote")
    assert (made.name, made.interval) == ("Constitutional Convention", Interval())
    assert role(made) is Role.MENTIONS


def test_somebodys_election_is_what_came_of_it() -> None:
    text = "Barack Obama spoke. Crime rose, some say, because of Obama's election and its noise."
    (made,) = drafts(text, title="Crime rises in ten cities")
    assert made.interval == Interval()
    assert role(made) is Role.MENTIONS


def test_meddling_in_an_election_is_not_the_election() -> None:
    text = "Liberals shrug at the meddling of old spies in the 2016 American election."
    (made,) = drafts(text, day="")
    assert role(made) is Role.MENTIONS


def headline(title: str, text: str, day: str) -> EventMention:
    found = record(news("a", text, day, title)).mentions
    return next(m for m in found if m.mention_kind is MentionKind.HEADLINE)


@pytest.mark.parametrize(
    "text",
    [
        "On a sunny Sunday afternoon, Ann Roe ran through the town as she did every day.",
        "It was Sunday, an ordinary day back in February, when Ann Roe ran through the town.",
    ],
)
def test_a_weekday_of_another_month_does_not_date_the_news(text: str) -> None:
    told = headline("Anger mounts over killing of runner in small town", text, "2020-05-06")
    assert told.interval == Interval(date(2020, 5, 6), date(2020, 5, 6))


def test_one_election_under_three_names_is_one_event() -> None:
    text = (
        "The 2016 presidential election was close. Agents studied the 2016 American election for "
        "years, and nobody has forgotten the 2016 election."
    )
    assert len({m.group for m in names(text, "2019-03-04")}) == 1


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Roe campaign wrestles with how to attack her rival", "ACTION"),
        ("Governor winning mega-donor war against Roe", "ACTION"),
        ("The day the trade deal died in Brussels", "ACTION"),
        ("Rebel attacks kill nine in northern town", "ATTACK"),
        ("Singer Ann Roe died at home", "DEATH"),
    ],
)
def test_a_figure_of_speech_gives_no_kind(title: str, kind: str) -> None:
    assert headline(title, "Much was said about it.", "2016-05-18").kind == kind
