"""Coverage of one event compared, and what was read elsewhere, through the library's door."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.errors import NotFound
from index.language.fold import match_key
from index.library import Library
from index.library.showing.listing import headed
from tests.support.seeds import SHAPES, write_seeds


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("coverage")
    with Library.open(folder / "library") as library:
        list(library.add([write_seeds(folder / "in", SHAPES[0])]))
        yield library


def id_of(library: Library, number: str) -> int:
    return next(row.id for row in library.rows(library.listing()) if number in row.key)


def told_beside(library: Library, *numbers: str) -> list[tuple[str, ...]]:
    view = library.coverage([id_of(library, number) for number in numbers])
    return [
        tuple(
            "" if number is None else article.text[own[number].span.start : own[number].span.end]
            for article, own, number in zip(
                view.articles, view.comparison.sentences, row.sentences, strict=True
            )
        )
        for row in view.comparison.rows
    ]


def test_outlets_that_write_names_differently_are_laid_side_by_side(library: Library) -> None:
    rows = told_beside(library, "001", "002")
    visits = [row for row in rows if "late 2021" in row[0]]
    assert len(visits) == 1
    assert "Bùi Thanh Sơn" in visits[0][0]
    assert "45 visits" in visits[0][1]
    assert [row for row in rows if "climate change" in row[0] and "climate change" in row[1]]


def test_every_sentence_is_there_once(library: Library) -> None:
    view = library.coverage([id_of(library, number) for number in ("000", "001", "002")])
    for place, own in enumerate(view.comparison.sentences):
        there = [
            number for row in view.comparison.rows if (number := row.sentences[place]) is not None
        ]
        assert sorted(there) == list(range(len(own)))


def test_two_or_three_different_articles_are_compared(library: Library) -> None:
    one = id_of(library, "000")
    with pytest.raises(ValueError, match="2 to 3"):
        library.coverage([one, one])
    with pytest.raises(NotFound):
        library.coverage([one, 999])


def test_what_was_read_elsewhere_is_told_only_of_articles_that_were_read(
    library: Library,
) -> None:
    vns, world = id_of(library, "001"), id_of(library, "002")
    nothing = library.read_elsewhere(vns)
    assert (nothing.articles, nothing.known) == (0, ())
    library.notes.mark_read([library.article(world).key])
    text, there = library.article(vns).text, library.article(world).text
    view = library.read_elsewhere(vns)
    assert (view.articles, view.sentences > 10) == (1, True)
    found = {
        text[one.span.start : one.span.end]: there[one.there.start : one.there.end]
        for one in library.read_elsewhere(vns).known
    }
    climate = [said for said in found if "climate change" in said]
    assert len(climate) == 1
    assert "peacekeeping in Africa" in found[climate[0]]
    assert not [said for said in found if "Tô Lâm" in said]
    assert {one.article for one in library.read_elsewhere(vns).known} == {world}


def test_what_is_stopped_tells_what_it_knows_so_far(library: Library) -> None:
    vns, world = id_of(library, "001"), id_of(library, "002")
    library.notes.mark_read([library.article(world).key])
    stopped = library.read_elsewhere(vns, lambda: True)
    assert (stopped.articles, stopped.known) == (0, ())
    assert library.read_elsewhere(vns).articles == 1


def test_articles_are_found_by_words_of_headline_and_outlet(library: Library) -> None:
    rows = library.rows(library.listing())
    assert headed(library, "") == rows
    row = next(row for row in rows if row.outlet and len(row.title.split()) > 2)
    words = [*row.title.split()[:2], row.outlet.split()[-1]]
    found = headed(library, " ".join(words))
    assert row in found
    for one in found:
        known = match_key(f"{one.title} {one.outlet}")
        assert all(match_key(word) in known for word in words)
    assert row not in headed(library, " ".join(words), but=(row.id,))
    assert headed(library, f"{words[0]} nosuchwordanywhere") == []
