"""How panes and dialogs look, text and styles, against pictures kept beside this file.

A picture is the text of the screen, then a letter for the style of every cell,
then what each letter stands for. To make them anew after a change that was
meant: ``CULM_SNAPSHOTS=write make test``; then read the difference.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from inspect import isawaitable
from pathlib import Path
from string import ascii_letters
from typing import TYPE_CHECKING, cast

import pytest
from msgspec.structs import replace
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

import tui
from index.article import Article, Interval, Known, Precision, Publication, Snippet, Span
from index.events.model import Link, LinkClass, Reason, Role
from index.language.model import EntityType
from index.library.showing.grouping import in_groups
from index.notes.model import ArticleState, SavedSearch
from index.views import ArticleView, EntityView, EventView, GroupBy, Groups, Row, Teller, Why
from tests.tui.test_compare import HARBOUR, ISLAND, view_of
from tui import comparing
from tui.commands import Where
from tui.comparing import Show
from tui.keyboard import Keyboard
from tui.keymap import Keymap
from tui.screens.facets import FacetScreen
from tui.screens.help import HelpScreen
from tui.screens.legend import LegendScreen
from tui.screens.palette import PaletteScreen
from tui.screens.save_search import SaveSearch, draft
from tui.screens.saved import SavedScreen
from tui.screens.why import Evidence, WhyScreen
from tui.sorts import Sort
from tui.themes import THEMES
from tui.widgets.article_item import Density
from tui.widgets.article_list import ArticleList
from tui.widgets.compare_lines import compare_entries, head_entries, is_wide
from tui.widgets.compare_rows import CompareHead, CompareRows
from tui.widgets.event_panel import EventPanel
from tui.widgets.footer import Footer, chips_for
from tui.widgets.search_top import Asked

if TYPE_CHECKING:
    from index.library import Library

PICTURES = Path(__file__).parent / "snapshots"
STYLES = Path(tui.__file__).parent / "styles" / "culm.tcss"


def on(day: date, how: Known = Known.STATED) -> Publication:
    return Publication(Interval(day, day), how)


TUESDAY = date(2023, 12, 19)
ROWS = [
    Row(1, "a", "President meets chiefs of offices abroad", True, "", on(date(2023, 12, 21)), 330),
    Row(2, "b", "Party chief calls for “bamboo diplomacy”", True, "Viet Nam News",
        on(TUESDAY, Known.INFERRED), 800, notes=2),
    Row(3, "c", "Nhất quán về nguyên tắc, linh hoạt về sách lược", True, "VietnamPlus",
        on(TUESDAY), 470, read=True, starred=True, tags=("asia",)),
    Row(4, "d", "外交工作会议在河内开幕 各国大使出席并听取关于今后任务的报告", True, "新华社",
        Publication(Interval(date(2023, 12, 1), date(2023, 12, 31)), Known.UNKNOWN), 1700,
        copies=3, also_in=("新华网", "VNA"), near_copies=(5, 6)),
]  # fmt: skip
SNIPPETS = {
    number: Snippet("implementing the foreign policy during the đổi mới period", (Span(43, 50),))
    for number in range(1, 5)
}


def teller(number: int, outlet: str, day: date, role: Role = Role.REPORTS) -> Teller:
    return Teller(number, f"k{number}", "A title", outlet, on(day), role, (Span(0, 5),))


CONFERENCE = EventView(
    1,
    "32nd National Diplomatic Conference",
    "CONFERENCE",
    Interval(TUESDAY, date(2023, 12, 23)),
    Precision.DAY,
    "Hà Nội",
    ("Nguyễn Phú Trọng",),
    (
        teller(12, "VietnamPlus", date(2023, 12, 18)),
        replace(teller(15, "Kinh tế", date(2023, 12, 18)), text=12),
        teller(13, "The World and Viet Nam Report", date(2023, 12, 23)),
        teller(14, "VOVWorld", date(2023, 12, 24), Role.MENTIONS),
    ),
    Role.REPORTS,
    (Span(0, 4),),
    outlets=3,
    reports=4,
)
VISIT = replace(
    CONFERENCE,
    id=2,
    name="Xi Jinping visits Việt Nam",
    interval=Interval(date(2021, 12, 14), TUESDAY),
    precision=Precision.WINDOW,
    tellers=(),
    role=Role.MENTIONS,
)
READING = ArticleView(
    Article("b", "Some text.", "Party chief", published=on(TUESDAY), outlet="Viet Nam News", id=2),
    (),
    (),
    (
        EntityView(1, "Nguyễn Phú Trọng", EntityType.PERSON, (), 4, 9),
        EntityView(2, "Bùi Thanh Sơn", EntityType.PERSON, (), 4, 3),
        EntityView(3, "Ministry of Foreign Affairs", EntityType.ORG, (), 3, 2),
        EntityView(4, "Việt Nam", EntityType.PLACE, (), 5, 12),
    ),
    (CONFERENCE, VISIT),
    (),
    ArticleState("b"),
)
TEXT = "Speaking at the 32nd Diplomatic Conference, the Party chief spoke of bamboo."
EVIDENCE = Evidence(
    Why(
        CONFERENCE,
        (
            Link(
                "a",
                "b",
                1,
                LinkClass.SAME,
                8.7,
                (
                    Reason("edition", "the same edition, 32", 3.0, (("a", Span(16, 42)),)),
                    Reason("name", "both names have diplomatic, national", 3.0),
                ),
                (Reason("place", "no place in common"),),
            ),
        ),
        {"a": "Party chief calls for “bamboo diplomacy”", "b": "Another"},
    ),
    {"a": "Viet Nam News", "b": "VietnamPlus"},
    {"a": TEXT, "b": TEXT},
    "b",
)
FACETS = {
    "outlet": [("Viet Nam News", 12, "q1"), ("VietnamPlus", 3, "q2")],
    "year": [("2023", 15, "q3")],
}


SAVED = [
    SavedSearch("Đổi mới", '"doi moi" OR renewal', datetime(2024, 5, 1, tzinfo=UTC), "1"),
    SavedSearch("外交", "外交", datetime(2024, 5, 1, tzinfo=UTC), "b", "oldest", False),
    SavedSearch("Unread on Trọng", "person:trong is:unread", datetime(2024, 5, 1, tzinfo=UTC)),
]
FOUND = {"Đổi mới": (48, 12), "外交": (3, 0)}


def saved_screen() -> SavedScreen:
    async def count(asked: Asked) -> tuple[int, int] | None:
        return FOUND.get(next(one.name for one in SAVED if one.query == asked.text))

    # The screen asks the library only for changes, and none is made here.
    return SavedScreen(cast("Library", None), SAVED, count)


class Stage(Keyboard):
    """Shows one widget or dialog as culm does."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None

    def __init__(self, theme: str, *shown: Widget) -> None:
        super().__init__(Keymap(), ansi_color=True if theme == "plain" else None)
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme
        self._shown = shown

    def compose(self) -> ComposeResult:
        yield from self._shown


def picture(app: App[int]) -> str:
    """The screen as text, a letter for each cell's style, and the styles of the letters."""
    update = app.screen._compositor.render_update(
        full=True, screen_stack=app._background_screens, simplify=True
    )
    letters: dict[str, str] = {}
    lines, looks = [""], [""]
    for segment in app.console.render(update):
        if segment.control:
            continue
        letter = letters.setdefault(in_words(segment.style), ascii_letters[len(letters)])
        for number, part in enumerate(segment.text.split("\n")):
            if number:
                lines.append("")
                looks.append("")
            lines[-1] += part
            looks[-1] += letter * len(part)
    legend = [f"{letter} {words}" for words, letter in letters.items()]
    text = "\n".join([*(line.rstrip() for line in lines), "", *looks, "", *legend])
    return text.rstrip() + "\n"


def in_words(style: Style | None) -> str:
    """A style without what the terminal does not see of it."""
    return str(style.without_color + Style.from_color(style.color, style.bgcolor)) if style else ""


async def come_to_rest(app: Stage, pilot: Pilot[None]) -> None:
    """Wait until nothing changes its place any more, scroll bars included."""
    places: list[tuple[Region, Region]] = []
    while True:
        await pilot.pause()
        now = [(one.region, one.scrollable_content_region) for one in app.screen.query("*")]
        if now == places:
            return
        places = now


async def compare(
    name: str,
    app: Stage,
    size: tuple[int, int],
    act: Callable[[Stage], object],
    then: Callable[[Stage], object] = lambda app: None,
) -> None:
    """What ``app`` shows after ``act``, and ``then`` once all has its place, is what is kept."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        done = act(app)
        if isawaitable(done):
            await done
        await come_to_rest(app, pilot)
        then(app)
        await app.workers.wait_for_complete()
        await come_to_rest(app, pilot)
        seen = picture(app)
    kept = PICTURES / f"{name}.txt"
    if os.environ.get("CULM_SNAPSHOTS") == "write":
        kept.write_text(seen, encoding="utf-8")
    assert seen == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "size"), [("compare", (100, 22)), ("compare-narrow", (60, 22))])
async def test_comparison(name: str, size: tuple[int, int]) -> None:
    view = view_of(HARBOUR, ISLAND)
    rows = CompareRows(lambda: None, lambda x: None)
    head = CompareHead(lambda: None, lambda x: None)
    head.styles.height = 3

    def act(app: Stage) -> None:
        told = comparing.rows_of(view.comparison)
        head.display = is_wide(size[0] - 3)
        head.show(lambda width: head_entries(view, 1, width))
        rows.show(lambda width: compare_entries(view, told, Show.ALL, width))
        rows.column = 1
        rows.focus()

    await compare(name, Stage("culm-dark", head, rows), size, act)


def rows_of(ids: Sequence[int]) -> list[Row]:
    return [ROWS[number - 1] for number in ids]


def fill(articles: ArticleList, *, searching: bool = False) -> None:
    articles.show(
        array("q", [1, 2, 3, 4]),
        Sort.RELEVANCE if searching else Sort.NEWEST,
        searching=searching,
        snippets=SNIPPETS if searching else None,
        keep=2,
    )
    articles.focus()


@pytest.mark.parametrize("theme", ["culm-dark", "culm-light", "plain"])
async def test_article_list(theme: str) -> None:
    articles = ArticleList(rows_of)
    await compare(f"list-{theme}", Stage(theme, articles), (36, 22), lambda _: fill(articles))


async def test_article_list_of_a_search() -> None:
    articles = ArticleList(rows_of)
    await compare(
        "list-search",
        Stage("culm-dark", articles),
        (40, 24),
        lambda _: fill(articles, searching=True),
    )


def in_events(ids: Sequence[int], by: GroupBy) -> Groups:
    told = dict.fromkeys((2, 3), "7")
    return in_groups(ids, told, {"7": "32nd National Diplomatic Conference"}, by)


@pytest.mark.parametrize("theme", ["culm-dark", "culm-light", "plain"])
async def test_article_list_in_groups(theme: str) -> None:
    articles = ArticleList(rows_of)

    async def act(app: Stage) -> None:
        ids = array("q", [1, 2, 3, 4])
        articles.grouping = GroupBy.EVENT
        articles.show(ids, Sort.NEWEST, groups=in_events(ids, GroupBy.EVENT), keep=2)
        articles.focus()
        articles.action_choose()
        await articles.action_group(1)
        await articles.action_fold()

    await compare(f"list-groups-{theme}", Stage(theme, articles), (36, 16), act)


@pytest.mark.parametrize("density", [Density.COMPACT, Density.SNIPPET])
async def test_article_list_with_less_and_more(density: Density) -> None:
    articles = ArticleList(rows_of)
    articles.be_as("", density.value)

    def act(app: Stage) -> None:
        fill(articles)
        articles.add_snippets(SNIPPETS)

    await compare(f"list-{density.value}", Stage("culm-dark", articles), (50, 26), act)


@pytest.mark.parametrize("theme", ["culm-dark", "culm-light", "plain"])
async def test_event_panel(theme: str) -> None:
    panel = EventPanel()
    await compare(
        f"panel-{theme}", Stage(theme, panel), (32, 30), lambda _: panel.show_article(READING)
    )


@pytest.mark.parametrize("width", [120, 80, 40])
async def test_footer(width: int) -> None:
    footer = Footer(id="footer")
    chips = chips_for(Keymap(), [[Where.LIST], [Where.MAIN], [Where.EVERYWHERE]])
    await compare(
        f"footer-{width}", Stage("culm-dark", footer), (width, 2), lambda _: footer.offer(chips)
    )


@pytest.mark.parametrize(
    ("name", "screen", "typed"),
    [
        ("help", lambda: HelpScreen(Keymap()), "undo"),
        ("palette", lambda: PaletteScreen(Keymap(), {Where.MAIN, Where.LIST}), "pane"),
        ("facets", lambda: FacetScreen("bamboo tag:asia", FACETS), ""),
        ("saved", saved_screen, ""),
        ("save", lambda: SaveSearch(draft(Asked("doi moi", "date", False), SAVED), SAVED), ""),
        ("why", lambda: WhyScreen(EVIDENCE, print), ""),
        ("legend", LegendScreen, ""),
    ],
)
async def test_dialogs(name: str, screen: Callable[[], Screen[object]], typed: str) -> None:
    async def act(app: Stage) -> None:
        await app.push_screen(screen())
        for line in app.screen.query(Input):
            line.cursor_blink = False

    def type_in(app: Stage) -> None:
        for line in app.screen.query(Input):
            line.value = typed or line.value

    await compare(name, Stage("culm-dark", Widget()), (80, 24), act, type_in)
