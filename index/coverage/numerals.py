"""Numbers as they are written, in figures and in words: ``12,500``, ``3½``, ``twenty-first``."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
}
_HUNDRED = 100
SCALES = {
    "dozen": 12,
    "hundred": _HUNDRED,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "trn": 1e12,
    "tn": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
    # Vietnamese, folded: nghìn and ngàn, triệu, tỷ and tỉ.
    "nghin": 1e3,
    "ngan": 1e3,
    "trieu": 1e6,
    "ty": 1e9,
    "ti": 1e9,
}
"""What a number is multiplied by that stands before such a word."""

CARDINALS = frozenset({*_ONES, *_TENS, "hundred"})
"""The words of which numbers below a thousand are made."""

_TEEN = 13
_ORDINAL_ONES = {
    word: number
    for number, word in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
            *("ninth", "tenth", "eleventh", "twelfth"),
        ),
        1,
    )
} | {f"{word}th": number for word, number in _ONES.items() if number >= _TEEN}
_ORDINAL_TENS = {f"{word[:-1]}ieth": number for word, number in _TENS.items()}
_BROKEN = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_UNITS = _any([word for word, number in _ONES.items() if 1 <= number <= 9])
_SMALL = rf"(?:(?:{_any(_TENS)})(?:[- ](?:{_UNITS})\b)?|(?:{_any(_ONES)}))\b"
_BELOW = rf"(?:(?:(?:{_UNITS}|an?)[- ])hundred\b(?: and {_SMALL}|[ -]{_SMALL})?|{_SMALL})"
_LARGE = "thousand|million|billion"
WORDS = (
    rf"\b(?:(?:{_BELOW}[- ](?:{_LARGE})\b,? (?:and )?){{0,3}}{_BELOW}(?:[- ]and[- ]a[- ]half\b)?"
    rf"|(?:half )?an? (?:dozen|hundred|{_LARGE})\b)"
)
"""A pattern of cardinal numbers in words, in folded text."""

ORDINALS = (
    rf"\b(?:(?:{_any(_TENS)})[- ](?:{_any(list(_ORDINAL_ONES)[:9])})"
    rf"|{_any([*_ORDINAL_ONES, *_ORDINAL_TENS])})\b|(?<![\w.,-])\d{{1,4}}(?:st|nd|rd|th)\b"
)
"""A pattern of ordinal numbers, in folded text."""

_PLAIN = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,3}(?:'\d{3}){1,5}|\d{1,3}(?: \d{3}){2,5}"
DIGITS = (
    rf"(?<![\w.,])(?:{_PLAIN}|\d{{1,3}},\d{{1,2}}(?= ?(?:%|per ?cent))|\d{{1,15}}(?:\.\d{{1,6}})?)"
    r"(?! \d{3} \d{3})(?!\d)(?: ?[½¼¾⅓⅔]| \d/\d(?![\d/]))?"
)
"""A pattern of numbers in figures with the point for decimals."""

COMMA_DIGITS = (
    r"(?<![\w.,])(?:\d{1,3}(?:[. ]\d{3}){1,5}(?:,\d{1,6})?|\d{1,15}(?:,\d{1,6})?)(?!\d)"
    r"(?: ?[½¼¾⅓⅔])?"
)
"""A pattern of numbers in figures with the comma for decimals."""

_GROUPS = re.compile(r"(?<=\d)[,' ](?=\d{3}(?!\d))")
_COMMA_GROUPS = re.compile(r"(?<=\d)[. ](?=\d{3}(?!\d))")
_PARTS = re.compile(r"[a-z]+")


def in_digits(written: str, decimal_comma: bool = False) -> float:
    """The value of a number in figures."""
    more = 0.0
    if written[-1] in _BROKEN:
        more = _BROKEN[written[-1]]
        written = written[:-1].rstrip()
    elif "/" in written:
        written, _, broken = written.rpartition(" ")
        above, _, below = broken.partition("/")
        more = int(above) / int(below) if int(below) else 0.0
    if decimal_comma:
        return float(_COMMA_GROUPS.sub("", written).replace(",", ".").replace(" ", "")) + more
    return float(_GROUPS.sub("", written).replace(",", ".")) + more


def in_words(written: str) -> float:
    """The value of a cardinal number in words."""
    words = _PARTS.findall(written)
    if words[-3:] == ["and", "a", "half"]:
        return in_words(" ".join(words[:-3])) + 0.5
    half = 0.5 if words[0] == "half" else 1.0
    total = current = 0.0
    for word in words:
        if word in _ONES or word in _TENS:
            current += _ONES.get(word, 0) + _TENS.get(word, 0)
        elif word in SCALES:
            current = max(1.0, current) * SCALES[word]
            if SCALES[word] > _HUNDRED:
                total, current = total + current, 0.0
    return half * (total + current)


def ordinal(written: str) -> float:
    """The number of an ordinal."""
    if written[0].isdigit():
        return float(written[:-2])
    values = {**_ORDINAL_ONES, **_ORDINAL_TENS, **_TENS}
    return float(sum(values[word] for word in _PARTS.findall(written)))
