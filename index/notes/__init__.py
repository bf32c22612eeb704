"""What the user makes of a library: annotations, reading state, searches, corrections.

Importing this package loads nothing; :class:`Notes` comes with its first use, so
that who only needs the models does not wait for the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.notes.notes import Notes

__all__ = ["Notes"]


def __getattr__(name: str) -> Any:
    if name != "Notes":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from index.notes.notes import Notes

    return Notes
