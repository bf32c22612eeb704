"""The articles of a list in groups: of one day, of one outlet, or that report one event.

Groups stand in the order in which their first articles stand in the list, and the
articles of a group keep their order. What belongs to no group comes last.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from index.article import Precision
from index.store.timeline_tables import ReportedEvent
from index.store.values import interval_of
from index.views import GroupBy, Groups

if TYPE_CHECKING:
    from index.library import Library

_SOME_DAYS = timedelta(days=14)


def grouped(library: Library, ids: Sequence[int], by: GroupBy) -> Groups:
    """The articles ``ids`` in groups; linear in their number."""
    archive = library.archive
    if by is GroupBy.EVENT:
        return in_groups(ids, *_shared(library, ids), by)
    lists = archive.lists
    return in_groups(ids, lists.days() if by is GroupBy.DAY else lists.outlet_orders(), {}, by)


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


def _shared(library: Library, ids: Sequence[int]) -> tuple[dict[int, str], dict[str, str]]:
    """The event of those articles that another of ``ids`` tells too, and what it is called.

    What articles tell of one day is an event, and so is one with a name that is over in
    some days, but no story, election year or war: what two articles tell of these may lie
    months apart. Where an article reports several, the one that most others report too.
    """
    events = library.archive.events
    wanted = frozenset(ids)
    tellers: dict[int, list[int]] = {}
    for event, article in events.reporters():
        if article in wanted:
            tellers.setdefault(event, []).append(article)
    told = [one for one in events.reported() if len(tellers.get(one.id, ())) > 1 and _is_one(one)]
    told.sort(key=lambda one: (-len(tellers[one.id]), one.happening, one.id))
    key_of: dict[int, str] = {}
    names: dict[str, str] = {}
    for one in told:
        members = [article for article in tellers[one.id] if article not in key_of]
        if len(members) > 1:
            names[str(one.id)] = one.name
            key_of.update(dict.fromkeys(members, str(one.id)))
    return key_of, names


def _is_one(event: ReportedEvent) -> bool:
    """Whether all who report an event tell of the same few days, as far as is known."""
    if event.happening:
        return True
    days = interval_of(event.begin, event.end)
    if days.begin is None or days.end is None:
        return not days and event.precision == Precision.UNKNOWN
    return days.end - days.begin <= _SOME_DAYS
