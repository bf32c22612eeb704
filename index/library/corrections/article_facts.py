"""Articles whose date, headline, outlet or authors were read wrongly, put right by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from index.article import Article, Known
from index.errors import CulmError
from index.language.typed_dates import NoDateRead, read_typed
from index.library.linking.article_corrections import ArticleFact, SaidOfArticle, Value
from index.library.linking.correction_bodies import kind_and_body, words_of
from index.notes.clean import clean_line
from index.views import Standing

if TYPE_CHECKING:
    from index.library import Library

LONGEST_NAMES = 40
"""Authors of one article."""


class Told(Struct, frozen=True):
    """What is said of articles, as typed; ``None`` is not said.

    ``date`` is as in :mod:`index.language.typed_dates`. Empty, ``outlet`` and ``authors``
    say that none is known.
    """

    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: Sequence[str] | None = None


def correct_articles(library: Library, keys: Sequence[str], told: Told) -> str:
    """Keep what is told of articles (their keys), as one step for undo; what that is, in words.

    Raises :class:`~index.errors.NotFound` where one is not there, and
    :class:`~index.errors.CulmError` where what is told cannot be read, or is so already of
    all of them; nothing is kept then.
    """
    values = dict(_values(told))
    if not values:
        raise CulmError("say what is so: a date, a headline, an outlet, or authors")
    articles = [library.article(library.find(key)) for key in dict.fromkeys(keys)]
    if len(articles) > 1 and ArticleFact.TITLE in values:
        raise CulmError("articles have a headline each: correct it in one at a time")
    wishes = [
        (SaidOfArticle(article.key, fact, value), clean_line(article.title))
        for article in articles
        for fact, value in values.items()
        if not _is_so(article, fact, value)
    ]
    if not wishes:
        raise CulmError("that is so already")
    words = words_of(*wishes[0])
    if len(wishes) > 1:
        words = f"{words} (and {len(wishes) - 1} more)"
    library.notes.correct_together([kind_and_body(*wish) for wish in wishes], words)
    return words


def withdraw_all(library: Library, keys: Sequence[str]) -> str:
    """Have articles (their keys) be as they were read, as one step; what is so now, in words.

    Raises :class:`~index.errors.CulmError` where nothing was said of any of them.
    """
    found = library.correcting.weighed()
    of = {library.article(library.find(key)).key for key in keys}
    ids = [
        one.id
        for one in found.corrections
        if isinstance(wish := found.wishes.get(one.id), SaidOfArticle)
        and wish.article in of
        and found.standings[one.id] is not Standing.WITHDRAWN
    ]
    if not ids:
        raise CulmError("nothing was corrected there: it is as it was read")
    first = library.article(library.find(keys[0])).title
    also = f" (and {len(of) - 1} more)" if len(of) > 1 else ""
    words = f"“{clean_line(first)}” is as it was read{also}"
    library.notes.withdraw_together(ids, words)
    return words


def authors_typed(text: str) -> tuple[str, ...]:
    """Names of authors out of one line: parted by semicolons, else by commas."""
    return tuple(text.split(";") if ";" in text else text.split(","))


def _values(told: Told) -> Iterator[tuple[ArticleFact, Value]]:
    if told.date is not None:
        try:
            yield ArticleFact.DATE, read_typed(told.date).interval
        except NoDateRead as error:
            raise CulmError(f"“{clean_line(told.date)}”: {error}") from None
    if told.title is not None:
        if not (title := clean_line(told.title)):
            raise CulmError("a headline needs a letter at least")
        yield ArticleFact.TITLE, title
    if told.outlet is not None:
        yield ArticleFact.OUTLET, clean_line(told.outlet)
    if told.authors is not None:
        names = tuple(dict.fromkeys(filter(None, map(clean_line, told.authors))))
        if len(names) > LONGEST_NAMES:
            raise CulmError(f"an article has at most {LONGEST_NAMES} authors")
        yield ArticleFact.AUTHORS, names


def _is_so(article: Article, fact: ArticleFact, value: Value) -> bool:
    """Whether nothing would change; a date that is in doubt is always worth saying."""
    now: Mapping[ArticleFact, object] = {
        ArticleFact.TITLE: article.title if article.title_stated else None,
        ArticleFact.OUTLET: article.outlet,
        ArticleFact.AUTHORS: article.authors,
    }
    if fact is not ArticleFact.DATE:
        return now[fact] == value
    published = article.published
    is_stated = published.how is Known.STATED and not published.may_be_swapped
    return is_stated and published.interval == value
