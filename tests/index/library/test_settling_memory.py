"""What a settlement holds does not grow with the articles that it only looks at."""

from __future__ import annotations

import gc
import json
import random
import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from index.events.model import EventMention
from index.library import Library
from index.library.imports.importing import ImportOptions
from index.library.linking.settling import settle_pending
from tests.support.seeds import write_seeds

OF_A_THEME = 25
APART = timedelta(400)
SYLLABLES = ("bra", "cle", "dro", "fim", "gul", "hap", "jor", "kel", "lum", "nev", "pos", "rit")


def words_of(theme: int) -> list[str]:
    """Words that nobody else uses."""
    start = SYLLABLES[theme]
    return [f"{start}{one}{other}" for one in SYLLABLES for other in SYLLABLES]


def article(theme: int, number: int) -> dict[str, str]:
    """One that shares words with others of its theme, none of which is of its time."""
    chosen = random.Random(number).sample(words_of(theme), 90)
    told = " ".join(f"{' '.join(chosen[at : at + 9])}." for at in range(0, len(chosen), 9))
    return {
        "id": f"{theme}-{number:02}",
        "title": f"Case {number}",
        "text": f"Case {number} of {theme}. {told}",
        "date": str(date(1996, 1, 1) + number * APART),
    }


def articles(themes: int) -> Iterator[dict[str, str]]:
    for theme in range(themes):
        yield from (article(theme, number) for number in range(OF_A_THEME))


def most_held(path: Path, themes: int) -> int:
    """The bytes at the peak of a settlement of the first articles of each theme."""
    lines = path.with_suffix(".jsonl")
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in articles(themes)))
    with Library.open(path) as library:
        for _ in library.add([lines]):
            pass
        for _ in range(2):  # the first time brings in what stays
            with library.archive.write() as connection:
                first = [f"{theme}-00" for theme in range(themes)]
                library.archive.events.resettle(connection, first)
            tracemalloc.start()
            settle_pending(library.archive)
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
    return peak


def test_articles_that_are_only_looked_at_are_not_kept(tmp_path: Path) -> None:
    few, many = most_held(tmp_path / "few", 2), most_held(tmp_path / "many", 8)
    assert many < 2 * few


def test_what_is_asked_about_events_is_not_held(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        list(library.add([write_seeds(tmp_path / "seeds")]))
        ids = library.listing("newest")
        # Other tests of this process may hold events of their own.
        gc.collect()
        before = [one for one in gc.get_objects() if type(one) is EventMention]
        known = set(map(id, before))
        for _ in range(2):
            for event in library.events():
                library.why(event.id)
            for number in ids:
                library.reading(number)
                library.panel(number)
            library.why_together(ids[0], ids[1])
        gc.collect()
        now = [one for one in gc.get_objects() if type(one) is EventMention]
        assert not [one for one in now if id(one) not in known]


def test_what_an_import_made_is_gone_without_being_looked_for(tmp_path: Path) -> None:
    lines = tmp_path / "articles.jsonl"
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in articles(2)))
    seeds = write_seeds(tmp_path / "seeds")
    with Library.open(tmp_path / "library") as library:
        list(library.add([seeds]))
        gc.collect()
        gc.disable()
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            # An import looks for garbage seldom: features of 1,000 articles would pile up.
            list(library.add([lines], ImportOptions(helpers=0)))
            gc.collect()
            left = {type(one) for one in gc.garbage if type(one).__module__.startswith("index.")}
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
    assert not left
