"""What Textual does with styles, at less cost of memory and time.

Lines of widgets that are gone are let go: Textual remembers the colours of the last thousand
widgets by the widget's own store of drawn lines, and so keeps all of these, long after their
dialogs were closed: fifty kilobytes each. Remembered by the colours alone, they are the
same.

A rule of a style sheet is the same only as itself. Python's own hash says so at once; Textual's
is a function in Python, called for each of some hundred rules for each widget.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.css.model import RuleSet

_MOST = 1024
_found: Any = getattr(StylesCache.get_inner_outer, "__wrapped__", None)


def remember_styles_by_colour() -> None:
    """Have widgets of the same colours share what is remembered of them."""
    if _found is not None:
        StylesCache.get_inner_outer = _inner_outer  # type: ignore[assignment, method-assign]


def hash_rules_at_once() -> None:
    """Have rules of style sheets told apart by Python itself."""
    RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]


def _inner_outer(_: StylesCache, base_background: Color, background: Color) -> Any:
    return _of_colours(base_background, background)


@lru_cache(_MOST)
def _of_colours(base_background: Color, background: Color) -> Any:
    return _found(StylesCache, base_background, background)
