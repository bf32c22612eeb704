"""An article's names as corrections of entities make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from index.article import Article, Span
from index.language.model import Analysis, EntityType, LocalEntity, Mention
from index.library.linking.entity_corrections import EntityEffects, Local

_WHY = "as you said"


def corrected(
    analysis: Analysis, article: Article, effects: EntityEffects
) -> tuple[Analysis, frozenset[str]]:
    """An article's names as the user corrected them, and its own keys that were moved."""
    locals_ = effects.local.get(article.key, ())
    if not locals_ and all(effects.home(entity.key) == entity.key for entity in analysis.entities):
        return analysis, frozenset()
    owners: dict[int, str | None] = {}
    moved: set[str] = set()
    for entity in analysis.entities:
        for at in entity.mentions:
            owners[at] = _owner(entity.key, analysis.mentions[at], locals_, effects)
            if owners[at] != entity.key:
                moved.add(entity.key)
    if not moved:
        return analysis, frozenset()
    kept = [at for at in range(len(analysis.mentions)) if owners.get(at, "") is not None]
    numbers = {at: number for number, at in enumerate(kept)}
    mentions = list(analysis.mentions)
    members: dict[str, list[int]] = {}
    for at in kept:
        if key := owners.get(at):
            members.setdefault(key, []).append(at)
    before = {entity.key: entity for entity in analysis.entities}
    entities = []
    for key, places in members.items():
        known = before.get(key)
        if known is not None and list(known.mentions) == places:
            renumbered = tuple(numbers[at] for at in places)
            entities.append(replace(known, mentions=renumbered))
            continue
        kind = _type_of(key, mentions[places[0]].type)
        own = set(known.mentions) if known else set()
        for at in places:
            if at not in own:
                mentions[at] = replace(mentions[at], type=kind, why=_WHY)
        entities.append(_entity(key, kind, places, numbers, own, mentions, article.text))
    return (
        replace(analysis, mentions=tuple(mentions[at] for at in kept), entities=tuple(entities)),
        frozenset(moved),
    )


def _owner(
    key: str, mention: Mention, locals_: Sequence[Local], effects: EntityEffects
) -> str | None:
    """The key of the entity that a mention of ``key`` is, ``None`` when it is no name."""
    span = Span(mention.start, mention.end)
    owner: str | None = key
    for local in locals_:
        if owner is None or (local.span is not None and not local.span.overlaps(span)):
            continue
        if owner == local.key or effects.home(owner) == effects.home(local.key):
            owner = local.to
    return None if owner is None else effects.home(owner)


def _type_of(key: str, otherwise: EntityType) -> EntityType:
    try:
        return EntityType(key.partition(":")[0].upper())
    except ValueError:
        return otherwise


def _entity(
    key: str,
    kind: EntityType,
    places: Sequence[int],
    numbers: Mapping[int, int],
    own: set[int],
    mentions: Sequence[Mention],
    text: str,
) -> LocalEntity:
    forms = tuple(dict.fromkeys(text[mentions[at].start : mentions[at].end] for at in places))
    return LocalEntity(
        key,
        kind,
        max(forms, key=lambda form: (len(form.split()), len(form), form)),
        forms,
        tuple(numbers[at] for at in places),
        tuple("" if at in own else _WHY for at in places),
    )
