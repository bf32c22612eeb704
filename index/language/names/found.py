"""What name finding passes from step to step: a stretch of tokens and its type."""

from __future__ import annotations

from msgspec import Struct

from index.language.model import EntityType

FAMILY_LIKE_HEAD = "personal name, though its end is a head"
OR_FAMILY = ", or a family name"
"""Ends why a name is of a kind by its head word, where that may be a family name as well."""


class Found(Struct, frozen=True):
    """A name over tokens ``first`` to ``last`` (both included).

    ``type`` is ``None`` while nothing says what kind of name it is; ``firm``
    means that a list, a title or a head word says it, not only its looks.
    """

    first: int
    last: int
    type: EntityType | None
    why: str
    firm: bool = True
