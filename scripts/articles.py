"""Reading collections of plain news articles."""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

LONGEST = 3_000  # characters of an article
_SEED = 5


def beginnings(path: Path, words: int) -> Iterator[str]:
    """Beginnings of articles in an order that is always the same, ``words`` together.

    ``path``: gzipped JSON lines with ``title`` and ``body``.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    random.Random(_SEED).shuffle(articles)
    for article in articles:
        text = unicodedata.normalize(
            "NFC", f"{article.get('title') or ''}\n{article.get('body') or ''}"
        )
        text = text[:LONGEST].rsplit("\n", 1)[0] if len(text) > LONGEST else text
        words -= len(text.split())
        yield text
        if words < 0:
            return
