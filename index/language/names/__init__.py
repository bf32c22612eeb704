"""Names in a text: people, organisations, places, peoples, events, laws."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Zone
from index.language.model import EntityType, Mention


def find_names(text: str, zones: Sequence[Zone] = (), *, model: bool = True) -> tuple[Mention, ...]:
    """The names in ``text`` (canonical), in order, flat and not overlapping.

    ``zones`` tell what not to read (header, boilerplate) and how to read the
    rest (headline, dateline, credit). Without ``model`` only rules and lists speak.
    """
    from index.language.fold import fold
    from index.language.names.casing import recase
    from index.language.names.model import name_model
    from index.language.names.rules import find_by_rules
    from index.language.names.scene import scene, stretches
    from index.language.names.settle import from_labels, settle
    from index.language.names.tokens import tokenise
    from index.language.names.zones import blanked, by_zone

    tokens = tokenise(recase(blanked(fold(text), zones), zones))
    found = find_by_rules(tokens)
    if model:
        where = stretches(tokens)
        of = scene(tokens, found, where)
        labeller = name_model()
        by_model = [
            name for stretch in where for name in from_labels(stretch, labeller.label(of, stretch))
        ]
        found = settle(tokens, by_model, found, of.known)
    return tuple(
        Mention(
            tokens.starts[name.first],
            tokens.ends[name.last],
            name.type or EntityType.MISC,
            name.why,
        )
        for name in by_zone(tokens, found, zones)
    )
