"""Short forms inside one article: acronyms, openings of longer names, names of teams.

Works on what is known of each name that is not a person's (:class:`Name`) and says
which is short for which, and why.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from index.language.entity_keys import is_alias, plain
from index.language.fold import fold
from index.language.model import EntityType, Mention
from index.language.names.lexicon import lexicon
from index.language.teams import home_and_rest, teams_called
from index.language.wordlists import section

_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,7}\Z")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_SHORT_FORM = 4
_LONGEST_ADDITION = 2
_LONGEST_TAIL = 2
_LONGEST_FIRM_TAIL = 4
# Of more names that begin alike none would be the only one.
_MOST_ALIKE = 50
_LEAST_INITIALS = 2
_NO_BODIES = frozenset({EntityType.PLACE, EntityType.NORP})
_JOINERS = frozenset({"and", "&", "of", "for"})
_FIRM_TAILS = frozenset(
    ["group", "holdings", "airlines", "airways", "pharmaceuticals", "motors", "technologies"]
)


class Name(Struct, frozen=True):
    """One name of an article: its key, and its spellings in order of first mention.

    ``after_the`` says that some mention has a capital ``The`` before it.
    """

    kind: EntityType
    key: str
    surfaces: tuple[str, ...]
    after_the: bool = False

    @property
    def surface(self) -> str:
        return self.surfaces[0]

    @property
    def is_known_by_alias(self) -> bool:
        """Whether the list of aliases, not the article, says what its spelling stands for."""
        return is_alias(self.surface, self.kind)

    @property
    def is_acronym(self) -> bool:
        return _ACRONYM.match(fold(self.surface)) is not None


Short = tuple[int, int, str]
"""Index of a short name, index of the full one, why."""


def short_forms(
    text: str, mentions: Sequence[Mention], name_of: dict[int, int], names: Sequence[Name]
) -> list[Short]:
    """Which of ``names`` are short for which others.

    ``name_of``: index of a mention, in text order → index of its name. Nothing is
    said where two longer names compete.
    """
    found = list(_in_brackets(text, mentions, name_of, names))
    explained = {short for short, *_ in found}
    by_initials = _by_initials(names)
    by_opening = _by_opening(names)
    by_tail = _by_tail(names)
    teams = teams_called(
        (at, name.key) for at, name in enumerate(names) if name.kind is EntityType.ORG
    )
    for at, name in enumerate(names):
        if at in explained or name.kind is EntityType.NORP:
            continue
        fulls: Iterable[int] = ()
        why = "initials of "
        if name.is_acronym and not name.is_known_by_alias:
            letters = "".join(char for char in fold(name.surface) if char.isalpha())
            fulls = by_initials.get(letters, ())
        if not fulls:
            opening = by_opening.get((name.kind, _opening(name)), ())
            fulls = [other for other in opening if other != at and _opens(name, names[other])]
            why = "shorter form of "
        if not fulls and name.kind is EntityType.ORG:
            fulls, why = by_tail.get(name.key, ()), "name of "
        if not fulls and name.kind is EntityType.ORG:
            fulls, why = teams.get(name.key, ()), "what news calls "
        others = [other for other in fulls if other != at]
        if len(others) == 1:
            found.append((at, others[0], why + names[others[0]].surface))
    return found


# -- acronyms ----------------------------------------------------------------------


def _in_brackets(
    text: str, mentions: Sequence[Mention], name_of: dict[int, int], names: Sequence[Name]
) -> Iterator[Short]:
    for before, inside in itertools.pairwise(sorted(name_of)):
        start, end = mentions[before].end, mentions[inside].start
        if end - start > _LEAST_SHORT_FORM or text[mentions[inside].end :][:1] != ")":
            continue
        full, short = name_of[before], name_of[inside]
        surface = text[mentions[before].start : mentions[before].end]
        acronym = fold(text[mentions[inside].start : mentions[inside].end])
        if (
            text[start:end].strip(" '’\"”") == "("
            and len(surface.split()) > 1
            and _ACRONYM.match(acronym)
            and full != short
            and _may_shorten(acronym, names[short], names[full])
        ):
            yield short, full, f"given in brackets after {surface}"


def _may_shorten(acronym: str, short: Name, full: Name) -> bool:
    """Whether brackets equate the two, rather than say where or by whom: ``Boston (AP)``."""
    letters = "".join(char for char in acronym if char.isalpha())
    if any(letters in initials(surface) for surface in full.surfaces):
        return not (full.is_known_by_alias and short.is_known_by_alias and short.key != full.key)
    return (
        full.kind not in _NO_BODIES
        and not short.is_known_by_alias
        and short.kind is not EntityType.NORP
        and fold(acronym.lower()) not in lexicon().places
    )


def initials(surface: str, *, after_the: bool = False) -> set[str]:
    """The acronyms a name of several words would have, with and without its small words."""
    words = _WORD.findall(fold(surface))
    words = words[1:] if words and words[0].lower() == "the" else words
    if len(words) < _LEAST_INITIALS:
        return set()
    found = {
        "".join(word[0] for word in words if word[0].isupper()),
        "".join(word[0].upper() for word in words),
    }
    return found | {f"T{letters}" for letters in found} if after_the else found


def _by_initials(names: Sequence[Name]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        if name.kind is not EntityType.NORP:
            spelled = {
                letters
                for surface in name.surfaces
                for letters in initials(surface, after_the=name.after_the)
            }
            for letters in spelled:
                found[letters].append(at)
    return found


# -- openings and tails ------------------------------------------------------------


def _by_opening(names: Sequence[Name]) -> dict[tuple[EntityType, str], list[int]]:
    """Beginnings of names → the first of the names that begin so."""
    found: dict[tuple[EntityType, str], list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        if name.kind is EntityType.ORG:
            words = name.key.split()
            shorter = range(max(1, len(words) - _LONGEST_FIRM_TAIL), len(words))
            openings = [" ".join(words[:size]) for size in shorter]
        else:
            openings = [_opening(name)]
        for opening in openings:
            if len(owners := found[name.kind, opening]) < _MOST_ALIKE:
                owners.append(at)
    return found


def _opening(name: Name) -> str:
    """What another name has to begin with to be a longer form of ``name``."""
    return name.key if name.kind is EntityType.ORG else name.key.split(" ", 1)[0]


def _opens(short: Name, full: Name) -> bool:
    """``Lockheed`` and ``Lockheed Martin``; the same edition of an event with fewer words."""
    some, all_ = short.key.split(), full.key.split()
    if not some or len(some) >= len(all_):
        return False
    if short.kind is EntityType.EVENT:
        return some[0][0].isdigit() and some[0] == all_[0] and set(some) < set(all_)
    added = all_[len(some) :]
    if short.kind is not EntityType.ORG or some != all_[: len(some)]:
        return False
    if _FIRM_TAILS.issuperset(added):
        return not short.is_known_by_alias
    return (
        len(added) <= _LONGEST_ADDITION
        and not _JOINERS.intersection(added)
        and len(short.key) >= _LEAST_SHORT_FORM
        and not short.is_known_by_alias
        and not set(some) <= _common_words()
        # A longer spelling is complete by itself, or an alias has made it so.
        and not any(" " in plain(surface) for surface in short.surfaces)
    )


def _by_tail(names: Sequence[Name]) -> dict[str, list[int]]:
    """``Colts`` → ``Indianapolis Colts``: what follows the home of a team or a paper."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        if name.kind is EntityType.ORG and (tail := _tail(name.key)):
            found[tail].append(at)
    return found


def _tail(key: str) -> str:
    _, rest = home_and_rest(key)
    tail = rest.split()
    told = len(tail) <= _LONGEST_TAIL and not _common_words().intersection(tail)
    return rest if told else ""


@cache
def _common_words() -> frozenset[str]:
    """Words that name no organisation by themselves, though many begin with them."""
    lists = section(
        "heads.txt", "org_heads", "event_heads", "law_heads", "function_words", "directions"
    )
    return (
        lists | section("titles.txt", "fields_of_office") | section("common_bodies.txt", "bodies")
    )
