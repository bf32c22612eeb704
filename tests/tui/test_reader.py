"""The reader by itself: caret, selection, annotations, find; keys in, text and messages out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen

from index.article import Interval, Known, Publication, Span, Zone, ZoneKind
from index.language.model import EntityType
from index.notes import Notes
from index.notes.model import Annotation, Colour
from index.views import Reading
from tests.tui import readings
from tests.tui.screens import PATIENCE, screen_lines
from tui import messages
from tui.app import CulmApp
from tui.commands import Where
from tui.drafts import Drafts
from tui.widgets.page_view import PageView
from tui.widgets.reader import Reader
from tui.widgets.reader_find import FindBar

TEXT = (
    "The minister met Trọng in Hanoi on Tuesday. They spoke of trade. A pact may follow.\n\n"
    "The second paragraph tells of Trọng again, and of the conference in the capital."
)
NAMES = ("Trọng", "Hanoi")
EVENTS = ("the conference",)


class ReaderScreen(Screen[None]):
    """A screen with nothing but a reader, which keeps the messages that come out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []

    def compose(self):  # type: ignore[no-untyped-def]
        yield Reader(id="reader")

    def on_entity_chosen(self, message: messages.EntityChosen) -> None:
        self.heard.append(message)

    def on_event_chosen(self, message: messages.EventChosen) -> None:
        self.heard.append(message)

    def on_annotations_changed(self, message: messages.AnnotationsChanged) -> None:
        self.heard.append(message)

    def on_why_asked(self, message: messages.WhyAsked) -> None:
        self.heard.append(message)

    def on_hits_passed(self, message: messages.HitsPassed) -> None:
        self.heard.append(message)

    def on_caret_moved(self, message: messages.CaretMoved) -> None:
        self.heard.append(message)


class ReaderApp(CulmApp):
    """The app's keys and themes around a reader alone."""

    CSS_PATH = str(readings.ROOT / "tui" / "styles" / "culm.tcss")

    def get_default_screen(self) -> Screen[object]:
        return ReaderScreen()


class Driver:
    """A running reader, its notes, and what came out."""

    def __init__(self, app: ReaderApp, pilot: Pilot[int], notes: Notes) -> None:
        self.app, self.pilot, self.notes = app, pilot, notes
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        self.heard = screen.heard
        self.reader = screen.query_one(Reader)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def write(self, words: str) -> None:
        await self.press(*("space" if letter == " " else letter for letter in words))

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.pilot.pause(0.01)

    @property
    def marks(self) -> list[Annotation]:
        return self.notes.of_article("key")

    @property
    def shown(self) -> str:
        return "\n".join(screen_lines(self.app))

    def at(self, words: str) -> bool:
        """Whether the caret is before ``words``."""
        return self.reader.page.text.startswith(words, self.reader.caret)

    def selected(self) -> str:
        span = self.reader.selected
        return self.reader.page.text[span.start : span.end] if span else ""


@asynccontextmanager
async def opened(
    folder: Path, reading: Reading | None = None, size: tuple[int, int] = (60, 20)
) -> AsyncIterator[Driver]:
    notes = Notes.open(folder / "notes.db")
    app = ReaderApp(folder)
    try:
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot, notes)
            driver.reader.use_notes(lambda: notes)
            driver.reader.show(reading or readings.of_text(TEXT, names=NAMES, events=EVENTS))
            driver.reader.focus()
            await driver.until(lambda: driver.reader.has_focus)
            yield driver
    finally:
        notes.close()


# Moving


async def test_motions_by_key(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        for keys, words in (
            (("W", "W"), "met Trọng"),
            (("E",), "t Trọng"),
            (("B",), "met Trọng"),
            (("right_parenthesis",), "They spoke"),
            (("right_curly_bracket",), "The second"),
            (("left_parenthesis",), "A pact"),
            (("left_curly_bracket",), "The minister"),
            (("dollar_sign",), "of trade"[-1:]),
            (("0",), "The minister"),
            (("l", "l"), "e minister"),
            (("h",), "he minister"),
            (("j",), "A pact"[0:0]),
            (("g",), ""),
            (("alt+3", "W"), ""),
        ):
            await on.press(*keys)
            assert on.at(words), keys


async def test_a_count_repeats_a_motion(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("alt+3", "W")
        assert on.at("Trọng in")
        await on.press("alt+1", "0", "l")
        assert on.reader.caret == TEXT.index("Trọng in") + 10
        await on.press("h")
        assert on.reader.caret == TEXT.index("Trọng in") + 9


async def test_lines_keep_the_column(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        for _ in range(8):
            await on.press("l")
        column = on.reader.page.cell_of(on.reader.caret).x
        await on.press("j", "j", "j")
        assert on.reader.page.cell_of(on.reader.caret).x == column
        await on.press("k", "k", "k")
        assert on.reader.caret == 8


async def test_jumps_between_names_events_and_hits(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("right_square_bracket", "e")
        assert on.at("Trọng in Hanoi")
        await on.press("right_square_bracket", "e")
        assert on.at("Hanoi on")
        await on.press("left_square_bracket", "e")
        assert on.at("Trọng in Hanoi")
        await on.press("right_square_bracket", "v")
        assert on.at("the conference")
        reading = on.reader.reading
        assert reading is not None
        on.reader.show(reading, hits=readings.occurrences(TEXT, "The"))
        await on.press("g", "n")
        assert on.at("They spoke")
        await on.press("n")
        assert on.at("The second")
        # What follows the last hit of a search is for others to say.
        await on.press("n")
        await on.until(lambda: messages.HitsPassed(1) in on.heard)
        assert on.at("The second")
        on.reader.begin_hits_again(1)
        assert on.at("The minister")
        await on.press("N")
        await on.until(lambda: messages.HitsPassed(-1) in on.heard)
        on.reader.begin_hits_again(-1)
        assert on.at("The second")


async def test_enter_opens_what_is_under_the_caret(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("right_square_bracket", "e", "enter")
        await on.until(
            lambda: [m.id for m in on.heard if isinstance(m, messages.EntityChosen)] == [1]
        )
        await on.press("right_square_bracket", "v", "enter")
        await on.until(lambda: messages.EventChosen(1) in on.heard)
        await on.press("w")
        await on.until(lambda: messages.WhyAsked(1) in on.heard)


async def test_the_caret_tells_where_it_is(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("l", "l", "l")
        await on.until(lambda: messages.CaretMoved(3) in on.heard)


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
        await on.press("3")
        await on.until(lambda: on.marks[0].colour is Colour.BLUE)
        await on.until(lambda: "3 blue" in on.shown)
        await on.press("e", "left_parenthesis", "enter")
        await on.until(lambda: on.marks[0].exact == "T")
        await on.press("e", "dollar_sign", "enter")
        await on.until(lambda: on.marks[0].exact.startswith("The minister"))
        await on.press("x")
        await on.until(lambda: on.marks == [])
        await on.until(lambda: on.reader.where == (Where.READER,))
        on.notes.undo()
        on.reader.show_annotations()
        await on.until(lambda: on.reader.where[0] is Where.MARK)


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


# Finding


async def test_finding_words_whatever_their_accents(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("f")
        await on.write("trong")
        await on.until(lambda: "2 found" in on.shown)
        await on.press("enter")
        await on.until(lambda: not on.app.screen.query(FindBar))
        await on.until(lambda: on.at("Trọng in"))
        await on.press("n")
        assert on.at("Trọng again")


async def test_finding_a_pattern(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("f", "ctrl+r")
        await on.write("T[a-z]+y")
        await on.until(lambda: "2 found" in on.shown)
        await on.press("enter")
        await on.until(lambda: on.at("Tuesday"))


async def test_a_hopeless_pattern_is_given_up(tmp_path: Path) -> None:
    async with opened(tmp_path, readings.of_text("a" * 60 + "!")) as on:
        await on.press("f", "ctrl+r")
        await on.write("(a+)+$")
        await on.until(lambda: "too long" in on.shown)
        await on.press("escape")
        await on.until(lambda: on.reader.has_focus)


# The page


async def test_captions_fold_and_unfold(tmp_path: Path) -> None:
    caption = "A long caption of a picture. (Photo: VNA)"
    text = f"{caption}\n\nThe text."
    zones = (Zone(0, len(caption), ZoneKind.CAPTION),)
    async with opened(tmp_path, readings.of_text(text, zones=zones)) as on:
        assert caption in on.shown
        await on.press("p")
        await on.until(lambda: caption not in on.shown and "▸ caption" in on.shown)
        on.reader.go_to(Span(20, 24))
        await on.until(lambda: caption in on.shown)


async def test_the_place_is_kept_when_the_width_changes(tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {n} of a long text that goes on for a while." for n in range(90))
    async with opened(tmp_path, readings.of_text(text)) as on:
        on.reader.go_to(readings.occurrences(text, "Paragraph 60")[0])
        await on.until(lambda: "Paragraph 60" in on.shown)
        before = on.reader.caret
        await on.pilot.resize_terminal(33, 12)
        await on.until(lambda: on.reader.size.width == 33)
        await on.until(lambda: "Paragraph 60" in on.shown)
        assert on.reader.caret == before
        on.reader.measure = 31
        assert on.reader.caret == before


async def test_an_article_opens_where_it_was_left(tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {n} of a long text." for n in range(90))
    reading = readings.of_text(text)
    place = text.index("Paragraph 70")
    reading = replace(reading, state=replace(reading.state, position=place))
    async with opened(tmp_path, reading) as on:
        assert on.at("Paragraph 70")
        await on.until(lambda: "Paragraph 70" in on.shown)


def bold_names(on: Driver) -> int:
    """How many pieces of the screen that hold the name are bold."""
    strips = [on.reader.render_line(y) for y in range(on.reader.size.height)]
    return sum(
        1
        for strip in strips
        for segment in strip
        if segment.style and segment.style.bold and "Trọng" in segment.text
    )


async def test_types_of_names_can_be_left_plain(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        assert bold_names(on)
        on.reader.show_type(EntityType.PERSON, False)
        assert not bold_names(on)


async def test_what_is_corrected_shows_at_once_and_the_caret_stays(tmp_path: Path) -> None:
    reading = readings.of_text(TEXT, names=NAMES, events=EVENTS)
    async with opened(tmp_path, reading) as on:
        await on.press("W", "W")
        caret = on.reader.caret
        assert caret
        assert bold_names(on)
        nameless = replace(reading, mentions=())
        on.reader.update(nameless)
        assert not bold_names(on)
        dated = Publication(Interval(date(2023, 12, 19), date(2023, 12, 19)), Known.STATED)
        on.reader.update(replace(nameless, article=replace(reading.article, published=dated)))
        await on.until(lambda: "19 Dec 2023" in on.shown)
        assert on.reader.caret == caret


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
@pytest.mark.parametrize("theme", ["culm-dark", "culm-light", "plain"])
async def test_the_samples_at_every_size(tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    for number in range(5):
        async with opened(tmp_path, readings.seed(number), size) as on:
            on.app.theme = theme
            await on.press("space", "ctrl+d", "G", "g", "s", "j", "escape", "right_square_bracket")
            await on.press("e", "plus", "minus")
            strips = [on.reader.render_line(y) for y in range(on.reader.size.height)]
            assert {strip.cell_length for strip in strips} == {on.reader.size.width}


async def test_a_caret_step_costs_the_same_in_a_long_article(tmp_path: Path) -> None:
    paragraph = "The minister said on Tuesday that floods had closed forty schools. " * 8
    costs = {}
    for name, count in (("short", 4), ("long", 1800)):
        reading = readings.of_text("\n\n".join([paragraph] * count), names=("Tuesday",))
        folder = tmp_path / name
        folder.mkdir()
        async with opened(folder, reading) as on:
            for place in range(1000 if name == "long" else 4):
                start = place * 500
                on.reader._marking.pending.append(
                    readings_pending(Span(start, start + 200), tuple(Colour)[place % 5])
                )
            on.reader.draw_again()
            best = float("inf")
            for _ in range(5):
                began = time.process_time()
                for _ in range(10):
                    on.reader.action_move(1)
                    await asyncio.sleep(0)
                best = min(best, time.process_time() - began)
            costs[name] = best / 10
    assert costs["long"] < 3 * costs["short"] + 0.001


def readings_pending(span: Span, colour: Colour):  # type: ignore[no-untyped-def]
    from tui.widgets.reader_marks import Pending

    return Pending(span, colour)


def test_the_reader_is_a_page_view() -> None:
    assert issubclass(Reader, PageView)


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
        await on.press("escape", "escape")
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


@pytest.mark.parametrize("told", ["", "[]", '{"a": 1}', '{"a": ["x", 2, "y"]}', "[" * 100_000])
def test_a_draft_that_cannot_be_read_is_none(tmp_path: Path, told: str) -> None:
    (tmp_path / "draft.json").write_text(told, encoding="utf-8")
    assert Drafts(tmp_path).get("a") is None
