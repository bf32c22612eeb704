"""Finding entities: by id as the user sees them, by words of their names, by their company."""

from __future__ import annotations

from collections.abc import Sequence

from index.errors import NotFound
from index.library.knowledge.entities import display_name, entity_views
from index.store.archive import Archive
from index.views import EntityView


def whole_entity(archive: Archive, entity_id: int) -> EntityView:
    """An entity with all its names: that which the user says it is.

    Raises :class:`~index.errors.NotFound`.
    """
    number = archive.by_hand.home_of(entity_id)
    if number is None:
        raise NotFound(f"what has the id {entity_id} is not a name, you said")
    facts = archive.entities.facts([number]).get(number)
    if facts is not None and not facts.articles:
        number = archive.entities.ids([facts.key]).get(facts.key, number)
        facts = archive.entities.facts([number]).get(number)
    if facts is None:
        raise NotFound(f"no entity has the id {entity_id}")
    forms = archive.entities.forms(number)
    return EntityView(number, display_name(facts), facts.type, forms, facts.articles, facts.count)


def find_entities(archive: Archive, words: Sequence[str], limit: int) -> list[EntityView]:
    """Entities some name of which holds all these folded words (the last may be a beginning).

    The most named first; without words the busiest of the library.
    """
    if not words:
        return [whole_entity(archive, number) for number in archive.entities.busiest(limit)]
    found = entity_views(archive, archive.entities.with_words(words, (), begun=True))
    busiest = sorted(found.values(), key=lambda view: (-view.articles, -view.count, view.id))
    return [whole_entity(archive, view.id) for view in busiest[:limit] if view.articles]


def company_of(archive: Archive, entity_id: int, limit: int) -> tuple[EntityView, ...]:
    """What an entity appears with most; ``articles`` counts the shared ones."""
    shared = dict(archive.entities.together_with(entity_id, limit))
    views = entity_views(archive, shared)
    return tuple(
        EntityView(number, views[number].name, views[number].type, (), count)
        for number, count in shared.items()
        if number in views
    )
