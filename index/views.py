"""What the library hands to a screen or a command: plain values, ready to show."""

from __future__ import annotations

from array import array
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from index.article import Article, ArticleFacts, Interval, Precision, Publication, Snippet, Span
from index.coverage.model import Comparison
from index.events.model import Link, Reason, Role
from index.language.model import EntityType, Mention, Timex
from index.notes.model import Annotation, ArticleState, Placed, Placement
from index.store.web_tables import WebSource

__all__ = [
    "ArticleView",
    "CopyView",
    "CorrectionView",
    "CoverageView",
    "EntityView",
    "EventView",
    "GroupBy",
    "Groups",
    "KnownAs",
    "MentionView",
    "NameAlone",
    "NoveltyView",
    "ReadElsewhere",
    "Row",
    "Snippet",
    "Standing",
    "StoryView",
    "Teller",
    "Thread",
    "ThreadArticle",
    "WebSource",
    "Why",
]


class Standing(StrEnum):
    """How a correction by hand stands."""

    APPLIES = "applies"
    OVERRULED = "overruled"
    """A later one says otherwise."""
    WAITING = "waiting"
    """What it is about is not in the library now."""
    WITHDRAWN = "withdrawn"
    UNREADABLE = "unreadable"
    """It was made by another culm in a way that this one does not know."""


class CorrectionView(Struct, frozen=True):
    """A correction by hand: what it says in words, when it was made (UTC), how it stands.

    ``kind`` is as in ``notes.db``; ``entities`` and ``events`` are the ids, as far
    as there are any now, of what it is about, ``articles`` the keys of articles.
    ``where`` is the title of the one article that it is about, if ``words`` do not tell.
    """

    id: int
    kind: str
    words: str
    created: datetime
    standing: Standing
    entities: tuple[int, ...] = ()
    events: tuple[int, ...] = ()
    articles: tuple[str, ...] = ()
    where: str = ""


class Row(Struct, frozen=True):
    """One line of the article list.

    ``copies`` counts its copies, exact and near-identical ones; ``also_in`` names
    their outlets, its own left out. ``near_copies`` are the ids of those that are
    articles of their own, ``copy_notes`` the annotations on them, and ``first`` is
    the id of the article that stands for all of them, itself when it does. ``waiting``
    counts the annotations on it that a person should look at since its text changed,
    ``copy_waiting`` those on the near copies.
    """

    id: int
    key: str
    title: str
    title_stated: bool
    outlet: str
    published: Publication
    words: int
    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    notes: int = 0
    copies: int = 0
    also_in: tuple[str, ...] = ()
    near_copies: tuple[int, ...] = ()
    first: int = 0
    copy_notes: int = 0
    waiting: int = 0
    copy_waiting: int = 0


class GroupBy(StrEnum):
    """What the articles of a group have in common."""

    DAY = "day"
    OUTLET = "outlet"
    EVENT = "event"


class Groups(Struct, frozen=True):
    """A list of articles in groups.

    ``ids`` are all articles, group by group; group ``n`` begins at ``starts[n]`` of them.
    ``keys`` tell the groups from each other, the same for the same group each time: an
    ISO day, an outlet, the id of an event; empty for the articles of none. ``names`` are
    what events are called, and empty for days and outlets.
    """

    by: GroupBy
    ids: array[int]
    starts: tuple[int, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...]


class CopyView(Struct, frozen=True):
    """A copy of an article; ``id`` is 0 when it is exact and no article of its own."""

    id: int
    key: str
    outlet: str
    url: str = ""
    published: Publication = Publication()


class EntityView(Struct, frozen=True):
    """An entity of the library. ``articles`` counts articles, ``count`` mentions."""

    id: int
    name: str
    type: EntityType
    forms: tuple[str, ...] = ()
    articles: int = 0
    count: int = 0


class NameAlone(Struct, frozen=True):
    """A bare name of a person, the entity that has it in one article (its id), and in how
    many articles it stands alone: nothing there says whose it is."""

    entity: int
    name: str
    articles: int


class KnownAs(Struct, frozen=True):
    """One of the names of an entity, in how many articles it has it, and why it is its name.

    ``why`` is empty for a name that speaks for itself.
    """

    name: str
    articles: int
    why: str = ""


class MentionView(Struct, frozen=True):
    """A name in the open article and which entity it is."""

    mention: Mention
    entity: int


class Teller(Struct, frozen=True):
    """An article that tells an event: enough to name it and jump to its passage.

    Tellers with the same ``text`` carry the same text: it is the id of the article
    that stands for their copies, their own when they have none.
    """

    id: int
    key: str
    title: str
    outlet: str
    published: Publication
    role: Role
    spans: tuple[Span, ...]
    text: int = 0
    by_hand: bool = False
    """It is told with the open article because the user said so."""


class EventView(Struct, frozen=True):
    """An event with the names of its place and people, and everyone who tells it.

    ``role`` and ``spans`` are those of the open article when the event is shown
    for one (the panel), else ``None`` and empty. ``tellers`` holds every other
    article that reports or mentions it: reporters first, then by date. ``outlets``
    counts the known outlets that report it in words of their own, ``reports`` the articles
    that do so, the open one with them. ``by_hand`` tells, in words, what the user made
    of it: "joined", "named", "dated", "kept apart". ``central`` is the title of the article
    that is most about it, the open one included.
    """

    id: int
    name: str
    kind: str
    interval: Interval
    precision: Precision
    place: str
    participants: tuple[str, ...]
    tellers: tuple[Teller, ...]
    role: Role | None = None
    spans: tuple[Span, ...] = ()
    outlets: int = 0
    reports: int = 0
    by_hand: tuple[str, ...] = ()
    central: str = ""


class ThreadArticle(Struct, frozen=True):
    """Another article of the story that an article belongs to, and what they share.

    ``by_hand`` says that they are of one story because the user said so.
    """

    id: int
    title: str
    outlet: str
    published: Publication
    because: str = ""
    by_hand: bool = False


class Thread(Struct, frozen=True):
    """What went before and came after: articles of the same story on other happenings.

    ``articles`` are the nearest in time, by date; ``count`` counts them all.
    """

    articles: tuple[ThreadArticle, ...] = ()
    count: int = 0


class ArticleView(Struct, frozen=True):
    """An article opened for reading, with everything that is shown in and beside it.

    ``events`` come in the panel's order: the main event first, other reported
    events, then the mentioned ones in text order. ``copies`` are the articles that
    carry the same text; ``text`` is the id of the one that stands for them.
    ``thread`` holds articles of the same story that report other happenings.
    ``reports_nothing`` is set where the user said that it reports no event.
    ``offered`` are annotations of its copies, placed where they could be made here.
    ``as_read`` is what the article says of itself, where the user put some of it right.
    """

    article: Article
    mentions: tuple[MentionView, ...]
    timexes: tuple[Timex, ...]
    entities: tuple[EntityView, ...]
    events: tuple[EventView, ...]
    annotations: tuple[Placed, ...]
    state: ArticleState
    copies: tuple[CopyView, ...] = ()
    text: int = 0
    thread: Thread = Thread()
    reports_nothing: bool = False
    offered: tuple[Placed, ...] = ()
    as_read: ArticleFacts | None = None


class Offer(Struct, frozen=True):
    """A passage of the present text where an annotation may belong, and what is around it.

    ``score`` (0..1) says how alike it is to the old wording, where that was asked.
    """

    span: Span
    score: float | None
    before: str
    exact: str
    after: str


class ReviewView(Struct, frozen=True):
    """An annotation that waits for a person since its article's text changed.

    ``article`` is the article's id, ``version`` names its present text. ``offers``
    are the passages where it may belong now, the likeliest first: none when it is
    gone. ``gap`` is the empty place between its surviving neighbours.
    """

    annotation: Annotation
    placement: Placement
    article: int
    version: str
    title: str
    outlet: str
    offers: tuple[Offer, ...]
    gap: Offer


class Why(Struct, frozen=True):
    """Why the open article and others are linked by an event, and what spoke against it.

    ``dated`` is what the date of the event rests on, the best first: see
    :func:`index.library.knowledge.event_dates.why_dated`.
    """

    event: EventView
    links: tuple[Link, ...]
    titles: dict[str, str]
    dated: tuple[Reason, ...] = ()


class CoverageView(Struct, frozen=True):
    """Two or three articles side by side; ``comparison`` counts them in the same order."""

    articles: tuple[Article, ...]
    comparison: Comparison


class ReadElsewhere(Struct, frozen=True):
    """A sentence whose news the user has read: ``span`` here, ``there`` in another article."""

    span: Span
    article: int
    title: str
    outlet: str
    there: Span


class NoveltyView(Struct, frozen=True):
    """What of an article the user has read elsewhere: the ``known`` of its sentences, in order.

    ``sentences`` counts those that tell something, ``articles`` those articles of the
    same story that were read; without any, ``sentences`` is not counted.
    """

    sentences: int
    articles: int
    known: tuple[ReadElsewhere, ...]


class StoryView(Struct, frozen=True):
    """A story: ``articles`` are keys, the most central first; ``event`` the id of its event."""

    id: int
    name: str
    interval: Interval
    articles: tuple[str, ...]
    event: int | None = None
