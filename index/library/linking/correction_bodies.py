"""Corrections as ``notes.db`` keeps them: a kind, and JSON that outlives every analysis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from index.language.model import EntityType
from index.language.typed_dates import in_words
from index.library.linking.anchors import anchor_in, as_text
from index.library.linking.article_corrections import (
    ArticleFact,
    SaidOfArticle,
    said_in,
    words_of_fact,
)
from index.library.linking.entity_corrections import (
    Called,
    Distinct,
    EntityWish,
    Joined,
    JoinedAlone,
    Moved,
    NoName,
    Subject,
    Typed,
)
from index.library.linking.entity_corrections import subject_in as entity_in
from index.library.linking.event_corrections import (
    CalledEvent,
    DatedEvent,
    EventSubject,
    EventWish,
    NoEvent,
    NoNews,
    OtherEvent,
    OtherStory,
    SameEvent,
    SameStory,
    StoryPart,
    dated_in,
    part_in,
)
from index.library.linking.event_corrections import subject_in as event_in
from index.notes.model import Correction

AnyWish: TypeAlias = EntityWish | EventWish | SaidOfArticle
Body: TypeAlias = Mapping[str, Any]


def kind_and_body(wish: AnyWish, title: str = "") -> tuple[str, dict[str, Any]]:
    """How a wish is kept; ``title`` is that of the article it is about, if it is about one."""
    match wish:
        case Joined(a, b):
            return "entity.same", {"a": a.body(), "b": b.body()}
        case JoinedAlone(a, b):
            return "entity.same-alone", {"a": a.body(), "b": b.body()}
        case Distinct(a, b):
            return "entity.apart", {"a": a.body(), "b": b.body()}
        case Called(entity, name):
            return "entity.name", {"entity": entity.body(), "name": name}
        case Typed(entity, kind):
            return "entity.type", {"entity": entity.body(), "type": kind.value}
        case NoName(entity):
            return "entity.none", {"entity": entity.body()}
        case Moved(entity, article, anchor, to):
            return "entity.move", {
                "entity": entity.body(),
                "article": article,
                "title": title,
                "place": anchor and anchor.body(),
                "to": to and to.body(),
            }
        case SameEvent(one, two):
            return "event.same", {"a": one.body(), "b": two.body()}
        case OtherEvent(one, two):
            return "event.apart", {"a": one.body(), "b": two.body(), "title": title}
        case CalledEvent(event, name):
            return "event.name", {"event": event.body(), "name": name}
        case DatedEvent():
            return "event.date", wish.body()
        case NoEvent(told, event):
            return "event.none", {"told": told.body(), "event": event.body(), "title": title}
        case SaidOfArticle(_, fact):
            return f"article.{fact}", wish.body() | {"title": title}
        case NoNews(article):
            return "article.none", {"article": article, "title": title}
        case SameStory(a, b):
            return "story.same", {"a": a.body(), "b": b.body()}
        case OtherStory(a, b):
            return "story.apart", {"a": a.body(), "b": b.body()}


def wish_in(correction: Correction) -> AnyWish | None:
    """The wish that a correction keeps; ``None`` when this culm does not understand it."""
    read = _READ.get(correction.kind)
    if read is None:
        return None
    try:
        return read(correction.body)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _moved(body: Body) -> Moved:
    anchor, to = body["place"], body["to"]
    return Moved(
        entity_in(body["entity"]),
        as_text(body["article"]),
        anchor_in(anchor) if anchor else None,
        entity_in(to) if to else None,
    )


_READ: dict[str, Callable[[Body], AnyWish]] = {
    "entity.same": lambda body: Joined(entity_in(body["a"]), entity_in(body["b"])),
    "entity.same-alone": lambda body: JoinedAlone(entity_in(body["a"]), entity_in(body["b"])),
    "entity.apart": lambda body: Distinct(entity_in(body["a"]), entity_in(body["b"])),
    "entity.name": lambda body: Called(entity_in(body["entity"]), as_text(body["name"])),
    "entity.type": lambda body: Typed(entity_in(body["entity"]), EntityType(body["type"])),
    "entity.none": lambda body: NoName(entity_in(body["entity"])),
    "entity.move": _moved,
    "event.same": lambda body: SameEvent(event_in(body["a"]), event_in(body["b"])),
    "event.apart": lambda body: OtherEvent(event_in(body["a"]), event_in(body["b"])),
    "event.name": lambda body: CalledEvent(event_in(body["event"]), as_text(body["name"])),
    "event.date": dated_in,
    "event.none": lambda body: NoEvent(event_in(body["told"]), event_in(body["event"])),
    "article.none": lambda body: NoNews(as_text(body["article"])),
    **{f"article.{fact}": partial(said_in, fact) for fact in ArticleFact},
    "story.same": lambda body: SameStory(part_in(body["a"]), part_in(body["b"])),
    "story.apart": lambda body: OtherStory(part_in(body["a"]), part_in(body["b"])),
}

TYPE_WORDS: dict[EntityType, str] = {
    EntityType.PERSON: "a person",
    EntityType.ORG: "an organisation",
    EntityType.PLACE: "a place",
    EntityType.NORP: "a nationality, religion or people",
    EntityType.EVENT: "an event",
    EntityType.LAW: "a law or treaty",
    EntityType.MISC: "another kind of name",
}
_LONGEST = 60


def words_of(wish: AnyWish, title: str = "") -> str:
    """A wish in words: what is so, by the user."""
    match wish:
        case Joined(a, b):
            return f"{_quoted(a)} is {_quoted(b)}"
        case JoinedAlone(a, b):
            return f"{_quoted(a)} alone is {_quoted(b)} everywhere"
        case Distinct(a, b):
            return f"{_quoted(a)} is not {_quoted(b)}"
        case Called(entity, name):
            return f"{_quoted(entity)} is called {_quoted(name)}"
        case Typed(entity, kind):
            return f"{_quoted(entity)} is {TYPE_WORDS[kind]}"
        case NoName(entity):
            return f"{_quoted(entity)} is not a name"
        case Moved(entity, article, anchor, to):
            here = f"one {_quoted(anchor.exact)}" if anchor else _quoted(entity)
            if to is None:
                other = "not a name"
            else:
                other = "another" if to.name == entity.name else _quoted(to)
            return f"{here} in {_quoted(title or article)} is {other}"
        case SameEvent(one, two):
            return f"{_quoted(one)} is the same event as {_quoted(two)}"
        case OtherEvent(one, two):
            if title:
                return f"{_quoted(title)} tells of something else than {_quoted(two)}"
            return f"{_quoted(one)} is not the same event as {_quoted(two)}"
        case CalledEvent(event, name):
            return f"the event {_quoted(event)} is called {_quoted(name)}"
        case DatedEvent(event, dating):
            if not dating.interval:
                return f"no date is known of the event {_quoted(event)}"
            return f"the date of the event {_quoted(event)} is {in_words(dating.interval)}"
        case NoEvent(_, event):
            return f"{_quoted(title)} does not tell {_quoted(event)} at all"
        case SaidOfArticle(article):
            return words_of_fact(wish, _quoted(title or article))
        case NoNews(article):
            return f"{_quoted(title or article)} reports no event"
        case SameStory(a, b):
            return f"{_quoted(a)} and {_quoted(b)} are of one story"
        case OtherStory(a, b):
            return f"{_quoted(a)} and {_quoted(b)} are not of one story"


def _quoted(named: str | Subject | EventSubject | StoryPart) -> str:
    match named:
        case str():
            name = named
        case StoryPart(article, title):
            name = title or article
        case Subject() | EventSubject():
            name = named.name
    name = " ".join(name.split())
    return f"“{name}”" if len(name) <= _LONGEST else f"“{name[: _LONGEST - 1].rstrip()}…”"
