"""What the user says of events by hand: it holds, it steers what comes later, order is nothing."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Span
from index.events.constraints import (
    Apart,
    Bonds,
    Named,
    Same,
    Telling,
    Untold,
    Wish,
    reconcile,
)
from index.events.model import Event, LinkClass, Role
from tests.support.events import Archive, in_any_order, news

OSLO = "Mayors met at the 9th National Harbour Conference in Oslo on June 18."
AGAIN = "The aims of the 9th Harbour Conference are modest, said Ann Lee."
OTHER = "The 8th National Harbour Conference closed in Oslo on June 18."


def naming(article: Article, words: str) -> Telling:
    start = article.text.index(words)
    return Telling(article.key, Span(start, start + len(words)))


def named_events(archive: Archive) -> list[Event]:
    return [e for e in archive.events if any(m.startswith("n") for m in e.members)]


def tellers(archive: Archive) -> list[set[str]]:
    found = [{role.article for role in event.roles} for event in named_events(archive)]
    return sorted(found, key=lambda keys: (-len(keys), sorted(keys)))


@pytest.fixture
def articles() -> dict[str, Article]:
    return {
        "a": news("a", OSLO, "2019-06-18"),
        "b": news("b", AGAIN, "2019-06-20"),
        "c": news("c", OTHER, "2018-06-20"),
        "d": news("d", "Delegates left the 9th National Harbour Conference.", "2019-06-21"),
    }


def wish_same(articles: dict[str, Article]) -> Same:
    ninth = naming(articles["a"], "9th National Harbour Conference")
    return Same((ninth,), (naming(articles["c"], "8th National Harbour Conference"),))


def test_two_events_become_one_and_a_later_article_goes_along(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(articles["a"], articles["c"])
    assert tellers(archive) == [{"a"}, {"c"}]
    assert archive.correct(wish_same(articles)) == [True]
    assert tellers(archive) == [{"a", "c"}]
    archive.add(articles["b"])
    assert tellers(archive) == [{"a", "b", "c"}]
    archive.remove("a")
    assert tellers(archive) == [{"b"}, {"c"}]
    archive.add(articles["a"])
    assert tellers(archive) == [{"a", "b", "c"}]
    archive.correct()
    assert tellers(archive) == [{"a", "b"}, {"c"}]


def test_what_is_held_apart_stays_apart_whatever_comes(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(articles["a"], articles["b"])
    assert tellers(archive) == [{"a", "b"}]
    a = naming(articles["a"], "9th National Harbour Conference")
    b = naming(articles["b"], "9th Harbour Conference")
    assert archive.correct(Apart((b,), (a,))) == [True]
    assert tellers(archive) == [{"a"}, {"b"}]
    archive.add(articles["d"])
    assert len(tellers(archive)) == 2
    assert {"a", "b"} not in tellers(archive)
    assert not any({"a", "b"} <= keys for keys in tellers(archive))


def test_a_telling_taken_out_leaves_the_others_together(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(articles["a"], articles["b"], articles["d"])
    assert tellers(archive) == [{"a", "b", "d"}]
    others = (
        naming(articles["a"], "9th National Harbour Conference"),
        naming(articles["d"], "9th National Harbour Conference"),
    )
    archive.correct(Apart((naming(articles["b"], "9th Harbour Conference"),), others))
    assert tellers(archive) == [{"a", "d"}, {"b"}]


def test_a_name_goes_to_the_event(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(articles["a"], articles["b"])
    telling = naming(articles["b"], "9th Harbour Conference")
    archive.correct(Named((telling,), "Harbours in Oslo"))
    assert [event.name for event in named_events(archive)] == ["Harbours in Oslo"]
    assert archive.correct(
        Named((telling,), "Harbours in Oslo"), Named((telling,), "Oslo, again")
    ) == [False, True]
    assert [event.name for event in named_events(archive)] == ["Oslo, again"]
    archive.correct()
    assert [event.name for event in named_events(archive)] == ["9th National Harbour Conference"]


BRIDGE = (
    "The bridge over the Ardent river in Ardenport fell on Monday. Rescue boats searched the"
    " river for drivers. The mayor of Ardenport, Ruth Calloway, said that engineers had warned"
    " of rust in the pillars of the bridge."
)
FIRE = (
    "A fire destroyed the grain mill of Westbury on Monday. Firefighters fought the flames in"
    " the mill for hours. Nobody was hurt, said fire chief Tom Aldous of Westbury."
)


def happenings(archive: Archive) -> list[set[str]]:
    found = [
        {m.removeprefix("s:") for m in event.members if m.startswith("s:")}
        for event in archive.events
    ]
    return sorted((keys for keys in found if keys), key=lambda keys: (-len(keys), sorted(keys)))


def stories() -> Archive:
    archive = Archive()
    archive.add(
        news("one", BRIDGE, "2021-05-04", "Bridge collapse kills four in Ardenport"),
        news(
            "two",
            BRIDGE.replace("Monday", "May 3"),
            "2021-05-04",
            "Bridge collapse kills four drivers",
        ),
        news("three", FIRE, "2021-05-04", "Fire kills two in Westbury"),
    )
    return archive


def test_happenings_are_joined_and_taken_apart() -> None:
    archive = stories()
    assert happenings(archive) == [{"one", "two"}, {"three"}]
    archive.correct(Same((Telling("one"),), (Telling("three"),)))
    assert happenings(archive) == [{"one", "three", "two"}]
    assert [set(story.articles) for story in archive.stories] == [{"one", "two", "three"}]
    archive.correct(Apart((Telling("two"),), (Telling("one"),)))
    assert {"two"} in happenings(archive)
    assert {"three"} in happenings(archive)
    archive.correct()
    assert happenings(archive) == [{"one", "two"}, {"three"}]


def plots(archive: Archive) -> list[set[str]]:
    return sorted((set(story.articles) for story in archive.stories), key=sorted)


def of_story(*keys: str) -> tuple[Telling, ...]:
    return tuple(Telling(key, whole=True) for key in keys)


def test_two_happenings_may_be_of_one_story() -> None:
    archive = stories()
    assert plots(archive) == [{"one", "two"}, {"three"}]
    archive.correct(Apart((Telling("two"),), (Telling("one"),)))
    assert happenings(archive) == [{"one"}, {"three"}, {"two"}]
    assert plots(archive) == [{"one", "two"}, {"three"}]
    archive.correct(Same(of_story("one"), of_story("three")))
    assert happenings(archive) == [{"one", "two"}, {"three"}]
    assert plots(archive) == [{"one", "two", "three"}]
    archive.correct()
    assert plots(archive) == [{"one", "two"}, {"three"}]


def test_what_is_of_two_stories_is_not_one_happening() -> None:
    archive = stories()
    assert archive.correct(Apart(of_story("one"), of_story("two"))) == [True]
    assert happenings(archive) == [{"one"}, {"three"}, {"two"}]
    assert plots(archive) == [{"one"}, {"three"}, {"two"}]
    # A third text between them brings them no nearer.
    archive.add(news("four", BRIDGE, "2021-05-04", "Bridge collapse in Ardenport kills four"))
    assert not any({"one", "two"} <= keys for keys in plots(archive) + happenings(archive))
    archive.correct()
    assert {"four", "one", "two"} in plots(archive)


def test_what_tells_one_happening_is_of_one_story_whatever_was_said() -> None:
    one_story, two_stories = (kind(of_story("a"), of_story("c")) for kind in (Same, Apart))
    a_b, b_c = (Same((Telling(x),), (Telling(y),)) for x, y in ("ab", "bc"))
    assert reconcile([a_b, b_c, two_stories])[1] == [False, True, True]
    assert reconcile([two_stories, a_b, b_c])[1] == [False, True, True]
    assert reconcile([one_story, Apart((Telling("a"),), (Telling("c"),))])[1] == [True, True]
    assert reconcile([two_stories, one_story])[1] == [False, True]
    named = Telling("n", Span(0, 4))
    through = [Same((Telling("a"),), (named,)), Same((named,), (Telling("c"),))]
    assert reconcile([*through, two_stories])[1] == [False, True, True]
    # A named event may be told in many stories.
    assert reconcile([Apart(of_story("n"), of_story("a")), through[0]])[1] == [True, True]
    others = Same((Telling("c"),), (Telling("m", Span(0, 4)),))
    assert reconcile([two_stories, through[0], others])[1] == [True, True, True]


def test_what_tells_no_event_is_of_none(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(articles["a"], articles["b"])
    ninth = naming(articles["b"], "9th Harbour Conference")
    assert archive.correct(Untold((ninth,))) == [True]
    assert tellers(archive) == [{"a"}]
    archive.add(articles["d"])
    assert tellers(archive) == [{"a", "d"}]
    archive.add(articles["b"])
    assert tellers(archive) == [{"a", "d"}]
    archive.remove("a")
    archive.remove("d")
    assert tellers(archive) == []
    archive.correct()
    assert tellers(archive) == [{"b"}]


def test_an_article_without_a_happening_stays_in_its_story() -> None:
    archive = stories()
    archive.correct(Untold((Telling("two"),)))
    assert happenings(archive) == [{"one"}, {"three"}]
    assert plots(archive) == [{"one", "two"}, {"three"}]
    archive.add(news("four", BRIDGE, "2021-05-04", "Bridge collapse in Ardenport kills four"))
    assert {"one", "four"} in happenings(archive)
    archive.correct()
    assert {"one", "two", "four"} in happenings(archive)


def test_who_reports_nothing_mentions(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(articles["a"], articles["b"])
    [event] = named_events(archive)
    assert (event.roles[0].article, event.roles[0].role) == ("a", Role.REPORTS)
    archive.correct(Untold((Telling("a"), *of_story("a"))))
    [event] = named_events(archive)
    assert {role.article: role.role for role in event.roles}["a"] is Role.MENTIONS
    assert not any(e.members == ("s:a",) for e in archive.events)
    archive.correct()
    assert named_events(archive)[0].roles[0].role is Role.REPORTS


VISITS = (
    "The year saw the visits to Norway by Chinese President Xi Jinping and US President Joe Biden."
)


def test_of_two_events_in_one_passage_the_one_meant_is_none() -> None:
    archive = Archive()
    archive.add(news("v", VISITS, "2019-06-18"))
    names = {event.name for event in named_events(archive)}
    assert len(names) == 2
    biden = next(name for name in names if "Biden" in name)
    span = next(e for e in named_events(archive) if e.name == biden).roles[0].spans[0]
    archive.correct(Untold((Telling("v", span, biden),)))
    assert {event.name for event in named_events(archive)} == names - {biden}


def test_what_is_no_event_is_none_when_its_article_is_read_with_a_learned_date(
    articles: dict[str, Article],
) -> None:
    told = OSLO.replace("June 18", "Tuesday") + " The 3rd Bergen Fisheries Summit was put off."
    archive = Archive()
    archive.add(articles["a"], undated := news("u", told))
    assert archive.published["u"].interval.begin == date(2019, 6, 18)
    summit = "3rd Bergen Fisheries Summit"
    assert summit in {event.name for event in named_events(archive)}
    archive.correct(Untold((naming(undated, summit),)))
    assert archive.published["u"].interval.begin == date(2019, 6, 18)
    assert summit not in {event.name for event in named_events(archive)}


def test_what_the_headline_tells_stays_when_a_name_in_it_is_no_event() -> None:
    archive = Archive()
    headline = "Fire kills two at the 9th National Harbour Conference in Oslo"
    archive.add(
        news("a", OSLO.replace("on June 18", "on Tuesday"), "2019-06-18", headline),
        news("b", AGAIN, "2019-06-20"),
    )
    assert {"a", "b"} in tellers(archive)
    text = archive.articles["a"].text
    place = text.rindex("9th National Harbour Conference")
    archive.correct(Untold((Telling("a", Span(place, place + 31)),)))
    assert tellers(archive) == [{"b"}]
    assert happenings(archive) == [{"a"}]


def test_links_with_who_reports_nothing_are_of_mentions(articles: dict[str, Article]) -> None:
    archive = Archive()
    second = news("d", OSLO.replace("Mayors", "Captains"), "2019-06-18")
    archive.add(articles["a"], second)
    [link] = [link for event, link in archive.links if event in named_events(archive)]
    assert link.link_class is LinkClass.SAME
    archive.correct(Untold((Telling("a"), *of_story("a"))))
    [link] = [link for event, link in archive.links if event in named_events(archive)]
    assert link.link_class is LinkClass.MENTIONS


def test_what_is_one_by_the_users_word_takes_date_and_latest_name(
    articles: dict[str, Article],
) -> None:
    archive = Archive()
    undated = news("w", "Historians still argue over the Ardent River War. A book tells of it.")
    more = news("x", "A film on the Ardent River War is shown in the town hall all week.")
    archive.add(articles["a"], undated, more)
    assert {"w", "x"} in tellers(archive)
    war = naming(undated, "Ardent River War")
    ninth = naming(articles["a"], "9th National Harbour Conference")
    assert not next(e for e in named_events(archive) if len(e.roles) == 2).interval
    archive.correct(Same((war,), (ninth,)))
    [event] = named_events(archive)
    assert event.interval.begin == date(2019, 6, 18)
    archive.correct(Named((war,), "first"), Named((ninth,), "second"), Same((war,), (ninth,)))
    assert [event.name for event in named_events(archive)] == ["second"]
    archive.correct(Named((ninth,), "second"), Named((war,), "first"), Same((war,), (ninth,)))
    assert [event.name for event in named_events(archive)] == ["first"]


def test_that_what_is_one_now_was_held_apart_is_not_told(articles: dict[str, Article]) -> None:
    archive = Archive()
    archive.add(articles["a"], articles["c"])
    assert archive.refusals()
    seventh = OTHER.replace("8th", "7th")
    archive.add(news("e", seventh, "2017-06-20"))
    archive.correct(wish_same(articles))
    apart = [{link.a, link.b} for _, link in archive.refusals()]
    assert {"a", "c"} not in apart
    assert any("e" in pair for pair in apart)


def test_a_later_word_on_what_tells_no_event() -> None:
    a, b, c = (Telling(key) for key in "abc")
    assert reconcile([Untold((a,)), Same((a,), (b,))])[1] == [False, True]
    assert reconcile([Same((a,), (b,)), Untold((a,))])[1] == [False, True]
    constraints, holds = reconcile([Same((a, c), (b,)), Untold((a,))])
    assert (holds, constraints.companions([b])) == ([True, True], {c})
    constraints, holds = reconcile([Untold((a, c)), Same((a,), (b,))])
    assert (holds, constraints.untold) == ([True, True], {c})
    assert reconcile([Named((a, c), "x"), Untold((a,))])[0].names == ((c, "x"),)
    assert reconcile([Named((a,), "x"), Untold((a,))])[1] == [False, True]
    nothing = Untold((a, *of_story("a")))
    assert reconcile([nothing, Same(of_story("a"), of_story("b"))])[1] == [True, True]
    constraints, holds = reconcile([nothing, Same((a,), (b,))])
    assert holds == [False, True]
    assert not constraints.reports_nothing("a")


def test_a_named_event_and_a_happening_become_one(articles: dict[str, Article]) -> None:
    archive = stories()
    archive.add(articles["a"])
    ninth = naming(articles["a"], "9th National Harbour Conference")
    archive.correct(Same((ninth,), (Telling("three"),)))
    event = next(e for e in archive.events if "s:three" in e.members)
    assert event.name == "9th National Harbour Conference"
    assert {role.article for role in event.roles} == {"a", "three"}
    archive.add(articles["b"])
    event = next(e for e in archive.events if "s:three" in e.members)
    assert {role.article for role in event.roles} == {"a", "b", "three"}


def test_a_named_event_takes_the_date_of_its_happening_and_keeps_its_refusals(
    articles: dict[str, Article],
) -> None:
    archive = stories()
    war = news("w", "Historians still argue over the Ardent River War. A book tells of it.")
    archive.add(articles["a"], articles["c"], war)
    archive.correct(Same((naming(war, "Ardent River War"),), (Telling("three"),)))
    event = next(e for e in archive.events if "s:three" in e.members)
    assert event.name == "Ardent River War"
    assert event.interval.begin == date(2021, 5, 3)
    ninth = naming(articles["a"], "9th National Harbour Conference")
    archive.correct(Same((ninth,), (Telling("three"),)))
    held_apart = [
        {link.a, link.b} for event, link in archive.refusals() if "s:three" in event.members
    ]
    assert {"a", "c"} in held_apart


@pytest.mark.parametrize("seed", range(6))
def test_order_is_nothing(articles: dict[str, Article], seed: int) -> None:
    told = [
        *articles.values(),
        news("one", BRIDGE, "2021-05-04", "Bridge collapse kills four in Ardenport"),
        news(
            "two",
            BRIDGE.replace("Monday", "May 3"),
            "2021-05-04",
            "Bridge collapse kills four drivers",
        ),
        news("three", FIRE, "2021-05-04", "Fire kills two in Westbury"),
    ]
    chance = random.Random(seed)
    ninth = naming(articles["d"], "9th National Harbour Conference")
    wishes: list[Wish] = [
        wish_same(articles),
        Apart((naming(articles["b"], "9th Harbour Conference"),), (ninth,)),
        Same((Telling("two"),), (ninth,)),
        Named((Telling("two"),), "Two of a kind"),
        Same(of_story("one"), of_story("three")),
        Untold((Telling("three"), *of_story("three"))),
        Untold((naming(articles["c"], "8th National Harbour Conference"),)),
    ][chance.randrange(3) :]
    in_any_order(told, wishes, chance)


def test_the_later_of_two_that_contradict_wins() -> None:
    a, b, c = (Telling(key) for key in "abc")
    _, holds = reconcile([Same((a,), (b,)), Apart((a,), (b,))])
    assert holds == [False, True]
    constraints, holds = reconcile([Apart((a,), (b, c)), Same((a,), (b,))])
    assert holds == [False, True]
    assert constraints.companions([a]) == {b}
    _, holds = reconcile([Same((a,), (b,)), Same((b,), (c,)), Apart((a,), (c,))])
    assert holds == [False, True, True]


def test_the_same_holds_between_what_was_not_taken_out() -> None:
    a, b, c, d = (Telling(key) for key in "abcd")
    constraints, holds = reconcile([Same((a, b), (c, d)), Apart((c,), (a, b, d))])
    assert holds == [True, True]
    assert constraints.companions([a]) == {d}
    constraints, _ = reconcile([Named((a, b), "x"), Apart((a,), (b,))])
    assert constraints.names == ((b, "x"),)


tellings = st.lists(
    st.sampled_from([Telling(key) for key in "abcdef"]), min_size=1, max_size=3, unique=True
).map(tuple)
parts = st.sampled_from("abcdef").map(of_story)
wish = st.one_of(
    st.builds(Same, tellings, tellings),
    st.builds(Apart, tellings, tellings),
    st.builds(Same, parts, parts),
    st.builds(Apart, parts, parts),
    st.builds(Named, tellings, st.sampled_from(["x", "y"])),
    st.builds(Untold, tellings),
)


@given(st.lists(wish, max_size=12))
def test_what_is_left_has_no_contradiction(wishes: list[Wish]) -> None:
    constraints, holds = reconcile(wishes)
    assert len(holds) == len(wishes)
    known = constraints.tellings()
    bonds = Bonds(constraints, {t: frozenset({t}) for t in known})
    stories = Bonds(
        constraints.of_stories(), {t.article: constraints.held(t.article) for t in known}
    )
    for a, b in combinations(sorted({t.article for t in known}), 2):
        if bonds.root(Telling(a)) == bonds.root(Telling(b)):
            assert stories.root(a) == stories.root(b)
    for one, held in zip(wishes, holds, strict=True):
        if isinstance(one, Same) and held:
            assert any(bonds.root(x) == bonds.root(y) for x in one.a for y in one.b)
        if isinstance(one, Apart) and held and one.a[0].whole:
            assert stories.root(one.a[0].article) != stories.root(one.b[0].article)
        elif isinstance(one, Apart) and held:
            assert not any(bonds.root(x) == bonds.root(y) for x in one.a for y in one.b)
            assert not any(bonds.may_join(x, y) for x in one.a for y in one.b)
    if wishes and not (isinstance(wishes[-1], Apart) and {*wishes[-1].a} & {*wishes[-1].b}):
        assert holds[-1]
    kept = [one for one, held in zip(wishes, holds, strict=True) if held]
    assert reconcile(kept)[1] == [True] * len(kept)
