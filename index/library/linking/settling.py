"""Linking articles by events: from what the archive holds to what is written back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from index.article import Known, Publication
from index.errors import LibraryDamaged, NotFound
from index.events.constraints import NO_CONSTRAINTS, Constraints
from index.events.record import ArticleEvents, from_json
from index.library.linking.analysing import Analysed, analyse, dates_of
from index.library.linking.corrected_names import corrected
from index.library.linking.entity_corrections import NO_EFFECTS, EntityEffects
from index.library.linking.joining import put_claims
from index.library.linking.stored_events import ArchiveRepository, write_settlement
from index.store.archive import Archive
from index.store.archive_schema import SCHEMA

SETTLE_AT_ONCE = 500


def put_analysed(
    archive: Archive,
    connection: sqlite3.Connection,
    article_id: int,
    analysed: Analysed,
    effects: EntityEffects = NO_EFFECTS,
) -> None:
    """Store what was found in an article, and note that it has to be linked.

    ``effects`` are the corrections of names that apply.
    """
    from index.events.blocks import block_keys
    from index.events.record import to_json

    record = analysed.record
    own = analysed.analysis
    counted = put_claims(archive, connection, article_id, own)
    named, moved = corrected(counted, analysed.article, effects)
    archive.analyses.put_analysis(connection, article_id, own, named.entities)
    archive.by_hand.put_moved(connection, article_id, moved)
    archive.events.unsettle(connection, article_id, record.key)
    archive.events.put_record(connection, article_id, to_json(record), block_keys(record))


def redating(archive: Archive) -> Callable[[str, Publication], ArticleEvents]:
    """Gives the record of an article (its key) as read with another publication date.

    Which raises :class:`~index.errors.NotFound` when the article has gone.
    """

    def redate(key: str, published: Publication) -> ArticleEvents:
        known = archive.identify(key)
        article = archive.article(known[0]) if known is not None else None
        if article is None:
            raise NotFound(f"no article has the key {key!r}")
        return analyse(article, published).record

    return redate


def settle_pending(
    archive: Archive,
    constraints: Constraints = NO_CONSTRAINTS,
    only: Sequence[str] | None = None,
) -> None:
    """Link every article that waits for it, or ``only`` these, as ``constraints`` allow.

    Each step is one transaction, begun again when somebody else changed the
    articles while it was worked out. Raises :class:`~index.errors.LibraryDamaged` when the
    archive tells of what it has no more.
    """
    from index.events.kept import forget
    from index.events.settle import settle

    redate = redating(archive)
    while keys := archive.events.unsettled(SETTLE_AT_ONCE, only):
        generation = archive.generation()
        outdated = map(from_json, archive.events.outdated(keys))
        try:
            settlement = settle(
                keys, ArchiveRepository(archive), redate, outdated=outdated, constraints=constraints
            )
        except (LookupError, NotFound) as error:
            if archive.generation() == generation:
                if gone := archive.rows_gone():
                    path, remedy = archive.database.path, SCHEMA.remedy
                    raise LibraryDamaged(f"{path} is damaged ({gone[0]}); {remedy}") from error
                raise
            continue  # an article that was looked at has gone
        finally:
            # The next settlement reads its records anew.
            forget()
        with archive.write() as connection:
            if archive.generation() != generation:
                continue
            write_settlement(archive, connection, settlement)
            told_anew = [k for k in keys if only is not None or constraints.rereads(k)]
            _put_blocks(archive, connection, told_anew, constraints)
            for key, published in settlement.published.items():
                _learn(archive, connection, key, published)
            archive.events.settled(connection, keys)
            archive.grow(connection)


def _put_blocks(
    archive: Archive,
    connection: sqlite3.Connection,
    keys: Sequence[str],
    constraints: Constraints,
) -> None:
    """Have articles be found by the days that the user gave what they tell."""
    from index.events.blocks import block_keys
    from index.events.by_hand import heeding

    for key, record in ArchiveRepository(archive).records(keys).items():
        blocks = block_keys(heeding(record, constraints))
        archive.events.put_blocks(connection, archive.ids_of([key])[key], blocks)


def _learn(
    archive: Archive, connection: sqlite3.Connection, key: str, learned: Publication
) -> None:
    """Take in what other articles tell of an article's date; its own dates follow."""
    known = archive.identify(key)
    if known is None:
        return
    number = known[0]
    own = archive.own_publication(number)
    published = own if learned.how is Known.UNKNOWN and not learned.interval else learned
    article = archive.article(number)
    if article is None or article.published == published:
        return
    archive.put_publication(connection, number, published)
    dates = dates_of(replace(article, published=published))
    archive.analyses.put_timexes(connection, number, dates)
