"""The articles that the search benchmark indexes: real ones where they are at hand.

Larger corpora are made by recombining sentences of the real articles with a
fixed seed, so word frequencies, lengths and dates stay those of news. Without
the articles a synthetic corpus with Zipf's distribution of words stands in.
"""

from __future__ import annotations

import gzip
import itertools
import json
import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from index.search import SearchDocument

ARTICLES = Path(__file__).parents[4] / "shared" / "data" / "articles_12k.jsonl.gz"
_SEED = 20231219
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+")
_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
_MOST_ENTITIES = 15
_SYNTHETIC_WORDS = 30_000


def articles(count: int) -> Iterator[SearchDocument]:
    """``count`` articles, the same ones every time."""
    originals = list(_originals()) if ARTICLES.exists() else list(_synthetic(2_000))
    yield from originals[:count]
    rest = count - len(originals)
    if rest <= 0:
        return
    chance = random.Random(_SEED)
    sentences = [_SENTENCE_END.split(article.body) for article in originals]
    flat = list(itertools.chain.from_iterable(sentences))
    for number in range(len(originals), count):
        shape = chance.randrange(len(originals))
        own = sentences[shape]
        # A third of an article's sentences are its own, the rest come from anywhere.
        body = " ".join(s if chance.random() < 1 / 3 else chance.choice(flat) for s in own)
        model = originals[shape]
        yield _document(number, model.title, body, model.begin, model.outlet)


def _document(number: int, title: str, body: str, day: int | None, outlet: str) -> SearchDocument:
    names = dict.fromkeys(match[0].lower() for match in _NAME.finditer(body))
    kinds = ("person", "place")
    entities = tuple(
        f"{kinds[len(name) % 2]}:{name}" for name in itertools.islice(names, _MOST_ENTITIES)
    )
    return SearchDocument(number, title, body, day, day, outlet, entities=entities)


def _originals() -> Iterator[SearchDocument]:
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            article = json.loads(line)
            day = date.fromisoformat(article["date"][:10]).toordinal() if article["date"] else None
            yield _document(
                number, article["title"] or "", article["body"], day, article["source"] or ""
            )


def _synthetic(count: int) -> Iterator[SearchDocument]:
    chance = random.Random(_SEED)
    letters = "etaoinshrdlcumwfgypbvk"
    words = ["".join(chance.choices(letters, k=2 + n % 9)) for n in range(_SYNTHETIC_WORDS)]
    weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(_SYNTHETIC_WORDS)))
    for number in range(count):
        said = chance.choices(words, cum_weights=weights, k=chance.randrange(100, 900))
        body = " ".join(
            " ".join(said[at : at + 15]).capitalize() + "." for at in range(0, len(said), 15)
        )
        day = 736_000 + chance.randrange(2_500)
        yield _document(number, " ".join(said[:8]).title(), body, day, f"Outlet {number % 7}")
