"""Articles opened for reading, made without a library: the seeds with their hand-made truth."""

from __future__ import annotations

import json
from pathlib import Path

from index.article import Article, Interval, Known, Precision, Publication, Span, Zone, ZoneKind
from index.events.model import Role
from index.language.model import EntityType, Mention
from index.notes.model import ArticleState, Placed
from index.readers import read
from index.views import ArticleView, EntityView, EventView, MentionView, Teller

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "data" / "gold"


def of_text(
    text: str,
    *,
    zones: tuple[Zone, ...] = (),
    names: tuple[str, ...] = (),
    events: tuple[str, ...] = (),
    annotations: tuple[Placed, ...] = (),
    title: str = "A title",
) -> ArticleView:
    """``text`` with every occurrence of ``names`` a person and of ``events`` an event."""
    article = Article("key", text, title, zones=zones, id=1)
    mentions = [
        MentionView(Mention(span.start, span.end, EntityType.PERSON), number)
        for number, name in enumerate(names, 1)
        for span in occurrences(text, name)
    ]
    return ArticleView(
        article,
        tuple(sorted(mentions, key=lambda view: view.mention.start)),
        (),
        tuple(EntityView(n, name, EntityType.PERSON) for n, name in enumerate(names, 1)),
        tuple(_event(n, name, occurrences(text, name)) for n, name in enumerate(events, 1)),
        annotations,
        ArticleState("key"),
    )


def occurrences(text: str, words: str) -> tuple[Span, ...]:
    """Where ``words`` stand in ``text``."""
    found: list[Span] = []
    position = text.find(words)
    while position >= 0:
        found.append(Span(position, position + len(words)))
        position = text.find(words, position + len(words))
    return tuple(found)


def _event(number: int, name: str, spans: tuple[Span, ...], role: Role = Role.REPORTS) -> EventView:
    return EventView(number, name, "EVENT", Interval(), Precision.UNKNOWN, "", (), (), role, spans)


def seed(number: int) -> ArticleView:
    """Seed article ``number`` (0 to 4) as its truth has it."""
    truth = json.loads((GOLD / f"{number:03}.json").read_text(encoding="utf-8"))
    events = json.loads((GOLD / "events.json").read_text(encoding="utf-8"))
    path = ROOT / "seeds" / truth["file"]
    [article] = read(str(path), path.read_bytes(), key=f"seeds/{path.name}")
    entities = {entity["id"]: place for place, entity in enumerate(truth["entities"], 1)}
    views = tuple(
        EntityView(
            place, entity["name"], EntityType(entity["type"]), tuple(entity["surface_forms"])
        )
        for place, entity in enumerate(truth["entities"], 1)
    )
    mentions = tuple(
        MentionView(
            Mention(m["start"], m["end"], EntityType(m["type"])), entities.get(m["entity"], 0)
        )
        for m in truth["mentions"]
    )
    names = {event["id"]: event for event in events["events"]}
    told = tuple(
        EventView(
            place,
            names[event["event"]]["name"],
            "CONFERENCE",
            Interval(),
            Precision.UNKNOWN,
            "",
            (),
            tuple(
                Teller(i, key, "", f"Outlet {key}", Publication(), Role.REPORTS, ())
                for i, key in enumerate(names[event["event"]].get("reported_by", ()))
            ),
            Role.REPORTS if event["role"] == "main" else Role.MENTIONS,
            tuple(Span(m["start"], m["end"]) for m in event["mentions"]),
        )
        for place, event in enumerate(truth["events"], 1)
    )
    return ArticleView(article, mentions, (), views, told, (), ArticleState(article.key))


__all__ = ["Interval", "Known", "ZoneKind", "occurrences", "of_text", "seed"]
