"""Numbers in a text as quantities: ``3.5 million people``, ``$12bn``, ``twenty-five dead``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from index.article import Span
from index.coverage.model import Figure
from index.search.stemming import stem

_ONES = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
            *("seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SCALES = {
    "dozen": 12,
    "dozens": 12,
    "hundred": 100,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "₫": "dong"}
_NUMBER = re.compile(
    r"(?P<currency>[$€£¥₹₫]\s?)?"
    r"(?:(?P<digits>(?<![\w.,])\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,6})?)"
    rf"|\b(?P<word>(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(list(_ONES)[1:10])}))?"
    rf"|{'|'.join(sorted(_ONES, key=len, reverse=True))})\b)"
    rf"(?P<scale>[- ]?(?:{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?"
    r"(?P<percent>\s?%|[ -](?:percent|per cent|percentage|pct)\b)?"
)
# A noun that is counted stands behind its number, at most two words away.
# A noun that is counted stands behind its number; in "a five-yard score" nothing is.
_COUNTED = re.compile(r" ([^\W\d_]{2,30})")
_COUNTS_NOTHING = frozenset(
    {"of", "more", "other", "new", "the", "and", "or", "to", "than", "in", "at", "on", "for", "by"}
)


def figures(low: str, span: Span, dates: Sequence[Span]) -> Iterator[Figure]:
    """The quantities in a stretch of a text, from left to right.

    ``low`` is the whole text in lower case, offsets as in the article. What lies in one
    of ``dates`` (sorted, disjoint) is no quantity. The unit is the stem of the noun that
    is counted, as far as its place tells; ``percent`` or a currency where there is one.
    """
    starts = [date.start for date in dates]
    for match in _NUMBER.finditer(low, span.start, span.end):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and dates[at].end > match.start():
            continue
        yield Figure(_value(match), _unit(low, match, span.end), Span(*match.span()))


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
    else:
        value = float(
            sum(_TENS.get(part, _ONES.get(part, 0)) for part in re.split("[- ]", match["word"]))
        )
    scale = (match["scale"] or "").strip(" -")
    return value * _SCALES.get(scale, 1)


def _unit(low: str, match: re.Match[str], end: int) -> str:
    if match["percent"]:
        return "percent"
    if match["currency"]:
        return _CURRENCIES[match["currency"].strip()]
    counted = _COUNTED.match(low, match.end(), end)
    return "" if counted is None or counted[1] in _COUNTS_NOTHING else stem(counted[1])
