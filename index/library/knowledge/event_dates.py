"""Why an event has its date: where texts state it, or what it was taken from instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.article import Interval, Precision, Span
from index.events.kept import forgetting
from index.events.model import EventMention, MentionKind, Reason, Role, article_of, is_named
from index.events.reading import BESIDE_THE_STORY
from index.language.model import Timex
from index.language.typed_dates import in_words
from index.library.linking.anchors import Finder
from index.library.linking.event_corrections import DatedEvent, event_now
from index.views import EventView, Teller

if TYPE_CHECKING:
    from index.library import Library

_LOOKED_AT = 60
_DATES_TOLD = 4
_QUOTED = 2
_PUBLISHED_TOLD = 3
_BEFORE, _AFTER = 400, 180
"""Characters before and after the name of an event in which its date is looked for."""


class _Stated(NamedTuple):
    """What one article says of the days of an event, and where."""

    interval: Interval
    until: bool
    article: str
    span: Span


@forgetting
def why_dated(library: Library, event: EventView) -> tuple[Reason, ...]:
    """What the date of an event rests on, the best first.

    The kinds: ``hand`` (the user said so), ``stated`` (with the words of the texts
    that say it), ``otherwise`` (texts that say another day), ``published`` (no text
    states it, the articles' publication does), ``bounds`` and ``unknown``.
    """
    stated = [*_stated(library, event)]
    agreeing = [one for one in stated if _agrees(one, event.interval)]
    others = [one for one in stated if one not in agreeing]
    by_hand = _by_hand(library, event)
    reasons = [*by_hand, *_told("stated", agreeing)]
    if not reasons:
        reasons.append(_not_stated(event))
    return (*reasons, *_told("otherwise", others))


def _by_hand(library: Library, event: EventView) -> list[Reason]:
    finder = Finder(library.archive)
    for wish in reversed(library.correcting.weighed().applying()):
        if not isinstance(wish, DatedEvent):
            continue
        if event_now(library.archive, wish.event, finder) == event.id:
            return [Reason("hand", f"you said {in_words(wish.dating.interval)}")]
    return []


def _agrees(one: _Stated, interval: Interval) -> bool:
    if not interval:
        return False
    return one.interval.end == interval.end if one.until else one.interval.overlaps(interval)


def _told(kind: str, stated: Sequence[_Stated]) -> Iterator[Reason]:
    """A reason for each date that is stated, those of most articles first."""
    dates: dict[tuple[Interval, bool], list[_Stated]] = {}
    for one in stated:
        dates.setdefault((one.interval, one.until), []).append(one)
    order = sorted(dates.items(), key=lambda item: -len({one.article for one in item[1]}))
    for (interval, until), held in order[:_DATES_TOLD]:
        first = {one.article: one for one in reversed(held)}
        spans = [(key, first[key].span) for key in dict.fromkeys(one.article for one in held)]
        days = f"until {_last_day(interval)}" if until else in_words(interval)
        text = f"{'one article says' if len(spans) == 1 else f'{len(spans)} articles say'} {days}"
        if kind == "otherwise":
            text = f"but {text}"
        yield Reason(kind, text, 0.0, tuple(spans[:_QUOTED]))


def _last_day(interval: Interval) -> str:
    return in_words(Interval(interval.end, interval.end))


def _not_stated(event: EventView) -> Reason:
    if not event.interval:
        return Reason("unknown", "no article says when")
    reporting = [one for one in event.tellers if one.role is Role.REPORTS]
    published = [one for one in reporting if one.published.interval]
    if event.kind == "VISIT" and event.precision is Precision.WINDOW:
        text = (
            "no article says when: it lies between what it is told to follow and who told it first"
        )
        return Reason("bounds", text)
    if not published:
        return Reason("bounds", "no article says when: only bounds are known")
    told = "; ".join(map(_published, published[:_PUBLISHED_TOLD]))
    return Reason("published", f"no article says when: it is dated by publication ({told})")


def _published(teller: Teller) -> str:
    return f"{teller.outlet or teller.title}, {in_words(teller.published.interval)}"


def _stated(library: Library, event: EventView) -> Iterator[_Stated]:
    from index.events.record import from_json
    from index.events.sayings import sayings_of

    archive = library.archive
    members = archive.events.members_of(event.id)
    happening = {article_of(member) for member in members if not is_named(member)}
    tellers = event.tellers[:_LOOKED_AT]
    bodies = archive.events.records([teller.id for teller in tellers])
    for teller in tellers:
        if teller.id not in bodies:
            continue
        record = from_json(bodies[teller.id])
        mentions = [
            mention
            for saying in sayings_of(record)
            if any(span.overlaps(own) for span in saying.spans for own in teller.spans)
            for mention in saying.mentions
            if mention.interval and mention.mention_kind is not MentionKind.HEADLINE
        ]
        headlines = [
            mention
            for mention in record.mentions
            if mention.mention_kind is MentionKind.HEADLINE
            and mention.precision is Precision.DAY
            and teller.key in happening
        ]
        if not (mentions or headlines):
            continue
        timexes = archive.analyses.analysis(teller.id).timexes
        for mention in mentions:
            near = [
                timex
                for timex in timexes
                if mention.start - _BEFORE <= timex.start and timex.end <= mention.end + _AFTER
            ]
            span = _date_span(mention, near) or Span(mention.start, mention.end)
            yield _Stated(mention.interval, mention.until, teller.key, span)
        for mention in headlines:
            told = [t for t in _of_the_text(library, teller, timexes) if t.start < record.lead]
            # A date that no word of the text says is that of publication.
            if (said := _date_span(mention, told)) is not None:
                yield _Stated(mention.interval, mention.until, teller.key, said)


def _of_the_text(library: Library, teller: Teller, timexes: Sequence[Timex]) -> list[Timex]:
    """The dates that a text tells, not those of the lines around it."""
    article = library.article(teller.id)
    beside = [zone for zone in article.zones if zone.kind in BESIDE_THE_STORY]
    return [t for t in timexes if not any(z.start <= t.start < z.end for z in beside)]


def _date_span(mention: EventMention, timexes: Sequence[Timex]) -> Span | None:
    """The words that say the days of a mention, the nearest; ``None`` where there are none."""

    def is_meant(timex: Timex) -> bool:
        if mention.until:
            return timex.interval.end == mention.interval.end
        return timex.interval == mention.interval

    def distance(timex: Timex) -> int:
        return max(timex.start - mention.end, mention.start - timex.end, 0)

    nearest = min(filter(is_meant, timexes), key=distance, default=None)
    return None if nearest is None else Span(nearest.start, nearest.end)
