"""A name in the schema of ``notes.db`` that damage made another: still SQL, but not ours."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import LibraryDamaged
from index.notes import Notes
from tests.support.notes import mark

NAMES = [b"undone", b"annotations", b"revisions", b"colour", b"created", b"version"]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_noticed_before_it_is_asked_for(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / "notes.db"
    with closing(Notes.open(path)) as notes:
        mark(notes, "stressed")
        assert notes.problems() == []
    whole = path.read_bytes()
    places = [found.start() for found in re.finditer(rb"\b" + name + rb"\b", whole)]
    assert places
    for at in places:
        other = bytearray(whole)
        other[at + 1] ^= 1
        path.write_bytes(bytes(other))
        assert problems_of(path), f"byte {at}"


def problems_of(path: Path) -> list[str]:
    """What is found wrong as the file is opened and looked through."""
    try:
        with closing(Notes.open(path)) as notes:
            return notes.problems()
    except LibraryDamaged as error:
        return [str(error)]
