"""The list of the main screen: several articles at once, groups, how much is said, filters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.library import Library
from tests.tui.screens import Driver, reading, running
from tui.widgets.article_item import Density
from tui.widgets.hints import HintedBox


def states(library: Path) -> dict[str, tuple[bool, bool, tuple[str, ...]]]:
    """Read, starred and tags of every article that has any of them."""
    with Library.open(library) as opened:
        keys = opened.archive.keys_of(opened.listing()).values()
        return {
            key: (state.read, state.starred, state.tags)
            for key, state in opened.notes.states(keys).items()
            if state.read or state.starred or state.tags
        }


def titles(on: Driver) -> str:
    return on.text_of(on.articles)


async def test_several_are_chosen_and_changed_at_once_and_it_is_undone(library: Path) -> None:
    async with reading(library) as on:
        await on.press("v", "v")
        await on.until_shown("2 chosen")
        assert len(on.articles.meant) == 2
        assert titles(on).count("✓") == 2
        await on.press("m")
        await on.until_shown("2 articles starred; u takes that back.")
        await on.press("r")
        await on.until_shown("2 articles marked as read; u takes that back.")
        assert sorted(one[:2] for one in states(library).values()) == [(True, True)] * 2
        await on.press("r")
        await on.until_shown("2 articles marked as unread")
        await on.press("u", "u", "u")
        await on.until(lambda: not states(library), "all undone")
        await on.press("escape")
        await on.until(lambda: "chosen" not in titles(on), "none chosen")
        assert "✓" not in titles(on)


async def test_ranges_and_all(library: Path) -> None:
    async with reading(library) as on:
        await on.press("J", "J")
        await on.until_shown("3 chosen")
        await on.press("K")
        await on.until_shown("2 chosen")
        await on.press("G", ".")
        await on.until_shown("5 chosen")
        await on.press("V")
        await on.until(lambda: "chosen" not in titles(on), "none chosen")
        await on.press("V")
        await on.until_shown("5 chosen")


async def test_all_that_was_found_is_tagged(library: Path) -> None:
    async with reading(library) as on:
        await on.press("slash", *"bamboo", "down")
        await on.until(lambda: len(on.articles.ids) == 3, "what was found")
        await on.press("V", "t")
        await on.until_shown("Tags to add to 3 articles")
        await on.press(*"asia", "enter")
        await on.until_shown("3 articles tagged #asia; u takes that back.")
        assert [one[2] for one in states(library).values()] == [("asia",)] * 3
        await on.press("t")
        await on.until_shown("Tags to add")
        await on.press("minus", *"asia", "enter")
        await on.until(lambda: not states(library), "the tag is off again")


async def test_articles_are_removed_after_a_question_and_come_back(library: Path) -> None:
    async with reading(library) as on:
        await on.press("x")
        await on.until_shown("Remove 1 article from the library?")
        await on.press("escape")
        assert len(on.articles.ids) == 5
        await on.press("v", "v", "x")
        await on.until_shown("Remove 2 articles from the library?")
        await on.press("enter")
        await on.until(lambda: len(on.articles.ids) == 3, "two are gone")
        await on.until_shown("2 articles removed; u takes that back.")
        await on.press("u")
        await on.until(lambda: len(on.articles.ids) == 5, "both are back")


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_the_question_names_what_is_removed(library: Path, size: tuple[int, int]) -> None:
    def asked() -> str:
        box = on.app.screen.query_one(HintedBox)
        return " ".join(on.text_of(box).replace("│", " ").split())

    with Library.open(library) as opened:
        titles = {row.id: row.title[:60] for row in opened.rows(opened.listing())}
    async with reading(library, size) as on:
        first, second, third = on.articles.ids[:3]
        await on.press("x")
        await on.until_shown("Remove 1 article from the")
        assert titles[first] in asked()
        await on.press("escape", "j", "v")
        await on.until(lambda: on.articles.current == third, "the bar beside what is chosen")
        await on.press("x")
        await on.until_shown("Remove 1 article from the")
        assert titles[second] in asked()
        await on.press("escape", "v", "x")
        await on.until_shown("Remove 2 articles from the")
        assert titles[second] in asked()
        assert "” and 1 more" in asked()


async def test_a_headline_in_the_question_is_no_markup_and_is_cut(
    empty_library: Path, tmp_path: Path
) -> None:
    title = "[red]as it is[/] " + "and so on " * 30
    story = {
        "id": "one",
        "title": title,
        "text": "The council met on Tuesday.",
        "date": "2023-12-19",
    }
    (tmp_path / "one.jsonl").write_text(json.dumps(story), encoding="utf-8")
    with Library.open(empty_library) as opened:
        assert [one.error for one in opened.add([tmp_path / "one.jsonl"])] == [""]
    async with reading(empty_library, (40, 15)) as on:
        await on.press("x")
        await on.until_shown("[red]as it is[/]")
        await on.until_shown("…”")
        await on.until_shown("brings it back")


async def test_what_is_chosen_is_exported_and_can_be_read_again(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reading(library) as on:
        await on.press("v", "v", "E")
        await on.until_shown("Export 2 articles")
        await on.press("enter")
        await on.until_shown("2 articles written to")
    lines = (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert len(told) == 2
    with Library.open(library) as source, Library.open(tmp_path / "other") as copy:
        assert [one.error for one in copy.add([tmp_path / "articles.jsonl"])] == ["", ""]
        for one in told:
            assert (
                copy.article(copy.find(one["id"])).text
                == source.article(source.find(one["id"])).text
            )


async def test_groups_are_folded_walked_and_unfolded(library: Path) -> None:
    async with reading(library) as on:
        await on.press("right_curly_bracket")
        await on.until(lambda: on.articles.current == on.articles.ids[1], "the second day")
        await on.press("h")
        await on.until_shown("▸ Tue 19 Dec 2023")
        assert len(on.articles.meant) == 3
        await on.press("j")
        assert on.articles.current == on.articles.ids[4]
        await on.press("k", "enter")
        await on.until(lambda: "▸ Tue" not in titles(on), "unfolded")
        assert on.opened
        await on.press("1", "g", "h")
        await on.until(lambda: titles(on).count("▸") == 3, "all folded")
        await on.press("g", "h")
        await on.until(lambda: "▸" not in titles(on), "none folded")
        await on.press("left_curly_bracket")
        assert on.articles.current is not None


async def test_a_folded_group_stays_folded_when_the_list_changes(library: Path) -> None:
    async with reading(library) as on:
        await on.press("h")
        await on.until_shown("▸ Thu 21 Dec 2023")
        await on.press("m")
        await on.until_shown("1 article starred")
        with Library.open(library) as opened:
            opened.take_out([on.articles.ids[-1]])
        await on.until(lambda: len(on.articles.ids) == 4, "one less")
        assert "▸ Thu 21 Dec 2023" in titles(on)


async def test_grouping_by_event_lasts_and_holds_for_what_is_found(library: Path) -> None:
    async with reading(library) as on:
        await on.press("O")
        await on.until_shown("Articles stand together by event.")
        await on.until(lambda: "▾ 32nd National Diplomatic" in titles(on), "the event")
        assert "▾ Told by one article each" in titles(on)
        await on.press("slash", *"bamboo", "down")
        await on.until(lambda: len(on.articles.ids) == 3, "what was found")
        await on.until(lambda: "▾ 32nd National" in titles(on), "the event of what was found")
    async with reading(library) as on:
        await on.until(lambda: "▾ 32nd National Diplomatic" in titles(on), "remembered")
        for words in ("outlet", "day", "as their order has it"):
            await on.press("O")
            await on.until_shown(words)


async def test_an_order_without_groups_says_so(library: Path) -> None:
    async with reading(library) as on:
        await on.press("S", "S", "S")
        await on.until_shown("· title")
        await on.press("h")
        await on.until_shown("Sorted by title there are no groups; O makes some.")


async def test_how_much_is_said_of_an_article(library: Path) -> None:
    async with reading(library) as on:
        usual = titles(on)
        await on.press("p")
        await on.until_shown("how its text begins")
        await on.until(lambda: "Speaking at the" in titles(on) or "HÀ NỘI" in titles(on), "leads")
        await on.press("p")
        await on.until_shown("One line for each article.")
        lines = [line for line in titles(on).splitlines() if "●" in line]
        assert len(lines) == 5
        assert on.articles.density is Density.COMPACT
        await on.press("p")
        await on.until(lambda: titles(on) == usual, "as before")


async def test_only_the_starred(library: Path) -> None:
    async with reading(library) as on:
        await on.press("j", "m")
        await on.until_shown("★")
        await on.press("comma")
        await on.until_shown("Only some articles")
        await on.press(*"starred", "enter")
        await on.until(lambda: len(on.articles.ids) == 1, "the starred one")
        await on.press("comma")
        await on.until_shown("✓ Starred")
        await on.press(*"starred", "enter")
        await on.until(lambda: len(on.articles.ids) == 5, "all again")


async def test_the_mouse_chooses_with_ctrl_and_shift(library: Path) -> None:
    async with reading(library) as on:
        rows = [y for y, line in enumerate(titles(on).splitlines()) if "●" in line]
        for key, place in (("control", rows[1]), ("control", rows[2])):
            await on.pilot.click(on.articles, offset=(6, place), **{key: True})
        await on.until_shown("2 chosen")
        await on.pilot.click(on.articles, offset=(6, rows[4]), shift=True)
        await on.until_shown("4 chosen")


async def test_every_size(library: Path) -> None:
    for size in ((80, 24), (40, 15)):
        async with running(library, size) as on:
            await on.until(lambda: on.articles.current_row, "rows")
            await on.press("O", "v")
            await on.until(lambda: "1 chosen" in titles(on), "one chosen")
            await on.press("x")
            await on.until_shown("Remove 1 article")
            await on.press("escape")
