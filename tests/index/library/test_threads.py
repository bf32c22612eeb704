"""Happenings within a story: what is told together, what went before and came after."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from index.library import Library

ARTICLES = [
    {
        "id": "walkout-herald",
        "title": "Ferry crews in Ardenport walk out over night shifts",
        "text": "Ferry crews in Ardenport walked out on Monday over new night shifts, and 14 "
        "sailings to the Skelda islands were cancelled. Marta Olsen of the Seafarers' Union said "
        "340 sailors had joined the walkout. Northline Ferries called the walkout unlawful.",
        "date": "2021-05-03",
        "source": "Herald",
    },
    {
        "id": "walkout-courier",
        "title": "Night shifts: Ferry crews walk out in Ardenport",
        "text": "A walkout of ferry crews over night shifts cancelled 14 sailings from Ardenport "
        "to the Skelda islands on Monday. Some 340 sailors joined, said Marta Olsen of the "
        "Seafarers' Union. The walkout is unlawful, Northline Ferries said.",
        "date": "2021-05-03",
        "source": "Courier",
    },
    {
        "id": "deal-gazette",
        "title": "Northline Ferries and sailors in Ardenport settle",
        "text": "Northline Ferries and the Seafarers' Union settled their quarrel over night "
        "shifts on Wednesday. Marta Olsen of the union said the 340 sailors in Ardenport would "
        "have longer rests; ferry sailings to the Skelda islands began again after the walkout.",
        "date": "2021-05-12",
        "source": "Gazette",
    },
    {
        "id": "budget-herald",
        "title": "Parliament passes the school budget",
        "text": "Parliament passed a budget for village schools on Monday after eleven hours. The "
        "finance minister, Jon Ravn, promised lower taxes for young teachers.",
        "date": "2021-05-03",
        "source": "Herald",
    },
]


def put(library: Library, folder: Path, *articles: dict[str, str]) -> None:
    paths = []
    for article in articles:
        path = folder / f"{article['id']}.jsonl"
        path.write_text(json.dumps(article))
        paths.append(path)
    assert {done.status.value for done in library.add(paths)} == {"added"}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library")


def test_the_same_day_is_one_happening_and_what_follows_is_its_thread(
    library: Library, tmp_path: Path
) -> None:
    with library:
        put(library, tmp_path, *ARTICLES)
        ids = {
            article["id"]: next(
                number
                for number in library.listing()
                if library.article(number).title == article["title"]
            )
            for article in ARTICLES
        }
        reading = library.reading(ids["walkout-herald"])
        told = {teller.id for event in reading.events for teller in event.tellers}
        assert told == {ids["walkout-courier"]}
        assert [article.id for article in reading.thread.articles] == [ids["deal-gazette"]]
        assert reading.thread.articles[0].because
        assert reading.thread.count == 1
        shared = library.why_together(ids["walkout-herald"], ids["deal-gazette"])
        assert reading.thread.articles[0].because.split("; ")[0] in {one.text for one in shared}
        assert [one.weight for one in shared] == sorted((o.weight for o in shared), reverse=True)
        assert library.why_together(ids["walkout-herald"], 99) == ()
        # And why it is another happening: nine days lie between.
        apart = library.why_apart(ids["walkout-herald"], ids["deal-gazette"])
        assert [one.text for one in apart] == [
            "one happening is told within a day",
            "published more than a day apart",
        ]
        far = library.why_apart(ids["walkout-herald"], ids["budget-herald"])
        assert "it takes" in far[0].text
        assert [one.weight for one in far[1:]] == sorted(one.weight for one in far[1:])
        assert all(one.weight < 0 for one in far[1:])
        assert library.why_apart(ids["walkout-herald"], 99) == ()
        later = library.reading(ids["deal-gazette"])
        assert {article.id for article in later.thread.articles} == {
            ids["walkout-herald"],
            ids["walkout-courier"],
        }
        assert library.reading(ids["budget-herald"]).thread.articles == ()


def test_a_story_keeps_its_id_with_most_of_its_articles(library: Library, tmp_path: Path) -> None:
    with library:
        before: dict[int, tuple[str, ...]] = {}
        for article in (ARTICLES[3], *ARTICLES[:3]):
            put(library, tmp_path, article)
            now = {key: story.id for story in library.stories() for key in story.articles}
            for number, articles in before.items():
                kept = Counter(now[key] for key in articles)
                assert kept[number] * 2 > len(articles)
            before = {story.id: story.articles for story in library.stories()}
        assert sorted(map(len, before.values())) == [1, 3]
