"""Events, saved searches and feeds as documents that others can read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from index.events.model import Role
from index.notes.exchange.markdown import escaped
from index.notes.model import SavedSearch
from index.steering import escape_controls, harmless
from index.views import EventView, WebSource
from tui import wording

FORMATS = {".jsonl": "jsonl", ".md": "md"}
"""How the name of a file of events or saved searches ends, and what is then written."""
FEEDS = {".opml": "opml"}
"""How the name of a file of feeds ends."""


def event_json(event: EventView) -> dict[str, Any]:
    """An event as every command gives it."""

    def keys(role: Role) -> list[str]:
        return [teller.key for teller in event.tellers if teller.role is role]

    return {
        "id": event.id,
        "name": event.name,
        "kind": event.kind,
        "begin": event.interval.begin,
        "end": event.interval.end,
        "precision": event.precision,
        "place": event.place,
        "participants": event.participants,
        "reported_by": keys(Role.REPORTS),
        "mentioned_by": keys(Role.MENTIONS),
        "outlets": event.outlets,
    }


def events_document(events: Sequence[EventView], format: str) -> str:
    """Events as ``jsonl``, an object a line as ``culm events --json`` gives it, or ``md``."""
    if format == "jsonl":
        return _lines(event_json(event) for event in events)
    parts = []
    for event in events:
        facts = [wording.interval(event.interval, event.precision), event.place]
        told = [
            f"- {escaped(teller.title)}{f' ({escaped(teller.outlet)})' if teller.outlet else ''}"
            for teller in event.tellers
        ]
        about = " · ".join(escaped(fact) for fact in facts if fact)
        parts.append("\n".join([f"## {escaped(event.name)}\n\n{about}\n", *told, ""]))
    return harmless("\n".join(parts))


def searches_document(searches: Sequence[SavedSearch], format: str) -> str:
    """Saved searches as ``jsonl`` or ``md``."""
    if format == "jsonl":
        return _lines(
            {
                "name": one.name,
                "query": one.query,
                "key": one.key,
                "sort": one.sort,
                "folded": one.folded,
                "created": one.created,
            }
            for one in searches
        )
    return harmless(
        "".join(
            f"- **{escaped(one.name)}**{f' (key {one.key})' if one.key else ''}:"
            f" {_as_written(one.query)}\n"
            for one in searches
        )
    )


def opml(feeds: Iterable[WebSource]) -> str:
    """Feeds as OPML."""
    # Imported late: it imports all of the standard library that speaks HTTP.
    from xml.sax.saxutils import quoteattr

    outlines = []
    for feed in feeds:
        name = quoteattr(feed.title or feed.url)
        outlines.append(
            f'<outline type="rss" text={name} title={name} xmlUrl={quoteattr(feed.url)}/>\n'
        )
    return harmless(
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        "<head><title>Feeds followed in culm</title></head>\n<body>\n"
        f"{''.join(outlines)}</body>\n</opml>\n"
    )


def _lines(objects: Iterable[dict[str, Any]]) -> str:
    lines = (json.dumps(one, ensure_ascii=False, default=str) for one in objects)
    return "".join(f"{escape_controls(line)}\n" for line in lines)


def _as_written(query: str) -> str:
    """A query as code in Markdown, which ends only at as many backquotes as it began with."""
    flat = " ".join(query.split())
    fence = "`" * (max(map(len, re.findall("`+", flat)), default=0) + 1)
    return f"{fence} {flat} {fence}" if "`" in flat else f"{fence}{flat}{fence}"
