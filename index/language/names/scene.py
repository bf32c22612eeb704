"""A text as the trained model sees it: what rules, lists and company say of its tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.language.names.found import Found
from index.language.names.heads import head_words
from index.language.names.lexicon import lexicon
from index.language.names.tokens import Tokens

_LONGEST_GAP = 3
_LONGEST_LOOK = 6
_FARTHEST = 4
_JOINING = frozenset({"of", "and", "for", "the", "&"})
_GAP_MARKS = frozenset({"&", ".", ",", "-", "'", "/", "'s", "to", "with"})


Rule = tuple[str, str]  # B or I with the kind of name, first word of the reason


@dataclass(frozen=True, slots=True)
class Scene:
    """A tokenised text with what rules, lists and the other mentions say of its tokens."""

    tokens: Tokens
    rules: dict[int, Rule]
    known: dict[int, str]
    places: dict[int, str]
    elsewhere: dict[str, tuple[str, ...]]
    lower: frozenset[str]
    runs: dict[int, tuple[str, ...]]


def stretches(tokens: Tokens) -> list[list[int]]:
    """Token numbers that may be in a name: capitals with up to three small words between."""
    connector = head_words().connector
    words, keys, capital = tokens.words, tokens.keys, tokens.capital
    found: list[list[int]] = []
    current: list[int] = []
    gap: list[int] = []
    for at, word in enumerate(words):
        if capital[at] and word != "I":
            current += [*gap, at]
            gap = []
        elif current:
            gap.append(at)
            bridges = word[0].isdigit() or keys[at] in connector or keys[at] in _GAP_MARKS
            if not bridges or len(gap) > _LONGEST_GAP:
                found += _closed(tokens, current, gap)
                current, gap = [], []
        elif word[0].isdigit() and at + 1 < len(words) and capital[at + 1]:
            current = [at]
    return found + _closed(tokens, current, gap)


def _closed(tokens: Tokens, current: list[int], gap: list[int]) -> list[list[int]]:
    """The finished stretch, with a number that follows (``Expo 2020``); none for a lone
    function word that only begins a sentence."""
    if gap and tokens.words[gap[0]][0].isdigit():
        current = [*current, gap[0]]
    if len(current) == 1:
        word, key = tokens.words[current[0]], tokens.keys[current[0]]
        if key in head_words().function and not (word.isupper() and len(word) > 1):
            return []
    return [current] if current else []


def listed(tokens: Tokens, phrases: Mapping[str, str], reach: Mapping[str, int]) -> dict[int, str]:
    """Token → ``B`` or ``I`` and the value of the longest phrase of a list that covers it.

    ``reach``: first word of a phrase → number of words of the longest that begins so.
    """
    found: dict[int, str] = {}
    words, keys, capital = tokens.words, tokens.keys, tokens.capital
    count = len(words)
    next_free = 0
    for at in range(count):
        if at < next_free or not capital[at] or keys[at] not in reach:
            continue
        for last in range(min(at + reach[keys[at]], count) - 1, at - 1, -1):
            if not (capital[last] or words[last][0].isdigit() or words[last] in {"'s", "+"}):
                continue
            value = phrases.get(tokens.key(at, last))
            if value is not None:
                found[at] = f"B{value}"
                for inside in range(at + 1, last + 1):
                    found[inside] = f"I{value}"
                next_free = last + 1
                break
    return found


def scene(tokens: Tokens, by_rules: Sequence[Found], where: Sequence[list[int]]) -> Scene:
    """Everything :func:`clues` needs about one text; ``by_rules`` are the rules' findings."""
    rules: dict[int, Rule] = {}
    for name in by_rules:
        why = name.why.split(" ", 1)[0].rstrip(":")
        for at in range(name.first, name.last + 1):
            begin = "B" if at == name.first else "I"
            rules[at] = (f"{begin}{name.type}", why)
    lists = lexicon()
    lower = frozenset(
        word for word, capital in zip(tokens.words, tokens.capital, strict=True) if not capital
    )
    return Scene(
        tokens=tokens,
        rules=rules,
        known=listed(tokens, lists.known, lists.known_reach),
        places=listed(tokens, lists.places, lists.places_reach),
        elsewhere=_elsewhere(tokens, rules, by_rules, where),
        lower=lower,
        runs=_surroundings(tokens, where),
    )


def _elsewhere(
    tokens: Tokens,
    rules: dict[int, Rule],
    by_rules: Sequence[Found],
    where: Sequence[list[int]],
) -> dict[str, tuple[str, ...]]:
    """Word → what its company anywhere in the text says of it."""
    heads = head_words()
    lists = lexicon()
    words, keys, capital, opens = tokens.words, tokens.keys, tokens.capital, tokens.opens
    flags: dict[str, set[str]] = defaultdict(set)
    last = len(tokens.words) - 1
    for stretch in where:
        for at in stretch:
            if not capital[at]:
                continue
            add = flags[keys[at]].add
            before = keys[at - 1] if at else ""
            after = keys[at + 1] if at < last else ""
            if before in heads.person_title or (
                before == "." and at > 1 and keys[at - 2] in heads.person_title
            ):
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
            about = [f"r{right}", f"l{left}"]
            about += [f"R{min(reach_right, _FARTHEST)}", f"L{min(reach_left, _FARTHEST)}"]
            if reach_right:
                about.append(f"until {tokens.keys[at + reach_right]}")
            if reach_left:
                about.append(f"since {tokens.keys[at - reach_left]}")
            found[at] = tuple(about)
    return found


def _look(tokens: Tokens, at: int, step: int) -> tuple[str, int]:
    heads = head_words()
    head = "-"
    steps = 0
    here = at + step
    while 0 <= here < len(tokens.words) and steps < _LONGEST_LOOK:
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
    return head, steps
