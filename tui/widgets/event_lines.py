"""What the event panel says of an article: pure, from a reading to entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from index.article import Publication
from index.events.model import Role
from index.language.model import EntityType
from index.views import ArticleView, EntityView, EventView, Teller, ThreadArticle
from tui import wording
from tui.rendering.cells import width_of
from tui.rendering.charts import CHART_CELLS, chart
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold

TELLERS_SHOWN = {Role.REPORTS: 8, Role.MENTIONS: 3}
ENTITIES_SHOWN = 5
NAME_LINES = 3
THREAD_LINES = 2
CHARTED_FROM = 3
"""Articles from which it is drawn when an event was told."""
CHARTED_AT_LEAST = 8
"""Cells of such a drawing below which it tells nothing, unless they are days."""

_SECTIONS = ((Role.REPORTS, "Reports"), (Role.MENTIONS, "Mentions"))
_WHO = (
    (EntityType.PERSON, "People"),
    (EntityType.ORG, "Organisations"),
    (EntityType.PLACE, "Places"),
)


"""Before what stands by the reader's word."""
_BLANK = Entry((Line(),))


class EventTarget(Struct, frozen=True):
    """Leads to the passages of ``event`` in the open article."""

    event: EventView


class TellerTarget(Struct, frozen=True):
    """Leads to another article that tells ``event``."""

    event: EventView
    teller: Teller


class MoreTarget(Struct, frozen=True):
    """Leads to all articles that tell ``event``."""

    event: EventView


class ThreadTarget(Struct, frozen=True):
    """Leads to another article of the same story, which reports another happening."""

    article: ThreadArticle


class EntityTarget(Struct, frozen=True):
    """Leads to the card of a name."""

    entity: EntityView


def panel_entries(reading: ArticleView, width: int, unfolded: frozenset[int]) -> Sequence[Entry]:
    """The panel of an article in ``width`` cells.

    ``unfolded`` are the ids of events of which all articles are shown.
    """
    entries: list[Entry] = []
    if reading.reports_nothing:
        told_by_hand = fold(f"{wording.BY_HAND} nothing, you said", width - 1)
        entries.append(_heading("Reports", first=True))
        entries.append(Entry(tuple(_quiet(text) for text in told_by_hand)))
    for role, title in _SECTIONS:
        told = [event for event in reading.events if event.role is role]
        for number, event in enumerate(told):
            entries.append(_BLANK if number else _heading(title, first=not entries))
            entries += _event(event, reading, width, unfolded)
    if not reading.events and not reading.reports_nothing:
        entries.append(Entry((_quiet("No events found in"), _quiet("this article."))))
    if reading.thread.articles:
        entries.append(_heading("Before and after", first=False))
        entries += _thread(reading, width)
    for kind, title in _WHO:
        named = [entity for entity in reading.entities if entity.type is kind]
        if named:
            entries.append(_heading(title, first=False))
            entries += _entities(named)
    return entries


def _heading(title: str, *, first: bool) -> Entry:
    line = Line((Piece(title, "heading"),))
    return Entry((line,) if first else (Line(), line))


def _quiet(text: str) -> Line:
    return Line((Piece(" "), Piece(text, "quiet")))


def _event(
    event: EventView, reading: ArticleView, width: int, unfolded: frozenset[int]
) -> Iterator[Entry]:
    when = wording.interval(event.interval, event.precision)
    facts = [" · ".join(filter(None, (when, event.place)))]
    if width_of(facts[0]) >= width:
        facts = [when, event.place]
    facts.append(_told_by(event, width - 1))
    if event.by_hand:
        facts.append(f"{wording.BY_HAND} {', '.join(event.by_hand)} by you")
    yield Entry(
        (
            *(
                Line((Piece(" "), Piece(text, "title")))
                for text in fold(event.name, width - 1, NAME_LINES)
            ),
            *(
                Line((Piece(" "), Piece(text, "facts")))
                for fact in facts
                if fact
                for text in fold(fact, width - 1)
            ),
            *_coverage(event, reading, width - 1),
        ),
        EventTarget(event),
    )
    tellers, copies = without_copies(event.tellers, reading)
    most = TELLERS_SHOWN[event.role or Role.REPORTS]
    if event.id in unfolded:
        tellers, copies = event.tellers, {}
        most = len(tellers)
    shown = tellers[:most]
    year = event.interval.begin.year if event.interval.begin else None
    place = _place_of_this_one(shown, reading)
    if event.tellers:
        for position, teller in enumerate(shown):
            if position == place:
                yield _this_one(reading, event, copies.get(_text_read(reading), 0))
            if teller.role is Role.MENTIONS and position == _reporters(shown) > 0:
                yield Entry((Line((Piece("   "), Piece("mentioned by", "quiet"))),))
            yield _teller(event, teller, year, copies.get(_text_of(teller), 0))
        if place == len(shown):
            yield _this_one(reading, event, copies.get(_text_read(reading), 0))
    if len(tellers) > most:
        more = wording.counted(len(event.tellers) - most, "more", "more")
        yield Entry((Line((Piece("   "), Piece(f"{more} …", "quiet"))),), MoreTarget(event))
    elif copies:
        more = wording.counted(sum(copies.values()), "copy", "copies")
        yield Entry((Line((Piece("   "), Piece(f"{more} …", "quiet"))),), MoreTarget(event))


def _coverage(event: EventView, reading: ArticleView, width: int) -> Iterator[Line]:
    """When articles told an event, the open one with them, as little bars between two days."""
    published = [teller.published for teller in event.tellers]
    if event.spans:
        published.append(reading.article.published)
    days = [one.interval.begin for one in published if one.interval.is_day and one.interval.begin]
    if len(days) < CHARTED_FROM:
        return
    most = min(CHART_CELLS, (max(days) - min(days)).days + 1)
    for first, last in _ends(min(days), max(days)):
        room = min(most, width - width_of(first) - width_of(last) - 2)
        if 1 < room >= min(most, CHARTED_AT_LEAST):
            drawn = Piece(chart(days, room), "strong")
            ends = Piece(f"{first} ", "quiet"), Piece(f" {last}", "quiet")
            yield Line((Piece(" "), ends[0], drawn, ends[1]))
            return


def _ends(first: date, last: date) -> Iterator[tuple[str, str]]:
    """Two days as they are said at the ends of a chart; then with less, for narrow places."""
    begin, end = wording.day(first), wording.day(last)
    yield (begin.removesuffix(f" {last.year}") if first.year == last.year else begin, end)
    yield wording.month(first), wording.month(last)
    yield str(first.year), str(last.year)


def without_copies(
    tellers: Sequence[Teller], reading: ArticleView
) -> tuple[tuple[Teller, ...], dict[int, int]]:
    """Those that tell something in words of their own, and how many copies each text has.

    Of articles with the same text the first stays; the open one stands for its own.
    """
    kept: list[Teller] = []
    copies: dict[int, int] = {}
    seen = {_text_read(reading)}
    for teller in tellers:
        text = _text_of(teller)
        if text in seen:
            copies[text] = copies.get(text, 0) + 1
        else:
            seen.add(text)
            kept.append(teller)
    return tuple(kept), copies


def _text_of(teller: Teller) -> int:
    return teller.text or teller.id


def _text_read(reading: ArticleView) -> int:
    return reading.text or reading.article.id


def _told_by(event: EventView, room: int) -> str:
    """``told by 3 outlets, 5 articles``; empty where only one article reports it.

    Of outlets nothing is said where none is known.
    """
    if event.reports < 2:
        return ""
    told = wording.counted(event.reports, "article")
    if event.outlets:
        told = f"{wording.counted(event.outlets, 'outlet')}, {told}"
    return f"told by {told}" if width_of(told) + 8 <= room else told


def _thread(reading: ArticleView, width: int) -> Iterator[Entry]:
    """Articles of the same story on other happenings, each with what it shares."""
    begin = reading.article.published.interval.begin
    year = begin.year if begin else None
    for article in reading.thread.articles:
        when = wording.short_publication(article.published, year)
        because = "" if article.by_hand else article.because
        facts = " · ".join(filter(None, (when, article.outlet, because)))
        said = (_quiet(f"{wording.BY_HAND} one story by you"),) if article.by_hand else ()
        title = fold(article.title, width - 1, THREAD_LINES)
        yield Entry(
            (
                *(Line((Piece(" "), Piece(text, "strong"))) for text in title),
                *(
                    Line((Piece(" "), Piece(text, "quiet")))
                    for text in fold(facts, width - 1, THREAD_LINES)
                ),
                *said,
            ),
            ThreadTarget(article),
        )
    more = reading.thread.count - len(reading.thread.articles)
    if more > 0:
        yield Entry((_quiet(f"{wording.counted(more, 'more', 'more')} in this story"),))


def _teller(event: EventView, teller: Teller, year: int | None, copies: int) -> Entry:
    name = teller.outlet or teller.title
    when = wording.short_publication(teller.published, year)
    role = "strong" if teller.role is Role.REPORTS else "quiet"
    by_hand = (Piece(f" {wording.BY_HAND}", "strong"),) if teller.by_hand else ()
    right = (*by_hand, *_more(copies), Piece(f" {when}", "facts"))
    return Entry(
        (Line((Piece("   "), Piece(name, role)), right),),
        TellerTarget(event, teller),
    )


def _more(copies: int) -> tuple[Piece, ...]:
    return (Piece(f" +{copies}", "quiet"),) if copies else ()


def _this_one(reading: ArticleView, event: EventView, copies: int) -> Entry:
    article = reading.article
    name = Piece(article.outlet or article.title, "facts")
    return Entry(
        (Line((Piece("   "), name), (*_more(copies), Piece(" this one", "facts"))),),
        EventTarget(event) if event.spans else None,
    )


def _place_of_this_one(tellers: Sequence[Teller], reading: ArticleView) -> int:
    """Where the open article stands in time among the others that report."""
    when = _first_day(reading.article.published)
    for position, teller in enumerate(tellers):
        if teller.role is not Role.REPORTS or _first_day(teller.published) > when:
            return position
    return len(tellers)


def _reporters(tellers: Sequence[Teller]) -> int:
    return sum(teller.role is Role.REPORTS for teller in tellers)


def _first_day(published: Publication) -> date:
    return published.interval.begin or published.interval.end or date.max


def _entities(named: Sequence[EntityView]) -> Iterator[Entry]:
    for entity in sorted(named, key=lambda entity: -entity.count)[:ENTITIES_SHOWN]:
        yield Entry(
            (
                Line(
                    (Piece(" "), Piece(entity.name, entity.type.value.lower())),
                    (Piece(f" {entity.count}", "facts"),),
                ),
            ),
            EntityTarget(entity),
        )
