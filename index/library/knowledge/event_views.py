"""Events as they are shown: with names for their keys, and everyone who tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from index.article import Precision, Span
from index.events.model import Role
from index.library.knowledge.entities import names_of_keys
from index.store.archive import Archive
from index.store.event_tables import EventRow, RoleRow
from index.store.list_tables import RowFacts
from index.store.values import interval_of
from index.views import EventView, StoryView, Teller


def event_views(
    archive: Archive,
    ids: Iterable[int],
    *,
    without: int | None = None,
    own: Mapping[int, RoleRow] | None = None,
) -> tuple[EventView, ...]:
    """These events, in their order; ids of events that are gone are left out.

    ``without`` is an article that is not to be among the tellers, ``own`` its part
    in each event.
    """
    wanted = list(ids)
    events = archive.events.events(wanted)
    roles = archive.events.roles_of_events(events)
    articles = _Articles(archive, {role.article for held in roles.values() for role in held})
    names = names_of_keys(
        archive,
        {key for event in events.values() for key in (event.place, *event.participants)},
    )
    return tuple(
        _view(events[number], roles.get(number, ()), articles, names, without, (own or {}))
        for number in wanted
        if number in events
    )


def events_told(archive: Archive, article_ids: Iterable[int] | None) -> tuple[EventView, ...]:
    """Events by date: of the whole library, or those that these articles tell of."""
    if article_ids is None:
        return event_views(archive, archive.events.all_events())
    wanted = {
        role.event for number in article_ids for role in archive.events.roles_of_article(number)
    }
    return event_views(archive, [n for n in archive.events.all_events() if n in wanted])


def panel(archive: Archive, article_id: int) -> tuple[EventView, ...]:
    """What an article reports and mentions: the main event first, mentions in text order."""
    own = {role.event: role for role in archive.events.roles_of_article(article_id)}
    views = event_views(archive, own, without=article_id, own=own)
    main = archive.events.main_event(article_id)

    def order(view: EventView) -> tuple[bool, bool, float, int, str]:
        reports = view.role is Role.REPORTS
        weight = own[view.id].weight if reports else 0.0
        first = view.spans[0].start if view.spans else 0
        return (not reports, view.id != main, -weight, first, view.name)

    return tuple(sorted(views, key=order))


def story_views(archive: Archive) -> tuple[StoryView, ...]:
    """What goes on about one matter, for a day or for months, by date: its articles.

    Those that another process has taken out since the stories were read are left out.
    """
    stories = archive.events.stories()
    keys = archive.keys_of({number for story in stories for number in story.articles})
    return tuple(
        StoryView(
            story.id,
            story.name,
            interval_of(story.begin, story.end),
            tuple(keys[number] for number in story.articles if number in keys),
            story.event,
        )
        for story in stories
    )


class _Articles:
    """The articles that tell some events, and those that stand for the copies among them."""

    def __init__(self, archive: Archive, ids: Iterable[int]) -> None:
        wanted = list(ids)
        self._firsts = archive.copies.firsts(wanted)
        facts = archive.lists.rows(list({*wanted, *self._firsts.values()}))
        self.rows: dict[int, RowFacts] = {row.id: row for row in facts}

    def text(self, article: int) -> int:
        """The article that stands for this one and its copies."""
        return self._firsts.get(article, article)

    def outlets(self, articles: Iterable[int]) -> int:
        """How many known outlets tell something in words of their own in these articles."""
        texts = {self.text(article) for article in articles}
        return len({self.rows[text].outlet for text in texts if text in self.rows} - {""})


def _view(
    event: EventRow,
    roles: Sequence[RoleRow],
    articles: _Articles,
    names: Mapping[str, str],
    without: int | None,
    own: Mapping[int, RoleRow],
) -> EventView:
    mine = own.get(event.id)
    roles = [role for role in roles if role.article in articles.rows]
    reporters = [role.article for role in roles if Role(role.role) is Role.REPORTS]
    return EventView(
        event.id,
        event.name,
        event.kind,
        interval_of(event.begin, event.end),
        Precision(event.precision),
        names.get(event.place, event.place.partition(":")[2]),
        tuple(dict.fromkeys(names[key] for key in event.participants if key in names)),
        tuple(_teller(role, articles) for role in roles if role.article != without),
        Role(mine.role) if mine else None,
        _spans(mine) if mine else (),
        articles.outlets(reporters),
        len(reporters),
        central=_central(roles, articles),
    )


def _central(roles: Sequence[RoleRow], articles: _Articles) -> str:
    """The title of the article that is most about an event: of those that report it, if any."""
    order = sorted(roles, key=lambda r: (Role(r.role) is not Role.REPORTS, -r.weight, r.rank))
    return next((articles.rows[role.article].title for role in order), "")


def _teller(role: RoleRow, articles: _Articles) -> Teller:
    row = articles.rows[role.article]
    return Teller(
        row.id,
        row.key,
        row.title,
        row.outlet,
        row.published,
        Role(role.role),
        _spans(role),
        articles.text(row.id),
    )


def _spans(role: RoleRow) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in role.spans)
