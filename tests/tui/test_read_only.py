"""A library that cannot be written: who opens it knows before working in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from tests.tui.screens import reading


@pytest.mark.parametrize("read_only", [True, False])
async def test_the_reader_says_at_once_that_nothing_is_kept(
    library: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    monkeypatch.setattr(Library, "read_only", read_only)
    async with reading(library) as on:
        await on.until_shown("5 articles")
        words = f"{library} cannot be written: nothing that you do here is kept."

        def told() -> list[str]:
            return [note.message for note in on.app._notifications]

        if read_only:
            await on.until(lambda: told() == [words], "it is said")
        else:
            await on.press("j")
            assert words not in told()
