"""A bare last name is somebody by the user's word, in one article or wherever it stands alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import CulmError
from index.library import Library
from index.library.upkeep.care import rebuild
from index.views import EntityView, Standing

TEXTS = {
    "full": "Peter Zorvak met the mayor of Oslo on May 2, 2020. Zorvak left early.",
    "sister": "Anna Zorvak opened a school in Bergen on May 3, 2020. Zorvak is a teacher.",
    "one": "The talks ended. Mr. Zorvak said no in Oslo on May 4, 2020.",
    "two": "The talks went on. Mr. Zorvak said yes in Oslo on May 5, 2020.",
    "three": "Nobody asked Mr. Zorvak in Oslo on May 6, 2020.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(f"Notes of the day {name}\n\n{text}")
    return folder


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as library:
        for name in ("full", "sister", "one", "two"):
            add(library, folder / f"{name}.txt")
        yield library


def add(library: Library, path: Path) -> None:
    assert [done.error for done in library.add([path]) if done.error] == []


def key(library: Library, article: str) -> str:
    return next(
        row.key for row in library.rows(library.listing()) if row.key.endswith(f"{article}.txt")
    )


def named(library: Library, article: str) -> str:
    """Who the Zorvak of an article is."""
    reading = library.reading(library.find(key(library, article)))
    [view] = [one for one in reading.entities if "Zorvak" in one.name]
    return view.name


def person(library: Library, name: str) -> EntityView:
    return next(view for view in library.find_entities("zorvak") if view.name == name)


def bare(library: Library, article: str) -> EntityView:
    reading = library.reading(library.find(key(library, article)))
    return next(view for view in reading.entities if "Zorvak" in view.name)


def state(library: Library) -> list[tuple[str, int]]:
    return sorted((view.name, view.articles) for view in library.find_entities("zorvak"))


def test_everywhere_is_one_step_and_holds_for_what_comes(library: Library, folder: Path) -> None:
    before = state(library)
    peter, alone = person(library, "Peter Zorvak"), bare(library, "one")
    assert alone.name != peter.name
    found = library.by_hand.name_alone(alone.id, peter.id)
    assert found is not None
    assert (found.entity, found.articles) == (alone.id, 2)
    assert library.by_hand.name_alone(peter.id, alone.id) == found
    merged = library.by_hand.same_entity(alone.id, peter.id, everywhere=True)
    assert (merged.id, merged.articles) == (peter.id, 3)
    assert {named(library, article) for article in ("one", "two", "full")} == {"Peter Zorvak"}
    assert named(library, "sister") == "Anna Zorvak"
    [said] = library.by_hand.all()
    assert said.words.endswith("alone is “Peter Zorvak” everywhere")
    add(library, folder / "three.txt")
    assert named(library, "three") == "Peter Zorvak"
    rebuild(library)
    assert person(library, "Peter Zorvak").articles == 4
    library.undo()
    library.by_hand.catch_up()
    assert named(library, "one") != "Peter Zorvak"
    assert named(library, "three") != "Peter Zorvak"
    library.redo()
    library.by_hand.catch_up()
    assert person(library, "Peter Zorvak").articles == 4
    library.undo()
    library.by_hand.catch_up()
    library.take_out([library.find(key(library, "three"))])
    assert state(library) == before


def test_in_one_article_the_others_stay(library: Library) -> None:
    peter = person(library, "Peter Zorvak")
    library.by_hand.same_entity(bare(library, "one").id, peter.id)
    assert named(library, "one") == "Peter Zorvak"
    assert named(library, "two") != "Peter Zorvak"
    left = library.by_hand.name_alone(bare(library, "two").id, peter.id)
    assert left is not None
    assert left.articles == 1


def test_what_is_said_of_one_article_goes_before_everywhere(library: Library) -> None:
    peter, anna = person(library, "Peter Zorvak"), person(library, "Anna Zorvak")
    one, two = bare(library, "one"), bare(library, "two")
    library.by_hand.same_entity(one.id, anna.id)
    library.by_hand.same_entity(two.id, peter.id, everywhere=True)
    assert (named(library, "one"), named(library, "two")) == ("Anna Zorvak", "Peter Zorvak")
    library.by_hand.split_entity(peter.id, key(library, "two"), to=anna.id)
    assert named(library, "two") == "Anna Zorvak"
    assert {view.standing for view in library.by_hand.all()} == {Standing.APPLIES}


def test_the_later_of_two_words_on_a_bare_name_holds(library: Library) -> None:
    peter, anna = person(library, "Peter Zorvak"), person(library, "Anna Zorvak")
    alone = bare(library, "one")
    library.by_hand.same_entity(alone.id, peter.id, everywhere=True)
    [said] = library.by_hand.all()
    library.by_hand.withdraw(said.id)
    library.by_hand.same_entity(bare(library, "one").id, anna.id, everywhere=True)
    assert named(library, "two") == "Anna Zorvak"
    library.by_hand.reinstate(said.id)
    assert [view.standing for view in library.by_hand.all()] == [
        Standing.APPLIES,
        Standing.OVERRULED,
    ]
    with pytest.raises(CulmError, match="bare name"):
        library.by_hand.same_entity(peter.id, anna.id, everywhere=True)
