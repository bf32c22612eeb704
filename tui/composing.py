"""Composes what a screen shows anew out of the lines that changed, and nothing else.

Textual has every widget make all its lines that lies within the box around all
changes: a change in the first line and one in the last draw the whole screen. Here
a widget makes lines only where something changed and nothing lies above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor
from textual._context import visible_screen_stack
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Span = tuple[int, int, int]
"""A stretch of a line of the screen: the line, its first cell and the one after its last."""


class ChangedLines(Compositor):
    """Textual's compositor, which asks widgets for no more than is drawn."""

    def render_partial_update(self) -> ChopsUpdate | None:
        screen = self.size.region
        changed = [region.intersection(screen) for region in self._dirty_regions]
        self._dirty_regions.clear()
        spans = list(self._regions_to_spans(filter(None, changed)))
        if not spans:
            return None
        return ChopsUpdate(self._drawn(spans), spans, [line[1:] for line in self.cuts])

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        # All of these lines are drawn whole, thus each has its strips. A dialog above may ask
        # for another size than this has: it learned first that the terminal has another.
        lines = crop.intersection(self.size.region).line_range
        return self._drawn(  # type: ignore[return-value]
            (y, 0, self.size.width) for y in lines if is_rendered_line(y)
        )

    def _drawn(self, spans: Iterable[Span]) -> list[dict[int, Strip | None]]:
        """For each line of the screen the strips on it by their first cells, as far as drawn."""
        cuts = self.cuts
        lines: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        missing: dict[int, set[int]] = {}
        for y, first, last in spans:
            touched = (x for x, end in pairwise(cuts[y]) if x < last and end > first)
            missing.setdefault(y, set()).update(touched)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            wanted = [
                y
                for y in seen.line_range
                if y in missing and any(seen.x <= x < seen.right for x in missing[y])
            ]
            if not wanted:
                continue
            top, height = wanted[0], wanted[-1] + 1 - wanted[0]
            crop = Region(seen.x - region.x, top - region.y, seen.width, height)
            below = self._below(widget)
            drawn = widget.render_lines(crop) if below is None else below[top : top + height]
            for y, strip in enumerate(drawn, top):
                if y not in missing:
                    continue
                starts = [x for x in lines[y] if seen.x <= x < seen.right]
                ends = [*(x - seen.x for x in starts[1:]), seen.width]
                for x, piece in zip(starts, strip.divide(ends), strict=False):
                    if x in missing[y]:
                        lines[y][x] = piece
                        missing[y].remove(x)
                if not missing[y]:
                    del missing[y]
        return lines

    def _below(self, widget: Widget) -> list[Strip] | None:
        """What a dialog lets through of the screen below it; ``None`` for all other widgets."""
        background = widget.styles.background
        if widget is not self.root or background.a == 1:
            return None
        screens = visible_screen_stack.get([])
        if not screens or screens[-1] is widget:
            return None
        strips = screens.pop()._compositor.render_strips(self.size)
        width, height = self.size
        ground = _veiled(None, background)
        veiled = [
            Strip([Segment(text, _veiled(style, background)) for text, style, _ in strip])
            for strip in strips
        ]
        blank = [Strip.blank(width, ground)] * (height - len(veiled))
        return [strip.adjust_cell_length(width, ground) for strip in veiled] + blank


@lru_cache(maxsize=1024)
def _veiled(style: Style | None, veil: Color) -> Style:
    """``style`` as it looks through a veil, without what can be clicked in it."""
    bare = style.clear_meta_and_links() if style is not None else Style()
    if veil.a == 0:
        return bare
    front, ground = (
        (Color.from_rich_color(color) + veil).rich_color if color is not None else None
        for color in (bare.color, bare.bgcolor)
    )
    return bare + Style(color=front, bgcolor=ground)
