"""Cutting texts into comparable tokens that know where they came from."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right

from msgspec import Struct

from index.article import Span
from index.language.fold import fold_case

# Scripts written without spaces between words: one token a character.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
# Combining marks, which belong to the letter before them.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0900-\u0dff\u20d0-\u20f0"
# A "word" without end (base64, a line of letters) is cut into pieces.
_REST = r"[-‐-―−]+|\.{2,}|[^\w\s]"
_SPACED_TOKEN = re.compile(rf"[\w{_MARKS}]{{1,64}}|{_REST}")
_MIXED_TOKEN = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[\w{_MARKS}]){{1,64}}|{_REST}")
_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


class Vocabulary(dict[str, int]):
    """Numbers for spellings; spellings that differ only in form share one.

    Case, accents, the kind of dash, quote or ellipsis and decomposition do not
    count.
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: dict[str, int] = {}
        self.weights: list[int] = []

    def __missing__(self, spelling: str) -> int:
        key = _key(spelling)
        number = self._keys.setdefault(key, len(self._keys))
        if number == len(self.weights):
            self.weights.append(sum(char.isalnum() for char in key))
        self[spelling] = number
        return number


class Tokens(Struct, frozen=True):
    """A text as numbers of a :class:`Vocabulary`, with the span of each token."""

    text: str
    ids: list[int]
    starts: array[int]
    ends: array[int]

    def __len__(self) -> int:
        return len(self.ids)

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """The tokens [first, last) that share a character with [start, end)."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def span(self, first: int, last: int) -> Span:
        """From the beginning of token ``first`` to the end of token ``last``."""
        return Span(self.starts[first], self.ends[last])


def tokenise(text: str, vocabulary: Vocabulary) -> Tokens:
    """Cut ``text`` into words, single punctuation marks, and characters of unspaced scripts."""
    pattern = _SPACED_TOKEN
    if not text.isascii() and _ANY_UNSPACED.search(text):
        pattern = _MIXED_TOKEN
    ids: list[int] = []
    starts = array("l")
    ends = array("l")
    for match in pattern.finditer(text):
        ids.append(vocabulary[match.group()])
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(text, ids, starts, ends)


def comparable(text: str) -> str:
    """A passage in the form in which similarities are measured."""
    return " ".join(_key(text).split())


def _key(spelling: str) -> str:
    if spelling.isascii():
        key = spelling.lower()
    else:
        key = fold_case(unicodedata.normalize("NFC", _INVISIBLE.sub("", spelling)))
        key = key.replace("…", "...")
    if "--" in key or ".." in key:
        key = re.sub(r"-{2,}", "-", re.sub(r"\.{2,}", "...", key))
    return key
