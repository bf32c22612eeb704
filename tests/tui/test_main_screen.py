"""The main screen on the sample articles, with the real library and the real processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget
from textual.widgets._toast import Toast

from index.library import Library
from tests.tui.conftest import SEEDS
from tests.tui.screens import Driver, reading, running
from tui.remembered import recall
from tui.screens.choices import Choices
from tui.themes import THEMES
from tui.widgets import article_list
from tui.widgets.article_list import ArticleList
from tui.widgets.event_lines import EntityTarget, EventTarget, TellerTarget
from tui.widgets.event_panel import EventPanel
from tui.widgets.footer import Footer
from tui.widgets.reader import Reader
from tui.widgets.search_top import SearchTop

PRESIDENT = "004_8b96cf14c2c45e38.txt"


async def test_three_panes_are_filled(library: Path) -> None:
    async with reading(library) as on:
        await on.until_shown("5 articles")
        assert "Thu 21 Dec 2023" in on.text_of(on.articles)
        assert on.opened.endswith(PRESIDENT)
        assert "32nd National Diplomatic" in on.text_of(on.panel)
        assert on.app.focused is on.articles


async def test_the_reader_follows_the_cursor_and_enter_marks_read(library: Path) -> None:
    async with reading(library) as on:
        first = on.opened
        await on.press("j")
        await on.until(lambda: on.opened != first)
        row = on.articles.current_row
        assert row is not None
        assert row.key == on.opened
        assert not row.read
        await on.press("enter")
        assert on.app.focused is on.reader
        await on.until(lambda: (r := on.articles.current_row) and r.read, "the row is read")
    with Library.open(library) as kept:
        assert kept.notes.state(row.key).read


async def test_typing_searches_and_enter_opens_the_first_hit(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi moi")
        await on.until(lambda: len(on.articles.ids) == 3)
        await on.until(lambda: len(on.articles.ids) == 3, "what was found")
        await on.press("enter")
        await on.until(lambda: on.app.focused is on.reader and on.reader.caret > 0, "at the hit")
        reading_now = on.reader.reading
        assert reading_now is not None
        text = reading_now.article.text
        assert text[on.reader.caret :].casefold().startswith(("đổi mới", "doi moi"))
        assert reading_now.article.id == on.articles.ids[0]


async def test_escape_brings_all_articles_back(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi moi")
        await on.until(lambda: len(on.articles.ids) == 3)
        await on.press("down", "j")
        await on.until(lambda: on.articles.current == on.articles.ids[1])
        chosen = on.articles.current
        await on.press("escape")
        await on.until(lambda: len(on.articles.ids) == 5)
        assert on.articles.current == chosen
        assert on.line.value == ""
        assert on.app.focused is on.articles


async def test_what_cannot_be_understood_never_empties_the_list(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"trong date:someday")
        await on.until_shown("4 articles")
        await on.until_shown("ignored")
        await on.press("escape")
        await on.until(lambda: len(on.articles.ids) == 5)
        await on.press("/", *"xyzzy")
        await on.until_shown("Nothing found.")


async def test_searches_come_back_with_up(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"bamboo", "enter")
        await on.until(lambda: on.app.focused is on.reader)
        await on.press("/", *"congress", "enter")
        await on.until(lambda: on.app.focused is on.reader)
        await on.press("/")
        await on.until(lambda: on.app.focused is on.line)
        await on.press("up")
        await on.until(lambda: on.line.value == "congress")
        await on.press("up")
        await on.until(lambda: on.line.value == "bamboo")
        await on.press("down")
        await on.until(lambda: on.line.value == "congress")


async def to_target(on: Driver, wanted: type) -> None:
    """Put the cursor of the panel on the first entry that leads to a ``wanted``, by keys."""
    await on.press("3", "g")
    for _ in range(40):
        if isinstance(on.panel.target, wanted):
            return
        await on.press("j")
    raise AssertionError(f"no {wanted.__name__} in the panel\n{on.text}")


async def test_an_event_leads_to_its_passages_and_to_another_article(library: Path) -> None:
    async with reading(library) as on:
        await on.press("3", "enter")
        await on.until(lambda: on.reader.caret > 0)
        assert on.app.focused is on.reader
        here, place = on.opened, on.reader.caret
        await to_target(on, TellerTarget)
        await on.press("enter")
        await on.until(lambda: on.opened != here, "the other article")
        await on.until(lambda: on.app.focused is on.reader)
        assert on.articles.current_row is not None
        assert on.articles.current_row.key == on.opened
        await on.press("ctrl+o")
        await on.until(lambda: on.opened == here, "back")
        assert on.reader.caret == place
        await on.press("alt+right")
        await on.until(lambda: on.opened != here, "forward")


@pytest.mark.parametrize("opens", [False, True], ids=["looked at", "opened"])
async def test_what_was_read_is_come_back_to_past_what_was_only_looked_at(
    library: Path, opens: bool
) -> None:
    async with reading(library) as on:
        await on.press("enter", "G")
        await on.until(lambda: on.app.focused is on.reader and on.reader.caret > 0)
        read, place = on.opened, on.reader.caret
        await on.press("1", "j")
        await on.until(lambda: on.opened != read, "the second")
        second = on.opened
        await on.press("j")
        await on.until(lambda: on.opened not in (read, second), "the third")
        if opens:
            await on.press("enter")
            await on.until(lambda: on.app.focused is on.reader)
        await on.press("ctrl+o")
        await on.until(lambda: on.opened == read, "back at what was read")
        assert on.reader.caret == place


async def test_the_panel_begins_at_its_top_with_each_article(library: Path) -> None:
    async with reading(library) as on:
        await on.press("3", "G")
        last = on.panel.target
        assert isinstance(last, EntityTarget)
        here = on.opened
        await on.press("1", "j")
        await on.until(lambda: on.opened != here, "the other article")
        await on.press("3")
        assert isinstance(on.panel.target, EventTarget)


async def test_lists_of_choices_have_an_end_and_tell_how_to_get_there(library: Path) -> None:
    async with reading(library, (60, 15)) as on:
        await on.press("?")
        await on.until_shown("ctrl+end to the end")
        choices = on.app.screen.query_one(Choices)
        first = choices.target
        await on.press("ctrl+end")
        assert choices.target != first
        assert choices.scroll_y == choices.max_scroll_y
        await on.press("ctrl+home")
        assert choices.target == first


async def test_the_hints_of_corrections_are_not_cut(library: Path) -> None:
    async with reading(library, (40, 15)) as on:
        await on.press("H")
        await on.until_shown("take back")
        await on.until_shown("go there")
        assert "…" not in on.text.rpartition("take back")[2].partition("\n")[0]


async def test_why_tells_reasons_with_evidence(library: Path) -> None:
    async with reading(library) as on:
        await to_target(on, TellerTarget)
        await on.press("w")
        await on.until_shown("Why linked")
        await on.until_shown("+")
        assert " │ " in on.text
        assert "When" not in on.text.split("+")[0]
        await on.press("escape")
        await on.until(lambda: len(on.app.screen_stack) == 1)


async def test_star_and_undo(library: Path) -> None:
    async with reading(library) as on:
        await on.press("m")
        await on.until(lambda: (r := on.articles.current_row) and r.starred)
        await on.until_shown("★")
        await on.press("u")
        await on.until(lambda: (r := on.articles.current_row) and not r.starred)
        await on.press("ctrl+r")
        await on.until(lambda: (r := on.articles.current_row) and r.starred)


async def test_places_are_remembered_from_one_run_to_the_next(library: Path) -> None:
    async with reading(library) as on:
        await on.press("j", "j")
        await on.until(lambda: (r := on.articles.current_row) and r.key == on.opened)
        await on.press("enter", "ctrl+d", "ctrl+d", "j")
        last, caret = on.opened, on.reader.caret
        assert caret > 0
        await on.press("+", "D")
    kept = recall(library)
    assert (kept.article, kept.measure, kept.theme) == (last, 84, "culm-light")
    async with reading(library) as on:
        await on.until(lambda: on.opened == last)
        assert on.reader.caret == caret
        assert on.app.theme == "culm-light"


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (20, 6), (200, 60)])
async def test_every_size_shows_the_pane_with_the_focus(
    library: Path, size: tuple[int, int]
) -> None:
    async with reading(library, size) as on:
        for key, pane in (("1", on.articles), ("2", on.reader), ("3", on.panel)):
            await on.press(key)
            await on.until(lambda pane=pane: on.app.focused is pane)
            assert pane.display
            assert pane.region.width >= min(20, size[0])
        shown = [pane for pane in (on.articles, on.reader, on.panel) if pane.display]
        assert len(shown) == (3 if size[0] >= 100 else 2 if size[0] >= 60 else 1)


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_an_article_opens_with_its_headline(library: Path, size: tuple[int, int]) -> None:
    async with reading(library, size) as on:
        for number in range(5):
            await on.press(*("j" * (number > 0)), "enter")
            row = on.articles.current_row
            assert row is not None
            await on.until(lambda key=row.key: on.app.focused is on.reader and on.opened == key)
            assert on.reader._top == on.reader.page.top
            await on.press("escape")
            await on.until(lambda: on.app.focused is on.articles)


async def test_a_narrower_window_keeps_the_headline(library: Path) -> None:
    async with reading(library) as on:
        await on.press("G", "enter")
        await on.until(lambda: on.app.focused is on.reader)
        for size in ((80, 24), (60, 24), (50, 20), (120, 40)):
            await on.pilot.resize_terminal(*size)
            await on.pilot.pause()
            assert on.reader._top == on.reader.page.top


async def test_a_resize_keeps_place_and_focus(library: Path) -> None:
    async with reading(library) as on:
        await on.press("j", "enter", "ctrl+d")
        caret, article = on.reader.caret, on.articles.current
        for size in ((40, 15), (120, 40), (80, 24)):
            await on.pilot.resize_terminal(*size)
            await on.pilot.pause()
            assert on.app.focused is on.reader
            assert on.reader.caret == caret
            assert on.articles.current == article


async def test_zen_and_back(library: Path) -> None:
    async with reading(library) as on:
        await on.press("z")
        await on.until(lambda: not on.articles.display and not on.panel.display)
        assert on.app.focused is on.reader
        await on.press("escape")
        await on.until(lambda: on.articles.display)


async def test_panes_grow_and_shrink(library: Path) -> None:
    async with reading(library) as on:
        before = on.articles.region.width
        await on.press(">", ">")
        await on.until(lambda: on.articles.region.width == before + 4)
        await on.press("<")
        await on.until(lambda: on.articles.region.width == before + 2)


async def test_keys_after_quitting_mean_nothing(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as on:
        heard: list[events.Key] = []

        async def hear(event: events.Key) -> bool:
            heard.append(event)
            return True

        monkeypatch.setattr(on.app, "_carry_out", hear)
        await on.app.on_event(events.Key("f", "f"))
        on.app.exit(0)
        await on.app.on_event(events.Key("f", "f"))
        assert len(heard) == 1


async def test_the_edges_of_panes_are_dragged(library: Path) -> None:
    async with reading(library) as on:
        edge = on.reader.region.x
        await on.pilot.mouse_down(offset=(edge, 12))
        await on.pilot.hover(offset=(edge + 9, 14))
        await on.until(lambda: on.reader.region.x == edge + 9, "the list is wider")
        await on.pilot.hover(offset=(2, 14))
        narrowest = on.reader.region.x
        assert 0 < narrowest < edge
        await on.pilot.mouse_up(offset=(2, 14))
        await on.pilot.hover(offset=(60, 14))
        assert on.reader.region.x == narrowest
        # What was dragged beyond the narrowest is no debt that keys have to pay first.
        on.articles.focus()
        await on.press(">")
        await on.until(lambda: on.reader.region.x == narrowest + 2, "wider at once")
        edge = on.panel.region.x
        await on.pilot.mouse_down(offset=(edge, 12))
        await on.pilot.hover(offset=(edge - 5, 12))
        await on.pilot.mouse_up(offset=(edge - 5, 12))
        await on.until(lambda: on.panel.region.x == edge - 5, "the events are wider")


async def test_scroll_bars_are_dragged(library: Path) -> None:
    async with reading(library, (120, 16)) as on:
        for widget in (on.panel, on.reader, on.articles):
            x, top, bottom = widget.region.right - 1, widget.region.y + 1, widget.region.bottom - 1
            await on.pilot.mouse_down(offset=(x, top))
            await on.pilot.hover(offset=(x, bottom))
            await on.until(lambda w=widget: at_the_end(w), "dragged to the end")
            await on.pilot.hover(offset=(x, top))
            await on.until(lambda w=widget: at_the_top(w), "and back")
            await on.pilot.mouse_up(offset=(x, top))
            await on.pilot.hover(offset=(x, bottom))
            assert at_the_top(widget)


def at_the_end(widget: Widget) -> bool:
    match widget:
        case EventPanel():
            return widget.scroll_y == widget.max_scroll_y > 0
        case Reader():
            return widget.visible_span().end >= len(widget.page.text.rstrip())
        case ArticleList():
            return widget.current == widget.ids[-1]
    return False


def at_the_top(widget: Widget) -> bool:
    match widget:
        case EventPanel():
            return widget.scroll_y == 0
        case Reader():
            return widget.visible_span().start < 400
        case ArticleList():
            return widget.current == widget.ids[0]
    return False


async def test_panes_are_hidden_and_come_back(library: Path) -> None:
    async with reading(library) as on:
        await on.press("_")
        await on.until_shown("The list is hidden; 1 brings it back.")
        assert not on.articles.display
        await on.press("3", "_")
        await on.until_shown("The events are hidden; 3 brings them back.")
        assert on.reader.region.width == 120
        await on.press("tab")
        assert on.app.focused is on.reader
    async with running(library) as on:
        await on.until(lambda: on.opened, "an article")
        assert not on.panel.display
        assert not on.articles.display
        await on.press("m")
        await on.until_shown("1 article starred")
        await on.press("1")
        await on.until(lambda: on.articles.display, "the list is back")
        await on.press("2", "_")
        await on.until(lambda: on.panel.display, "the events, too")
        await on.press("_")
        await on.until_shown("No pane is hidden.")


async def test_the_mouse_works(library: Path) -> None:
    async with reading(library) as on:
        lines = on.text_of(on.articles).split("\n")
        row = next(at for at, line in enumerate(lines) if "pioneering role" in line)
        await on.pilot.click(on.articles, offset=(5, row))
        await on.until(lambda: on.opened.endswith("003_eebb060c7873390e.txt"))
        await on.pilot.click(on.panel, offset=(5, 2))
        await on.until(lambda: on.app.focused is on.panel)
        await on.pilot.double_click(on.articles, offset=(5, row))
        await on.until(lambda: on.app.focused is on.reader)


async def test_a_dialog_that_is_closed_twice_is_closed_once(library: Path) -> None:
    async with reading(library) as on:
        for key in (":", "?", "A"):
            await on.press(key)
            await on.until(lambda: on.app.screen is not on.main, "opened")
            dialog = on.app.screen
            dialog.dismiss(None)
            dialog.dismiss(None)
            await on.until(lambda: on.app.screen is on.main, "closed")


async def test_help_and_palette_run_commands(library: Path) -> None:
    async with reading(library) as on:
        await on.press("?")
        await on.until_shown("Help")
        await on.press(*"only the text")
        await on.until_shown("Hides everything but the reader")
        await on.press("enter")
        await on.until(lambda: not on.articles.display)
        await on.press("z", ":", *"star", "enter")
        await on.until(lambda: (r := on.articles.current_row) and r.starred)


async def test_a_sequence_shows_how_it_goes_on(library: Path) -> None:
    async with reading(library) as on:
        await on.press("]")
        await on.until_shown("]u")
        first = on.articles.current
        await on.press("u")
        await on.until(lambda: on.articles.current != first)
        assert "]u" not in on.text


async def test_after_a_sequence_that_opened_a_screen_the_footer_is_as_before(library: Path) -> None:
    async with reading(library) as on:
        before = on.text_of(on.main.query_one(Footer))
        await on.press("g", "l")
        await on.until(lambda: len(on.app.screen_stack) == 2, "the library screen")
        await on.press("escape")
        await on.until(lambda: len(on.app.screen_stack) == 1)
        await on.until(lambda: on.text_of(on.main.query_one(Footer)) == before, "the footer")


async def test_facets_narrow_a_search(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"trong")
        await on.until_shown("4 articles")
        await on.press("down", "F")
        await on.until_shown("Narrow the search")
        await on.press(*"vovworld", "enter")
        await on.until_shown("1 article")
        assert "outlet:" in on.line.value


async def test_an_empty_library_says_what_to_do(empty_library: Path) -> None:
    async with running(empty_library) as on:
        await on.until_shown("culm add")
        for key in ("j", "G", "enter", "r", "m", "3", "w", "enter", "2", "j", "s", "u", "S", "z"):
            await on.press(key)
        assert on.app.is_running


async def test_articles_arrive_while_reading(empty_library: Path) -> None:
    async with running(empty_library, add=(SEEDS,)) as on:
        await on.until(lambda: len(on.articles.ids) == 5, "five articles")
        await on.until_shown("5 articles added")
        await on.until(lambda: on.opened)


async def test_sorting_goes_round(library: Path) -> None:
    async with reading(library) as on:
        newest = list(on.articles.ids)
        await on.press("S")
        await on.until_shown("1 Articles · oldest")
        assert list(on.articles.ids) != newest
        for name in ("outlet", "title", "newest"):
            await on.press("S")
            await on.until_shown(f"1 Articles · {name}")
        assert list(on.articles.ids) == newest


async def test_every_theme_is_drawn(library: Path) -> None:
    async with reading(library) as on:
        for theme in (*THEMES[1:], THEMES[0]):
            await on.press("D")
            await on.until(lambda name=theme.name: on.app.theme == name)
            await on.until_shown(f"Theme: {theme.name}")
            await on.until_shown("32nd National Diplomatic")


async def test_without_colour_nothing_is_coloured(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(library) as on:
        assert on.app.theme == "plain"
        strips = [on.articles.render_line(y) for y in range(on.articles.size.height)]
        for strip in strips:
            for segment in strip:
                style = segment.style
                assert style is None or style.color is None or style.color.is_default


async def test_paste_cannot_steer_the_terminal(library: Path) -> None:
    from textual import events

    async with reading(library) as on:
        await on.press("/")
        await on.until(lambda: on.app.focused is on.line)
        on.line.post_message(events.Paste("bamboo\x1b]52;c;AAAA\x07\n\x9b31m"))
        await on.until(lambda: "bamboo" in on.line.value)
        assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in on.line.value)
        assert on.line.value.count("bamboo") == 1


async def test_of_a_long_paste_there_is_as_much_as_has_room(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"doi ")
        on.line.post_message(events.Paste("đổi mới\r\n" * 10_000))
        await on.until(lambda: len(on.line.value) == on.line.max_length, "the beginning")
        assert on.line.value.startswith("doi đổi mới đổi mới")
        await on.until_shown("have room here")


async def test_a_name_has_a_card(library: Path) -> None:
    async with reading(library) as on:
        await to_target(on, EntityTarget)
        await on.press("enter")
        await on.until(lambda: len(on.app.screen_stack) == 2)
        await on.press("escape")
        await on.until(lambda: len(on.app.screen_stack) == 1)


async def test_tags_are_edited_and_shown(library: Path) -> None:
    async with reading(library) as on:
        await on.press("t")
        await on.until(lambda: len(on.app.screen_stack) == 2)
        await on.press(*"asia, diplomacy", "enter")
        await on.until(
            lambda: (r := on.articles.current_row) and set(r.tags) == {"asia", "diplomacy"}
        )


async def test_notes_are_listed_and_left(library: Path) -> None:
    async with reading(library) as on:
        await on.press("enter", "s", "enter")
        await on.until(lambda: (r := on.articles.current_row) and r.notes == 1)
        assert "✎1" in on.text_of(on.articles)
        await on.press("A")
        await on.until(lambda: len(on.app.screen_stack) == 2)
        await on.press("escape")
        await on.until(lambda: len(on.app.screen_stack) == 1)


async def test_only_web_addresses_are_opened(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    async with reading(library) as on:
        monkeypatch.setattr(on.app, "open_url", opened.append)
        await on.press("o")
        await on.until_shown("no web address")
    assert opened == []


@pytest.mark.parametrize("query", ["trong date:someday", "trong entity:nobody date:neverever x:y"])
async def test_notices_never_cover_what_is_typed(library: Path, query: str) -> None:
    async with reading(library, (80, 24)) as on:
        await on.press("/", *query)
        await on.until_shown("ignored")
        await on.until(lambda: on.main.query_one("#found").size.width > 0)
        assert on.line.size.width >= 24
        assert " articles" in on.text


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 15)])
async def test_what_was_ignored_is_told_whole_once_it_is_asked_for(
    library: Path, size: tuple[int, int]
) -> None:
    def toasts() -> str:
        held = on.app.screen.query(Toast)
        return " ".join(" ".join(on.text_of(toast).replace("▌", "").split()) for toast in held)

    whole = "did you mean person:", "date:20x9 (not a date)"
    async with reading(library, size) as on:
        top, query = on.main.query_one(SearchTop), "trong persn:bamboo date:20x9"
        await on.press("/", *query)
        await on.until(lambda: top.answer and top.answer.text == query, "what is found")
        await on.until_shown("ignored")
        assert not on.app.screen.query(Toast)
        await on.press("enter")
        await on.until(lambda: on.app.focused is on.reader, "the article")
        await on.until(lambda: all(words in toasts() for words in whole), "what was ignored")
        assert "ignored" in on.text_of(on.main.query_one("#found"))


async def test_a_search_that_has_no_room_is_seen_to_be_cut(library: Path) -> None:
    query = "trong OR bamboo OR congress since:2016-10"
    async with reading(library, (40, 15)) as on:
        await on.press("/", *query)
        await on.until(lambda: on.articles.ids, "what is found")
        assert on.text_of(on.line).rstrip().endswith("2016-10")
        await on.press("down")
        await on.until(lambda: not on.line.has_focus, "the list")
        await on.until(lambda: on.text_of(on.line).rstrip().endswith("…"), "a cut line")
        assert query.startswith(on.text_of(on.line).strip()[:-1])
        await on.press("/")
        await on.until(lambda: on.text_of(on.line).rstrip().endswith("2016-10"), "its end")


async def test_a_search_that_has_room_is_not_cut(library: Path) -> None:
    async with reading(library, (40, 15)) as on:
        await on.press("/", *"bamboo since:2016", "down")
        await on.until(lambda: on.articles.has_focus, "the list")
        assert on.text_of(on.line).strip() == "bamboo since:2016"


async def test_escape_in_the_search_brings_back_what_was_before(library: Path) -> None:
    async with reading(library, (80, 24)) as on:
        await on.press("j", "enter", "ctrl+d", "j")
        await on.until(lambda: on.app.focused is on.reader and on.reader.caret > 0)
        before, caret = on.opened, on.reader.caret
        await on.press("/", *"congress")
        await on.until(lambda: on.opened != before, "another article")
        await on.press("escape")
        await on.until(lambda: on.opened == before and on.reader.caret == caret, "as before")
        await on.until(lambda: len(on.articles.ids) == 5)
        assert on.app.focused is on.reader
        assert on.articles.current_row is not None
        assert on.articles.current_row.key == before


async def test_a_query_that_says_its_order_gets_it(library: Path) -> None:
    async with reading(library) as on:
        newest = list(on.articles.ids)
        await on.press("/", *"trong sort:oldest")
        await on.until_shown("1 Articles · oldest")
        found = list(on.articles.ids)
        assert found == [number for number in reversed(newest) if number in found]
        await on.press("down")
        for name in ("outlet", "title", "relevance", "newest", "oldest"):
            await on.press("S")
            await on.until_shown(f"1 Articles · {name}")


async def test_a_sudden_end_keeps_article_and_place(library: Path) -> None:
    async with reading(library) as on:
        await on.press("j", "enter", "ctrl+d", "j")
        await on.until(lambda: on.reader.caret > 0)
        key, caret = on.opened, on.reader.caret
        await on.until(lambda: recall(library).article == key, "written while running")
        with Library.open(library) as other:
            await on.until(lambda: other.notes.state(key).position == caret, "the place as well")


async def test_only_the_latest_is_said(library: Path) -> None:
    async with reading(library) as on:
        on.app.tell("The first thing.")
        await on.until_shown("The first thing.")
        on.app.tell("The second thing.")
        await on.until_shown("The second thing.")
        assert "The first thing." not in on.text


async def test_the_help_begins_with_what_is_needed_most(library: Path) -> None:
    async with reading(library, (80, 24)) as on:
        await on.press("?")
        await on.until_shown("First of all")
        assert "Search the library" in on.text


async def test_what_is_selected_comes_before_the_search_in_the_footer(library: Path) -> None:
    async with reading(library) as on:
        await on.press("/", *"bamboo", "enter")
        await on.until(lambda: on.app.focused is on.reader, "the reader")
        await on.until(lambda: "next hit" in on.text_of(on.main.query_one(Footer)), "the search")
        await on.press("v")
        footer = on.main.query_one(Footer)
        await on.until(lambda: "1 …5 colour" in on.text_of(footer), "colours")
        said = on.text_of(footer)
        assert said.index("a note") < said.index("o other end") < said.index("next hit")


async def test_a_mark_made_while_its_article_is_fetched_again_stays(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as on:
        await on.press("enter")
        await on.until(lambda: on.app.focused is on.reader, "the reader")
        shelf, gate, fetched = on.main._shelf, asyncio.Event(), asyncio.Event()
        fetch = shelf.do

        async def slow(work: Callable[[Library], object]) -> object:
            result = await fetch(work)
            fetched.set()
            await gate.wait()
            return result

        with monkeypatch.context() as slowed:
            slowed.setattr(shelf, "do", slow)
            refreshing = asyncio.create_task(on.main._desk.refresh())
            await on.until(fetched.is_set, "fetched")
            await on.press("s", "3")
            await on.until(lambda: on.reader.reading.annotations, "the mark")
        gate.set()
        await refreshing
        assert len(on.reader.reading.annotations) == 1


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24), (20, 8)])
async def test_what_is_said_is_never_cut_at_the_edge(library: Path, size: tuple[int, int]) -> None:
    async with reading(library, size) as on:
        words = "Dimming is on. You have read no other article of this story yet."
        on.app.tell(words)
        await on.until_shown("yet.")
        assert all(word in on.text for word in words.split())


async def test_a_question_is_read_whole_in_a_narrow_terminal(library: Path) -> None:
    async with reading(library, (40, 15)) as on:
        await on.press("v", "v", "x")
        await on.until_shown("Remove 2 articles from the")
        assert "library?" in on.text
        assert "Esc leave it" in on.text


async def test_what_takes_marks_away_is_not_the_first_key_of_the_notes(library: Path) -> None:
    async with reading(library, (40, 15)) as on:
        await on.press("A")
        await on.until_shown("Nothing is marked yet")
        footer = on.text.splitlines()[-1]
        assert footer.strip().startswith("↵ open")
        assert "trash" not in footer


async def test_a_list_without_room_at_the_next_start_keeps_nobody_waiting(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as on:
        await on.press("j", "enter")
        await on.until(lambda: on.app.focused is on.reader)
        article = on.articles.current
        await on.press("q")
    monkeypatch.setattr(article_list, "LAID_OUT", None)
    async with running(library, (40, 15)) as on:
        await on.until(on.main._has_begun.is_set, "the screen is live")
        assert not on.articles.display
        await on.press("1")
        await on.until(lambda: on.articles.line_of_cursor is not None, "the list")
        assert on.articles.current == article
