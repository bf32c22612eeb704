"""Builds ``index/language/data/news_people.txt``: family names that news uses alone.

    python -m scripts.build_news_people ../shared/data/articles_12k.jsonl.gz

From a collection of news articles (JSON lines with ``title`` and ``body``) this keeps the
last words of the full personal names that culm finds in several of them, when no other
list has them as a personal name, and when they end a person's name more often than they
are an organisation. An article that only says ``Merkel`` does not mean a company.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from index.language.fold import match_key
from index.language.model import EntityType
from index.language.names import find_names
from index.language.names.lexicon import lexicon
from scripts.articles import beginnings

TARGET = Path(__file__).parents[1] / "index" / "language" / "data" / "news_people.txt"
LEAST_ARTICLES = 3
SHORTEST = 4
WORDS = 2_500_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    people: Counter[str] = Counter()
    organisations: Counter[str] = Counter()
    for text in beginnings(parser.parse_args().articles, WORDS):
        ends_name: set[str] = set()
        organisation: set[str] = set()
        for mention in find_names(text):
            words = text[mention.start : mention.end].split()
            key = match_key(words[-1])
            if mention.type is EntityType.PERSON and len(words) > 1 and words[-1][0].isupper():
                ends_name.add(key)
            elif mention.type is EntityType.ORG and mention.why != "no personal name":
                organisation.update([key] if len(words) == 1 else [])
        people.update(ends_name)
        organisations.update(organisation)
    lists = lexicon()
    kept = sorted(
        key
        for key, count in people.items()
        if count >= LEAST_ARTICLES
        and count > organisations[key]
        and len(key) >= SHORTEST
        and key.isascii()
        and key.isalpha()
        and key not in lists.given
        and key not in lists.family
        and key not in lists.known
        and key not in lists.places
    )
    TARGET.write_text("[family]\n" + ",".join(kept) + "\n", encoding="utf-8")
    print(len(kept), "names,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
