"""What was written in a library that cannot be written to is not lost when culm ends."""

from __future__ import annotations

import shutil
import stat
import tempfile
from pathlib import Path

import pytest

from tests.tui.screens import reading
from tui.app import CulmApp
from tui.drafts import Draft, Drafts, rescue


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of the user, whose temporary files have no place to go."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    return folder


def test_what_cannot_be_written_is_known(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    drafts = Drafts(library)
    drafts.put("a", Draft("kept", "", "yellow"))
    drafts.write()
    assert drafts.unwritten() == {}
    shutil.rmtree(library)
    drafts.put("b", Draft("a thought", "one, two", "blue"))
    drafts.write()
    assert drafts.unwritten() == {"b": Draft("a thought", "one, two", "blue")}


def test_it_is_brought_to_safety_and_told(elsewhere: Path) -> None:
    passage = f"news/a b.txt {'0' * 64} 96-270"
    written = {passage: Draft("a thought", "one, two", "blue"), "id": Draft("another", "", "blue")}
    words = rescue(written)
    (file,) = elsewhere.iterdir()
    assert str(file) in words
    assert file.read_text() == (
        "# news/a b.txt, characters 96 to 270\n\na thought\n\ntags: one, two\n\n# id\n\nanother\n"
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_a_home_it_goes_where_temporary_files_go(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "missing"))
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    words = rescue({"id": Draft("a thought", "", "blue")})
    (file,) = elsewhere.iterdir()
    assert str(file) in words


def test_without_any_place_it_is_told_itself(elsewhere: Path) -> None:
    elsewhere.rmdir()
    assert "a thought" in rescue({"id": Draft("a thought", "", "blue")})


async def test_the_app_ends_with_what_it_could_not_keep(library: Path) -> None:
    async with reading(library) as on:
        app = on.app
        assert isinstance(app, CulmApp)
        app.drafts._library = library / "taken away"
        app.drafts.put("here", Draft("a thought", "", "yellow"))
    assert [draft.note for draft in app.drafts.unwritten().values()] == ["a thought"]
