"""Text from outside, made safe to keep and to show.

:func:`sanitise` maps one code point to one code point, so positions taken
before and after it are the same. What it removes is what can steer a terminal
or make a line read differently from what it says: control characters,
bidirectional overrides and isolates (CVE-2021-42574), interlinear annotation,
tag characters, noncharacters and lone surrogates. All of them become U+FFFD,
so that a reader sees that something was there.

What only joins or orders letters (zero-width joiners, variation selectors,
left-to-right and right-to-left marks) is kept: scripts need it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from index.steering import NONCHARACTERS, RANGES, REPLACEMENT

_LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


_TABLE: dict[int, str] = {}
for _first, _last in (*RANGES, *NONCHARACTERS):
    _TABLE.update(dict.fromkeys(range(_first, _last + 1), REPLACEMENT))
_TABLE.update((ord(end), "\n") for end in _LINE_ENDS)
_TABLE[ord("\t")] = " "
_TABLE[0xFEFF] = "\u2060"  # as a joiner it was replaced by U+2060; as a mark it was read before

_UNSAFE = frozenset(map(chr, _TABLE))
_UNSAFE_ASCII = "".join(sorted(filter(str.isascii, _UNSAFE)))
# To look for one character after another pays in texts longer than this.
_LONG = 400

# More marks on one letter than any language writes. Normalising and drawing
# such a run takes time quadratic in its length, so it is cut into pieces as in
# the Stream-Safe Text Format (Unicode Standard Annex 15, section 13).
_MARKS_AT_MOST = 30
_GRAPHEME_JOINER = "\u034f"


@cache
def _marks() -> tuple[frozenset[str], re.Pattern[str]]:
    """All marks, and what finds too many in a row; worked out once somebody needs them."""
    marks = frozenset(c for c in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(c))
    inside = "".join(sorted(marks))
    return marks, re.compile(f"([{inside}]{{{_MARKS_AT_MOST}}})(?=[{inside}])")


def sanitise(text: str) -> str:
    """``text`` with every unsafe code point replaced, of the same length.

    Line and paragraph separators of any kind become ``\\n``, a tab a space.
    Idempotent; linear; text without unsafe code points is returned as it is.
    """
    return text if _is_safe(text) else text.translate(_TABLE)


def _is_safe(text: str) -> bool:
    if len(text) < _LONG:
        return _UNSAFE.isdisjoint(text)
    if any(char in text for char in _UNSAFE_ASCII):
        return False
    return text.isascii() or _UNSAFE.isdisjoint(_beyond_ascii(text))


def _beyond_ascii(text: str) -> str:
    """The characters of ``text`` that are not ASCII, which in most texts are few."""
    return "".join(re.findall(r"[^\x00-\x7f]+", text))


def canonical_text(decoded: str) -> str:
    """The canonical text of a document: one kind of line end, NFC, sanitised.

    Nothing else is changed, not even blanks at the ends, so that what a person
    sees is what the document says. Idempotent. Linear in the length.
    """
    if "\r" in decoded:
        decoded = decoded.replace("\r\n", "\n")
    if not decoded.isascii():
        decoded = unicodedata.normalize("NFC", _cut_mark_runs(decoded))
        # Composing may bring runs together that were apart.
        decoded = _cut_mark_runs(decoded)
    return sanitise(decoded)


def one_line(text: str) -> str:
    """A short field (title, outlet, key, …): canonical, on one line, no blanks around it."""
    return " ".join(canonical_text(text).split())


def _cut_mark_runs(text: str) -> str:
    marks, run = _marks()
    if marks.isdisjoint(_beyond_ascii(text)):
        return text
    return run.sub(r"\1" + _GRAPHEME_JOINER, text)
