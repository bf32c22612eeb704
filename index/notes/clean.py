"""What the user types or imports, made fit to be stored and shown.

Canonical texts arrive clean; notes and tags come from keyboards, clipboards and
files, so they pass through here.
"""

from __future__ import annotations

import unicodedata

# Controls but tab and newline; embeddings, overrides and isolates of direction (the
# plain marks that Arabic and Hebrew need stay); other invisible controls, lone
# surrogates, noncharacters. Covers what :mod:`index.readers.sanitise` covers.
_STEERING_RANGES = (
    (0x00, 0x08),
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0x202A, 0x202E),
    (0x2061, 0x206F),
    (0xD800, 0xDFFF),
    (0xFDD0, 0xFDEF),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE007F),
    *((plane << 16 | 0xFFFE, plane << 16 | 0xFFFF) for plane in range(17)),
)
_STEERING: dict[int, str] = {
    code: "\ufffd" for first, last in _STEERING_RANGES for code in range(first, last + 1)
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
