"""Queries that nobody would write on purpose, at random."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

_OPERATORS = (
    *"()\"“”„-=*~^?:[]{}\\/|&!+<>%'’.,;@#",
    *("OR", "AND", "NOT", " ", "  ", "..", "~1", "~9", "~3", "**", "((", "))", '""', "--", "=="),
    *("title:", "text:", "is:", "has:", "tag:", "note:", "person:", "org:", "place:", "event:"),
    *("outlet:", "author:", "source:", "lang:", "date:", "since:", "until:", "sort:", "nofield:"),
    *("2016", "2016-09", "2016-09-20..2016-10", '"last week"', "unread", "date", "en", "Times"),
)
_ODD = (
    "\x00\x01\x07\x1b[31m\x7f\x85\u00ad\u0300\u0301\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069"
    "\ufeff\ufffd\uffff\ud800\udfff\U000e0041\U0001f600\U0001f468\u200d\U0001f469đĐ́ßİıſﬁＡ①Ω"
)
_RANGES = ((0x20, 0x7F), (0xA0, 0x24F), (0x300, 0x36F), (0x400, 0x6FF), (0x900, 0xDFF),
           (0xE00, 0xEFF), (0x1100, 0x11FF), (0x2000, 0x2BFF), (0x3040, 0x30FF), (0x4E00, 0x9FFF),
           (0xAC00, 0xD7A3), (0xD800, 0xDFFF), (0x10000, 0x10FFFF))  # fmt: skip
_REPEATED = ("a", "a OR ", "x*", "*", '"', "-", "\u0301", "北", "'s", "=", "the ", "NOT ", "\x00",
             "date:", "\ud800")  # fmt: skip
_LONGEST = 1_000_000


def _bytes(chance: random.Random, words: Sequence[str]) -> str:
    data = chance.randbytes(chance.randrange(1, 300))
    return data.decode(*chance.choice([("latin-1",), ("utf-8", "surrogateescape")]))


def _characters(chance: random.Random, words: Sequence[str]) -> str:
    ranges = chance.choices(_RANGES, k=chance.randrange(1, 80))
    return "".join(chr(chance.randint(first, last)) for first, last in ranges)


def _mixture(chance: random.Random, words: Sequence[str]) -> str:
    """Operators, real words and odd characters, the way a cat would type them."""
    parts = [*chance.choices(_OPERATORS, k=chance.randrange(1, 12))]
    parts += chance.choices(words, k=chance.randrange(6))
    parts += chance.choices(_ODD, k=chance.randrange(3))
    chance.shuffle(parts)
    return chance.choice(["", " "]).join(parts)


def _broken_words(chance: random.Random, words: Sequence[str]) -> str:
    """Real words that end too early, misspelled or with a character put in."""
    found = []
    for word in chance.choices(words, k=chance.randrange(1, 6)):
        at = chance.randrange(len(word))
        ending = chance.choice(["", "*", "~", "~1", "~2", "?", '"', '"~3', "'s", "’s", "\u0301"])
        put_in = chance.choice(["", "", chance.choice(_ODD), chance.choice(_OPERATORS)])
        before = chance.choice(["", "", "=", "-", '"', "title:", "NOT ", "OR "])
        found.append(before + word[:at] + put_in + word[at + chance.randrange(2) :] + ending)
    return " ".join(found)


def _phrases(chance: random.Random, words: Sequence[str]) -> str:
    """Phrases of words that stand everywhere, the dearest there are."""
    common = ("the", "of", "to", "and", "in", "a", "said", "that")
    said = " ".join(chance.choices(common, k=chance.randrange(2, 40)))
    return f'{chance.choice(["", "=", "-"])}"{said}"{chance.choice(["", "~2", "~50", "~999"])}'


def _nested(chance: random.Random, words: Sequence[str]) -> str:
    depth = chance.choice([3, 30, 60, 5_000])
    opening = chance.choice(["(", "-(", "NOT (", "(a OR ", "(the ", '("'])
    return opening * depth + chance.choice(words) + ")" * chance.choice([0, depth, depth + 3])


def _endless(chance: random.Random, words: Sequence[str]) -> str:
    """Up to a megabyte of one thing."""
    part = chance.choice([*_REPEATED, f"{chance.choice(words)}~ "])
    return part * (chance.choice([200, 20_000, _LONGEST]) // len(part))


_KINDS: tuple[tuple[int, Callable[[random.Random, Sequence[str]], str]], ...] = (
    (20, _bytes),
    (15, _characters),
    (40, _mixture),
    (40, _broken_words),
    (8, _phrases),
    (8, _nested),
    (4, _endless),
)


def hostile_query(chance: random.Random, words: Sequence[str]) -> str:
    """A random query; ``words`` are words that the index has."""
    weights = [weight for weight, _ in _KINDS]
    ((_, make),) = chance.choices(_KINDS, weights)
    return make(chance, words)
