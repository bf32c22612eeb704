"""What name finding passes from step to step: a stretch of tokens and its type."""

from __future__ import annotations

from msgspec import Struct

from index.language.model import EntityType


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
