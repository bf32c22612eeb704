"""Opinions report nothing, and pictures from the archive date nothing."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from index.article import Article, Interval, Span, Zone, ZoneKind
from index.events.model import MentionKind, Role
from index.events.opinion import is_opinion
from tests.support.events import Archive, news, record

_SUMMIT = (
    "Leaders of twelve countries met at the 31st Harvest Summit in Ardenport on Tuesday. "
    "The Harvest Summit ended without a treaty, and its hosts went home angry."
)
_DAY = "2017-05-17"


def roles(*articles: Article) -> dict[str, Role]:
    archive = Archive()
    archive.add(*articles)
    return {role.article: role.role for event in archive.events for role in event.roles}


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("A summit of sulkers", {"url": "https://example.org/opinion/2017/05/17/sulkers.html"}),
        ("A summit of sulkers", {"url": "https://opinion.example.org/a"}),
        ("A summit of sulkers", {"outlet": "The Daily Herald (Opinion)"}),
        ("OPINION: A summit of sulkers", {}),
        ("A summit of sulkers: Column", {}),
        ("Don't mourn the treaty", {}),
        ("The treaty we deserve", {}),
        ("Harvest ministers must grow up", {}),
        ("A New Treaty Is Needed", {}),
    ],
)
def test_what_tells_an_opinion(title: str, facts: dict[str, str]) -> None:
    assert is_opinion(replace(news("a", _SUMMIT, _DAY, title), **facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ANALYSIS/OPINION:\n", ""),
        ("Jane Roe\nOpinion contributor\n", ""),
        ("", "\nJane Roe is a farmer. The opinions expressed in this commentary are hers."),
    ],
)
def test_a_label_or_a_disclaimer_tells_an_opinion(before: str, after: str) -> None:
    assert is_opinion(news("a", f"{before}{_SUMMIT}{after}", _DAY, "A summit of sulkers"))


@pytest.mark.parametrize(
    "title",
    [
        "Harvest Summit ends without a treaty",
        "Roe: We must have a treaty",
        "Ministers must sign by Friday, says Roe",
        "Roe says “we” need a treaty",
        "What we know about the Ardenport attack",
        "Poll: Most want a treaty that you can read",
    ],
)
def test_what_is_told_by_somebody_is_news(title: str) -> None:
    url = "https://example.org/2017/05/17/my-personal-opinion-of-farmers.html"
    assert not is_opinion(replace(news("a", _SUMMIT, _DAY, title), url=url))


def test_an_opinion_mentions_what_a_report_reports() -> None:
    report = news("a", _SUMMIT, _DAY, "Harvest Summit ends without a treaty")
    label = "ANALYSIS/OPINION:\n"
    opinion = news("b", label + _SUMMIT, _DAY, "The Harvest Summit fails the farmers")
    assert roles(report, opinion) == {"a": Role.REPORTS, "b": Role.MENTIONS}


def test_an_opinion_alone_is_no_happening() -> None:
    text = "Jane Roe cut the price of bread in Ardenport on Tuesday, and bakers wept."
    assert roles(news("a", text, _DAY, "Roe cuts the price of bread")) == {"a": Role.REPORTS}
    assert roles(news("a", f"ANALYSIS/OPINION:\n{text}", _DAY, "Roe cuts the price of bread")) == {}


def test_a_happening_has_the_name_that_a_report_gives_it() -> None:
    text = (
        "A strong earthquake shook the island of Lombok on Sunday, killing at least 91 people and "
        "damaging thousands of buildings, officials said. The tremor was felt in Bali."
    )
    opinions = [
        news(key, f"OPINION\n{text}", "2018-08-06", "Quake kills 91: the shame of Lombok")
        for key in ("a", "b")
    ]
    archive = Archive()
    archive.add(*opinions, news("c", text, "2018-08-06", "Earthquake on Lombok kills 91"))
    (event,) = archive.events
    assert event.name == "Earthquake on Lombok kills 91"
    assert [role.article for role in event.roles if role.role is Role.REPORTS] == ["c"]


def test_what_comes_of_an_event_long_past_is_news_of_its_own() -> None:
    text = (
        "The government on Friday named the group behind the 2012 Ardenport attack. Officials "
        "had long said that the attack was spontaneous, and the group denies it."
    )
    archive = Archive()
    archive.add(news("a", text, "2014-01-10", "Government names the group behind Ardenport attack"))
    found = {role.role: event for event in archive.events for role in event.roles}
    assert found[Role.MENTIONS].name == "Ardenport attack"
    assert found[Role.REPORTS].interval == Interval(date(2014, 1, 10), date(2014, 1, 10))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Support for Roe rises after racially charged tweets", "ACTION"),
        ("Roe charged with theft", "ARREST"),
        ("Roe to reignite war over her case", "ACTION"),
        ("The culture war of Roe", ""),
        ("In Ohio, signs of soldiers' sacrifice", ""),
        ("Jane Roe dies of cancer", "DEATH"),
    ],
)
def test_what_sort_of_thing_a_headline_tells(title: str, kind: str) -> None:
    made = record(news("a", "Nobody in Ohio said anything.", _DAY, title))
    (headline,) = [m for m in made.mentions if m.mention_kind is MentionKind.HEADLINE]
    assert headline.kind == kind


def pictured(caption: str, day: str) -> Article:
    """A report under a picture with this text."""
    made = news("a", f"{caption}\nJane Roe cut the price of bread in Ardenport.", day)
    return replace(
        made,
        title="Roe cuts the price of bread",
        title_stated=True,
        zones=(Zone(0, len(caption), ZoneKind.CAPTION),),
    )


@pytest.mark.parametrize(
    ("caption", "begin"),
    [
        ("Jane Roe at the 31st Harvest Summit in Ardenport, May 16, 2017.", date(2017, 5, 16)),
        ("Jane Roe at the Harvest Summit in Ardenport in this May 2017 file photo.", None),
    ],
)
def test_the_day_of_a_picture_is_not_that_of_the_news(caption: str, begin: date | None) -> None:
    made = record(pictured(caption, _DAY))
    day = date(2017, 5, 17)
    (headline,) = [m for m in made.mentions if m.head == "cuts"]
    assert headline.interval == Interval(day, day)
    named = [m for m in made.mentions if Span(m.start, m.end).overlaps(Span(0, len(caption)))]
    assert all(m.background for m in named) == (begin is None)
