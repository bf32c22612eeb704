"""Who and what marked passages are about: the names in them, the events they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.article import Span
from index.errors import NotFound
from index.notes.model import Annotation
from index.views import Reading

if TYPE_CHECKING:
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Subjects:
    """What one passage is about: the names of entities and of events, in text order."""

    entities: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


def subjects_of(library: Library, annotations: Iterable[Annotation]) -> dict[str, Subjects]:
    """What the passages of ``annotations`` are about, by annotation id.

    Where they are in the present texts counts; those whose article or passage is
    gone are left out. Blocks for as long as opening each of the articles takes.
    """
    found: dict[str, Subjects] = {}
    for key in dict.fromkeys(one.article for one in annotations):
        try:
            reading = library.reading(library.find(key))
        except NotFound:
            continue
        for placed in reading.annotations:
            if placed.placement.span is not None:
                found[placed.annotation.id] = _within(reading, placed.placement.span)
    return found


def _within(reading: Reading, span: Span) -> Subjects:
    names = {entity.id: entity.name for entity in reading.entities}
    entities = dict.fromkeys(
        names[view.entity]
        for view in reading.mentions
        if view.entity in names and span.overlaps(Span(view.mention.start, view.mention.end))
    )
    events = dict.fromkeys(
        event.name
        for event in reading.events
        if any(span.overlaps(passage) for passage in event.spans)
    )
    return Subjects(tuple(entities), tuple(events))
