"""Reading collections of news for training and evaluation: articles with their story.

Knows the layouts of the development sets beside the checkout (``../shared/data``):
JSON Lines, gzipped, with the text as ``text``, ``body`` or ``sentences`` and the
story as ``event_cluster``.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from index.article import Article
from index.events.extract import record_of
from index.events.record import ArticleEvents
from index.language.canonical import resolve
from index.language.dates import find_dates
from index.language.model import Analysis
from index.language.names import find_names
from index.readers import read

_MEMBERS = ("id", "title", "text", "body", "date", "url", "source", "lang")
SHARED = Path(__file__).parent.parent.parent / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Item:
    """An article with its analysis, the story it belongs to and the topic above that."""

    article: Article
    analysis: Analysis
    story: str
    topic: str

    @property
    def record(self) -> ArticleEvents:
        return record_of(self.article, self.analysis)


def analysed(
    source: Path, language: str = "en", limit: int = 0, only: Collection[str] | None = None
) -> Iterator[Item]:
    """The articles of a collection, analysed as culm does it; ``only`` those with these ids."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit and number >= limit:
                return
            row = json.loads(line)
            if only is not None and str(row["id"]) not in only:
                continue
            article = article_of(row, language)
            story, topic = str(row.get("event_cluster", "")), str(row.get("topic", ""))
            # Only where stories are parts of a topic does it say which belong together.
            topic = topic if story.startswith(topic) else ""
            yield Item(article, analyse(article), story, topic)


def article_of(row: dict[str, Any], language: str) -> Article:
    """One row as culm reads it from JSON Lines: what is measured is what a library holds."""
    told = {name: row[name] for name in _MEMBERS if row.get(name)}
    if "sentences" in row:
        told["text"] = "\n".join(" ".join(sentence) for sentence in row["sentences"])
    told.setdefault("lang", language)
    (article,) = read("rows.jsonl", f"{json.dumps(told)}\n".encode(), key="rows", metadata={})
    return article


def analyse(article: Article) -> Analysis:
    """Names, entities and dates of an article; private keys made the article's own."""
    mentions = find_names(article.text, article.zones, language=article.language)
    entities = tuple(
        replace(entity, key=entity.key + article.key) if entity.key.endswith("@") else entity
        for entity in resolve(article.text, mentions, language=article.language)
    )
    timexes = find_dates(article.text, article.published.interval, zones=article.zones)
    return Analysis(mentions, timexes, entities)
