"""What the trained model looks at: every clue about a token, as strings.

A clue is reached through its *group*: ``GROUPS[number](key)`` gives the feature
strings that follow from a small hashable key (a word, a pair of words …).
:func:`clues` names the groups and keys of one token. The trainer turns the strings
into weights; the decoder remembers the summed weights of each (group, key), so a
word met twice costs one look-up. Both run this very code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache

from index.language.names.found import Found
from index.language.names.lexicon import LONGEST_PHRASE, lexicon
from index.language.names.segment import head_words
from index.language.names.tokens import Tokens
from index.language.names.words import word_table
from index.language.wordlists import section

Clue = tuple[int, Hashable]
_START, _END = "<s>", "</s>"
_LONGEST_GAP = 3
_LONGEST_LOOK = 6
_JOINING = frozenset({"of", "and", "for", "the", "&"})
_GAP_MARKS = frozenset({"&", ".", ",", "-", "'", "/", "'s", "to", "with"})
_UPPER, _LOWER, _DIGIT = re.compile("[A-Z]"), re.compile("[a-z]"), re.compile(r"\d")
_REPEATED = re.compile(r"(.)\1{2,}")


# -- what a word says by itself ------------------------------------------------------


def _shape(word: str) -> str:
    if word == "\n":
        return "<n>"
    if len(word) > 24:
        return "long"
    short = _UPPER.sub("X", _LOWER.sub("x", _DIGIT.sub("d", word)))
    return _REPEATED.sub(r"\1\1", short)


def _key(word: str) -> str:
    if len(word) > 1:
        return word.lower().replace(".", "") or word
    return "<n>" if word == "\n" else word.lower()


def _named(key: str) -> str:
    lists = lexicon()
    return f"{key in lists.given:d}{key in lists.family:d}"


def _heads(key: str) -> list[str]:
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
    return found


def _word(key: Hashable) -> list[str]:
    word, opens = key  # type: ignore[misc]
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
    coarse, fine, _ = word_table()[word]
    bucket = word_table()[low][2]
    found += [f"c={coarse}", f"f={fine}", f"cap={bucket}"]
    if opens:
        found += ["ow=" + low, f"ocap={bucket}"]
    return found


def _before(word: Hashable) -> list[str]:
    return _beside("p", str(word))


def _after(word: Hashable) -> list[str]:
    return _beside("q", str(word))


def _beside(side: str, word: str) -> list[str]:
    low = _key(word)
    coarse, fine, _ = word_table()[word]
    found = [f"{side}={low}", f"{side}c={coarse}", f"{side}f={fine}"]
    found += [f"{side}h={head}" for head in _heads(low)]
    if word[:1].isupper():
        found.append(f"{side}nm={_named(low)}")
        found.append(f"{side}pl={lexicon().places.get(low)}")
    else:
        found.append(f"{side}nm=-")
    if low in head_words().say:
        found.append(f"{side}say")
    return found


def _pair_before(key: Hashable) -> list[str]:
    word, here = key  # type: ignore[misc]
    return _pair("pw", word, here)


def _pair_after(key: Hashable) -> list[str]:
    here, word = key  # type: ignore[misc]
    return _pair("wq", here, word)


def _pair(name: str, left: str, right: str) -> list[str]:
    table = word_table()
    return [
        f"{name}={_key(left)}_{_key(right)}",
        f"{name}s={_shape(left)}_{_shape(right)}",
        f"{name}c={table[left][0]}_{table[right][0]}",
    ]


def _named_string(name: str) -> Callable[[Hashable], list[str]]:
    return lambda key: [f"{name}={key}"]


WORD, BEFORE, AFTER, PAIR_BEFORE, PAIR_AFTER, FAR_BEFORE, FAR_AFTER, TWO_BEFORE, TWO_AFTER, SHAPES, FLAG = range(11)
GROUPS: tuple[Callable[[Hashable], list[str]], ...] = (
    _word,
    _before,
    _after,
    _pair_before,
    _pair_after,
    _named_string("p2"),
    _named_string("q2"),
    _named_string("pp"),
    _named_string("qq"),
    lambda key: ["sss=" + "|".join(map(_shape, key))],  # type: ignore[call-overload]
    _named_string("_"),
)


@cache
def _east_families() -> frozenset[str]:
    return section("persons.txt", "east_family", "vietnamese_family")


# -- what the text says ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scene:
    """A tokenised text with what rules, lists and the other mentions say of its tokens."""

    tokens: Tokens
    rules: dict[int, tuple[str, str]]
    known: dict[int, str]
    places: dict[int, str]
    elsewhere: dict[str, tuple[str, ...]]
    lower: frozenset[str]
    runs: dict[int, tuple[str, ...]]


def stretches(tokens: Tokens) -> list[list[int]]:
    """Token numbers that may be in a name: capitals with up to three small words between."""
    connector = head_words().connector
    found: list[list[int]] = []
    current: list[int] = []
    gap: list[int] = []
    for at, word in enumerate(tokens.words):
        if tokens.capital[at] and word != "I":
            current += [*gap, at]
            gap = []
            continue
        if not current:
            following = at + 1 < len(tokens) and tokens.capital[at + 1]
            if word[0].isdigit() and following:
                current = [at]
            continue
        key = tokens.keys[at]
        if word[0].isdigit() or key in connector or key in _GAP_MARKS:
            gap.append(at)
            if len(gap) <= _LONGEST_GAP:
                continue
        if gap and word[0].isdigit() and gap[0] == current[-1] + 1 and tokens.words[gap[0]][0].isdigit():
            current.append(gap[0])
        elif gap and tokens.words[gap[0]][0].isdigit():
            current.append(gap[0])
        found.append(current)
        current, gap = [], []
    if current:
        if gap and tokens.words[gap[0]][0].isdigit():
            current.append(gap[0])
        found.append(current)
    return found


def listed(tokens: Tokens, phrases: dict[str, str]) -> dict[int, str]:
    """Token → ``B`` or ``I`` and the value of the longest phrase of a list that covers it."""
    found: dict[int, str] = {}
    at = 0
    while at < len(tokens):
        if tokens.capital[at]:
            for last in range(min(at + LONGEST_PHRASE, len(tokens)) - 1, at - 1, -1):
                value = phrases.get(tokens.key(at, last))
                if value is not None and (tokens.capital[last] or tokens.words[last][0].isdigit() or tokens.words[last] == "'s"):
                    found[at] = f"B{value}"
                    for inside in range(at + 1, last + 1):
                        found[inside] = f"I{value}"
                    at = last
                    break
        at += 1
    return found


def scene(tokens: Tokens, by_rules: Sequence[Found], where: Sequence[list[int]]) -> Scene:
    """Everything :func:`clues` needs about one text; ``by_rules`` are the rules' findings."""
    rules: dict[int, tuple[str, str]] = {}
    for name in by_rules:
        why = name.why.split(" ", 1)[0].rstrip(":")
        for at in range(name.first, name.last + 1):
            begin = "B" if at == name.first else "I"
            rules[at] = (f"{begin}{name.type}", why)
    lower = frozenset(
        word for word, capital in zip(tokens.words, tokens.capital, strict=True) if not capital
    )
    return Scene(
        tokens=tokens,
        rules=rules,
        known=listed(tokens, lexicon().known),  # type: ignore[arg-type]
        places=listed(tokens, lexicon().places),
        elsewhere=_elsewhere(tokens, rules, by_rules, where),
        lower=lower,
        runs=_surroundings(tokens, where),
    )


def _elsewhere(
    tokens: Tokens,
    rules: dict[int, tuple[str, str]],
    by_rules: Sequence[Found],
    where: Sequence[list[int]],
) -> dict[str, tuple[str, ...]]:
    """Word → what its company anywhere in the text says of it."""
    heads = head_words()
    lists = lexicon()
    words, keys, capital, opens = tokens.words, tokens.keys, tokens.capital, tokens.opens
    flags: dict[str, set[str]] = defaultdict(set)
    last = len(tokens) - 1
    for stretch in where:
        for at in stretch:
            if not capital[at]:
                continue
            add = flags[keys[at]].add
            before = keys[at - 1] if at else ""
            after = keys[at + 1] if at < last else ""
            if before in heads.person_title or (before == "." and at > 1 and keys[at - 2] in heads.person_title):
                add("titled")
            if after in heads.say:
                add("says")
            if before in heads.place_preposition:
                add("in")
            if after == "'s":
                add("owns")
            if after in heads.org:
                add("org next")
            if before in lists.given and at and capital[at - 1]:
                add("given before")
            if before == "the":
                add("the")
            if after == "(" and at + 2 <= last and words[at + 2].isupper():
                add("then acronym")
            if before == "(" and after == ")":
                add("in brackets")
            if before == "," and at > 1 and capital[at - 2] and after == ",":
                add("apposed")
            if not opens[at]:
                add("inside")
            left = at > 0 and capital[at - 1]
            right = at < last and capital[at + 1]
            add(("alone", "first of", "last of", "middle")[2 * left + right])
            rule = rules.get(at)
            if rule is not None and rule[1] not in {"looks", "capitals"}:
                add("rule " + rule[0])
    return {key: tuple(found) for key, found in flags.items()}


def _surroundings(tokens: Tokens, where: Sequence[list[int]]) -> dict[int, tuple[str, ...]]:
    """Token → the heads to its left and right in the same stretch and how far it reaches."""
    found: dict[int, tuple[str, ...]] = {}
    for stretch in where:
        for at in stretch:
            right, reach_right = _look(tokens, at, 1)
            left, reach_left = _look(tokens, at, -1)
            found[at] = (f"r{right}", f"l{left}", f"R{reach_right}", f"L{reach_left}")
    return found


def _look(tokens: Tokens, at: int, step: int) -> tuple[str, int]:
    heads = head_words()
    head = "-"
    steps = 0
    here = at + step
    while 0 <= here < len(tokens) and steps < _LONGEST_LOOK:
        key = tokens.keys[here]
        if not (tokens.capital[here] or key in _JOINING):
            break
        if key in heads.org:
            head = "o"
        elif key in heads.strong_event:
            head = "e"
        elif key in heads.place:
            head = "p"
        elif key in heads.org_tail:
            head = "t"
        here += step
        steps += 1
    return head, min(steps, 4)


def clues(of: Scene, at: int) -> list[Clue]:
    """The groups and keys that speak about token ``at``."""
    tokens = of.tokens
    words, keys = tokens.words, tokens.keys
    count = len(words)
    word, key = words[at], keys[at]
    before = words[at - 1] if at else _START
    after = words[at + 1] if at + 1 < count else _END
    before_key = keys[at - 1] if at else _START
    after_key = keys[at + 1] if at + 1 < count else _END
    far_before = keys[at - 2] if at > 1 else _START
    far_after = keys[at + 2] if at + 2 < count else _END
    opens = tokens.opens[at]
    found: list[Clue] = [
        (WORD, (word, opens)),
        (BEFORE, before),
        (AFTER, after),
        (PAIR_BEFORE, (before, word)),
        (PAIR_AFTER, (word, after)),
        (FAR_BEFORE, far_before),
        (FAR_AFTER, far_after),
        (TWO_BEFORE, (far_before, before_key)),
        (TWO_AFTER, (after_key, far_after)),
        (SHAPES, (before, word, after)),
    ]
    flag = [
        f"open{opens:d}{key in of.lower:d}",
        "joined" if tokens.adjoining(at) else "apart",
    ]
    rules = of.rules
    rule = rules.get(at)
    flag += ("rule " + rule[0], f"rule {rule[0]} {rule[1]}") if rule else ("rule -",)
    for name, other in (("next", at + 1), ("prev", at - 1)):
        rule = rules.get(other)
        flag.append(f"{name} rule {rule[0]}" if rule else f"{name} rule -")
    for name, of_list in (("known", of.known), ("place", of.places)):
        if value := of_list.get(at):
            flag.append(f"{name} {value}")
        if value := of_list.get(at + 1):
            flag.append(f"next {name} {value[0]}")
        if value := of_list.get(at - 1):
            flag.append(f"prev {name} {value[0]}")
    if before_key == "." and far_before in head_words().person_title:
        flag.append("title before")
    if after_key == "," and far_after in head_words().say:
        flag.append("says after")
    flag += of.runs[at]
    flag += of.elsewhere.get(key, ())
    found += [(FLAG, name) for name in flag]
    return found
