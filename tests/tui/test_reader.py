"""The reader by itself: moving, finding, the page; keys in, text and messages out."""

from __future__ import annotations

import asyncio
import time
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from index.article import Interval, Known, Publication, Span, Zone, ZoneKind
from index.language.model import EntityType
from index.notes.model import Colour
from tests.tui import readings
from tests.tui.lone_reader import EVENTS, NAMES, TEXT, Driver, opened
from tui import messages
from tui.widgets.page_view import PageView
from tui.widgets.reader import Reader
from tui.widgets.reader_find import FindBar

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


async def test_the_caret_goes_from_letter_to_letter(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("l", "l", "l")
        await on.until(lambda: on.reader.caret == 3)


# Finding


async def test_finding_words_whatever_their_accents(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("f")
        await on.write("trong")
        await on.until(lambda: "2 hits" in on.shown)
        await on.press("enter")
        await on.until(lambda: not on.app.screen.query(FindBar))
        await on.until(lambda: on.at("Trọng in"))
        await on.press("n")
        assert on.at("Trọng again")


async def test_what_is_not_found_is_said_and_the_line_stays(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("f")
        await on.write("trongs")
        await on.until(lambda: "0 hits" in on.shown)
        await on.press("enter")
        await on.press("backspace", "enter")
        await on.until(lambda: on.at("Trọng in"))
        await on.press("f", "enter")
        await on.until(lambda: on.reader.has_focus)


async def test_finding_a_pattern(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("f", "ctrl+r")
        await on.write("T[a-z]+y")
        await on.until(lambda: "2 hits" in on.shown)
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
