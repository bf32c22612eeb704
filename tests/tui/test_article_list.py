"""The article list by itself, with rows that come late."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Sequence
from datetime import date, timedelta
from threading import Event

import pytest

from index.article import Interval, Known, Publication
from index.views import Row
from tests.tui.test_snapshots import Stage
from tui.sorts import Sort
from tui.widgets.article_list import ArticleList


def row(number: int) -> Row:
    """Articles of two days each, so that every second one has a heading."""
    day = date(2023, 12, 31) - timedelta(days=number // 2)
    title = f"Article {number} with a headline that takes more than one line of the list"
    return Row(number, f"k{number}", title, True, "The Outlet", Publication(
        Interval(day, day), Known.STATED), 300)  # fmt: skip


def rows(ids: Sequence[int]) -> list[Row]:
    return [row(number) for number in ids]


async def test_rows_fetched_again_fit_what_is_laid_out() -> None:
    articles = ArticleList(rows)
    app = Stage("culm-dark", articles)
    async with app.run_test(size=(36, 20)) as pilot:
        articles.show(array("q", range(1, 400)), Sort.NEWEST)
        articles.focus()
        await app.workers.wait_for_complete()
        for steps in range(1, 30, 3):
            for _ in range(steps):
                articles.action_move(1)
            await app.workers.wait_for_complete()
            await pilot.pause()
            articles.refresh_rows()
            await app.workers.wait_for_complete()
            await pilot.pause()
            app.set_focus(None)
            await pilot.pause()
            articles.focus()
            await pilot.pause()
            drawn = [articles.render_line(y).text for y in range(articles.size.height)]
            assert any(f"Article {articles.current} " in line for line in drawn)


async def test_the_cursor_goes_to_its_line_and_only_the_view_is_fetched() -> None:
    asked: list[int] = []

    def fetch(ids: Sequence[int]) -> list[Row]:
        asked.extend(ids)
        return rows(ids)

    articles = ArticleList(fetch)
    app = Stage("culm-dark", articles)
    async with app.run_test(size=(36, 20)) as pilot:
        articles.show(array("q", range(1, 4000)), Sort.NEWEST, keep=2000)
        await articles.scroll_cursor_to(7)
        await pilot.pause()
        assert articles.line_of_cursor == 7
        await articles.scroll_cursor_to(10**15)
        await pilot.pause()
        assert articles.line_of_cursor is not None
        assert len(asked) < 200


@pytest.mark.parametrize("is_late", [False, True])
async def test_what_was_gone_when_it_was_fetched_is_fetched_again(is_late: bool) -> None:
    """Articles that are taken out and brought back, also while their rows are on their way."""
    gone, answers = {5, 6}, Event()

    def fetch(ids: Sequence[int]) -> list[Row]:
        there = rows([number for number in ids if number not in gone])
        if gone:
            answers.wait(timeout=60)
        return there

    articles = ArticleList(fetch)
    app = Stage("culm-dark", articles)
    async with app.run_test(size=(36, 20)) as pilot:
        articles.show(array("q", range(1, 9)), Sort.NEWEST)
        await pilot.pause()
        if not is_late:
            answers.set()
            await app.workers.wait_for_complete()
            await pilot.pause()
        gone.clear()
        articles.show(array("q", range(2, 9)), Sort.NEWEST)
        await pilot.pause()
        answers.set()
        async with asyncio.timeout(60):
            while 5 not in articles._rows:
                await pilot.pause(0.01)
        await pilot.pause()
        drawn = [articles.render_line(y).text for y in range(articles.size.height)]
        assert any("Article 5 " in line for line in drawn)


async def test_fewer_articles_replace_many_that_were_not_drawn_yet() -> None:
    articles = ArticleList(rows)
    app = Stage("culm-dark", articles)
    async with app.run_test(size=(36, 20)) as pilot:
        articles.show(array("q", range(1, 400)), Sort.NEWEST, keep=390)
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        line = articles.line_of_cursor
        # Known anew, and not drawn since.
        articles.add_snippets({})
        articles.show(array("q", range(380, 392)), Sort.NEWEST, keep=390)
        await pilot.pause()
        assert articles.current == 390
        assert articles.line_of_cursor == line
        articles.add_snippets({})
        articles.show(array("q", [5]), Sort.NEWEST, keep=390)
        await pilot.pause()
        assert articles.current == 5
