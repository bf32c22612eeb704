"""One entity under many names: what the articles' claims come to, brought to every article.

Which short names stand for what follows from counts of claims alone
(:mod:`index.language.claims`), never from the order in which articles came. Only
where a belief changes, the articles that use the name are counted anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from index.article import Article
from index.language.claims import believed, claims_of, joined
from index.language.model import Analysis
from index.store.archive import Archive

Corrected: TypeAlias = Callable[[Article, Analysis], tuple[Analysis, frozenset[str]]]
"""An article's names as the user corrected them, and the keys that were moved."""


def counted(archive: Archive, analysis: Analysis) -> Analysis:
    """An article's own analysis with its entities as the library counts them."""
    homes = archive.joins.homes_of(analysis.entities)
    return replace(analysis, entities=joined(analysis.entities, homes)) if homes else analysis


def put_claims(
    archive: Archive, connection: sqlite3.Connection, article_id: int, analysis: Analysis
) -> None:
    """Store what an article's own analysis claims, and what of it is counted elsewhere."""
    archive.joins.put_claims(connection, article_id, claims_of(analysis.entities))
    archive.joins.put_joined(
        connection, article_id, analysis.entities, archive.joins.homes_of(analysis.entities)
    )


def judge_claims(archive: Archive, corrected: Corrected) -> None:
    """Judge every claim that has changed, and count anew the articles that this touches.

    One transaction; quick when there is nothing to do.
    """
    waiting = archive.joins.unjudged()
    if not waiting:
        return
    with archive.write() as connection:
        changed = [
            alias
            for alias in archive.joins.unjudged()
            if archive.joins.put_belief(
                connection, alias, believed(alias, archive.joins.claims(alias))
            )
        ]
        if changed:
            touched = archive.joins.articles_with(archive.joins.leading_to(changed))
            _count_anew(archive, connection, touched, corrected)
            archive.grow(connection)


def _count_anew(
    archive: Archive, connection: sqlite3.Connection, ids: Iterable[int], corrected: Corrected
) -> None:
    for article in archive.articles(ids):
        own = archive.analyses.own_analysis(article.id)
        homes = archive.joins.homes_of(own.entities)
        now = replace(own, entities=joined(own.entities, homes))
        named, moved = corrected(article, now)
        archive.analyses.put_entities(connection, article.id, named.entities)
        archive.by_hand.put_moved(connection, article.id, moved)
        archive.joins.put_joined(connection, article.id, own.entities, homes)
        archive.index_again(connection, (article.id,))
