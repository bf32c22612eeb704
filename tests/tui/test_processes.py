"""The search process as the app sees it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from index.library import Library
from tests.tui.conftest import SEEDS
from tui import processes
from tui.processes import ImportProcess, SearchFailed, SearchProcess


async def test_opening_the_library_does_not_count_as_silence(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (library / "search").iterdir():
        file.write_bytes(b"of another culm")
    process = SearchProcess(library)
    try:
        # Less than it takes to start Python and make the index again.
        monkeypatch.setattr(processes, "QUERY_PATIENCE", 0.05)
        await process.warm()
        monkeypatch.undo()
        answer = await process.query("doi moi")
        assert answer is not None
        assert answer.total == 3
        assert await process.count("doi moi", folded=True) == (3, 3)
    finally:
        await process.close()


async def test_an_index_is_tended_by_a_process_of_its_own(library: Path) -> None:
    with Library.open(library) as opened:
        opened.indexing.start_anew()
    process = SearchProcess(library)
    try:
        answer = await process.query("doi moi")
        assert answer is not None
        assert (answer.total, answer.building) == (0, (0, 5))
        await process.tend()
        answer = await process.query("doi moi")
        assert answer is not None
        assert (answer.total, answer.building) == (3, None)
        (library / "archive.db").write_bytes(b"no database" * 500)
        with pytest.raises(SearchFailed, match="up to date"):
            await process.tend()
    finally:
        await process.close()


async def test_words_found_side_by_side_are_one_hit(library: Path) -> None:
    process = SearchProcess(library)
    try:
        answer = await process.query("doi moi conference")
        assert answer is not None
        with Library.open(library) as opened:
            text = opened.article(answer.ids[0]).text
        hits = await process.hits("doi moi conference", answer.ids[0])
        found = [" ".join(text[hit.start : hit.end].casefold().split()) for hit in hits]
        assert {"doi moi", "đổi mới"} & set(found)
        assert "conference" in found
        assert not {"doi", "moi", "đổi", "mới"} & set(found)
    finally:
        await process.close()


async def test_only_the_latest_query_is_answered(library: Path) -> None:
    process = SearchProcess(library)
    try:
        queries = [asyncio.create_task(process.query(text)) for text in ("a", "b", "trong")]
        answers = [await query for query in queries]
        assert answers[:2] == [None, None]
        assert answers[2] is not None
        assert answers[2].total == 4
    finally:
        await process.close()


async def test_closing_lets_nobody_wait(library: Path) -> None:
    process = SearchProcess(library)
    waiting = asyncio.create_task(process.query("trong"))
    await asyncio.sleep(0)
    await process.close()
    with pytest.raises(SearchFailed):
        await waiting


async def test_a_library_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"no database" * 500)
    process = SearchProcess(tmp_path)
    try:
        with pytest.raises(SearchFailed, match=r"archive\.db"):
            await process.query("trong")
    finally:
        await process.close()


@pytest.mark.parametrize("steps", range(12))
async def test_who_begins_a_process_and_gives_up_leaves_nothing_behind(
    library: Path, steps: int
) -> None:
    """Given up at each of the steps in which it is begun, twice, as when culm ends."""
    search = SearchProcess(library)
    beginning = asyncio.create_task(search.warm())
    await given_up(beginning, steps)
    await search.close()
    assert not watchers()


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 5, 8, 13, 21, 34])
async def test_an_import_that_is_given_up_leaves_nothing_behind(library: Path, steps: int) -> None:
    async def consume() -> None:
        async for _ in ImportProcess(library, [SEEDS]).run():
            pass

    await given_up(asyncio.create_task(consume()), steps)
    assert not watchers()


async def given_up(task: asyncio.Task[None], steps: int) -> None:
    for _ in range(steps):
        await asyncio.sleep(0)
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0)
    await asyncio.wait({task})


def watchers() -> list[str]:
    """The threads with which asyncio waits for processes to end."""
    return [one.name for one in threading.enumerate() if one.name.startswith("waitpid-")]


async def test_none_is_begun_after_the_last(library: Path) -> None:
    search = SearchProcess(library)
    await search.warm()
    # One waits for the process while it ends, another asks when it has ended.
    asked = [asyncio.create_task(search.count("doi moi", folded=True)) for _ in range(3)]
    await search.close()
    told = await asyncio.gather(*asked, search.query("doi moi"), return_exceptions=True)
    assert isinstance(told[-1], SearchFailed)
    assert search._process is None
