"""Alt with a figure, as terminals send it: Escape, then the figure.

Textual takes that for the sign which a British keyboard of a Mac types with
these keys (``£`` for alt+3), so that no app would ever see alt+3. A terminal
that means the sign sends the sign; what is left of its table is not touched.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS


def tell_alt_figures_from_signs() -> None:
    """Have Textual read Escape and a figure as alt and that figure. Calling it again does nothing.

    In Textual's table the keys of an entry are a tuple, the sign that is typed a string.
    """
    table = cast("MutableMapping[str, Any]", ANSI_SEQUENCES_KEYS)
    for figure in "0123456789":
        if isinstance(table.get(f"\x1b{figure}"), str):
            del table[f"\x1b{figure}"]
