"""Linking: a pure function of a set of articles.

What the texts say for themselves is linked; the events they share date the
articles that state no date; those are read again with that date, and everything
is linked once more. A last reading is for articles that can only be bounded by an
event that they call ongoing. Where nothing can be learned one pass does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import Interval, Known, Publication, Span
from index.events.assemble import EventDraft, draft
from index.events.blocks import blocks_at, group_blocks
from index.events.clusters import Events, cluster
from index.events.constraints import NO_CONSTRAINTS, Constraints
from index.events.kept import Kept
from index.events.model import MentionKind
from index.events.record import ArticleEvents
from index.events.sayings import Saying, sayings_of
from index.language.publication import infer_publication

Redate = Callable[[str, Publication], ArticleEvents]
"""Gives the record of an article (its key) as read with another publication date."""

_DATING_DAYS = 31


class Linking(Struct, frozen=True):
    """What a set of articles comes to.

    ``drafts`` are the events; ``records`` the records as finally read;
    ``published`` what was learned of articles that state no date (UNKNOWN where
    nothing was).
    """

    drafts: tuple[EventDraft, ...] = ()
    records: Mapping[str, ArticleEvents] = field(default_factory=dict)
    published: Mapping[str, Publication] = field(default_factory=dict)


def link(
    records: Iterable[ArticleEvents],
    redate: Redate | None = None,
    *,
    only: Mapping[str, frozenset[int]] | None = None,
    known: Mapping[str, Publication] | None = None,
    constraints: Constraints = NO_CONSTRAINTS,
) -> Linking:
    """The events of a set of articles, whatever their order.

    ``records`` are as read from the text alone. Without ``redate`` a learned
    date is told but the article is not read again. ``only`` limits the work to
    those groups of each article, as the text alone numbers them; what is left
    must be closed (see :mod:`index.events.reach`). ``known`` gives what was
    learned before of articles of which nothing new can be learned here.
    ``constraints`` are what the user said by hand.
    """
    known = known or {}
    texts = {record.key: record for record in records}
    learners = [key for key, record in texts.items() if key not in known and may_learn(record)]
    published: dict[str, Publication] = {}
    if learners:
        first: dict[str, list[EventDraft]] = {}
        for made in _drafts(_clusters(texts, texts, only, constraints), texts):
            for key in made.parts:
                first.setdefault(key, []).append(made)
        published = {key: learned(texts[key], first.get(key, [])) for key in learners}
    final = _reread(texts, texts, {**known, **published}, redate)
    drafts = _drafts(_clusters(final, texts, only, constraints), final)
    # What is said to be going on is bounded by days that may be known only now.
    going_on = {
        key: found
        for key, found in (_going_on(final, drafts) if learners else {}).items()
        if key in published and published[key].how is Known.UNKNOWN and found != published[key]
    }
    if going_on:
        published.update(going_on)
        final = _reread(final, texts, going_on, redate)
        drafts = _drafts(_clusters(final, texts, only, constraints), final)
    return Linking(drafts, final, published)


def _reread(
    records: Mapping[str, ArticleEvents],
    texts: Mapping[str, ArticleEvents],
    published: Mapping[str, Publication],
    redate: Redate | None,
) -> dict[str, ArticleEvents]:
    """``records`` with those in ``published`` read again with that publication."""
    read = dict(records)
    for key, publication in sorted(published.items()):
        if publication != records[key].published:
            read[key] = reread(texts[key], publication, redate)
    return read


def reread(text: ArticleEvents, published: Publication, redate: Redate | None) -> ArticleEvents:
    """The record of an article as read with what was learned of its publication."""
    again = redate(text.key, published) if redate else text
    return replace(again, published=published)


def _going_on(
    records: Mapping[str, ArticleEvents], drafts: Iterable[EventDraft]
) -> dict[str, Publication]:
    """For articles that call an event ongoing and have no date: its days bound them."""
    found: dict[str, Publication] = {}
    for made in drafts:
        for saying in made.sayings:
            record = records[saying.article]
            ongoing = any(m.ongoing for m in saying.mentions)
            if not ongoing or not may_learn(record):
                continue
            days = made.interval
            if days.begin and days.end and saying.article not in found:
                reason = f"written while this took place: {saying.name}"
                found[saying.article] = Publication(days, Known.UNKNOWN, reason)
    return found


def _clusters(
    records: Mapping[str, ArticleEvents],
    texts: Mapping[str, ArticleEvents],
    only: Mapping[str, frozenset[int]] | None,
    constraints: Constraints,
) -> Events:
    """``texts`` give the blocks, which never depend on what was learned."""
    return cluster(
        (
            (saying, blocks_of(texts[record.key], record, saying))
            for record in records.values()
            for saying in sayings_of(record)
            if only is None or _meant(texts[record.key], record, saying, only[record.key])
        ),
        constraints,
    )


def _meant(
    text: ArticleEvents, read: ArticleEvents, saying: Saying, groups: frozenset[int]
) -> bool:
    """Whether a saying is among ``groups``, which are numbered by the text alone."""
    return not groups.isdisjoint(groups_read(text, read, saying))


def groups_read(text: ArticleEvents, read: ArticleEvents, saying: Saying) -> frozenset[int]:
    """The groups of an article, as its ``text`` alone numbers them, that a saying is made of.

    ``read`` is the record of which it is a saying: that of the text, or one with a learned date.
    """
    if text.mentions is read.mentions:
        return frozenset((saying.group,))
    spans = set(saying.spans)
    return frozenset(m.group for m in text.mentions if Span(m.start, m.end) in spans)


def blocks_of(text: ArticleEvents, read: ArticleEvents, saying: Saying) -> frozenset[str]:
    """The blocks of a saying of ``read``, which never depend on what was learned."""
    if text.mentions is read.mentions:
        return group_blocks(text).get(saying.group, frozenset())
    return blocks_at(text, saying.spans)


def _drafts(events: Events, records: Mapping[str, ArticleEvents]) -> tuple[EventDraft, ...]:
    """Events from clusters; those bounded by another event are made after it."""
    made: dict[str, EventDraft] = {}
    results: list[EventDraft | None] = [None] * len(events)

    def since(saying: Saying) -> Interval:
        bound = made.get(f"n{saying.since}:{saying.article}") if saying.since else None
        return bound.interval if bound else Interval()

    def bounded(sayings: Sequence[Saying]) -> bool:
        return any(saying.since for saying in sayings)

    for wanted in (False, True):
        for index, sayings in enumerate(events):
            if bounded(sayings) is wanted:
                one = draft(sayings, records, since) if wanted else drafted(sayings, records)
                results[index] = one
                made.update((saying.member, one) for saying in sayings)
    return tuple(one for one in results if one is not None)


# Drafts made already, by the identity of their sayings: events are met again whenever a
# neighbour changes. A draft keeps its sayings.
_kept: Kept[tuple[int, ...], EventDraft] = Kept()


def drafted(sayings: Sequence[Saying], records: Mapping[str, ArticleEvents]) -> EventDraft:
    """The draft of an event that no other bounds; a saying says all of its record that counts."""
    key = tuple(map(id, sayings))
    made = _kept.get(key)
    if made is None:
        made = _kept.keep(key, draft(sayings, records, lambda _: Interval()), len(sayings))
    return made


def telling_groups(record: ArticleEvents) -> frozenset[int]:
    """The groups of an article whose events can tell when it was published."""
    return frozenset(
        m.group
        for m in record.mentions
        if m.ongoing
        or (m.mention_kind is MentionKind.NAME and m.start < record.lead and not m.background)
    )


def may_learn(record: ArticleEvents) -> bool:
    """Whether events of other articles can tell when this one was published.

    It states no date, and either opens with a named event and names a weekday or
    a day without its year, or calls an event ongoing.
    """
    if record.published.how is not Known.UNKNOWN:
        return False
    if any(m.ongoing for m in record.mentions):
        return True
    return bool((record.clues.weekdays or record.clues.partial) and telling_groups(record))


def learned(record: ArticleEvents, drafts: Sequence[EventDraft]) -> Publication:
    """When ``record`` was published, as far as ``drafts``, the events it tells of, show."""
    dates: list[Interval] = []
    names: list[str] = []
    for made in drafts:
        own = [s for s in made.sayings if s.article == record.key and s.lead and not s.background]
        days = _told_by_others(made, record.key)
        if not (days.begin and days.end):
            continue
        if own:
            dates.append(days)
            names.append(own[0].name)
    if dates:
        found = infer_publication(record.clues, event_dates=dates)
        if found.how is not Known.UNKNOWN or found.interval != record.published.interval:
            told = f"{found.reason} ({'; '.join(names)})" if found.reason else "; ".join(names)
            return replace(found, reason=told)
    return record.published


def _told_by_others(made: EventDraft, key: str) -> Interval:
    """The days of an event as articles other than ``key`` tell them; empty if not exact."""
    others = [saying for saying in made.sayings if saying.article != key]
    exact = [s.day for s in others if s.day.begin and s.day.end]
    exact = [
        day for day in exact if day.begin and day.end and (day.end - day.begin).days < _DATING_DAYS
    ]
    if not exact:
        return Interval()
    begins = [day.begin for day in exact if day.begin]
    ends = [day.end for day in exact if day.end]
    return Interval(min(begins), max(ends))
