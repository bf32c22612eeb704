"""Where the rules find their shapes in the kinds of a text.

Three words of four are of no interest to any rule, and most of the rest are small words
that are part of a date only beside one that tells of time. Only the stretches that have
such a word are looked at, set together with a gap that no shape reaches across.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.language.dates.kinds import K
from index.language.dates.rules import RULES

Candidate = tuple[int, int, int]
"""First token, minus the token after the last, number of the rule."""

SMALL = (
    K.OTHER, K.THE, K.DOT, K.COMMA, K.OF, K.TO, K.A, K.BREAK, K.IN, K.AND, K.THAT, K.POSSESSIVE,
    K.HYPHEN, K.ON, K.FOR, K.DASH, K.AT, K.FROM, K.BIG, K.ABOUT, K.MORE, K.OR, K.UP, K.THAN,
    K.SINCE, K.VAGUE, K.OVER, K.FULL, K.HALF, K.UNDER,
)  # fmt: skip
"""Kinds of which alone no rule makes anything."""

_TELLING = re.compile("[^" + "".join(map(re.escape, SMALL)) + "]")
# No shape has two words in a row of which nothing is known.
_STRETCH = re.compile(f"(?:[^{K.OTHER}]|{K.OTHER}(?!{K.OTHER}))+")
_GAP = 2 * K.OTHER


def candidates(kinds: str) -> list[Candidate]:
    """Every match of every rule, ordered by place, the longest first, then as the rules are."""
    gist, places = _gist(kinds)
    found = [
        (places[match.start()], -places[match.end() - 1] - 1, number)
        for number, rule in enumerate(RULES)
        if rule.needs in gist
        for match in rule.shape.finditer(gist)
    ]
    found.sort()
    return found


def _gist(kinds: str) -> tuple[str, list[int]]:
    """What of ``kinds`` can hold a date, and where each kind of it stands there."""
    parts: list[str] = []
    places: list[int] = []
    for match in _telling_stretches(kinds):
        parts += (match[0], _GAP)
        places += (*range(*match.span()), match.end(), match.end())
    return "".join(parts), places


def _telling_stretches(kinds: str) -> Iterator[re.Match[str]]:
    return (match for match in _STRETCH.finditer(kinds) if _TELLING.search(match[0]))
