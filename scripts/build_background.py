"""Count how common words, names and numbers are in news, for index/events/data.

    python scripts/build_background.py ../shared/data/articles_12k.jsonl.gz --language en

reads JSON Lines of articles (``title``, ``body`` or ``text``, ``date``), analyses
them as culm does, and writes ``index/events/data/background.LANGUAGE.txt.gz``:
document counts alone, nothing of any text.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from index.article import Article
from index.events.background import render
from index.events.features import document_terms
from index.language.model import Analysis
from scripts.news_sets import analysed

DATA = Path(__file__).parent.parent / "index" / "events" / "data"
# Terms in fewer documents are left out: to the reader of the table they are all rare.
LEAST = {"words": 4, "names": 4, "places": 3, "numbers": 5, "counted": 5}


def count(articles: Iterable[tuple[Article, Analysis]]) -> tuple[int, dict[str, dict[str, int]]]:
    """Documents, and document counts of terms by kind, without the rarest."""
    documents = 0
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in LEAST}
    for article, analysis in articles:
        documents += 1
        for kind, terms in document_terms(article, analysis).items():
            counts[kind].update(terms)
    kept = {
        kind: {term: n for term, n in terms.items() if n >= LEAST[kind]}
        for kind, terms in counts.items()
    }
    return documents, kept


def write(language: str, documents: int, counts: dict[str, dict[str, int]]) -> Path:
    """Write the table of a language; the same counts give the same bytes."""
    DATA.mkdir(exist_ok=True)
    path = DATA / f"background.{language}.txt.gz"
    body = render(documents, counts).encode("utf-8")
    path.write_bytes(gzip.compress(body, compresslevel=9, mtime=0))
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--language", default="en")
    arguments = parser.parse_args()
    documents, counts = count(
        (item.article, item.analysis) for item in analysed(arguments.source, arguments.language)
    )
    path = write(arguments.language, documents, counts)
    print(f"{path}: {documents} documents, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
