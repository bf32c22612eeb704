"""The terminal is sent what has changed on it, and shows the whole all the same."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from tests.support.payloads import PIECES, leaks
from tui.painting import Shown

WIDTH, HEIGHT = 12, 3
SIZE = Size(WIDTH, HEIGHT)
CONSOLE = Console(file=io.StringIO(), color_system="truecolor", force_terminal=True)
STYLES = [
    Style(),
    Style(color="#102030", bgcolor="#405060"),
    Style(color="#102030", bgcolor="#405060", bold=True),
    Style(color="#ffffff", bgcolor="#405060", underline=True),
    Style(color="#ffffff", reverse=True),
    Style(bgcolor="#000000", italic=True, meta={"offset": (1, 2)}),
    Style(color="#102030", bgcolor="#405060", dim=True),
    Style(color="#ffffff", bgcolor="#405060", bold=True, underline2=True, strike=True),
]
_TOLD = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|([^\x1b])")

ENDED_BY = {
    "22": {"1", "2"}, "23": {"3"}, "24": {"4", "21"}, "25": {"5", "6"}, "27": {"7"}, "29": {"9"},
}  # fmt: skip

Look = tuple[str, str, frozenset[str]]


class Terminal:
    """What a terminal makes of what it is sent: characters with colours and attributes."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, Look]] = {}
        self._look: Look = ("39", "49", frozenset())

    def feed(self, sent: str) -> None:
        x = y = 0
        for match in _TOLD.finditer(sent):
            if match[1]:
                x, y = int(match[2]) - 1, int(match[1]) - 1
            elif match[4]:
                self.cells[x, y] = match[4], self._seen(match[4])
                # What is two cells wide has nothing of its own in the second.
                if match[4] in "越南":
                    self.cells[x + 1, y] = "", self._seen("")
                    x += 1
                x += 1
            else:
                self._turn(match[3])

    def _turn(self, codes: str) -> None:
        parts = codes.split(";")
        while parts:
            code = parts.pop(0)
            color, background, attributes = self._look
            if code in ("", "0"):
                self._look = ("39", "49", frozenset())
            elif code in ENDED_BY:
                self._look = (color, background, attributes - ENDED_BY[code])
            elif code in ("38", "48"):
                told, parts = ";".join(parts[:4]), parts[4:]
                self._look = (
                    (told, background, attributes) if code == "38" else (color, told, attributes)
                )
            elif code in ("39", "49"):
                self._look = (
                    ("39", background, attributes) if code == "39" else (color, "49", attributes)
                )
            else:
                self._look = (color, background, attributes | {code})

    def _seen(self, char: str) -> Look:
        """Of a blank only its ground is seen, unless it is underlined or reversed."""
        color, background, attributes = self._look
        is_seen = char != " " or attributes & {"4", "7"}
        return (color, background, attributes) if is_seen else ("", background, frozenset())


styles = st.sampled_from(STYLES)
texts = st.text(st.sampled_from("ab  é"), max_size=WIDTH) | st.just("越南")
rows = st.lists(st.tuples(texts, styles), max_size=4).map(
    lambda pieces: Strip([Segment(text, style) for text, style in pieces]).adjust_cell_length(
        WIDTH, STYLES[1]
    )
)
drawings = st.lists(rows, min_size=HEIGHT, max_size=HEIGHT)


def update(strips: list[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[strip] for strip in strips], Region(0, 0, WIDTH, HEIGHT))


@given(st.lists(drawings, min_size=1, max_size=5))
def test_the_terminal_shows_what_was_drawn_last(drawn: list[list[Strip]]) -> None:
    shown, terminal = Shown(), Terminal()
    for strips in drawn:
        terminal.feed(shown.lessened(update(strips), SIZE).render_segments(CONSOLE))
        whole = Terminal()
        whole.feed(Shown().lessened(update(strips), SIZE).render_segments(CONSOLE))
        stock = Terminal()
        stock.feed(update(strips).render_segments(CONSOLE).replace("\n", ""))
        assert terminal.cells == whole.cells == stock.cells


@given(drawings)
def test_what_is_shown_already_is_not_sent_again(strips: list[Strip]) -> None:
    shown = Shown()
    shown.lessened(update(strips), SIZE).render_segments(CONSOLE)
    assert shown.lessened(update(strips), SIZE).render_segments(CONSOLE) == ""
    # The same again, but other objects: told by their cells.
    elsewhere = [Strip(list(strip), strip.cell_length) for strip in strips]
    assert shown.lessened(update(elsewhere), SIZE).render_segments(CONSOLE) == ""


def test_one_character_costs_one_character() -> None:
    shown = Shown()
    before = [Strip([Segment("bamboo here!", STYLES[1])])] * HEIGHT
    after = [Strip([Segment("bamboo there", STYLES[1])]), *before[1:]]
    shown.lessened(update(before), SIZE).render_segments(CONSOLE)
    sent = shown.lessened(update(after), SIZE).render_segments(CONSOLE)
    assert sent == "\x1b[1;8H\x1b[38;2;16;32;48;48;2;64;80;96mthere\x1b[m"


def test_all_is_sent_again_after_something_else_wrote() -> None:
    shown = Shown()
    strips = [Strip([Segment("bamboo here!", STYLES[1])])] * HEIGHT
    first = shown.lessened(update(strips), SIZE).render_segments(CONSOLE)
    shown.forget()
    assert shown.lessened(update(strips), SIZE).render_segments(CONSOLE) == first


@pytest.mark.parametrize("name", PIECES)
def test_what_steers_a_terminal_is_not_sent_whatever_is_drawn(name: str) -> None:
    # No library that culm made holds any of it; one from somebody else may.
    text = f"a{PIECES[name][:200]}b"
    drawn = Strip([Segment(text, STYLES[1]), Segment("after", STYLES[2])])
    piece = LayoutUpdate([[drawn]], Region(0, 0, drawn.cell_length, 1))
    wide = Size(drawn.cell_length, 1)
    sent = Shown().lessened(piece, wide).render_segments(CONSOLE)
    assert leaks(sent.encode("utf-8")) == []
    assert not set(sent) & set("\t\n\r\b")
    assert "after" in re.sub(r"\x1b\[[\d;]*[mH]", "", sent)


@given(st.lists(st.tuples(st.integers(0, WIDTH - 1), st.integers(0, 3)), max_size=12))
def test_pieces_that_overlap_are_shown_as_drawn_last(drawn: list[tuple[int, int]]) -> None:
    kinds = [Strip([Segment(char * 3, style)]) for char, style in zip("abcd", STYLES, strict=False)]
    shown, terminal, whole = Shown(), Terminal(), Terminal()
    blank = update([Strip([Segment(" " * WIDTH, STYLES[0])])] * HEIGHT)
    terminal.feed(shown.lessened(blank, SIZE).render_segments(CONSOLE))
    whole.feed(Shown().lessened(blank, SIZE).render_segments(CONSOLE))
    for x, kind in drawn:
        x = min(x, WIDTH - 3)
        piece = LayoutUpdate([[kinds[kind]]], Region(x, 1, 3, 1))
        terminal.feed(shown.lessened(piece, SIZE).render_segments(CONSOLE))
        whole.feed(Shown().lessened(piece, SIZE).render_segments(CONSOLE))
    assert terminal.cells == whole.cells
