"""The window on a long list: always full, always showing the cursor when it moved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.list_window import ListWindow

Move = tuple[str, int]
MOVES = st.lists(
    st.tuples(st.sampled_from(["go", "wheel", "page", "resize"]), st.integers(-60, 60)),
    max_size=25,
)


def window(heights: list[int], lines: int) -> ListWindow:
    made = ListWindow(lambda position: heights[position])
    made.count, made.height = len(heights), lines
    return made


@given(st.lists(st.integers(1, 7), min_size=1, max_size=60), st.integers(7, 40), MOVES)
def test_the_cursor_is_seen_and_the_screen_is_full(
    heights: list[int], lines: int, moves: list[Move]
) -> None:
    seen = window(heights, lines)
    for what, number in moves:
        if what == "wheel":
            seen.wheel(number)
        elif what == "resize":
            seen.height = max(7, number)
            seen.put_cursor_at(number % seen.height)
            seen.show_cursor()
        else:
            seen.go(seen.page(1 if number > 0 else -1) if what == "page" else number)
        shown = seen.lines()
        assert len(shown) == min(seen.height, sum(heights))
        assert shown == sorted(set(shown))
        if what != "wheel":
            inside = [number for position, number in shown if position == seen.cursor]
            assert inside == list(range(heights[seen.cursor]))


@given(st.lists(st.integers(1, 7), min_size=2, max_size=60), st.integers(7, 40), st.data())
def test_a_step_scrolls_no_more_than_it_must(
    heights: list[int], lines: int, data: st.DataObject
) -> None:
    seen = window(heights, lines)
    seen.go(data.draw(st.integers(0, len(heights) - 2)))
    before = seen.lines()
    seen.go(seen.cursor + 1)
    if before[-1] >= (seen.cursor, heights[seen.cursor] - 1):
        assert seen.lines() == before
    else:
        assert seen.lines()[-1] == (seen.cursor, heights[seen.cursor] - 1)


def test_a_million_items_cost_what_a_screenful_costs() -> None:
    measured = 0

    def height_of(position: int) -> int:
        nonlocal measured
        measured += 1
        return 1 + position % 4

    seen = ListWindow(height_of)
    seen.count, seen.height = 1_000_000, 40
    seen.go(500_000)
    seen.lines()
    seen.go(999_999)
    seen.wheel(-1000)
    seen.lines()
    assert measured < 5_000


def test_a_page_is_at_least_an_item() -> None:
    seen = window([30, 30, 30], 10)
    assert seen.page(1) == 1
    seen.go(1)
    assert seen.page(-1) == 0


def test_the_cursor_keeps_its_line() -> None:
    seen = window([3] * 100, 30)
    seen.cursor = 50
    seen.put_cursor_at(9)
    assert seen.lines_above_cursor() == 9
    seen.wheel(60)
    assert seen.lines_above_cursor() is None


def test_nothing_is_nothing() -> None:
    seen = window([], 10)
    seen.go(3)
    seen.wheel(5)
    assert seen.lines() == []
    assert seen.lines_above_cursor() is None
