"""What an entity is called, out of all the names that articles give it."""

from __future__ import annotations

from collections.abc import Iterable

from index.language.model import EntityType
from index.store.analysis_tables import EntityFacts
from index.store.archive import Archive
from index.views import EntityView

_RARE = 10


def display_name(entity: EntityFacts) -> str:
    """The name to show: of the common ones the most telling.

    Accents are information that plain spellings have lost, so a form with more
    of them wins; for people the fuller form does; capitals throughout are a
    dateline's way to write. A form seen ten times less
    often than the commonest is taken for a slip. The same whatever the order
    in which articles came.
    """
    if not entity.names:
        return entity.key.partition(":")[2].partition("@")[0]
    most = entity.names[0][1]
    common = [(name, count) for name, count in entity.names if count * _RARE >= most]

    def telling(item: tuple[str, int]) -> tuple[bool, int, int, int, int, str]:
        name, count = item
        shouted = name.isupper() and " " in name
        words = len(name.split()) if entity.type is EntityType.PERSON else 0
        accents = sum(not letter.isascii() for letter in name)
        return (not shouted, words, accents, count, -len(name), name)

    return max(common, key=telling)[0]


def entity_views(archive: Archive, ids: Iterable[int]) -> dict[int, EntityView]:
    """Entities by id, without their surface forms; unknown ids are left out."""
    return {
        number: EntityView(
            number,
            display_name(facts),
            facts.type,
            articles=facts.articles,
            count=facts.count,
        )
        for number, facts in archive.analyses.entities(ids).items()
    }


def names_of_keys(archive: Archive, keys: Iterable[str]) -> dict[str, str]:
    """What to call the entities behind these keys."""
    ids = archive.analyses.entity_ids(set(keys))
    facts = archive.analyses.entities(ids.values())
    return {key: display_name(facts[number]) for key, number in ids.items() if number in facts}
