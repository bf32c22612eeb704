"""Making everything again keeps what programs and notes refer to: the ids."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.library import Library
from index.library.imports import importing
from index.library.imports.sources_kept import NAME, KeptSources, kept_sources
from index.library.upkeep.care import rebuild
from tests.support.seeds import write_seeds


@pytest.fixture
def library(tmp_path: Path) -> Library:
    write_seeds(tmp_path / "seeds")
    library = Library.open(tmp_path / "library")
    for path in sorted((tmp_path / "seeds").glob("*.txt"), reverse=True):
        list(library.add([path]))
    return library


def ids(library: Library) -> tuple[dict[int, str], dict[int, frozenset[str]], dict[int, str]]:
    """The names of events and entities and the articles of stories, by id."""
    return (
        {event.id: event.name for event in library.events()},
        {story.id: frozenset(story.articles) for story in library.stories()},
        {entity.id: entity.name for entity in library.find_entities()},
    )


def test_ids_outlive_a_rebuild(library: Library) -> None:
    with library:
        before = ids(library)
        assert len(before[0]) > 4
        for _ in range(2):
            rebuild(library)
            assert ids(library) == before
            assert not library.archive.events.remembers_former()


def test_ids_outlive_a_rebuild_that_was_interrupted(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with library:
        before = ids(library)
        with monkeypatch.context() as broken:
            broken.setattr(importing, "settle_pending", interrupted)
            with pytest.raises(KeyboardInterrupt):
                rebuild(library)
            with pytest.raises(KeyboardInterrupt):
                rebuild(library)
        importing.finish(library)
        assert ids(library) == before


def test_ids_outlive_a_rebuild_in_small_steps(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library:
        before = ids(library)
        monkeypatch.setattr("index.library.linking.settling.SETTLE_AT_ONCE", 1)
        rebuild(library)
        assert ids(library) == before


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of five articles with the word "supreme"."""
    news = tmp_path / "news"
    news.mkdir()
    for number in range(5):
        text = f"Case {number}\n\nThe supreme court heard case {number}. It said nothing more.\n"
        (news / f"{number}.txt").write_text(text, encoding="utf-8")
    return news


def test_an_index_that_is_being_made_says_how_far_it_is(tmp_path: Path, news: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        assert len(list(library.add([news]))) == 5
        assert library.searching.search("supreme").building is None
        library.indexing.start_anew()
        library.indexing.learn(2)
        answer = library.searching.search("supreme")
        assert (answer.total, answer.building) == (2, (2, 5))
        while library.indexing.learn(2):
            pass
        answer = library.searching.search("supreme")
        assert (answer.total, answer.building) == (5, None)


@pytest.mark.parametrize("is_gone", [True, False], ids=["gone", "damaged"])
def test_an_index_that_takes_long_to_make_is_left_to_whoever_tends_it(
    tmp_path: Path, news: Path, is_gone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "library") as library:
        list(library.add([news]))
        before = list(library.searching.search("supreme").ids)
    for file in (tmp_path / "library" / "search").iterdir():
        if is_gone:
            file.unlink()
        elif file.suffix == ".culm":
            file.write_bytes(file.read_bytes()[:-40] + bytes(40))
    monkeypatch.setattr("index.library.finding.indexing.MUCH", 3)
    with Library.open(tmp_path / "library", whole_index=False) as library:
        answer = library.searching.search("supreme")
        assert (answer.total, answer.building) == (0, (0, 5))
        assert library.indexing.is_untended()
        with Library.open(tmp_path / "library", whole_index=False) as other:
            other.indexing.tend()
        assert not library.indexing.is_untended()
        answer = library.searching.search("supreme")
        assert (list(answer.ids), answer.building) == (before, None)


def test_many_small_pieces_of_the_index_are_joined(tmp_path: Path, news: Path) -> None:
    for number in range(20):
        (news / f"more{number}.txt").write_text(f"More\n\nCase {number} is a supreme one.\n")
    with Library.open(tmp_path / "library") as library:
        list(library.add([news]))
        before = set(library.searching.search("supreme").ids)
        library.indexing.start_anew()
        while library.indexing.learn(1):
            pass
        pieces = set((tmp_path / "library" / "search").glob("*.culm"))
        assert len(pieces) == len(before) == 25
        assert library.indexing.is_untended()
        library.indexing.catch_up()
        assert not library.indexing.is_untended()
        assert len(set((tmp_path / "library" / "search").glob("*.culm"))) < 10
        assert set(library.searching.search("supreme").ids) == before


SPANISH = """El puente de la bahía vuelve a abrir

El puente que une las dos orillas de la bahía se abrió de nuevo al tráfico, dijo el alcalde \
ante los vecinos, que lo esperaban desde hacía meses.
"""


BRIDGE = """Bridge across the bay opens again

The bridge that joins the two shores of the bay was opened to traffic, the mayor told \
neighbours who had waited for months.

Work on it began after the storm of 3 March 2019 and came to an end sooner than it was thought.
"""


def test_what_an_earlier_culm_did_not_read_in_a_text_is_filled_in(tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(BRIDGE)
    (tmp_path / "puente.txt").write_text(SPANISH)
    with Library.open(tmp_path / "library") as library:
        archive = library.archive
        told = list(library.add([tmp_path / "bridge.txt", tmp_path / "puente.txt"]))
        read = [archive.article(one.id) for one in told]
        facts = [archive.identify(one.key) for one in told]
        assert [one and one.language for one in read] == ["en", "es"]
        assert [one and one.published.interval.begin for one in read] == [date(2019, 3, 3), None]
        with archive.write() as connection:
            connection.execute(
                "UPDATE article SET language = '', begin = NULL, end = NULL, how = 'unknown',"
                " reason = '', own_publication = ?, facts = 'of another culm'",
                [json.dumps([None, None, "unknown", ""])],
            )

        rebuild(library)

        assert [archive.article(one.id) for one in told] == read
        assert [archive.identify(one.key) for one in told] == facts
        assert list(library.searching.search("lang:es").ids) == [told[1].id]


def test_what_a_document_states_is_not_filled_in(tmp_path: Path) -> None:
    line = {"title": "Puente", "text": SPANISH, "date": "2021-05-04", "language": "pt"}
    (tmp_path / "bridge.json").write_text(json.dumps(line))
    with Library.open(tmp_path / "library") as library:
        (told,) = library.add([tmp_path / "bridge.json"])
        before = library.archive.article(told.id)
        rebuild(library)
        assert library.archive.article(told.id) == before


@pytest.mark.parametrize("told", ["", "{}", "[]", "null", '{"paths": {}}', "[" * 100_000, "\x00"])
def test_what_was_added_is_not_known_where_that_is_damaged(tmp_path: Path, told: str) -> None:
    (tmp_path / NAME).write_text(told)
    assert kept_sources(tmp_path) == KeptSources()
