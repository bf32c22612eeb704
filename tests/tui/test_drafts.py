"""Drafts of notes: on disk while they are needed, those of several culms beside each other."""

from __future__ import annotations

from pathlib import Path

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
