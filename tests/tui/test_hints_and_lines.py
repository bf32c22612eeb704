"""Letters that lead to what is seen, web addresses in the text, lines that end alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui import readings
from tests.tui.lone_reader import EVENTS, NAMES, TEXT, opened
from tests.tui.screens import reading
from tui.links import link_at, links_in
from tui.rendering.justify import gaps, stretched, widened
from tui.rendering.layout import Page, Place
from tui.widgets.hint_view import LETTERS, labels

LINKED = f"{TEXT}\n\nMore at https://example.org/a_(b)?q=1, or on www.example.com/x."


@given(st.integers(0, 900))
def test_labels_are_short_and_none_begins_another(count: int) -> None:
    made = labels(count)
    assert len(set(made)) == len(made) == count
    assert len({len(label) for label in made}) <= 1
    assert all(set(label) <= set(LETTERS) for label in made)
    assert count > len(LETTERS) or all(len(label) == 1 for label in made)


async def test_letters_lead_to_names_events_and_back(tmp_path: Path) -> None:
    article = readings.of_text(TEXT, names=NAMES, events=EVENTS)
    async with opened(tmp_path, article) as on:
        before = on.shown
        await on.press(";")
        await on.until(lambda: "type the letters" in on.shown)
        assert "arọng" not in before
        assert "arọng" in on.shown
        await on.press("s")
        await on.until(lambda: on.at("Hanoi"))
        assert "type the letters" not in on.shown
        await on.press("g", ";", "escape")
        await on.until(lambda: "type the letters" not in on.shown)
        await on.press(";", "z")
        await on.until(lambda: "type the letters" not in on.shown)
        assert "Hanoi" in on.shown


async def test_letters_lead_to_every_mark_in_sight(tmp_path: Path) -> None:
    async with opened(tmp_path, readings.of_text(TEXT)) as on:
        for number in "123":
            await on.press("s", number)
            await on.until(lambda number=number: len(on.marks) == int(number))
            await on.press("right_parenthesis")
        await on.press(";", "s")
        await on.until(lambda: on.at("They spoke"))
        await on.press(";", "d")
        await on.until(lambda: on.at("A pact"))


async def test_moving_takes_the_letters_away(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press(";")
        await on.until(lambda: "type the letters" in on.shown)
        await on.press("down")
        await on.until(lambda: "type the letters" not in on.shown)


async def test_letters_and_enter_open_web_addresses(
    tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as on:
        opened_now: list[str] = []
        monkeypatch.setattr(on.app, "open_url", opened_now.append)
        on.reader.show(readings.of_text(LINKED))
        on.reader.focus()
        await on.press(";")
        await on.until_shown("type the letters")
        await on.press("a")
        await on.until(lambda: opened_now == ["https://example.org/a_(b)?q=1"], "opened")
        await on.press(";", "s")
        await on.until(lambda: opened_now[1:] == ["https://www.example.com/x"], "the other")
        await on.press("enter")
        await on.until(lambda: len(opened_now) == 3, "by Enter")


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("see https://a.example/b.", ["https://a.example/b"]),
        ("(https://a.example/b)", ["https://a.example/b"]),
        ("https://a.example/x_(y)", ["https://a.example/x_(y)"]),
        ("“http://a.example/?q=1&r=2”", ["http://a.example/?q=1&r=2"]),
        ("www.a.example, www.b.example", ["https://www.a.example", "https://www.b.example"]),
        ("mail@www.example.com and javascript:alert(1) file:///etc", []),
        ("https://", []),
    ],
)
def test_addresses_in_a_text(text: str, urls: list[str]) -> None:
    found = list(links_in(text))
    assert [link.url for link in found] == urls
    for link in found:
        assert link_at(text, link.start) == link_at(text, link.end - 1) == link
        assert text[link.start : link.end] in link.url


@given(st.text("ab /:.wh tps\n()", max_size=300), st.integers(0, 300))
def test_addresses_lie_where_they_are_said_to_lie(text: str, offset: int) -> None:
    for link in links_in(text):
        assert link.url.endswith(text[link.start : link.end])
    found = link_at(text, min(offset, len(text)))
    assert found is None or found.start <= offset < found.end


WORDS = st.lists(st.text("abcdefg", min_size=1, max_size=9), min_size=1, max_size=120)


@given(WORDS, st.integers(12, 80))
def test_every_offset_of_even_lines_is_found_where_it_is_drawn(
    words: list[str], width: int
) -> None:
    text = " ".join(words)
    page = Page(text, (), width, justified=True)
    for place in page.lines_from(Place(0, 0), 400):
        line = page.line(place)
        if not line.holds_text or line.start == line.end:
            continue
        drawn = widened(text, line.start, line.end, page.gaps_of(line))
        assert len(drawn) <= width
        if page.gaps_of(line):
            assert len(drawn) == width
        for offset in range(line.start, line.end):
            x = page.cell_of(offset).x
            assert drawn[x] == text[offset]
            assert page.offset_at(place, x) == offset


@given(WORDS, st.integers(0, 60))
def test_missing_cells_are_spread_evenly_or_not_at_all(words: list[str], missing: int) -> None:
    text = " ".join(words)
    found = gaps(text, 0, len(text), missing)
    if found:
        assert stretched(found, len(text)) == missing
        blanks = text.count(" ")
        each = dict(found)
        sizes = {each.get(at, 0) for at, letter in enumerate(text) if letter == " "}
        assert max(sizes) - min(sizes) <= 1
        assert missing <= 2 * blanks


async def test_even_lines_are_chosen_by_key_and_last(library: Path) -> None:
    async with reading(library) as on:
        await on.press("j", "enter")
        ragged = on.text_of(on.reader)
        await on.press("|")
        await on.until(lambda: on.text_of(on.reader) != ragged, "even lines")
        even = on.text_of(on.reader)
        assert even.split() == ragged.split()
    async with reading(library) as on:
        assert on.app.remembered.justified
        await on.press("2", "|")
        await on.until(lambda: not on.app.remembered.justified, "ragged again")


async def test_which_names_are_plain_is_remembered(library: Path) -> None:
    async with reading(library) as on:
        await on.press("L")
        await on.until_shown("Legend")
        await on.press("enter")
        await on.until(lambda: on.app.remembered.plain_types == "PERSON", "kept")
    async with reading(library) as on:
        assert [kind.value for kind in on.reader.plain_types] == ["PERSON"]
