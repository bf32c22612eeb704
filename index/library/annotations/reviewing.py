"""Annotations that wait for a person: their article's text changed around them.

An annotation waits when the present text holds its passage in other words
(edited), when its place is doubtful (review) or when it is gone (orphan). It no
longer does once the user said where it belongs, or that it belongs nowhere:
for this version of the text, and for the next as long as they agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from index.article import Article, Span
from index.errors import NotFound
from index.notes.model import WAITING, Annotation, Placed, Placement, PlacementStatus
from index.store.values import parts
from index.views import Offer, ReviewView

if TYPE_CHECKING:
    from index.library import Library

_AT_ONCE = 200
"""Articles that are in memory at once."""
AROUND = 80
"""Code points shown on both sides of a passage."""


def to_review(library: Library) -> list[ReviewView]:
    """The annotations of the whole library that wait, the most doubtful first.

    Within one kind by article and place. Articles that are gone do not count:
    their annotations are told where annotations are listed.
    """
    views = [
        _view(article, placed)
        for article, found in _changed(library, library.notes.all(order="article"))
        for placed in found
        if placed.placement.status in WAITING
    ]
    return sorted(views, key=lambda view: WAITING.index(view.placement.status))


def count_waiting(library: Library) -> dict[PlacementStatus, int]:
    """How many annotations wait, by kind, those that occur."""
    changed = _changed(library, library.notes.all(order="article"))
    return counted(placed for _, found in changed for placed in found)


def counted(placed: Iterable[Placed]) -> dict[PlacementStatus, int]:
    """How many annotations of each kind that waits there are among ``placed``."""
    counts = Counter(one.placement.status for one in placed)
    return {status: counts[status] for status in WAITING if counts[status]}


def accept(library: Library, view: ReviewView, span: Span) -> Placement:
    """Say that an annotation belongs on ``span`` of the text that ``view`` was made of.

    Raises :class:`~index.errors.NotFound` when that text is no longer the article's.
    """
    article = _same_text(library, view)
    return library.notes.pin(view.annotation.id, article.version, article.text, span)


def accept_all(library: Library, views: Sequence[ReviewView]) -> int:
    """Accept, as one step, the passages of those ``views`` that have just one; how many.

    Doubtful ones with several and those that are gone wait on. Raises as :func:`accept`,
    having changed nothing.
    """
    sure = [view for view in views if len(view.offers) == 1]
    by_article = {view.article: view for view in sure}
    texts = {number: _same_text(library, view).text for number, view in by_article.items()}
    return library.notes.pin_all(
        [(view.annotation.id, view.offers[0].span) for view in sure],
        {view.annotation.id: texts[view.article] for view in sure},
    )


def waiting_in(library: Library, keys: Iterable[str]) -> dict[str, int]:
    """How many annotations wait in these articles (by key), those in which some do."""
    counts = {}
    for article, placed in _changed(library, library.notes.all(articles=list(keys))):
        waiting = sum(counted(placed).values())
        if waiting:
            counts[article.key] = waiting
    return counts


def placed_now(library: Library, annotations: Iterable[Annotation]) -> Iterator[Placed]:
    """Annotations with where they belong in the present texts; orphans where there is none."""
    texts: dict[str, dict[str, Placed]] = {}
    for annotation in annotations:
        key = annotation.article
        if annotation.deleted is not None:
            # What is in the trash is in no article.
            article = _article(library, key)
            found = article and library.notes.places_of([annotation], article.version, article.text)
            yield found[0] if found else _nowhere(annotation)
            continue
        if key not in texts:
            article = _article(library, key)
            placed = library.notes.placed(key, article.version, article.text) if article else ()
            texts[key] = {one.annotation.id: one for one in placed}
        yield texts[key].get(annotation.id) or _nowhere(annotation)


def _article(library: Library, key: str) -> Article | None:
    known = library.archive.identify(key)
    return library.archive.article(known[0]) if known else None


def _nowhere(annotation: Annotation) -> Placed:
    return Placed(annotation, Placement(PlacementStatus.ORPHAN, None))


def keep_as_orphan(library: Library, view: ReviewView) -> Placement:
    """Say that an annotation belongs nowhere in the present text; raises as :func:`accept`."""
    article = _same_text(library, view)
    return library.notes.pin(view.annotation.id, article.version, article.text, None)


def _same_text(library: Library, view: ReviewView) -> Article:
    article = library.article(view.article)
    if article.version != view.version:
        raise NotFound("the article has changed again meanwhile; look once more")
    return article


def _changed(
    library: Library, annotations: Iterable[Annotation]
) -> Iterator[tuple[Article, Sequence[Placed]]]:
    """Those articles of ``annotations`` that have some which were made on another text."""
    by_article: dict[str, list[Annotation]] = {}
    for one in annotations:
        by_article.setdefault(one.article, []).append(one)
    known = library.archive.versions_of(by_article)
    others = {
        known[key][0]: key
        for key, made in by_article.items()
        if key in known and any(one.version != known[key][1] for one in made)
    }
    for part in parts(list(others), size=_AT_ONCE):
        articles = {article.id: article for article in library.archive.articles(part)}
        for article in (articles[number] for number in part if number in articles):
            yield article, library.notes.placed(article.key, article.version, article.text)


def _view(article: Article, placed: Placed) -> ReviewView:
    placement = placed.placement
    scored: Sequence[tuple[Span, float | None]] = placement.candidates
    if not scored and placement.span is not None:
        scored = [(placement.span, None)]
    return ReviewView(
        placed.annotation,
        placement,
        article.id,
        article.version,
        article.title,
        article.outlet,
        tuple(_offer(article.text, span, score) for span, score in scored),
        _offer(article.text, Span(placement.near, placement.near), None),
    )


def _offer(text: str, span: Span, score: float | None) -> Offer:
    return Offer(
        span,
        score,
        text[max(0, span.start - AROUND) : span.start],
        text[span.start : span.end],
        text[span.end : span.end + AROUND],
    )
