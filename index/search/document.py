"""What the search index is told of an article."""

from __future__ import annotations

from msgspec import Struct


class SearchDocument(Struct, frozen=True):
    """One article as it is to be found.

    ``id`` is the archive's row id, unique and not negative. ``begin`` and
    ``end`` are the first and last possible day of publication as proleptic
    Gregorian ordinals (``date.toordinal()``); ``None`` is an open side, both
    ``None`` an unknown date. ``entities`` are keys such as
    ``person:nguyen phu trong``: the type in lower case, a colon, the name.
    ``language`` is a short code such as ``vi``.
    """

    id: int
    title: str
    body: str
    begin: int | None = None
    end: int | None = None
    outlet: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    source: str = ""
    entities: tuple[str, ...] = ()
