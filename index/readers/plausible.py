"""Whether what bytes were decoded to reads like text at all, in whatever language and script.

Any bytes are text in some encoding. What was never written holds characters that nobody types
(controls, unassigned and private code points), signs in the middle of words, capitals after
small letters, and letters of several alphabets side by side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct

SAMPLE = 16 << 10
"""Code points that are looked at, at the beginning and in the middle."""

_BLANKS = frozenset("\t\n\v\f\r\x1a\x1b\x85")
_USUAL_SIGNS = frozenset("«»‹›“”„‘’‚–—…•·€£$©®™°§²½¼´\u00a0\u00ad¿¡ªº№‐‑‰†‡※〜～′″×¹³¾±¶¨")
_ALPHABETS = {
    "LATIN": "Ll",
    "CYRILLIC": "Cc",
    "GREEK": "Gg",
    "ARMENIAN": "Aa",
    "GEORGIAN": "ee",
    "HEBREW": "hh",
    "ARABIC": "rr",
    "THAI": "tt",
}
"""By the first word of its letters' names: what stands for capitals and for other letters."""
_ODD, _SIGN, _OTHER = "!", "#", "."
_CAPITALS, _SMALL = "LCGA", "lcga"
_CLASH = re.compile(
    "(?=" + "|".join(
        [f"{small}{capital}" for small, capital in zip(_SMALL, _CAPITALS, strict=True)]
        + [
            f"[{one}][{''.join(other for other in _ALPHABETS.values() if other != one)}]"
            for one in _ALPHABETS.values()
        ]
    ) + ")"
)  # fmt: skip


class Oddness(Struct, frozen=True):
    """How much of a text nobody types: characters, and what stands side by side, as shares."""

    characters: float
    neighbours: float
    count: int
    """How many characters nobody types."""
    one_alphabet: float
    """The share of letters of the alphabet that has most."""


def oddness(text: str) -> Oddness:
    """What is odd about a text; linear, of a sample only."""
    middle = len(text) // 2
    looked_at = text[:SAMPLE] if len(text) <= 2 * SAMPLE else (
        text[:SAMPLE] + text[middle : middle + SAMPLE]
    )  # fmt: skip
    kinds = looked_at.translate(_kinds(set(looked_at)))
    size = len(kinds) or 1
    odd = kinds.count(_ODD)
    neighbours = kinds.count(_SIGN) + len(_CLASH.findall(kinds))
    letters = max(sum(map(kinds.count, set(letters))) for letters in _ALPHABETS.values())
    return Oddness(odd / size, neighbours / size, odd, letters / size)


def _kinds(characters: Iterable[str]) -> dict[int, str]:
    return {ord(character): _kind(character) for character in characters}


def _kind(character: str) -> str:
    if character in _BLANKS or character in _USUAL_SIGNS:
        return _OTHER
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Co", "Cs") or character == "\ufffd":
        return _ODD
    if category[0] == "L":
        letters = _ALPHABETS.get(unicodedata.name(character, "").partition(" ")[0], _OTHER)
        return letters[0 if category == "Lu" else -1]
    is_sign = character > "\x7f" and category[0] in "SP" and character < "\u3000"
    return _SIGN if is_sign else _OTHER


def reads_well(found: Oddness) -> bool:
    """Whether next to nothing is odd: as what is read in the encoding that it was written in."""
    return found.characters <= 0.005 and found.neighbours <= 0.04


def is_text(found: Oddness) -> bool:
    """Whether it may be text, be it in an encoding that was not recognised.

    Texts that are misread have signs in their words, but few characters that nobody types;
    pictures, sounds, programs and what is packed have both.
    """
    if found.count < 2:
        return found.neighbours <= 0.3 and (not found.count or found.neighbours <= 0.08)
    together = found.characters + found.neighbours
    return found.characters <= 0.015 or (found.characters <= 0.1 and together <= 0.1)
