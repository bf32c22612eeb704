"""The articles of a list in groups: of one day, of one outlet, or that report one event.

Groups stand in the order in which their first articles stand in the list, and the
articles of a group keep their order. What belongs to no group comes last.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from index.views import GroupBy, Groups

if TYPE_CHECKING:
    from index.library import Library


def grouped(library: Library, ids: Sequence[int], by: GroupBy) -> Groups:
    """The articles ``ids`` in groups; linear in their number."""
    archive = library.archive
    if by is GroupBy.EVENT:
        return in_groups(ids, *_shared(archive.events.main_events(), ids), by)
    return in_groups(ids, archive.days() if by is GroupBy.DAY else archive.outlet_orders(), {}, by)


def in_groups(
    ids: Iterable[int], key_of: Mapping[int, str], names: Mapping[str, str], by: GroupBy
) -> Groups:
    """``ids`` by their keys; those without one, or with an empty one, come last."""
    members: dict[str, array[int]] = {}
    for number in ids:
        members.setdefault(key_of.get(number) or "", array("q")).append(number)
    if "" in members:
        members[""] = members.pop("")
    laid = array("q")
    for group in members.values():
        laid.extend(group)
    starts = accumulate((len(group) for group in members.values()), initial=0)
    return Groups(
        by,
        laid,
        tuple(starts)[: len(members)],
        tuple(members),
        tuple(names.get(key, "") for key in members),
    )


def _shared(
    events: Mapping[int, tuple[str, str]], ids: Sequence[int]
) -> tuple[dict[int, str], dict[str, str]]:
    """The event of those articles that another of ``ids`` tells too, and what it is called."""
    told = {number: events[number] for number in ids if number in events}
    tellers = Counter(key for key, _ in told.values())
    shared = {number: one for number, one in told.items() if tellers[one[0]] > 1}
    return {number: key for number, (key, _) in shared.items()}, dict(shared.values())
