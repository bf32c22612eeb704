"""Which sentences of two articles tell the same.

The likeness of two sentences is the worth of the clues they share against the geometric mean
of all that each of them says, the usual measure over weighted words (for news in parallel see
R. Barzilay and N. Elhadad, "Sentence alignment for monolingual comparable corpora", EMNLP
2003). Three things make it trustworthy on news. A clue that stands in many sentences of the
two articles does not tell which sentence is which, so it fades the more often it is there.
What a name is worth beyond its words is small. And sharing one thing, however rare, is not
yet telling the same: the likeness is doubted the more the fewer different things are shared.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from index.coverage.model import Clue, ClueKind, Key, Match, Sentence, Shared
from index.coverage.quantities import comparable, number_key

SAME = 0.18
"""The least likeness at which two sentences are laid side by side: they speak of the same."""

NEAR = 0.12
"""Below this no sentence of another article comes near to telling the same."""

_FADE = 0.3
_SEEN_FREELY = 2
_SHARE = {ClueKind.WORD: 1.0, ClueKind.NAME: 0.3, ClueKind.NUMBER: 1.0, ClueKind.DATE: 0.5}
_DOUBT = 2.0
_FULL_WORTH = 4.0
_RIVAL = 3.0
"""What two numbers of one thing are worth that are at odds."""
_LEAD = 2
"""So many sentences at the beginning tell what the whole article is about."""
_OF_LEADS = (1.35, 1.6)
"""By how much more it counts that these are alike, and those that stand in the same place."""
_AT_ODDS = 0.1
"""How much of it counts what is alike beyond ``SAME`` by numbers at odds: others come first."""
_UPLIFT = 0.2
"""The share of a likeness that there is at least before such numbers are looked at."""
_PLACES = 6
_ROUNDING = 1e-5


class Likeness:
    """How alike the sentences of two articles are."""

    def __init__(self, first: Sequence[Sentence], second: Sequence[Sentence]) -> None:
        self._first, self._second = first, second
        often = Counter(key for one in (*first, *second) for key in one.clues)
        self._value = {
            key: _SHARE[key[0]] / (1 + _FADE * max(0, count - _SEEN_FREELY))
            for key, count in often.items()
        }
        self._firsts = [self._total(one.clues) for one in first]
        self._seconds = [self._total(one.clues) for one in second]

    def pairs(self, least: float) -> list[tuple[float, int, int]]:
        """The pairs that are at least so alike, as (likeness, number, number), best first.

        Pairs that are equally alike come in the order of their places in the texts.
        """
        where: dict[Key, list[tuple[int, float]]] = {}
        for number, one in enumerate(self._second):
            for key, clue in one.clues.items():
                where.setdefault(key, []).append((number, clue.worth))
        alike = []
        for a, one in enumerate(self._first):
            worth: dict[int, float] = {}
            shared: dict[int, int] = {}
            for key, clue in one.clues.items():
                value = self._value[key]
                for b, theirs in where.get(key, ()):
                    worth[b] = worth.get(b, 0.0) + min(clue.worth, theirs) * value
                    shared[b] = shared.get(b, 0) + 1
            for b, common in worth.items():
                # Most pairs share so little that what they share need not be looked at.
                most = self._likeness(self._firsts[a] * self._seconds[b], common, shared[b])
                is_counted = bool(one.figures and self._second[b].figures)
                uplift = 0.0 if max(a, b) < _LEAD else _UPLIFT
                bound = least * uplift if is_counted else least
                if most + _ROUNDING >= bound and (likeness := self.of(a, b)) >= least:
                    alike.append((likeness, a, b))
        return sorted(alike, key=lambda pair: (-pair[0], pair[1] + pair[2], abs(pair[1] - pair[2])))

    def of(self, a: int, b: int) -> float:
        """How far sentence ``a`` of the first and ``b`` of the second tell the same, 0 to 1.

        Two numbers of one thing speak for that, even where they are at odds.
        """
        plain = self.without(a, b, (), ())
        if plain >= SAME or not (self._first[a].figures and self._second[b].figures):
            return plain
        is_lead = max(a, b) < _LEAD
        pairs = comparable(self._first[a].figures, self._second[b].figures, is_lead)
        if not pairs:
            return plain
        keys = [
            {key for one in own if (key := number_key(one))} for own in zip(*pairs, strict=True)
        ]
        more = self.without(a, b, keys[0], keys[1], len(pairs)) * (
            _OF_LEADS[a == b] if is_lead else 1.0
        )
        return round(max(plain, min(more, SAME) + max(0.0, more - SAME) * _AT_ODDS), _PLACES)

    def without(
        self, a: int, b: int, mine: Collection[Key], theirs: Collection[Key], rivals: int = 0
    ) -> float:
        """How alike two sentences are when some clues that they do not share are left out.

        For each of so many ``rivals`` that they do share one thing counts instead.
        """
        ours = self._first[a].clues, self._second[b].clues
        common = ours[0].keys() & ours[1].keys()
        if not common:
            return 0.0
        worth = math.fsum(self._both(key, *ours) for key in common) + rivals * _RIVAL
        both = math.prod(
            total
            + rivals * _RIVAL
            - math.fsum(own[key].worth * self._value[key] for key in left - common)
            for total, own, left in (
                (self._firsts[a], ours[0], set(mine)),
                (self._seconds[b], ours[1], set(theirs)),
            )
        )
        things = min(_things(ours[0], common), _things(ours[1], common))
        things += rivals * min(1.0, _RIVAL / _FULL_WORTH)
        return round(self._likeness(both, worth, things), _PLACES)

    @staticmethod
    def _likeness(both: float, worth: float, things: float) -> float:
        """How alike two sentences are that share clues of this worth for so many things.

        ``both`` is the product of what each of them says.
        """
        return min(1.0, worth / math.sqrt(both)) * things / (things + _DOUBT) if both > 0 else 0.0

    def covered(self, a: int, b: int) -> float:
        """The share of what sentence ``a`` of the first says that ``b`` of the second says."""
        mine, theirs = self._first[a].clues, self._second[b].clues
        common = mine.keys() & theirs.keys()
        worth = math.fsum(self._both(key, mine, theirs) for key in common)
        return worth / self._firsts[a] if self._firsts[a] > 0 else 0.0

    def shared(self, a: int, b: int) -> tuple[Shared, ...]:
        """What the two sentences share, the most telling first."""
        mine, theirs = self._first[a].clues, self._second[b].clues
        found = [
            Shared(*key, self._both(key, mine, theirs), mine[key].spans, theirs[key].spans)
            for key in mine.keys() & theirs.keys()
        ]
        return tuple(sorted(found, key=lambda one: (-one.worth, one.kind, one.key)))

    def _both(self, key: Key, mine: Mapping[Key, Clue], theirs: Mapping[Key, Clue]) -> float:
        return min(mine[key].worth, theirs[key].worth) * self._value[key]

    def _total(self, clues: Mapping[Key, Clue]) -> float:
        return math.fsum(clue.worth * self._value[key] for key, clue in clues.items())


def align(likeness: Likeness) -> tuple[Match, ...]:
    """The sentences of two articles that tell the same, in the order of the first.

    The best pair is taken first, and a sentence is taken once.
    """
    firsts: set[int] = set()
    seconds: set[int] = set()
    found = []
    for score, a, b in likeness.pairs(SAME):
        if a not in firsts and b not in seconds:
            firsts.add(a)
            seconds.add(b)
            found.append(Match(a, b, score, likeness.shared(a, b)))
    return tuple(sorted(found, key=lambda match: match.first))


def _things(clues: Mapping[Key, Clue], common: set[Key]) -> float:
    """How many different things the ``common`` clues speak of.

    All words of one name are half a thing, and so is a common word: who or where is
    not yet what.
    """
    names = [
        span for (kind, _), clue in clues.items() if kind is ClueKind.NAME for span in clue.spans
    ]
    named: set[int] = set()
    count = 0.0
    for key in sorted(common):
        if key[0] is ClueKind.NAME:
            continue
        clue = clues[key]
        inside = [
            name.start for name in names for at in clue.spans if name.start <= at.start < name.end
        ]
        if inside:
            named.add(min(inside))
        else:
            count += min(1.0, clue.worth / _FULL_WORTH)
    return count + 0.5 * len(named)
