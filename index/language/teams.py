"""Teams that news calls by their home or by half of their name: ``Boston``, ``Sox``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from index.language.names.lexicon import lexicon
from index.language.wordlists import section

HOME_KINDS = frozenset({"known", "country", "capital", "state", "city"})
_LONGEST_HOME, _LONGEST_NICKNAME = 3, 2
_LEAST_HALF = 3


def home_and_rest(key: str) -> tuple[str, str]:
    """``indianapolis colts`` → the place that a name begins with, and what follows it; two
    empty strings where it begins with none."""
    words = key.split()
    places = lexicon().places
    for size in range(min(_LONGEST_HOME, len(words) - 1), 0, -1):
        home = " ".join(words[:size])
        if places.get(home) in HOME_KINDS:
            return home, " ".join(words[size:])
    return "", ""


@cache
def _homes() -> Mapping[str, frozenset[str]]:
    """What the teams that everybody knows are called without their home → their homes."""
    found: dict[str, set[str]] = defaultdict(set)
    for team in section("known_names.txt", "ORG sport"):
        home, nickname = home_and_rest(team)
        if home and len(nickname.split()) <= _LONGEST_NICKNAME:
            found[nickname].add(home)
    return {nickname: frozenset(homes) for nickname, homes in found.items()}


def teams_called(keys: Iterable[tuple[int, str]]) -> dict[str, Sequence[int]]:
    """What well-known teams of one article are also called → their numbers.

    ``keys``: numbers and keys of its organisations. Called so are teams by the place that
    is their home, and by the last word of a nickname of two.
    """
    homes = _homes()
    by_nickname: dict[tuple[str, str], int] = {}
    # What is named with and without its home is one team, and the full name stands for it.
    for number, key in sorted(keys, key=lambda each: -len(each[1])):
        home, rest = home_and_rest(key)
        nickname = rest if home in homes.get(rest, ()) else key
        if nickname not in homes:
            continue
        called = {home} if nickname != key else set(homes[nickname])
        first, _, last = nickname.partition(" ")
        if first and len(last) >= _LEAST_HALF:
            called.add(last)
        for name in called:
            by_nickname.setdefault((name, nickname), number)
    found: dict[str, list[int]] = defaultdict(list)
    for (name, _), number in by_nickname.items():
        found[name].append(number)
    return dict(found)
