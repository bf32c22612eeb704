"""One entity under many names: what the articles' claims come to, brought to every article.

Which short names stand for what follows from counts of claims alone
(:mod:`index.language.claims`), never from the order in which articles came. Only
where a belief changes, the articles that use the name are counted anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from index.article import Article
from index.language.bearers import (
    bearers_alias,
    bearers_of,
    dominant,
    is_bearer,
    is_worth_counting,
    name_alone,
)
from index.language.claims import (
    OPEN,
    Belief,
    believed,
    claims_of,
    joined,
    last_name_alias,
    only_bearer,
)
from index.language.model import Analysis
from index.store.archive import Archive

Corrected: TypeAlias = Callable[[Article, Analysis], tuple[Analysis, frozenset[str]]]
"""An article's names as the user corrected them, and the keys that were moved."""


def put_claims(
    archive: Archive, connection: sqlite3.Connection, article_id: int, own: Analysis
) -> Analysis:
    """Store what an article's own analysis claims; it comes back as the library counts it."""
    homes = archive.joins.homes_of(own.entities)
    claims = [*claims_of(own.entities), *bearers_of(own.entities)]
    archive.joins.put_claims(connection, article_id, claims)
    archive.joins.put_joined(connection, article_id, homes)
    return replace(own, entities=joined(own.entities, homes)) if homes else own


def judge_claims(archive: Archive, corrected: Corrected) -> None:
    """Judge every claim that has changed, and count anew the articles that this touches.

    One transaction; quick when there is nothing to do.
    """
    if not archive.joins.is_unjudged():
        return
    with archive.write() as connection:
        changed = archive.joins.put_beliefs(connection, _judged(archive))
        if changed:
            touched = archive.joins.articles_with(archive.joins.leading_to(changed))
            _count_anew(archive, connection, touched, corrected)
            archive.grow(connection)


def _judged(archive: Archive) -> dict[str, Belief | None]:
    """What is now believed of each alias whose claims, or whose namesakes', have changed."""
    waiting = archive.joins.unjudged()
    claims = archive.joins.claims(alias for alias in waiting if not is_bearer(alias))
    last_names = {alias for alias in map(last_name_alias, waiting) if alias} - claims.keys()
    claims |= archive.joins.claims(last_names)
    people = {
        target
        for alias, targets in claims.items()
        if alias.endswith(OPEN) and len(targets) > 1
        for target in targets
        if last_name_alias(target)
    }
    claims |= archive.joins.claims(people - claims.keys())
    alone = {name_alone(alias) for alias in waiting if is_bearer(alias)} - claims.keys()
    used = {alias: uses for alias, uses in archive.joins.claims(alone).items() if uses}
    judged = {
        alias: believed(alias, targets)
        or only_bearer(alias, claims.get(last_name_alias(alias), {}))
        for alias, targets in claims.items()
        if not bearers_alias(alias)
    }
    return judged | _whose_alone(archive, used | claims)


def _whose_alone(
    archive: Archive, claims: Mapping[str, Mapping[str, int]]
) -> dict[str, Belief | None]:
    """Whom those of the aliases mean everywhere that are a person's name alone."""
    names = {alias: uses for alias, uses in claims.items() if bearers_alias(alias)}
    counted = [bearers_alias(name) for name, uses in names.items() if is_worth_counting(uses)]
    bearers = archive.joins.claims(counted)
    return {
        name: dominant(name, uses, bearers.get(bearers_alias(name), {}))
        for name, uses in names.items()
    }


def _count_anew(
    archive: Archive, connection: sqlite3.Connection, ids: Iterable[int], corrected: Corrected
) -> None:
    for article in archive.articles(ids):
        own = archive.analyses.own_analysis(article.id)
        homes = archive.joins.homes_of(own.entities)
        now = replace(own, entities=joined(own.entities, homes))
        named, moved = corrected(article, now)
        archive.entities.put(connection, article.id, named.entities)
        archive.by_hand.put_moved(connection, article.id, moved)
        archive.joins.put_joined(connection, article.id, homes)
        archive.indexed.again(connection, (article.id,))
