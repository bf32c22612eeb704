"""Drafts of notes: on disk while they are needed, those of several culms beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from index.library.upkeep.taking_turns import own_turn
from tui import drafts as module
from tui.drafts import FILE, Draft, Drafts

MINE, THEIRS = Draft("mine", "", "yellow"), Draft("theirs", "a, b", "blue")


def test_two_culms_keep_their_drafts_in_one_file(tmp_path: Path) -> None:
    here, there = Drafts(tmp_path), Drafts(tmp_path)
    here.put("a", MINE)
    here.write()
    there.put("b", THEIRS)
    there.write()
    after = Drafts(tmp_path)
    assert (after.get("a"), after.get("b")) == (MINE, THEIRS)
    here.drop("a")
    here.write()
    after = Drafts(tmp_path)
    assert (after.get("a"), after.get("b")) == (None, THEIRS)
    there.drop("b")
    there.write()
    assert not (tmp_path / FILE).exists()


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    for number in range(50):
        drafts.put(str(number), MINE)
        drafts.write()
    after = Drafts(tmp_path)
    assert after.get("49") == MINE
    assert after.get("0") is None


def test_a_library_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "gone")
    drafts.put("a", MINE)
    drafts.write()
    assert drafts.get("a") == MINE


def test_drafts_are_written_while_articles_are_taken_out(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.put("a", MINE)
    with own_turn(tmp_path):
        assert beside(drafts.write), "the draft waits for the removal"
        assert Drafts(tmp_path).get("a") == MINE


def test_who_types_does_not_wait_for_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts, asked = Drafts(tmp_path), Event()
    alone = module._alone

    @contextmanager
    def asking(directory: Path) -> Iterator[None]:
        asked.set()
        with alone(directory):
            yield

    monkeypatch.setattr(module, "_alone", asking)
    drafts.put("a", MINE)
    drafts.put("b", MINE)
    with alone(tmp_path):
        writer = Thread(target=drafts.write, daemon=True)
        writer.start()
        assert asked.wait(30)

        def typed() -> None:
            drafts.put("a", THEIRS)
            drafts.drop("b")

        assert beside(typed), "the next letter waits for another culm"
        assert [*drafts.unwritten().values()] == [THEIRS]
    writer.join(30)
    assert [*drafts.unwritten().values()] == [THEIRS], (
        "what was typed meanwhile was taken for written"
    )
    drafts.write()
    after = Drafts(tmp_path)
    assert (after.get("a"), after.get("b")) == (THEIRS, None)


def beside(work: Callable[[], None]) -> bool:
    """Whether ``work`` comes to its end in a thread of its own."""
    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(10)
    return not thread.is_alive()
