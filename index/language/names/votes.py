"""One name, one kind: the vote of all mentions of a text on what kind of name each is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.tokens import Tokens
from index.language.person_names import without_article


class Outcome(Struct, frozen=True):
    """What the mentions that are spelled like one say: the winning kind, its votes, all votes."""

    winner: EntityType
    count: int
    total: int


def one_kind_each(
    tokens: Tokens,
    found: Sequence[Found],
    *,
    weight: Callable[[Found], int],
    may_be_part: Callable[[Found, str], bool],
    follows: Callable[[Found, Outcome], bool],
) -> list[Found]:
    """``found`` with the kinds that the whole text gives its names, in the same order.

    ``weight`` is what a mention's vote counts; names without a kind have none. A single word
    that is part of a full personal name of the text is that person, if ``may_be_part`` allows
    it for the mention and its phrase key; any other mention takes the kind that most votes
    of its spelling are for, if ``follows`` says so.
    """
    votes: dict[str, dict[EntityType, int]] = defaultdict(dict)
    part_of: dict[str, str] = {}
    for name in found:
        if name.type is None:
            continue
        counts = votes[tokens.key(name.first, name.last)]
        counts[name.type] = counts.get(name.type, 0) + weight(name)
        if name.type is EntityType.PERSON and name.last > name.first:
            whole = tokens.surface(name.first, name.last)
            for at in (name.first, name.last):
                part_of.setdefault(tokens.keys[at], whole)
                part_of.setdefault(without_article(tokens.keys[at]), whole)
    settled = []
    for name in found:
        key = tokens.key(name.first, name.last)
        if name.first == name.last and key in part_of and may_be_part(name, key):
            name = replace(name, type=EntityType.PERSON, why=f"part of {part_of[key]}")
        elif (counts := votes.get(key, {})) and not (len(counts) == 1 and name.type in counts):
            winner = max(counts, key=counts.__getitem__)
            outcome = Outcome(winner, counts[winner], sum(counts.values()))
            if winner is not name.type and follows(name, outcome):
                name = replace(name, type=winner, why="as elsewhere in the text")
        settled.append(name)
    return settled
