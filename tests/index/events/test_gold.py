"""The five sample articles against the hand-made truth: events, links, dates, stories."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from functools import cache

import pytest

from index.article import Article, Interval, Known, Precision, Publication
from index.events.link import link
from index.events.model import Event, Role
from index.events.record import ArticleEvents
from index.readers import read
from tests.support.events import Archive, record
from tests.support.seeds import NUMBERS, SHAPES, Shape, gold, gold_events

ORDERS = list(itertools.permutations(NUMBERS))
SOME_ORDERS = random.Random(7).sample(ORDERS, 6)
# Telling a speech at an event from the event, and whole series, is left open by the truth.
OPTIONAL = {e["id"] for e in gold_events()["events"] if e.get("optional")}
REQUIRED = [e for e in gold_events()["events"] if e["id"] not in OPTIONAL]
ANCHORS = ("name", "phrase")


@dataclass(frozen=True)
class Gold:
    article: str
    start: int
    end: int


@cache
def articles(shape: Shape) -> tuple[Article, ...]:
    found = []
    for number in NUMBERS:
        found += read(number, shape.bytes_of(number), key=number)
    return tuple(found)


@cache
def text_record(article: Article) -> ArticleEvents:
    return record(article)


def linked(shape: Shape, order: tuple[str, ...]) -> Archive:
    archive = Archive()
    by_key = {article.key: article for article in articles(shape)}
    for number in order:
        archive.add(by_key[number])
    return archive


@pytest.fixture(scope="module", params=SHAPES, ids=lambda shape: shape.name)
def shape(request: pytest.FixtureRequest) -> Shape:
    found: Shape = request.param
    return found


@pytest.fixture(scope="module")
def archive(shape: Shape) -> Archive:
    return linked(shape, NUMBERS)


def told_by(event: Event, role: Role) -> list[str]:
    return sorted(r.article for r in event.roles if r.role is role)


def find(archive: Archive, wanted: str, shape: Shape) -> Event:
    """The event of which some mention stands where the truth has one."""
    places = {
        Gold(number, m["start"] + shape.shift(number), m["end"] + shape.shift(number))
        for number in NUMBERS
        for entry in gold(number)["events"]
        if entry["event"] == wanted
        for m in entry["mentions"]
        if m["kind"] in ANCHORS
    }
    ends = {(place.article, place.end) for place in places}
    found = [
        event
        for event in archive.events
        if any((r.article, s.end) in ends for r in event.roles for s in r.spans)
    ]
    assert len(found) == 1, (wanted, [event.name for event in found])
    return found[0]


@pytest.mark.parametrize("wanted", REQUIRED, ids=lambda entry: str(entry["key"]))
class TestEvents:
    def test_is_told_by_whom_the_truth_says(
        self, archive: Archive, shape: Shape, wanted: dict[str, object]
    ) -> None:
        event = find(archive, str(wanted["id"]), shape)
        assert told_by(event, Role.REPORTS) == wanted["reported_by"]
        mentioned = told_by(event, Role.MENTIONS)
        # "the 13th tenure of the Party" names the congress only indirectly.
        optional = {
            number
            for number in NUMBERS
            for entry in gold(number)["events"]
            if entry["event"] == wanted["id"] and entry["optional"]
        }
        assert isinstance(wanted["mentioned_by"], list)
        assert set(mentioned) - optional == set(wanted["mentioned_by"]) - optional

    def test_has_the_days_of_the_truth(
        self, archive: Archive, shape: Shape, wanted: dict[str, object]
    ) -> None:
        event = find(archive, str(wanted["id"]), shape)
        if wanted["date_precision"] in (None, "unknown"):
            assert event.interval == Interval()
            return
        begin, end = event.interval.begin, event.interval.end
        if wanted["id"] == "E3" and shape.name == "no header":
            # Nothing in the text dates it but the conference taking place meanwhile.
            assert (str(begin), str(end)) == ("2023-12-19", "2023-12-23")
            assert event.precision is Precision.WINDOW or event.precision is Precision.DAY
            return
        assert (str(begin), str(end)) == (wanted["begin"], wanted["end"])
        assert event.precision == wanted["date_precision"]


def test_nothing_is_joined_that_the_truth_keeps_apart(archive: Archive, shape: Shape) -> None:
    found = [find(archive, entry["id"], shape) for entry in REQUIRED]
    assert len({event.members for event in found}) == len(REQUIRED)


def test_places(archive: Archive, shape: Shape) -> None:
    conference = find(archive, "E1", shape)
    assert "hanoi" in conference.place.casefold().replace(" ", "")
    assert "vietnam" in find(archive, "E7", shape).place.casefold().replace(" ", "")
    assert "china" in find(archive, "E6", shape).place.casefold()


def test_names(archive: Archive, shape: Shape) -> None:
    assert find(archive, "E1", shape).name == "32nd National Diplomatic Conference"
    assert "2021" in find(archive, "E2", shape).name
    assert find(archive, "E3", shape).name.startswith("President meets chiefs")


def test_stories(archive: Archive) -> None:
    stories = sorted(sorted(story.articles) for story in archive.stories)
    assert stories == [["000", "001", "002"], ["003"], ["004"]]


def test_publication_is_learned_from_the_shared_event(archive: Archive, shape: Shape) -> None:
    learned = archive.published["001"]
    assert str(learned.interval.begin) == str(learned.interval.end) == "2023-12-19"
    assert learned.how is Known.INFERRED
    assert "32nd" in learned.reason
    if shape.name == "no header":
        assert str(archive.published["000"].interval.begin) == "2023-12-19"
        bounded = archive.published["004"].interval
        assert (str(bounded.begin), str(bounded.end)) == ("2023-12-19", "2023-12-23")


def test_without_the_others_nothing_is_learned(shape: Shape) -> None:
    alone = Archive()
    alone.add(articles(shape)[1])
    assert alone.published["001"].how is Known.UNKNOWN


@pytest.mark.parametrize("order", SOME_ORDERS, ids="".join)
def test_the_order_of_arrival_does_not_matter(
    archive: Archive, shape: Shape, order: tuple[str, ...]
) -> None:
    assert linked(shape, order).state() == archive.state()


def test_all_orders_at_once() -> None:
    records = {a.key: text_record(a) for a in articles(SHAPES[0])}

    def redate(key: str, published: Publication) -> ArticleEvents:
        return records[key]

    expected = repr(link(records.values(), redate).drafts)
    for order in ORDERS:
        assert repr(link([records[number] for number in order], redate).drafts) == expected


def test_an_article_that_goes_leaves_no_trace(shape: Shape) -> None:
    archive = linked(shape, NUMBERS)
    archive.remove("000")
    assert archive.state() == linked(shape, NUMBERS[1:]).state()
    archive.add(articles(shape)[0])
    assert archive.state() == linked(shape, NUMBERS).state()
