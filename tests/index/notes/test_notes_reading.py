"""Reading state, tags, corrections, searches, and what other instances see."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import CulmError, NotFound
from index.notes import Notes
from index.notes.model import ArticleState
from tests.support.notes import KEY, TEXT, VERSION, mark


def test_read_starred_tagged(notes: Notes) -> None:
    assert notes.mark_read(["a", "b", "a"]) == 2
    assert notes.mark_read(["a", "b"]) == 0
    assert notes.mark_read(["b"], read=False) == 1
    assert notes.star(["a"]) == 1
    assert notes.tag(["a", "b"], add=["Đổi mới", "x"]) == 4
    assert notes.tag(["a"], add=["y"], remove=["x", "never"]) == 2
    assert notes.states(["a", "b", "c"]) == {
        "a": ArticleState("a", read=True, starred=True, tags=("Đổi mới", "y")),
        "b": ArticleState("b", tags=("Đổi mới", "x")),
        "c": ArticleState("c"),
    }
    words = []
    while (undone := notes.undo()) is not None:
        words.append(undone)
    assert words == [
        "Undone: tags of 1 article",
        "Undone: tags of 2 articles",
        "Undone: 1 article starred",
        "Undone: 1 article marked unread",
        "Undone: 2 articles marked read",
    ]
    assert notes.states("ab") == {"a": ArticleState("a"), "b": ArticleState("b")}


def test_a_tag_alone_marks_nothing_as_read(notes: Notes) -> None:
    notes.tag(["a"], add=["x"])
    assert notes.states(["a"]) == {"a": ArticleState("a", tags=("x",))}


def test_conditions_of_the_query_language(notes: Notes) -> None:
    notes.mark_read(["a", "b"])
    notes.star(["b"])
    notes.tag(["c"], add=["Hà Nội"])
    mark(notes, "bamboo", "Bình luận", ("hanoi trip",))
    notes.remove(mark(notes, "diplomacy", "gone", ("gone",)).id)
    where = notes.keys_where
    assert where("is", "read").keys == {"a", "b"}
    assert (where("is", "unread").keys, where("is", "unread").excluded) == ({"a", "b"}, True)
    assert where("is", "starred").keys == {"b"}
    assert where("is", "annotated").keys == where("has", "note").keys == {KEY}
    assert where("tag", "ha noi").keys == {"c"}
    assert where("tag", "HA*").keys == {"c", KEY}
    assert where("tag", "gone").keys == where("note", "gone").keys == frozenset()
    assert where("note", "binh luan").keys == {KEY}
    assert where("note", "100%").keys == frozenset()
    with pytest.raises(ValueError, match="is:purple"):
        where("is", "purple")


def test_tags_for_completion(notes: Notes) -> None:
    notes.tag(["a", "b"], add=["x"])
    mark(notes, "bamboo", tags=("x", "y"))
    notes.remove(mark(notes, "diplomacy", tags=("z",)).id)
    assert [(tag.name, tag.articles, tag.annotations) for tag in notes.tags()] == [
        ("x", 2, 1),
        ("y", 0, 1),
    ]


def test_positions_are_known_at_once_and_kept(notes: Notes) -> None:
    for position in range(100):
        notes.set_position("a", position)
    assert notes.state("a").position == 99
    notes.close()
    later = Notes.open(notes.database.path)
    assert later.state("a") == ArticleState("a", position=99)
    assert later.undo() is None
    later.close()


def test_corrections_stand_until_undone(notes: Notes) -> None:
    assert notes.corrections_version() == 0
    first = notes.correct("merge", {"into": "a", "from": ["b", "ç"]}, "joining of a and b")
    second = notes.correct("rename", {"event": 3}, "renaming")
    assert notes.corrections() == [first, second]
    seen = notes.corrections_version()
    assert notes.undo() == "Undone: renaming"
    assert notes.corrections() == [first]
    assert notes.corrections_version() > seen
    assert notes.redo() == "Redone: renaming"
    assert notes.corrections() == [first, second]
    assert dict(first.body) == {"into": "a", "from": ["b", "ç"]}


def test_a_correction_is_withdrawn_and_reinstated_by_itself(notes: Notes) -> None:
    first = notes.correct("rename", {"name": "a"}, "one")
    second = notes.correct("rename", {"name": "b"}, "two")
    seen = notes.corrections_version()
    notes.withdraw(first.id, "taking back of one")
    notes.withdraw(first.id, "taking back of one")
    assert notes.corrections() == [second]
    assert notes.corrections_version() == seen + 1
    assert [(one.id, one.withdrawn) for one in notes.corrections(withdrawn=True)] == [
        (first.id, True),
        (second.id, False),
    ]
    notes.reinstate(first.id, "one, again")
    assert notes.corrections() == [first, second]
    assert notes.undo() == "Undone: one, again"
    assert notes.undo() == "Undone: taking back of one"
    assert notes.corrections() == [first, second]
    assert notes.redo() == "Redone: taking back of one"
    assert notes.corrections() == [second]
    with pytest.raises(NotFound):
        notes.withdraw(99, "nothing")
    assert notes.redo() == "Redone: one, again"


def test_corrections_outlive_dump_and_restore(notes: Notes, tmp_path: Path) -> None:
    notes.correct("rename", {"name": "Hà Nội"}, "one")
    notes.withdraw(notes.correct("merge", {"a": 1}, "two").id, "taking back of two")
    kept = notes.corrections(withdrawn=True)
    notes.dump(tmp_path / "dump.json")
    notes.withdraw(kept[0].id, "taking back of one")
    notes.restore_file(tmp_path / "dump.json")
    assert notes.corrections(withdrawn=True) == kept
    assert notes.undo() == "Undone: taking back of two"


def test_saved_searches_and_history(notes: Notes) -> None:
    notes.save_search("Bamboo", '"bamboo diplomacy" since:2023')
    notes.save_search("Bamboo", "bamboo")
    notes.save_search("Alpha", "a")
    assert [(one.name, one.query) for one in notes.saved_searches()] == [
        ("Alpha", "a"),
        ("Bamboo", "bamboo"),
    ]
    notes.forget_search("Alpha")
    notes.forget_search("Alpha")
    assert notes.undo() == "Undone: search “Alpha” deleted"
    assert len(notes.saved_searches()) == 2
    notes.undo()
    notes.undo()
    assert [one.query for one in notes.saved_searches()] == ['"bamboo diplomacy" since:2023']
    for query in ("one", "two", "one", "  "):
        notes.remember_query(query)
    assert notes.query_history() == ["one", "two"]


def settings(notes: Notes) -> dict[str, tuple[str, str, str, bool]]:
    return {one.name: (one.query, one.key, one.sort, one.folded) for one in notes.saved_searches()}


def test_a_saved_search_keeps_key_order_and_folding(notes: Notes) -> None:
    notes.save_search("Đổi mới", '"doi moi"', key="d", sort="oldest", folded=False)
    assert settings(notes) == {"Đổi mới": ('"doi moi"', "d", "oldest", False)}
    assert notes.saved_search("doi moi").key == "d"
    notes.save_search("Trọng", "person:trong", key="d")
    assert settings(notes)["Đổi mới"] == ('"doi moi"', "", "oldest", False)
    assert notes.undo() == "Undone: search “Trọng” saved"
    assert settings(notes) == {"Đổi mới": ('"doi moi"', "d", "oldest", False)}
    notes.redo()
    notes.save_search("Renewal", "doi moi", key="1", instead_of="Đổi mới")
    assert settings(notes) == {
        "Renewal": ("doi moi", "1", "", True),
        "Trọng": ("person:trong", "d", "", True),
    }
    assert [one.name for one in notes.saved_searches()] == ["Renewal", "Trọng"]
    notes.undo()
    assert "Renewal" not in settings(notes)
    notes.save_search("Trọng", "person:trong", key="d")
    assert notes.redo() == "Redone: search “Renewal” saved"


@pytest.mark.parametrize(
    ("name", "query", "key"), [("", "a", ""), (" ", "a", ""), ("a", "\x07", ""), ("a", "a", "12")]
)
def test_what_cannot_be_a_saved_search_is_refused(
    notes: Notes, name: str, query: str, key: str
) -> None:
    if query == "\x07":
        query = " "
    with pytest.raises(CulmError):
        notes.save_search(name, query, key=key)
    assert notes.saved_searches() == []


def test_a_name_that_two_searches_could_have_is_not_guessed(notes: Notes) -> None:
    notes.save_search("Trong", "a")
    notes.save_search("Trọng", "b")
    assert notes.saved_search("Trọng").query == "b"
    with pytest.raises(NotFound):
        notes.saved_search("trong")


def test_saved_searches_outlive_dump_and_restore(notes: Notes, tmp_path: Path) -> None:
    notes.save_search("Bamboo", "bamboo", key="b", sort="date", folded=False)
    kept = notes.saved_searches()
    notes.dump(tmp_path / "dump.json")
    notes.forget_search("Bamboo")
    notes.restore_file(tmp_path / "dump.json")
    assert notes.saved_searches() == kept
    assert notes.problems() == []


def test_instances_see_each_other(notes: Notes) -> None:
    other = Notes.open(notes.database.path)
    assert not notes.changed()
    made = mark(other, "bamboo")
    assert not other.changed()
    assert (notes.changed(), notes.changed()) == (True, False)
    assert notes.counts([KEY, "else"]) == {KEY: 1}
    notes.star(["a"])
    assert (other.changed(), notes.changed()) == (True, False)
    assert other.undo() == "Undone: 1 article starred"
    assert notes.get(made.id) == made
    other.close()


def test_threads_write_and_read_at_once(notes: Notes) -> None:
    def work(number: int) -> str:
        made = notes.annotate(KEY, VERSION, TEXT, number, number + 5, note=str(number))
        notes.set_position(KEY, number)
        return notes.get(made.id).note

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(work, range(40))) == [str(number) for number in range(40)]
    assert len(notes.all()) == 40
    assert notes.problems() == []


def test_a_second_process_holding_the_lock_only_for_a_moment_is_waited_for(
    tmp_path: Path,
) -> None:
    one, two = Notes.open(tmp_path / "notes.db"), Notes.open(tmp_path / "notes.db")
    with ThreadPoolExecutor(2) as threads:
        list(
            threads.map(
                lambda notes: [notes.star([f"{id(notes)} {k}"]) for k in range(20)], (one, two)
            )
        )
    assert len(one.keys_where("is", "starred").keys) == 40
    one.close()
    two.close()
