"""Events, what articles say of them, and the links between those sayings."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from index.article import Interval, Precision, Span


class Role(StrEnum):
    """What an article does with an event."""

    REPORTS = "reports"
    MENTIONS = "mentions"


class MentionKind(StrEnum):
    """How a text names an event."""

    NAME = "name"
    NOMINAL = "nominal"
    PHRASE = "phrase"
    HEADLINE = "headline"


class EventMention(Struct, frozen=True):
    """One place in one article that names or describes an event.

    A pure function of the article's text, names, dates and publication date.
    ``head`` is the folded noun or verb that makes it an event, ``kind`` its
    class (``CONFERENCE``, ``VISIT`` …), ``ordinal`` its edition, ``words`` the
    folded content words of the name, ``place`` and ``participants`` entity
    keys, ``interval`` the days it says, with ``until`` when only the last day
    is said. ``partial`` is a date said without its year, as TIMEX3 writes it
    (``XXXX-12-19``). Mentions of one article with the same ``group`` are one
    event there. ``background`` is set when the wording names the event in
    passing ("since the conference", "the resolution of the congress"), the text
    of a picture from the archive names it, or the headline is over an opinion. ``since``
    is the group of an event after which this one was, 0 without one; ``ongoing``
    is set when the text says that the event is taking place as it is written,
    ``untimed`` when it is told so that the day of publication says nothing of its days,
    ``ahead`` when it is told as still to come, and ``fresh`` when what is told beside it
    says that it is of the days of publication.
    """

    start: int
    end: int
    mention_kind: MentionKind
    name: str
    head: str
    kind: str
    ordinal: int | None = None
    words: frozenset[str] = frozenset()
    place: str = ""
    participants: frozenset[str] = frozenset()
    interval: Interval = Interval()
    precision: Precision = Precision.UNKNOWN
    until: bool = False
    partial: str = ""
    group: int = 0
    background: bool = False
    since: int = 0
    ongoing: bool = False
    untimed: bool = False
    ahead: bool = False
    fresh: bool = False


class LinkClass(StrEnum):
    """How sure culm is that two sayings are of one event."""

    SAME = "same"
    MENTIONS = "mentions"
    POSSIBLY = "possibly"


class Reason(Struct, frozen=True):
    """One piece of evidence for or against a link.

    ``weight`` adds to the link's score; ``spans`` are (article key, span) pairs
    where the evidence can be read.
    """

    kind: str
    text: str
    weight: float = 0.0
    spans: tuple[tuple[str, Span], ...] = ()


class Link(Struct, frozen=True):
    """Why article ``a`` and article ``b`` (keys) are, or are not, linked by an event.

    ``event`` is the place of the event in the collection that carries the link,
    or the library's id once it has given one.
    """

    a: str
    b: str
    event: int
    link_class: LinkClass
    score: float
    reasons: tuple[Reason, ...] = ()
    vetoes: tuple[Reason, ...] = ()


class ArticleRole(Struct, frozen=True):
    """An article's part in an event: its role and where it speaks of the event.

    ``weight`` orders the events of one article: the greatest is its main event.
    """

    article: str
    role: Role
    spans: tuple[Span, ...] = ()
    weight: float = 0.0


class Event(Struct, frozen=True):
    """Something that happened, or will, as the library knows it.

    ``place`` and ``participants`` are entity keys, the most mentioned first.
    ``roles`` come reporters first, each in the order of the articles' dates.
    ``members`` name the sayings the event is made of (see
    :mod:`index.events.repository`). ``id`` is 0 until the library has given it one.
    """

    name: str
    kind: str
    interval: Interval
    precision: Precision
    place: str = ""
    participants: tuple[str, ...] = ()
    roles: tuple[ArticleRole, ...] = ()
    members: tuple[str, ...] = ()
    id: int = 0


def telling_of(article: str) -> str:
    """The member of an event that is an article (its key) as a teller of its happening."""
    return f"s:{article}"


def article_of(member: str) -> str:
    """The key of the article that has told this member of an event."""
    return member.partition(":")[2]


def is_named(member: str) -> bool:
    """Whether a member of an event is a saying of a name, and not of a happening."""
    return member.startswith("n")


class Story(Struct, frozen=True):
    """Articles (keys, the most central first) on one matter, which may go on for months.

    Within it those that tell one and the same happening of a day share an event.
    ``name`` is a headline, ``interval`` the days it was told. ``about`` is a
    member of the event that it is about: the named event that most of its
    central articles report, else the happening of the most central one; there
    may be no such event, and it need not be in the same settlement.
    """

    articles: tuple[str, ...]
    name: str
    interval: Interval
    about: str = ""


class Evidence(Struct, frozen=True):
    """One line of the account: ``kind`` for programs, ``text`` for people."""

    kind: str
    text: str
    weight: float = 0.0
