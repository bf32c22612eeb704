"""An open ``notes.db`` in a fresh directory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.notes import Notes


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Notes]:
    opened = Notes.open(tmp_path / "library" / "notes.db")
    yield opened
    opened.close()
