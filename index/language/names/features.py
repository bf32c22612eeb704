"""What the trained model looks at: every clue about a token, as strings.

A clue is reached through its *group*: ``GROUPS[number](key)`` gives the feature
strings that follow from a small hashable key (a word, a pair of words …).
:func:`clues` gives the keys of one token. The trainer turns the strings into weights;
the decoder remembers the summed weights of each key, so a word met twice costs one
look-up. Both run this very code.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import cache
from typing import Any

from index.language.names.heads import head_words
from index.language.names.lexicon import lexicon
from index.language.names.scene import COMPANY, Reach, Rule, Scene
from index.language.names.word_facts import FACTS, WordFacts
from index.language.names.words import word_table
from index.language.wordlists import section

START, END = "<s>", "</s>"


# -- what a word says by itself ------------------------------------------------------


def _word(key: tuple[str, bool]) -> list[str]:
    word, opens = key
    return [*word_inside(word), *word_opening(word)] if opens else word_inside(word)


def word_opening(word: str) -> list[str]:
    """What a word says beside all else where it opens a sentence."""
    facts: WordFacts = FACTS[word]
    return ["ow=" + facts.key, f"ocap={facts.capitals}"]


def word_inside(word: str) -> list[str]:
    """What a word says by itself, wherever it stands."""
    key, shape, coarse, fine, _, capitals, named, heads, place = FACTS[word]
    found = [
        *("bias", "w=" + key, "s=" + shape, "nm=" + named, f"pl={place}"),
        *(f"c={coarse}", f"f={fine}", f"cap={capitals}"),
    ]
    if len(key) > 2:
        found += ["x3=" + key[-3:], "x2=" + key[-2:], "y3=" + key[:3]]
        if len(key) > 4:
            found += ["x4=" + key[-4:], "y4=" + key[:4]]
    if heads:
        found += ["h=" + head for head in heads]
    known = lexicon().known.get(key)
    if known is not None:
        found.append(f"kn1={known}")
    if key in _east_families():
        found.append("east")
    return found


def _before(word: str) -> list[str]:
    return _beside("p", word)


def _after(word: str) -> list[str]:
    return _beside("q", word)


def _beside(side: str, word: str) -> list[str]:
    key, _, coarse, fine, _, capitals, named, heads, place = FACTS[word]
    found = [f"{side}={key}", f"{side}c={coarse}", f"{side}f={fine}", f"{side}cap={capitals}"]
    if heads:
        found += [f"{side}h={head}" for head in heads]
    if word[:1].isupper():
        found += [f"{side}nm={named}", f"{side}pl={place}"]
    else:
        found.append(f"{side}nm=-")
    if key in head_words().say:
        found.append(f"{side}say")
    return found


def _pair_before(key: tuple[str, str]) -> list[str]:
    return _pair("pw", *key)


def _pair_after(key: tuple[str, str]) -> list[str]:
    return _pair("wq", *key)


def _shapes(key: tuple[str, str, str]) -> list[str]:
    before, word, after = (FACTS[word].shape for word in key)
    return [f"sss={before}|{word}|{after}"]


def in_pairs(word: str) -> tuple[str, str, int]:
    """What of a word goes into pairs: its key, its shape, its cluster."""
    facts: WordFacts = FACTS[word]
    return facts[:3]


def _pair(name: str, left: str, right: str) -> list[str]:
    left_key, left_shape, left_cluster = in_pairs(left)
    right_key, right_shape, right_cluster = in_pairs(right)
    return [
        f"{name}={left_key}_{right_key}",
        f"{name}s={left_shape}_{right_shape}",
        f"{name}c={left_cluster}_{right_cluster}",
    ]


def _far_before(key: str) -> list[str]:
    return [f"p2={key}", f"p2c={word_table()[key][0]}"]


def _far_after(key: str) -> list[str]:
    return [f"q2={key}", f"q2c={word_table()[key][0]}"]


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


@cache
def _east_families() -> frozenset[str]:
    return section("persons.txt", "east_family", "vietnamese_family")


def position(of: Scene, at: int) -> int:
    """How token ``at`` stands in the text, as bits: it opens a sentence, is written in lower
    case elsewhere, is joined to the token before, follows a title, speaks."""
    keys = of.tokens.keys
    bits = of.tokens.opens[at] | (keys[at] in of.tokens.small) << 1 | of.tokens.adjoining(at) << 2
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
