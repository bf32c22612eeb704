"""Articles taken out by the user, brought back by undo, in one line with other changes."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from index import children
from index.errors import LibraryClosed, LibraryError, LibraryLocked, LibraryUnwritable
from index.library import Library
from index.library.imports import import_record
from index.library.upkeep import taking_turns
from index.library.upkeep.taking_turns import own_turn
from index.search.locking import Lock
from tests.support.notes import passage

TEXTS = {
    "a": "Ministers met in Hanoi on Tuesday. They spoke of trade with Laos and Cambodia.",
    "b": "A storm reached the coast of Samar on Friday night, and thousands left their homes.",
    "c": "The central bank kept its rates as they were, and the currency rose against the yen.",
}


# Packed data that is no such data after its head.
TORN = gzip.compress(b'{"before": 0, "after": 0}')[:10] + b"\xff" * 40


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Library]:
    """A library of three articles, what takes long in which is done in this process."""
    path = tmp_path / "articles.jsonl"
    path.write_text(
        "\n".join(
            json.dumps({"id": key, "title": f"Title {key}", "text": text, "date": "2024-03-04"})
            for key, text in TEXTS.items()
        ),
        encoding="utf-8",
    )
    with Library.open(tmp_path / "library") as opened:
        assert len(list(opened.add([path]))) == 3
        yield opened


@pytest.fixture
def apart(here: Library) -> Library:
    """The same, but another process does it."""
    here.work_apart()
    return here


@pytest.fixture(params=["here", "apart"])
def library(request: pytest.FixtureRequest) -> Library:
    """Either."""
    either: Library = request.getfixturevalue(request.param)
    return either


def keys(library: Library) -> set[str]:
    return set(library.archive.keys_of(library.listing()).values())


def test_what_is_taken_out_comes_back_as_it_was(library: Library) -> None:
    before = library.article(library.find("b"))
    taken = library.take_out([before.id])
    assert (taken.articles, keys(library)) == (1, {"a", "c"})
    assert library.undo() == "Undone: 1 article is back"
    after = library.article(library.find("b"))
    assert after == before
    found = library.searching.search("storm samar")
    assert list(found.ids) == [after.id]
    assert library.redo() == "Redone: 1 article removed again"
    assert keys(library) == {"a", "c"}
    assert list(library.searching.search("storm samar").ids) == []


def test_its_annotations_go_to_the_trash_and_come_back(library: Library) -> None:
    article = library.article(library.find("a"))
    start, end = passage("spoke of trade", article.text)
    made = library.notes.annotate(article.key, article.version, article.text, start, end)
    assert library.take_out([article.id]).annotations == 1
    assert library.notes.all() == []
    assert library.undo() == "Undone: 1 article is back, with what was marked in it"
    assert [one.id for one in library.notes.all()] == [made.id]
    assert library.redo() == "Redone: 1 article removed again"
    assert (library.notes.all(), keys(library)) == ([], {"b", "c"})
    library.undo()
    assert library.undo() is not None
    assert library.notes.all() == []
    assert library.undo() is None


def test_the_latest_change_is_undone_first(library: Library) -> None:
    library.notes.star(["c"])
    library.take_out([library.find("a"), library.find("b")])
    library.notes.mark_read(["c"])
    assert "read" in str(library.undo())
    assert library.undo() == "Undone: 2 articles are back"
    assert keys(library) == {"a", "b", "c"}
    assert "star" in str(library.undo())
    assert "star" in str(library.redo())
    assert library.redo() == "Redone: 2 articles removed again"
    assert "read" in str(library.redo())
    assert library.redo() is None


def test_a_change_after_undo_ends_what_can_be_made_again(library: Library) -> None:
    library.take_out([library.find("a")])
    library.undo()
    library.notes.star(["b"])
    assert library.redo() is None
    assert keys(library) == {"a", "b", "c"}


def test_it_can_be_undone_after_a_restart(library: Library, tmp_path: Path) -> None:
    library.take_out([library.find("a")])
    with Library.open(library.path) as again:
        assert again.undo() == "Undone: 1 article is back"
    assert keys(library) == {"a", "b", "c"}


@pytest.mark.parametrize(
    "rubbish", [b"", b"rubbish", b"\x1f\x8b\x08broken", TORN, gzip.compress(b"{}")]
)
def test_a_damaged_file_undoes_nothing(library: Library, rubbish: bytes) -> None:
    library.notes.star(["b"])
    library.take_out([library.find("a")])
    (path,) = (library.path / "removed").iterdir()
    path.write_bytes(rubbish)
    assert "star" in str(library.undo())
    assert keys(library) == {"b", "c"}


def test_a_line_without_end_is_no_article(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.library.upkeep.removal_files.LONGEST_LINE", 5_000)
    library.take_out([library.find("b")])
    path = next((library.path / "removed").iterdir())
    bomb = gzip.decompress(path.read_bytes()) + b'"' + b"x" * 10_000
    path.write_bytes(gzip.compress(bomb))
    assert library.undo() is None
    assert keys(library) == {"a", "c"}


def test_what_is_gone_is_passed_over(library: Library) -> None:
    assert library.take_out([]).articles == 0
    assert library.take_out([10_000]).articles == 0
    assert library.undo() is None


def test_many_go_and_come_back_at_once(library: Library) -> None:
    assert library.take_out(list(library.listing())).articles == 3
    assert keys(library) == set()
    assert library.undo() == "Undone: 3 articles are back"
    assert keys(library) == {"a", "b", "c"}
    told: list[str] = []
    assert library.redo(told.append) == "Redone: 3 articles removed again"
    assert keys(library) == set()
    assert "taking out 0 of 3 articles" in told


def test_very_many_are_taken_out_a_part_at_a_time(
    here: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.library.upkeep.removing.AT_ONCE", 1)
    told: list[str] = []
    assert here.take_out(list(here.listing()), told.append).articles == 3
    parts = [words for words in told if words.startswith("taking out")]
    assert parts == [f"taking out {number} of 3 articles" for number in range(3)]
    assert here.undo() == "Undone: 3 articles are back"
    assert keys(here) == {"a", "b", "c"}


def test_what_an_earlier_culm_took_out_comes_back(library: Library) -> None:
    library.take_out([library.find("a"), library.find("b")])
    (path,) = (library.path / "removed").iterdir()
    head, *articles = gzip.decompress(path.read_bytes()).decode().splitlines()
    # It took no step in the journal for articles alone, and named the latest.
    told: dict[str, object] = dict.fromkeys(("before", "after"), json.loads(head)["after"])
    told["articles"] = [json.loads(line) for line in articles]
    path.write_bytes(gzip.compress(json.dumps(told).encode()))
    assert library.undo() == "Undone: 2 articles are back"
    assert keys(library) == {"a", "b", "c"}
    library.notes.star(["a"])
    library.undo()
    assert "star" in str(library.redo())
    assert library.redo() is None
    assert keys(library) == {"a", "b", "c"}


STORY = "Floods in Quảng Nam killed six people on Monday, the governor of Quảng Nam {} said."


def test_articles_events_and_stories_have_their_ids_again(tmp_path: Path) -> None:
    folder = tmp_path / "floods"
    folder.mkdir()
    for number, word in enumerate(("later", "himself", "on the radio", "in Hội An")):
        text = f"Governor tells of floods\n\nHANOI, Mar. 4, 2024\n\n{STORY.format(word)}\n" * 3
        (folder / f"{number}.txt").write_text(text + f"It was report number {number} of the day.")
    with Library.open(tmp_path / "library") as library:
        list(library.add([folder]))
        before = everything(library)
        assert before[1], "no event to speak of"
        for going in (list(library.listing()), list(library.listing())[:3], [library.listing()[1]]):
            library.take_out(going)
            with Library.open(library.path) as again:
                assert again.undo() is not None
            assert everything(library) == before
            library.redo()
            library.undo()
            assert everything(library) == before
            assert sorted(library.searching.search("floods").ids) == sorted(library.listing())


def everything(library: Library) -> tuple[object, ...]:
    """The ids of articles, events, stories and entities, and what each is."""
    archive = library.archive
    events = {number: archive.events.members_of(number) for number in archive.events.all_events()}
    stories = {story.id: story.articles for story in archive.events.stories()}
    entities = archive.database.read("SELECT id, key FROM entity ORDER BY id")
    return archive.keys_of(library.listing()), events, stories, entities


def test_how_far_it_is_is_told(library: Library) -> None:
    library.take_out(list(library.listing()))
    told: list[str] = []
    assert library.undo(told.append) == "Undone: 3 articles are back"
    assert "bringing back 1 of 3 articles" in told
    assert told[-3:] == ["looking for copies", "linking", "indexing"]


def test_an_id_that_another_has_by_now_is_not_taken_from_it(library: Library) -> None:
    library.take_out([library.find("c")])
    (path,) = (library.path / "removed").iterdir()
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    article = json.loads(lines[1]) | {"id": library.find("a")}
    path.write_bytes(gzip.compress(f"{lines[0]}\n{json.dumps(article)}\n".encode()))
    library.undo()
    assert keys(library) == {"a", "b", "c"}
    assert len({library.find(key) for key in "abc"}) == 3


def test_what_cannot_be_kept_is_not_taken_out(library: Library) -> None:
    article = library.article(library.find("a"))
    start, end = passage("spoke of trade", article.text)
    library.notes.annotate("a", article.version, article.text, start, end)
    (library.path / "removed").write_bytes(b"in the way")
    with pytest.raises(LibraryUnwritable, match="removed"):
        library.take_out([article.id])
    assert keys(library) == {"a", "b", "c"}
    assert len(library.notes.of_article("a")) == 1


def beside(work: Callable[[], object]) -> tuple[Callable[[str], None], Callable[[], list[object]]]:
    """Something to be told how far it is, that has ``work`` done by another thread meanwhile."""
    came: list[object] = []
    threads: list[Thread] = []

    def tell(_: str) -> None:
        if not threads:
            threads.append(Thread(target=lambda: came.append(work())))
            threads[0].start()
            # What need not wait would be done by then.
            threads[0].join(0.4)

    def ended() -> list[object]:
        for thread in threads:
            thread.join()
        return came

    return tell, ended


def test_undo_while_articles_are_taken_out_waits_for_the_end(library: Library) -> None:
    tell, ended = beside(library.undo)
    assert library.take_out(library.listing(), tell).articles == 3
    assert ended() == ["Undone: 3 articles are back"]
    assert keys(library) == {"a", "b", "c"}


def test_a_second_undo_takes_back_what_was_done_before(library: Library) -> None:
    library.notes.star([*TEXTS], True)
    library.take_out(library.listing())
    tell, ended = beside(library.undo)
    assert library.undo(tell) == "Undone: 3 articles are back"
    (second,) = ended()
    assert "starred" in str(second)
    assert keys(library) == {"a", "b", "c"}
    tell, ended = beside(library.redo)
    library.redo()
    assert library.redo(tell) == "Redone: 3 articles removed again"
    assert ended() == [None]
    assert keys(library) == set()


def test_who_would_wait_for_long_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_turns, "WAIT", 0.05)
    with taking_turns.own_turn(library.path):
        for work in (library.undo, library.redo, lambda: library.take_out(library.listing())):
            with pytest.raises(LibraryLocked, match="try again"):
                work()
    assert library.take_out(library.listing()).articles == 3


@pytest.mark.parametrize("marked", [True, False])
def test_what_is_removed_again_and_cut_short_is_not_lost(
    here: Library, monkeypatch: pytest.MonkeyPatch, marked: bool
) -> None:
    article = here.article(here.find("b"))
    if marked:
        here.notes.annotate(
            article.key, article.version, article.text, *passage("storm", article.text)
        )
    here.take_out([here.find("a"), article.id])
    assert here.undo()
    with monkeypatch.context() as patched:
        patched.setattr("index.library.upkeep.removing.remove", cut_short)
        with pytest.raises(LibraryLocked):
            here.redo()
    here.redo()
    here.take_out([here.find("c")])
    assert here.undo() == "Undone: 1 article is back"
    assert str(here.undo()).startswith("Undone: 2 articles are back")
    assert keys(here) == {"a", "b", "c"}
    assert [one.exact for one in here.notes.of_article("b")] == ["storm"] * marked


@contextmanager
def writing(directory: Path) -> Iterator[None]:
    """Write the search index, for nobody else."""
    lock = Lock(directory, "WRITELOCK")
    try:
        yield
    finally:
        lock.release()


def cut_short(*_: object) -> None:
    raise LibraryLocked("somebody else is writing")


def test_while_the_index_is_written_articles_go_and_come_all_the_same(
    here: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.library.finding.indexing.WRITER_SECONDS", 0.05)
    article = here.article(here.find("b"))
    here.notes.annotate(article.key, article.version, article.text, *passage("storm", article.text))
    with writing(here.path / "search"):
        assert here.take_out([article.id]).annotations == 1
        assert keys(here) == {"a", "c"}
        assert here.undo() == "Undone: 1 article is back, with what was marked in it"
    assert keys(here) == {"a", "b", "c"}
    assert len(here.notes.of_article("b")) == 1
    here.indexing.catch_up()
    assert here.searching.search("storm samar").total == 1


APART = """
import sys
from pathlib import Path
from index.library import Library

with Library.open(Path(sys.argv[1])) as library:
    library.work_apart()
    number = library.find("b")
    print(library.take_out([number]), library.undo(), library.redo(), library.undo())
    is_well = all(check.ok for check in library.work.examine())
    print(is_well, len(library.events_of_query("date:2024")))
print({"numpy", "whoosh", "index.events.settle"} & set(sys.modules))
"""


def test_who_has_work_done_apart_works_at_none(here: Library) -> None:
    path, events = here.path, len(here.events_of_query("date:2024"))
    assert events
    here.close()
    told = subprocess.run(
        [sys.executable, "-c", APART, str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert told == [
        "TakenOut(articles=1, annotations=0) Undone: 1 article is back"
        " Redone: 1 article removed again Undone: 1 article is back",
        f"True {events}",
        "set()",
    ]


def test_a_change_that_is_killed_is_told_and_made_again(
    apart: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = children.begin

    def killed(*arguments: object, **more: object) -> children.Child | None:
        child = begun(*arguments, **more)  # type: ignore[arg-type]
        assert child is not None
        child.process.kill()
        return child

    with monkeypatch.context() as patched:
        patched.setattr(children, "begin", killed)
        with pytest.raises(LibraryError, match="try again"):
            apart.take_out([apart.find("b")])
    assert apart.take_out([apart.find("b")]).articles == 1
    assert keys(apart) == {"a", "c"}
    assert apart.undo() == "Undone: 1 article is back"
    assert keys(apart) == {"a", "b", "c"}


def test_nobody_waits_at_a_lock_that_is_none(library: Library) -> None:
    for name in (taking_turns.LOCK, import_record.LOCK):
        (library.path / name).unlink(missing_ok=True)
        os.mkfifo(library.path / name)
    assert not import_record.is_importing(library.path)
    assert library.take_out(library.listing()).articles == 3
    (library.path / taking_turns.LOCK).unlink()
    (library.path / taking_turns.LOCK).symlink_to(library.path / "elsewhere")
    assert library.undo() == "Undone: 3 articles are back"
    assert not (library.path / "elsewhere").exists()


def test_closing_ends_a_change_that_is_made_apart(apart: Library) -> None:
    raised: list[type[LibraryError]] = []

    def taken_out() -> None:
        try:
            apart.take_out(apart.listing())
        except LibraryError as error:
            raised.append(type(error))

    thread = Thread(target=taken_out)
    with own_turn(apart.path):
        thread.start()
        # The other process waits for its turn; whoever leaves does not wait for that.
        apart.close()
        thread.join(30)
    assert raised == [LibraryClosed]


def test_a_change_after_undo_ends_the_removal_also_once_it_is_undone_itself(
    library: Library,
) -> None:
    library.notes.star(["a"])
    library.take_out([library.find("b")])
    library.undo()
    library.notes.star(["c"])
    library.undo()
    library.undo()
    assert "star" in str(library.redo())
    assert "star" in str(library.redo())
    assert library.redo() is None
    assert keys(library) == {"a", "b", "c"}


def test_what_is_taken_out_after_undo_ends_what_could_be_made_again(library: Library) -> None:
    library.notes.star(["a"])
    library.undo()
    library.take_out([library.find("b")])
    assert library.redo() is None
    assert library.undo() == "Undone: 1 article is back"
    assert library.undo() is None


def test_what_is_removed_and_purged_comes_and_goes_in_its_place(library: Library) -> None:
    article = library.article(library.find("b"))
    made = library.notes.annotate(
        article.key, article.version, article.text, *passage("storm", article.text)
    )
    library.take_out([article.id])
    library.notes.purge(made.id)
    library.notes.star(["c"])
    assert "star" in str(library.undo())
    assert str(library.undo()).startswith("Undone: 1 article is back")
    assert library.undo() is None
    assert library.redo() == "Redone: 1 article removed again"
    assert "star" in str(library.redo())
