"""An event that many articles tell gains one more as if all had come at once."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.events.tally import tally_from
from index.library import Library

WORDS = ("wind", "rain", "roof", "flood", "coast", "village", "boat", "crew", "mayor")
SYLLABLES = ("bra", "cle", "dro", "fim", "gul", "hap", "jor", "kel", "lum", "nev", "pos", "rit")
PEOPLE = ("Ann Lee", "Berit Holm", "Carlos Pinto", "Dana Wolf")
OPENINGS = (
    "The 14th Harvest Congress opened in Ardenport on Monday, {person} said.",
    "{person} told the 14th Harvest Congress that the harbour would grow.",
    "Farmers who met {person} at the 14th Harvest Congress want cheaper seed.",
    "{person} wrote a book. It says little of the 14th Harvest Congress of May 2021.",
    "The Harvest Congress of May 3, 2021 was good for {person}, a survey found.",
)


def made_up() -> list[dict[str, str]]:
    chance = random.Random(7)
    articles = []
    for number in range(26):
        person = chance.choice(PEOPLE)
        text = chance.choice(OPENINGS).format(person=person)
        words = chance.sample(WORDS, 6)
        rest = " ".join(f"The {word} of number {number} was new." for word in words)
        articles.append(
            {
                "id": f"article-{number:02}",
                "title": f"{person} and the {words[0]} of {number}",
                "text": f"{text} {rest}",
                "date": f"2021-05-{chance.randint(3, 9):02}" if number % 9 else "",
            }
        )
    return articles


def told(library: Library) -> set[Any]:
    """All that the archive holds of events, told by keys instead of ids."""
    tables = library.archive.events
    ids = tables.all_events()
    events, roles, links = (
        tables.events(ids),
        tables.roles_of_events(ids),
        tables.links_of_events(ids),
    )
    keys = library.archive.keys_of(library.archive.ids())
    found = set()
    for number in ids:
        event = events[number]
        members = tuple(tables.members_of(number))
        standing = tables.standing(members[0])
        found.add(
            (
                (event.name, event.kind, event.begin, event.end, event.precision, event.place),
                event.participants,
                members,
                tuple((keys[r.article], r.role, r.rank, r.spans, r.weight) for r in roles[number]),
                frozenset(
                    (keys[link.a], keys[link.b], link.link_class, link.score, link.reasons)
                    for link in links.get(number, ())
                ),
                None
                if standing is None
                else repr(sorted(tally_from(standing.tally).people.items())),
            )
        )
    return found


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("inputs")
    for article in made_up():
        (folder / f"{article['id']}.jsonl").write_text(json.dumps(article))
    return sorted(folder.glob("*.jsonl"))


def test_an_event_of_many_articles_gains_one_as_if_all_had_come_at_once(
    tmp_path: Path, inputs: list[Path]
) -> None:
    with Library.open(tmp_path / "at once") as library:
        list(library.add(inputs))
        at_once = told(library)
        largest = max(at_once, key=lambda event: len(event[2]))
        assert len(largest[2]) > 12
        assert largest[-1] is not None
    for seed in range(2):
        with Library.open(tmp_path / f"one by one {seed}") as library:
            for path in random.Random(seed).sample(inputs, len(inputs)):
                list(library.add([path]))
            assert told(library) == at_once


def test_an_event_that_the_user_named_keeps_its_name_when_it_gains_some(
    tmp_path: Path, inputs: list[Path]
) -> None:
    with Library.open(tmp_path / "library") as library:
        list(library.add(inputs[12:]))
        largest = max(library.events(), key=lambda event: len(event.tellers))
        library.by_hand.rename_event(largest.id, "The Ardenport Congress")
        # Of these, later ones say what earlier ones said after the user's word.
        for path in inputs[:12]:
            list(library.add([path]))
        (event,) = (one for one in library.events() if one.name == "The Ardenport Congress")
        assert len(event.tellers) > len(largest.tellers)


def test_what_an_event_gained_it_loses_again(tmp_path: Path, inputs: list[Path]) -> None:
    with Library.open(tmp_path / "library") as library:
        list(library.add(inputs[:20]))
        before = told(library)
        for path in inputs[20:23]:
            list(library.add([path]))
        gained = [
            number
            for key, number in library.archive.ids_of([path.stem for path in inputs[20:23]]).items()
        ]
        assert told(library) != before
        library.take_out(gained)
        assert told(library) == before


SETTLING = """
import sys
from pathlib import Path
from index.library import Library

with Library.open(Path(sys.argv[1])) as library:
    for _ in library.add([Path(sys.argv[2])]):
        pass
"""


def test_where_the_first_article_of_an_event_is_lost_an_import_ends(tmp_path: Path) -> None:
    path = tmp_path / "library"
    with Library.open(path) as library:
        for _ in library.add([goers(tmp_path / "many.jsonl", range(20))]):
            pass
    with closing(sqlite3.connect(path / "archive.db")) as archive, archive:
        # As a damaged page may leave it: no foreign key takes the rest along.
        gone = archive.execute(
            "DELETE FROM article WHERE id = (SELECT article FROM event_article JOIN event"
            " ON event.id = event WHERE name LIKE '%Asia Summit%' ORDER BY rank LIMIT 1)"
        )
        assert gone.rowcount == 1
    one_more = goers(tmp_path / "one.jsonl", [30])
    ended = subprocess.run(
        [sys.executable, "-c", SETTLING, path, one_more], capture_output=True, timeout=120
    )
    assert ended.returncode == 1
    assert b"LibraryDamaged" in ended.stderr.splitlines()[-1]
    assert b"culm rebuild" in ended.stderr.splitlines()[-1]


def goers(path: Path, numbers: Iterable[int]) -> Path:
    """Articles of nothing else in common that speak of one summit."""
    with path.open("w") as lines:
        for number in numbers:
            chance = random.Random(number)
            words = ("".join(chance.choices(SYLLABLES, k=3)) for _ in range(40))
            text = f"{' '.join(words).capitalize()}. They went to the 14th East Asia Summit."
            one = {"id": f"k{number}", "title": f"Rain {number}", "text": text}
            lines.write(json.dumps({**one, "date": "2019-06-18"}) + "\n")
    return path
