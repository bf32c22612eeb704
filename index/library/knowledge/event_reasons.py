"""Why articles are linked by an event: what the library worked out, and what the user said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.library.knowledge.event_dates import why_dated
from index.library.knowledge.event_finding import refusals_of
from index.library.knowledge.hand_links import with_hand_links
from index.library.linking.stored_events import link_of
from index.views import Why

if TYPE_CHECKING:
    from index.library import Library


def why(library: Library, event_id: int, article_id: int | None) -> Why:
    """The links of an event, those of one article alone when it is given, and what was refused.

    Raises :class:`~index.errors.NotFound`.
    """
    archive = library.archive
    event = library.event(event_id)
    rows = [
        row
        for row in archive.events.links(event_id)
        if article_id is None or article_id in (row.a, row.b)
    ]
    keys = archive.keys_of({number for row in rows for number in (row.a, row.b)})
    near = [
        link
        for link in refusals_of(library, event_id)
        if article_id is None or archive.ids_of([link.a]).get(link.a) == article_id
    ]
    # Another process may have taken one of the articles out since the links were read.
    held = [link_of(row, keys) for row in rows if row.a in keys and row.b in keys]
    links = with_hand_links(library, event, [*held, *near])
    told = archive.ids_of({key for link in links for key in (link.a, link.b)})
    titles = {row.key: row.title for row in archive.lists.rows(list(told.values()))}
    return Why(event, links, titles, why_dated(library, event))
