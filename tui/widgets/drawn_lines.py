"""The lines of a widget that draws them as wide as it is, with its ground and its scroll bar."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def drawn_lines(
    widget: Widget, crop: Region, in_general: Callable[[Region], list[Strip]]
) -> list[Strip]:
    """What ``render_lines`` of ``widget`` gives for ``crop``.

    Textual makes every line anew that is somewhere else after scrolling. Lines
    as wide as the widget need its filters only, and a strip that is the same as
    before keeps what was already made of it. ``in_general`` is Textual's way, for
    the border above and for widgets that have more around them.
    """
    top, right, bottom, left = widget.gutter
    if left or right or bottom or widget.opacity < 1 or any(widget.scrollbars_enabled):
        return in_general(crop)
    width = widget.size.width
    filters, ground = widget.get_line_filters(), widget.background_colors[1]
    above = max(0, min(top, crop.bottom) - crop.y)
    strips = in_general(Region(crop.x, crop.y, crop.width, above)) if above else []
    for y in range(crop.y + above, crop.bottom):
        strip = widget.render_line(y - top)
        for line_filter in filters:
            strip = strip.apply_filter(line_filter, ground)
        strips.append(strip if crop.width == width else strip.crop(crop.x, crop.right))
    return strips


def say_title(widget: Widget, words: str) -> None:
    """Set the title in the border of ``widget``; only its line is drawn again, and when it must."""
    shown = widget._border_title
    if shown is None or shown.plain != words:
        widget._border_title = Content(words)
        widget.refresh(Region(0, -widget.gutter.top, widget.size.width, 1))


def thumb_rows(height: int, first: int, shown: int, count: int) -> range:
    """The lines of a scroll bar of ``height`` on which its thumb is; none where all is shown.

    ``shown`` of ``count`` are on the screen, from number ``first`` on.
    """
    if shown >= count or height < 1:
        return range(0)
    size = max(1, height * shown // count)
    start = round((height - size) * min(1.0, first / (count - shown)))
    return range(start, start + size)
