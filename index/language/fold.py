"""Folding: making texts comparable without moving anything in them.

:func:`fold` and :func:`fold_case` replace characters strictly one for one, so
that an offset into the folded text is an offset into the text. :func:`match_key`
goes further and may change the length; it is for comparing short names.

The input is expected in NFC, as every canonical text is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose though readers type the plain one.
_STROKED = {
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "ı": "i",
    "ħ": "h",
    "Ħ": "H",
    "ŧ": "t",
    "Ŧ": "T",
}
_SINGLE_QUOTES = "‘’‚‛‹›′‵ʹʻʼʽˈ´"
_DOUBLE_QUOTES = "“”„‟«»″‶〝〞"
_MINUS = "\u2212"
# Canonical combining classes of marks that make another letter rather than an
# accented one: nukta, kana voicing, virama.
_MARKS_THAT_COUNT = frozenset({7, 8, 9})
_SPELLED_OUT = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}


def _without_marks(char: str) -> str:
    """The base letter of ``char`` where that is a single character, else ``char``."""
    if char in _STROKED:
        return _STROKED[char]
    bare = "".join(
        part
        for part in unicodedata.normalize("NFKD", char)
        if unicodedata.combining(part) in _MARKS_THAT_COUNT or not unicodedata.combining(part)
    )
    return bare if len(bare) == 1 else char


def _fold_char(char: str) -> str:
    if char in _SINGLE_QUOTES:
        return "'"
    if char in _DOUBLE_QUOTES:
        return '"'
    category = unicodedata.category(char)
    if category == "Pd" or char == _MINUS:
        return "-"
    if category == "Zs":
        return " "
    base = _without_marks(char)
    # Ǿ gives Ø, which is itself a stroked letter.
    return base if base == char else _fold_char(base)


def _lower_char(char: str) -> str:
    lowered = _fold_char(char).lower()
    return "σ" if lowered == "ς" else lowered


class _Fold(dict[int, int]):
    """A table for :meth:`str.translate` that fills itself as characters turn up."""

    def __missing__(self, code: int) -> int:
        self[code] = folded = ord(_fold_char(chr(code)))
        return folded


class _FoldCase(dict[int, int]):
    """As :class:`_Fold`, lower-casing as well."""

    def __missing__(self, code: int) -> int:
        self[code] = folded = ord(_lower_char(chr(code)))
        return folded


_FOLD = _Fold()
_FOLD_CASE = _FoldCase()
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """``text`` without accents, with straight quotes, plain hyphens and plain spaces.

    The result has the same length and every character stays in its place; it is
    its own fold. Characters with no single plain counterpart (``ß``, ``½``,
    Hangul) stay as they are.
    """
    if text.isascii():
        return text
    return _NOT_ASCII.sub(lambda run: run[0].translate(_FOLD), text)


def fold_case(text: str) -> str:
    """:func:`fold`, and lower case: same length, same places, its own fold."""
    if text.isascii():
        return text.lower()
    # What the table gives is lower-case already; the last step is for the ASCII part.
    return _NOT_ASCII.sub(lambda run: run[0].translate(_FOLD_CASE), text).lower()


@lru_cache(maxsize=1)
def may_be_unspaced() -> re.Pattern[str]:
    """Finds a character of the scripts among which are those without spaces."""
    return re.compile("[\u0e01-\u1cff\u2e80-\U0010ffff]")


def match_key(text: str) -> str:
    """What two spellings of one name have in common; its length may differ.

    Folded and case-folded, ``ß æ œ þ`` spelled out, full stops dropped and
    white space joined: ``U.S.`` gives ``us``, ``Hà  Nội`` gives ``ha noi``.
    """
    # The stops go first: what stood on both sides of one may make one letter.
    text = text.replace(".", "")
    key = fold_case(text if text.isascii() else unicodedata.normalize("NFC", text))
    return " ".join((key if key.isascii() else _spelled_out(key)).split())


def _spelled_out(key: str) -> str:
    """``key`` with ligatures and compatibility characters taken apart, as far as it goes."""
    while True:
        plain = fold_case(unicodedata.normalize("NFKC", key).casefold())
        for letter, spelling in (*_SPELLED_OUT.items(), (".", "")):
            plain = plain.replace(letter, spelling)
        if plain == key:
            return key
        key = plain
