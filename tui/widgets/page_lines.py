"""The lines of a page as they are painted: margin, text, last line, thumb of the scroll bar.

The view is the first visible line; everything else is laid out from there, so
that a page of any length costs what a screenful costs. What the lines hold is
said by the page and the layers given to :meth:`PageLines.lay`. How the view and
the caret move is in :mod:`tui.widgets.page_view`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from index.article import Span
from tui.rendering.blocks import Role
from tui.rendering.cells import is_plain, shown, width_of
from tui.rendering.justify import widened
from tui.rendering.layers import MARKED_SPAN, Layer, Look, pieces
from tui.rendering.layout import Page, PageLine, Place
from tui.widgets import reader_look
from tui.widgets.lines import Line, paint
from tui.widgets.reader_caret import Caret
from tui.widgets.reader_look import Looks
from tui.widgets.reader_marks import Marks, margin_of

WIDE_MARGIN, NARROW_MARGIN = 4, 2
WIDE_FROM = 50
"""Cells from which the margin has room for two bars and the sign of a note."""
RIGHT_MARGIN = 2
MEASURE = 80
_STRIPS_KEPT = 400
_Key = tuple[Place, bool, tuple[MARKED_SPAN, ...]]
"""What the look of a line hangs on: which it is, whether beside the thumb, how selected."""
_EMPTY_PAGE = Page("", (), MEASURE)
_ROLE_LOOKS: dict[Role, int] = {
    Role.HEADLINE: Look.HEADLINE.bit,
    Role.FACTS: Look.FACTS.bit,
    Role.SUBHEAD: Look.SUBHEAD.bit,
    Role.QUOTE: Look.QUOTE.bit,
    Role.CAPTION: Look.CAPTION.bit,
    Role.ASIDE: Look.ASIDE.bit,
}


class PageLines(Widget, can_focus=True):
    """Paints what is visible of a :class:`~tui.rendering.layout.Page`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(reader_look.COMPONENT_CLASSES)
    DEFAULT_CSS = reader_look.CSS

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.page = _EMPTY_PAGE
        self.looks = Looks(self)
        self.measure_wanted = MEASURE
        self._caret = Caret(self.page)
        self._top = self.page.top
        self._layers: tuple[Layer, ...] = ()
        self._marks = Marks()
        self._view: list[Place] | None = None
        self._filtered: dict[_Key, Strip] = {}
        self._peek_styles: dict[str, Style] = {}
        self._filters: tuple[tuple[LineFilter, ...], Color] = ((), Color(0, 0, 0))
        self._thumb: range | None = None

    # What is shown

    def lay(self, page: Page, layers: Sequence[Layer], marks: Marks) -> None:
        """Show ``page``, drawn with ``layers`` and with the bars of ``marks`` in the margin."""
        self.page, self._layers, self._marks = page, tuple(layers), marks
        self._caret = Caret(page)
        self._top = page.top
        self._forget_lines()

    def redraw(self, layers: Sequence[Layer], marks: Marks) -> None:
        """Draw the same page with other layers."""
        self._layers, self._marks = tuple(layers), marks
        self._forget_lines()

    def _forget_lines(self) -> None:
        self._filtered.clear()
        self._view = None
        self.refresh()

    @property
    def text_width(self) -> int:
        """The measure in cells: what is wanted, or what there is room for."""
        return self._text_width_in(self.size.width)

    def _text_width_in(self, width: int) -> int:
        return max(8, min(self.measure_wanted, width - _margin_in(width) - RIGHT_MARGIN))

    @property
    def _left(self) -> int:
        """Cells to the left of the text: the margin, and what centres the text."""
        width = self.size.width
        margin = _margin_in(width)
        spare = width - margin - RIGHT_MARGIN - self._text_width_in(width)
        return margin + max(0, spare // 2)

    @property
    def _rows(self) -> int:
        """Lines of the screen that the page has."""
        return max(1, self.size.height - (1 if self.peek() else 0))

    def sign_of(self, line: PageLine) -> str:
        """A sign for the margin beside ``line``, where no mark has one; one cell or nothing."""
        return ""

    def labels_on(self, line: PageLine) -> Iterable[tuple[int, str]]:
        """Labels that stand over the text of ``line``: their offsets, in order, and letters."""
        return ()

    def peek(self) -> Line | None:
        """What to say on the last line of the view, in the place of text."""
        return None

    def _places(self) -> list[Place]:
        if self._view is None:
            height = max(1, self.size.height)
            self._view = self.page.lines_from(self._top, height)
            self._thumb = self._thumb_rows(self._view, height)
        return self._view

    def _refresh_places(self, *places: Place) -> None:
        """Paint these lines again if they are on the screen."""
        view = self._places()
        for place in set(places):
            if view and view[0] <= place <= view[-1]:
                self.refresh(Region(0, view.index(place), self.size.width, 1))

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        # Textual makes every line anew that is somewhere else after scrolling. Lines of a
        # page are as wide as the widget: they need its filters only, and a strip that is
        # the same as before keeps what was already made of it.
        top, right, bottom, left = self.gutter
        if left or right or bottom or self.opacity < 1:
            return super().render_lines(crop)
        width, height = self.size
        filters = (tuple(self.get_line_filters()), self.background_colors[1])
        if filters != self._filters:
            self._filters = filters
            self._filtered.clear()
        above = max(0, min(top, crop.bottom) - crop.y)
        strips = super().render_lines(Region(crop.x, crop.y, crop.width, above)) if above else []
        live = self._live_places()
        for y in range(crop.y + above, crop.bottom):
            strip = self._filtered_strip(y - top, width, height, live)
            strips.append(strip if crop.width == width else strip.crop(crop.x, crop.right))
        return strips

    def render_line(self, y: int) -> Strip:
        return self._strip(y, *self.size)

    def _live_places(self) -> tuple[Place, Place]:
        """The first and the last line that the caret or the selection can touch."""
        selected, place = self._caret.selected, self._caret.place
        if selected is None:
            return place, place
        ends = self.page.place_of(selected.start), self.page.place_of(selected.end)
        return min(place, *ends), max(place, *ends)

    def _filtered_strip(self, y: int, width: int, height: int, live: tuple[Place, Place]) -> Strip:
        """Line ``y`` as it goes to the screen, made once for each way it is selected."""
        places = self._places()
        key: _Key | None = None
        if y < len(places) and (y < height - 1 or self.peek() is None):
            place = places[y]
            spans = self._live_spans(place) if live[0] <= place <= live[1] else ()
            key = place, self._thumb is not None and y in self._thumb, spans
            strip = self._filtered.get(key)
            if strip is not None:
                return strip
        strip = self._strip(y, width, height)
        filters, ground = self._filters
        for line_filter in filters:
            strip = strip.apply_filter(line_filter, ground)
        if key is not None:
            if len(self._filtered) >= _STRIPS_KEPT:
                self._filtered.clear()
            self._filtered[key] = strip
        return strip

    def _strip(self, y: int, width: int, height: int) -> Strip:
        """Line ``y`` of a view of this size."""
        peek = self.peek() if y == height - 1 else None
        if peek is not None:
            return self._render_peek(peek, width)
        places = self._places()
        if y >= len(places):
            return Strip.blank(width, self.looks.ground)
        place = places[y]
        line = self.page.line(place)
        drawn = self._render_page_line(line, self._live_spans(place), width - 1)
        drawn = self._labelled(line, drawn)
        on_thumb = self._thumb is not None and y in self._thumb
        return Strip([*drawn, self._thumb_cell(on_thumb)], width)

    def _labelled(self, line: PageLine, drawn: Iterable[Segment]) -> Iterable[Segment]:
        """A line with its labels over the text."""
        for offset, label in self.labels_on(line):
            x = self._left + self.page.cell_of(offset).x
            strip = Strip(drawn)
            width = strip.cell_length
            label = label[: width - x]
            drawn = (
                *strip.crop(0, x),
                Segment(label, self.looks.named("hint")),
                *strip.crop(x + len(label), width),
            )
        return drawn

    def _render_peek(self, peek: Line, width: int) -> Strip:
        if not self._peek_styles:
            self._peek_styles = self._styles_of_peek()
        return paint(peek, width, self._peek_styles, self._peek_styles["peek"])

    def _styles_of_peek(self) -> dict[str, Style]:
        styles = {
            name.removeprefix(reader_look.PREFIX): self.get_component_rich_style(name)
            for name in self.COMPONENT_CLASSES
            if "peek" in name or "bar-" in name
        }
        ground = styles["peek"]
        for name in styles:
            if name.startswith("bar-"):
                styles[name] = ground + Style(color=styles[name].color, bold=True)
        return styles

    def _live_spans(self, place: Place) -> tuple[MARKED_SPAN, ...]:
        """The caret and the selection, as far as they touch a line."""
        line = self.page.line(place)
        if not line.holds_text:
            return ()
        spans: list[MARKED_SPAN] = []
        selected = self._caret.selected
        if selected is not None and selected.overlaps(Span(line.start, line.end)):
            start, end = max(selected.start, line.start), min(selected.end, line.end)
            spans.append((start, end, Look.SELECTED.bit))
        offset = self._caret.offset
        near = line.start <= offset <= line.end
        if near and self.has_focus and place == self._caret.place:
            spans.append((offset, self._caret.end, Look.CARET.bit))
        return tuple(spans)

    def _render_page_line(
        self, line: PageLine, extra: Sequence[MARKED_SPAN], width: int
    ) -> Iterable[Segment]:
        ground = self.looks.ground
        segments = [*self._render_margin(line), Segment(" " * line.indent, ground)]
        if line.role is Role.FOLD:
            style = self.looks.named("fold")
            if any(looks & Look.CARET.bit for _, _, looks in extra):
                style = self.looks.of(Look.CARET.bit)
            segments.append(Segment(shown(line.label), style))
        elif line.label:
            style = self.looks.of(_ROLE_LOOKS.get(line.role, 0))
            segments.append(Segment(shown(line.label), style))
        else:
            segments += self._render_text(line, extra)
        room = width - sum(width_of(text) for text, _, _ in segments)
        if room < 0:
            return Strip(segments).adjust_cell_length(width, ground)
        return [*segments, Segment(" " * room, ground)]

    def _render_text(self, line: PageLine, extra: Sequence[MARKED_SPAN]) -> list[Segment]:
        text, looks = self.page.text, self.looks
        base = _ROLE_LOOKS.get(line.role, 0)
        found = pieces(line.start, line.end, self._layers, extra)
        if not found:
            empty = any(mask & Look.CARET.bit for _, _, mask in extra)
            return [Segment(" ", looks.of(Look.CARET.bit))] if empty else []
        wide = self.page.gaps_of(line)
        if is_plain(text, line.start, line.end):
            return [
                Segment(widened(text, a, b, wide) if wide else text[a:b], looks.of(mask | base))
                for a, b, mask in found
            ]
        more = dict(wide)
        segments: list[Segment] = []
        parts = iter(found)
        _, end, mask = next(parts)
        drawn: list[str] = []
        for cluster in self.page.clusters_of(line):
            while cluster.start >= end:
                segments.append(Segment("".join(drawn), looks.of(mask | base)))
                drawn = []
                _, end, mask = next(parts)
            drawn.append(cluster.shown + " " * more.get(cluster.start, 0))
        segments.append(Segment("".join(drawn), looks.of(mask | base)))
        return [segment for segment in segments if segment.text]

    def _render_margin(self, line: PageLine) -> list[Segment]:
        ground = self.looks.ground
        margin = _margin_in(self.size.width)
        blank = Segment(" ", ground)
        count = 2 if margin == WIDE_MARGIN else 1
        start, end = (line.start, line.end) if line.holds_text else (0, 0)
        signs, has_note = margin_of(self._marks, start, end, count)
        lanes = [blank] * count
        for lane, (sign, colour) in signs.items():
            lanes[lane] = Segment(sign, self.looks.named(f"bar-{colour.value}"))
        # The first lane is the one next to the text.
        drawn = [*reversed(lanes), blank]
        if margin == WIDE_MARGIN:
            drawn.insert(0, Segment("✎", self.looks.named("note-sign")) if has_note else blank)
        if line.holds_text and (other := self.sign_of(line)):
            drawn[drawn.index(blank)] = Segment(other, self.looks.named("note-sign"))
        return [Segment(" " * (self._left - margin), ground), *drawn]

    def _thumb_rows(self, view: Sequence[Place], height: int) -> range | None:
        """The rows of the scroll bar's thumb: how far into the text ``view`` is."""
        if self._top == self.page.top and (len(view) < height or view[-1] == self.page.bottom):
            return None
        first, last = self.page.line(view[0]).start, self.page.line(view[-1]).end
        length = max(1, self.page.length)
        size = max(1, round(height * max(0, last - first) / length))
        start = min(height - size, round(height * first / length))
        return range(start, start + size)

    def _thumb_cell(self, on_thumb: bool) -> Segment:
        if self._thumb is None:
            return Segment(" ", self.looks.ground)
        return Segment("┃" if on_thumb else " ", self.looks.named("thumb"))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.looks.forget()
        self._filtered.clear()
        self._peek_styles = {}

    def on_focus(self) -> None:
        self._refresh_places(self._caret.place)

    def on_blur(self) -> None:
        self._refresh_places(self._caret.place)


def _margin_in(width: int) -> int:
    """Cells of the margin in a view of this width."""
    return WIDE_MARGIN if width >= WIDE_FROM else NARROW_MARGIN
