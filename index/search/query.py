"""What a query means, once its text was understood: a small tree of plain values."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


class Sort(StrEnum):
    """The orders a list of hits can have."""

    RELEVANCE = "relevance"
    DATE = "date"
    OLDEST = "oldest"
    OUTLET = "outlet"
    TITLE = "title"


class Manner(StrEnum):
    """How a word is to be matched."""

    INFLECTED = "inflected"
    EXACT = "exact"
    PREFIX = "prefix"
    FUZZY = "fuzzy"
    TYPING = "typing"


class Words(Struct, frozen=True):
    """Words of the ``text`` or ``title`` field.

    One word is matched in its ``manner``. Several are a phrase, in which
    ``EXACT`` holds for each of them and ``TYPING`` for the last. Each word of a
    phrase stands at most ``slop`` places after the one before it.
    """

    text: str
    manner: Manner = Manner.INFLECTED
    field: str = "text"
    slop: int = 1


class Named(Struct, frozen=True):
    """Words of an outlet, author, source or language; ``exact``: the whole outlet name."""

    field: str
    text: str
    exact: bool = False


class Days(Struct, frozen=True):
    """Articles whose days overlap ``begin`` to ``end`` (ordinals, both included)."""

    begin: int
    end: int


class Known(Struct, frozen=True):
    """Something that is known outside the index: ``is:unread``, ``tag:x``, ``person:x`` …"""

    field: str
    value: str


class AllOf(Struct, frozen=True):
    """All parts; none at all means every article."""

    parts: tuple[Node, ...] = ()


class AnyOf(Struct, frozen=True):
    """At least one part."""

    parts: tuple[Node, ...]


class Without(Struct, frozen=True):
    """Everything but ``part``."""

    part: Node


Node: TypeAlias = Words | Named | Days | Known | AllOf | AnyOf | Without


class ParsedQuery(Struct, frozen=True):
    """A query as understood.

    ``ignored`` tells in words for people what of ``text`` was not understood or
    not used; ``sort`` is the order the query asks for itself, if it does.
    """

    text: str
    root: Node = AllOf()
    sort: Sort | None = None
    ignored: tuple[str, ...] = ()
    unread: bool = False
    """Whether a field has a value that cannot be read."""

    @property
    def is_in_vain(self) -> bool:
        """Whether a field that cannot be read is all that narrowed the list."""
        return self.unread and self.is_everything

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows the list."""
        return self.root == AllOf()
