"""What is known of a word by itself, worked out when it is first met."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

from index.language.names.heads import head_words
from index.language.names.lexicon import lexicon
from index.language.names.words import word_table
from index.language.remembered import Remembered

_REMEMBERED = 2_500
_LONGEST_SHAPED = 24
_DIGIT = re.compile(r"\d")
_SHAPES = str.maketrans(ascii_uppercase + ascii_lowercase + digits, 26 * "X" + 36 * "x")
_REPEATED = re.compile(r"(.)\1{2,}")


class WordFacts(NamedTuple):
    """``key``: lower-case, without full stops. ``shape``: capitals and other letters, runs cut
    at two. ``coarse``, ``fine``: clusters of the word as written. ``key_cluster``,
    ``capitals``: coarse cluster and bucket of capitals of its key. ``named``: whether it is
    a given name and a family name, ``1`` or ``0`` each. ``heads``: what kinds of names it is a
    head of, and what else makes it telling. ``place``: the kind of place it is, or ``None``.
    """

    key: str
    shape: str
    coarse: int
    fine: int
    key_cluster: int
    capitals: int
    named: str
    heads: tuple[str, ...]
    place: str | None


def _key(word: str) -> str:
    if len(word) > 1:
        return word.lower().replace(".", "") or word
    return "<n>" if word == "\n" else word.lower()


def _shape(word: str) -> str:
    if word == "\n":
        return "<n>"
    if len(word) > _LONGEST_SHAPED:
        return "long"
    short = word.translate(_SHAPES) if word.isascii() else _DIGIT.sub("x", word).translate(_SHAPES)
    return _REPEATED.sub(lambda run: 2 * run[1], short)


def _heads(key: str) -> tuple[str, ...]:
    heads = head_words()
    kinds = (
        ("org", heads.org),
        ("tail", heads.org_tail),
        ("event", heads.event),
        ("law", heads.law),
        ("place", heads.place),
        ("title", heads.any_title),
        ("direction", heads.directions),
        ("generic", heads.generic),
    )
    found = [name for name, words in kinds if key in words]
    if lexicon().is_people(key):
        found.append("people")
    return tuple(found)


def _facts_of(word: str) -> WordFacts:
    key = _key(word)
    lists = lexicon()
    numbers = word_table()
    coarse, fine, capitals = numbers[word]
    key_cluster = coarse
    if key != word:
        key_cluster, _, capitals = numbers[key]
    return WordFacts(
        key,
        _shape(word),
        coarse,
        fine,
        key_cluster,
        capitals,
        f"{key in lists.given:d}{key in lists.family:d}",
        _heads(key),
        lists.places.get(key),
    )


FACTS = Remembered(_facts_of, _REMEMBERED)
"""Word (as written) → its :class:`WordFacts`."""
