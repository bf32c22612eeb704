"""Why articles are, or are not, linked: what the user said, told beside culm's own reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from index.article import Span
from index.events.constraints import Telling
from index.events.model import Link, LinkClass, Reason
from index.library.linking.anchors import Finder
from index.library.linking.event_corrections import (
    CalledEvent,
    DatedEvent,
    EventSubject,
    NoEvent,
    OtherEvent,
    OtherStory,
    SameEvent,
    SameStory,
    articles_in,
    event_now,
    present,
    subjects_of,
)
from index.views import EventView, Thread

if TYPE_CHECKING:
    from index.library import Library

DATED = "dated"
"""The mark of an event that has its days from the user."""
_SAME = "you said that this is one event"
_APART = "you said that this is not the same event"
_NONE = "you said that this does not tell it"
_MARKS = {
    SameEvent: "joined",
    OtherEvent: "kept apart",
    CalledEvent: "named",
    DatedEvent: DATED,
}
_STORY = "you said that these are of one story"
_OTHER_STORY = "you said that these are not of one story"


def with_hand_links(library: Library, event: EventView, links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of an event, with a reason or a refusal for each correction that is about it."""
    finder = Finder(library.archive)
    told = list(links)
    for wish in library.correcting.weighed().applying():
        if isinstance(wish, SameEvent):
            pair = _pair(wish.a, wish.b, finder)
            if pair and event_now(library.archive, wish.b, finder) == event.id:
                _put_in(told, _link(event, *pair, _SAME))
        elif isinstance(wish, OtherEvent):
            here = [event_now(library.archive, side, finder) for side in (wish.a, wish.b)]
            pair = _pair(wish.a, wish.b, finder)
            if pair and event.id in here:
                first, second = pair if here[0] == event.id else reversed(pair)
                told.append(_link(event, first, second, _APART))
        elif isinstance(wish, NoEvent):
            pair = _pair(wish.event, wish.told, finder)
            if pair and event_now(library.archive, wish.event, finder) == event.id:
                told.append(_link(event, *pair, _NONE))
    return tuple(told)


def with_hand_story(
    library: Library, a: int, b: int, reasons: Sequence[Reason]
) -> tuple[Reason, ...]:
    """Why two articles (their ids) are of one story, with what the user said of just these."""
    pair = set(library.archive.keys_of([a, b]).values())
    told = [
        Reason("hand", _STORY if isinstance(wish, SameStory) else _OTHER_STORY)
        for wish in library.correcting.weighed().applying()
        if isinstance(wish, SameStory | OtherStory) and {wish.a.article, wish.b.article} == pair
    ]
    return (*told, *reasons)


def with_hand_marks(
    library: Library, article: str, events: Sequence[EventView]
) -> tuple[EventView, ...]:
    """The events of an article (its key), marked where they stand by the user's word."""
    finder = Finder(library.archive)
    near = {article, *(teller.key for view in events for teller in view.tellers)}
    words: dict[int, dict[str, None]] = {}
    joined: dict[int, set[str]] = {}
    for wish in library.correcting.weighed().applying():
        if not isinstance(wish, SameEvent | OtherEvent | CalledEvent | DatedEvent):
            continue
        sides = subjects_of(wish)
        keys = [articles_in(side) for side in sides]
        if not any(near & held for held in keys):
            continue
        for side in sides:
            event = event_now(library.archive, side, finder)
            if event is not None:
                words.setdefault(event, {})[_MARKS[type(wish)]] = None
                if isinstance(wish, SameEvent) and (article in keys[0]) != (article in keys[1]):
                    joined.setdefault(event, set()).update(keys[0 if article in keys[1] else 1])
    return tuple(_marked(view, words.get(view.id, ()), joined.get(view.id, ())) for view in events)


def _marked(view: EventView, words: Iterable[str], joined: Collection[str]) -> EventView:
    if not words:
        return view
    tellers = (replace(one, by_hand=one.key in joined) for one in view.tellers)
    return replace(view, by_hand=tuple(words), tellers=tuple(tellers))


def with_hand_thread(library: Library, article: str, thread: Thread) -> Thread:
    """The articles of one story with an article (its key), marked where the user said so."""
    said = {
        key
        for wish in library.correcting.weighed().applying()
        if isinstance(wish, SameStory) and article in (wish.a.article, wish.b.article)
        for key in (wish.a.article, wish.b.article)
    }
    if not said:
        return thread
    ids = set(library.archive.ids_of(said).values())
    return replace(
        thread,
        articles=tuple(replace(one, by_hand=one.id in ids) for one in thread.articles),
    )


def _pair(a: EventSubject, b: EventSubject, finder: Finder) -> tuple[Telling, Telling] | None:
    """The best tellings of both that are there, of two articles if possible."""
    pairs = [(x, y) for x in present(a, finder)[:4] for y in present(b, finder)[:4]]
    apart = [(x, y) for x, y in pairs if x.article != y.article]
    return next(iter(apart or pairs), None)


def _link(event: EventView, a: Telling, b: Telling, words: str) -> Link:
    known = {teller.key: teller.spans for teller in event.tellers}
    spans = tuple(
        (telling.article, span)
        for telling in (a, b)
        if (span := telling.span or _first(known.get(telling.article, ()))) is not None
    )
    same = words == _SAME
    reason = (Reason("hand", words, 0.0, spans),)
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
