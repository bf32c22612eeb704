"""Correcting by hand: what the user says of names, events and articles, weighed and applied.

A correction is kept in ``notes.db`` and names articles, passages and entities in
ways that outlive every analysis. Here all that stand are weighed against each
other (:mod:`index.library.linking.entity_corrections`, :mod:`index.events.constraints`),
and the archive is brought in line with what they come to: only the articles
that a change of corrections touches are looked at again. Whoever imports,
rebuilds or corrects calls :meth:`Correcting.apply`, so that it does not matter
when an article comes in.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from index.article import Article, facts_of
from index.events.constraints import Constraints, Dating, Telling, Wish, reconcile
from index.language.model import Analysis
from index.library.linking.analysing import analyse
from index.library.linking.anchors import Finder
from index.library.linking.article_corrections import (
    Facts,
    SaidOfArticle,
    corrected_facts,
    effect_of,
    weigh_facts,
)
from index.library.linking.corrected_names import corrected
from index.library.linking.correction_bodies import AnyWish, wish_in
from index.library.linking.entity_corrections import (
    BY_HAND,
    EntityEffects,
    EntityWish,
    Subject,
    weigh,
)
from index.library.linking.event_corrections import (
    EventWish,
    articles_of,
    dates_given,
    effects,
    wish_of,
)
from index.library.linking.joining import judge_claims
from index.library.linking.settling import put_analysed, settle_pending
from index.notes.model import Correction
from index.store.article_values import with_facts
from index.store.hand_tables import Hand
from index.views import Standing

if TYPE_CHECKING:
    from index.library import Library

AT_ONCE = 200
FACTS_AT_ONCE = 20
_TELLING = "telling"


class Weighed(Struct, frozen=True):
    """All corrections that are there, and what they come to now.

    ``wishes`` and ``standings`` are by the correction's number; one that cannot be
    read has no wish. ``facts`` are what was said of articles themselves, by their keys.
    """

    corrections: tuple[Correction, ...]
    wishes: Mapping[int, AnyWish]
    standings: Mapping[int, Standing]
    entities: EntityEffects
    constraints: Constraints
    tellings: Mapping[tuple[str, str], str]
    facts: Mapping[str, Facts]

    def applying(self) -> list[AnyWish]:
        """The wishes that hold now, in the order in which they were made."""
        standings = self.standings.items()
        return [self.wishes[number] for number, one in standings if one is Standing.APPLIES]


class Correcting:
    """The corrections of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: tuple[tuple[int, int], Weighed] | None = None
        self._applied: Weighed | None = None

    def weighed(self) -> Weighed:
        """What corrections come to; worked out again when they or the articles changed."""
        now = (self._library.notes.corrections_version(), self._library.generation())
        kept = self._kept
        if kept is None or kept[0] != now:
            self._kept = kept = (now, self._weigh())
        return kept[1]

    def corrected(self, article: Article, analysis: Analysis) -> tuple[Analysis, frozenset[str]]:
        """An article's names as the user corrected them, and its own keys that were moved."""
        return corrected(analysis, article, self.weighed().entities)

    def apply(self) -> list[str]:
        """Bring names in line with what corrections come to now.

        Gives the articles (their keys) whose events are to be linked again, which
        the archive has noted. Quick when nothing changed; safe to end at any time
        and to call after any end.
        """
        archive = self._library.archive
        found = self.weighed()
        if found is self._applied:
            return []
        hands, before = archive.by_hand.hands(), archive.by_hand.applied()
        now, applied = found.entities.hands(), _applied(found)
        if now == hands and applied == before:
            self._applied = found
            return []
        changed = {key for key in now.keys() | hands.keys() if now.get(key) != hands.get(key)}
        subjects = {
            one for one in applied.keys() | before.keys() if applied.get(one) != before.get(one)
        }
        named, linked = _articles(subjects)
        moved = {key for key in changed if _home(key, now) != _home(key, hands)}
        ids = archive.by_hand.articles_with(moved) | set(archive.ids_of(named).values())
        touched = sorted(ids)
        for at in range(0, len(touched), AT_ONCE):
            self._correct_names(touched[at : at + AT_ONCE])
        linked_as = self._linked_as(linked, dates_given(_tellings(before)))
        with archive.write() as connection:
            archive.by_hand.put_hands(connection, now)
            names = {key: now[key].name if key in now else "" for key in changed}
            archive.entities.put_words(connection, names)
            archive.by_hand.put_applied(connection, before, applied)
            for key, body in linked_as:
                archive.events.supersede(connection, key, body)
            archive.events.resettle(connection, waiting := sorted(archive.ids_of(linked)))
            archive.grow(connection)
        return waiting

    def apply_facts(self) -> list[str]:
        """Bring the facts of articles in line with what corrections come to now.

        An article that has others now is read anew, since its days depend on when and where
        it was published; those (their keys) are to be linked again, which the archive has
        noted. Quick, and safe, as :meth:`apply`.
        """
        archive = self._library.archive
        found = self.weighed()
        ids = archive.ids_of(found.facts)
        wanted = {ids[key]: effect_of(facts) for key, facts in found.facts.items() if key in ids}
        held = archive.by_hand.facts()
        changed = [n for n in wanted.keys() | held.keys() if wanted.get(n) != held.get(n)]
        for at in range(0, len(changed := sorted(changed)), FACTS_AT_ONCE):
            self._correct_facts(changed[at : at + FACTS_AT_ONCE], found, wanted)
        return sorted(archive.keys_of(changed).values())

    def apply_and_link(self) -> None:
        """Bring articles, names and events in line with what corrections come to now.

        The search index learns of it with the next import, or at once from
        :func:`index.library.imports.importing.finish`.
        """
        if read_anew := self.apply_facts():
            judge_claims(self._library.archive, self.corrected)
        if waiting := sorted({*read_anew, *self.apply()}):
            settle_pending(self._library.archive, self.weighed().constraints, waiting)

    def _correct_facts(
        self, ids: Sequence[int], found: Weighed, effects: Mapping[int, str]
    ) -> None:
        """Put facts of articles, and what an article reads like with them."""
        archive = self._library.archive
        is_done = False
        while not is_done:
            generation = archive.generation()
            known = archive.events.records(ids)
            made = []
            for read in archive.as_read(archive.articles(ids)):
                facts = corrected_facts(facts_of(read), found.facts.get(read.key, {}))
                now = with_facts(read, facts)
                made.append((facts_of(read), now, analyse(now) if read.id in known else None))
            with archive.write() as connection:
                # Somebody else may have brought one in anew meanwhile.
                if is_done := archive.generation() == generation:
                    for as_read, now, analysed in made:
                        archive.put_facts(connection, now.id, facts_of(now))
                        if now.id in effects:
                            archive.by_hand.put_facts(connection, now.id, effects[now.id], as_read)
                        else:
                            archive.by_hand.forget_facts(connection, now.id)
                        archive.copies.regroup_with(connection, now.id)
                        if analysed is not None:
                            put_analysed(archive, connection, now.id, analysed, found.entities)
                    archive.grow(connection)

    def _linked_as(
        self, articles: Collection[str], dates: Mapping[Telling, Dating]
    ) -> list[tuple[str, str]]:
        """Records of articles as they were linked with ``dates`` of before, by key."""
        from index.events.by_hand import heeding
        from index.events.record import from_json, to_json

        former = Constraints.of_dates(dates.items())
        keys = [key for key in sorted(articles) if former.rereads(key)]
        events = self._library.archive.events
        ids = self._library.archive.ids_of(keys)
        bodies = [*events.records(ids.values()).values(), *events.outdated(keys)]
        read = ((record, heeding(record, former)) for record in map(from_json, bodies))
        return [(own.key, to_json(dated)) for own, dated in read if dated is not own]

    def _correct_names(self, ids: Sequence[int]) -> None:
        archive = self._library.archive
        with archive.write() as connection:
            for article in archive.articles(ids):
                analysis, moved = self.corrected(article, archive.analyses.analysis(article.id))
                archive.entities.put(connection, article.id, analysis.entities)
                archive.by_hand.put_moved(connection, article.id, moved)
            archive.indexed.again(connection, ids)

    def _weigh(self) -> Weighed:
        corrections = tuple(self._library.notes.corrections(withdrawn=True))
        wishes = {one.id: wish for one in corrections if (wish := wish_in(one)) is not None}
        standings = {
            one.id: Standing.WITHDRAWN if one.withdrawn else Standing.UNREADABLE
            for one in corrections
        }
        standing = {
            one.id: wishes[one.id] for one in corrections if one.id in wishes and not one.withdrawn
        }
        finder = Finder(self._library.archive)
        of_entities = {n: w for n, w in standing.items() if isinstance(w, EntityWish)}
        of_events = {n: w for n, w in standing.items() if isinstance(w, EventWish)}
        of_articles = {n: w for n, w in standing.items() if isinstance(w, SaidOfArticle)}
        entities = self._weigh_entities(of_entities, finder, standings)
        finder.expect(articles_of(of_events.values()))
        here: dict[int, Wish] = {}
        for number, wish in of_events.items():
            made = wish_of(wish, finder)
            standings[number] = Standing.WAITING if made is None else Standing.APPLIES
            if made is not None:
                here[number] = made
        facts, overruled = weigh_facts(of_articles)
        there = self._library.archive.ids_of(facts)
        for number, said in of_articles.items():
            is_here = Standing.APPLIES if said.article in there else Standing.WAITING
            standings[number] = Standing.OVERRULED if number in overruled else is_here
        constraints, holds = reconcile(list(here.values()))
        standings.update(
            (number, Standing.OVERRULED)
            for number, held in zip(here, holds, strict=True)
            if not held
        )
        return Weighed(
            corrections,
            wishes,
            standings,
            entities,
            constraints,
            effects(constraints, list(here)),
            facts,
        )

    def _weigh_entities(
        self, wishes: Mapping[int, EntityWish], finder: Finder, standings: dict[int, Standing]
    ) -> EntityEffects:
        analyses: dict[str, Analysis] = {}

        def key_of(subject: Subject) -> str:
            place = subject.at
            if place is None or BY_HAND in subject.key:
                return subject.key
            if place.article not in analyses:
                number = finder.id_of(place.article)
                found = self._library.archive.analyses.analysis(number) if number else Analysis()
                analyses[place.article] = found
            analysis = analyses[place.article]
            if any(entity.key == subject.key for entity in analysis.entities):
                return subject.key
            span = finder.span(place) if analysis.entities else None
            if span is None:
                return subject.key
            at = [
                n
                for n, m in enumerate(analysis.mentions)
                if m.start < span.end and span.start < m.end
            ]
            named = (e.key for e in analysis.entities if any(n in e.mentions for n in at))
            return next(named, subject.key)

        found, told = weigh(
            list(wishes.values()),
            key_of,
            finder.span,
            lambda key: finder.id_of(key) is not None,
            self._library.archive.by_hand.keys_named,
            self._library.archive.by_hand.keys_alone,
        )
        standings.update(zip(wishes, told, strict=True))
        return found


def _home(key: str, hands: Mapping[str, Hand]) -> str | None:
    return hands[key].home if key in hands else key


def _applied(found: Weighed) -> dict[str, str]:
    """What there is of effects on single articles, as the archive keeps it."""
    names = {
        json.dumps(["names", article], ensure_ascii=False): json.dumps(
            [(one.key, one.span and [one.span.start, one.span.end], one.to) for one in held],
            ensure_ascii=False,
        )
        for article, held in found.entities.local.items()
    }
    tellings = {
        json.dumps([_TELLING, article, name], ensure_ascii=False): effect
        for (article, name), effect in found.tellings.items()
    }
    return names | tellings


def _tellings(applied: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The effects on tellings, out of what ``_applied`` gave."""
    subjects = ((json.loads(subject), effect) for subject, effect in applied.items())
    return {(one[1], one[2]): effect for one, effect in subjects if one[0] == _TELLING}


def _articles(subjects: set[str]) -> tuple[set[str], set[str]]:
    """The articles whose names, and those whose events, are behind what ``_applied`` gives."""
    kinds: dict[str, set[str]] = {"names": set(), _TELLING: set()}
    for subject in subjects:
        kind, article, *_ = json.loads(subject)
        kinds[kind].add(article)
    return kinds["names"], kinds[_TELLING]
