"""A text as the trained model sees it: what rules, lists and company say of its tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from index.language.model import EntityType
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
# Heads to the right and to the left of a token, how many tokens its stretch goes on there.
Reach = tuple[str, str, int, int]
# What the company of a word may say of it; each is one bit, in this order.
COMPANY = (
    *("titled", "says", "in", "owns", "org next", "given before", "the", "then acronym"),
    *("in brackets", "apposed", "inside", "alone", "first of", "last of", "middle"),
    *(f"rule {begin}{kind}" for kind in EntityType for begin in "BI"),
)
_BITS = {name: 1 << at for at, name in enumerate(COMPANY)}


class Scene(Struct, frozen=True):
    """A tokenised text with what rules, lists and the other mentions say of its tokens.

    ``rules``, ``known``, ``places``: by token, where they say anything. ``elsewhere``: word
    (its key) → the bits of ``COMPANY`` that hold for it somewhere in the text.
    ``surroundings``: token of a stretch → its reach, and the words that end it to the right
    and to the left (empty: the token itself does).
    """

    tokens: Tokens
    rules: dict[int, Rule]
    known: dict[int, str]
    places: dict[int, str]
    elsewhere: dict[str, int]
    surroundings: dict[int, tuple[Reach, str, str]]


def stretches(tokens: Tokens) -> list[list[int]]:
    """Token numbers that may be in a name: capitals with up to three small words between."""
    words = tokens.words
    found: list[list[int]] = []
    current: list[int] = []
    for at in tokens.capitals:
        if words[at] == "I":
            continue
        parting = _parting(tokens, current[-1] + 1, at) if current else -1
        if parting == at:
            current += range(current[-1] + 1, at + 1)
            continue
        if current:
            found += _closed(tokens, current)
        opened_by_number = parting < at - 1 and words[at - 1][0].isdigit()
        current = [at - 1, at] if opened_by_number else [at]
    return found + _closed(tokens, current) if current else found


def _parting(tokens: Tokens, first: int, name: int) -> int:
    """Of the tokens from ``first`` on to ``name`` the one that parts ``name`` from what is in
    front of them; ``name`` itself where none does."""
    connector = head_words().connector
    for at in range(first, name):
        bridges = (
            tokens.words[at][0].isdigit()
            or tokens.keys[at] in connector
            or tokens.keys[at] in _GAP_MARKS
        )
        if not bridges or at - first >= _LONGEST_GAP:
            return at
    return name


def _closed(tokens: Tokens, current: list[int]) -> list[list[int]]:
    """The finished stretch, with a number that follows (``Expo 2020``); none for a lone
    function word that only begins a sentence."""
    behind = current[-1] + 1
    if behind < len(tokens) and tokens.words[behind][0].isdigit():
        current = [*current, behind]
    if len(current) == 1:
        word, key = tokens.words[current[0]], tokens.keys[current[0]]
        if key in head_words().function and not (word.isupper() and len(word) > 1):
            return []
    return [current]


def listed(tokens: Tokens, phrases: Mapping[str, str], reach: Mapping[str, int]) -> dict[int, str]:
    """Token → ``B`` or ``I`` and the value of the longest phrase of a list that covers it.

    ``reach``: first word of a phrase → number of words of the longest that begins so.
    """
    found: dict[int, str] = {}
    words, keys, capital = tokens.words, tokens.keys, tokens.capital
    count = len(words)
    next_free = 0
    for at in tokens.capitals:
        if at < next_free or keys[at] not in reach:
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
    return Scene(
        tokens=tokens,
        rules=rules,
        known=listed(tokens, lists.known, lists.known_reach),
        places=listed(tokens, lists.places, lists.places_reach),
        elsewhere=_elsewhere(tokens, rules, where),
        surroundings=_surroundings(tokens, where),
    )


def _elsewhere(
    tokens: Tokens, rules: dict[int, Rule], where: Sequence[list[int]]
) -> dict[str, int]:
    """Word → what its company anywhere in the text says of it."""
    heads = head_words()
    given = lexicon().given
    words, keys, capital, opens = tokens.words, tokens.keys, tokens.capital, tokens.opens
    titles, say, prepositions, org = (
        heads.person_title,
        heads.say,
        heads.place_preposition,
        heads.org,
    )
    # Fewer of them are asked about every token than there are, as most rule each other out.
    titled, says, in_, owns, org_next, given_before, the, then_acronym = map(
        _BITS.__getitem__, COMPANY[:8]
    )
    in_brackets, apposed, inside, *position = map(_BITS.__getitem__, COMPANY[8:15])
    found: dict[str, int] = {}
    last = len(tokens.words) - 1
    for stretch in where:
        for at in stretch:
            if not capital[at]:
                continue
            key = keys[at]
            before = keys[at - 1] if at else ""
            after = keys[at + 1] if at < last else ""
            left = at > 0 and capital[at - 1]
            right = at < last and capital[at + 1]
            bits = position[2 * left + right]
            if before == ".":
                if at > 1 and keys[at - 2] in titles:
                    bits |= titled
            elif before == "the":
                bits |= the
            elif before == "(":
                if after == ")":
                    bits |= in_brackets
            elif before == ",":
                if at > 1 and capital[at - 2] and after == ",":
                    bits |= apposed
            elif left and before in given:
                bits |= given_before
            if before in titles:
                bits |= titled
            if before in prepositions:
                bits |= in_
            if after == "'s":
                bits |= owns
            elif after == "(":
                if at + 2 <= last and words[at + 2].isupper():
                    bits |= then_acronym
            else:
                if after in say:
                    bits |= says
                if after in org:
                    bits |= org_next
            if not opens[at]:
                bits |= inside
            rule = rules.get(at)
            if rule is not None and rule[1] not in {"looks", "capitals"}:
                bits |= _BITS["rule " + rule[0]]
            found[key] = found.get(key, 0) | bits
    return found


def _surroundings(tokens: Tokens, where: Sequence[list[int]]) -> dict[int, tuple[Reach, str, str]]:
    """Token → the heads to its left and right in the same stretch and how far it reaches."""
    found: dict[int, tuple[Reach, str, str]] = {}
    keys = tokens.keys
    for stretch in where:
        for at in stretch:
            right, reach_right = _look(tokens, at, 1)
            left, reach_left = _look(tokens, at, -1)
            found[at] = (
                (right, left, min(reach_right, _FARTHEST), min(reach_left, _FARTHEST)),
                keys[at + reach_right] if reach_right else "",
                keys[at - reach_left] if reach_left else "",
            )
    return found


def _look(tokens: Tokens, at: int, step: int) -> tuple[str, int]:
    heads = head_words()
    head = "-"
    steps = 0
    here = at + step
    keys, capital = tokens.keys, tokens.capital
    while 0 <= here < len(keys) and steps < _LONGEST_LOOK:
        key = keys[here]
        if not (capital[here] or key in _JOINING):
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
