"""Lines of widgets that are gone are let go.

Textual remembers the colours of the last thousand widgets by the widget's own store of drawn
lines, and so keeps all of these, long after their dialogs were closed: fifty kilobytes each.
Remembered by the colours alone, they are the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache
from textual.color import Color

_MOST = 1024
_found: Any = getattr(StylesCache.get_inner_outer, "__wrapped__", None)


def remember_styles_by_colour() -> None:
    """Have widgets of the same colours share what is remembered of them."""
    if _found is not None:
        StylesCache.get_inner_outer = _inner_outer  # type: ignore[assignment, method-assign]


def _inner_outer(_: StylesCache, base_background: Color, background: Color) -> Any:
    return _of_colours(base_background, background)


@lru_cache(_MOST)
def _of_colours(base_background: Color, background: Color) -> Any:
    return _found(StylesCache, base_background, background)
