"""Characters that steer a terminal, or make a line read otherwise than it says.

They are taken out where text comes in (:mod:`index.sanitise`) and again
where it goes out, because a library may have come from somebody else.
"""

from __future__ import annotations

import re

RANGES = (
    (0x00, 0x08),  # tabs and the ends of lines are left to whoever uses this
    (0x0E, 0x1B),
    (0x1F, 0x1F),
    (0x7F, 0x84),
    (0x86, 0x9F),
    (0x202A, 0x202E),  # bidirectional embeddings and overrides
    (0x2061, 0x206F),  # invisible operators, isolates, deprecated format controls
    (0xD800, 0xDFFF),
    (0xFDD0, 0xFDEF),
    (0xFFF9, 0xFFFB),  # interlinear annotation
    (0xFFFE, 0xFFFF),
    (0xE0000, 0xE007F),  # tags
)
NONCHARACTERS = tuple((plane << 16 | 0xFFFE, plane << 16 | 0xFFFF) for plane in range(1, 17))
"""Those that show as nothing known: not let in, but harmless where they are."""
_ENDS_OF_LINES = "\v\f\x1c\x1d\x1e\x85\u2028\u2029\ufeff"
REPLACEMENT = "\ufffd"


def any_of(ranges: tuple[tuple[int, int], ...], more: str = "") -> str:
    """A class of characters for a regular expression."""
    inside = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)
    return f"[{inside}{re.escape(more)}]"


# Strings, which are compiled when they are first needed: few commands need them.
_STEERING = any_of(RANGES, _ENDS_OF_LINES) + r"|\r(?!\n)"
_IN_A_LINE = any_of(RANGES, _ENDS_OF_LINES + "\t\n\r\u061c")
_IN_JSON = any_of(RANGES, _ENDS_OF_LINES + "\u061c\u200e\u200f")


def harmless(document: str) -> str:
    """A document without what steers; tabs, ``\\n`` and ``\\r\\n`` stay."""
    return re.sub(_STEERING, REPLACEMENT, document)


def steers(text: str) -> bool:
    """Whether anything of a line steers, tabs and ends of lines included."""
    return not text.isprintable() and re.search(_IN_A_LINE, text) is not None


def escape_controls(line: str) -> str:
    """JSON in which what steers is written as ``\\u`` escapes; json itself escapes only C0."""
    return re.sub(_IN_JSON, _escape, line)


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
