"""The five sample articles through the library's door: the first acceptance test."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.article import Known, Precision
from index.events.model import LinkClass, Role
from index.library import Library
from index.library.imports.importing import Status
from index.views import EventView
from tests.support.seeds import NUMBERS, SHAPES, Shape, gold, gold_events, write_seeds

ORDERS = random.Random(19).sample(list(itertools.permutations(NUMBERS)), 4)


def number_of(key: str) -> str:
    return Path(key).stem


def told_by(event: EventView, role: Role) -> set[str]:
    return {number_of(teller.key) for teller in event.tellers if teller.role is role}


@pytest.fixture(scope="module", params=SHAPES, ids=lambda shape: shape.name)
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("seeds")
    shape: Shape = request.param
    with Library.open(folder / "library") as library:
        assert all(
            d.status is Status.ADDED for d in library.add([write_seeds(folder / "in", shape)])
        )
        yield library


def event_like(library: Library, *words: str) -> EventView:
    found = [e for e in library.events() if all(w in e.name.casefold() for w in words)]
    assert len(found) == 1, [e.name for e in found]
    return found[0]


class TestEvents:
    def test_the_32nd_conference_is_one_event(self, library: Library) -> None:
        event = event_like(library, "32nd")
        assert event.name == "32nd National Diplomatic Conference"
        assert (event.interval.begin, event.interval.end) == (
            date(2023, 12, 19),
            date(2023, 12, 23),
        )
        assert event.precision is Precision.DAY
        assert event.place in ("Hà Nội", "Hanoi", "Ha Noi")
        assert told_by(event, Role.REPORTS) == {"000", "001", "002"}
        assert told_by(event, Role.MENTIONS) == {"004"}

    def test_the_2021_conference_is_another(self, library: Library) -> None:
        event = next(
            e
            for e in library.events()
            if told_by(e, Role.REPORTS) == {"003"} and e.kind == "CONFERENCE"
        )
        assert (event.interval.begin, event.interval.end) == (
            date(2021, 12, 14),
            date(2021, 12, 14),
        )
        assert told_by(event, Role.MENTIONS) == {"001", "002"}

    def test_the_21st_is_merged_with_neither(self, library: Library) -> None:
        event = event_like(library, "21st")
        assert told_by(event, Role.REPORTS) | told_by(event, Role.MENTIONS) == {"002"}

    def test_every_event_of_the_gold_is_told_by_whom_the_gold_says(self, library: Library) -> None:
        events = library.events()
        got = {
            (frozenset(told_by(e, Role.REPORTS)), frozenset(told_by(e, Role.MENTIONS)))
            for e in events
        }
        for truth in gold_events()["events"]:
            if truth.get("optional") or truth["key"] == "cong13":
                continue  # 000 only hints at the 13th Congress ("13th tenure of the Party")
            wanted = (frozenset(truth["reported_by"]), frozenset(truth["mentioned_by"]))
            assert wanted in got, truth["name"]

    def test_the_party_congresses_are_mentioned_only(self, library: Library) -> None:
        thirteenth = event_like(library, "13th", "congress")
        assert not told_by(thirteenth, Role.REPORTS)
        assert told_by(thirteenth, Role.MENTIONS) >= {"001", "002", "003", "004"}
        assert told_by(event_like(library, "14th", "congress"), Role.MENTIONS) == {"001", "002"}

    def test_visits_are_one_event_each_across_articles(self, library: Library) -> None:
        visits = [e for e in library.events() if e.kind == "VISIT"]
        assert len(visits) == 3
        for visit in visits:
            assert told_by(visit, Role.MENTIONS) == {"001", "002"}
            assert visit.precision is Precision.WINDOW

    def test_the_panel_shows_the_main_event_first(self, library: Library) -> None:
        for number, words in (
            ("000", "32nd"),
            ("001", "32nd"),
            ("002", "32nd"),
            ("004", "president meets"),
        ):
            first = library.panel(library.find(f"in/{number}.txt"))[0]
            assert first.role is Role.REPORTS
            assert words in first.name.casefold()

    def test_links_carry_their_reasons(self, library: Library) -> None:
        event = event_like(library, "32nd")
        why = library.why(event.id, library.find("in/001.txt"))
        same = [link for link in why.links if link.link_class is LinkClass.SAME]
        assert {number_of(k) for link in same for k in (link.a, link.b)} == {"000", "001", "002"}
        for link in same:
            assert link.reasons
            for reason in link.reasons:
                for key, span in reason.spans:
                    text = library.article(library.find(key)).text
                    assert text[span.start : span.end].strip()


class TestStories:
    def test_three_articles_tell_one_happening(self, library: Library) -> None:
        stories = [{number_of(key) for key in story.articles} for story in library.stories()]
        together = [story for story in stories if len(story) > 1]
        assert together == [{"000", "001", "002"}]


class TestEntities:
    def test_trong_is_one_person_under_all_his_names(self, library: Library) -> None:
        found = [e for e in library.find_entities("trọng") if e.articles > 1]
        assert len(found) == 1
        trong = found[0]
        assert {number_of(library.article(n).key) for n in library.entity_articles(trong.id)} == {
            "000",
            "001",
            "002",
            "003",
        }
        assert trong.name in ("Nguyễn Phú Trọng", "Nguyen Phu Trong")
        assert any(form in trong.forms for form in ("Trọng", "Trong"))


class TestPublication:
    def test_each_date_is_known_as_it_can_be_known(
        self, library: Library, request: pytest.FixtureRequest
    ) -> None:
        published = {n: library.article(library.find(f"in/{n}.txt")).published for n in NUMBERS}
        if request.node.callspec.params["library"].name != "no header":
            assert published["000"].how is Known.STATED
            assert published["004"].how is Known.STATED
            assert (
                published["004"].interval.begin
                == published["004"].interval.end
                == date(2023, 12, 21)
            )
        assert published["000"].interval.begin == date(2023, 12, 19)
        assert published["003"].how is Known.INFERRED
        assert published["003"].interval.begin == date(2021, 12, 14)
        assert published["001"].how is Known.INFERRED
        assert published["001"].interval.begin == date(2023, 12, 19)
        assert published["002"].how is Known.UNKNOWN
        assert published["002"].interval.begin == date(2023, 12, 19)
        assert published["002"].interval.end == date(2023, 12, 31)

    def test_dates_in_the_text_follow_what_was_learned(
        self, library: Library, request: pytest.FixtureRequest
    ) -> None:
        shape: Shape = request.node.callspec.params["library"]
        for number in NUMBERS:
            reading = library.reading(library.find(f"in/{number}.txt"))
            found = {(t.start, t.end): t for t in reading.timexes}
            shift = shape.shift(number)
            for truth in gold(number)["timexes"]:
                start, end = truth["start"] + shift, truth["end"] + shift
                if truth["optional"] or not truth["begin"] or start < 0:
                    continue
                timex = next((t for (s, e), t in found.items() if s < end and start < e), None)
                assert timex is not None, truth["text"]
                interval = (str(timex.interval.begin), str(timex.interval.end))
                assert interval == (truth["begin"], truth["end_date"]), (number, truth["text"])


def snapshot(library: Library) -> list[object]:
    """Everything that linking made, without ids."""
    return sorted(
        (
            event.name,
            event.kind,
            str(event.interval),
            event.place,
            event.participants,
            sorted(told_by(event, Role.REPORTS)),
            sorted(told_by(event, Role.MENTIONS)),
        )
        for event in library.events()
    )


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "in")
    results = []
    for place, order in enumerate(ORDERS):
        with Library.open(tmp_path / f"library{place}") as library:
            for number in order:
                list(library.add([folder / f"{number}.txt"]))
            results.append(snapshot(library))
    assert all(result == results[0] for result in results)


def test_adding_the_same_folder_again_changes_nothing(tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "in")
    with Library.open(tmp_path / "library") as library:
        list(library.add([folder]))
        generation, before = library.generation(), snapshot(library)
        assert {d.status for d in library.add([folder])} == {Status.UNCHANGED}
        assert (library.generation(), snapshot(library)) == (generation, before)
        for path in folder.iterdir():
            path.touch()
        assert {d.status for d in library.add([folder])} == {Status.UNCHANGED}
        assert snapshot(library) == before


def test_a_removed_article_takes_its_links_along(tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "in")
    with Library.open(tmp_path / "library") as library:
        list(library.add([folder]))
        library.take_out([library.find("in/001.txt")])
        event = event_like(library, "32nd")
        assert told_by(event, Role.REPORTS) == {"000", "002"}
        assert library.searching.search("bamboo").total == 2
    with Library.open(tmp_path / "other") as other, Library.open(tmp_path / "library") as library:
        list(other.add([folder / f"{n}.txt" for n in NUMBERS if n != "001"]))
        assert snapshot(library) == snapshot(other)
