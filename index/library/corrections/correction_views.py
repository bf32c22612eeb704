"""The corrections that were made, as they are shown: in words, and what they are about now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from index.library.linking.anchors import Finder
from index.library.linking.article_corrections import SaidOfArticle
from index.library.linking.correction_bodies import AnyWish, words_of
from index.library.linking.entity_corrections import (
    Called,
    Distinct,
    Joined,
    JoinedAlone,
    Moved,
    NoName,
    Subject,
    Typed,
    is_bare,
)
from index.library.linking.event_corrections import (
    CalledEvent,
    DatedEvent,
    EventSubject,
    NoEvent,
    NoNews,
    OtherEvent,
    OtherStory,
    SameEvent,
    SameStory,
    articles_in,
    event_now,
    subjects_of,
)
from index.notes.model import Correction
from index.views import CorrectionView, Standing

if TYPE_CHECKING:
    from index.library import Library
    from index.store.archive import Archive


def correction_views(library: Library) -> list[CorrectionView]:
    """Every correction that was made, the latest first, and how it stands."""
    found = library.correcting.weighed()
    finder = Finder(library.archive)
    views = [_view(library, one, found.wishes.get(one.id), finder) for one in found.corrections]
    said: dict[tuple[str, int], int] = {}
    told = []
    for view in reversed(views):
        standing = found.standings[view.id]
        counts = view.kind in ("event.name", "event.date") and standing is Standing.APPLIES
        # Of two names, or dates, of what has become one event since the later one is shown.
        if counts and view.events:
            of = (view.kind, view.events[0])
            if said.setdefault(of, view.id) != view.id:
                standing = Standing.OVERRULED
        told.append(replace(view, standing=standing))
    return told


def what_it_says(one: Correction, wish: AnyWish | None) -> str:
    """A correction in words, one that cannot be read too."""
    title = one.body.get("title", "")
    return words_of(wish, str(title)) if wish is not None else f"a correction “{one.kind}”"


def _view(
    library: Library, one: Correction, wish: AnyWish | None, finder: Finder
) -> CorrectionView:
    archive = library.archive
    entities: tuple[int, ...] = ()
    events: tuple[int, ...] = ()
    articles: tuple[str, ...] = ()
    match wish:
        case None:
            pass
        case SameEvent() | OtherEvent() | CalledEvent() | DatedEvent():
            events = _now_of(subjects_of(wish), archive, finder)
        case NoEvent(told, event):
            events, articles = _now_of([event], archive, finder), tuple(articles_in(told))
        case NoNews(article) | SaidOfArticle(article):
            articles = (article,)
        case SameStory(a, b) | OtherStory(a, b):
            articles = (a.article, b.article)
        case Joined(one_name, other) | Distinct(one_name, other):
            entities = _ids(library, one_name, other)
            articles = _only_in(one_name) or _only_in(other)
        case JoinedAlone(bare, full):
            entities = _ids(library, full, bare)
        case Moved(entity, article, _, to):
            entities, articles = _ids(library, *([to] if to else []), entity), (article,)
        case Called(entity) | Typed(entity):
            entities, articles = _ids(library, entity), _only_in(entity)
        case NoName(entity):
            entities = _ids(library, entity)
    is_told = not isinstance(wish, Joined | Distinct | Called | Typed)
    where = "" if is_told else _title(library, articles, finder)
    return CorrectionView(
        one.id, one.kind, what_it_says(one, wish), one.created, Standing.APPLIES,
        entities, events, articles, where,
    )  # fmt: skip


def _title(library: Library, articles: tuple[str, ...], finder: Finder) -> str:
    number = finder.id_of(articles[0]) if articles else None
    return library.article(number).title if number is not None else "".join(articles)


def _ids(library: Library, *subjects: Subject) -> tuple[int, ...]:
    found = library.archive.entities.ids([one.key for one in subjects])
    return tuple(dict.fromkeys(found[one.key] for one in subjects if one.key in found))


def _now_of(subjects: Sequence[EventSubject], archive: Archive, finder: Finder) -> tuple[int, ...]:
    found = (event_now(archive, subject, finder) for subject in subjects)
    return tuple(dict.fromkeys(number for number in found if number is not None))


def _only_in(subject: Subject) -> tuple[str, ...]:
    """The key of the only article whose name a subject is, if it is that of one alone."""
    return (subject.at.article,) if is_bare(subject.key) and subject.at is not None else ()
