"""Names in a text: people, organisations, places, peoples, events, laws."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from index.article import Zone
from index.language.model import Mention

if TYPE_CHECKING:
    from index.language.names.finder import NameFinder


@cache
def _finder(model: bool) -> NameFinder:
    # Lists and model are read when the first text is, not when the program starts.
    from index.language.names.finder import NameFinder
    from index.language.names.model import name_model

    return NameFinder(name_model() if model else None)


def find_names(
    text: str, zones: Sequence[Zone] = (), *, language: str = "en", model: bool = True
) -> tuple[Mention, ...]:
    """The names in ``text`` (canonical), in order, flat and not overlapping.

    Titles, determiners and possessives are outside the spans. ``zones`` tell what
    not to read (header, boilerplate) and how to read the rest (headline, dateline,
    credit), ``language`` how its small words and titles are read. Without ``model`` only rules
    and lists speak.
    """
    return _finder(model).find(text, zones, language)
