"""Searching in the reader: what is typed and kept, narrowing, hits across articles."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from pathlib import Path
from typing import Any, cast

import pytest
from textual.widgets import Input

from index.library import Library
from tests.tui.screens import Driver, reading, running, screen_lines
from tests.tui.test_snapshots import STYLES
from tui import processes
from tui.keyboard import Keyboard
from tui.keymap import Keymap
from tui.narrowing import narrowed, narrowings, widened
from tui.processes import SearchProcess
from tui.screens.choices import Choices
from tui.screens.facets import FEW, FacetScreen
from tui.screens.saved import SavedScreen
from tui.themes import THEMES
from tui.widgets.search_top import SearchTop


async def found_by(library: Path, query: str, **how: bool) -> list[int]:
    """What the search process itself finds."""
    process = SearchProcess(library)
    try:
        answer = await process.query(query, folded=True, **how)
        assert answer is not None
        return list(answer.ids)
    finally:
        await process.close()


async def test_what_was_typed_is_taken_as_it_stands(library: Path) -> None:
    as_typed = await found_by(library, "part", typing=True)
    as_it_stands = await found_by(library, "part")
    assert set(as_it_stands) < set(as_typed)
    async with reading(library) as on:
        await on.press("/", *"part")
        await on.until(lambda: list(on.articles.ids) == as_typed, "with all that begin so")
        await on.press("down")
        await on.until(lambda: list(on.articles.ids) == as_it_stands, "with the word itself")
        assert on.line.value == "part"


async def test_snippets_are_had_from_the_next_process_when_one_ends(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi moi", "down")
        await on.until(lambda: len(on.articles.ids) == 3)
        search = on.main._top._search._process
        await on.until(lambda: not search._waiting, "rest")
        ended = search._process
        assert ended is not None
        # It is asked, and ends before it answers.
        os.kill(ended.pid, signal.SIGSTOP)
        asking = asyncio.create_task(on.main._top.snippets(on.articles.ids))
        await on.until(lambda: search._waiting, "the question")
        ended.kill()
        snippets = await asking
        assert snippets is not None
        assert snippets.keys() == set(on.articles.ids)


async def test_escape_gives_up_a_dialog_that_is_not_there_yet(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi moi", "down")
        await on.until(lambda: len(on.articles.ids) == 3)
        gate, facets = asyncio.Event(), on.main._top.facets

        async def after_a_while(most: int) -> processes.Facets | None:
            await gate.wait()
            return await facets(most)

        monkeypatch.setattr(on.main._top, "facets", after_a_while)
        await on.press("F", "escape")
        gate.set()
        await on.press("L")
        await on.until_shown("Legend")
        await on.press("escape")
        assert len(on.app.screen_stack) == 1
        assert on.main._top.active  # nothing else was given up
        await on.press("F")
        await on.until_shown("Narrow the search")


async def test_without_a_search_the_whole_library_is_narrowed(library: Path) -> None:
    async with reading(library) as on:
        on.type_at_once("F", *"vovworld", "enter")
        await on.until(lambda: len(on.articles.ids) == 1)
        assert on.line.value == "outlet:=VOVWorld"
        await on.press("escape")
        await on.until(lambda: len(on.articles.ids) == 5)


async def test_to_give_up_a_dialog_does_not_give_up_the_search_it_waits_for(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, query = asyncio.Event(), processes.SearchProcess.query

    async def after_a_while(
        process: processes.SearchProcess, *asked: Any, **options: Any
    ) -> processes.SearchAnswer | None:
        await gate.wait()
        return await query(process, *asked, **options)

    async with reading(library) as on:
        monkeypatch.setattr(processes.SearchProcess, "query", after_a_while)
        await on.press("/", *"doi moi", "down", "F", "escape")
        gate.set()
        await on.until(lambda: len(on.articles.ids) == 3)
        await on.press("F")
        await on.until_shown("Narrow the search")


async def test_the_reader_follows_what_is_typed_once_one_pauses(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi moi")
        await on.until(lambda: len(on.articles.ids) == 3)
        await on.until(lambda: on.main._desk.wanted == on.articles.ids[0], "the first of them")
        assert on.main._top.has_line_focus


async def test_a_blank_after_a_word_stays_when_the_answer_comes(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi")
        await on.until_shown("articles")
        await on.press(" ")
        await on.pilot.pause(0.5)
        await on.press(*"moi")
        await on.until(lambda: len(on.articles.ids) == 3)
        assert on.line.value == "doi moi"


@pytest.mark.parametrize("beginning", ["diplom", "bamboo di"])
async def test_a_beginning_of_no_word_itself_gets_a_star(library: Path, beginning: str) -> None:
    begun = await found_by(library, f"{beginning}*")
    assert begun
    assert not await found_by(library, beginning)
    async with reading(library) as on:
        keys = ("space" if key == " " else key for key in beginning)
        await on.press("/", *keys, "enter")
        await on.until(lambda: on.app.focused is on.reader, "the first is opened")
        assert on.line.value == f"{beginning}*"
        assert list(on.articles.ids) == begun


async def test_what_is_asked_again_before_its_answer_came_is_asked_in_the_same_way(
    library: Path,
) -> None:
    begun = await found_by(library, "diplom*")
    async with reading(library) as on:
        await on.press("/", *"diplom")
        await on.until(lambda: on.articles.ids and list(on.articles.ids) == begun)
        top = on.main.query_one(SearchTop)
        top._search.now("diplom", or_begun=True)
        top.again()
        await top.settle()
        assert top.answer is not None
        assert (top.answer.text, list(top.answer.ids)) == ("diplom*", begun)


async def test_enter_opens_what_was_there_while_typing(tmp_path: Path) -> None:
    """One article holds the beginning as a word of its own, which nobody means."""
    news = tmp_path / "news"
    news.mkdir()
    for number in range(25):
        text = f"Case {number}\n\nThe supreme court heard case {number}. It said nothing more.\n"
        (news / f"{number}.txt").write_text(text, encoding="utf-8")
    text = "Rags\n\nThe supreme head of Rags and Co spoke for a while.\n"
    (news / "rags.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "library"
    with Library.open(path) as library:
        assert len(list(library.add([news]))) == 26
    async with reading(path) as on:
        await on.press("/", *"supreme", "space", *"co")
        await on.until_shown("26 articles")
        await on.press("enter")
        await on.until(lambda: on.app.focused is on.reader, "the first is opened")
        assert on.line.value == "supreme co*"
        assert len(on.articles.ids) == 26
        await on.press("escape", "escape", "/", *"title:rags", "enter")
        await on.until(lambda: list(on.articles.ids) == [26], "a whole word stays one")
    with Library.open(path) as library:
        library.notes.star([library.article(26).key])
    async with reading(path) as on:
        await on.press("/", *"is:starred")
        await on.until_shown("1 article ")
        await on.press("enter")
        await on.until(lambda: on.app.focused is on.reader, "the one is opened")
        assert on.line.value == "is:starred"
        assert list(on.articles.ids) == [26]


async def test_an_emptied_line_ends_the_search(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi moi", "enter")
        await on.until(lambda: on.app.focused is on.reader and on.reader.caret > 0, "at the hit")
        opened = on.opened
        # The line comes back with all of it selected: one key empties it.
        await on.press("/", "backspace")
        await on.until(lambda: len(on.articles.ids) == 5, "all articles")
        assert on.line.value == ""
        assert "3 articles ·" not in on.text
        assert on.opened == opened
        await on.press("down", "2", "n")
        await on.until_shown("Nothing is searched for")


async def test_who_reads_goes_on_reading_when_the_search_changes(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi moi", "enter")
        await on.until(lambda: on.app.focused is on.reader and on.reader.caret > 0, "at the hit")
        await on.until_shown("· 1 of ")
        opened, caret = on.reader.reading, on.reader.caret
        assert opened is not None
        with Library.open(library) as other:
            only = other.searching.search('doi moi outlet:="Viet Nam News"').ids
        assert opened.article.id not in only
        await on.press("F")
        await on.until_shown("Narrow the search")
        await on.press(*"outlet", "space", *"news", "enter")
        await on.until(lambda: on.articles.ids == only, "another list")
        await on.until(lambda: on.app.focused is on.reader)
        assert is_open(on, opened.article.id)
        assert on.reader.caret == caret
        await to_last_hit(on)
        await on.press("n")
        await on.until_shown("n again: first article (1 of 1)")
        await on.press("n")
        await on.until(lambda: is_open(on, only[0]))


async def test_who_reads_goes_on_reading_what_is_found_no_more(tmp_path: Path) -> None:
    news = tmp_path / "quay.txt"
    news.write_text("The quay\n\nThe new quay was opened on Monday.\n", encoding="utf-8")
    path = tmp_path / "library"
    with Library.open(path) as library:
        list(library.add([news]))
    async with reading(path) as on:
        await on.press("/", *"opened", "enter")
        await on.until(lambda: on.app.focused is on.reader and on.reader.caret > 0, "at the hit")
        news.write_text("The quay\n\nThe new quay is in use since Monday.\n", encoding="utf-8")
        with Library.open(path) as other:
            list(other.add([news]))
        await on.until_shown("Nothing found.")
        await on.until_shown("is in use since Monday")
        assert on.app.focused is on.reader


async def test_nothing_found_is_said_when_the_next_hit_is_asked_for(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"quux", "enter")
        await on.until_shown("Nothing found.")
        await on.press("escape", "2", "n")
        await on.until_shown("Nothing")


async def test_an_order_holds_for_its_search_alone(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"trong", "down")
        await on.until_shown("Articles · relevance")
        await on.press("S")
        await on.until_shown("Articles · newest")
        await on.press("escape", "escape", "/", *"hanoi", "down")
        await on.until_shown("Articles · relevance")


async def to_last_hit(on: Driver) -> None:
    """Press ``n`` until the last hit of the open article is reached."""
    for _ in range(30):
        found = re.search(r"(\d+) of (\d+) hits?", on.text)
        assert found, on.text
        if found[1] == found[2]:
            return
        await on.press("n")
        await on.until_shown(f"· {int(found[1]) + 1} of {found[2]} hit")


def is_open(on: Driver, article: int) -> bool:
    return on.reader.reading is not None and on.reader.reading.article.id == article


async def test_hits_go_on_from_article_to_article(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi moi", "enter")
        await on.until(lambda: on.app.focused is on.reader and on.reader.caret > 0, "at the hit")
        await on.until_shown("· 1 of ")
        ids = list(on.articles.ids)
        assert len(ids) == 3
        await to_last_hit(on)
        caret = on.reader.caret
        await on.press("n")
        await on.until_shown("n again: next article (2 of 3)")
        assert is_open(on, ids[0])
        assert on.reader.caret == caret
        await on.press("n")
        await on.until(lambda: is_open(on, ids[1]))
        await on.until_shown("· 1 of ")
        assert on.articles.current == ids[1]
        await on.press("N")
        await on.until_shown("N again: previous article (1 of 3)")
        await on.press("N")
        await on.until(lambda: is_open(on, ids[0]) and on.reader.caret == caret, "the last hit")
        await on.press("ctrl+o")
        await on.until(lambda: is_open(on, ids[1]))


async def test_the_last_article_leads_to_the_first(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi moi")
        await on.until(lambda: len(on.articles.ids) == 3)
        ids = list(on.articles.ids)
        await on.press("down", "G", "enter")
        await on.until(lambda: is_open(on, ids[-1]) and on.app.focused is on.reader)
        await on.until_shown("· 1 of ")
        await to_last_hit(on)
        await on.press("n")
        await on.until_shown("n again: first article (1 of 3)")
        await on.press("n")
        await on.until(lambda: is_open(on, ids[0]))


async def test_narrowing_adds_to_the_query_and_is_taken_back(library: Path) -> None:
    with Library.open(library) as opened:
        opened.notes.tag([opened.article(1).key, opened.article(2).key], add=["asia"])
    async with reading(library) as on:
        await on.press("/", *"trong")
        await on.until_shown("4 articles")
        await on.press("ctrl+n")
        await on.until_shown("Narrow the search")
        for field in ("Outlet", "Year", "Person", "Place"):
            await on.until_shown(field)
        await on.press(*"vovworld", "enter")
        await on.until_shown("1 article")
        assert on.line.value.startswith("trong outlet:")
        await on.press("down", "X")
        await on.until_shown("4 articles")
        assert on.line.value == "trong"
        await on.press("X")
        await on.until_shown("not narrowed")
        await on.press("F")
        await on.until_shown("Narrow the search")
        await on.press(*"tag asia", "enter")
        await on.until(lambda: on.line.value == "trong tag:asia" and len(on.articles.ids) == 2)
        await on.press("F")
        await on.until_shown("without tag:asia")
        await on.press("up", "enter")
        await on.until(lambda: on.line.value == "trong" and len(on.articles.ids) == 4)


FACETS = {
    "outlet": [(f"Outlet {n}", 40 - n, f'outlet:="Outlet {n}"') for n in range(20)],
    "year": [(str(year), 3, f"date:{year}") for year in range(2010, 2017)],
}


class Facets(Keyboard):
    """A facet screen by itself; what it gives back is kept."""

    CSS_PATH = STYLES

    def __init__(self, query: str) -> None:
        super().__init__(Keymap())
        self.query_text = query
        self.given: list[str | None] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "culm-dark"

    def on_mount(self) -> None:
        self.push_screen(FacetScreen(self.query_text, FACETS), self.given.append)

    @property
    def choices(self) -> Choices:
        return self.screen.query_one(Choices)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_narrowing_begins_with_what_can_be_narrowed_by(size: tuple[int, int]) -> None:
    async with Facets("bamboo date:2010 tag:a tag:b tag:c").run_test(size=size) as pilot:
        app = cast("Facets", pilot.app)
        await pilot.pause()
        assert app.choices.target == narrowed(app.query_text, 'outlet:="Outlet 0"')
        assert "Outlet 0" in "\n".join(screen_lines(app))


async def test_more_values_are_as_many_as_said_and_open() -> None:
    async with Facets("bamboo").run_test(size=(80, 60)) as pilot:
        app = cast("Facets", pilot.app)
        await pilot.pause()
        screen = cast("FacetScreen", app.screen)
        shown = "\n".join(screen_lines(app))
        assert "14 more" in shown
        assert "Outlet 6" not in shown
        assert "2016" in shown
        for _ in range(FEW):
            screen.action_choose(1)
        screen.action_take()
        await pilot.pause()
        shown = "\n".join(screen_lines(app))
        assert "more" not in shown
        assert "Outlet 8 " in shown
        assert app.choices.target == 'bamboo outlet:="Outlet 6"'
        screen.action_take()
        await pilot.pause()
        assert app.given == ['bamboo outlet:="Outlet 6"']


async def test_every_facet_gives_what_it_promises(library: Path) -> None:
    with Library.open(library) as opened:
        opened.notes.tag([opened.article(1).key, opened.article(2).key], add=["Đông Á"])
        article = opened.article(3)
        opened.notes.annotate(
            article.key, article.version, article.text, 0, 5, note="", tags=("dong a",)
        )
        answer = opened.searching.search("trong", facets=True)
        assert list(answer.facets) == ["outlet", "year", "person", "place", "event", "tag"]
        assert answer.facets["event"]
        assert [count for _, count, _ in answer.facets["tag"]] == [3]
        for values in answer.facets.values():
            for _, count, condition in values:
                narrow = opened.searching.search(narrowed("trong", condition))
                assert (condition, narrow.total) == (condition, count)
                assert narrow.ignored == ()


@pytest.mark.parametrize(
    ("text", "condition", "wanted"),
    [
        ("a b", "tag:x", "a b tag:x"),
        ('"a b', "tag:x", '"a b" tag:x'),
        ("“a b", "tag:x", '“a b" tag:x'),
        ("", "tag:x", "tag:x"),
        ("a OR b", 'outlet:"The A"', 'a OR b outlet:"The A"'),
    ],
)
def test_a_query_is_narrowed_and_widened(text: str, condition: str, wanted: str) -> None:
    narrow = narrowed(text, condition)
    assert narrow == wanted
    spans = narrowings(narrow)
    assert [narrow[span.start : span.end] for span in spans] == [condition]
    assert widened(narrow, spans[0]) == narrow[: -len(condition)].strip()


def test_what_is_quoted_or_excluded_is_no_narrowing() -> None:
    assert narrowings('"see outlet:x" -tag:y a:b xtag:z') == []
    text = '(outlet:Vox) and date:2016 "x" person:"A B" c'
    found = [text[span.start : span.end] for span in narrowings(text)]
    assert found == ["outlet:Vox", "date:2016", 'person:"A B"']


async def save_search(on: Driver, query: str, name: str, key: str) -> None:
    """Search for ``query`` and save it, by keys."""
    await on.press("/", *query)
    await on.until(lambda: on.line.value == query and on.articles.border_title)
    await on.press("ctrl+s")
    await on.until_shown("Save the search")
    await on.press(*name, "tab", "tab", "backspace", key, "enter")
    await on.until_shown("is saved")
    await on.press("escape", "escape")
    await on.until(lambda: on.line.value == "" and len(on.articles.ids) == 5, "all articles")


async def test_a_search_is_saved_and_run_by_its_key(library: Path) -> None:
    async with reading(library) as on:
        await save_search(on, "doi moi", "Renewal", "d")
        await on.press("'")
        await on.until_shown("'d Renewal")
        await on.press("d")
        await on.until(lambda: on.line.value == "doi moi" and len(on.articles.ids) == 3)
        assert on.app.focused is on.articles
        await on.press("escape")
        await on.until(lambda: len(on.articles.ids) == 5)
        await on.press("'", "7")
        await on.until_shown("No search has the key 7")
    with Library.open(library) as kept:
        (one,) = kept.notes.saved_searches()
        assert (one.name, one.query, one.key, one.sort) == ("Renewal", "doi moi", "d", "")


async def test_order_and_folding_are_saved_with_a_search(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"trong")
        await on.until_shown("4 articles")
        await on.press("down", "S", "S")
        await on.until_shown("Articles · oldest")
        await on.press("alt+c")
        await on.until_shown("each by itself")
        oldest = list(on.articles.ids)
        await on.press("ctrl+s")
        await on.until_shown("sorted by oldest · every copy")
        await on.press(*"Trong", "enter")
        await on.until_shown("is saved")
        await on.press("alt+c")
        await on.until_shown("as one article")
        await on.press("escape")
        await on.until(lambda: len(on.articles.ids) == 5)
        await on.press("'", "1")
        await on.until_shown("Articles · oldest")
        await on.until(lambda: list(on.articles.ids) == oldest)
        assert not on.articles.folding
        await on.press("escape")
        await on.until(lambda: len(on.articles.ids) == 5)
        assert on.articles.folding
    with Library.open(library) as kept:
        (one,) = kept.notes.saved_searches()
        assert (one.sort, one.folded, one.key) == ("oldest", False, "1")


async def test_saved_searches_are_listed_counted_changed_and_deleted(library: Path) -> None:
    with Library.open(library) as opened:
        opened.notes.save_search("Renewal", "doi moi", key="d")
        opened.notes.save_search("China", "china", sort="date")
    async with reading(library) as on:
        await on.press("'", "'")
        await on.until_shown("Saved searches")
        await on.until_shown("3 unread of 3")
        await on.until_shown("sorted by date")
        with Library.open(library) as other:
            other.notes.mark_read([other.article(number).key for number in range(1, 6)])
        await on.until_shown("0 unread of 3")
        await on.press("e")
        await on.until_shown("Change the saved search")
        name = on.app.screen.query_one("#save-name", Input)
        assert name.value == "Renewal"
        await on.press(*" now", "tab", "backspace", "backspace", "backspace", "backspace", "enter")
        await on.until_shown("“Renewal now” is saved")
        await on.until_shown("Renewal now")
        await on.press("x")
        await on.until_shown("is deleted; u brings it back")
        await on.until(lambda: "Renewal now" not in on.text.replace("“Renewal now”", ""))
        await on.press("u")
        await on.until_shown("d  Renewal now")
        screen = on.app.screen
        assert isinstance(screen, SavedScreen)
        await on.press("g", "enter")
        await on.until(lambda: on.line.value == "doi", "it runs")
        assert on.app.focused is on.articles


async def test_notes_and_tags_are_found_at_once(library: Path) -> None:
    async with reading(library) as on:
        await on.press("enter", "s", "enter")
        await on.until(lambda: (r := on.articles.current_row) and r.notes == 1)
        await on.press("t")
        await on.until(lambda: len(on.app.screen_stack) == 2)
        await on.press(*"quizzical", "enter")
        await on.until_shown("#quizzical")
        await on.press("/", *"tag:quizzical")
        await on.until(lambda: len(on.articles.ids) == 1, "the tag is found")
        await on.press("escape", "/", *"is:annotated")
        await on.until(lambda: len(on.articles.ids) == 1, "the mark is found")


@pytest.mark.parametrize("pane", ["1", "2"])
async def test_a_search_comes_back_at_the_next_start(library: Path, pane: str) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi moi", "enter")
        await on.until(lambda: on.app.focused is on.reader, "the first is opened")
        before = list(on.articles.ids)
        await on.press("1", "S", "S")
        await on.until(lambda: list(on.articles.ids) != before, "another order")
        await on.press("j")
        await on.until(lambda: on.main._desk.wanted == on.articles.current, "another one")
        found, article = list(on.articles.ids), on.main._desk.wanted
        await on.press("enter", "space")
        await on.until(lambda: on.reader.row > 0)
        await on.press(pane)
        await on.press("q")
    async with running(library) as on:
        await on.until(lambda: list(on.articles.ids) == found, "what was found")
        assert on.line.value == "doi moi"
        assert on.main._desk.wanted == article
        assert on.articles.current == article
        assert on.opened
        await on.until(lambda: on.reader.row > 0, "the place")
        await on.press("1", "escape")
        await on.until(lambda: len(on.articles.ids) == 5, "all articles")
        assert on.articles.current == article


async def test_the_counts_give_way_to_what_is_typed(library: Path) -> None:
    query = "foreign policy since:2021-03 until:2024"
    async with reading(library, (80, 24)) as on:
        await on.until_shown("culm")
        await on.press("/", *query)
        await on.until(lambda: query in on.text.splitlines()[0], "all that was typed")
        assert "5 articles · " not in on.text.splitlines()[0]
        await on.press("escape")
        await on.until(lambda: "culm  5 articles" in on.text.splitlines()[0], "the counts")
