"""The thread of an article: what went before and came after the happening it reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from index.events.kept import forgetting
from index.events.model import Reason, Role
from index.store.archive import Archive
from index.store.list_tables import RowFacts
from index.views import Thread, ThreadArticle

if TYPE_CHECKING:
    from index.events.record import ArticleEvents

SHOWN = 6
_TOLD = 2
# The channels of a story that a reader understands at a glance.
_PLAIN = frozenset({"words", "lead names", "people", "places", "counted", "same event"})

_SHARED = _PLAIN | {"names", "numbers", "same day"}
_DIFFERENT = frozenset({"other event", "aside", "numbers differ", "years differ", "published far"})


def thread_of(archive: Archive, article_id: int) -> Thread:
    """Articles of the same story as ``article_id`` that report none of its events.

    Those shown are the nearest in time, by date; of articles with the same text one.
    """
    stories = archive.events.stories_of([article_id])
    others = {number for articles in stories.values() for number in articles} - {article_id}
    if not others:
        return Thread()
    reported = [
        role.event
        for role in archive.events.roles_of_article(article_id)
        if role.role == Role.REPORTS
    ]
    told = {role.article for roles in archive.events.roles_of_events(reported).values()
            for role in roles if role.role == Role.REPORTS}  # fmt: skip
    firsts = archive.copies.firsts([article_id, *others])
    own = firsts.get(article_id, article_id)
    others = {firsts.get(number, number) for number in others - told} - {own, article_id} - told
    rows = {row.id: row for row in archive.lists.rows([article_id, *others])}
    here = rows.pop(article_id, None)
    if here is None or not rows:
        return Thread()
    when = _day(here)
    near = sorted(rows.values(), key=lambda row: (abs((_day(row) - when).days), row.id))[:SHOWN]
    shown = sorted(near, key=lambda row: (_day(row), row.id))
    shared = _shared(archive, article_id, [row.id for row in shown])
    return Thread(
        tuple(
            ThreadArticle(row.id, row.title, row.outlet, row.published, shared.get(row.id, ""))
            for row in shown
        ),
        len(rows),
    )


@forgetting
def why_together(archive: Archive, a: int, b: int) -> tuple[Reason, ...]:
    """What speaks for two articles (their ids) being of one story, and what against it.

    The weights are log-odds, the weightiest come first.
    """
    from index.events.record import from_json
    from index.events.story_scores import explain

    records = {number: from_json(body) for number, body in archive.events.records([a, b]).items()}
    if len(records) < len({a, b}):
        return ()
    _, evidence = explain(records[a], records[b])
    told = [
        Reason(one.kind, one.text, one.weight)
        for one in evidence
        if one.kind in (_SHARED if one.weight > 0 else _DIFFERENT)
    ]
    return tuple(sorted(told, key=lambda reason: -reason.weight))


@forgetting
def why_apart(archive: Archive, a: int, b: int) -> tuple[Reason, ...]:
    """Why two articles of one story (their ids) tell no happening together.

    First how far they come and what it takes, then what they lack, the weightiest first.
    """
    from index.events.happening_scores import AT_LEAST, SLACK, happening_score, missing
    from index.events.record import from_json
    from index.events.story_scores import explain, fitted

    records = {number: from_json(body) for number, body in archive.events.records([a, b]).items()}
    if len(records) < len({a, b}):
        return ()
    one, other = records[a], records[b]
    reached, least = happening_score(one, other), fitted().happening - SLACK
    together, _ = explain(one, other)
    lacking = [Reason(each.kind, each.text, each.weight) for each in missing(one, other)]
    if together < AT_LEAST:
        told = (
            f"as a story they reach {together:.1f}; to tell one happening it takes {AT_LEAST:.1f}"
        )
    elif reached is None:
        told = "one happening is told within a day"
    elif reached < least:
        told = f"as one happening they reach {reached:.1f}; it takes {least:.1f}"
    else:
        told = (
            f"they reach {reached:.1f} and need {least:.1f}: what other articles tell, or a word "
            "of yours, keeps them apart"
        )
        lacking = []
    return (Reason("sum", told), *lacking)


def _day(row: RowFacts) -> date:
    return row.published.interval.begin or row.published.interval.end or date.max


@forgetting
def _shared(archive: Archive, article_id: int, others: Sequence[int]) -> dict[int, str]:
    """What each of some articles has in common with another, in a few words."""
    from index.events.record import from_json
    from index.events.story_scores import explain

    bodies = archive.events.records([article_id, *others])
    records: dict[int, ArticleEvents] = {n: from_json(body) for n, body in bodies.items()}
    if article_id not in records:
        return {}
    found = {}
    for number in others:
        if number in records:
            _, evidence = explain(records[article_id], records[number])
            told = [e.text for e in evidence if e.kind in _PLAIN and e.weight > 0]
            found[number] = "; ".join(told[:_TOLD])
    return found
