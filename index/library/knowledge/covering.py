"""What articles on one event tell alike, differently and alone; what was read elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.coverage.comparing import compare
from index.coverage.model import Sentence
from index.coverage.novelty import Novelty
from index.coverage.sentences import told
from index.events.model import Role
from index.views import CoverageView, NoveltyView, ReadElsewhere

if TYPE_CHECKING:
    from index.article import Article
    from index.library import Library

MOST_COMPARED = 3
_MOST_READ = 40
_LONGEST = 100_000


def coverage(library: Library, article_ids: Sequence[int]) -> CoverageView:
    """Two or three articles side by side.

    Raises :class:`~index.errors.NotFound` for an article that is not there and
    :class:`ValueError` when there are fewer or more of them.
    """
    ids = tuple(dict.fromkeys(article_ids))
    if not 2 <= len(ids) <= MOST_COMPARED:
        raise ValueError(f"{len(ids)} articles to compare: it takes 2 to {MOST_COMPARED}")
    articles = tuple(library.article(number) for number in ids)
    return CoverageView(
        articles,
        compare(
            [_told(library, article) for article in articles],
            [article.text for article in articles],
        ),
    )


def read_elsewhere(
    library: Library, article_id: int, stopped: Callable[[], bool] = lambda: False
) -> NoveltyView:
    """The sentences of an article whose news stood in articles that the user has read.

    Looked at are those of its stories, those that report its events, and its copies,
    one after the other until it is ``stopped``. Books are left out: longer texts than
    news articles are. Raises :class:`~index.errors.NotFound`.
    """
    article = library.article(article_id)
    read = [] if _is_book(article) else _read(library, article)
    if not read:
        return NoveltyView(0, 0, ())
    novelty = Novelty(_told(library, article), article.text)
    others: list[Article] = []
    for number in read:
        if stopped():
            break
        other = library.article(number)
        if _is_book(other):
            continue
        others.append(other)
        novelty.read(_told(library, other), other.text)
    return NoveltyView(
        len(novelty.sentences),
        len(others),
        tuple(
            ReadElsewhere(
                one.span,
                others[one.article].id,
                others[one.article].title,
                others[one.article].outlet,
                one.sentence,
            )
            for one in novelty.known
        ),
    )


def _is_book(article: Article) -> bool:
    return len(article.text) > _LONGEST


def _read(library: Library, article: Article) -> list[int]:
    """Articles of the same story that were read, the latest first."""
    archive = library.archive
    near = {number for ids in archive.events.stories_of([article.id]).values() for number in ids}
    reported = [
        role.event
        for role in archive.events.roles_of_article(article.id)
        if role.role == Role.REPORTS
    ]
    for roles in archive.events.roles_of_events(reported).values():
        near.update(role.article for role in roles if role.role == Role.REPORTS)
    near.update(archive.copies.groups([article.id]).get(article.id, ()))
    rows = {row.key: row.id for row in archive.lists.rows(sorted(near - {article.id}))}
    states = library.notes.states(rows)
    read = [number for key, number in rows.items() if key in states and states[key].read]
    return sorted(read, reverse=True)[:_MOST_READ]


def _told(library: Library, article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article, with its names as the entities of the library."""
    analysis, _ = library.correcting.corrected(
        article, library.archive.analyses.analysis(article.id)
    )
    ids = library.archive.entities.ids([entity.key for entity in analysis.entities])
    names = {
        mention: str(ids[entity.key])
        for entity in analysis.entities
        if entity.key in ids
        for mention in entity.mentions
    }
    return told(article, analysis.mentions, analysis.timexes, names)
