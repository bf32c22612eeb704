"""Who and what marked passages are about: the names in them, the events they tell of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from index.article import Article, Span
from index.errors import NotFound
from index.library.knowledge.entities import entity_views
from index.library.knowledge.hand_links import with_hand_marks
from index.notes.model import Annotation

if TYPE_CHECKING:
    from index.library import Library


class Subjects(Struct, frozen=True):
    """What one passage is about: the names of entities and of events, in text order."""

    entities: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


def subjects_of(library: Library, annotations: Iterable[Annotation]) -> dict[str, Subjects]:
    """What the passages of ``annotations`` are about, by annotation id.

    Where they are in the present texts counts; those whose article or passage is
    gone are left out. Blocks: a few milliseconds for each of the articles.
    """
    found: dict[str, Subjects] = {}
    for key in dict.fromkeys(one.article for one in annotations):
        try:
            article = library.article(library.find(key))
        except NotFound:
            continue
        placed = {
            one.annotation.id: one.placement.span
            for one in library.notes.placed(key, article.version, article.text)
            if one.placement.span is not None
        }
        found.update(_of_article(library, article, placed))
    return found


def _of_article(
    library: Library, article: Article, passages: Mapping[str, Span]
) -> dict[str, Subjects]:
    """What ``passages`` of an article are about, under the same ids."""
    archive = library.archive
    analysis, _ = library.correcting.corrected(article, archive.analyses.analysis(article.id))
    known = archive.entities.ids([entity.key for entity in analysis.entities])
    named = sorted(
        (analysis.mentions[number].start, analysis.mentions[number].end, known[entity.key])
        for entity in analysis.entities
        if entity.key in known
        for number in entity.mentions
    )
    within = {
        id: tuple(
            dict.fromkeys(entity for start, end, entity in named if span.overlaps(Span(start, end)))
        )
        for id, span in passages.items()
    }
    views = entity_views(archive, {entity for found in within.values() for entity in found})
    told = with_hand_marks(library, article.key, library.panel(article.id))
    return {
        id: Subjects(
            tuple(dict.fromkeys(views[entity].name for entity in within[id] if entity in views)),
            tuple(
                dict.fromkeys(
                    event.name
                    for event in told
                    if any(span.overlaps(passage) for passage in event.spans)
                )
            ),
        )
        for id, span in passages.items()
    }
