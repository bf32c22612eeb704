"""What became of an article that was to come in."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from index.notes.model import PlacementStatus


class Status(StrEnum):
    """What an import did with one article."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    FAILED = "failed"
    VANISHED = "vanished"


class Imported(Struct, frozen=True):
    """What became of one article of an input; ``id`` is 0 when it is not in the library.

    ``copy_of`` is the key of the article that stands for it when it is a copy, as
    far as the articles of its batch and those before it tell. ``marks`` counts the
    annotations of an article whose text changed by where they are in the new text:
    those that a person should look at, none of the others. ``as_before`` is told of an input
    that was not read, since it is what it was when it was read last.
    """

    path: str
    key: str
    id: int
    status: Status
    error: str = ""
    copy_of: str = ""
    marks: Mapping[PlacementStatus, int] = field(default_factory=dict)
    as_before: bool = False
    part_of: str = ""
