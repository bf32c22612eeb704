"""What the user types or imports, made fit to be stored and shown.

Canonical texts arrive clean; notes and tags come from keyboards, clipboards and
files, so they pass through here.
"""

from __future__ import annotations

import unicodedata

from index.steering import NONCHARACTERS, RANGES, REPLACEMENT

_CONTROLS = ((0x0B, 0x0D), (0x1C, 0x1E), (0x85, 0x85))
"""Ends of lines in canonical texts, mere controls in what is typed."""
_STEERING: dict[int, str] = {
    code: REPLACEMENT
    for first, last in (*RANGES, *NONCHARACTERS, *_CONTROLS)
    for code in range(first, last + 1)
}
_STEERING |= {0x2028: "\n", 0x2029: "\n", 0xFEFF: ""}


def clean_note(text: str) -> str:
    """NFC, one kind of line end, nothing that steers a terminal, no white space at the end."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").translate(_STEERING)
    return unicodedata.normalize("NFC", unified).rstrip()


def clean_line(text: str) -> str:
    """:func:`clean_note` on one line, white space joined: for tags and names."""
    return " ".join(clean_note(text).split())


def clean_tags(tags: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Tags without a leading ``#``, empty ones and repeats, in the order given."""
    cleaned = (clean_line(tag.lstrip("# \t")) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def is_clean(text: str) -> bool:
    """Whether a text could be a canonical one as far as its characters go."""
    return not any(ord(char) in _STEERING for char in text) and unicodedata.is_normalized(
        "NFC", text
    )
