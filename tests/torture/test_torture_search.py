"""Searching at its worst: hostile queries, hundreds of crashes, damage everywhere.

Run by ``make torture``.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from index.search import SearchDocument, SearchIndex, hits, parse, snippet
from tests.benchmarks.search.corpus import articles
from tests.index.library.test_search_consistency import check_damage, folder, histories
from tests.index.search.oracle import Knowledge, matches
from tests.index.search.test_searching import HOSTILE
from tests.support.hostile_queries import hostile_query

QUERIES = int(os.environ.get("CULM_QUERIES", "10000"))
HISTORIES = int(os.environ.get("CULM_HISTORIES", "300"))
DAMAGES = int(os.environ.get("CULM_DAMAGES", "600"))
ARTICLES = 2_000
LONGEST_SECONDS = 2.0
TODAY = date(2017, 3, 1)
NOBODY = Knowledge({}, {})
COMPARED_ARTICLES = 60
COMPARED_EVERY = 20

__all__ = ["folder"]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> tuple[SearchIndex, list[SearchDocument]]:
    """Two thousand articles in several segments, some of them replaced."""
    index = SearchIndex.open(tmp_path_factory.mktemp("news") / "search")
    documents = list(articles(ARTICLES))
    for first in range(0, ARTICLES, 450):
        with index.writer() as writer:
            for document in documents[max(0, first - 20) : first + 450]:
                writer.add(document)
    index.reopen()
    assert index.searcher().doc_count == ARTICLES
    return index, documents


def ask(index: SearchIndex, text: str, typing: bool, article: SearchDocument) -> set[int]:
    """All that the reader has done for a query; the ids found."""
    searcher = index.searcher()
    parsed = parse(text, TODAY, typing)
    results = searcher.search(parsed, facets=True, resolver=NOBODY)
    found = set(results.ids().tolist())
    assert results.total == len(found)
    assert not results.cut
    searcher.suggest(parsed)
    snippet(article.body, hits(article.body, parsed), 160)
    return found


@pytest.mark.slow
def test_hostile_queries_at_random(news: tuple[SearchIndex, list[SearchDocument]]) -> None:
    index, documents = news
    chance = random.Random(20)
    words = sorted({word for d in documents[:300] for word in d.body.split() if word.isalpha()})
    compared = chance.sample(documents, COMPARED_ARTICLES)
    seconds: list[tuple[float, float, str]] = []
    agreed = with_hits = 0
    asked = [*HOSTILE, *(hostile_query(chance, words) for _ in range(QUERIES))]
    for number, text in enumerate(asked):
        typing = chance.random() < 0.5
        wall, started = time.perf_counter(), time.process_time()
        found = ask(index, text, typing, documents[number % ARTICLES])
        took = time.process_time() - started
        seconds.append((took, time.perf_counter() - wall, text[:60]))
        assert took < LONGEST_SECONDS, text[:200]
        if number < len(HOSTILE) or number % COMPARED_EVERY == 0:
            root = parse(text, TODAY, typing).root
            right = {document.id for document in compared if matches(root, document, NOBODY)}
            assert {document.id for document in compared} & found == right, text[:200]
            agreed += 1
            with_hits += bool(right)
    seconds.sort(reverse=True)
    p99 = seconds[len(seconds) // 100]
    print(
        f"\n{len(asked)} hostile queries on {ARTICLES} articles: CPU at most"
        f" {seconds[0][0] * 1000:.0f} ms ({seconds[0][2]!r}), p99 {p99[0] * 1000:.1f} ms,"
        f" wall at most {max(wall for _, wall, _ in seconds) * 1000:.0f} ms;"
        f" {agreed} compared with brute force, {with_hits} of them with hits"
    )


def sensible_query(chance: random.Random, article: SearchDocument) -> str:
    """What somebody might ask who half remembers an article."""
    said = article.body.split() or ["nothing"]
    at = chance.randrange(len(said))
    word = said[at]
    few = said[at : at + chance.randrange(2, 5)]
    middle = chance.randrange(max(1, len(word)))
    day = date.fromordinal(article.begin or TODAY.toordinal())
    asked = [
        word,
        f"{chance.choice(said)} {word}",
        f'"{" ".join(few)}"',
        f'="{" ".join(few)}"',
        f'"{few[0]} {few[-1]}"~{chance.randrange(1, 6)}',
        f"{word[:4]}*",
        f"{word[:middle]}{word[middle + 1 :]}~",
        f"{word[:middle]}x{word[middle:]}~",
        f"={word}",
        f"title:{chance.choice(article.title.split() or ['untitled'])}",
        f"outlet:={article.outlet!r}".replace("'", '"'),
        f"date:{day:%Y-%m} {word}",
        f"since:{day} until:{day} -{chance.choice(said)}",
        f"({word} OR {chance.choice(said)}) -{chance.choice(said)}",
        f"NOT ({word} {chance.choice(said)}) {few[-1]}",
    ]
    return " ".join(chance.sample(asked, chance.choice([1, 1, 1, 2])))


@pytest.mark.slow
def test_sensible_queries_at_random(news: tuple[SearchIndex, list[SearchDocument]]) -> None:
    index, documents = news
    chance = random.Random(21)
    compared = chance.sample(documents, COMPARED_ARTICLES)
    count = QUERIES // 5
    with_hits = 0
    for _ in range(count):
        text = sensible_query(chance, chance.choice(compared))
        typing = chance.random() < 0.2
        found = ask(index, text, typing, compared[0])
        root = parse(text, TODAY, typing).root
        right = {document.id for document in compared if matches(root, document, NOBODY)}
        assert {document.id for document in compared} & found == right, text[:200]
        with_hits += bool(right)
    print(f"\n{count} sensible queries agree with brute force, {with_hits} of them with hits")


@pytest.mark.slow
def test_histories_of_libraries(tmp_path: Path) -> None:
    done: Counter[str] = Counter()
    for first in range(10_000, 10_000 + HISTORIES, 20):
        done += histories(tmp_path / str(first), first, 20)
    print(f"\n{HISTORIES} histories, search and archive agree after each of {done.total()} steps:")
    print(", ".join(f"{name} {count}" for name, count in done.most_common()))
    assert done["killed"] > HISTORIES // 2


@pytest.mark.slow
def test_no_damage_of_any_file_gives_a_wrong_answer(tmp_path: Path, folder: Path) -> None:
    kinds = check_damage(tmp_path, folder, DAMAGES)
    print(f"\n{DAMAGES} damaged indexes, no wrong answer:")
    print(", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
