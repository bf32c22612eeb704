"""Entities of different articles: joined where enough of them say so, whatever the order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index.language.model import EntityType
from index.library import Library
from index.library.upkeep.care import rebuild
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


def test_what_spells_an_acronym_out_is_what_others_only_name_in_full(
    library: Library, tmp_path: Path
) -> None:
    """Also where the acronym is one that every reader knows, on either side of the brackets."""
    full = "Massachusetts Institute of Technology"
    texts = {
        "a": f"Robots\n\nBOSTON — The {full} built a robot, said Ann Lee.",
        "b": f"Machines\n\nBOSTON — Staff of MIT ({full}) built one, said Ann Lee. MIT sells it.",
        "c": f"Engines\n\nBOSTON — Staff of the {full} (MIT) built two, said Bo Ray. MIT sells it.",
        "d": "Motors\n\nBOSTON — Staff of MIT built three, said Cy Dee. It was sold.",
    }
    add(library, tmp_path / "in", {key: texts[key] for key in "ab"})
    assert named(library, full.lower()).articles == 2
    add(library, tmp_path / "in", {key: texts[key] for key in "cd"})
    assert (named(library, full.lower()).articles, named(library, "mit").name) == (4, full)


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
    library.take_out(spelled[:1])
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


def in_full(name: str, number: int) -> str:
    place, last = PLACES[number % len(PLACES)], name.split()[-1]
    return (
        f"{place} hears the minister\n\nForeign Minister {name} spoke in {place} on day"
        f" {number}. “We will stay,” {last} said.\n"
    )


def last_name_alone(name: str, number: int) -> str:
    place = PLACES[number % len(PLACES)]
    return f"{place} waits\n\nPeople in {place} waited {number} hours for Mr. {name} to come.\n"


def people(library: Library) -> set[tuple[str, int]]:
    found = library.find_entities(limit=500)
    return {(view.name, view.articles) for view in found if view.type is EntityType.PERSON}


def test_a_last_name_is_its_only_bearer_until_a_rival_comes(
    library: Library, tmp_path: Path
) -> None:
    told = {f"a{n}": in_full("Ivana Brovenko", n) for n in range(4)}
    add(library, tmp_path / "in", {"short": last_name_alone("Brovenko", 9)} | told)
    assert people(library) == {("Ivana Brovenko", 5)}
    minister = named(library, "brovenko")
    (why,) = {name.why for name in library.entity_names(minister.id) if name.name == "Brovenko"}
    assert "the only one of this name in 4 articles of this library" in why

    add(library, tmp_path / "in", {"rival": in_full("Pavel Brovenko", 8)})
    assert people(library) == {("Ivana Brovenko", 4), ("Pavel Brovenko", 1), ("Brovenko", 1)}

    (rival,) = (number for number in library.listing() if "Pavel" in library.article(number).text)
    library.take_out([rival])
    assert people(library) == {("Ivana Brovenko", 5)}


@pytest.mark.parametrize("seed", [3, 4])
def test_whom_a_last_name_means_does_not_depend_on_the_order(tmp_path: Path, seed: int) -> None:
    texts = {f"b{n}": in_full("Ivana Brovenko", n) for n in range(5)}
    texts |= {f"k{n}": in_full("Jan Kostrava", n) for n in range(4)}
    texts |= {"rival": in_full("Pavel Brovenko", 8)}
    texts |= {f"short-{name}": last_name_alone(name, 9) for name in ("Brovenko", "Kostrava")}
    orders: list[Sequence[str]] = [sorted(texts), sorted(texts)]
    random.Random(seed).shuffle(orders[1])  # type: ignore[arg-type]
    results = []
    for place, order in enumerate(orders):
        with Library.open(tmp_path / f"library-{place}") as library:
            add(library, tmp_path / f"in-{place}", {name: texts[name] for name in order})
            results.append(people(library))
    assert results[0] == results[1]
    assert ("Jan Kostrava", 5) in results[0]
    assert ("Brovenko", 1) in results[0]
