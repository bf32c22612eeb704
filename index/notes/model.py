"""Annotations and reading state: what the user made, and nothing else can make again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from string import ascii_letters, digits
from typing import Any

from msgspec import Struct

from index.article import Span

SAVED_KEYS = tuple(digits[1:] + ascii_letters)
"""The keys that a saved search can have."""


class Colour(StrEnum):
    """The five colours of an annotation, in the order of their keys 1 to 5."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    PURPLE = "purple"


class Annotation(Struct, frozen=True):
    """A marked passage, with or without a note.

    ``start``/``end`` count code points in the canonical text named ``version``
    (half-open); they, ``exact`` (the passage itself), ``prefix`` and ``suffix``
    (up to 64 code points around it) are the original anchor and are never
    overwritten. ``article`` is the article's key, ``note`` is Markdown, times
    are UTC, ``revision`` counts changes from 1, ``deleted`` is set while the
    annotation lies in the trash.
    """

    id: str
    article: str
    version: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    colour: Colour
    note: str
    tags: tuple[str, ...]
    created: datetime
    modified: datetime
    deleted: datetime | None = None
    revision: int = 1


class PlacementStatus(StrEnum):
    """How an annotation sits in the present version of its article."""

    EXACT = "exact"
    EDITED = "edited"
    REVIEW = "review"
    ORPHAN = "orphan"
    PINNED = "pinned"


WAITING = (PlacementStatus.REVIEW, PlacementStatus.ORPHAN, PlacementStatus.EDITED)
"""The placements that a person should look at, the most doubtful first."""


class Placement(Struct, frozen=True):
    """Where an annotation is in one version of a text.

    ``span`` is ``None`` for orphans; then ``near`` is the place between the
    surviving neighbours. ``candidates`` are (span, similarity 0..1), best
    first, when a person has to decide.
    """

    status: PlacementStatus
    span: Span | None
    near: int = 0
    candidates: tuple[tuple[Span, float], ...] = ()


class Placed(Struct, frozen=True):
    """An annotation together with its place in the article's present text."""

    annotation: Annotation
    placement: Placement


class ArticleState(Struct, frozen=True):
    """What the user did with an article: ``position`` is the code point last read."""

    article: str
    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    position: int = 0


class Revision(Struct, frozen=True):
    """An annotation as it was after its ``number``-th change, made at ``at`` (UTC)."""

    number: int
    at: datetime
    annotation: Annotation


class Past(Struct, frozen=True):
    """What is known of an annotation from elsewhere before it became what it is.

    ``times`` are those of the changes that it grew out of (UTC), ``wordings`` what it was
    then, oldest first, as far as that came along.
    """

    times: tuple[datetime, ...] = ()
    wordings: tuple[Annotation, ...] = ()


class ChangedOnBothSides(Struct, frozen=True):
    """An annotation that was changed here and elsewhere: what it says ``now``, and the ``other``.

    The other is in its history. ``came`` tells whether what it says now came in.
    """

    now: Annotation
    other: Annotation
    came: bool


class Pin(Struct, frozen=True):
    """Where the user says an annotation belongs in one version of its article.

    ``span`` is ``None`` when the user said that it belongs nowhere there.
    """

    annotation: str
    version: str
    span: Span | None
    at: datetime


class Correction(Struct, frozen=True):
    """Something about entities or events that the user put right by hand.

    ``kind`` names what was done, ``body`` holds its JSON particulars; both are
    written and understood by the library, and name articles, entities and
    passages in ways that outlive every analysis. The later of two corrections,
    by their ``id``, wins. One that is ``withdrawn`` counts no more.
    """

    id: int
    kind: str
    body: Mapping[str, Any]
    created: datetime
    withdrawn: bool = False


class SavedSearch(Struct, frozen=True):
    """A query under a name, and how its articles are shown.

    ``key`` is the one that runs it (empty: none), ``sort`` the order chosen for
    it (empty: what the query says, else by relevance), ``folded`` whether
    near-identical copies are one.
    """

    name: str
    query: str
    created: datetime
    key: str = ""
    sort: str = ""
    folded: bool = True


class Tag(Struct, frozen=True):
    """A tag and how many articles and annotations carry it."""

    name: str
    articles: int
    annotations: int


class KeySet(Struct, frozen=True):
    """Articles by key: these ones, or (``excluded``) all but these."""

    keys: frozenset[str]
    excluded: bool = False
