"""The caret of the reader: where it is on the page, how it moves, what it selects.

No widget: a caret knows a page and nothing of the screen. It always stands on
a cluster that is drawn; motions that lead into hidden text or onto the white
space at a line end go on to the next cluster in their direction.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from index.article import Span
from tui import motions
from tui.motions import Unit
from tui.rendering.blocks import Role
from tui.rendering.cells import cluster_start, next_cluster
from tui.rendering.layout import Page, PageLine, Place


class Grain(Enum):
    """What a selection grows by."""

    CHARACTER = "character"
    SENTENCE = "sentence"


class Selection(Struct, frozen=True):
    """From ``anchor`` to ``head``, both included; ``head`` is the end that moves.

    It was ``taken`` when it came to be as a whole: a word, a passage.
    """

    anchor: int
    head: int
    grain: Grain = Grain.CHARACTER
    taken: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether it has only just been begun: nothing was done to stretch it."""
        is_one = self.anchor == self.head and self.grain is Grain.CHARACTER
        return is_one and not self.taken

    def span(self, text: str) -> Span:
        """What is selected, as a half-open span of ``text``."""
        low, high = sorted((self.anchor, self.head))
        if self.grain is Grain.SENTENCE:
            first, last = motions.sentence(text, low), motions.sentence(text, high)
            return Span(min(first.start, low), max(last.end, min(len(text), high)))
        return Span(low, min(len(text), next_cluster(text, high)))


class Caret:
    """The caret on a page. Offsets are code points into the page's text."""

    def __init__(self, page: Page, offset: int = 0) -> None:
        self.page = page
        self.selection: Selection | None = None
        self.offset = 0
        self._goal: int | None = None
        self._selected: tuple[Selection, Span] | None = None
        self.put(offset)

    @property
    def place(self) -> Place:
        """The line that the caret is on."""
        return self.page.place_of(self.offset)

    @property
    def selected(self) -> Span | None:
        """What is selected, if anything."""
        if self.selection is None:
            return None
        if self._selected is None or self._selected[0] is not self.selection:
            self._selected = (self.selection, self.selection.span(self.page.text))
        return self._selected[1]

    @property
    def end(self) -> int:
        """The offset behind the cluster that the caret stands on."""
        return next_cluster(self.page.text, self.offset)

    # Moving

    def put(self, offset: int, towards: int = 1) -> None:
        """Go to ``offset``, or when it is not drawn, to the next that is: on (1) or back (-1)."""
        self._go(offset, towards)
        self._goal = None

    def _go(self, offset: int, towards: int) -> None:
        self.offset = self._shown(max(0, min(offset, self.page.length)), towards)
        if self.selection is not None:
            self.selection = replace(self.selection, head=self.offset)

    def _shown(self, offset: int, towards: int) -> int:
        place = self.page.place_of(offset)
        line = self.page.line(place)
        if line.role is Role.FOLD:
            if offset == line.start or towards < 0:
                return line.start
            offset = line.end
        if offset < line.start or line.start == line.end:
            return line.start
        if offset < line.end:
            return self._in_line(line, offset)
        if towards > 0:
            following = self.page.step_text(place, 1)
            if following != place:
                return self.page.line(following).start
        return self._last_of(line)

    def _in_line(self, line: PageLine, offset: int) -> int:
        return cluster_start(self.page.text, offset, line.start)

    def _last_of(self, line: PageLine) -> int:
        if line.role is Role.FOLD or line.end <= line.start:
            return line.start
        return cluster_start(self.page.text, line.end - 1, line.start)

    def move(self, motion: Callable[[str, int], int], count: int = 1) -> None:
        """Make a motion of the text, such as those of :mod:`tui.motions`."""
        for _ in range(count):
            before = self.offset
            offset = motion(self.page.text, before)
            self.put(offset, 1 if offset >= before else -1)
            if self.offset == before:
                break

    def lines(self, count: int) -> None:
        """Go ``count`` lines down, or up when negative, in the same column as far as possible."""
        cell = self.page.cell_of(self.offset)
        if self._goal is None:
            self._goal = cell.x
        self.to_line(self.page.step_text(cell.place, count))

    def to_line(self, place: Place) -> None:
        """Go to a line, keeping the column."""
        if self._goal is None:
            self._goal = self.page.cell_of(self.offset).x
        line = self.page.line(place)
        if not line.holds_text:
            place = self.page.step_text(place, 1)
            line = self.page.line(place)
            if not line.holds_text:
                return
        self._go(min(self.page.offset_at(place, self._goal), max(line.start, line.end - 1)), -1)

    def line_start(self) -> None:
        """To the first cluster of the line."""
        self.put(self.page.line(self.place).start)

    def line_end(self) -> None:
        """To the last cluster of the line; moving by lines then keeps to the ends."""
        self.put(self._last_of(self.page.line(self.place)))
        self._goal = self.page.width * 2

    def top(self) -> None:
        """To the first cluster of the page."""
        place = self.page.top
        if not self.page.line(place).holds_text:
            place = self.page.step_text(place, 1)
        self.put(self.page.line(place).start)

    def body(self) -> None:
        """To the first cluster below headline and facts."""
        place = self.page.step_text(Place(0, 0), 1)
        while place.part == 0:
            following = self.page.step_text(place, 1)
            if following == place:
                return
            place = following
        self.put(self.page.line(place).start)

    def bottom(self) -> None:
        """To the last cluster of the page."""
        place = self.page.bottom
        if not self.page.line(place).holds_text:
            place = self.page.step_text(place, -1)
        self.put(self._last_of(self.page.line(place)), -1)

    # Selecting

    def select(self, grain: Grain) -> None:
        """Begin a selection at the caret, or change what the present one grows by."""
        if self.selection is None:
            self.selection = Selection(self.offset, self.offset, grain)
        elif self.selection.grain is grain:
            self.selection = None
        else:
            self.selection = replace(self.selection, grain=grain)

    def select_span(self, span: Span) -> None:
        """Select ``span``; the caret goes to its last cluster."""
        if len(span) <= 0:
            return
        self.selection = None
        self.put(cluster_start(self.page.text, span.end - 1, span.start), -1)
        self.selection = Selection(span.start, self.offset, Grain.CHARACTER, taken=True)

    def select_object(self, unit: Unit, count: int = 1, *, around: bool = False) -> None:
        """Select ``count`` words, sentences or paragraphs from the one at the caret on.

        What is selected already grows by them. With ``around``, white space goes along.
        """
        selected = self.selected
        if self.selection is not None and self.selection.is_bare:
            selected = None
        span = motions.text_object(self.page.text, self.offset, unit, around=around)
        if selected is None or span.start < selected.start or selected.end < span.end:
            self.select_span(span)
            count -= 1
        self._grow(unit, count, around=around)

    def _grow(self, unit: Unit, count: int, *, around: bool = False) -> None:
        text = self.page.text
        for _ in range(count):
            selected = self.selected
            if selected is None:
                return
            following = motions.after_blanks(text, selected.end)
            if following >= len(text):
                return
            more = motions.text_object(text, following, unit, around=around)
            self.select_span(Span(selected.start, max(selected.end, more.end)))

    def extend(self, count: int = 1) -> None:
        """Select ``count`` sentences more."""
        if self.selection is None:
            self.select_object(Unit.SENTENCE, count)
        else:
            self._grow(Unit.SENTENCE, count)

    def swap(self) -> None:
        """Move the other end of the selection from now on."""
        if self.selection is not None:
            before, self.selection = self.selection, None
            self.put(before.anchor)
            self.selection = replace(before, anchor=before.head, head=self.offset)

    def cancel(self) -> None:
        """Select nothing."""
        self.selection = None
