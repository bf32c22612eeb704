"""What a change reaches: records, each taken once, and the scores of pairs of articles.

Which sayings it reaches is found by :mod:`index.events.linked`, which stories by
:mod:`index.events.replay`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import Known, Publication
from index.events.blocks import brief_blocks, is_brief, story_blocks
from index.events.record import ArticleEvents
from index.events.repository import Repository
from index.events.story_scores import CLIP, WINDOW, Weights, channels, day_of, score, told

SHARED_KEYS, SHARED_WITH_BRIEF = 3, 2
"""Articles are compared when they share at least so many of their best words."""


class Shelf(Struct):
    """Records taken from the repository once, as ``read`` makes them; ``learned`` are dates."""

    repository: Repository
    read: Callable[[ArticleEvents], ArticleEvents] = lambda record: record
    held: dict[str, ArticleEvents] = field(default_factory=dict)
    learned: dict[str, Publication] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)

    def fetch(self, keys: Iterable[str]) -> dict[str, ArticleEvents]:
        """The records, as read from the text alone, of those articles that are there."""
        wanted = set(keys)
        missing = wanted - self._asked
        if missing:
            self._asked |= missing
            found = self.repository.records(missing)
            self.held.update((key, self.read(record)) for key, record in found.items())
        return {key: self.held[key] for key in wanted if key in self.held}

    def dated(self, keys: Iterable[str]) -> dict[str, ArticleEvents]:
        """The records with the best that is known of their publication."""
        return self._dated(self.fetch(keys))

    def passing(self, keys: Iterable[str]) -> dict[str, ArticleEvents]:
        """The same of articles that are only looked at; of these there may be too many to keep."""
        wanted = set(keys)
        missing = wanted - self._asked
        found = {key: self.held[key] for key in wanted - missing if key in self.held}
        if missing:
            read = self.repository.records(missing).items()
            found.update((key, self.read(record)) for key, record in read)
        return self._dated(found)

    def _dated(self, records: Mapping[str, ArticleEvents]) -> dict[str, ArticleEvents]:
        unknown = [
            key
            for key, record in records.items()
            if record.published.how is Known.UNKNOWN and key not in self.learned
        ]
        if unknown:
            kept = self.repository.published(unknown)
            for key in unknown:
                self.learned[key] = kept.get(key, records[key].published)
        return {
            key: replace(record, published=self.learned[key]) if key in self.learned else record
            for key, record in records.items()
        }


def _near(repository: Repository, record: ArticleEvents) -> list[str]:
    """The articles that share enough with one to be of its story: with a brief one less will do."""
    if is_brief(record):
        found = set(repository.near(story_blocks(record), SHARED_WITH_BRIEF))
    else:
        found = set(repository.near(story_blocks(record), SHARED_KEYS))
        found |= set(repository.near(brief_blocks(record), SHARED_WITH_BRIEF))
    return sorted(found - {record.key})


def story_scores(
    shelf: Shelf, key: str, weights: Weights, known: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """The story scores of an article with all others that are there.

    ``known`` holds the scores of some of the others; they are not made again.
    """
    record = shelf.dated([key]).get(key)
    if record is None:
        return {}
    near = _near(shelf.repository, record)
    mine = told(record)
    found = {other: known[other][key] for other in near if key in known.get(other, ())}
    for other, theirs in shelf.passing(o for o in near if o not in known).items():
        day = day_of(theirs)
        if mine.published is not None and day is not None and abs(mine.published - day) > WINDOW:
            continue
        if theirs.features.language != mine.features.language:
            continue
        worth = score(channels(mine, theirs, day), weights)
        if worth > -CLIP:
            found[other] = worth
    return found


class StoryGraph(Struct):
    """Scores as they will be: those of the repository under those made anew.

    ``fresh`` is complete before any score is asked for.
    """

    repository: Repository
    fresh: dict[str, dict[str, float]] = field(default_factory=dict)
    _kept: dict[str, Mapping[str, float]] = field(default_factory=dict)
    _made: dict[str, Mapping[str, float]] = field(default_factory=dict)
    _seen: dict[str, dict[str, float]] = field(default_factory=dict)

    def before(self, keys: Collection[str]) -> Mapping[str, Mapping[str, float]]:
        """Scores as last settled."""
        missing = [key for key in keys if key not in self._kept]
        if missing:
            found = self.repository.scores(missing)
            for key in missing:
                self._kept[key] = found.get(key, {})
        return {key: self._kept[key] for key in keys}

    def rows(self, keys: Collection[str]) -> dict[str, Mapping[str, float]]:
        """The scores of articles with others, as they will be."""
        self.before([key for key in keys if key not in self.fresh])
        return {key: self.of(key) for key in keys}

    def of(self, key: str) -> Mapping[str, float]:
        """The scores of one article with others, as they will be."""
        if key in self.fresh:
            return self.fresh[key]
        if key not in self._made:
            kept = self.before([key])[key]
            if not self.fresh.keys().isdisjoint(kept):
                kept = {other: score for other, score in kept.items() if other not in self.fresh}
            new = self._from_fresh().get(key)
            self._made[key] = {**kept, **new} if new else kept
        return self._made[key]

    def _from_fresh(self) -> dict[str, dict[str, float]]:
        """The scores made anew, seen from the other side."""
        if not self._seen:
            for key, scores in self.fresh.items():
                for other, score in scores.items():
                    self._seen.setdefault(other, {})[key] = score
        return self._seen

    def left(self, threshold: float) -> Iterator[str]:
        """Articles that were linked to one whose scores are made anew."""
        for scores in self.before(list(self.fresh)).values():
            yield from (other for other, s in scores.items() if s >= threshold)
