"""Closing a database while other threads use it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.store.archive import Archive

MANY = 300_000
LONG = f"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {MANY})"


def test_closing_waits_for_a_running_query(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.db")
    inside = threading.Event()
    answers: list[int] = []

    def ask() -> None:
        with archive.database.snapshot() as connection:
            inside.set()
            answers.append(len(connection.execute(f"{LONG} SELECT x FROM n").fetchall()))

    thread = threading.Thread(target=ask)
    thread.start()
    assert inside.wait(10)
    archive.close()
    assert answers == [MANY]
    thread.join(10)
    with pytest.raises(LibraryError, match="closed"):
        archive.count()


def test_closing_from_within_does_not_wait_for_itself(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.db")
    with archive.database.failures():
        archive.close()
    with pytest.raises(LibraryError, match="closed"):
        archive.count()
