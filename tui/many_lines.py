"""A mark for fields of several lines: told apart without importing what edits them."""

from __future__ import annotations


class ManyLines:
    """A field in which Enter begins another line."""

    cursor_blink: bool
