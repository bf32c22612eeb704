"""Corrections of events: from what ``notes.db`` keeps to what linking heeds.

An event is known by its tellings: the passages that name it, and the articles
that tell it as their story. See :mod:`index.events.constraints` for what wishes
come to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from index.article import Precision, Span
from index.events.constraints import (
    Apart,
    Constraints,
    Dated,
    Dating,
    Named,
    Same,
    Telling,
    Untold,
    Wish,
)
from index.events.model import article_of, is_named, telling_of
from index.events.sayings import Saying
from index.language.typed_dates import Typed
from index.library.linking.anchors import Anchor, Finder, anchor_in, anchor_of, as_text
from index.store.archive import Archive
from index.store.event_tables import RoleRow
from index.store.values import interval_of, iso

MOST_TELLINGS = 200
_DATE = "date"
# An effect begins with so many parts that it always has.
_SIMPLE_EFFECTS = 3


class Passage(Struct, frozen=True):
    """A passage that names an event; ``name`` tells which, if it names several."""

    anchor: Anchor
    name: str = ""


Told: TypeAlias = Passage | str
"""A telling as it is kept: the passage that names the event, or the key of a story's article."""


class EventSubject(Struct, frozen=True):
    """An event as a correction names it: what it was called, and its tellings, best first."""

    name: str
    tellings: tuple[Told, ...]

    def body(self) -> dict[str, Any]:
        """The subject as JSON keeps it."""
        return {"name": self.name, "tellings": [_body_of(told) for told in self.tellings]}


def subject_in(body: Mapping[str, Any]) -> EventSubject:
    """The subject that JSON keeps; raises as :func:`~index.library.linking.anchors.anchor_in`."""
    return EventSubject(as_text(body["name"]), tuple(map(_told_in, body["tellings"])))


def _body_of(told: Told) -> dict[str, Any]:
    if isinstance(told, str):
        return {"article": told}
    return {**told.anchor.body(), **({"event": told.name} if told.name else {})}


def _told_in(body: Mapping[str, Any]) -> Told:
    if "exact" in body:
        return Passage(anchor_in(body), as_text(body.get("event", "")))
    return as_text(body["article"])


class SameEvent(Struct, frozen=True):
    """``a`` and ``b`` are one event."""

    a: EventSubject
    b: EventSubject


class OtherEvent(Struct, frozen=True):
    """``a`` and ``b`` are not one event; ``a`` may be what one article of it tells."""

    a: EventSubject
    b: EventSubject


class CalledEvent(Struct, frozen=True):
    """``event`` is called ``name``."""

    event: EventSubject
    name: str


class DatedEvent(Struct, frozen=True):
    """``event`` was on the days of ``dating``, or nobody knows when."""

    event: EventSubject
    dating: Dating

    def body(self) -> dict[str, Any]:
        """The wish as JSON keeps it."""
        return {"event": self.event.body(), "date": _date_body(self.dating)}


def dating_of(typed: Typed) -> Dating:
    """What was typed, with how exact it is: the first and last day of a period are days."""
    from index.events.dating import precision_of

    if not typed.interval:
        return Dating()
    return Dating(typed.interval, Precision.DAY if typed.is_span else precision_of(typed.interval))


def dated_in(body: Mapping[str, Any]) -> DatedEvent:
    """The wish that JSON keeps; raises ``KeyError``, ``TypeError``, ``ValueError``."""
    return DatedEvent(subject_in(body["event"]), _date_in(body["date"]))


def _date_body(dating: Dating) -> list[str | None]:
    return [iso(dating.interval.begin), iso(dating.interval.end), dating.precision.value]


def _date_in(body: Sequence[str | None]) -> Dating:
    begin, end, precision = body
    return Dating(interval_of(begin, end), Precision(as_text(precision)))


class NoEvent(Struct, frozen=True):
    """What one article tells of ``event``, ``told``, is none; ``event`` is what others tell."""

    told: EventSubject
    event: EventSubject


class NoNews(Struct, frozen=True):
    """``article`` (its key) reports no event."""

    article: str


class StoryPart(Struct, frozen=True):
    """An article as a part of its story: its key and its title."""

    article: str
    title: str

    def body(self) -> dict[str, Any]:
        """The part as JSON keeps it."""
        return {"article": self.article, "title": self.title}


def part_in(body: Mapping[str, Any]) -> StoryPart:
    """The part that JSON keeps; raises ``KeyError``, ``TypeError``."""
    return StoryPart(as_text(body["article"]), as_text(body["title"]))


class SameStory(Struct, frozen=True):
    """``a`` and ``b`` are of one story."""

    a: StoryPart
    b: StoryPart


class OtherStory(Struct, frozen=True):
    """``a`` and ``b`` are not of one story."""

    a: StoryPart
    b: StoryPart


EventWish: TypeAlias = (
    SameEvent | OtherEvent | CalledEvent | DatedEvent | NoEvent | NoNews | SameStory | OtherStory
)


def articles_of(wishes: Iterable[EventWish]) -> set[str]:
    """The keys of all articles that wishes are about."""
    return {key for wish in wishes for key in _articles_of(wish)}


def _articles_of(wish: EventWish) -> Iterator[str]:
    match wish:
        case NoNews(article):
            yield article
        case SameStory(a, b) | OtherStory(a, b):
            yield from (a.article, b.article)
        case _:
            for subject in subjects_of(wish):
                yield from articles_in(subject)


def articles_in(subject: EventSubject) -> set[str]:
    """The keys of the articles that tell an event."""
    return {told if isinstance(told, str) else told.anchor.article for told in subject.tellings}


def subjects_of(wish: EventWish) -> tuple[EventSubject, ...]:
    """The events that a wish is about."""
    match wish:
        case SameEvent(a, b) | OtherEvent(a, b):
            return (a, b)
        case CalledEvent(event) | DatedEvent(event):
            return (event,)
        case NoEvent(told, event):
            return (event, told)
        case _:
            return ()


def present(subject: EventSubject, finder: Finder) -> tuple[Telling, ...]:
    """The tellings of an event that are in the library now."""
    return tuple(dict.fromkeys(_present(subject, finder)))


def _present(subject: EventSubject, finder: Finder) -> Iterator[Telling]:
    for told in subject.tellings:
        if isinstance(told, str):
            if finder.id_of(told) is not None:
                yield Telling(told)
        elif (span := finder.span(told.anchor)) is not None:
            article, name = told.anchor.article, told.name
            if name and all(one.name != name for one in _sayings_at(article, span, finder)):
                name = ""
            yield Telling(article, span, name)


def _sayings_at(article: str, span: Span, finder: Finder) -> list[Saying]:
    """What an article says at ``span``, as read from its text alone."""
    return [
        saying
        for saying in finder.sayings(article)
        if any(span.overlaps(own) for own in saying.spans)
    ]


def wish_of(wish: EventWish, finder: Finder) -> Wish | None:
    """A wish in terms of what is in the library now; ``None`` while something of it is not."""
    match wish:
        case SameEvent(a, b):
            one, two = present(a, finder), present(b, finder)
            return Same(one, two) if one and two else None
        case OtherEvent(a, b):
            one, two = present(a, finder), present(b, finder)
            return Apart(one, two) if one and two else None
        case CalledEvent(event, name):
            tellings = present(event, finder)
            return Named(tellings, name) if tellings else None
        case DatedEvent(event, dating):
            tellings = present(event, finder)
            return Dated(tellings, dating) if tellings else None
        case NoEvent(told):
            tellings = present(told, finder)
            return Untold(tellings) if tellings else None
        case NoNews(article):
            is_there = finder.id_of(article) is not None
            return Untold((Telling(article), Telling(article, whole=True))) if is_there else None
        case SameStory(a, b) | OtherStory(a, b):
            if finder.id_of(a.article) is None or finder.id_of(b.article) is None:
                return None
            of_a, of_b = (Telling(part.article, whole=True) for part in (a, b))
            return (Same if isinstance(wish, SameStory) else Apart)((of_a,), (of_b,))


def effects(constraints: Constraints, numbers: Sequence[int]) -> dict[tuple[str, str], str]:
    """For each telling, by its article and a name for it, what constraints say of it, as JSON.

    ``numbers`` are the corrections' own by the place of their wish.
    """
    names = dict(constraints.names)
    dates = dict(constraints.dates)
    together: dict[int, list[Telling]] = {}
    for telling, group in constraints.groups.items():
        together.setdefault(group, []).append(telling)
    found = {}
    for telling in constraints.tellings():
        others = together.get(constraints.groups.get(telling, -1), ())
        sides = constraints.labels.get(telling, ())
        effect = (
            sorted(map(_name_of, others)),
            sorted((numbers[place], side) for place, side in sides),
            names.get(telling, ""),
            *(["none"] if telling in constraints.untold else []),
            *([[_DATE, *_date_body(dates[telling])]] if telling in dates else []),
        )
        found[telling.article, _name_of(telling)] = json.dumps(effect, ensure_ascii=False)
    return found


def dates_given(found: Mapping[tuple[str, str], str]) -> dict[Telling, Dating]:
    """The days that tellings were given, out of what :func:`effects` gave."""
    given = {}
    for (_, name), effect in found.items():
        for part in json.loads(effect)[_SIMPLE_EFFECTS:]:
            if isinstance(part, list) and part[0] == _DATE:
                given[_telling_named(name)] = _date_in(part[1:])
    return given


def _telling_named(name: str) -> Telling:
    article, place, event, *level = json.loads(name)
    return Telling(article, Span(*place) if place else None, event, bool(level))


def _name_of(telling: Telling) -> str:
    span = telling.span
    place = span and [span.start, span.end]
    level = ["story"] if telling.whole else []
    return json.dumps([telling.article, place, telling.name, *level], ensure_ascii=False)


def event_subject(archive: Archive, event: int, name: str, only: str = "") -> EventSubject:
    """An event of the archive as a correction names it; reporters' tellings come first.

    With ``only``, the key of an article, just what that article tells of it.
    """
    roles = archive.events.roles_of_events([event]).get(event, [])
    keys = archive.keys_of(role.article for role in roles)
    wanted = [role for role in roles if not only or keys.get(role.article) == only]
    members = set(archive.events.members_of(event))
    tellings = [
        told
        for role in wanted[:MOST_TELLINGS]
        if role.article in keys
        for told in _tellings(archive, role, keys[role.article], members)
    ]
    return EventSubject(name, tuple(tellings))


def without(subject: EventSubject, other: EventSubject) -> EventSubject:
    """``subject`` without the tellings that ``other`` has."""
    return EventSubject(
        subject.name, tuple(told for told in subject.tellings if told not in other.tellings)
    )


def _tellings(archive: Archive, role: RoleRow, key: str, members: set[str]) -> list[Told]:
    told: list[Told] = []
    if any(is_named(m) and article_of(m) == key for m in members):
        sayings = Finder(archive).sayings(key)
        own = [saying for saying in sayings if saying.member in members]
        article = archive.article(role.article)
        if article is not None and own:
            for saying in own:
                others = [o for o in sayings if o is not saying and _overlap(saying, o)]
                anchor = anchor_of(article, saying.spans[0])
                told.append(Passage(anchor, saying.name if others else ""))
        elif article is not None and role.spans:
            # An article that was read again with a learned date may number otherwise.
            told.append(Passage(anchor_of(article, Span(*role.spans[0]))))
    if telling_of(key) in members:
        told.append(key)
    return told


def _overlap(one: Saying, other: Saying) -> bool:
    return any(one.spans[0].overlaps(span) for span in other.spans)


def event_now(archive: Archive, subject: EventSubject, finder: Finder) -> int | None:
    """The id of the event that holds the best telling of ``subject`` that is in any now."""
    for telling in _present(subject, finder):
        article, span = telling.article, telling.span
        if span is None:
            members = [telling_of(article)]
        else:
            sayings = _sayings_at(article, span, finder)
            members = [s.member for s in sayings if telling.name in ("", s.name)]
        found = sorted(archive.events.events_of_members(members))
        if not found and span is not None:
            number = finder.id_of(article)
            roles = archive.events.roles_of_article(number) if number else []
            found = [r.event for r in roles if any(span.overlaps(Span(*at)) for at in r.spans)]
        if found:
            return found[0]
    return None
