"""Names by rules: runs of capitals, lists and head words, then one look at the whole text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from msgspec.structs import replace

from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.lexicon import lexicon
from index.language.names.runs import ORDINAL, runs
from index.language.names.segment import Segmenter
from index.language.names.tokens import Tokens
from index.language.names.votes import one_kind_each
from index.language.wordlists import section

_LONGEST_EVENT_MODIFIER = 6
_LONGEST_EVENT_TAIL = 12
_FIRM_VOTE, _LOOSE_VOTE = 3, 1
_ENDS_EVENT = frozenset(',.;:()"\n')


def find_by_rules(tokens: Tokens) -> list[Found]:
    """The names that rules and lists see, in text order, not overlapping.

    Names whose kind nothing tells are left out.
    """
    segmenter = Segmenter(tokens)
    found = [name for run in runs(tokens) for name in segmenter.segment(run)]
    found = in_place_of(found, editions(tokens))
    found = in_place_of(found, acronyms(tokens, found))
    return consistent(tokens, found)


def in_place_of(found: Iterable[Found], stronger: Sequence[Found]) -> list[Found]:
    """``found`` without what overlaps ``stronger``, and ``stronger``, in text order."""
    taken = {at for name in stronger for at in range(name.first, name.last + 1)}
    kept = [name for name in found if not taken.intersection(range(name.first, name.last + 1))]
    return sorted([*kept, *stronger], key=lambda name: name.first)


@cache
def _edition_heads() -> frozenset[str]:
    return section("heads.txt", "ordinal_event_heads")


def editions(tokens: Tokens) -> list[Found]:
    """Events named by an ordinal and a head in small letters: ``12th cooperation conference``."""
    found = []
    heads = _edition_heads()
    for at in tokens.figures:
        if not ORDINAL.match(tokens.words[at]):
            continue
        for end in range(at + 1, min(len(tokens.words), at + 1 + _LONGEST_EVENT_MODIFIER)):
            if not tokens.words[end][0].isalpha():
                break
            if tokens.keys[end] in heads:
                if not tokens.capital[end] and end > at + 1:
                    found.append(Found(at, _with_parties(tokens, end), EntityType.EVENT, "edition"))
                break
    return found


def _with_parties(tokens: Tokens, head: int) -> int:
    """The last token of ``… conference between Vietnamese and French localities``."""
    if head + 1 >= len(tokens.words) or tokens.keys[head + 1] != "between":
        return head
    joined = False
    for at in range(head + 2, min(len(tokens.words) - 1, head + 2 + _LONGEST_EVENT_TAIL)):
        if tokens.words[at] in _ENDS_EVENT:
            break
        joined = joined or tokens.keys[at] == "and"
        if joined and tokens.keys[at].endswith("s") and not tokens.capital[at]:
            return head if tokens.keys[at + 1] in {"and", "with", "of"} else at
    return head


def acronyms(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """The short form in ``Asian Development Bank (ADB)``: the type of what it shortens."""
    if "(" not in tokens.text:
        return []
    by_end = {name.last: name for name in found if name.type is not None}
    shortened = []
    last = len(tokens.words) - 1
    for at in tokens.capitals:
        word = tokens.words[at]
        if (
            0 < at < last
            and tokens.words[at - 1] == "("
            and tokens.words[at + 1] == ")"
            and 2 <= len(word) <= 8
            and word[0].isupper()
            and sum(char.isupper() for char in word) >= 2
            and (full := by_end.get(at - 2)) is not None
            and full.type in (EntityType.ORG, EntityType.EVENT, EntityType.LAW)
        ):
            why = f"short for {tokens.surface(full.first, full.last)}"
            shortened.append(Found(at, at, full.type, why))
    return shortened


def consistent(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """One name, one kind: loose findings follow the firm ones of the same text.

    A single word that is part of a full personal name of the text is a person.
    """
    agreed = one_kind_each(
        tokens,
        found,
        weight=lambda name: _FIRM_VOTE if name.firm else _LOOSE_VOTE,
        may_be_part=lambda name, _: not name.firm,
        follows=lambda name, _: not name.firm,
    )
    given = lexicon().given
    settled = []
    for name in agreed:
        if (
            name.type is None
            and name.first == name.last
            and _known_person_word(tokens, name, given)
        ):
            name = replace(name, type=EntityType.PERSON, why="given name")
        if name.type is not None:
            settled.append(name)
    return settled


def _known_person_word(tokens: Tokens, name: Found, given: frozenset[str]) -> bool:
    return tokens.keys[name.first] in given and not tokens.opens[name.first]
