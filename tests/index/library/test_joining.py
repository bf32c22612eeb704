"""Entities of different articles: joined where enough of them say so, whatever the order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index.language.model import EntityType
from index.library import Library
from index.library.care import rebuild
from index.views import EntityView

PLACES = ["Lyon", "Milan", "Oslo", "Porto", "Quito", "Riga", "Sofia", "Tunis", "Vienna", "Zagreb"]


def spelled_out(number: int) -> str:
    place = PLACES[number % len(PLACES)]
    return (
        f"{place} hears from fishermen\n\nThe Pelagic Fisheries Control Organisation (PFCO) met"
        f" in {place} on day {number}. PFCO members talked of nets, and PFCO officials left.\n"
    )


def only_short(number: int) -> str:
    place = PLACES[number % len(PLACES)]
    return f"{place} waits\n\nThe head of the PFCO spoke in {place}. PFCO boats, {number}, sank.\n"


def other_meaning(number: int) -> str:
    place = PLACES[number % len(PLACES)]
    return (
        f"{place} hears from clerks\n\nThe Provincial Finance Control Office (PFCO) closed its"
        f" branch in {place} after {number} years. PFCO clerks wept.\n"
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def add(library: Library, directory: Path, texts: dict[str, str]) -> None:
    directory.mkdir(exist_ok=True)
    for name, text in texts.items():
        path = directory / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        list(library.add([path]))


def named(library: Library, words: str) -> EntityView:
    (found,) = library.find_entities(words)
    return found


def bodies(library: Library) -> set[tuple[str, int, tuple[str, ...]]]:
    return {
        (view.name, view.articles, view.forms)
        for view in library.find_entities(limit=500)
        if view.type is EntityType.ORG
    }


def test_an_acronym_is_its_name_once_two_articles_say_so(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path / "in", {"a": spelled_out(1), "b": only_short(2)})
    assert {view.articles for view in library.find_entities("pfco")} == {1}
    add(library, tmp_path / "in", {"c": spelled_out(3)})
    commission = named(library, "pfco")
    assert commission.name == "Pelagic Fisheries Control Organisation"
    assert commission.articles == 3
    assert named(library, "pelagic fisheries control organisation").id == commission.id


def test_every_face_speaks_of_the_joined_entity(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path / "in", {"a": spelled_out(1), "b": only_short(2), "c": spelled_out(3)})
    commission = named(library, "pfco")
    lone = library.find("in/b.txt") if library.archive.identify("in/b.txt") else None
    ids = sorted(library.entity_articles(commission.id))
    assert len(ids) == 3
    number = lone or next(n for n in ids if "waits" in library.article(n).title)
    reading = library.reading(number)
    assert commission.id in {view.id for view in reading.entities}
    assert commission.id in {mention.entity for mention in reading.mentions}
    for query in ('org:"Pelagic Fisheries Control Organisation"', "org:pfco"):
        assert sorted(library.searching.search(query).ids) == ids
    (short,) = [known for known in library.entity_names(commission.id) if known.name == "PFCO"]
    assert short.articles == 3
    assert "elsewhere its initials, say 2 articles" in short.why


def test_two_meanings_keep_an_acronym_open(library: Library, tmp_path: Path) -> None:
    texts = {"a": spelled_out(1), "b": spelled_out(2), "c": only_short(3)}
    add(library, tmp_path / "in", texts)
    assert named(library, "pelagic").articles == 3
    add(library, tmp_path / "in", {"d": other_meaning(4)})
    assert named(library, "pelagic").articles == 2
    assert named(library, "provincial").articles == 1


def test_taking_an_article_out_takes_back_what_it_claimed(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path / "in", {"a": spelled_out(1), "b": spelled_out(2), "c": only_short(3)})
    spelled = [
        number for number in library.listing() if "fishermen" in library.article(number).title
    ]
    library.remove(spelled[:1])
    assert named(library, "pelagic").articles == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_arrival_does_not_matter(tmp_path: Path, seed: int) -> None:
    texts: dict[str, str] = {}
    for number in range(4):
        texts[f"spelled-{number}"] = spelled_out(number)
        texts[f"short-{number}"] = only_short(number + 10)
    texts["other"] = other_meaning(7)
    orders: list[Sequence[str]] = [sorted(texts), sorted(texts)]
    random.Random(seed).shuffle(orders[1])  # type: ignore[arg-type]
    results = []
    for place, order in enumerate(orders):
        with Library.open(tmp_path / f"library-{place}") as library:
            add(library, tmp_path / f"in-{place}", {name: texts[name] for name in order})
            results.append(bodies(library))
    assert results[0] == results[1]


def test_a_rebuild_comes_to_the_same(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path / "in", {"a": spelled_out(1), "b": spelled_out(2), "c": only_short(3)})
    before = bodies(library)
    rebuild(library)
    assert bodies(library) == before
