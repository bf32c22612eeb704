"""A library with everything in it that could harm who reads it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.article import Article
from index.library import Library
from index.library.importing import finish
from tests.support.notes import passage
from tests.support.payloads import PIECES, SAID, said, write


@pytest.fixture(scope="session")
def poisoned_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pieces in articles, file names, notes, tags, searches and a name given by hand."""
    folder = tmp_path_factory.mktemp("poisoned")
    with Library.open(folder / "library") as library:
        for _ in library.add([write(folder / "in")]):
            pass
        finish(library)
        president = library.find_entities("Thuong")[0]
        library.by_hand.rename_entity(president.id, f"Thuong {said('colour')}")
        article = article_with(library, "consistent in principles")
        for name in PIECES:
            words = SAID[name] if name != "clear" else "consistent in principles"
            start, end = passage(words, article.text)
            library.notes.annotate(
                article.key,
                article.version,
                article.text,
                start,
                end + 4,
                note=f"noted {said(name)}",
                tags=(f"tag {said(name)[:60]}",),
            )
            library.notes.save_search(f"search {said(name)[:60]}", said(name)[:200])
    return folder / "library"


@pytest.fixture
def poisoned(poisoned_once: Path, tmp_path: Path) -> Path:
    """The library, for one test to do with what it wants."""
    return Path(shutil.copytree(poisoned_once, tmp_path / "library"))


def article_with(library: Library, words: str) -> Article:
    """The article in which the words stand."""
    every = (library.article(number) for number in library.listing())
    return next(article for article in every if words in article.text)
