"""How panes share the screen, where the reader has been, what is remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.history import History, Visit
from tui.panes import PANES, Pane, share
from tui.remembered import FILE, Remembered, recall, remember


@given(
    st.integers(1, 400),
    st.sampled_from(PANES),
    st.booleans(),
    st.sets(st.sampled_from(("list", "panel"))),
    st.integers(-200, 200),
    st.integers(-200, 200),
)
def test_panes_fill_the_screen(
    width: int, focus: Pane, zen: bool, hidden: set[Pane], more: int, wider: int
) -> None:
    widths = share(width, focus, zen=zen, hidden=hidden, wider_list=more, wider_panel=wider)
    assert all(not widths.of(pane) for pane in hidden if pane != focus)
    assert sum(widths.of(pane) for pane in PANES) == width
    assert all(widths.of(pane) >= 0 for pane in PANES)
    assert widths.of("reader" if zen else focus) > 0


@pytest.mark.parametrize(
    ("width", "focus", "shown"),
    [
        (120, "list", {"list", "reader", "panel"}),
        (80, "list", {"list", "reader"}),
        (80, "reader", {"list", "reader"}),
        (80, "panel", {"reader", "panel"}),
        (40, "list", {"list"}),
        (40, "panel", {"panel"}),
    ],
)
def test_as_many_panes_as_there_is_room_for(width: int, focus: Pane, shown: set[str]) -> None:
    widths = share(width, focus)
    assert {pane for pane in PANES if widths.of(pane)} == shown


def test_back_and_forward() -> None:
    history = History()
    first, second, third = Visit(1, 10), Visit(2, 20), Visit(3, 30)
    history.leave(first)
    history.leave(second)
    assert history.back(third) == second
    assert history.back(second) == first
    assert history.back(first) is None
    assert history.forward(first) == second
    assert history.forward(second) == third
    assert history.forward(third) is None


def test_going_somewhere_new_forgets_the_way_forward() -> None:
    history = History()
    history.leave(Visit(1, 0))
    assert history.back(Visit(2, 0)) == Visit(1, 0)
    history.leave(Visit(1, 5))
    assert history.forward(Visit(9, 0)) is None


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    kept = Remembered(
        theme="culm-light",
        wider_list=-3,
        wider_panel=4,
        measure=72,
        sort="oldest",
        article="https://example.org/1",
    )
    remember(tmp_path, kept)
    assert recall(tmp_path) == kept
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(
    "told",
    ["", "null", "[]", "{", '{"measure": "wide"}', '{"measure": true}', "[" * 50_000, "\x00\xff"],
)
def test_what_is_odd_is_not_believed(tmp_path: Path, told: str) -> None:
    (tmp_path / FILE).write_text(told, encoding="latin-1")
    assert recall(tmp_path) == Remembered()


def test_what_is_right_beside_what_is_odd_is_believed(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"measure": 66, "theme": 7, "new": 1}))
    assert recall(tmp_path) == Remembered(measure=66)


def test_a_library_that_cannot_be_written_to_is_left_alone(tmp_path: Path) -> None:
    remember(tmp_path / "missing", Remembered(measure=66))
    assert recall(tmp_path / "missing") == Remembered()
