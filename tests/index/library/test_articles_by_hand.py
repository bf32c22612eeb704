"""What an article says of itself, put right by hand: it holds wherever the article's facts do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.article import Interval, Known
from index.errors import CulmError, NotFound
from index.events.model import Role
from index.library import Library
from index.library.corrections.article_facts import Told, authors_typed
from index.library.imports.importing import finish
from index.library.upkeep.care import rebuild
from index.store.archive_salvage import salvage
from index.views import Standing
from tests.support.corrected import add, in_any_order

TEXTS = {
    # Of which nothing tells whether the day or the month comes first.
    "dam": (
        "The Herald\n7/6/2024\n\nDam breaks above Karsk\n\nBy Ann Lee\n\nKARSK — A dam above Karsk"
        " broke yesterday, flooding forty houses, Mayor Olga Brandt said. Rescuers from Norland"
        " searched for the missing. On 8/6/2024 the minister will come.\n"
    ),
    "flood": (
        "The Courier\nJune 7, 2024\n\nForty houses flooded as dam breaks above Karsk\n\nBy Bo Ray"
        "\n\nKARSK — Forty houses were flooded on June 6, 2024 when a dam broke above Karsk, Mayor"
        " Olga Brandt said. Rescuers from Norland searched for the missing.\n"
    ),
    "vote": (
        "The Gazette\nJuly 9, 2024\n\nNorland votes\n\nKARSK — Norland voted on Sunday. Prime"
        " Minister Ida Falk won the Norland General Election on July 7, 2024, she said.\n"
    ),
    "again": (
        "The Gazette\nJuly 20, 2024\n\nFalk begins\n\nKARSK — Ida Falk, who won the Norland General"
        " Election on July 7, 2024, named her ministers yesterday.\n"
    ),
}
DAM, FLOOD, VOTE, AGAIN = (f"news/{name}.txt" for name in TEXTS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as library:
        add(library, folder)
        yield library


def correct(library: Library, key: str, **told: Any) -> None:
    library.by_hand.correct_articles([key], Told(**told))


def state(library: Library) -> dict[str, Any]:
    """All that is known of a library, in words that do not depend on how it came to be."""
    finish(library)
    archive = library.archive
    keys = archive.keys_of(library.listing())
    articles = {}
    for number, key in keys.items():
        seen = library.reading(number)
        articles[key] = (
            seen.article.published, seen.article.title, seen.article.title_stated,
            seen.article.outlet, seen.article.authors, seen.timexes,
            sorted((v.name, v.type, v.articles) for v in seen.entities),
            sorted((e.name, e.role, e.interval, e.spans) for e in seen.events),
        )  # fmt: skip
    events = {
        (
            event.name, event.interval, event.precision, event.kind, event.place,
            tuple((teller.key, teller.role) for teller in event.tellers),
        )
        for event in library.events()
    }  # fmt: skip
    return {
        "articles": articles,
        "events": events,
        "stories": {(s.name, s.interval, tuple(sorted(s.articles))) for s in library.stories()},
        "sorts": [
            [keys[n] for n in library.listing(sort)]
            for sort in ("newest", "oldest", "outlet", "title")
        ],
        "found": {
            query: sorted(keys[n] for n in library.searching.search(query).ids)
            for query in (
                "date:2024-06", "date:2024-07", "date:2024-07-06", "outlet:herald",
                "outlet:gazette", "author:lee", "author:ray", "title:karsk", "title:dam",
            )
        },
    }  # fmt: skip


def found(library: Library, query: str) -> set[str]:
    finish(library)
    ids = library.searching.search(query).ids
    return {Path(key).stem for key in library.archive.keys_of(ids).values()}


def timexes(library: Library, key: str) -> dict[str, str]:
    seen = library.reading(library.find(key))
    return {seen.article.text[t.start : t.end]: t.value for t in seen.timexes}


def tellers(library: Library, key: str) -> set[str]:
    """Who reports what an article reports."""
    told = [{t.key for t in e.tellers if t.role is Role.REPORTS} for e in library.events()]
    return set().union(*(keys for keys in told if key in keys))


def test_a_date_holds_in_the_list_the_search_the_text_and_the_events(library: Library) -> None:
    assert timexes(library, DAM)["yesterday"] == "2024-07-05"
    assert found(library, "date:2024-07-06") == {"dam"}
    assert tellers(library, DAM) == {DAM}
    before = library.article(library.find(DAM)).published
    june = before.other_reading
    assert june == Interval(date(2024, 6, 7), date(2024, 6, 7))

    correct(library, DAM, date="7 June 2024")
    now = library.article(library.find(DAM)).published
    assert (now.interval, now.how) == (june, Known.STATED)
    assert now.reason == "corrected by hand; its header says 7/6/2024"
    assert now.other_reading is None
    # What is told from the day follows it, and so does what else stands in digits.
    told = timexes(library, DAM)
    assert (told["yesterday"], told["7/6/2024"], told["8/6/2024"]) == (
        "2024-06-06", "2024-06-07", "2024-06-08",
    )  # fmt: skip
    assert found(library, "date:2024-07-06") == set()
    assert found(library, "date:2024-06-07") == {"dam", "flood"}
    newest = [library.article(n).key for n in library.listing("newest")]
    assert newest[:2] == [AGAIN, VOTE]
    # It is the day on which another article tells the same: they are one event now.
    assert tellers(library, DAM) == {DAM, FLOOD}


def test_headline_outlet_and_authors_hold_where_they_are_used(library: Library) -> None:
    correct(
        library, DAM,
        title="Der Damm\x1b[31m über  Karsk",
        outlet="Norland Post", authors=["Cy Dee", " ", "Ed Fox"],
    )  # fmt: skip
    article = library.article(library.find(DAM))
    assert article.title.startswith("Der Damm")
    assert "\x1b" not in article.title
    assert (article.title_stated, article.outlet) == (True, "Norland Post")
    assert article.authors == ("Cy Dee", "Ed Fox")
    assert found(library, "outlet:norland") == found(library, "author:fox") == {"dam"}
    assert found(library, "title:damm") == {"dam"}
    assert found(library, "author:lee") == found(library, "outlet:herald") == set()
    [row] = library.rows([article.id])
    assert (row.title, row.outlet) == (article.title, "Norland Post")
    by_outlet = [library.article(n).outlet for n in library.listing("outlet")]
    assert by_outlet == sorted(by_outlet)
    # One step for undo.
    library.notes.undo()
    library.by_hand.catch_up()
    assert library.article(article.id).outlet == "The Herald"
    assert library.article(article.id).authors == ("Ann Lee",)
    correct(library, DAM, outlet="", authors=[])
    assert found(library, "author:lee") == set()
    assert library.article(article.id).outlet == ""


def all_corrected(library: Library) -> None:
    correct(library, DAM, date="2024-06-07", title="A dam breaks", outlet="Norland Post")
    correct(library, VOTE, date="2023-07-09", authors=["Ann Lee"])
    correct(library, AGAIN, date="no date")
    correct(library, DAM, date="2024-06-08")


def test_taken_back_nothing_is_left_of_it(library: Library) -> None:
    before = state(library)
    all_corrected(library)
    after = state(library)
    assert all(after[part] != before[part] for part in ("articles", "events", "sorts", "found"))
    standings = [(one.kind, one.standing) for one in library.by_hand.all()]
    assert standings[0] == ("article.date", Standing.APPLIES)
    assert standings[-1] == ("article.date", Standing.OVERRULED)
    told = library.by_hand.articles_as_read([DAM, VOTE, AGAIN])
    assert told == "Kept: “A dam breaks” is as it was read (and 2 more)."
    assert state(library) == before
    assert {one.standing for one in library.by_hand.all()} == {Standing.WITHDRAWN}
    with pytest.raises(CulmError, match="as it was read"):
        library.by_hand.articles_as_read([DAM])
    library.notes.undo()  # of one step all come back
    library.by_hand.catch_up()
    assert state(library) == after


def test_one_taken_back_leaves_the_others(library: Library) -> None:
    correct(library, DAM, date="2024-06-07")
    correct(library, DAM, date="2023", title="A dam breaks")
    numbers = {one.id: one for one in library.by_hand.all()}
    library.by_hand.withdraw(2)
    article = library.article(library.find(DAM))
    assert article.published.interval == Interval(date(2024, 6, 7), date(2024, 6, 7))
    assert article.title == "A dam breaks"
    assert numbers[2].words == "the publication date of “Dam breaks above Karsk” is 2023"
    library.by_hand.reinstate(2)
    assert library.article(article.id).published.interval.begin == date(2023, 1, 1)


def test_corrected_facts_outlive_rebuild_removal_and_a_changed_file(
    library: Library, folder: Path
) -> None:
    before = state(library)
    all_corrected(library)
    after = state(library)
    rebuild(library)
    assert state(library) == after
    for key in (VOTE, DAM, AGAIN):
        library.take_out([library.find(key)])
    applying = {one.id for one in library.by_hand.all() if one.standing is Standing.APPLIES}
    assert applying == set()
    library.undo()
    library.undo()
    add(library, folder)
    assert state(library) == after
    # The file says something else now, and another day: the user's word holds, and what is
    # taken back leads to what the file says now.
    path = folder / "dam.txt"
    path.write_text(TEXTS["dam"].replace("7/6/2024", "May 5, 2024") + "It rained.\n")
    add(library, folder)
    article = library.article(library.find(DAM))
    assert article.text.endswith("It rained.\n") or "It rained." in article.text
    assert article.title == "A dam breaks"
    assert article.published.interval.begin == date(2024, 6, 8)
    assert article.published.reason == "corrected by hand; its header says May 5, 2024"
    library.by_hand.articles_as_read([DAM])
    assert library.article(article.id).published.interval.begin == date(2024, 5, 5)
    path.write_text(TEXTS["dam"])
    add(library, folder)
    library.by_hand.articles_as_read([VOTE, AGAIN])
    assert state(library) == before


def test_an_unchanged_file_is_unchanged_whatever_was_corrected(
    library: Library, folder: Path
) -> None:
    all_corrected(library)
    for path in folder.iterdir():
        path.write_text(path.read_text())
    assert {done.status for done in library.add([folder])} == {"unchanged"}


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_arrival_does_not_matter(tmp_path: Path, folder: Path, seed: int) -> None:
    with in_any_order(tmp_path, folder, seed, all_corrected, state) as library:
        assert library.article(library.find(DAM)).title == "A dam breaks"


def test_random_histories_end_as_if_nothing_had_happened(library: Library, folder: Path) -> None:
    """Corrections, their withdrawal, undo and redo in any order, with texts coming and going."""
    before = state(library)
    for seed in range(3):
        chance = random.Random(seed)
        for _ in range(8):
            key = chance.choice([DAM, FLOOD, VOTE, AGAIN])
            match chance.randrange(6):
                case 0 | 1 | 2:
                    day = f"2024-{chance.choice([6, 7]):02}-{chance.randrange(5, 10):02}"
                    correct(library, key, date=day, outlet=chance.choice(["", "X", "Y"]))
                case 3:
                    made = [one.id for one in library.by_hand.all()]
                    if made:
                        library.by_hand.withdraw(chance.choice(made))
                case 4:
                    library.notes.undo()
                    library.by_hand.catch_up()
                case 5:
                    library.take_out([library.find(key)])
                    add(library, folder)
        for one in library.by_hand.all():
            library.by_hand.withdraw(one.id)
        assert state(library) == before, seed


def test_what_cannot_be_said_is_told_and_nothing_kept(library: Library) -> None:
    for wrong, why in (
        ({"date": "soon"}, "that is no date"),
        ({"date": "12 May"}, "of which year"),
        ({"title": " \n"}, "a headline needs"),
        ({}, "say what is so"),
        ({"outlet": "The Herald"}, "so already"),
    ):
        with pytest.raises(CulmError, match=why):
            correct(library, DAM, **wrong)
    with pytest.raises(CulmError, match="a headline each"):
        library.by_hand.correct_articles([DAM, VOTE], Told(title="x"))
    with pytest.raises(NotFound):
        correct(library, "nothing", outlet="x")
    assert library.by_hand.all() == []
    # A day that is in doubt is worth confirming.
    correct(library, DAM, date="6 July 2024")
    assert not library.article(library.find(DAM)).published.may_be_swapped


def test_a_correction_waits_for_its_article(library: Library, folder: Path) -> None:
    correct(library, DAM, date="2024-06-07")
    library.take_out([library.find(DAM)])
    [one] = library.by_hand.all()
    assert one.standing is Standing.WAITING
    assert one.words == "the publication date of “Dam breaks above Karsk” is 7 June 2024"


def test_exact_copies_are_told_apart_from_articles(library: Library, folder: Path) -> None:
    (folder / "twin.txt").write_text(TEXTS["dam"])
    add(library, folder)
    with pytest.raises(NotFound):
        correct(library, "news/twin.txt", outlet="x")
    correct(library, DAM, outlet="Norland Post")
    # What it is a copy of goes: the copy has its own facts, not those that were put right.
    library.take_out([library.find(DAM)])
    assert library.article(library.find("news/twin.txt")).outlet == "The Herald"


def test_authors_in_one_line() -> None:
    assert authors_typed("Ann Lee, Bo Ray") == ("Ann Lee", " Bo Ray")
    assert authors_typed("Lee, Ann; Ray, Bo") == ("Lee, Ann", " Ray, Bo")


def test_what_is_saved_of_a_damaged_archive_is_what_was_read(library: Library) -> None:
    before = library.article(library.find(DAM))
    correct(library, DAM, date="2024-06-07", title="A dam breaks", outlet="X", authors=["Y"])
    found = salvage(library.archive.database.path)
    assert found.articles[before.id] == before
