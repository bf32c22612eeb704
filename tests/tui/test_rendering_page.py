"""The page: lines cover the text, offsets have cells, cells have offsets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from index.article import Zone, ZoneKind
from tests.support.pace import yardsticks
from tests.tui import readings
from tests.tui.readings import seed
from tests.tui.test_rendering_cells import ANY
from tui.rendering import facts
from tui.rendering.blocks import Role, with_soft_line_ends
from tui.rendering.cells import clusters, width_of
from tui.rendering.layout import Head, Page, Place
from tui.rendering.parts import PART
from tui.rendering.wrap import wrap

PARAGRAPHS = st.lists(ANY, max_size=6).map("\n\n".join)
WIDTHS = st.integers(1, 30)


def all_places(page: Page) -> list[Place]:
    return page.lines_from(page.top, 10**9)


def drawn(page: Page) -> list[str]:
    lines = [page.line(place) for place in all_places(page)]
    return [line.label or page.text[line.start : line.end] for line in lines]


@given(ANY, WIDTHS)
def test_wrapped_lines_fit_and_leave_out_only_blanks(text: str, width: int) -> None:
    text = text.replace("\n", "x")
    lines = wrap(text, 0, len(text), width)
    position = 0
    for start, end in lines:
        assert not text[position:start].strip(" ")
        assert width_of(text, start, end) <= width or len(clusters(text, start, end)) == 1
        position = end
    assert not text[position:].strip(" ")


@given(st.text(alphabet="ab 字한\u0301", max_size=60), st.integers(2, 20))
def test_no_line_is_wider_than_the_measure(text: str, width: int) -> None:
    for start, end in wrap(text, 0, len(text), width):
        assert width_of(text, start, end) <= width


@given(PARAGRAPHS, st.integers(9, 40), st.booleans())
def test_every_offset_has_a_cell_and_every_cell_its_offset(
    text: str, width: int, folded: bool
) -> None:
    page = Page(text, (), width, folded=folded)
    for offset in range(len(text) + 1):
        place, x = page.cell_of(offset)
        back = page.offset_at(place, x)
        assert page.cell_of(back) == (place, x)
        line = page.line(place)
        if line.start <= offset < line.end:
            assert back <= offset


@given(PARAGRAPHS, st.integers(9, 40))
def test_the_lines_of_a_page_show_everything_but_white_space(text: str, width: int) -> None:
    page = Page(text, (), width)
    lines = [page.line(place) for place in all_places(page)]
    covered = set()
    for line in lines:
        if line.holds_text:
            covered.update(range(line.start, line.end))
    assert all(text[o].isspace() for o in range(len(text)) if o not in covered)


@given(PARAGRAPHS, st.integers(9, 40), st.integers(-30, 30))
def test_stepping_is_counting_lines(text: str, width: int, count: int) -> None:
    page = Page(text, (), width, Head("title", ("fact",)))
    places = all_places(page)
    middle = len(places) // 2
    wanted = max(0, min(len(places) - 1, middle + count))
    assert page.step(places[middle], count) == places[wanted]
    assert page.lines_between(places[0], places[wanted], 10**6) == wanted


def test_paragraphs_are_set_apart_whatever_separates_them() -> None:
    assert drawn(Page("One.\nTwo.", (), 20)) == ["", "", "One.", "", "Two."]
    assert drawn(Page("One.\n\n\n\nTwo.", (), 20)) == ["", "", "One.", "", "Two."]


def test_lines_of_a_list_stay_together_where_paragraphs_have_blank_lines() -> None:
    text = "One two three.\n\nA list:\n\nfour\n\nlast a\nlast b"
    assert drawn(Page(text, (), 20))[-2:] == ["last a", "last b"]


def test_headline_and_facts_stand_above_and_are_not_repeated() -> None:
    text = "date 2023-12-19 A headline of its own\n\nThe text."
    zones = (Zone(0, 16, ZoneKind.HEADER), Zone(16, 37, ZoneKind.HEADLINE))
    page = Page(text, zones, 40, Head("ignored", ("Outlet · 1 min",)))
    assert drawn(page) == ["A headline of its own", "Outlet · 1 min", "", "The text."]
    assert page.line(page.top).start == 16
    # The header is shown nowhere: its offsets belong to the nearest line.
    assert page.cell_of(3).place == Place(1, 1)


def test_a_made_headline_is_words_without_offsets() -> None:
    page = Page("The text.", (), 40, Head("Made", ()))
    assert drawn(page) == ["Made", "", "The text."]
    assert not page.line(page.top).holds_text


def test_captions_fold_to_a_line_that_covers_them() -> None:
    caption = "A minister speaks at a conference. (Photo: VNA)"
    text = f"First.\n\n{caption}\n\nLast."
    zones = (Zone(8, 8 + len(caption), ZoneKind.CAPTION),)
    page = Page(text, zones, 60, folded=True)
    [fold] = [page.line(p) for p in all_places(page) if page.line(p).role is Role.FOLD]
    assert (fold.start, fold.end) == (8, 8 + len(caption))
    assert page.is_hidden(20)
    assert not page.is_hidden(2)
    assert page.cell_of(20) == page.cell_of(8)
    assert caption not in drawn(page)
    assert caption in drawn(Page(text, zones, 60))


def test_a_caption_glued_to_its_paragraph_is_set_apart() -> None:
    text = "A long caption of the picture. (Photo: VNA)The paragraph begins here."
    page = Page(text, (Zone(0, 43, ZoneKind.CAPTION),), 60)
    assert drawn(page)[-3:] == [text[:43], "", text[43:]]


def test_a_dateline_stays_in_its_line() -> None:
    text = "HÀ NỘI — The Party said so."
    assert drawn(Page(text, (Zone(0, 8, ZoneKind.DATELINE),), 60))[-1] == text


def test_lines_broken_by_hand_are_joined() -> None:
    line = "ministry said on Tuesday that it would look at the whole of\n"
    text = "The " + line * 8 + "the end.\n\nA list\nof two"
    flowing = with_soft_line_ends(text)
    assert len(flowing) == len(text)
    assert flowing.count("\n") == text.count("\n") - 8
    assert with_soft_line_ends("Short\nlines\nof a\npoem\nstay as\nthey\nare") == (
        "Short\nlines\nof a\npoem\nstay as\nthey\nare"
    )


def test_a_long_text_is_laid_out_where_it_is_looked_at() -> None:
    paragraph = "The minister said on Tuesday that floods had closed forty schools. " * 8
    text = "\n\n".join([paragraph] * 2000)
    # What opening costs must not depend on the length: compare with a short one.
    costs = []
    for body in (text[: 2 * PART], text):
        began = time.process_time()
        for _ in range(5):
            page = Page(body, (), 80)
            page.lines_from(page.top, 50)
        costs.append(time.process_time() - began)
    assert costs[1] < 20 * costs[0] + 0.02
    page = Page(text, (), 80)
    end = page.cell_of(len(text) - 10)
    assert end.place.part > 100
    assert page.lines_between(page.step(end.place, -30), end.place, 100) == 30


@pytest.mark.parametrize(
    "text",
    ["x" * 200_000, "字" * 100_000, " " * 200_000, "e" + "\u0301" * 100_000, "\n" * 100_000],
    ids=["one word", "ideographs", "blanks", "marks", "line ends"],
)
def test_monstrous_paragraphs_are_laid_out_in_time(text: str) -> None:
    def lay_out() -> None:
        page = Page(text, (), 80)
        page.lines_from(page.top, 50)
        page.cell_of(len(text) // 2)
        assert page.cell_of(len(text)).place == page.place_of(len(text))

    assert yardsticks(lay_out, enough=100) <= 100


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 4), st.integers(20, 100))
def test_the_samples_at_any_width(number: int, width: int) -> None:
    reading = seed(number)
    page = Page(reading.article.text, reading.article.zones, width, facts.head(reading))
    for place in all_places(page):
        line = page.line(place)
        room = width_of(line.label) if line.label else width_of(page.text, line.start, line.end)
        assert line.indent + room <= width
    shown = {o for p in all_places(page) for o in range(page.line(p).start, page.line(p).end)}
    hidden = [z for z in reading.article.zones if z.kind is ZoneKind.HEADER]
    for view in reading.mentions:
        if not any(z.start <= view.mention.start < z.end for z in hidden):
            assert view.mention.start in shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("the middle-class families", ["the middle-", "class", "families"]),
        ("he said—anyone left", ["he said—", "anyone left"]),
        ("a -5 and 1-2 or 10-20", ["a -5 and 1-2", "or 10-20"]),
        ("の middle-class 人", ["の middle-", "class 人"]),
        ("一二三四五、六七八", ["一二三四五、", "六七八"]),
        ("一二三四五六、七八", ["一二三四五", "六、七八"]),
        ("हिन्दी समाचारों", ["हिन्दी", "समाचारों"]),
    ],
)
def test_where_lines_end(text: str, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, 0, len(text), 12)] == lines


def test_who_wrote_it_is_told_once() -> None:
    def told(text: str, *zones: Zone, folded: bool = False) -> tuple[str, ...]:
        reading = readings.of_text(text)
        article = replace(reading.article, authors=("Jane Doe", "Lê Minh"), zones=zones)
        return facts.head(replace(reading, article=article), folded=folded).facts[1:]

    told_above = ("By Jane Doe, Lê Minh",)
    by = "By Jane Doe and Lê Minh"
    credit = Zone(7, 7 + len(by), ZoneKind.CREDIT)
    below = (Zone(0, 5, ZoneKind.HEADLINE), credit)
    assert told(f"Title\n\n{by}\n\nA ferry sank.", *below) == ()
    assert told(f"Title\n\n{by}\n\nA ferry sank.", *below, folded=True) == told_above
    assert told(f"Ferry\n\n{by}\n\nA ferry sank.", credit) == told_above
    assert told("Title\n\nBy Jane Doe\n\nA ferry sank.", Zone(7, 18, ZoneKind.CREDIT)) == told_above
    assert told("A ferry sank.") == told_above
