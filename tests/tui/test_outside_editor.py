"""A note handed to an editor of the user's: whatever the editor does, nothing written is lost."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.outside_editor import Edited, edit_outside

Editor = Callable[[str], Path]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Sets up an editor that is a shell script; files for it are made in ``tmp_path``."""
    (tmp_path / "files").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "files"))
    monkeypatch.delenv("VISUAL", raising=False)

    def made(script: str) -> Path:
        path = tmp_path / "my editor"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)
        monkeypatch.setenv("EDITOR", f"'{path}' --flag")
        return path

    return made


def left(tmp_path: Path) -> list[bytes]:
    """What lies where files for editors are made."""
    return [file.read_bytes() for file in (tmp_path / "files").iterdir()]


def test_an_editor_gets_a_private_file_that_is_gone_afterwards(
    editor: Editor, tmp_path: Path
) -> None:
    editor(f'stat -c %a "$2" > {tmp_path}/mode; echo "more $1" >> "$2"')
    assert edit_outside("first\n") == Edited("first\nmore --flag")
    assert (tmp_path / "mode").read_text() == "600\n"
    assert left(tmp_path) == []


def test_visual_comes_before_editor(
    editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = editor('echo "$#" >> "$3"')
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.setenv("VISUAL", f"'{script}' --wait 'two words'")
    assert edit_outside("") == Edited("3")


@pytest.mark.parametrize("told", ["/nowhere/ed", "no-such-editor-here -w"])
def test_an_editor_that_is_not_there(
    editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    monkeypatch.setenv("EDITOR", told)
    edited = edit_outside("mine")
    assert edited.note is None
    assert f"“{told.split()[0]}” was not found" in edited.problem
    assert left(tmp_path) == []


def test_no_editor_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "")
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "No editor was found" in edit_outside("mine").problem


def test_an_editor_that_cannot_be_run(editor: Editor, tmp_path: Path) -> None:
    editor("").chmod(0o600)
    edited = edit_outside("mine")
    assert edited.note is None
    assert "does not start" in edited.problem


def test_an_editor_that_is_told_badly(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "vi 'open")
    assert "a quote does not end" in edit_outside("mine").problem


def test_an_editor_that_is_left_with_an_error_changes_nothing(
    editor: Editor, tmp_path: Path
) -> None:
    editor("exit 3")
    edited = edit_outside("mine")
    assert edited.note is None
    assert "exit code 3" in edited.problem
    assert left(tmp_path) == []


def test_what_a_failing_editor_wrote_is_kept(editor: Editor, tmp_path: Path) -> None:
    editor('echo "half of it" > "$2"; kill -9 $$')
    edited = edit_outside("mine")
    assert edited.note is None
    assert "SIGKILL" in edited.problem
    (kept,) = (tmp_path / "files").iterdir()
    assert str(kept) in edited.problem
    assert kept.read_text() == "half of it\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_an_editor_that_takes_its_file_away(editor: Editor, tmp_path: Path) -> None:
    editor('rm "$2"')
    edited = edit_outside("mine")
    assert edited.note is None
    assert "as it was" in edited.problem


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (r"printf '\377\376bad' > \"$2\"", "not UTF-8"),
        (r"head -c 1000001 /dev/zero | tr '\0' a > \"$2\"", "Too long"),
    ],
)
def test_what_is_no_note_stays_in_its_file(
    editor: Editor, tmp_path: Path, script: str, words: str
) -> None:
    editor(script.replace('\\"', '"'))
    edited = edit_outside("mine")
    assert edited.note is None
    assert words in edited.problem
    (kept,) = (tmp_path / "files").iterdir()
    assert str(kept) in edited.problem


def test_an_editor_that_puts_another_file_in_its_place(editor: Editor, tmp_path: Path) -> None:
    editor('echo new > "$2.new"; mv "$2.new" "$2"')
    assert edit_outside("mine") == Edited("new")
    assert left(tmp_path) == []


def test_a_full_disk_changes_nothing(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/nowhere/at/all")
    edited = edit_outside("mine")
    assert edited.note is None
    assert "no place" in edited.problem


def test_ctrl_c_is_the_editors(editor: Editor) -> None:
    before = signal.getsignal(signal.SIGINT)
    # The editor still dies of it, as it would in a shell.
    editor(f'kill -INT {os.getpid()}; echo lived >> "$2"; kill -INT $$; echo on >> "$2"')
    edited = edit_outside("mine\n")
    assert "SIGINT" in edited.problem
    assert signal.getsignal(signal.SIGINT) is before


def test_what_cannot_be_read_back_is_not_taken_away(editor: Editor, tmp_path: Path) -> None:
    editor('rm "$2"; ln -s "$2" "$2"')  # a link to itself: it is there, and no file
    edited = edit_outside("mine")
    (there,) = (tmp_path / "files").iterdir()
    assert edited.note is None
    assert str(there) in edited.problem
