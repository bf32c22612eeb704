"""Names in a text: people, organisations, places, peoples, events, laws."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Zone
from index.language.model import EntityType, Mention


def find_names(text: str, zones: Sequence[Zone] = (), *, model: bool = True) -> tuple[Mention, ...]:
    """The names in ``text`` (canonical), in order, flat and not overlapping.

    ``zones`` tell what not to read (header, boilerplate) and how to read the
    rest (headline, dateline, credit).
    """
    from index.language.fold import fold
    from index.language.names.casing import recase
    from index.language.names.rules import find_by_rules
    from index.language.names.tokens import tokenise

    tokens = tokenise(recase(fold(text), zones))
    return tuple(
        Mention(
            tokens.starts[name.first],
            tokens.ends[name.last],
            name.type or EntityType.MISC,
            name.why,
        )
        for name in find_by_rules(tokens)
    )
