"""The reader by itself: selecting, marking, writing notes by key and mouse."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from index.article import Span
from index.notes import Notes
from index.notes.model import Colour, Placed, Placement, PlacementStatus
from tests.support.pace import growth
from tests.tui import readings
from tests.tui.lone_reader import TEXT, opened
from tests.tui.screens import PATIENCE
from tui import messages
from tui.commands import Where
from tui.drafts import Drafts
from tui.keymap import Keymap
from tui.outside_editor import Edited
from tui.screens.note_editor import NoteEditor, NoteText
from tui.widgets.reader import Reader
from tui.widgets.reader_marking import Wording
from tui.widgets.reader_marks import Marks, marks_of

# Selecting


async def test_selecting_by_character_sentence_and_object(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("v", "w", "e")
        assert on.selected() == "The minister met"[: len("The minister")]
        await on.press("o", "escape")
        assert on.selected() == ""
        assert on.reader.where == (Where.READER,)
        await on.press("V")
        assert on.selected() == "The minister met Trọng in Hanoi on Tuesday."
        await on.press("right_parenthesis")
        assert on.selected().endswith("They spoke of trade.")
        await on.press("escape", "g", "v", "i", "w")
        assert on.selected() == "The"
        await on.press("i", "p")
        assert on.selected() == TEXT.split("\n")[0]
        await on.press("i", "p")
        assert on.selected() == TEXT


async def test_the_sentence_is_one_key_and_grows_by_another(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("s")
        assert on.selected() == "The minister met Trọng in Hanoi on Tuesday."
        await on.press("full_stop")
        assert on.selected().endswith("They spoke of trade.")
        await on.press("full_stop", "full_stop")
        assert on.selected() == TEXT


async def test_swapping_the_ends(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("W", "v", "e", "o", "b")
        assert on.selected() == "The minister"
        await on.press("o", "w")
        assert on.selected() == "The minister m"


async def test_a_search_stretches_the_selection(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        reading = on.reader.reading
        assert reading is not None
        on.reader.show(reading, hits=readings.occurrences(TEXT, "trade"))
        await on.press("v", "n")
        assert on.selected() == TEXT[: TEXT.index("trade") + 1]


async def test_words_looked_for_stretch_the_selection(tmp_path: Path) -> None:
    for key in ("slash", "f"):
        async with opened(tmp_path) as on:
            await on.press("v", key)
            await on.write("trade")
            await on.press("enter")
            await on.until(lambda: on.selected() == TEXT[: TEXT.index("trade") + 1])


async def test_the_next_hit_of_a_selection_is_in_its_article(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        reading = on.reader.reading
        assert reading is not None
        on.reader.show(reading, hits=readings.occurrences(TEXT, "trade"))
        hits = TEXT.count("trade")
        await on.press("v", *"n" * (hits + 1))
        assert on.selected() == TEXT[: TEXT.index("trade") + 1]
        assert [one for one in on.heard if isinstance(one, messages.HitsPassed)] == []


async def test_selections_are_whole_clusters(tmp_path: Path) -> None:
    text = "e\u0301a 👩\u200d👧 字 مرحبا"
    async with opened(tmp_path, readings.of_text(text)) as on:
        await on.press("v")
        assert on.selected() == "e\u0301"
        await on.press("l", "l", "l")
        assert on.selected() == text[:7]
        await on.press("l", "l", "l")
        assert on.selected() == text[: text.index("字") + 2]


async def test_copying_hands_the_text_to_the_clipboard(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("v", "i", "w", "y")
        assert on.app.clipboard == "The"
        assert on.reader.selected is None


async def test_dragging_selects(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        view = on.reader
        row = view._places().index(view.page.place_of(0)) + (view.region.height - view.size.height)
        left = view._left
        await on.pilot.mouse_down(Reader, offset=(left, row))
        await on.pilot.hover(Reader, offset=(left + 6, row))
        await on.pilot.mouse_up(Reader, offset=(left + 6, row))
        await on.until(lambda: on.selected() == "The min")


# Marking


async def test_a_sentence_is_marked_and_on_disk(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(40, 15)) as on:
        await on.press("s", "enter")
        await on.until(lambda: messages.AnnotationsChanged("key") in on.heard)
        assert [one.exact for one in on.marks] == ["The minister met Trọng in Hanoi on Tuesday."]
        assert on.reader.where == (Where.MARK, Where.READER)
        assert "1 yellow" in on.shown
        assert "┃" in on.shown
    again = Notes.open(tmp_path / "notes.db")
    assert len(again.of_article("key")) == 1
    again.close()


@pytest.mark.parametrize("colour", tuple(Colour))
async def test_a_figure_marks_in_its_colour(tmp_path: Path, colour: Colour) -> None:
    number = str(tuple(Colour).index(colour) + 1)
    async with opened(tmp_path) as on:
        await on.press("v", "e", number)
        await on.until(lambda: on.marks and "saving" not in on.shown)
        assert (on.marks[0].colour, on.marks[0].exact) == (colour, "The")
        await on.until(lambda: f"{number} {colour.value}" in on.shown)


async def test_a_mark_is_pending_until_it_is_saved(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        waiting = asyncio.Event()
        loop = asyncio.get_running_loop()

        def slow() -> Notes:
            asyncio.run_coroutine_threadsafe(waiting.wait(), loop).result(PATIENCE)
            return on.notes

        on.reader.use_notes(slow)
        await on.press("s", "2")
        assert on.marks == []
        assert on.reader.where == (Where.READER,)
        waiting.set()
        await on.until(lambda: on.reader.where[0] is Where.MARK)
        assert len(on.marks) == 1


async def test_what_cannot_be_saved_is_told_and_not_shown(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:

        def broken() -> Notes:
            raise OSError("the disk is full")

        on.reader.use_notes(broken)
        await on.press("s", "2")
        await on.until(lambda: any("disk is full" in n.message for n in on.app._notifications))
        assert on.reader.where == (Where.READER,)
        assert "║" not in on.shown


async def test_changing_a_mark(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("s", "enter")
        await on.until(lambda: on.reader.where[0] is Where.MARK)
        await on.press("e", "3")
        await on.until(lambda: on.marks[0].colour is Colour.BLUE)
        await on.until(lambda: "3 blue" in on.shown)
        await on.press("e", "left_parenthesis", "enter")
        await on.until(lambda: on.marks[0].exact == "T")
        await on.press("e", "dollar_sign", "enter")
        await on.until(lambda: on.marks[0].exact.startswith("The minister"))
        await on.press("x")
        await on.until(lambda: on.marks == [])
        await on.until(lambda: on.reader.where == (Where.READER,))


async def test_extending_a_mark_moves_its_end(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("s", "enter")
        await on.until(lambda: on.reader.where[0] is Where.MARK)
        await on.press("full_stop", "enter")
        await on.until(lambda: on.marks[0].exact.endswith("of trade."))
        assert len(on.marks) == 1


async def test_a_note_with_tags(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("a")
        await on.write("Why there?")
        await on.press("tab")
        await on.write("trade, asia")
        await on.press("ctrl+s")
        await on.until(lambda: on.marks)
        [one] = on.marks
        assert (one.note, one.tags) == ("Why there?", ("trade", "asia"))
        assert one.exact == "The minister met Trọng in Hanoi on Tuesday."
        await on.until(lambda: "✎ Why there?" in on.shown)
        assert "#trade #asia" in on.shown


async def test_overlapping_marks_are_all_seen_and_reached(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(52, 15)) as on:
        await on.press("s", "full_stop", "1")
        await on.until(lambda: len(on.marks) == 1)
        await on.until(lambda: on.reader.where[0] is Where.MARK)
        await on.press("v", "i", "p", "2")
        await on.until(lambda: len(on.marks) == 2)
        await on.until(lambda: "one of 2 here" in on.shown)
        assert "┃" in on.shown
        assert "║" in on.shown
        reached = set()
        await on.press("g")
        for key in ("right_square_bracket", "right_square_bracket", "left_square_bracket"):
            await on.press(key, "a")
            here = on.reader._mark_here()
            assert here is not None
            reached.add(here.colour)
        assert reached == {Colour.YELLOW, Colour.GREEN}


async def test_bars_tell_the_colours_apart_without_colour(tmp_path: Path) -> None:
    lines = "\n\n".join(
        f"Sentence number {n} is long enough to fill more than one line of text." for n in range(5)
    )
    async with opened(tmp_path, readings.of_text(lines), size=(44, 30)) as on:
        for number in "12345":
            await on.press("s", number)
            await on.until(lambda number=number: len(on.marks) == int(number))
            await on.press("right_curly_bracket")
        await on.until(lambda: all(bar in on.shown for bar in "┃║┇╎▌"))
        margin = [line[:10] for line in on.shown.splitlines()]
        assert all(any(number in line for line in margin) for number in "12345")


async def test_marks_that_begin_on_one_line_are_told_apart_in_the_margin(tmp_path: Path) -> None:
    async with opened(tmp_path, readings.of_text("One. Two here. Three. Four."), (80, 12)) as on:

        def margin() -> str:
            line = next(line for line in on.shown.splitlines() if "One. Two" in line)
            return line.split("One.")[0].strip()

        for number, figures in (("1", "1"), ("2", "12"), ("3", "+3")):
            await on.press("s", number)
            await on.until(lambda number=number: len(on.marks) == int(number))
            await on.until(lambda figures=figures: margin() == figures)
            await on.press("right_parenthesis")
        # What lies on others takes the second lane, which is then no longer free.
        await on.press("v", "i", "p", "5")
        await on.until(lambda: margin() == "+5")


async def test_a_note_on_a_marked_sentence_belongs_to_its_mark(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("s", "2")
        await on.until(lambda: len(on.marks) == 1)
        await on.until(lambda: on.reader.where[0] is Where.MARK)
        await on.press("s", "a")
        await on.write("Mine")
        await on.press("ctrl+s")
        await on.until(lambda: on.marks[0].note == "Mine")
        assert len(on.marks) == 1


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
@pytest.mark.parametrize("downwards", [0, 1, 3, 5, 9])
async def test_the_passage_of_a_note_is_seen_while_it_is_written(
    tmp_path: Path, downwards: int, size: tuple[int, int]
) -> None:
    lines = "\n\n".join(f"Sentence number {n} of the text." for n in range(40))
    async with opened(tmp_path, readings.of_text(lines), size) as on:
        for _ in range(downwards):
            await on.press("right_curly_bracket")
        await on.press("a")
        await on.until(lambda: "Esc leave" in on.shown)
        words = f"Sentence number {downwards} of the text."
        # Beside the editor, and not once more in it.
        await on.until(lambda: on.shown.count(words) == 1)
        assert not any(words in line and "│" in line for line in on.shown.splitlines())


async def test_a_note_tells_its_passage_when_that_is_out_of_sight(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(60, 24)) as on:
        await on.press("a")
        await on.until(lambda: "Esc leave" in on.shown)
        await on.pilot.resize_terminal(40, 15)
        await on.until(lambda: "│ The minister" in on.shown)
        assert "tags, separated" in on.shown


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        (("- one", "two", "", "end"), "- one\n- two\nend"),
        (("  * [x] done", "to do"), "  * [x] done\n  * [ ] to do"),
        (("9. nine", "ten"), "9. nine\n10. ten"),
        (("> said", "so"), "> said\n> so"),
        (("plain - words", "more"), "plain - words\nmore"),
        (("-no item", "more"), "-no item\nmore"),
    ],
)
async def test_lists_and_quotes_of_a_note_go_on(
    tmp_path: Path, typed: tuple[str, ...], note: str
) -> None:
    async with opened(tmp_path) as on:
        await on.press("a")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor))
        text = on.app.screen.query_one(NoteText)
        for number, line in enumerate(typed):
            await on.press(*(("enter",) if number else ()))
            await on.press(*("space" if letter == " " else letter for letter in line))
        assert text.text == note


async def test_what_an_outside_editor_did_can_be_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as on:
        await on.press("a")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor))
        await on.write("mine")
        monkeypatch.setattr(on.app, "suspend", nullcontext)
        monkeypatch.setattr("tui.screens.note_editor.edit_outside", lambda note: Edited(""))
        await on.press("ctrl+e")
        text = on.app.screen.query_one(NoteText)
        await on.until(lambda: text.text == "")
        await on.press("ctrl+z")
        await on.until(lambda: text.text == "mine")


async def test_no_to_leaving_a_note_is_not_written_into_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("a")
        await on.write("Why")
        await on.press("escape")
        await on.until(lambda: "Leave without saving?" in on.shown)
        await on.press("n")
        await on.until(lambda: "Leave without saving?" not in on.shown)
        await on.press("escape", "backspace", "question_mark", "ctrl+s")
        await on.until(lambda: on.marks)
        assert on.marks[0].note == "Why?"


async def test_a_note_that_is_left_is_gone_on_with(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("a")
        await on.write("Why")
        await on.press("escape", "escape")
        await on.until(lambda: len(on.app.screen_stack) == 1)
        assert not on.marks
        await on.press("a")
        await on.until(lambda: "draft restored" in on.shown)
        text = on.app.screen.query_one(NoteText)
        assert text.text == "Why"
        # Without words there is nothing to be asked about, nor to go on with.
        await on.press("backspace", "backspace", "backspace", "escape")
        await on.until(lambda: len(on.app.screen_stack) == 1)
        await on.press("a")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor))
        assert "draft restored" not in on.shown
        await on.press("h", "o", "w", "ctrl+s")
        await on.until(lambda: on.marks)
        assert on.marks[0].note == "how"


async def test_a_note_is_left_and_saved_by_the_keys_of_the_config(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        # What the fields would edit with, and a sequence.
        keys = {"note.leave": ["ctrl+w"], "note.save": ["ctrl+x ctrl+s"], "note.outside": []}
        on.app.keymap_now = Keymap(remapped=keys)
        await on.press("a")
        await on.write("Why")
        await on.press("escape", "ctrl+s", "ctrl+e")
        assert isinstance(on.app.screen, NoteEditor)
        await on.press("ctrl+w")
        await on.until(lambda: "Leave without saving? ctrl+w yes" in on.shown)
        await on.press("n", "tab", "ctrl+w")
        await on.until(lambda: "Leave without saving?" in on.shown)
        await on.press("ctrl+w")
        await on.until(lambda: len(on.app.screen_stack) == 1)
        await on.press("a")
        await on.until(lambda: "draft restored" in on.shown)
        await on.press("ctrl+w", "ctrl+x", "ctrl+s")
        await on.until(lambda: on.marks)
        assert on.marks[0].note == "Why"


async def test_a_note_outlives_a_sudden_end(tmp_path: Path) -> None:
    copy = tmp_path / "killed"
    copy.mkdir()
    async with opened(tmp_path) as on:
        await on.press("a")
        await on.write("Half a thou")
        file = tmp_path / "draft.json"
        await on.until(lambda: file.exists() and "Half a thou" in file.read_text(encoding="utf-8"))
        assert file.stat().st_mode & 0o777 == 0o600
        # What a killed program leaves is what lies on the disk now.
        (copy / "draft.json").write_bytes(file.read_bytes())
        await on.press(*["backspace"] * len("Half a thou"), "escape")
        await on.until(lambda: not file.exists())
    async with opened(copy) as on:
        await on.press("a")
        await on.until(lambda: "Half a thou" in on.shown)
        await on.until(lambda: "draft restored" in on.shown)
        await on.write("ght")
        await on.press("ctrl+s")
        await on.until(lambda: on.marks)
        assert on.marks[0].note == "Half a thought"
        await on.until(lambda: not (copy / "draft.json").exists())


async def test_what_is_saved_of_one_mark_leaves_the_draft_of_another(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        go_on, loop, doors = asyncio.Event(), asyncio.get_running_loop(), 0

        def door() -> Notes:
            nonlocal doors
            doors += 1
            if doors == 1:
                asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(PATIENCE)
                return on.notes
            raise OSError("the disk is full")

        await on.press("a")
        await on.write("Why")
        # A mark that is still being saved when the note is.
        on.reader.use_notes(door)
        article = on.reader.reading.article if on.reader.reading else None
        assert article is not None
        on.reader._marking.make(article, Span(50, 60), Wording())
        await on.until(lambda: doors == 1)
        await on.press("ctrl+s")
        go_on.set()
        await on.until(lambda: any("disk is full" in n.message for n in on.app._notifications))
        assert len(on.marks) == 1
        kept = [draft.note for draft in on.app.drafts._drafts.values()]
        assert kept == ["Why"]


@pytest.mark.parametrize("told", ["", "[]", '{"a": 1}', '{"a": ["x", 2, "y"]}', "[" * 100_000])
def test_a_draft_that_cannot_be_read_is_none(tmp_path: Path, told: str) -> None:
    (tmp_path / "draft.json").write_text(told, encoding="utf-8")
    assert Drafts(tmp_path).get("a") is None


async def test_objects_right_after_v_take_the_blank_along(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("v", "a", "w")
        assert on.selected() == "The "
        await on.press("escape", "v", "a", "s")
        assert on.selected() == "The minister met Trọng in Hanoi on Tuesday. "
        await on.press("enter")
        await on.until(lambda: len(on.marks) == 1)
        assert on.marks[0].exact == "The minister met Trọng in Hanoi on Tuesday."
        await on.press("v", "a", "p", "2")
        await on.until(lambda: len(on.marks) == 2)
        assert {one.exact for one in on.marks} >= {TEXT.split("\n")[0]}


async def test_an_object_of_one_letter_is_taken_before_the_next(tmp_path: Path) -> None:
    async with opened(tmp_path, readings.of_text("A pact.\n\n新しい。次の文。")) as on:
        await on.press("v", "i", "w")
        assert on.selected() == "A"
        assert on.reader.where[0] is Where.SELECTION
        await on.press("i", "w")
        assert on.selected() == "A pact"
        await on.press("escape", "right_curly_bracket", "v", "alt+2", "i", "w")
        assert on.selected() == "新し"


async def test_a_note_on_a_selection_begins_at_once(tmp_path: Path) -> None:
    """Only right after v does a begin a text object; letters typed at once are the note's."""
    async with opened(tmp_path) as on:
        await on.press("v", "i", "w", "a")
        await on.write("so what")
        await on.press("ctrl+s")
        await on.until(lambda: len(on.marks) == 1)
        assert (on.marks[0].exact, on.marks[0].note) == ("The", "so what")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("v", "alt+3", "w"), "The minister met T"),
        (("v", "alt+2", "i", "w"), "The minister"),
        (("v", "alt+2", "i", "s"), TEXT[: TEXT.index(" A pact")]),
        (("v", "alt+2", "i", "p"), TEXT),
        (("v", "alt+2", "right_parenthesis"), TEXT[: TEXT.index(" pact")]),
        (("alt+2", "s"), TEXT[: TEXT.index(" A pact")]),
        (("s", "alt+2", "full_stop"), TEXT.split("\n")[0]),
        (("v", "alt+1", "2", "l"), TEXT[:13]),
    ],
)
async def test_counts_stretch_selections(
    tmp_path: Path, keys: tuple[str, ...], expected: str
) -> None:
    async with opened(tmp_path) as on:
        await on.press(*keys)
        assert on.selected() == expected


async def test_a_count_goes_that_many_marks_on(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        for number in (1, 2, 3):
            await on.press("s", str(number))
            await on.until(lambda number=number: len(on.marks) == number)
            await on.press("right_parenthesis")
        await on.press("g", "alt+2", "right_square_bracket", "a")
        here = on.reader._mark_here()
        assert here is not None
        assert here.colour is Colour.BLUE
        await on.press("alt+9", "left_square_bracket", "a")
        here = on.reader._mark_here()
        assert here is not None
        assert here.colour is Colour.YELLOW


async def test_the_next_of_many_marks_costs_what_the_next_of_a_few_does(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("s", "1")
        await on.until(lambda: len(on.marks) == 1)
        one = on.marks[0]

    @lru_cache
    def among(count: int) -> Marks:
        spans = (Span(10 * number, 10 * number + 5) for number in range(count))
        placed = (Placement(PlacementStatus.EXACT, span, span.start) for span in spans)
        return marks_of(
            [Placed(replace(one, id=f"{n}"), placement) for n, placement in enumerate(placed)]
        )

    def to_the_last(count: int) -> None:
        marks = among(count)
        for _ in range(200):
            at = marks.beside(0, marks.stops[-3], 1, 1)
            assert at is marks.stops[-2]

    for count in (62, 500, 8000):
        among(count)
    assert growth(to_the_last, 500, 16) < 4
    assert among(62).beside(0, among(62).stops[3], -1, 9) is among(62).stops[0]
    assert among(62).beside(0, among(62).stops[0], -1, 1) is None


async def test_beyond_the_last_mark_it_is_told_that_there_is_none(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:

        def told() -> list[str]:
            return [note.message for note in on.app._notifications]

        await on.press("right_square_bracket", "a")
        await on.until(lambda: told()[-1:] == ["Nothing is marked here."])
        await on.press("s", "1")
        await on.until(lambda: len(on.marks) == 1)
        await on.press("right_square_bracket", "a")
        await on.until(lambda: told()[-1:] == ["No mark further down."])
        await on.press("left_square_bracket", "a")
        await on.until(lambda: told()[-1:] == ["No mark further up."])


async def test_moving_an_end_and_recolouring_is_one_step(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("s", "1")
        await on.until(lambda: on.reader.where[0] is Where.MARK)
        await on.press("e", "right_parenthesis", "e", "4")
        await on.until(lambda: on.marks[0].revision == 2)
        assert on.marks[0].colour is Colour.PINK
        assert on.marks[0].exact.endswith("They")
        on.notes.undo()
        assert on.marks[0].colour is Colour.YELLOW
        assert on.marks[0].exact.endswith("on Tuesday.")


async def test_dragging_beyond_the_edge_scrolls(tmp_path: Path) -> None:
    paragraphs = "\n\n".join(f"Paragraph {n} has a few words." for n in range(60))
    async with opened(tmp_path, readings.of_text(paragraphs), size=(60, 12)) as on:
        below = on.reader.region.height - 1
        await on.pilot.mouse_down(Reader, offset=(on.reader._left, 4))
        await on.pilot.hover(Reader, offset=(on.reader._left + 4, 6))
        for x in range(12):
            await on.pilot.hover(Reader, offset=(on.reader._left + 4 + x, below))
        await on.pilot.mouse_up(Reader, offset=(on.reader._left + 4, below))
        assert on.selected().count("Paragraph") > 4
