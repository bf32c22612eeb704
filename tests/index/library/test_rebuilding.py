"""Making everything again keeps what programs and notes refer to: the ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library, importing
from index.library.care import rebuild
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
        monkeypatch.setattr("index.library.linking.SETTLE_AT_ONCE", 1)
        rebuild(library)
        assert ids(library) == before


def test_an_index_that_is_being_made_says_how_far_it_is(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for number in range(5):
        text = f"Case {number}\n\nThe supreme court heard case {number}. It said nothing more.\n"
        (news / f"{number}.txt").write_text(text, encoding="utf-8")
    with Library.open(tmp_path / "library") as library:
        assert len(list(library.add([news]))) == 5
        assert library.searching.search("supreme").building is None
        library.searching.start_anew()
        library.searching.learn(2)
        answer = library.searching.search("supreme")
        assert (answer.total, answer.building) == (2, (2, 5))
        while library.searching.learn(2):
            pass
        answer = library.searching.search("supreme")
        assert (answer.total, answer.building) == (5, None)
