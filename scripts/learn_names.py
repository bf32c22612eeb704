"""Builds ``index/language/data/learned.bin``: names that news uses again and again.

    python scripts/learn_names.py ../shared/data/articles_12k.jsonl.gz

Finds the names of a collection of news articles (JSON lines with ``title`` and
``body``) with the model as it is and keeps, for every name met in two articles or
more, its usual type. No text is kept, and of the names only a hash.
"""

from __future__ import annotations

import argparse
import gzip
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.language.fold import fold
from index.language.names import find_names
from index.language.names.learned import code, write_learned
from index.language.names.tokens import tokenise

TARGET = Path(__file__).parents[1] / "index" / "language" / "data" / "learned.bin"
LONGEST_ARTICLE = 15_000
COUNTED_AS = {"EVENT": "MISC", "LAW": "MISC"}


def texts(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = f"{record.get('title') or ''}\n\n{record.get('body') or ''}"
            yield unicodedata.normalize("NFC", text)[:LONGEST_ARTICLE]


def usual_types(articles: Iterable[list[tuple[str, str]]]) -> dict[str, int]:
    """Phrase key → code, from the (phrase key, type) pairs of each article."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for pairs in articles:
        kinds: dict[str, Counter[str]] = defaultdict(Counter)
        for key, kind in pairs:
            kinds[key][COUNTED_AS.get(kind, kind)] += 1
        for key, found in kinds.items():
            counts[key][found.most_common(1)[0][0]] += 1
    return {key: value for key, found in counts.items() if (value := code(found)) is not None}


def names_of(text: str) -> list[tuple[str, str]]:
    """(phrase key, type) of every name in ``text``."""
    return [(phrase(text[m.start : m.end]), str(m.type)) for m in find_names(text)]


def phrase(surface: str) -> str:
    return " ".join(tokenise(fold(surface)).keys)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    options = parser.parse_args()
    learned = usual_types(names_of(text) for text in texts(options.articles))
    print(write_learned(TARGET, learned), "names,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
