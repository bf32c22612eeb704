"""Files that are written whole or not at all, also by several at once."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.files import open_lock, replacing, write_whole
from index.notes import Notes
from tests.support.notes import mark

_DIES = """
import os, signal, sys
from pathlib import Path
from index.files import replacing
with replacing(Path(sys.argv[1])) as draft:
    draft.write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_draft_takes_the_place_of_its_target(tmp_path: Path) -> None:
    target = tmp_path / "a[1].db"
    write_whole(target, b"before")
    with replacing(target) as draft:
        draft.write_text("after")
        assert target.read_text() == "before"
    assert target.read_text() == "after"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == [target.name]


def test_a_draft_that_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    write_whole(target, b"before")

    def fails() -> None:
        with replacing(target) as draft:
            draft.write_text("after")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["a.db"]


def test_two_drafts_of_one_file_do_not_meet(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    with replacing(target) as one:
        one.write_text("one")
        with replacing(target) as other:
            other.write_text("other")
        assert target.read_text() == "other"
        assert one.read_text() == "one"
    assert target.read_text() == "one"
    assert os.listdir(tmp_path) == ["a.db"]


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    done = subprocess.run([sys.executable, "-c", _DIES, str(target)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(os.listdir(tmp_path)) == 1
    write_whole(target, b"whole")
    assert os.listdir(tmp_path) == ["a.db"]


def test_backups_made_at_once_are_whole(tmp_path: Path) -> None:
    """As when two culms are started together on the first occasion of a day."""
    path = tmp_path / "library" / "notes.db"
    with ThreadPoolExecutor(8) as pool:
        first = Notes.open(path)
        for _ in range(20):
            mark(first, "bamboo", "a note " * 200)
        others = [Notes.open(path) for _ in range(8)]
        for round in range(5):
            made = [pool.submit(one.back_up_daily) for one in others]
            done = [future.result() for future in made]
            (backup,) = (path.parent / "backups").iterdir()
            assert backup in done, round
            copy = Notes.open(backup)
            assert (copy.problems(), len(copy.all())) == ([], 20)
            copy.close()
            backup.unlink()
        for one in (first, *others):
            one.close()


def test_a_lock_is_private_and_made_through_no_link(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        os.close(open_lock(tmp_path / "a.lock"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.lock").stat().st_mode) == 0o600
    (tmp_path / "b.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=r"b\.lock"):
        open_lock(tmp_path / "b.lock")
    assert not (tmp_path / "elsewhere").exists()


def test_what_cannot_be_written_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("/dev/full")
    for target, named in (
        (tmp_path / "file" / "out", tmp_path / "file"),
        (tmp_path / "folder", tmp_path / "folder"),
        (Path("/dev/full"), Path("/dev/full")),
        (tmp_path / "link", tmp_path / "link"),
        (tmp_path / ("n" * 250), tmp_path / ("n" * 250)),
        (Path("/proc/culm/out"), Path("/proc/culm")),
    ):
        with pytest.raises(OSError) as raised:  # noqa: PT011 - which one is the system's affair
            write_whole(target, b"words")
        assert raised.value.filename == str(named)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder", "link"]


def test_what_else_goes_wrong_while_writing_keeps_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised, replacing(tmp_path / "out"):
        (tmp_path / "other").read_bytes()
    assert raised.value.filename == str(tmp_path / "other")
