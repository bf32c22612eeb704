"""Copies in a library: found when articles come in, kept right when they change or go.

See :mod:`index.language.copies` for what a copy is and
:mod:`index.store.copy_tables` for how groups are made of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from functools import lru_cache

from msgspec.structs import replace

from index.article import Article, Known, Span
from index.language.copies import (
    KEYS_SHARED,
    Body,
    Print,
    are_copies,
    body_of,
    may_be_copies,
    print_of,
)
from index.store.archive import Archive
from index.store.article_values import PUBLICATION, article_with, values_of
from index.store.copy_tables import ExactCopy

LOOK_AT_ONCE = 400
MOST_STRANGERS = 16
"""Closer looks in vain after which an article is let be.

Copies share more keys than what only looks alike and come first. So many in vain
means furniture that nobody knew or a frame that comes daily, thousands of times.
"""
_NO_FACTS = ("id", "key", "text", "version", "outlet", "url", "source")
"""What an exact copy has in columns, or from the article that it is a copy of."""
_BODIES_KEPT = 64
_PASSAGE = 80
"""Code points by which a place in a text is known."""


def find_copies(archive: Archive) -> None:
    """Look for the copies of every article that waits for it; steps of one transaction."""
    while True:
        before = archive.database.data_version()
        ids = archive.copies.wanted(LOOK_AT_ONCE)
        if not ids:
            return
        prints = [(article.id, print_of(article)) for article in archive.articles(ids)]
        with archive.write() as connection:
            if archive.database.data_version() != before:
                # Another process may have looked at them, or changed them.
                continue
            bodies = lru_cache(_BODIES_KEPT)(lambda number: _body(archive, number))
            touched = {_paired(archive, connection, *one, bodies) for one in prints} - {0}
            archive.copies.regroup(connection, touched)
            archive.grow(connection)


def _paired(
    archive: Archive,
    connection: sqlite3.Connection,
    number: int,
    print: Print,
    bodies: Callable[[int], Body],
) -> int:
    """Note the print of an article and which bodies are copies of its own; that body, if any."""
    body, is_new = archive.copies.put(connection, number, print)
    if not (body and is_new):
        return body
    strangers = 0
    for other in archive.copies.sharing(connection, body, print, KEYS_SHARED):
        if not may_be_copies(print, other.print):
            continue
        if are_copies(bodies(number), bodies(other.article)):
            archive.copies.put_pair(connection, body, other.body)
        else:
            strangers += 1
            if strangers == MOST_STRANGERS:
                break
    return body


def same_place(archive: Archive, article_id: int, offset: int, other_id: int) -> int:
    """Where ``offset`` of one article (code points) is in another with the same text.

    What the other has not is where what stands before it ends. 0 when one is gone.
    """
    from index.notes.anchoring import place_spans

    here, there = archive.article(article_id), archive.article(other_id)
    if here is None or there is None:
        return 0
    passage = Span(offset, min(len(here.text), offset + _PASSAGE))
    (placed,) = place_spans([passage], here.text, there.text)
    return min(placed.near if placed.span is None else placed.span.start, len(there.text))


def exact_copy(article: Article) -> ExactCopy:
    """What is kept of an input whose text an article has already."""
    values = values_of(article)
    facts = {name: value for name, value in values.items() if name not in _NO_FACTS}
    return ExactCopy(
        article.key,
        article.outlet,
        article.url,
        article.source,
        json.dumps(facts, ensure_ascii=False),
    )


def let_copies_stand(archive: Archive, connection: sqlite3.Connection, article_id: int) -> None:
    """The text of an article changes or goes: what was an exact copy of it stands alone.

    The first of its exact copies becomes an article with the text as it was, and
    the others are copies of that one.
    """
    copies = archive.copies.exact(article_id)
    found = archive.article(article_id) if copies else None
    if found is None:
        return
    (article,) = archive.as_read([found])
    heir = with_what_it_tells(_stood_alone(article, copies[0]))
    number = archive.put_article(connection, heir)
    archive.copies.hand_over(connection, article_id, number)


def _stood_alone(article: Article, copy: ExactCopy) -> Article:
    same = replace(
        article, id=0, key=copy.key, outlet=copy.outlet, url=copy.url, source=copy.source
    )
    # Those noted by an earlier culm have none, or have the publication in one piece.
    facts = json.loads(copy.facts or "{}")
    facts |= zip(PUBLICATION, facts.pop("published", ()), strict=False)
    return article_with(values_of(same) | facts)


def with_what_it_tells(article: Article) -> Article:
    """``article`` with what this culm reads in its text, where the one that read it did not.

    That is which language it is in, and the days on which it can have been published.
    """
    from index.language.dates.country import day_first_of
    from index.language.recognising import language_of
    from index.readers.news_text import publication_told

    language = article.language or language_of(article.text)
    published = article.published
    if published.how is Known.UNKNOWN and not published.interval:
        day_first = day_first_of(article.outlet, article.url, language)
        published = publication_told(article.text, article.zones, day_first)
    return replace(article, language=language, published=published)


def _body(archive: Archive, article_id: int) -> Body:
    article = archive.article(article_id)
    return body_of(article) if article is not None else Body((), frozenset())
