"""An article as long as they come, full of what is drawn in it."""

from __future__ import annotations

import json
import random
from pathlib import Path

from index.library import Library
from index.notes.model import Colour

SEEDS = Path(__file__).parents[3] / "seeds"
SIZE = 1_000_000
ANNOTATIONS = 1_000


def long_and_short(folder: Path) -> Path:
    """A library with an article of the samples' paragraphs, shuffled, and its annotations.

    It is dated so that it stands first, and beside it a short one is all there is.
    """
    chance = random.Random(7)
    paragraphs = [
        part
        for path in sorted(SEEDS.glob("*.txt"))
        for part in path.read_text(encoding="utf-8").split("\n\n")
        if len(part) > 80
    ]
    text = ""
    parts: list[str] = []
    while len(text) < SIZE:
        parts += chance.sample(paragraphs, len(paragraphs))
        text = "\n\n".join(parts)
    long = {"id": "big", "title": "A long article", "body": text[:SIZE], "date": "2023-12-19"}
    short = {"id": "small", "title": "A short one", "body": "No more.", "date": "2001-02-03"}
    source = folder / "big.jsonl"
    source.write_text(f"{json.dumps(long)}\n{json.dumps(short)}\n", encoding="utf-8")
    with Library.open(folder / "library") as library:
        assert [done.error for done in library.add([source]) if done.error] == []
        article = library.article(library.find("big"))
        for number in range(ANNOTATIONS):
            start = chance.randrange(len(article.text) - 400)
            library.notes.annotate(
                article.key,
                article.version,
                article.text,
                start,
                start + chance.randrange(20, 300),
                chance.choice(tuple(Colour)),
                "A note." if number % 3 == 0 else "",
            )
    return folder / "library"
