"""The list's order, kept from one start to the next: never another than the archive gives."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from index.library import Library
from index.library.showing import kept_listing
from index.store.list_tables import ListTables

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed library of the seeds whose list was looked at."""
    monkeypatch.setattr(kept_listing, "WORTH_KEEPING", 3)
    directory = tmp_path / "library"
    with Library.open(directory) as library:
        list(library.add([SEEDS]))
        library.listing("newest", folded=True)
    return directory


def listed(directory: Path, sort: str = "newest", folded: bool = True) -> list[int]:
    """What the library lists, which must be what the archive does."""
    with Library.open(directory) as library:
        ids = library.listing(sort, folded=folded)
        assert ids == library.archive.lists.in_order(sort, folded=folded)
        return list(ids)


def test_the_archive_is_not_asked_again(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = listed(library)
    assert len(before) == 5

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("the archive put its articles in order")

    monkeypatch.setattr(ListTables, "in_order", asked)
    with Library.open(library) as again:
        assert list(again.listing("newest", folded=True)) == before


def test_another_order_is_another_list(library: Path) -> None:
    newest = listed(library)
    assert listed(library, "oldest") == newest[::-1]
    assert listed(library, "oldest") == newest[::-1]
    assert sorted(listed(library, "title", folded=False)) == sorted(newest)


def test_what_comes_and_goes_is_in_it(library: Path, tmp_path: Path) -> None:
    (tmp_path / "more.md").write_text("---\ndate: 2031-01-05\n---\n# One more\n\nIt came last.\n")
    with Library.open(library) as opened:
        opened.listing("newest", folded=True)
        list(opened.add([tmp_path / "more.md"]))
    after = listed(library)
    assert len(after) == 6
    with Library.open(library) as opened:
        opened.listing("newest", folded=True)
        opened.take_out(after[:1])
    assert listed(library) == after[1:]


def test_another_archive_in_its_place(library: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with Library.open(other) as opened:
        list(opened.add(sorted(SEEDS.glob("*.txt"))[:4]))
    shutil.copy(other / "archive.db", library / "archive.db")
    assert len(listed(library)) == 4


def test_damage_changes_no_list(library: Path) -> None:
    file = library / kept_listing.NAME
    whole = file.read_bytes()
    before = listed(library)
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x15]) + whole[place + 1 :])
        assert listed(library) == before
        file.write_bytes(whole[:place])
        assert listed(library) == before


def test_a_pipe_in_its_place_is_not_waited_for(library: Path) -> None:
    file = library / kept_listing.NAME
    file.unlink()
    os.mkfifo(file)
    assert len(listed(library)) == 5


def test_it_is_private_and_goes_when_the_library_is_small(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = library / kept_listing.NAME
    assert file.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(kept_listing, "WORTH_KEEPING", 100)
    with Library.open(library) as opened:
        opened.listing("oldest", folded=True)
    assert not file.exists()
