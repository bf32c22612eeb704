"""What is to be put right, as it is when that is asked about, and what else may be meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from index.article import ArticleFacts, Span, facts_of
from index.errors import NotFound
from index.events.model import Role
from index.views import EntityView, EventView

if TYPE_CHECKING:
    from index.library import Library

LIKELY_SHOWN = 60


class Case(Struct, frozen=True):
    """What is to be put right: an entity, an event, a story, articles themselves; where it was met.

    ``article`` is the key of the article at hand, "" without one, ``title`` what
    it is called; ``here`` says that it names the entity or tells the event.
    ``at`` is the passage that is meant, ``said`` its words. ``beside`` is the key
    of the open article where the one at hand was met as another of its story.

    ``articles`` are the keys of those whose own facts are meant, ``facts`` what is so of the
    first of them now; ``is_corrected`` says that the user put facts of any of them right.
    """

    entity: EntityView | None
    event: EventView | None
    article: str = ""
    title: str = ""
    here: bool = False
    at: Span | None = None
    said: str = ""
    beside: str = ""
    articles: tuple[str, ...] = ()
    facts: ArticleFacts | None = None
    is_corrected: bool = False

    @property
    def name(self) -> str:
        """What the entity or event, without either the article, is called now."""
        thing = self.entity or self.event
        if len(self.articles) > 1:
            return f"{len(self.articles):,} articles"
        return thing.name if thing is not None else self.title


def case_of(
    library: Library,
    open_article: int | None,
    *,
    entity: int | None = None,
    event: int | None = None,
    article: int | None = None,
    at: Span | None = None,
) -> Case:
    """The case of an entity or an event, in the open article, or of another ``article``.

    ``at`` is the passage in which the entity is named. Raises
    :class:`~index.errors.NotFound`. When neither is given, it is that of the open article itself.
    """
    number = article if article is not None else open_article
    reading = library.reading(number) if number is not None else None
    key, title = (reading.article.key, reading.article.title) if reading else ("", "")
    if reading is not None and article is not None and event is None is entity:
        reported = next((view for view in reading.events if view.role is Role.REPORTS), None)
        beside = open_article if open_article != number else None
        other = library.article(beside).key if beside is not None else ""
        return Case(None, reported, key, title, reported is not None, beside=other)
    if event is not None:
        told = reading is not None and any(view.id == event for view in reading.events)
        return Case(None, library.event(event), key, title, told)
    if entity is None:
        return case_of_articles(library, [open_article] if open_article is not None else [])
    known = library.entity(entity)
    named = reading is not None and any(view.id == known.id for view in reading.entities)
    said = reading.article.text[at.start : at.end] if reading and at else ""
    return Case(known, None, key, title, named, at if named else None, said)


def case_of_articles(library: Library, ids: Sequence[int]) -> Case:
    """The case of articles themselves; raises :class:`~index.errors.NotFound` without any."""
    articles = list(library.archive.articles(ids))
    if not articles:
        raise NotFound("open an article first")
    first = articles[0]
    return Case(
        None,
        None,
        first.key if len(articles) == 1 else "",
        first.title,
        articles=tuple(article.key for article in articles),
        facts=facts_of(first),
        is_corrected=bool(library.archive.by_hand.facts_as_read(ids)),
    )


def likely_entities(library: Library, case: Case, typed: str) -> list[EntityView]:
    """Entities that may be meant: what the words find, else those with a word of the name."""
    own = case.entity
    if own is None:
        return []
    if typed.strip():
        found = library.find_entities(typed, LIKELY_SHOWN)
        return [view for view in found if view.id != own.id]
    words = [word for form in (own.name, *own.forms[:4]) for word in form.split() if len(word) > 2]
    by_word = [v for word in dict.fromkeys(words) for v in library.find_entities(word, 12)]
    busiest = library.find_entities("", LIKELY_SHOWN)
    known = {view.id: view for view in (*by_word, *busiest) if view.id != own.id}
    near = {view.id for view in by_word}
    return sorted(
        known.values(),
        key=lambda view: (view.id not in near, view.type is not own.type, -view.articles),
    )[:LIKELY_SHOWN]


def likely_events(library: Library, case: Case, typed: str) -> list[EventView]:
    """Events that may be meant: what the words find, else those nearest in name, people, time."""
    own = case.event
    if own is None:
        return []
    if typed.strip():
        found = library.find_events(typed, LIKELY_SHOWN)
    else:
        found = library.events_near(own.id, LIKELY_SHOWN)
    return [view for view in found if view.id != own.id]
