"""Comparing coverage: what its rows say, how they are laid out, and the screen they are on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Interval, Known, Publication, Span
from index.coverage.comparing import compare
from index.coverage.model import Sentence
from index.coverage.sentences import told
from index.language.canonical import resolve
from index.language.dates import find_dates
from index.language.names import find_names
from index.library import Library
from index.views import CoverageView
from tests.tui.screens import Driver, reading, running
from tui.commands import COMMANDS, Where
from tui.comparing import Says, Show, Told, labels, rows_of, sentence, summary
from tui.rendering.cells import width_of
from tui.screens.beside import BesideList, BesideScreen, Other, beside_entries
from tui.screens.compare import CompareScreen
from tui.screens.found import FoundScreen
from tui.screens.why_same import SameScreen, nearest, same_entries
from tui.widgets.compare_lines import column_at, compare_entries, head_entries, is_wide
from tui.widgets.compare_rows import CompareRows
from tui.widgets.entries import Entry
from tui.widgets.event_lines import EventTarget, TellerTarget
from tui.widgets.lines import Line

DAY = date(2024, 3, 4)
HARBOUR = """\
A ferry carrying 240 passengers sank off the island of Samar on Sunday night, the coast guard said.

Rescuers pulled 212 survivors from the water before dawn, and 14 bodies were found.

"We heard a loud bang and then the lights went out," said Maria Santos, a teacher from Tacloban.

The owner of the vessel, Visayan Lines, had been fined twice for carrying too many people.
"""
ISLAND = """\
Divers in black suits searched the wreck.

The coast guard said that the ferry, with 240 passengers aboard, had sunk off Samar island \
on Sunday night.

"We heard a terrible bang and then the lights went out," said Santos, who teaches in Tacloban.

By dawn 198 survivors had been pulled from the water by rescuers, and 14 bodies found.

The president called for a review of maritime rules.
"""
TIMES = """\
Rescuers pulled 212 survivors from the water before dawn.

The vessel's owner, Visayan Lines, has been fined twice for carrying too many people.
"""
OUTLETS = ("Harbour Daily", "Island Post", "Tacloban Times")
TEXTS = (HARBOUR, ISLAND, TIMES)


def view_of(*texts: str, outlets: Sequence[str] = OUTLETS) -> CoverageView:
    """A comparison made without a library."""
    articles = tuple(
        Article(
            f"k{number}",
            text,
            f"Ferry sinks off Samar: what {outlet or 'nobody'} tells",
            published=Publication(Interval(DAY, DAY), Known.STATED),
            outlet=outlet,
            id=number + 1,
        )
        for number, (text, outlet) in enumerate(zip(texts, outlets, strict=False))
    )
    return CoverageView(articles, compare([*map(_sentences, articles)], texts))


def _sentences(article: Article) -> tuple[Sentence, ...]:
    mentions = find_names(article.text, ())
    names = {
        place: entity.key for entity in resolve(article.text, mentions) for place in entity.mentions
    }
    return told(article, mentions, find_dates(article.text, article.published.interval), names)


TWO = view_of(HARBOUR, ISLAND)
THREE = view_of(*TEXTS)


def text_of(line: Line) -> str:
    return "".join(piece.text for piece in line.left)


def said(entries: Sequence[Entry]) -> list[str]:
    return [text_of(line).rstrip() for entry in entries for line in entry.lines]


def marked(entries: Sequence[Entry], role: str) -> list[str]:
    """The texts of this role, without the signs in the margin."""
    return [
        piece.text
        for entry in entries
        for line in entry.lines
        for piece in line.left
        if piece.role == role and piece.text.strip() and piece.text not in "≠≈+│"
    ]


def row_with(view: CoverageView, words: str) -> Told:
    for row in rows_of(view.comparison):
        for place in row.articles:
            number = row.sentences[place]
            if number is not None and words in sentence(view, place, number)[0]:
                return row
    raise AssertionError(words)


# What rows say


def test_rows_say_what_they_are() -> None:
    assert row_with(TWO, "240 passengers").says is Says.SAME
    assert row_with(TWO, "survivors").says is Says.DIFFERS
    assert row_with(TWO, "fined twice").says is Says.ONLY
    assert row_with(THREE, "fined twice").articles == (0, 2)
    assert row_with(TWO, "fined twice").score is None


def test_what_differs_is_marked_in_each_article_that_parts_from_another() -> None:
    row = row_with(THREE, "198 survivors")
    marks = [[THREE.articles[k].text[m.start : m.end] for m in row.marks(k)] for k in range(3)]
    assert marks == [["212"], ["198"], ["212"]]


def test_the_whole_is_told_in_numbers() -> None:
    ways = summary(TWO, rows_of(TWO.comparison))
    assert ways[0] == (
        "3 sentences tell the same · 2 differ · 1 only in Harbour Daily · 2 only in Island Post"
    )
    assert [width_of(way) for way in ways] == sorted(map(width_of, ways), reverse=True)


def test_outlets_of_one_name_and_none_are_told_apart() -> None:
    assert labels(view_of(HARBOUR, ISLAND, outlets=("VNS", "VNS"))) == ("VNS 1", "VNS 2")
    assert labels(view_of(HARBOUR, ISLAND, outlets=("VNS", ""))) == ("VNS", "2nd article")
    assert labels(view_of(*TEXTS, outlets=("", "", ""))) == (
        "1st article",
        "2nd article",
        "3rd article",
    )


def test_the_nearest_article_with_a_sentence_stands_in_for_the_chosen_one() -> None:
    row = row_with(THREE, "fined twice")
    assert [row.holder(place) for place in range(3)] == [0, 0, 2]


def test_filters_go_round() -> None:
    assert Show.ALL.next.next.next is Show.ALL
    kinds = {show: {r.says for r in rows_of(TWO.comparison) if show.has(r)} for show in Show}
    assert kinds[Show.DIFFERENCES] == {Says.DIFFERS}
    assert kinds[Show.ONLY] == {Says.ONLY}


# How they are laid out


def lay(view: CoverageView, width: int, show: Show = Show.ALL) -> Sequence[Entry]:
    return compare_entries(view, rows_of(view.comparison), show, width)


def test_sentences_that_tell_the_same_stand_side_by_side() -> None:
    lines = said(lay(TWO, 117))
    [survivors] = [line for line in lines if "212" in line]
    assert "≠ Rescuers pulled 212 survivors" in survivors
    assert "≠ By dawn 198 survivors" in survivors
    [fined] = [line for line in lines if "Visayan Lines" in line]
    assert fined.startswith(" + The owner of the vessel")
    below = lines[lines.index(fined) + 1]
    assert below.startswith(" │ ")


def test_columns_begin_at_the_same_cell_in_every_line() -> None:
    heads = said(head_entries(TWO, 0, 117))
    column = heads[0].index("Island Post")
    for line in said(lay(TWO, 117)):
        if len(line) > column:
            assert line[column - 1] == " "
            assert line[column] != " "


@pytest.mark.parametrize("width", [37, 77, 117])
def test_what_differs_is_set_off_and_nothing_else(width: int) -> None:
    assert set(marked(lay(TWO, width), "differs")) == {"212", "198", "loud", "terrible"}
    only = " ".join(marked(lay(TWO, width), "only"))
    assert "The president called for" in only
    assert "survivors" not in only


def test_narrow_each_sentence_stands_behind_its_outlet() -> None:
    lines = said(lay(TWO, 77))
    assert lines[0].strip() == "Harbour Daily · Mon 4 Mar 2024"
    assert any(line.startswith(" ≠ Harbour Daily  Rescuers pulled 212") for line in lines)
    assert any(line.startswith(" ≠ Island Post  By dawn 198") for line in lines)
    assert not any("Harbour Daily  Rescuers" in line and "Island" in line for line in lines)


def test_a_filter_that_leaves_nothing_says_so() -> None:
    [_, entry] = lay(view_of(HARBOUR, HARBOUR), 117, Show.ONLY)
    assert "Nothing is told by one of them alone." in said([entry])[0]
    assert entry.target is None


@given(st.integers(20, 240), st.sampled_from([TWO, THREE]), st.sampled_from(list(Show)))
def test_every_sentence_is_shown_whole_at_every_width(
    width: int, view: CoverageView, show: Show
) -> None:
    entries = lay(view, width, show)
    assert all(width_of(text_of(line)) <= width + 1 for e in entries for line in e.lines)
    rows = [entry.target for entry in entries if entry.target is not None]
    assert rows == [row for row in rows_of(view.comparison) if show.has(row)]
    if is_wide(width):
        assert all(width_of(line) <= width + 1 for line in said(head_entries(view, 1, width)))


@given(
    st.lists(st.text(max_size=120), min_size=2, max_size=3),
    st.integers(20, 130),
)
def test_any_text_can_be_compared_and_laid_out(texts: list[str], width: int) -> None:
    view = view_of(*texts)
    for entry in lay(view, width):
        assert all(width_of(text_of(line)) <= width + 2 for line in entry.lines)
        if isinstance(entry.target, Told):
            assert same_entries(view, entry.target, nearest(view, entry.target), width)


def test_a_cell_belongs_to_a_column() -> None:
    assert [column_at(TWO, x, 117) for x in (0, 50, 70, 500)] == [0, 0, 1, 1]
    assert [column_at(THREE, x, 117) for x in (0, 50, 100)] == [0, 1, 2]
    assert is_wide(117)
    assert not is_wide(77)


# Why


def test_why_tells_what_is_shared_with_its_worth_and_what_differs() -> None:
    row = row_with(TWO, "212 survivors")
    lines = said(same_entries(TWO, row, nearest(TWO, row), 80))
    assert lines[0] == "Harbour Daily and Island Post"
    assert "tell the same" in lines
    assert any(line.split()[1:] == ["number:", "14"] for line in lines)
    assert any(line.strip() == "≠  another number: 212 – 198" for line in lines)


def test_what_weighs_nothing_is_no_reason() -> None:
    row = row_with(TWO, "212 survivors")
    lines = said(same_entries(TWO, row, nearest(TWO, row), 80))
    assert not [line for line in lines if line.split()[:1] in (["+0.0"], ["-0.0"])]


def test_why_of_what_stands_alone_tells_what_comes_nearest() -> None:
    row = row_with(TWO, "president called")
    lines = said(same_entries(TWO, row, nearest(TWO, row), 80))
    assert lines[0].startswith("Only Island Post tells this")


# Which articles


OTHERS = (
    Other(2, "A title", "Island Post", Publication(), "The sinking"),
    Other(3, "Another", "", Publication(), "The sinking, mentioned"),
)


def test_articles_to_choose_from_stand_under_what_they_tell() -> None:
    lines = said(beside_entries(OTHERS, {2}, 60))
    assert lines[:3] == ["The sinking", "[x] A title", "    Island Post · date unknown"]
    assert lines[3:6] == ["", "The sinking, mentioned", "[ ] Another"]


# The screen


@pytest.fixture(scope="module")
def sinking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with what three outlets tell of a sinking; not to be changed."""
    folder = tmp_path_factory.mktemp("sinking")
    lines = (
        {"id": f"k{n}", "source": outlet, "date": DAY.isoformat(), "text": text,
         "title": "Ferry with 240 aboard sinks off Samar"}
        for n, (outlet, text) in enumerate(zip(OUTLETS, TEXTS, strict=True))
    )  # fmt: skip
    source = folder / "ferry.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with Library.open(folder / "library") as library:
        assert not [done.error for done in library.add([source]) if done.error]
    return folder / "library"


async def lay_beside(on: Driver, *others: int) -> CompareScreen:
    """Compare the article with id 1 with others, by a command, and wait for it."""
    with Library.open(on.app.library_path) as library:
        first = library.find("k0")
        ids = {number: library.find(f"k{number}") for number in others}
    on.articles.go_to(first)
    await on.press("enter")
    await on.until(lambda: on.opened == "k0")
    await on.press("c")
    await on.until(lambda: isinstance(on.app.screen, BesideScreen), "the choice")
    for number in others:
        choice = on.app.screen.query_one("#choices")
        choice.go_to(lambda other, number=number: other.id == ids[number])  # type: ignore[attr-defined]
        await on.press("space")
    await on.press("enter")
    await on.until(lambda: isinstance(on.app.screen, CompareScreen), "the comparison")
    await on.until(lambda: rows(on).row is not None, "rows")
    screen = on.app.screen
    assert isinstance(screen, CompareScreen)
    return screen


def rows(on: Driver) -> CompareRows:
    return on.app.screen.query_one("#compare-rows", CompareRows)


def under_cursor(on: Driver) -> Told:
    row = rows(on).row
    assert row is not None
    return row


async def test_two_chosen_articles_stand_beside_the_open_one(sinking: Path) -> None:
    async with reading(sinking) as on:
        await lay_beside(on, 1, 2)
        head = on.text.split("\n")[1]
        assert all(outlet in head for outlet in OUTLETS)
        await on.until_shown("the same · 2 differ")
        await on.press("escape")
        await on.until(lambda: len(on.app.screen_stack) == 1)
        assert on.opened == "k0"


async def test_the_articles_chosen_in_the_list_are_compared(sinking: Path) -> None:
    async with reading(sinking) as on:
        with Library.open(sinking) as library:
            opened, first, second = (library.find(key) for key in ("k0", "k1", "k2"))
        on.articles.go_to(opened)
        await on.press("enter")
        await on.until(lambda: on.opened == "k0")
        await on.press("1")
        for number in (second, first):
            on.articles.go_to(number)
            await on.press("v")
        await on.press("c")
        await on.until(lambda: isinstance(on.app.screen, CompareScreen), "the comparison")
        await on.until(lambda: rows(on).row is not None, "rows")
        head = on.text.split("\n")[1]
        assert "Harbour Daily" not in head
        assert head.index("Tacloban Times") < head.index("Island Post")


async def test_any_article_is_found_by_its_headline_to_be_compared(
    sinking: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copytree(sinking, tmp_path / "library"))
    other = tmp_path / "other.txt"
    other.write_text("Élysée hosts the winners\n\nThe president received the team.\n")
    with Library.open(path) as library:
        list(library.add([other]))
        first = library.find("k0")
    async with reading(path) as on:
        on.articles.go_to(first)
        await on.press("enter")
        await on.until(lambda: on.opened == "k0")
        await on.press("c")
        await on.until(lambda: isinstance(on.app.screen, BesideScreen), "the choice")
        await on.press("/")
        await on.until(lambda: isinstance(on.app.screen, FoundScreen), "the line")
        await on.press(*"elysee")
        await on.until_shown("Élysée")
        await on.press("enter")
        await on.until(lambda: isinstance(on.app.screen, BesideScreen), "the choice again")
        assert "[x] Élysée hosts the winners" in on.text
        await on.press("enter")
        await on.until(lambda: isinstance(on.app.screen, CompareScreen), "the comparison")
        await on.until_shown("received the team")


async def test_keys_go_from_difference_to_difference(sinking: Path) -> None:
    async with reading(sinking) as on:
        await lay_beside(on, 1)
        await on.press("n")
        first = under_cursor(on)
        assert first.says is Says.DIFFERS
        await on.press("n")
        assert under_cursor(on).says is Says.DIFFERS
        assert under_cursor(on) != first
        await on.press("n")
        await on.until_shown("No further difference")
        await on.press("N")
        assert under_cursor(on) == first
        await on.press("g")
        await on.press("]", "o")
        assert under_cursor(on).says is Says.ONLY
        await on.press("[", "o")


async def test_the_filter_keeps_the_place_and_goes_round(sinking: Path) -> None:
    async with reading(sinking) as on:
        await lay_beside(on, 1)
        await on.press("n", "n")
        here = under_cursor(on)
        await on.press("f")
        await on.until_shown("Differences")
        assert under_cursor(on) == here
        assert "Visayan" not in on.text
        await on.press("f")
        await on.until_shown("Only here")
        assert "Visayan" in on.text
        await on.press("f")
        await on.until_shown("Compare ")


async def test_a_sentence_is_read_in_its_article_and_the_way_leads_back(sinking: Path) -> None:
    async with reading(sinking) as on:
        await lay_beside(on, 1)
        await on.press("n", "l", "enter")
        await on.until(lambda: on.opened == "k1", "the other article")
        assert len(on.app.screen_stack) == 1
        text = on.reader.reading.article.text if on.reader.reading else ""
        assert text[on.reader.caret :].startswith(("By dawn 198", '"We heard a terrible'))
        await on.press("ctrl+o")
        await on.until(lambda: on.opened == "k0", "back")


async def test_another_article_leads_and_the_sentence_stays(sinking: Path) -> None:
    async with reading(sinking) as on:
        await lay_beside(on, 1)
        await on.press("n")
        assert on.text.split("\n")[1].index("Harbour") < on.text.split("\n")[1].index("Island")
        before = list(under_cursor(on).sentences)
        await on.press("o")
        await on.until(lambda: on.text.split("\n")[1].lstrip().startswith("Island"))
        assert list(under_cursor(on).sentences) == before[::-1]


async def test_why_and_the_clipboard(sinking: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(sinking) as on:
        copied: list[str] = []
        await lay_beside(on, 1)
        monkeypatch.setattr(on.app, "copy_to_clipboard", copied.append)
        await on.press("n", "y")
        assert copied[0].startswith("Rescuers pulled 212")
        await on.press("w")
        await on.until(lambda: isinstance(on.app.screen, SameScreen), "the reasons")
        await on.until_shown("another number: 212 – 198")
        await on.press("!", "escape")
        await on.until(lambda: isinstance(on.app.screen, CompareScreen))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_every_size_shows_the_row_and_its_outlets(
    sinking: Path, size: tuple[int, int]
) -> None:
    async with reading(sinking, size) as on:
        await lay_beside(on, 1)
        await on.press("n")
        await on.until_shown("212")
        assert "198" in on.text
        assert "≠" in on.text
        for other in ((40, 15), (120, 40)):
            here = under_cursor(on)
            await on.pilot.resize_terminal(*other)
            await on.pilot.pause()
            assert under_cursor(on) == here


async def test_a_click_chooses_the_column(sinking: Path) -> None:
    async with reading(sinking) as on:
        await lay_beside(on, 1)
        await on.press("n")
        await on.pilot.click(CompareRows, offset=(80, 1))
        assert rows(on).column == 1


async def test_the_panel_compares_with_the_article_under_the_cursor(sinking: Path) -> None:
    async with reading(sinking) as on:
        await on.press("3")
        assert on.panel.go_to(lambda target: isinstance(target, TellerTarget))
        await on.press("c")
        await on.until(lambda: isinstance(on.app.screen, CompareScreen), "the comparison")
        await on.press("q")
        await on.until(lambda: len(on.app.screen_stack) == 1)
        assert on.panel.go_to(lambda target: isinstance(target, EventTarget))
        await on.press("c")
        await on.until(lambda: isinstance(on.app.screen, BesideScreen), "the choice")
        await on.press("escape")
        await on.until(lambda: len(on.app.screen_stack) == 1)


async def test_an_article_removed_meanwhile_is_told(sinking: Path, tmp_path: Path) -> None:
    path = Path(shutil.copytree(sinking, tmp_path / "library"))
    async with reading(path) as on:
        await lay_beside(on, 1)
        with Library.open(path) as other:
            other.take_out([other.find("k1")])
        await on.press("o")
        await on.until_shown("no article")
        assert isinstance(on.app.screen, CompareScreen)
        await on.press("escape")
        await on.until(lambda: len(on.app.screen_stack) == 1)


async def test_for_an_article_that_nobody_else_tells_any_other_is_offered(library: Path) -> None:
    async with reading(library) as on:
        await on.press("j", "j", "j", "j", "enter")
        await on.until(lambda: on.opened.startswith("seeds/003"))
        await on.press("c")
        await on.until(lambda: len(on.app.screen_stack) > 1, "others")


async def test_an_empty_library_has_nothing_to_compare(empty_library: Path) -> None:
    async with running(empty_library) as on:
        await on.press("c")
        await on.pilot.pause()
        assert len(on.app.screen_stack) == 1


def test_every_command_of_the_comparison_can_be_carried_out() -> None:
    homes = {Where.COMPARE: (CompareRows, CompareScreen), Where.BESIDE: (BesideList, BesideScreen)}
    for where, places in homes.items():
        for command in COMMANDS:
            if where in command.where:
                name = f"action_{command.action.partition('(')[0]}"
                assert any(hasattr(place, name) for place in places), command.id


def test_spans_of_sentences_are_those_of_the_article() -> None:
    for place, article in enumerate(THREE.articles):
        for number in range(len(THREE.comparison.sentences[place])):
            text, span = sentence(THREE, place, number)
            assert isinstance(span, Span)
            assert text == article.text[span.start : span.end].replace("\n", " ")
