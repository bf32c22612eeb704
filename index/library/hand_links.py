"""Why articles are, or are not, linked: what the user said, told beside culm's own reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.article import Span
from index.events.constraints import Telling
from index.events.model import Link, LinkClass, Reason
from index.library.event_corrections import (
    EventSubject,
    OtherEvent,
    SameEvent,
    event_now,
    present,
)
from index.library.places import Finder
from index.views import EventView, Standing

if TYPE_CHECKING:
    from index.library import Library

_SAME = "you said that this is one event"
_APART = "you said that this is not the same event"


def with_hand_links(library: Library, event: EventView, links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of an event, with a reason or a refusal for each correction that is about it."""
    found = library.correcting.weighed()
    finder = Finder(library.archive)
    told = list(links)
    for number, wish in found.wishes.items():
        if found.standings[number] is not Standing.APPLIES:
            continue
        if isinstance(wish, SameEvent):
            pair = _pair(wish.a, wish.b, finder)
            if pair and event_now(library.archive, wish.b, finder) == event.id:
                _put_in(told, _link(event, *pair, same=True))
        elif isinstance(wish, OtherEvent):
            here = [event_now(library.archive, side, finder) for side in (wish.a, wish.b)]
            pair = _pair(wish.a, wish.b, finder)
            if pair and event.id in here:
                first, second = pair if here[0] == event.id else reversed(pair)
                told.append(_link(event, first, second, same=False))
    return tuple(told)


def _pair(a: EventSubject, b: EventSubject, finder: Finder) -> tuple[Telling, Telling] | None:
    """The best tellings of both that are there, of two articles if possible."""
    pairs = [(x, y) for x in present(a, finder)[:4] for y in present(b, finder)[:4]]
    apart = [(x, y) for x, y in pairs if x.article != y.article]
    return next(iter(apart or pairs), None)


def _link(event: EventView, a: Telling, b: Telling, *, same: bool) -> Link:
    known = {teller.key: teller.spans for teller in event.tellers}
    spans = tuple(
        (telling.article, span)
        for telling in (a, b)
        if (span := telling.span or _first(known.get(telling.article, ()))) is not None
    )
    reason = (Reason("hand", _SAME if same else _APART, 0.0, spans),)
    return Link(
        a.article,
        b.article,
        event.id,
        LinkClass.SAME if same else LinkClass.POSSIBLY,
        0.0,
        reason if same else (),
        () if same else reason,
    )


def _first(spans: Sequence[Span]) -> Span | None:
    return spans[0] if spans else None


def _put_in(links: list[Link], made: Link) -> None:
    """Add the reason to the link of the same articles, or the link where there is none."""
    for place, link in enumerate(links):
        if {link.a, link.b} == {made.a, made.b} and link.link_class is not LinkClass.POSSIBLY:
            links[place] = replace(link, reasons=(*made.reasons, *link.reasons))
            return
    links.append(made)
