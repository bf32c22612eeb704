"""Stories after a change, as if all articles had been grouped at once.

Grouping (:mod:`index.events.stories`) is a long sequence of joins, best pair
first. After a change nearly all of them happen as they did before. So the
sequence is run again, but only groups that the change concerns are worked with;
all others are *still*: they join as they did, for what joined in a story, and in
which order, is found again by grouping the story alone. A still group takes part
when one that moves is near enough to join it, and moves from then on; so does one
whose partner of before is gone by the time they joined.

The result is that of grouping everything, whatever the order in which articles
came; the work depends on what the change reaches.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TypeAlias

from msgspec import Struct, field

from index.events.constraints import Bonds
from index.events.stories import CLIPPED, camps, history
from index.events.story_scores import Weights

Moment: TypeAlias = tuple[float, str, str]
"""When two groups join: the mean of their pairs, negated, and the first article of each."""

_START: Moment = (float("-inf"), "", "")


class _Still(Struct, eq=False):
    """A group of before: the ``moment`` it is made, and what it then joins to become what.

    ``inner`` is what the pairs in it count together. The group is ``there`` once the
    sequence has come to its making, and ``gone`` once it, or what it is made of, was
    drawn into the change. Groups in ``waiting``, that may not join what it is made of,
    look again when it is there.
    """

    articles: tuple[str, ...]
    inner: int
    moment: Moment
    parts: tuple[_Still, ...] = ()
    above: _Still | None = None
    there: bool = True
    gone: bool = False
    waiting: list[tuple[_Moving, str]] = field(default_factory=list)


class _Past(Struct, eq=False):
    """What is left of the joins that once made a story: the ``next`` one, and those after it."""

    next: _Still
    later: Iterator[_Still]


class _Moving(Struct, eq=False):
    """A group that the change concerns, with what its pairs with each article count."""

    articles: list[str]
    inner: int
    toward: dict[str, int]
    bridged: set[str]
    gone: bool = False

    @property
    def first(self) -> str:
        return self.articles[0]


class Lookup(Struct):
    """What is known of all articles: their scores as they will be, their stories of before.

    ``rows`` gives the story scores of articles with others, ``homes`` the story of
    each as last settled, without those that are only copies of one in it.
    """

    rows: Callable[[Collection[str]], Mapping[str, Mapping[str, float]]]
    homes: Callable[[Collection[str]], Mapping[str, frozenset[str]]]


def regrouped(
    start: Iterable[str], lookup: Lookup, weights: Weights, bonds: Bonds | None = None
) -> list[list[str]]:
    """The stories that come out otherwise when those of ``start`` are grouped anew.

    ``start`` holds each article whose scores are new, all articles of the stories
    that one of these was in, and of those that the user said something of. Each
    story comes sorted, stories by their first; what is in none stays as it was.
    """
    replay = _Replay(lookup, weights, bonds)
    replay.move(sorted(start))
    replay.run()
    replay.let_go()
    groups = {group.first: group.articles for group in replay.home.values()}
    return [groups[first] for first in sorted(groups)]


class _Replay(Struct):
    """The sequence of joins, run again: groups that move, and still ones near to them.

    ``home`` tells the moving group of each article that is in one.
    """

    lookup: Lookup
    weights: Weights
    bonds: Bonds | None
    home: dict[str, _Moving] = field(default_factory=dict)
    _leaves: dict[str, _Still] = field(default_factory=dict)
    _now: Moment = _START
    _ahead: list[tuple[Moment, int, _Moving | _Past, str]] = field(default_factory=list)
    _serial: count[int] = field(default_factory=count)

    def move(self, keys: Sequence[str]) -> None:
        """Have articles move, each for itself."""
        self.lookup.rows(keys)  # all at once: they are asked for one by one below
        for key in keys:
            self._settle_in(self._moving((key,), 0))

    def run(self) -> None:
        """Let everything happen that is ahead, in its order."""
        while self._ahead:
            moment, _, group, article = heapq.heappop(self._ahead)
            if isinstance(group, _Moving) and group.gone:
                continue
            self._now = max(self._now, moment)
            if isinstance(group, _Moving):
                self._meet(group, article, moment)
            else:
                self._happen_again(group)

    def let_go(self) -> None:
        """Take still groups from each other, whose circles would last until they are looked for."""
        for still in self._leaves.values():
            group: _Still | None = still
            while group is not None:
                above, group.above = group.above, None
                group = above

    def _wait(self, moment: Moment, group: _Moving | _Past, article: str = "") -> None:
        heapq.heappush(self._ahead, (moment, next(self._serial), group, article))

    def _settle_in(self, group: _Moving) -> None:
        """A group is there: no join with it can be better than with one article alone."""
        self.home.update(dict.fromkeys(group.articles, group))
        if not group.bridged:
            return
        size = len(group.articles)
        for article, total in group.toward.items():
            mean = CLIPPED.mean(total, size)
            if mean >= self.weights.threshold:
                self._wait((-mean, "", ""), group, article)

    def _meet(self, group: _Moving, article: str, due: Moment) -> None:
        """Join ``group`` with what ``article`` is in by now, if they may and it is time.

        A bridge may come late: of several pairs that are then better than what joined last
        the best joins first, so each waits for its own moment, be it over, and not for now.
        """
        other = self._at(article, group)
        if other is None or other is group:
            return
        total = sum(group.toward.get(key, 0) for key in other.articles)
        mean = CLIPPED.mean(total, len(group.articles) * len(other.articles))
        if mean < self.weights.threshold:
            return
        first, second = sorted((group.first, other.articles[0]))
        if (moment := (-mean, first, second)) > due:
            self._wait(moment, group, article)
        elif self._may_join(group, other, mean):
            self._join(group, other, total)
        elif isinstance(other, _Still) and other.above is not None and not other.above.gone:
            other.above.waiting.append((group, article))

    def _may_join(self, group: _Moving, other: _Moving | _Still, mean: float) -> bool:
        mine, theirs = (len(group.articles), group.inner), (len(other.articles), other.inner)
        return (
            not group.bridged.isdisjoint(other.articles)
            and not camps(mean, mine, theirs, CLIPPED)
            and (self.bonds is None or self.bonds.may_join(group.first, other.articles[0]))
        )

    def _join(self, group: _Moving, other: _Moving | _Still, total: int) -> None:
        if isinstance(other, _Still):
            other = self._stirred(other)
        if self.bonds is not None:
            self.bonds.join(*sorted((group.first, other.first)))
        group.gone = other.gone = True
        less, more = sorted((group.toward, other.toward), key=len)
        for key, score in less.items():
            more[key] = more.get(key, 0) + score
        articles = sorted((*group.articles, *other.articles))
        for key in articles:
            more.pop(key, None)
        inner = group.inner + other.inner + total
        self._settle_in(_Moving(articles, inner, more, group.bridged | other.bridged))

    def _moving(self, articles: Collection[str], inner: int) -> _Moving:
        toward: dict[str, int] = {}
        bridged: set[str] = set()
        for scores in self.lookup.rows(articles).values():
            for other, score in scores.items():
                toward[other] = toward.get(other, 0) + CLIPPED.count(score)
                if score >= self.weights.bridge:
                    bridged.add(other)
        for key in articles:
            toward.pop(key, None)
        return _Moving(sorted(articles), inner, toward, bridged)

    def _stirred(self, group: _Still) -> _Moving:
        """A still group moves from now on: what it was to be part of will not be."""
        whole: _Still | None = group
        while whole is not None and not whole.gone:
            whole.gone = True
            whole = whole.above
        return self._moving(group.articles, group.inner)

    def _happen_again(self, past: _Past) -> None:
        """The next join of a story of before is due: a part whose partner is gone moves now."""
        whole = past.next
        if whole.gone:
            for part in whole.parts:
                if not part.gone:
                    self._settle_in(self._stirred(part))
        else:
            whole.there = True
            for group, article in whole.waiting:
                if not group.gone:
                    self._meet(group, article, _START)
        self._look_ahead(past.later)

    def _look_ahead(self, joins: Iterator[_Still]) -> None:
        whole = next(joins, None)
        if whole is not None:
            self._wait(whole.moment, _Past(whole, joins))

    def _at(self, article: str, group: _Moving) -> _Moving | _Still | None:
        """The group that an article is in by now; ``None`` where no bridge leads from ``group``."""
        if article not in self.home and article not in self._leaves:
            story = self.lookup.homes([article])[article]
            if article not in story or story.isdisjoint(group.bridged):
                return None
            self._take_up(sorted(story))
        if article in self.home:
            return self.home[article]
        still = self._leaves[article]
        while still.above is not None and still.above.there:
            still = still.above
        return still

    def _take_up(self, story: Sequence[str]) -> None:
        """Find out how a story of before came together."""
        rows = self.lookup.rows(story)
        joins = history(story, rows, self.weights.threshold, self.weights.bridge)
        if len(joins) < len(story) - 1:  # was not grouped as it would be now
            self.move(story)
            return
        groups = {key: _Still((key,), 0, _START) for key in story}
        self._leaves.update(groups)
        to_come: list[_Still] = []
        for join in joins:
            one, two = groups[join.first], groups[join.second]
            articles = tuple(sorted((*one.articles, *two.articles)))
            inner = one.inner + two.inner + join.across
            moment = (-join.mean, join.first, join.second)
            whole = _Still(articles, inner, moment, (one, two))
            one.above = two.above = groups[join.first] = whole
            if to_come or moment > self._now:  # one that came late came with what let it
                whole.there = False
                to_come.append(whole)
        self._look_ahead(iter(to_come))
