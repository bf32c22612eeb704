"""Linking across articles: what joins, what is held apart, and the account of it."""

from __future__ import annotations

import random
from datetime import date

import pytest
from msgspec.structs import replace

from index.article import Interval, Known, Publication
from index.events.model import Event, LinkClass, Role
from index.events.settle import inherit
from tests.support.events import Archive, news


def archive_of(*texts: tuple[str, str, str]) -> Archive:
    archive = Archive()
    for key, day, text in texts:
        archive.add(news(key, text, day))
    return archive


def event_named(archive: Archive, *words: str) -> Event:
    """The one event named so; happenings, which bear a headline, are left out."""
    named = [e for e in archive.events if any(m.startswith("n") for m in e.members)]
    found = [e for e in named if all(word in e.name for word in words)]
    assert len(found) == 1, [e.name for e in named]
    return found[0]


def told_in(event: Event) -> set[str]:
    return {role.article for role in event.roles}


def test_the_same_edition_under_two_names() -> None:
    archive = archive_of(
        (
            "a",
            "2019-06-18",
            "Mayors met at the 9th National Harbour Conference in Oslo on June 18.",
        ),
        ("b", "2019-06-20", "The aims of the 9th Harbour Conference are modest, said Ann Lee."),
    )
    event = event_named(archive, "9th")
    assert event.name == "9th National Harbour Conference"
    assert told_in(event) == {"a", "b"}


def test_different_editions_stay_apart_and_say_so() -> None:
    archive = archive_of(
        (
            "a",
            "2019-06-18",
            "Mayors met at the 9th National Harbour Conference in Oslo on June 18.",
        ),
        (
            "b",
            "2018-06-20",
            "Mayors met at the 8th National Harbour Conference in Oslo on June 18.",
        ),
    )
    assert told_in(event_named(archive, "9th")) == {"a"}
    assert told_in(event_named(archive, "8th")) == {"b"}


def test_the_name_alone_does_not_say_which_year() -> None:
    archive = archive_of(
        ("a", "2018-11-09", "The Iowa caucuses of 2008 made him known, analysts said at the time."),
        ("b", "2018-11-09", "Nobody had won the Iowa caucuses of 2016 by so little, they said."),
        ("c", "2018-11-12", "In the Iowa caucuses of 2016 he was second, as all remember."),
    )
    shared = [told_in(e) for e in archive.events if "Iowa" in e.name]
    assert {"b", "c"} in shared
    assert all("a" not in told or told == {"a"} for told in shared)


def test_what_comes_back_is_not_one_event_without_a_date() -> None:
    text = "Much was said of it. " * 40 + "The country takes part in the Belt and Road Summit."
    archive = archive_of(("a", "2019-01-01", text), ("b", "2020-05-05", "Now. " + text))
    told = [told_in(event) for event in archive.events if "Belt and Road" in event.name]
    assert sorted(told, key=sorted) == [{"a"}, {"b"}]


def test_every_link_has_its_reasons_where_they_can_be_read() -> None:
    archive = archive_of(
        (
            "a",
            "2019-06-18",
            "Mayors met at the 9th National Harbour Conference in Oslo on June 18.",
        ),
        ("b", "2019-06-18", "The 9th Harbour Conference opened on June 18 with a speech."),
    )
    links = [link for event, link in archive.links if "9th" in event.name]
    assert links
    for link in links:
        assert link.link_class in (LinkClass.SAME, LinkClass.MENTIONS)
        assert {reason.kind for reason in link.reasons} >= {"head", "ordinal", "name", "date"}
        assert round(sum(reason.weight for reason in link.reasons), 2) == link.score
        for reason in link.reasons:
            for key, span in reason.spans:
                assert archive.articles[key].text[span.start : span.end].strip()


def test_a_near_miss_is_told_with_what_spoke_against_it() -> None:
    archive = archive_of(
        (
            "a",
            "2019-06-18",
            "Mayors met at the 9th National Harbour Conference in Oslo on June 18.",
        ),
        ("b", "2019-07-18", "Mayors remember the National Harbour Conference of May 3, 2019."),
    )
    near = archive.refusals()
    assert {link.a for _, link in near} == {"a", "b"}
    for event, link in near:
        assert link.link_class is LinkClass.POSSIBLY
        assert link.vetoes
        assert link.a in told_in(event)
        assert link.b not in told_in(event)


def test_history_is_mentioned_never_reported() -> None:
    archive = archive_of(
        ("a", "2019-06-18", "Veterans of the Korean War met in Seoul to plant trees on Monday."),
        ("b", "2020-06-18", "A museum on the Korean War will open in Busan, the city said."),
    )
    event = event_named(archive, "Korean War")
    assert told_in(event) == {"a", "b"}
    assert all(role.role is Role.MENTIONS for role in event.roles)


def test_a_weekday_and_a_shared_event_date_an_undated_article() -> None:
    archive = archive_of(
        ("a", "2019-06-18", "The 9th Harbour Conference opened in Oslo on June 18, we hear."),
        ("b", "", "Ann Lee on Tuesday called for clean ports. She spoke at the 9th Harbour "
                  "Conference."),
    )  # fmt: skip
    learned = archive.published["b"]
    assert learned.how is Known.INFERRED
    assert str(learned.interval.begin) == "2019-06-18"
    assert "9th Harbour Conference" in learned.reason


_TEXTS = [
    ("a", "2019-06-18", "The 9th Harbour Conference opened in Oslo on June 18. Mayors came."),
    ("b", "", "Ann Lee on Tuesday called for clean ports at the 9th Harbour Conference."),
    ("c", "2019-06-19", "Storm Ulla sank two ships off Bergen, police said. Four men died."),
    ("d", "2019-06-19", "Two ships sank off Bergen when Storm Ulla struck; four men died there."),
    ("e", "2019-06-25", "The Harbour Conference of June 18, 2019 was a success, said Ann Lee."),
    ("f", "2011-02-02", "The 8th Harbour Conference opened in Rome on February 1. Mayors came."),
    ("g", "2019-06-20", "Divers found the two ships which Storm Ulla sank off Bergen."),
]


@pytest.mark.parametrize("seed", range(6))
def test_any_order_any_batches_any_detour(seed: int) -> None:
    expected = archive_of(*_TEXTS).state()
    chance = random.Random(seed)
    order = chance.sample(_TEXTS, len(_TEXTS))
    archive = Archive()
    while order:
        size = chance.randint(1, 3)
        archive.add(*(news(key, text, day) for key, day, text in order[:size]))
        order = order[size:]
        if chance.random() < 0.5:
            key, day, text = chance.choice([t for t in _TEXTS if t[0] in archive.articles])
            archive.add(news(key, "Something else altogether, a different text.", day))
            archive.remove(key)
            archive.add(news(key, text, day))
    assert archive.state() == expected


@pytest.mark.parametrize("others", [0, 10])
def test_an_event_that_is_joined_and_learned_of_at_once_stays_one(others: int) -> None:
    # The last article learns from the one before on which day it came out, and is then of the
    # first event too, which the one before has joined in the same step.
    texts = [
        (
            f"o{number}",
            "2019-06-25",
            f"Rain fell for {number} days. He was at the Rome Tunnel Summit.",
        )
        for number in range(others)
    ]
    texts += [
        ("a", "2019-06-19", "Ann Lee spoke at the Rome Tunnel Summit."),
        ("b", "2019-06-25", "The Rome Tunnel Summit opened in Oslo on June 18."),
        (
            "c",
            "2019-06-19",
            "The 7th Baltic Ferry Forum opened in Oslo on June 18. Ann Lee spoke at the Rome"
            " Tunnel Summit.",
        ),
        (
            "d",
            "",
            "Ann Lee on Tuesday called for clean ports. Ann Lee spoke at the 7th Baltic Ferry"
            " Forum. They recalled the Rome Tunnel Summit.",
        ),
    ]
    archive = archive_of(*texts[:-2])
    archive.add(*(news(key, text, day) for key, day, text in texts[-2:]))
    event = event_named(archive, "Rome Tunnel Summit")
    assert told_in(event) == {key for key, *_ in texts}
    assert archive.state() == archive_of(*texts).state()


def test_many_editions_one_by_one_are_as_all_at_once() -> None:
    articles = [
        news(f"a{n}", f"Delegates spoke of the {n}th Harvest Congress in {1920 + n}.", "2021-05-03")
        for n in range(24, 81)
        if n % 10 > 3
    ] + [news("b", "They met at the 28th Harvest Congress in Ardenport.", "2021-05-04")]
    at_once = Archive()
    at_once.add(*articles)
    assert any(len(event.roles) == 2 for event in at_once.events)
    one_by_one = Archive()
    for article in reversed(articles):
        one_by_one.add(article)
    one_by_one.remove("b")
    one_by_one.add(articles[-1])
    assert one_by_one.state() == at_once.state()


def test_inherit() -> None:
    before = {1: ["a", "b", "c"], 2: ["d"], 3: ["x"]}
    assert inherit(before, [["a"], ["b", "c", "d"], ["new"]]) == [0, 1, 0]
    assert inherit(before, [["d", "e"], ["c", "b"]]) == [2, 1]
    assert inherit({}, [["a"]]) == [0]


def test_who_came_out_at_an_unknown_time_comes_after_those_with_a_date() -> None:
    archive = Archive()
    book = "Ann Lee wrote a book on bakers. It was read in 2001 at the 9th Harbour Conference."
    bounded = Publication(Interval(date(2001, 1, 1), None), Known.UNKNOWN)
    undated = replace(news("a", book), published=bounded)
    archive.add(undated, news("b", book, "2019-06-19"), news("c", book, "2019-06-20"))
    (event,) = (e for e in archive.events if e.name.endswith("Harbour Conference"))
    assert [role.article for role in event.roles] == ["b", "c", "a"]
