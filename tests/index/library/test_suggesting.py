"""Did you mean: fields that there are, and values that the library has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from tests.support.seeds import write_seeds


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("suggesting")
    write_seeds(folder / "seeds")
    with Library.open(folder / "library") as library:
        assert len(list(library.add([folder / "seeds"]))) == 5
        library.notes.tag([library.article(1).key], add=["Diplomacy"])
        yield library


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("persn:trong", "person:trong"),
        ("bamboo persn:trong", "bamboo person:trong"),
        ("person:trogn", "person:trong"),
        ("person:hanoi", "place:hanoi"),
        ("outlet:vietnamplsu", "outlet:VietnamPlus"),
        ("tag:diplomcy", "tag:Diplomacy"),
        ('event:"diplomatic confrence"', 'event:"diplomatic conference"'),
        ("person:trogn bambo", "person:trong bamboo"),
        ("person:tro", "person:tro*"),
        ("lang:engish", "lang:English"),
        ("lang:klingon", "lang:en"),
        ("bamboo lang:vietnamese", "bamboo lang:en"),
        ('event:"diplomatic conf"', 'event:"diplomatic conf*"'),
    ],
)
def test_fields_and_values_are_suggested(library: Library, query: str, meant: str) -> None:
    answer = library.searching.search(query)
    assert answer.suggestion == meant
    better = library.searching.search(meant)
    assert better.total > 0
    assert better.suggestion is None


@pytest.mark.parametrize(
    "query",
    ["person:trong", "outlet:vietnamplus", "tag:zzzzz", "person:qqqqq", "http://x.y", "a:b"],
)
def test_nothing_is_suggested_without_need(library: Library, query: str) -> None:
    assert library.searching.search(query).suggestion is None


@pytest.mark.parametrize(
    ("begun", "whole"),
    [
        ("person:tro", "person:trong"),
        ("place:hano", "place:hanoi"),
        ('event:"diplomatic conf', 'event:"diplomatic conference"'),
        ("tag:diplo", "tag:diplomacy"),
    ],
)
def test_what_is_being_typed_may_begin_a_name_and_what_is_asked_for_is_one(
    library: Library, begun: str, whole: str
) -> None:
    found = library.searching.search(whole)
    assert found.total > 0
    assert library.searching.search(begun, typing=True).ids == found.ids
    assert library.searching.search(begun).total == 0
    ended = f'{begun}*"' if '"' in begun else f"{begun}*"
    assert library.searching.search(ended).ids == found.ids


def test_the_end_of_a_word_is_no_word_of_an_event(library: Library) -> None:
    assert library.searching.search("event:conference").total > 0
    assert library.searching.search("event:ference", typing=True).total == 0


def test_a_name_without_blanks_is_found_by_a_run_of_its_characters(tmp_path: Path) -> None:
    write_seeds(tmp_path / "seeds")
    with Library.open(tmp_path / "library") as library:
        list(library.add([tmp_path / "seeds"]))
        person = next(one for one in library.find_entities("trong") if one.type == "PERSON")
        event = next(one for one in library.events() if len(one.tellers) > 1)
        library.by_hand.rename_entity(person.id, "阮富仲")
        library.by_hand.rename_event(event.id, "北京外交会议")
        assert library.searching.search("person:阮富").total == person.articles
        assert library.searching.search("person:富仲").total == 0
        assert library.searching.search("event:外交").total == len(event.tellers)
