"""What the analysis of one text finds: mentions of names, dates, entities."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from index.article import Interval


class EntityType(StrEnum):
    """The kinds of names culm tells apart."""

    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"
    NORP = "NORP"
    EVENT = "EVENT"
    LAW = "LAW"
    MISC = "MISC"


class Mention(Struct, frozen=True):
    """A name in a text, ``[start, end)``; titles and possessives are outside it.

    ``why`` says in a few words what made culm think so.
    """

    start: int
    end: int
    type: EntityType
    why: str = ""


class TimexType(StrEnum):
    """The four types of TIMEX3 (TimeML 1.2.1)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Timex(Struct, frozen=True):
    """A temporal expression, ``[start, end)``.

    ``value`` and ``mod`` follow TIMEX3; an unknown year is written ``XXXX``.
    ``interval`` is the calendar days meant (empty for durations, sets and
    references such as ``FUTURE_REF``; "recent years" is a reference with days).
    """

    start: int
    end: int
    type: TimexType
    value: str
    interval: Interval = Interval()
    mod: str = ""


class LocalEntity(Struct, frozen=True):
    """All mentions inside one article that are the same entity.

    ``key`` is a pure function of the article: entities of two articles are the
    same entity of the library when their keys are equal (or were joined by an
    alias or by hand). ``mentions`` are indexes into the article's mentions;
    ``forms`` the distinct surface forms in order of first appearance; ``name``
    the most telling form; ``why`` tells for each mention (same order) why it
    belongs here. A key that ends in ``@`` is known to this article only and has
    to be completed with the article's own key. ``aliases`` are other keys that
    this article says mean the same entity (an acronym beside its expansion).
    """

    key: str
    type: EntityType
    name: str
    forms: tuple[str, ...]
    mentions: tuple[int, ...]
    why: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Analysis(Struct, frozen=True):
    """What the language layer found in one text, mentions and timexes in text order."""

    mentions: tuple[Mention, ...] = ()
    timexes: tuple[Timex, ...] = ()
    entities: tuple[LocalEntity, ...] = ()
