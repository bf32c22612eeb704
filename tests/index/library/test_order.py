"""What a library knows depends on what is in it, not on how it came in."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path

import pytest

from index.library import Library
from tests.support.seeds import write_seeds

WORDS = {
    "storm": "wind rain roof flood coast village boat harbour rescue shelter crew mayor",
    "strike": "union wage miner pit walkout ballot pay shift owner talks picket minister",
    "match": "goal striker keeper penalty crowd stadium coach league draw referee fans cup",
    "trial": "judge jury lawyer verdict witness court appeal charge defence sentence prison bail",
}


def made_up() -> list[dict[str, str]]:
    """Four stories of three articles; each names an event of the past that others name too."""
    chance = random.Random(5)
    articles = []
    wars = ("Falklands War", "14th Harvest Congress")
    for day, (topic, words) in enumerate(WORDS.items(), start=3):
        for teller in ("Herald", "Courier", "Gazette"):
            told = words.split()
            chance.shuffle(told)
            sentences = [f"The {a} met the {b} in the {topic}." for a, b in pairwise(told)]
            text = " ".join(
                [*sentences[:3], f"It is no {wars[day % 2]}, they said.", *sentences[3:]]
            )
            articles.append(
                {
                    "id": f"{topic}-{teller}",
                    "title": f"A {topic} shakes Ardenport, {told[0]} and {told[1]} in it",
                    "text": text,
                    "date": f"2021-05-{day:02}",
                    "source": teller,
                }
            )
    return articles


def known(library: Library) -> tuple[set[frozenset[str]], set[tuple[str, frozenset[str]]]]:
    """Stories and events, each by the articles that tell it."""
    stories = {frozenset(story.articles) for story in library.stories()}
    events = {
        (event.name, frozenset(teller.key for teller in event.tellers))
        for event in library.events()
    }
    return stories, events


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("inputs")
    write_seeds(folder / "seeds")
    for article in made_up():
        (folder / f"{article['id']}.jsonl").write_text(json.dumps(article))
    return sorted((folder / "seeds").glob("*.txt")) + sorted(folder.glob("*.jsonl"))


def test_one_by_one_gives_what_all_at_once_gives(tmp_path: Path, inputs: list[Path]) -> None:
    with Library.open(tmp_path / "at once") as library:
        assert {done.status.value for done in library.add(inputs)} == {"added"}
        at_once = known(library)
        assert sum(map(len, at_once[0])) == library.count() == len(inputs)
    for seed in range(3):
        with Library.open(tmp_path / f"shuffled {seed}") as library:
            for path in random.Random(seed).sample(inputs, len(inputs)):
                assert [done.status.value for done in library.add([path])] == ["added"]
            assert known(library) == at_once


def test_taking_an_article_out_leaves_what_was_there_without_it(
    tmp_path: Path, inputs: list[Path]
) -> None:
    chance = random.Random(7)
    with Library.open(tmp_path / "library") as library:
        assert {done.status.value for done in library.add(inputs)} == {"added"}
        keys = list(library.archive.keys_of(library.listing()).values())
        left = sorted(keys)
        for key in chance.sample(left, 4):
            library.take_out([library.find(key)])
            left.remove(key)
        shrunk = known(library)
    names = {Path(key).name if "/" in key else f"{key}.jsonl" for key in left}
    with Library.open(tmp_path / "without") as library:
        list(library.add([path for path in inputs if path.name in names]))
        assert library.count() == len(left)
        assert shrunk == known(library)


def test_a_year_long_past_dates_no_story(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Mayor opens a school in Ardenport\n\n"
        "The mayor opened a school on the hill. The old one was built in 1918."
    )
    with Library.open(tmp_path / "library") as library:
        list(library.add([path]))
        (story,) = library.stories()
        assert not story.interval
        assert not any(event.interval for event in library.events())
