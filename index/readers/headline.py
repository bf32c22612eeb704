"""A headline for a text that has none: its first sentence, cut where it can be cut."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

from index.readers.layout import first_sentence_end

_LONGEST = 100  # cells; what fits two lines of an article list
_SHORTEST = 40

# Where a sentence can be left, the better places first.
_BREAKS = (
    re.compile(r"[;:,](?=\s)|[；：，、]|(?<=[\u3040-\u9fff])[;:,]|\s(?=[—–]\s)|\s(?=\()"),
    re.compile(
        r"\s(?=(?:to|and|but|that|which|who|whose|where|when|while|as|after|before|because|since"
        r"|with|in|on|at|by|for|from|of|và|để|khi|trong|với|tại|của|cho)\s)"
    ),
    re.compile(r"\s"),
)


def headline_from(lead: str) -> str:
    """A line of at most about 100 cells that begins as ``lead`` does.

    A short first sentence is taken whole; of a longer one as much as ends at a
    clause, marked with an ellipsis.
    """
    lead = " ".join(lead[: 20 * _LONGEST].split())
    sentence = lead[: first_sentence_end(lead)].strip()
    ends_at = list(accumulate(map(_cells, sentence)))
    longest, shortest = (bisect_right(ends_at, cells) for cells in (_LONGEST, _SHORTEST))
    if longest == len(sentence):
        sentence = sentence.removesuffix("。")
        return sentence.removesuffix(".") if not sentence.endswith("..") else sentence
    opening = sentence[:longest]
    for pattern in _BREAKS:
        ends = [match.start() for match in pattern.finditer(opening) if match.start() >= shortest]
        if ends:
            return _close(opening[: ends[-1]])
    return _close(opening)


def _cells(char: str) -> int:
    """How many cells of a terminal a character takes: Chinese ones two, marks none."""
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _close(part: str) -> str:
    part = part.rstrip(" ,;:—–-(“‘，、；：")
    if part.endswith('"') and part.count('"') % 2:
        part = part.rstrip('" ')
    return part + "…"
