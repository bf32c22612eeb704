"""People whose names a text misspells: ``Netanyhu`` beside Benjamin Netanyahu.

Two names are one person's when a single letter is too many, missing, another or in its
neighbour's place, nothing else differs, no list knows the misspelled word as a name, and
only one person of the text comes into question. The words of a full name are looked up by
what is left of them without one of their letters, so the time is linear in the names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from index.language.names.lexicon import lexicon
from index.language.person_names import Order, PersonName

# Shorter words are too often two names: Obama, Osama.
_LEAST_ALONE, _LEAST_IN_FULL = 6, 5
_LONGEST = 24
_MOST_ALIKE = 8

_Place = tuple[str, str]
"""Where a word stands in a name: what is before it, what is behind it."""


def one_slip_apart(word: str, other: str) -> bool:
    """Whether one letter too many, missing, exchanged or misplaced makes ``other`` of ``word``.

    The first letter is the same; an ``s`` at the end is no slip but the plural.
    """
    if word == other or word[:1] != other[:1] or word + "s" == other or other + "s" == word:
        return False
    same = next(
        (at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b),
        min(len(word), len(other)),
    )
    rest, other_rest = word[same:], other[same:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[2:] == other_rest[2:] and rest[:2] == other_rest[1::-1])
    )


def misspellings(names: Sequence[PersonName], uses: Sequence[int]) -> dict[int, int]:
    """Of ``names`` (all different) those that are another misspelled → that other.

    ``uses``: how often the text has each. Of two full names the rarer one is misspelled, or
    the one that no list knows where the text has both as often.
    """
    if not any(_unlisted(word) for name in names for word in name.words):
        return {}
    alike = _by_remains(names)
    found: dict[int, int] = {}
    for at, name in enumerate(names):
        if not name.words or name.order is not Order.FAMILY_LAST:
            continue
        if name.younger or name.initials:
            continue
        meant = {
            other
            for place, word in _words_in_question(name)
            for remains in _remains(word)
            for other in alike.get((place, remains), ())
            if other != at and one_slip_apart(word, _word_at(names[other], place))
        }
        if len(meant) != 1:
            continue
        (other,) = meant
        if len(name.words) > 1 and _is_better(names, uses, at, other):
            at, other = other, at
        found[at] = other
    return {at: other for at, other in found.items() if other not in found}


def _words_in_question(name: PersonName) -> Iterator[tuple[_Place, str]]:
    """The words of ``name`` that may be misspelled, and their places."""
    last = name.words[-1]
    if len(name.words) == 1:
        if len(last) >= _LEAST_ALONE and _unlisted(last):
            yield ("", ""), last
    elif name.is_full:
        for place, word in (((name.first, ""), last), (("", last), name.first)):
            if len(word) >= _LEAST_IN_FULL and _unlisted(word):
                yield place, word


def _word_at(name: PersonName, place: _Place) -> str:
    return name.first if place[1] else name.words[-1]


def _by_remains(names: Sequence[PersonName]) -> Mapping[tuple[_Place, str], Sequence[int]]:
    """Place and remains of a word → the full names that have such a word there."""
    found: dict[tuple[_Place, str], list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        if name.order is not Order.FAMILY_LAST or not name.is_full:
            continue
        last, first = name.words[-1], name.first
        for place, word in ((("", ""), last), ((first, ""), last), (("", last), first)):
            for remains in _remains(word):
                owners = found[place, remains]
                if len(owners) < _MOST_ALIKE:
                    owners.append(at)
    return found


def _remains(word: str) -> Iterable[str]:
    """``word`` and what is left of it without one of its letters behind the first."""
    if len(word) > _LONGEST:
        return (word,)
    return {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}


def _is_better(names: Sequence[PersonName], uses: Sequence[int], at: int, other: int) -> bool:
    standing, other_standing = (
        (uses[each], _is_listed(names[each]), -each) for each in (at, other)
    )
    return standing > other_standing


def _is_listed(name: PersonName) -> bool:
    return not (_unlisted(name.first) or _unlisted(name.words[-1]))


def _unlisted(word: str) -> bool:
    lists = lexicon()
    return word not in lists.given and word not in lists.family and word not in lists.known
