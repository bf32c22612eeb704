"""Notes, tags, stars and what was read are found as soon as they are saved, by everyone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from index import frames
from index.library import Library

ROOT = Path(__file__).parents[3]
Ask = Callable[[str], list[int]]


@contextmanager
def same_instance(library: Library) -> Iterator[Ask]:
    yield lambda query: sorted(library.searching.search(query).ids)


@contextmanager
def other_instance(library: Library) -> Iterator[Ask]:
    with Library.open(library.path) as other:
        yield lambda query: sorted(other.searching.search(query).ids)


@contextmanager
def other_process(library: Library) -> Iterator[Ask]:
    """The search process as the reader has it."""
    command = [sys.executable, "-m", "index.worker", "search", library.path]
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    asked, answers = child.stdin, child.stdout
    assert asked is not None
    assert answers is not None
    number = 0

    def ask(query: str) -> list[int]:
        nonlocal number
        number += 1
        wanted = {"typing": False, "sort": "", "facets": False, "folded": False}
        asked.write(frames.encode({"n": number, "do": "query", "text": query, **wanted}))
        asked.flush()
        while (frame := frames.read(answers)) is not None:
            if frame[0]["n"] == number:
                assert "error" not in frame[0]
                return sorted(frames.unpack_ids(frame[1]))
        raise AssertionError("the search process is gone")

    try:
        yield ask
    finally:
        asked.close()
        answers.close()
        assert child.wait(30) == 0


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Three articles."""
    news = tmp_path / "news"
    news.mkdir()
    for name in ("bridge", "storm", "school"):
        (news / f"{name}.txt").write_text(f"The {name} of Genoa.\n\nA {name} it was, they say.")
    with Library.open(tmp_path / "library") as library:
        list(library.add([news]))
        yield library


@pytest.mark.parametrize("asking", [same_instance, other_instance, other_process])
def test_what_is_saved_is_found(
    library: Library, asking: Callable[[Library], AbstractContextManager[Ask]]
) -> None:
    bridge, storm, school = (
        library.find(f"news/{name}.txt") for name in ("bridge", "storm", "school")
    )
    article = library.article(bridge)
    notes = library.notes
    with asking(library) as ask:
        assert ask("genoa") == sorted([bridge, storm, school])

        def found(query: str, *articles: int) -> None:
            assert ask(query) == sorted(articles)

        made = notes.annotate(
            article.key, article.version, article.text, 4, 10, note="ask Pirandello", tags=("Đê",)
        )
        found("note:pirandello", bridge)
        found("tag:đê has:note", bridge)
        found("is:annotated genoa", bridge)
        notes.edit(made.id, note="ask Machiavelli")
        found("note:pirandello")
        found("note:machiavelli OR storm", bridge, storm)
        notes.undo()
        found("note:pirandello", bridge)
        notes.remove(made.id)
        found("note:pirandello")
        found("tag:de")
        notes.restore(made.id)
        found("note:pirandello", bridge)
        notes.tag([article.key, "news/storm.txt"], add=["later"])
        found("tag:later", bridge, storm)
        found("genoa -tag:lat*", school)
        notes.star(["news/school.txt"])
        found("is:starred", school)
        notes.mark_read([article.key])
        found("is:unread", storm, school)
        found("is:read tag:later", bridge)
        library.take_out([bridge])
        found("genoa", storm, school)
        found("tag:later", storm)
        found("note:pirandello")
        found("is:read")


def test_what_others_bring_in_and_take_out_is_seen(library: Library, tmp_path: Path) -> None:
    with other_instance(library) as ask:
        assert ask("tunnel") == []
        (tmp_path / "news" / "tunnel.txt").write_text("A tunnel under Genoa.\n\nIt was dug in May.")
        list(library.add([tmp_path / "news"]))
        number = library.find("news/tunnel.txt")
        assert ask("tunnel") == [number]
        library.take_out([number])
        assert ask("tunnel") == []
