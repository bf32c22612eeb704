"""A library with everything in it that could harm who reads it.

    python poisoned.py FOLDER

makes it with a culm that cleans nothing: somebody else's, who wants to harm. Without this,
only what is not cleaned where it comes in would be seen.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from index.article import Article
from index.library import Library
from index.library.imports.importing import finish
from index.library.imports.subscribing import follow
from index.sanitise import one_line
from index.store.web_tables import WebSource
from tests.support import copies
from tests.support.notes import passage
from tests.support.payloads import PIECES, SAID, said, write

NOT_KEPT = ("surrogate",)
"""Pieces that no database takes."""


def poisoned_library(folder: Path) -> Path:
    """The pieces in articles, file names, notes, tags, searches, feeds, a name given by hand."""
    with Library.open(folder / "library") as library:
        for _ in library.add([write(folder / "in")]):
            pass
        _fill(library, tuple(PIECES))
    return folder / "library"


def unclean_library(folder: Path) -> Path:
    """The same, made by a culm that lets everything through."""
    subprocess.run([sys.executable, "-P", __file__, folder], check=True)
    return folder / "library"


def _fill(library: Library, names: tuple[str, ...]) -> None:
    finish(library)
    president = library.find_entities("Thuong")[0]
    library.by_hand.rename_entity(president.id, f"Thuong {said('colour')}")
    article = article_with(library, "consistent in principles")
    for name in names:
        words = SAID[name] if name != "clear" else "consistent in principles"
        _mark(library, article, words, name)
        library.notes.save_search(f"search {said(name)[:60]}", said(name)[:200])
    feeds = [
        WebSource(
            f"https://{SAID[name].lower()}.example/", "", one_line(said(name)[:200]), followed=True
        )
        for name in names
    ]
    follow(library, feeds)
    _fill_with_copies(library, names)
    _fill_with_changed(library, names)
    finish(library)


def _fill_with_copies(library: Library, names: tuple[str, ...]) -> None:
    """Two outlets print one text: it was read in the first, where a mark is on each piece."""
    pieces = [said(name)[:200] for name in names]
    story = [f"{one} {' '.join(pieces[n::6])}" for n, one in enumerate(copies.STORY)]
    first = _printed("first", "Meridian Press", story)
    other = [one.replace("worked through", "laboured through") for one in story]
    _add(library, "copies", first, _printed("second", "Harbour Daily", other))
    article = article_with(library, "worked through the night on Tuesday")
    for name in names:
        _mark(library, article, SAID[name], name)
    library.notes.mark_read([article.key])


def _fill_with_changed(library: Library, names: tuple[str, ...]) -> None:
    """An article of whose marked passages some were edited and some taken out."""
    pieces = [said(name)[:200] for name in names]
    story = [f"{one} {' '.join(pieces[n::5])}" for n, one in enumerate(copies.REWRITTEN)]
    _add(library, "changing", _printed("changing", "Valley Times", story))
    article = article_with(library, "gutters with water")
    _mark(library, article, "By nightfall on Tuesday most of", names[0])
    for name in names:
        _mark(library, article, SAID[name], name)
    later = [one.replace("By nightfall on Tuesday", "On Tuesday by nightfall") for one in story]
    _add(library, "changing", _printed("changing", "Valley Times", [later[0], later[1], later[4]]))


def _printed(key: str, outlet: str, story: list[str]) -> dict[str, str]:
    return {
        "id": f"{key} {said('title')}",
        "title": f"{key} report {said('colour')} from Pedr\u00f3g\u00e3o",
        "text": "\n\n".join(story),
        "source": f"{outlet} {said('clipboard')}",
        "date": "2023-01-05",
    }


def _add(library: Library, name: str, *records: dict[str, str]) -> None:
    """Bring records in from a file of their own, in the place of what was in it."""
    file = library.path.parent / f"{name}.jsonl"
    file.write_text("\n".join(map(json.dumps, records)) + "\n")
    assert [one.error for one in library.add([file])] == [""] * len(records)


def _mark(library: Library, article: Article, words: str, name: str) -> None:
    start, end = passage(words, article.text)
    library.notes.annotate(
        article.key,
        article.version,
        article.text,
        start,
        end + 8,
        note=f"noted {said(name)}",
        tags=(f"tag {said(name)[:60]}",),
    )


def article_with(library: Library, words: str) -> Article:
    """The article in which the words stand."""
    every = (library.article(number) for number in library.listing())
    return next(article for article in every if words in article.text)


def _main(folder: Path) -> None:
    from index import sanitise
    from index.readers import escapes

    # To put marks in order takes the square of their number, each time it is done.
    PIECES["marks"] = PIECES["marks"][:4_000]
    sanitise._TABLE.clear()
    escapes._INTRODUCERS = frozenset()
    sanitise._cut_mark_runs = lambda text: text
    with Library.open(folder / "library") as library:
        for _ in library.add([write(folder / "in", without=NOT_KEPT) / "all.jsonl"]):
            pass
        _fill(library, tuple(name for name in PIECES if name not in NOT_KEPT))
        for kept in _kept_of(library):
            # Else nothing would show that the ways out hold.
            assert all(char in kept for char in "\x1b\x07\x9b\u202e\U000e0065"), kept[:2000]


def _kept_of(library: Library) -> list[str]:
    """All that is kept of texts, of titles, of outlets, of authors …, each as one."""
    articles = [library.article(number) for number in library.listing()]
    notes = library.notes.all()
    return [
        "\n".join(map(str, all_of_them))
        for all_of_them in (
            (one.key for one in articles),
            (one.title for one in articles),
            (one.text for one in articles if len(one.text) > 2_000),
            (one.text for one in articles if len(one.text) <= 2_000),
            (one.outlet for one in articles),
            (one.authors[0] for one in articles if one.authors),
            (one.note for one in notes),
            (one.tags[0] for one in notes if one.tags),
            (one.query for one in library.notes.saved_searches()),
        )
    ]


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
