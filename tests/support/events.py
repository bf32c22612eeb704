"""Records and settling for tests of linking: the way from text to events, without a store."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from index.article import Article, Interval, Known, Publication, Zone, ZoneKind
from index.events.by_hand import heeding
from index.events.constraints import NO_CONSTRAINTS, Constraints, Wish, reconcile
from index.events.extract import record_of
from index.events.model import Event, EventMention, Link, MentionKind, Story
from index.events.near import near_links
from index.events.record import ArticleEvents
from index.events.settle import settle
from index.language.canonical import resolve
from index.language.dates import find_dates
from index.language.model import Analysis
from index.language.names import find_names
from scripts.memory_repository import MemoryRepository


def news(key: str, text: str, day: str = "", title: str = "") -> Article:
    """An article; with a title it opens the text as its headline."""
    published = Publication()
    if day:
        when = date.fromisoformat(day)
        published = Publication(Interval(when, when), Known.STATED)
    body = f"{title}\n{text}" if title else text
    return Article(
        key=key,
        text=body,
        title=title or body.partition("\n")[0][:160],
        title_stated=bool(title),
        zones=(Zone(0, len(title), ZoneKind.HEADLINE),) if title else (),
        published=published,
    )


def analysis_of(article: Article) -> Analysis:
    mentions = find_names(article.text, article.zones, language=article.language)
    entities = tuple(
        replace(entity, key=entity.key + article.key) if entity.key.endswith("@") else entity
        for entity in resolve(article.text, mentions, language=article.language)
    )
    timexes = find_dates(article.text, article.published.interval, zones=article.zones)
    return Analysis(mentions, timexes, entities)


def record(article: Article) -> ArticleEvents:
    return record_of(article, analysis_of(article))


@dataclass
class Archive:
    """Keeps what settling gives, as a library would."""

    repository: MemoryRepository = field(default_factory=MemoryRepository)
    articles: dict[str, Article] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    links: list[tuple[Event, Link]] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    published: dict[str, Publication] = field(default_factory=dict)
    constraints: Constraints = NO_CONSTRAINTS

    def correct(self, *wishes: Wish) -> list[bool]:
        """Have these wishes of the user, the latest last, in place of all before; which hold."""
        before = self.constraints
        self.constraints, holds = reconcile(wishes)
        named = [t for known in (before, self.constraints) for t in known.tellings()]
        keys = {telling.article for telling in named} & self.articles.keys()
        records = self.repository.records(keys).values()
        self._settle(keys, [heeding(record, before) for record in records])
        for record in records:
            self.repository.put_blocks(heeding(record, self.constraints))
        return holds

    def add(self, *articles: Article) -> None:
        """Take articles in, in place of those with the same keys, and settle."""
        outdated = []
        for article in articles:
            self.articles[article.key] = article
            self.published.pop(article.key, None)
            if (old := self.repository.drop(article.key)) is not None:
                outdated.append(heeding(old, self.constraints))
            self.repository.put(own := record(article))
            self.repository.put_blocks(heeding(own, self.constraints))
        self._settle([article.key for article in articles], outdated)

    def remove(self, key: str) -> None:
        del self.articles[key]
        old = self.repository.drop(key)
        assert old is not None
        self._settle([key], [heeding(old, self.constraints)])

    def redate(self, key: str, published: Publication) -> ArticleEvents:
        return record(replace(self.articles[key], published=published))

    def _settle(self, keys: Iterable[str], outdated: list[ArticleEvents]) -> None:
        found = settle(
            keys, self.repository, self.redate, outdated=outdated, constraints=self.constraints
        )
        self.repository.apply(found)
        gone = [e for e in self.events if found.members.intersection(e.members)]
        self.events = [e for e in self.events if e not in gone] + list(found.events)
        self.links = [(e, link) for e, link in self.links if e not in gone]
        pairs = zip(found.events, found.links, strict=True)
        self.links += [(event, link) for event, links in pairs for link in links]
        for growth in found.growths:
            before = next(e for e in self.events if growth.member in e.members)
            event = growth.grown(before)
            self.events = [event if e is before else e for e in self.events]
            self.links = [(event if e is before else e, link) for e, link in self.links]
            self.links += [(event, link) for link in growth.links]
        kept = [s for s in self.stories if found.retold.isdisjoint(s.articles)]
        self.stories = [*kept, *found.stories]
        self.published.update(found.published)

    def refusals(self) -> list[tuple[Event, Link]]:
        """What each event nearly was one with."""
        return [
            (event, link)
            for event in self.events
            for link in near_links(event.members, self.repository, self._reread)
        ]

    def _reread(self, text: ArticleEvents, published: Publication) -> ArticleEvents:
        return replace(self.redate(text.key, published), published=published)

    def state(self) -> tuple[list[str], list[str], list[str], list[str]]:
        """Everything that linking gave, in an order of its own: equal states are equal."""
        known = {key: value for key, value in self.published.items() if key in self.articles}
        return (
            sorted(map(repr, self.events)),
            sorted(repr((e.name, link)) for e, link in [*self.links, *self.refusals()]),
            sorted(map(repr, self.stories)),
            sorted(map(repr, known.items())),
        )


FAR = "Nothing of it mattered to anybody there. " * 30
"""What stands before a sentence that is no news of its article."""


def named(text: str, day: str = "2018-04-11") -> list[EventMention]:
    """The events that a text names."""
    found = record(news("a", text, day)).mentions
    return [mention for mention in found if mention.mention_kind is MentionKind.NAME]


def linked(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether what two articles (day, text) name in passing becomes one event."""
    archive = Archive()
    for key, (day, text) in zip("ab", (one, other), strict=True):
        archive.add(news(key, f"{FAR}{key} {text}", day))
    events = [e for e in archive.events if all(m.startswith("n") for m in e.members)]
    return any({r.article for r in event.roles} == {"a", "b"} for event in events)


def in_any_order(told: Iterable[Article], wishes: Sequence[Wish], chance: random.Random) -> Archive:
    """An archive that was told articles one by one, and the wishes somewhere between.

    It is in the state of one that was told all articles at once and then the wishes.
    """
    shuffled = list(told)
    at_once = Archive()
    at_once.add(*shuffled)
    at_once.correct(*wishes)
    chance.shuffle(shuffled)
    archive = Archive()
    when = chance.randrange(len(shuffled))
    for number, article in enumerate(shuffled):
        if number == when:
            archive.correct(*wishes)
        archive.add(article)
    assert archive.state() == at_once.state()
    return archive
