"""What a change reaches is enough: any series of changes gives what settling at once gives."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.events.blocks import block_keys
from index.events.link import may_learn
from index.events.linked import Reached
from index.events.reach import Shelf
from index.events.record import ArticleEvents
from index.events.settle import settle
from scripts.memory_repository import MemoryRepository
from tests.support.events import Archive, news, record

_NAMES = (
    "9th National Harbour Conference",
    "10th National Harbour Conference",
    "National Harbour Conference",
    "Harbour Conference",
    "9th Harbour Conference",
    "Ardent River War",
    "First Ardent River War",
    "Storm Ulla",
    "Skelda presidential election",
    "Skelda Democratic primary",
)
_SAID = (
    "Mayors met at the {} on June {}.",
    "The {} opened on June {}, 2019 with a speech by Ann Lee.",
    "Ann Lee on Tuesday called for clean ports at the {}. It was the {}th time.",
    "Delegates remember the {} of June {}, 2018.",
    "A museum on the {} will open in Busan, the city said. It has {} rooms.",
    "Ann Lee spoke of clean ports. The {} is under way, and {} came.",
)
_DAYS = ("", "", "2019-06-18", "2019-06-20", "2018-06-20", "2012-02-01")


def _articles(chance: random.Random) -> list[tuple[str, str, str]]:
    """Articles that name some of a few events: key, text, day."""

    def sentence() -> str:
        return chance.choice(_SAID).format(chance.choice(_NAMES), chance.randint(17, 20))

    return [
        (f"a{number}", " ".join(sentence() for _ in range(chance.randint(1, 2))), day)
        for number, day in enumerate(chance.choices(_DAYS, k=chance.randint(2, 9)))
    ]


@cache
def _news(key: str, text: str, day: str) -> Article:
    return news(key, text, day)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_any_series_of_changes_gives_what_settling_at_once_gives(seed: int) -> None:
    chance = random.Random(seed)
    texts = _articles(chance)
    at_once = Archive()
    at_once.add(*(_news(*one) for one in texts))
    archive, left = Archive(), chance.sample(texts, len(texts))
    while left:
        size = chance.randint(1, 3)
        archive.add(*(_news(*one) for one in left[:size]))
        left = left[size:]
        if chance.random() < 0.5:
            key = chance.choice(sorted(archive.articles))
            _, text, day = chance.choice(texts)
            archive.add(_news(key, text, day))
            archive.remove(key)
            left += [one for one in texts if one[0] == key]
    assert archive.state() == at_once.state()


def _reached(records: Sequence[ArticleEvents], key: str) -> set[str]:
    repository = MemoryRepository()
    for one in records:
        repository.put(one)
    reached = Reached(Shelf(repository), lambda text, published: text)
    reached.take({key: {m.group for one in records if one.key == key for m in one.mentions}})
    return set(reached.groups)


def test_a_change_reaches_only_what_links_connect_with_it() -> None:
    records = [
        record(news(f"{year}{place}", f"Voters spoke of the {year} Skelda election.", "2021-05-03"))
        for year in range(2001, 2021)
        for place in "abc"
    ]
    assert all("y|election|2011|skelda" in block_keys(one) for one in records[30:33])
    assert _reached(records, "2011a") == {"2011a", "2011b", "2011c"}
    passing = record(news("x", "The Skelda election of 2011 and that of 2012.", "2021-05-03"))
    assert _reached([*records, passing], "2011a") >= {"x"}


def test_who_learns_a_date_comes_with_all_that_tells_it() -> None:
    dated = record(news("a", "The 9th Harbour Conference opened on June 18.", "2019-06-18"))
    undated = record(
        news(
            "b",
            "Ann Lee on Tuesday spoke of clean ports at the 9th Harbour Conference. "
            "She then opened the 40th Skelda Congress.",
        )
    )
    congress = record(news("c", "They met at the 40th Skelda Congress.", "2019-06-30"))
    assert may_learn(undated)
    assert _reached([dated, undated, congress], "a") == {"a", "b", "c"}


def test_an_event_whose_first_article_learned_its_date_grows_like_any_other() -> None:
    learner = news("z", "Ann Lee on Tuesday opened the 9th Harbour Conference.")
    said = "Ann Lee on Tuesday spoke of clean ports at the 9th Harbour Conference of June 18, 2019."
    others = [news(f"a{n:02}", f"{said} It is the {n}th.", "2019-06-19") for n in range(12)]
    archive = Archive()
    archive.add(learner, *others[:-1])
    (event,) = (e for e in archive.events if e.name.endswith("Harbour Conference"))
    assert event.roles[0].article == learner.key
    learned = archive.published[learner.key]
    assert learned.interval.begin == date(2019, 6, 18)
    assert learned.reason == (
        "it says “Tuesday”, and an event it shares with other articles was on Tuesday 18 June 2019"
        " (9th Harbour Conference)"
    )

    archive.repository.put(record(others[-1]))
    found = settle([others[-1].key], archive.repository, archive.redate)
    assert [growth.members for growth in found.growths] == [("n1:a11",)]
    archive.add(others[-1])
    at_once = Archive()
    at_once.add(learner, *others)
    assert archive.state() == at_once.state()
