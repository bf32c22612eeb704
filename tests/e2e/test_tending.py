"""A search index that is gone comes back while the reader is open, and answers meanwhile."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from index.library.finding.indexing import MUCH
from tests.support.at_the_terminal import reader, run_culm, search

ARTICLES = MUCH + 100


def test_an_index_that_is_gone_is_made_beside_the_reader(tmp_path: Path) -> None:
    library, news = tmp_path / "library", tmp_path / "news.jsonl"
    with news.open("w", encoding="utf-8") as file:
        for number in range(ARTICLES):
            text = f"The court heard case {number}."
            file.write(json.dumps({"id": f"n{number}", "title": f"Case {number}", "text": text}))
            file.write("\n")
    run_culm(library, "add", str(news))
    shutil.rmtree(library / "search")
    with reader(library) as screen:
        screen.wait(f"{ARTICLES:,} articles")
        search(screen, "court", f"{ARTICLES:,} articles · ")
        screen.wait_gone("index is being rebuilt")
        screen.wait_gone("bringing the search index up to date")
        screen.send("escape", "escape", "q")
        assert screen.join() == 0
