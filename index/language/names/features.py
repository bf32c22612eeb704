"""What the trained model looks at: every clue about a token, as strings.

A clue is reached through its *group*: ``GROUPS[number](key)`` gives the feature
strings that follow from a small hashable key (a word, a pair of words …).
:func:`clues` gives the keys of one token. The trainer turns the strings into weights;
the decoder remembers the summed weights of each key, so a word met twice costs one
look-up. Both run this very code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from functools import cache, lru_cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

from index.language.names.heads import head_words
from index.language.names.lexicon import lexicon
from index.language.names.scene import COMPANY, Reach, Rule, Scene
from index.language.names.words import WordNumbers, word_table
from index.language.wordlists import section

START, END = "<s>", "</s>"
_REMEMBERED = 1_500
_DIGIT = re.compile(r"\d")
_SHAPES = str.maketrans(ascii_uppercase + ascii_lowercase + digits, 26 * "X" + 36 * "x")
_REPEATED = re.compile(r"(.)\1{2,}")


# -- what a word says by itself ------------------------------------------------------


@lru_cache(_REMEMBERED)
def _shape(word: str) -> str:
    if word == "\n":
        return "<n>"
    if len(word) > 24:
        return "long"
    short = word.translate(_SHAPES) if word.isascii() else _DIGIT.sub("x", word).translate(_SHAPES)
    return _REPEATED.sub(lambda run: 2 * run[1], short)


def _key(word: str) -> str:
    if len(word) > 1:
        return word.lower().replace(".", "") or word
    return "<n>" if word == "\n" else word.lower()


@lru_cache(_REMEMBERED)
def _named(key: str) -> str:
    lists = lexicon()
    return f"{key in lists.given:d}{key in lists.family:d}"


@lru_cache(_REMEMBERED)
def _heads(key: str) -> tuple[str, ...]:
    heads = head_words()
    found = []
    if key in heads.org:
        found.append("org")
    if key in heads.org_tail:
        found.append("tail")
    if key in heads.event:
        found.append("event")
    if key in heads.law:
        found.append("law")
    if key in heads.place:
        found.append("place")
    if key in heads.any_title:
        found.append("title")
    if key in heads.directions:
        found.append("direction")
    if key in heads.generic:
        found.append("generic")
    if lexicon().is_people(key):
        found.append("people")
    return tuple(found)


@lru_cache(_REMEMBERED)
def _numbers(word: str) -> WordNumbers:
    return word_table()[word]


def _word(key: tuple[str, bool]) -> list[str]:
    word, opens = key
    return [*word_inside(word), *word_opening(word)] if opens else word_inside(word)


def word_opening(word: str) -> list[str]:
    """What a word says beside all else where it opens a sentence."""
    low = _key(word)
    return ["ow=" + low, f"ocap={_numbers(low)[2]}"]


def word_inside(word: str) -> list[str]:
    """What a word says by itself, wherever it stands."""
    low = _key(word)
    found = ["bias", "w=" + low, "s=" + _shape(word), "nm=" + _named(low)]
    if len(low) > 2:
        found += ["x3=" + low[-3:], "x2=" + low[-2:], "y3=" + low[:3]]
        if len(low) > 4:
            found += ["x4=" + low[-4:], "y4=" + low[:4]]
    found += ["h=" + head for head in _heads(low)]
    lists = lexicon()
    found.append(f"pl={lists.places.get(low)}")
    if low in lists.known:
        found.append(f"kn1={lists.known[low]}")
    if low in _east_families():
        found.append("east")
    coarse, fine, _ = _numbers(word)
    bucket = _numbers(low)[2]
    found += [f"c={coarse}", f"f={fine}", f"cap={bucket}"]
    return found


def _before(word: str) -> list[str]:
    return _beside("p", word)


def _after(word: str) -> list[str]:
    return _beside("q", word)


def _beside(side: str, word: str) -> list[str]:
    low = _key(word)
    coarse, fine, _ = _numbers(word)
    found = [f"{side}={low}", f"{side}c={coarse}", f"{side}f={fine}"]
    found.append(f"{side}cap={_numbers(low)[2]}")
    found += [f"{side}h={head}" for head in _heads(low)]
    if word[:1].isupper():
        found.append(f"{side}nm={_named(low)}")
        found.append(f"{side}pl={lexicon().places.get(low)}")
    else:
        found.append(f"{side}nm=-")
    if low in head_words().say:
        found.append(f"{side}say")
    return found


def _pair_before(key: tuple[str, str]) -> list[str]:
    return _pair("pw", *key)


def _pair_after(key: tuple[str, str]) -> list[str]:
    return _pair("wq", *key)


def _shapes(key: tuple[str, str, str]) -> list[str]:
    before, word, after = key
    return [f"sss={in_pairs(before)[1]}|{in_pairs(word)[1]}|{in_pairs(after)[1]}"]


@lru_cache(_REMEMBERED)
def in_pairs(word: str) -> tuple[str, str, int]:
    """What of a word goes into pairs: its key, its shape, its cluster."""
    return _key(word), _shape(word), _numbers(word)[0]


def _pair(name: str, left: str, right: str) -> list[str]:
    left_key, left_shape, left_cluster = in_pairs(left)
    right_key, right_shape, right_cluster = in_pairs(right)
    return [
        f"{name}={left_key}_{right_key}",
        f"{name}s={left_shape}_{right_shape}",
        f"{name}c={left_cluster}_{right_cluster}",
    ]


def _far_before(key: str) -> list[str]:
    return [f"p2={key}", f"p2c={_numbers(key)[0]}"]


def _far_after(key: str) -> list[str]:
    return [f"q2={key}", f"q2c={_numbers(key)[0]}"]


def _two_before(key: tuple[str, str]) -> list[str]:
    return [f"pp={key}"]


def _two_after(key: tuple[str, str]) -> list[str]:
    return [f"qq={key}"]


# -- what the text says of it --------------------------------------------------------


def _flags(names: Iterable[str]) -> list[str]:
    return ["_=" + name for name in names]


def _position(bits: int) -> list[str]:
    found = [f"open{bits & 1}{bits >> 1 & 1}", "joined" if bits >> 2 & 1 else "apart"]
    if bits >> 3 & 1:
        found.append("title before")
    if bits >> 4 & 1:
        found.append("says after")
    return _flags(found)


def _rules(key: tuple[Rule | None, Rule | None, Rule | None]) -> list[str]:
    here, after, before = key
    found = ["rule " + here[0], f"rule {here[0]} {here[1]}"] if here else ["rule -"]
    found.append(f"next rule {after[0]}" if after else "next rule -")
    found.append(f"prev rule {before[0]}" if before else "prev rule -")
    return _flags(found)


def _lists(key: tuple[str | None, ...]) -> list[str]:
    found = []
    for name, (here, after, before) in (("known", key[:3]), ("place", key[3:])):
        if here:
            found.append(f"{name} {here}")
        if after:
            found.append(f"next {name} {after[0]}")
        if before:
            found.append(f"prev {name} {before[0]}")
    return _flags(found)


def _reach(key: Reach) -> list[str]:
    right, left, reach_right, reach_left = key
    return _flags([f"r{right}", f"l{left}", f"R{reach_right}", f"L{reach_left}"])


def _until(key: str) -> list[str]:
    return ["_=until " + key] if key else []


def _since(key: str) -> list[str]:
    return ["_=since " + key] if key else []


def _company(bits: int) -> list[str]:
    return _flags(name for at, name in enumerate(COMPANY) if bits >> at & 1)


GROUPS: tuple[Callable[[Any], list[str]], ...] = (
    _word,
    _before,
    _after,
    _pair_before,
    _pair_after,
    _far_before,
    _far_after,
    _two_before,
    _two_after,
    _shapes,
    _position,
    _rules,
    _lists,
    _reach,
    _until,
    _since,
    _company,
)
WORD, BEFORE, AFTER = GROUPS.index(_word), GROUPS.index(_before), GROUPS.index(_after)
FAR_BEFORE, FAR_AFTER = GROUPS.index(_far_before), GROUPS.index(_far_after)
POSITION, RULES, LISTS = GROUPS.index(_position), GROUPS.index(_rules), GROUPS.index(_lists)
REACH, UNTIL, SINCE = GROUPS.index(_reach), GROUPS.index(_until), GROUPS.index(_since)
COMPANY_KEPT = GROUPS.index(_company)
JOINED = tuple(map(GROUPS.index, (_pair_before, _pair_after, _two_before, _two_after, _shapes)))


@cache
def _east_families() -> frozenset[str]:
    return section("persons.txt", "east_family", "vietnamese_family")


def position(of: Scene, at: int) -> int:
    """How token ``at`` stands in the text, as bits: it opens a sentence, is written in lower
    case elsewhere, is joined to the token before, follows a title, speaks."""
    keys = of.tokens.keys
    bits = of.tokens.opens[at] | (keys[at] in of.lower) << 1 | of.tokens.adjoining(at) << 2
    if at > 1 and keys[at - 1] == "." and keys[at - 2] in head_words().person_title:
        bits |= 8
    if at + 2 < len(keys) and keys[at + 1] == "," and keys[at + 2] in head_words().say:
        bits |= 16
    return bits


def clues(of: Scene, at: int) -> tuple[Hashable, ...]:
    """What is asked of each group about token ``at``: its key, in the order of ``GROUPS``."""
    tokens = of.tokens
    words, keys = tokens.words, tokens.keys
    count = len(words)
    word = words[at]
    before = words[at - 1] if at else START
    after = words[at + 1] if at + 1 < count else END
    before_key = keys[at - 1] if at else START
    after_key = keys[at + 1] if at + 1 < count else END
    far_before = keys[at - 2] if at > 1 else START
    far_after = keys[at + 2] if at + 2 < count else END
    rules, known, places = of.rules.get, of.known.get, of.places.get
    return (
        (word, tokens.opens[at]),
        before,
        after,
        (before, word),
        (word, after),
        far_before,
        far_after,
        (far_before, before_key),
        (after_key, far_after),
        (before, word, after),
        position(of, at),
        (rules(at), rules(at + 1), rules(at - 1)),
        (known(at), known(at + 1), known(at - 1), places(at), places(at + 1), places(at - 1)),
        *of.surroundings[at],
        of.elsewhere.get(keys[at], 0),
    )
