"""Titles in front of a name: where the name begins, and what the title itself names."""

from __future__ import annotations

from msgspec import Struct

from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.runs import Run
from index.language.names.view import OF, View

_LONGEST_TITLE = 9
# Titles that also open the names of bodies and places: King Abdullah University.
_IN_NAMES = frozenset(
    {"king", "queen", "prince", "princess", "saint", "president", "general", "captain"}
    | {"father", "sister", "major", "crown"}
)


class Peeled(Struct, frozen=True):
    """``after``: the token after the title; ``titled``: a person must follow; ``found`` and
    ``inside``: names, and runs that may hold names, in the title (the US President)."""

    after: int
    titled: bool
    found: tuple[Found, ...] = ()
    inside: tuple[Run, ...] = ()


def peel(view: View, first: int, last: int) -> Peeled | None:
    """The title that tokens ``first`` to ``last`` begin with; ``None``: they do not."""
    keys, heads = view.keys, view.heads
    for at in range(first, min(last, first + _LONGEST_TITLE)):
        key = keys[at]
        if key in OF and at > first:
            return None
        if key not in heads.person_title:
            continue
        following = at + 1 if keys[at + 1] != "." else at + 2
        if following > last:
            return None
        after = keys[following]
        if after in heads.person_title or (after == "general" and following < last):
            continue
        if view.longest_listed(at, last) > at:
            return None
        if view.is_head(after) and not (
            following == last and key not in _IN_NAMES and view.is_family_name(after)
        ):
            return None
        end = keys[last]
        if key in _IN_NAMES and view.is_head(end) and end not in heads.place_opener:
            return None
        inside = _before(view, first, at - 1)
        if after in OF:
            return _complement(view, following, last, inside)
        return Peeled(following, True, inside=inside)
    return None


def _before(view: View, first: int, last: int) -> tuple[Run, ...]:
    """What may be a name before the title: US President, Vietnam News Agency Director."""
    keys, heads = view.keys, view.heads
    while last >= first and (
        keys[last] in heads.title_opener or keys[last] in heads.person_title or keys[last] in ".-"
    ):
        last -= 1
    while first <= last and keys[first] in heads.title_opener:
        first += 1
    return ((first, last),) if first <= last else ()


def _complement(view: View, of: int, last: int, inside: tuple[Run, ...]) -> Peeled:
    """What follows ``Minister of``, ``President of``: a field, a place or a body, then a name."""
    at = of + 1
    if at <= last and view.keys[at] == "the":
        at += 1
    end = view.longest_place(at, last)
    if end >= at:
        place = Found(at, end, EntityType.PLACE, "gazetteer")
        return Peeled(end + 1, True, (place,), inside)
    end = at
    while end <= last and (
        view.keys[end] in view.heads.field_of_office
        or (end > at and view.keys[end] in {"and", "&"})
    ):
        end += 1
    if end > at:
        return Peeled(end, True, inside=inside)
    body = view.last_head(at, last, view.heads.org)
    if body is not None and body < last:
        return Peeled(body + 1, True, inside=(*inside, (at, body)))
    return Peeled(at, False, inside=inside)
