"""Corrections by hand through the library's door: at once, and whatever happens afterwards."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from index.article import Span
from index.errors import CulmError, NotFound
from index.events.model import Role
from index.language.model import EntityType
from index.library import Library
from index.library.imports.importing import finish, remove
from index.library.linking.settling import settle_pending
from index.library.upkeep.care import rebuild
from index.store import sqlite
from index.views import EntityView, EventView, Standing
from tests.support.corrected import add, in_any_order

TEXTS = {
    "a": (
        "Harbour talks open in Bergen\n\nBERGEN, June 18, 2019 - Margaret Thornton opened the 9th"
        " National Harbour Conference in Bergen on June 18, 2019. Thornton thanked the mayors of"
        " Norway. Peter Calloway of the Ardent Shipping Company spoke as well."
    ),
    "b": (
        "Ports look ahead\n\nBERGEN, June 20, 2019 - The aims of the 9th Harbour Conference are"
        " modest, Maggie Thornton-Hale said in Bergen. Thornton-Hale leads the harbour of Bergen."
        " Calloway, who is a fisherman from Norway, was not so sure. Peter Calloway left."
    ),
    "c": (
        "Last year's harbours\n\nBERGEN, June 20, 2018 - The 8th National Harbour Conference"
        " closed in Bergen on June 19, 2018. Margaret Thornton praised the mayors of Norway."
    ),
    "d": (
        "Delegates travel home\n\nOSLO, June 22, 2019 - Delegates left the 9th National Harbour"
        " Conference on June 22, 2019. Margaret Thornton stayed in Bergen."
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(TEXTS[name])
    return folder


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as library:
        add(library, folder)
        yield library


def entity(library: Library, name: str) -> EntityView:
    found = [view for view in library.find_entities(name) if view.name == name]
    assert len(found) == 1, library.find_entities()
    return found[0]


def event(library: Library, *words: str) -> EventView:
    found = [view for view in library.events() if all(word in view.name for word in words)]
    assert len(found) == 1, [view.name for view in library.events()]
    return found[0]


def tellers(view: EventView) -> set[str]:
    return {teller.key.removeprefix("news/").removesuffix(".txt") for teller in view.tellers}


def names_in(library: Library, article: str) -> dict[str, set[str]]:
    """For each entity of an article, by its name, what the text calls it."""
    reading = library.reading(library.find(f"news/{article}.txt"))
    names = {view.id: view.name for view in reading.entities}
    found: dict[str, set[str]] = {}
    for one in reading.mentions:
        said = reading.article.text[one.mention.start : one.mention.end]
        found.setdefault(names[one.entity], set()).add(said)
    return found


# -- names -----------------------------------------------------------------------------


def test_two_names_of_one_person(library: Library) -> None:
    one, two = entity(library, "Maggie Thornton-Hale"), entity(library, "Margaret Thornton")
    assert (one.articles, two.articles) == (1, 2)
    merged = library.by_hand.same_entity(two.id, one.id)
    assert merged.id == two.id
    assert merged.articles == 3
    assert {"Maggie Thornton-Hale", "Margaret Thornton"} <= set(merged.forms)
    assert library.entity(one.id) == merged
    assert "Thornton-Hale" in names_in(library, "b")["Margaret Thornton"]
    assert [view.id for view in library.find_entities("maggie")] == [two.id]
    library.notes.undo()
    assert library.by_hand.catch_up()
    assert entity(library, "Maggie Thornton-Hale") == one
    assert entity(library, "Margaret Thornton") == two
    library.notes.redo()
    library.by_hand.catch_up()
    assert library.entity(one.id).articles == 3
    with pytest.raises(CulmError, match="the same already"):
        library.by_hand.same_entity(one.id, two.id)


def test_searching_follows_a_merge_at_once_and_after_indexing(library: Library) -> None:
    one, two = entity(library, "Maggie Thornton-Hale"), entity(library, "Margaret Thornton")
    library.by_hand.same_entity(one.id, two.id)
    assert len(library.searching.search('person:"Margaret Thornton"').ids) == 3
    finish(library)
    assert library.archive.indexed.waiting(1) == []
    assert len(library.searching.search('person:"Margaret Thornton"').ids) == 3
    assert len(library.searching.search("person:maggie").ids) == 3


def test_what_was_taken_back_is_not_found_any_more(library: Library) -> None:
    one, two = entity(library, "Maggie Thornton-Hale"), entity(library, "Margaret Thornton")
    before = {words: found(library, words) for words in ("maggie", "margaret", "hale", "thornton")}
    library.by_hand.same_entity(one.id, two.id)
    finish(library)
    assert found(library, "maggie") == ([two.id], 3)
    library.by_hand.withdraw(1)
    finish(library)
    assert {words: found(library, words) for words in before} == before
    rebuild(library)
    assert {words: found(library, words) for words in before} == before


def test_names_that_an_entity_lost_do_not_find_it(library: Library) -> None:
    view, other = entity(library, "Peter Calloway"), entity(library, "Margaret Thornton")
    library.by_hand.split_entity(view.id, "news/b.txt", to=other.id)
    library.by_hand.rename_entity(view.id, "Calloway the fisherman")
    assert {one.id for one in library.find_entities("calloway")} == {view.id, other.id}
    library.by_hand.withdraw(1)
    assert [one.id for one in library.find_entities("calloway")] == [view.id]
    assert [one.id for one in library.find_entities("fisherman")] == [view.id]
    remove(library, [library.find("news/b.txt")])
    finish(library)
    assert library.find_entities("hale") == []


def found(library: Library, words: str) -> tuple[list[int], int]:
    """The entities found by ``words``, and how many articles searching for a person finds."""
    ids = [view.id for view in library.find_entities(words)]
    return ids, len(library.searching.search(f"person:{words}").ids)


def test_somebody_else_of_the_same_name_in_one_article(library: Library) -> None:
    view = entity(library, "Peter Calloway")
    assert view.articles == 2
    other = library.by_hand.split_entity(view.id, "news/b.txt")
    assert (other.name, other.articles, library.entity(view.id).articles) == (
        "Peter Calloway",
        1,
        1,
    )
    assert names_in(library, "a")["Peter Calloway"] == {"Peter Calloway"}
    renamed = library.by_hand.rename_entity(other.id, "Calloway the fisherman")
    assert renamed.id == other.id
    assert "Calloway the fisherman" in names_in(library, "b")
    assert [one.id for one in library.find_entities("fisherman")] == [other.id]
    finish(library)
    assert len(library.searching.search("person:fisherman").ids) == 1
    library.notes.undo()
    library.by_hand.catch_up()
    assert library.find_entities("fisherman") == []


def test_one_passage_is_another_person_who_is_known(library: Library) -> None:
    view, other = entity(library, "Peter Calloway"), entity(library, "Margaret Thornton")
    article = library.article(library.find("news/b.txt"))
    start = article.text.index("Calloway, who")
    at = Span(start, start + len("Calloway"))
    found = library.by_hand.split_entity(view.id, article.key, at, other.id)
    assert found.id == other.id
    named = names_in(library, "b")
    assert named["Margaret Thornton"] == {"Calloway"}
    assert named["Peter Calloway"] == {"Peter Calloway"}
    with pytest.raises(NotFound):
        library.by_hand.split_entity(view.id, article.key, at)
    with pytest.raises(NotFound):
        library.by_hand.split_entity(view.id, "news/c.txt")


def test_no_name_here_and_no_name_anywhere(library: Library) -> None:
    view = entity(library, "Norway")
    before = view.articles
    library.by_hand.no_name(view.id, "news/b.txt")
    assert library.entity(view.id).articles == before - 1
    assert "Norway" not in names_in(library, "b")
    library.by_hand.no_name(view.id)
    assert library.find_entities("norway") == []
    with pytest.raises(NotFound, match="not a name"):
        library.entity(view.id)
    reading = library.reading(library.find("news/a.txt"))
    assert all(
        reading.article.text[one.mention.start : one.mention.end] != "Norway"
        for one in reading.mentions
    )
    for number in (1, 2):
        library.by_hand.withdraw(number)
    assert entity(library, "Norway").articles == before


def test_no_name_anywhere_is_none_in_every_article(library: Library, folder: Path) -> None:
    for name in "efg":
        text = (
            f"Quarrel {name}\n\nOSLO, May 2, 2020 - The talks ended. Mr. Zorvak said no in {name}."
        )
        (folder / f"{name}.txt").write_text(text)
    add(library, folder / "e.txt", folder / "f.txt")
    zorvaks = library.find_entities("zorvak")
    assert [view.articles for view in zorvaks] == [1, 1]
    library.by_hand.no_name(zorvaks[0].id)
    assert [view for view in library.find_entities("zorvak") if view.articles] == []
    for view in zorvaks:
        with pytest.raises(NotFound, match="not a name"):
            library.entity(view.id)
    add(library, folder / "g.txt")
    assert all("Zorvak" not in names_in(library, name) for name in "efg")
    assert len(library.searching.search("person:zorvak").ids) == 0
    rebuild(library)
    assert all("Zorvak" not in names_in(library, name) for name in "efg")
    library.by_hand.withdraw(1)
    finish(library)
    assert all("Zorvak" in names_in(library, name) for name in "efg")
    assert len(library.searching.search("person:zorvak").ids) == 3


def test_a_name_of_another_type_is_the_one_that_is_known(library: Library, folder: Path) -> None:
    text = "A\n\nOSLO, May 2, 2020 - The talks ended. Mr. Bergen said no. They left Norway."
    (folder / "e.txt").write_text(text)
    add(library, folder / "e.txt")
    place = next(v for v in library.find_entities("bergen") if v.type is EntityType.PLACE)
    person = next(v for v in library.find_entities("bergen") if v.type is EntityType.PERSON)
    retyped = library.by_hand.retype_entity(person.id, EntityType.PLACE)
    assert (retyped.id, retyped.articles) == (place.id, place.articles + 1)
    assert [view.id for view in library.find_entities("bergen")] == [place.id]
    library.by_hand.withdraw(1)
    assert library.entity(person.id) == person


def test_another_type(library: Library) -> None:
    view = entity(library, "Bergen")
    assert view.type is EntityType.PLACE
    retyped = library.by_hand.retype_entity(view.id, EntityType.ORG)
    assert (retyped.type, retyped.name, retyped.articles) == (EntityType.ORG, "Bergen", 3)
    reading = library.reading(library.find("news/a.txt"))
    kinds = {
        one.mention.type
        for one in reading.mentions
        if reading.article.text[one.mention.start : one.mention.end].casefold() == "bergen"
    }
    assert kinds == {EntityType.ORG}
    finish(library)
    assert len(library.searching.search("org:bergen").ids) == 3
    assert len(library.searching.search("place:bergen").ids) == 0
    back = library.by_hand.retype_entity(retyped.id, EntityType.PLACE)
    assert (back.id, back.type) == (view.id, EntityType.PLACE)
    assert [one.standing for one in library.by_hand.all()] == [
        Standing.APPLIES,
        Standing.OVERRULED,
    ]


def test_the_later_name_wins_and_the_earlier_is_told_to_be_overruled(library: Library) -> None:
    view = entity(library, "Margaret Thornton")
    library.by_hand.rename_entity(view.id, "Peggy")
    library.by_hand.rename_entity(view.id, "  Margaret \n the Elder ")
    assert library.entity(view.id).name == "Margaret the Elder"
    later, earlier = library.by_hand.all()
    assert (later.standing, earlier.standing) == (Standing.APPLIES, Standing.OVERRULED)
    assert earlier.words == "“Margaret Thornton” is called “Peggy”"
    library.by_hand.withdraw(later.id)
    assert library.entity(view.id).name == "Peggy"
    library.by_hand.reinstate(later.id)
    assert library.entity(view.id).name == "Margaret the Elder"
    assert library.notes.undo() == "Undone: once more: “Peggy” is called “Margaret the Elder”"
    library.by_hand.catch_up()
    assert library.entity(view.id).name == "Peggy"
    with pytest.raises(CulmError):
        library.by_hand.rename_entity(view.id, " \n ")


def test_not_the_same_takes_a_merge_back(library: Library) -> None:
    one, two = entity(library, "Maggie Thornton-Hale"), entity(library, "Margaret Thornton")
    library.by_hand.distinct_entities(one.id, two.id)
    library.by_hand.same_entity(one.id, two.id)
    assert [view.standing for view in library.by_hand.all()] == [
        Standing.APPLIES,
        Standing.OVERRULED,
    ]
    library.by_hand.withdraw(2)
    assert [view.standing for view in library.by_hand.all()] == [
        Standing.WITHDRAWN,
        Standing.APPLIES,
    ]
    assert library.entity(one.id).name == "Maggie Thornton-Hale"


# -- events ----------------------------------------------------------------------------


def test_articles_taken_out_meanwhile_are_left_out(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ninth, keys_of = event(library, "9th"), library.archive.keys_of
    assert library.why(ninth.id).links
    gone = library.archive.ids_of([ninth.tellers[0].key])[ninth.tellers[0].key]

    def without(ids: Iterable[int]) -> dict[int, str]:
        """What another process leaves of them between two looks."""
        return {number: key for number, key in keys_of(ids).items() if number != gone}

    monkeypatch.setattr(library.archive, "keys_of", without)
    assert ninth.tellers[0].key not in {
        key for link in library.why(ninth.id).links for key in (link.a, link.b)
    }
    assert not any(ninth.tellers[0].key in story.articles for story in library.stories())


def test_two_events_are_one_and_what_comes_later_goes_along(library: Library, folder: Path) -> None:
    ninth, eighth = event(library, "9th"), event(library, "8th")
    assert (tellers(ninth), tellers(eighth)) == ({"a", "b"}, {"c"})
    now = library.by_hand.same_event(eighth.id, ninth.id)
    assert tellers(now) == {"a", "b", "c"}
    (folder / "d.txt").write_text(TEXTS["d"])
    add(library, folder)
    assert tellers(library.event(now.id)) == {"a", "b", "c", "d"}
    assert any(
        reason.kind == "hand" for link in library.why(now.id).links for reason in link.reasons
    )
    library.notes.undo()
    library.by_hand.catch_up()
    ninth = event(library, "9th")
    assert tellers(ninth) == {"a", "b", "d"}
    assert tellers(event(library, "8th")) == {"c"}
    told = [r for link in library.why(ninth.id).links for r in (*link.reasons, *link.vetoes)]
    assert "hand" not in {reason.kind for reason in told}


def test_an_article_tells_of_another_event(library: Library) -> None:
    ninth = event(library, "9th")
    now = library.by_hand.split_event(ninth.id, "news/b.txt")
    assert tellers(now) == {"a"}
    told = [tellers(view) for view in library.events() if "9th" in view.name]
    assert {"b"} in told
    vetoes = [veto for link in library.why(now.id).links for veto in link.vetoes]
    assert any(veto.kind == "hand" for veto in vetoes)
    with pytest.raises(NotFound):
        library.by_hand.split_event(now.id, "news/c.txt")
    with pytest.raises(CulmError):
        library.by_hand.split_event(now.id, "news/a.txt")


def test_an_event_is_called_otherwise_and_found_by_that(library: Library) -> None:
    ninth = event(library, "9th")
    assert library.by_hand.rename_event(ninth.id, "Ports of Bergen").name == "Ports of Bergen"
    assert len(library.searching.search('event:"ports of bergen"').ids) == 2
    library.by_hand.rename_event(ninth.id, "Harbours")
    assert event(library, "Harbours").id == ninth.id
    assert [one.standing for one in library.by_hand.all()] == [
        Standing.APPLIES,
        Standing.OVERRULED,
    ]


def test_not_the_same_event_whatever_was_said_before(library: Library) -> None:
    ninth, eighth = event(library, "9th"), event(library, "8th")
    library.by_hand.distinct_events(ninth.id, eighth.id)
    now = library.by_hand.same_event(ninth.id, eighth.id)
    assert tellers(now) == {"a", "b", "c"}
    assert [one.standing for one in library.by_hand.all()] == [
        Standing.APPLIES,
        Standing.OVERRULED,
    ]
    with pytest.raises(CulmError):
        library.by_hand.distinct_events(now.id, now.id)


def test_what_an_article_tells_is_no_event(library: Library) -> None:
    ninth = event(library, "9th")
    library.by_hand.no_event(ninth.id, "news/b.txt")
    assert tellers(library.event(ninth.id)) == {"a"}
    # Its headline may still tell of something, but nothing is called so any more.
    assert not [view for view in library.events() if view.name == "9th Harbour Conference"]
    [said] = library.by_hand.all()
    assert said.words == f"“Ports look ahead” does not tell “{ninth.name}” at all"
    assert (said.events, said.articles, said.where) == ((ninth.id,), ("news/b.txt",), "")
    vetoes = [veto for link in library.why(ninth.id).links for veto in link.vetoes]
    assert ("hand", "you said that this does not tell it") in {(v.kind, v.text) for v in vetoes}
    with pytest.raises(NotFound):
        library.by_hand.no_event(ninth.id, "news/b.txt")
    rebuild(library)
    assert tellers(event(library, "9th National")) == {"a"}
    library.by_hand.no_event(event(library, "9th National").id, "news/a.txt")
    assert not [view for view in library.events() if view.name.startswith("9th")]
    library.notes.undo()
    library.notes.undo()
    library.by_hand.catch_up()
    assert tellers(event(library, "9th National")) == {"a", "b"}


def test_of_two_events_in_one_passage_the_one_meant_is_none(library: Library, folder: Path) -> None:
    (folder / "v.txt").write_text(
        "Guests of the year\n\nOSLO, December 20, 2019 - The year saw the visits to Norway by"
        " Chinese President Xi Jinping and US President Joe Biden. More are to come."
    )
    add(library, folder / "v.txt")
    visits = {view.name: view.id for view in library.events() if "visit" in view.name}
    assert len(visits) == 2
    [biden] = [name for name in visits if "Biden" in name]
    library.by_hand.no_event(visits[biden], "news/v.txt")
    assert {view.name for view in library.events() if "visit" in view.name} == {*visits} - {biden}


def test_what_was_taken_out_can_be_no_event_as_well(library: Library) -> None:
    library.by_hand.split_event(event(library, "9th").id, "news/b.txt")
    alone = event(library, "9th Harbour")
    library.by_hand.no_event(alone.id, "news/b.txt")
    assert not [view for view in library.events() if view.name == alone.name]
    library.notes.undo()
    library.by_hand.catch_up()
    assert tellers(event(library, "9th Harbour")) == {"b"}


def test_a_happening_and_its_story_are_two_matters(library: Library) -> None:
    talks = event(library, "Harbour talks")
    library.by_hand.rename_event(talks.id, "Bergen talks")
    library.by_hand.distinct_stories("news/a.txt", "news/b.txt")
    assert event(library, "Bergen talks")
    library.by_hand.withdraw(1)
    assert event(library, "Harbour talks")


COLLAPSE = (
    "The bridge over the Ardent river in Ardenport fell on Monday. Rescue boats searched the"
    " river for drivers all night. The mayor of Ardenport, Ruth Calloway, said that engineers had"
    " warned of rust in the pillars of the bridge for years. Four drivers were killed. Divers"
    " found two lorries near the eastern bank, and the ferry to Westbury was stopped for a week."
)


def test_what_is_said_of_a_copy_is_said_of_it_alone(tmp_path: Path) -> None:
    told = {
        "first": ("Bridge collapse kills four in Ardenport", COLLAPSE),
        "copy": ("Bridge collapse kills four in Ardenport", COLLAPSE.replace(" all night", "")),
        "other": (
            "Four dead as Ardenport bridge collapses",
            "Four drivers were killed when the bridge over the Ardent river in Ardenport fell on"
            " Monday, mayor Ruth Calloway said. Engineers had warned of rust in its pillars.",
        ),
    }
    lines = (
        json.dumps({"id": id, "date": "2021-05-04", "source": id, "title": title, "text": text})
        for id, (title, text) in told.items()
    )
    (tmp_path / "bridge.jsonl").write_text("\n".join(lines))
    with Library.open(tmp_path / "library") as library:
        add(library, tmp_path / "bridge.jsonl")
        assert len(library.reading(library.find("copy")).copies) == 1
        [collapse] = library.events()
        assert {teller.key for teller in collapse.tellers} == {"first", "copy", "other"}
        library.by_hand.no_news("copy")
        [collapse] = library.events()
        assert {teller.key for teller in collapse.tellers} == {"first", "other"}


def test_an_article_reports_no_event(library: Library) -> None:
    number = library.find("news/a.txt")
    assert any(view.role is Role.REPORTS for view in library.panel(number))
    library.by_hand.no_news("news/a.txt")
    assert {view.role for view in library.panel(number)} == {Role.MENTIONS}
    assert library.reading(number).reports_nothing
    rebuild(library)
    number = library.find("news/a.txt")
    assert {view.role for view in library.panel(number)} == {Role.MENTIONS}
    [said] = library.by_hand.all()
    assert (said.words, said.articles) == (
        "“Harbour talks open in Bergen” reports no event",
        ("news/a.txt",),
    )
    library.by_hand.withdraw(said.id)
    assert any(view.role is Role.REPORTS for view in library.panel(number))
    assert not library.reading(number).reports_nothing


def plots(library: Library) -> list[set[str]]:
    named = [{key[5:-4] for key in story.articles} for story in library.stories()]
    return sorted((keys for keys in named if len(keys) > 1), key=sorted)


def test_articles_are_of_one_story_and_are_not(library: Library, folder: Path) -> None:
    first = plots(library)
    assert not any({"b", "c"} <= keys for keys in first)
    library.by_hand.same_story("news/b.txt", "news/c.txt")
    assert any({"b", "c"} <= keys for keys in plots(library))
    with pytest.raises(CulmError, match="already"):
        library.by_hand.same_story("news/c.txt", "news/b.txt")
    with pytest.raises(CulmError, match="one article"):
        library.by_hand.distinct_stories("news/c.txt", "news/c.txt")
    one, two = (library.find(f"news/{name}.txt") for name in "bc")
    reading = library.reading(one)
    assert [other.by_hand for other in reading.thread.articles if other.id == two] == [True]
    assert library.why_together(one, two)[0].text == "you said that these are of one story"
    library.by_hand.distinct_stories("news/c.txt", "news/b.txt")
    assert not any({"b", "c"} <= keys for keys in plots(library))
    assert [(one.words, one.standing) for one in library.by_hand.all()] == [
        ("“Last year's harbours” and “Ports look ahead” are not of one story", Standing.APPLIES),
        ("“Ports look ahead” and “Last year's harbours” are of one story", Standing.OVERRULED),
    ]
    library.notes.undo()
    rebuild(library)
    assert any({"b", "c"} <= keys for keys in plots(library))
    library.take_out([library.find("news/c.txt")])
    assert library.by_hand.all()[1].standing is Standing.WAITING
    add(library, folder / "c.txt")
    assert any({"b", "c"} <= keys for keys in plots(library))


def test_what_stands_by_the_users_word_is_marked(library: Library) -> None:
    number = library.find("news/a.txt")
    assert {view.by_hand for view in library.reading(number).events} == {()}
    ninth, eighth = event(library, "9th"), event(library, "8th")
    library.by_hand.same_event(eighth.id, ninth.id)
    library.by_hand.rename_event(ninth.id, "Harbours")
    [view] = [view for view in library.reading(number).events if view.name == "Harbours"]
    assert view.by_hand == ("joined", "named")
    assert {one.key: one.by_hand for one in view.tellers} == {
        "news/b.txt": False,
        "news/c.txt": True,
    }
    [view] = [v for v in library.reading(library.find("news/c.txt")).events if v.by_hand]
    assert {one.key: one.by_hand for one in view.tellers} == {
        "news/a.txt": True,
        "news/b.txt": True,
    }
    library.notes.undo()
    library.notes.undo()
    library.by_hand.catch_up()
    library.by_hand.split_event(event(library, "9th").id, "news/b.txt")
    [view] = [v for v in library.reading(number).events if v.by_hand]
    assert view.by_hand == ("kept apart",)
    library.by_hand.withdraw(library.by_hand.all()[0].id)
    assert {view.by_hand for view in library.reading(number).events} == {()}


# -- whatever happens afterwards -------------------------------------------------------


def everything(library: Library) -> object:
    entities = sorted(
        (view.name, view.type, view.forms, view.articles, view.count)
        for view in library.find_entities()
    )
    events = sorted((view.name, sorted(tellers(view))) for view in library.events())
    names = [sorted((k, sorted(v)) for k, v in names_in(library, a).items()) for a in "abc"]
    roles = [
        [(e.name, e.role) for e in library.panel(library.find(f"news/{a}.txt"))] for a in "abc"
    ]
    return entities, events, names, plots(library), roles


def correct_everything(library: Library) -> None:
    one, two = entity(library, "Maggie Thornton-Hale"), entity(library, "Margaret Thornton")
    calloway = entity(library, "Peter Calloway")
    hand = library.by_hand
    hand.same_entity(one.id, two.id)
    other = hand.split_entity(calloway.id, "news/b.txt")
    hand.rename_entity(other.id, "Calloway the fisherman")
    hand.no_name(entity(library, "Norway").id, "news/a.txt")
    hand.retype_entity(entity(library, "Bergen").id, EntityType.ORG)
    ninth, eighth = event(library, "9th"), event(library, "8th")
    hand.split_event(ninth.id, "news/b.txt")
    joined = hand.same_event(eighth.id, ninth.id)
    hand.rename_event(joined.id, "Harbours of Norway")
    hand.same_story("news/b.txt", "news/c.txt")
    hand.distinct_stories("news/a.txt", "news/b.txt")
    [alone] = [view for view in library.events() if "9th" in view.name and tellers(view) == {"a"}]
    hand.no_event(alone.id, "news/a.txt")
    hand.no_news("news/a.txt")


def test_corrections_survive_a_rebuild(library: Library) -> None:
    before = everything(library)
    correct_everything(library)
    after = everything(library)
    assert after != before
    rebuild(library)
    assert everything(library) == after
    while library.notes.undo():
        pass
    library.by_hand.catch_up()
    assert everything(library) == before


def test_corrections_survive_removal_and_coming_back(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    correct_everything(library)
    after = everything(library)
    for name in "bac":
        library.take_out([library.find(f"news/{name}.txt")])
        (folder / f"{name}.txt").unlink()
    assert library.count() == 0
    waiting = [one for one in library.by_hand.all() if one.standing is Standing.WAITING]
    assert {one.kind for one in waiting} == {
        "entity.move", "event.apart", "event.same", "event.name", "event.none",
        "article.none", "story.same", "story.apart",
    }  # fmt: skip
    again = tmp_path / "again" / "news"
    again.mkdir(parents=True)
    for name in "cba":
        (again / f"{name}.txt").write_text(TEXTS[name])
        add(library, again / f"{name}.txt")
    assert everything(library) == after


def changed(text: str) -> str:
    return text.replace("\n\n", "\n\nUpdated on Friday with a statement by the port. ", 1)


def test_corrections_follow_a_text_that_changes(library: Library, folder: Path) -> None:
    view, other = entity(library, "Peter Calloway"), entity(library, "Margaret Thornton")
    article = library.article(library.find("news/b.txt"))
    start = article.text.index("Calloway, who")
    library.by_hand.split_entity(view.id, article.key, Span(start, start + 8), other.id)
    ninth, eighth = event(library, "9th"), event(library, "8th")
    library.by_hand.same_event(eighth.id, ninth.id)
    for name in "abc":
        (folder / f"{name}.txt").write_text(changed(TEXTS[name]))
    add(library, folder)
    assert library.article(library.find("news/b.txt")).version != article.version
    assert names_in(library, "b")["Margaret Thornton"] == {"Calloway"}
    joined = [view for view in library.events() if "Conference" in view.name]
    assert [tellers(view) for view in joined] == [{"a", "b", "c"}]
    (folder / "b.txt").write_text("All new\n\nNothing of what was there is left, said Ann Lee.")
    add(library, folder)
    assert [one.standing for one in library.by_hand.all()][1] is Standing.WAITING


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_things_is_nothing(tmp_path: Path, folder: Path, seed: int) -> None:
    with in_any_order(tmp_path, folder, seed, correct_everything, everything) as library:
        assert {one.standing for one in library.by_hand.all()} == {Standing.APPLIES}


def test_what_another_culm_made_is_kept_and_told(library: Library) -> None:
    library.notes.correct("rename", {"entity": "a", "name": "b"}, "a renaming")
    library.notes.correct("entity.same", {"a": 1}, "something")
    library.notes.correct("event.name", {"event": {"name": "x", "tellings": [3]}, "name": 1}, "x")
    before = everything(library)
    library.by_hand.catch_up()
    assert everything(library) == before
    assert {one.standing for one in library.by_hand.all()} == {Standing.UNREADABLE}
    library.by_hand.withdraw(1)
    assert [one.standing for one in library.by_hand.all()][-1] is Standing.WITHDRAWN


def test_which_of_several_is_meant_is_told_by_its_article(library: Library, folder: Path) -> None:
    for name, title in (("e", "Quarrel one"), ("f", "Quarrel two")):
        text = f"{title}\n\nOSLO, May 2, 2020 - The talks ended. Mr. Zorvak said no in Oslo. {name}"
        (folder / f"{name}.txt").write_text(text)
    add(library, folder / "e.txt", folder / "f.txt")
    other = entity(library, "Peter Calloway")
    for view in library.find_entities("zorvak"):
        library.by_hand.same_entity(view.id, other.id)
    assert {one.where for one in library.by_hand.all()} == {"Quarrel one", "Quarrel two"}
    library.by_hand.rename_entity(other.id, "Calloway")
    assert library.by_hand.all()[0].where == ""


# -- beside others ---------------------------------------------------------------------


def test_while_another_writes_it_is_kept_and_applied_by_whoever_imports(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    view = entity(library, "Margaret Thornton")
    with Library.open(library.path) as mine:
        with library.archive.write():
            mine.by_hand.rename_entity(view.id, "Peggy")
        assert mine.by_hand.latest().endswith("It shows when the import is done.")
        assert mine.entity(view.id).name == "Margaret Thornton"
        finish(library)
        assert mine.entity(view.id).name == "Peggy"
        assert mine.by_hand.catch_up()
        assert mine.by_hand.latest() == "Kept: “Margaret Thornton” is called “Peggy”."


def test_linking_begins_again_when_articles_changed_meanwhile(library: Library) -> None:
    ninth, eighth = event(library, "9th"), event(library, "8th")
    reads = library.archive.generation
    changes = iter([True])

    def generation() -> int:
        if next(changes, False):
            with Library.open(library.path) as other, other.archive.write() as connection:
                other.archive.grow(connection)
            return reads() - 1
        return reads()

    library.by_hand.same_event(eighth.id, ninth.id)
    with library.archive.write() as connection:
        library.archive.events.resettle(connection, ["news/a.txt"])
    library.archive.generation = generation  # type: ignore[method-assign]
    settle_pending(library.archive, library.correcting.weighed().constraints)
    assert library.archive.events.unsettled(1) == []
    joined = [view for view in library.events() if "Conference" in view.name]
    assert [tellers(view) for view in joined] == [{"a", "b", "c"}]


def test_linking_begins_again_when_an_article_goes_meanwhile(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up, number = library.archive.events.in_blocks, library.find("news/b.txt")

    def in_blocks(blocks: Collection[str]) -> Mapping[str, Collection[int]]:
        found = look_up(blocks)
        if any(number in ids for ids in found.values()):
            with Library.open(library.path) as other:
                remove(other, [number])
        return found

    with library.archive.write() as connection:
        library.archive.events.resettle(connection, ["news/a.txt"])
    monkeypatch.setattr(library.archive.events, "in_blocks", in_blocks)
    settle_pending(library.archive)
    assert library.archive.events.unsettled(1) == []
    assert tellers(event(library, "9th")) == {"a"}


def test_the_search_index_learns_a_few_at_a_time(library: Library) -> None:
    one, two = entity(library, "Maggie Thornton-Hale"), entity(library, "Bergen")
    library.by_hand.retype_entity(two.id, EntityType.ORG)
    library.by_hand.same_entity(one.id, entity(library, "Peter Calloway").id)
    waiting = len(library.archive.indexed.waiting(10))
    assert waiting == 3
    assert [library.indexing.learn(2), library.indexing.learn(2)] == [True, False]
    assert len(library.searching.search("org:bergen").ids) == 3


def test_facets_tell_what_was_joined_once(library: Library) -> None:
    one, two = entity(library, "Maggie Thornton-Hale"), entity(library, "Margaret Thornton")
    library.by_hand.same_entity(one.id, two.id)
    facets = library.searching.search("bergen", facets=True).facets
    assert [label for label, *_ in facets["person"]].count("Margaret Thornton") == 1


def test_a_merged_body_has_the_commonest_full_name(library: Library, tmp_path: Path) -> None:
    told = {
        "d": "The Harbour Watch Trust met in Oslo. The Harbour Watch Trust has a new head.",
        "e": "Lene Dahl leads the Watch Trust. The Watch Trust is in Oslo, the Watch Trust said.",
    }
    folder = tmp_path / "more"
    folder.mkdir()
    for name, text in told.items():
        (folder / f"{name}.txt").write_text(f"News of the port\n\nOSLO, June 23, 2019 - {text}")
    add(library, folder)
    short, full = entity(library, "Watch Trust"), entity(library, "Harbour Watch Trust")
    assert library.by_hand.same_entity(short.id, full.id).name == "Harbour Watch Trust"
    assert library.by_hand.rename_entity(full.id, "Watch Trust").name == "Watch Trust"
