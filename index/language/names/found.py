"""What name finding passes from step to step: a stretch of tokens and its type."""

from __future__ import annotations

from dataclasses import dataclass

from index.language.model import EntityType


@dataclass(frozen=True, slots=True)
class Found:
    """A name over tokens ``first`` to ``last`` (both included).

    ``type`` is ``None`` while nothing says what kind of name it is; ``firm``
    means that a list, a title or a head word says it, not only its looks.
    """

    first: int
    last: int
    type: EntityType | None
    why: str
    firm: bool = True
