"""What the user said of events by hand, as linking has to heed it.

A *telling* is one article's word on one event: the passage where it names it, or
(without a passage) the article as a teller of its happening, or the whole article
as a part of its story, whatever happens in it. A *wish* says that two events, each
known by its tellings, or two stories are the same, are not the same, what an event
is called, when it was, or that tellings are of no event. Where wishes contradict each
other the later ones hold (:func:`reconcile`); what is left has no contradictions.

"The same" holds between one telling of either side, so that whatever joins one
of them for reasons of its own goes along. "Not the same" holds between all
tellings of both sides and vetoes whole clusters. Who tells one happening is of one
story, and what is of two stories is not one happening; two happenings that are not
the same may well be of one story. A date holds for every telling it was given to, in
place of what the text there says, but for those that were taken out of the event.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import product
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import Interval, Precision, Span


class Telling(Struct, frozen=True):
    """Where an article (its key) tells an event; ``span`` is ``None`` for its happening.

    ``name`` is given where one passage names several events ("visits by X and Y").
    ``whole`` is set for the article as a part of its story.
    """

    article: str
    span: Span | None = None
    name: str = ""
    whole: bool = False


class Same(Struct, frozen=True):
    """The events of the tellings ``a`` and of ``b`` are one; the best tellings first."""

    a: tuple[Telling, ...]
    b: tuple[Telling, ...]


class Apart(Struct, frozen=True):
    """No telling of ``a`` is of the same event as one of ``b``."""

    a: tuple[Telling, ...]
    b: tuple[Telling, ...]


class Named(Struct, frozen=True):
    """The event of these tellings, the best first, is called ``name``."""

    tellings: tuple[Telling, ...]
    name: str


class Dating(Struct, frozen=True):
    """The days of an event as the user gives them; an empty interval says that none are known."""

    interval: Interval = Interval()
    precision: Precision = Precision.UNKNOWN


class Dated(Struct, frozen=True):
    """The event of these tellings was on the days of ``dating``."""

    tellings: tuple[Telling, ...]
    dating: Dating


class Untold(Struct, frozen=True):
    """These tellings are of no event; a ``whole`` article among them reports none at all."""

    tellings: tuple[Telling, ...]


Wish: TypeAlias = Same | Apart | Named | Dated | Untold
Label: TypeAlias = tuple[int, int]
"""The number of an :class:`Apart` and which side of it: 0 or 1."""


class Constraints(Struct, frozen=True):
    """Wishes without contradictions; empty ones cost nothing.

    ``groups`` are tellings of one event each, ``labels`` the sides of refusals
    that tellings are on, ``names`` and ``dates`` go to the events of their tellings,
    the last one counts; ``untold`` are tellings of no event.
    """

    groups: Mapping[Telling, int] = field(default_factory=dict)
    labels: Mapping[Telling, frozenset[Label]] = field(default_factory=dict)
    names: tuple[tuple[Telling, str], ...] = ()
    untold: frozenset[Telling] = frozenset()
    dates: tuple[tuple[Telling, Dating], ...] = ()
    _of: Mapping[str, tuple[Telling, ...]] = field(default_factory=dict)

    @classmethod
    def of_dates(cls, dates: Iterable[tuple[Telling, Dating]]) -> Constraints:
        """Dates of tellings, and nothing else."""
        given = tuple(dates)
        return cls(dates=given, _of=_by_article(telling for telling, _ in given))

    def __bool__(self) -> bool:
        return bool(self._of)

    def tellings(self) -> set[Telling]:
        """All tellings that something is said of."""
        return {telling for known in self._of.values() for telling in known}

    def of(self, article: str) -> frozenset[Telling]:
        """The tellings of an article that something is said of."""
        return frozenset(self._of.get(article, ()))

    def said(self, article: str, spans: Iterable[Span], name: str) -> frozenset[Telling]:
        """The tellings that an article's word on an event, ``name`` at ``spans``, answers to."""
        known = self._of.get(article)
        if not known:
            return frozenset()
        places = tuple(spans)
        return frozenset(
            telling
            for telling in known
            if (own := telling.span) is not None
            and telling.name in ("", name)
            and any(own.overlaps(at) for at in places)
        )

    def told(self, article: str) -> frozenset[Telling]:
        """The tellings that an article answers to as a teller of its happening."""
        return frozenset(t for t in self.held(article) if not t.whole)

    def held(self, article: str) -> frozenset[Telling]:
        """The tellings that an article answers to by itself: its happening and its story."""
        return frozenset(t for t in self._of.get(article, ()) if t.span is None)

    def dating(self, tellings: Collection[Telling]) -> Dating | None:
        """The days that the user gave to the event of some tellings; ``None`` without any."""
        return next((dating for t, dating in reversed(self.dates) if t in tellings), None)

    def rereads(self, article: str) -> bool:
        """Whether an article does not say what its text says: no event, or other days."""
        known = self._of.get(article, ())
        if not known or not (self.untold or self.dates):
            return False
        return any(t in self.untold for t in known) or self.dating(known) is not None

    def is_untold(self, article: str) -> bool:
        """Whether what an article tells by itself is no happening."""
        return not self.untold.isdisjoint(self.told(article))

    def reports_nothing(self, article: str) -> bool:
        """Whether an article reports no event at all."""
        return any(t.whole and t in self.untold for t in self._of.get(article, ()))

    def of_happenings(self) -> Constraints:
        """What bears on happenings: what is of one story need not be one."""
        return replace(self, groups={t: n for t, n in self.groups.items() if not t.whole})

    def of_stories(self) -> Constraints:
        """What bears on stories: two happenings may be of one."""
        return replace(self, labels={t: sides for t, sides in self.labels.items() if t.whole})

    def companions(self, reached: Iterable[Telling]) -> set[Telling]:
        """The tellings that are of one event with those ``reached``, without these."""
        met = set(reached)
        groups = {self.groups[telling] for telling in met if telling in self.groups}
        return {t for t, group in self.groups.items() if group in groups} - met


NO_CONSTRAINTS = Constraints()


class Bonds:
    """Nodes that are being joined, and what the user says of that.

    Nodes are whatever a clustering joins; ``held`` gives the tellings of those
    that have any. Those of one group are together from the start.
    """

    def __init__(
        self, constraints: Constraints, held: Mapping[Hashable, frozenset[Telling]]
    ) -> None:
        self._above: dict[Hashable, Hashable] = {}
        self._labels: dict[Hashable, frozenset[Label]] = {}
        first: dict[int, Hashable] = {}
        for node, tellings in held.items():
            labels = (constraints.labels.get(telling, frozenset()) for telling in tellings)
            self._labels[node] = frozenset().union(*labels)
            for telling in tellings:
                if telling in constraints.groups:
                    self.join(first.setdefault(constraints.groups[telling], node), node)

    def root(self, node: Hashable) -> Hashable:
        """What stands for all nodes that are together with ``node``."""
        while (above := self._above.get(node, node)) != node:
            node = above
        return node

    def may_join(self, a: Hashable, b: Hashable) -> bool:
        """Whether nothing in what ``a`` and ``b`` are together with is to be held apart."""
        one, two = self.root(a), self.root(b)
        if one == two:
            return True
        mine, others = self._labels.get(one), self._labels.get(two)
        return not mine or not others or not _clash(mine, others)

    def hold_apart(self, number: int, a: Iterable[Hashable], b: Iterable[Hashable]) -> None:
        """Have nothing of ``a`` ever with any of ``b``; ``number`` is of no other such wish."""
        for side, nodes in enumerate((a, b)):
            for node in map(self.root, nodes):
                self._labels[node] = self._labels.get(node, frozenset()) | {(number, side)}

    def join(self, a: Hashable, b: Hashable) -> None:
        """Have two nodes, and all they are together with, together."""
        one, two = self.root(a), self.root(b)
        if one != two:
            self._above[two] = one
            labels = self._labels.pop(two, frozenset())
            if labels:
                self._labels[one] = self._labels.get(one, frozenset()) | labels


def _clash(mine: frozenset[Label], others: frozenset[Label]) -> bool:
    return any((number, 1 - side) in others for number, side in mine)


def reconcile(wishes: Sequence[Wish]) -> tuple[Constraints, list[bool]]:
    """Constraints from wishes, the latest last, and which of the wishes hold.

    A wish that contradicts later ones does not hold. "The same" does as long as
    one telling of either side may be joined; a name does unless all tellings
    that could bear it are gone, or a later one names the very same telling; a date
    does unless later ones date all its tellings; "no event" does unless all its
    tellings are of one that a later wish joins.
    """
    holds = [True] * len(wishes)
    bonds = Bonds(NO_CONSTRAINTS, {})
    joined: set[Telling] = set()
    sides: dict[Telling, frozenset[Label]] = {}
    names: dict[Telling, str] = {}
    dates: dict[Telling, Dating] = {}
    untold: set[Telling] = set()
    plots = _Plots(bonds)
    for place, wish in reversed(list(enumerate(wishes))):
        if isinstance(wish, Same):
            sides_left = (
                [t for t in side if t.whole or t not in untold] for side in (wish.a, wish.b)
            )
            pair = next((p for p in product(*sides_left) if plots.may_join(*p)), None)
            holds[place] = pair is not None
            if pair is not None:
                plots.join(*pair)
                joined.update(pair)
        elif isinstance(wish, Apart):
            a, b = ({bonds.root(telling) for telling in side} for side in (wish.a, wish.b))
            holds[place] = bool(a and b) and a.isdisjoint(b)
            if holds[place]:
                bonds.hold_apart(place, wish.a, wish.b)
                for side, tellings in enumerate((wish.a, wish.b)):
                    for telling in tellings:
                        sides[telling] = sides.get(telling, frozenset()) | {(place, side)}
        elif isinstance(wish, Untold):
            holds[place] = any(not t.whole and t not in joined for t in wish.tellings)
            if holds[place]:
                untold.update(t for t in wish.tellings if t.whole or t not in joined)
        elif isinstance(wish, Dated):
            left = _staying([t for t in wish.tellings if t not in untold], sides)
            fresh = [t for t in left if t not in dates]
            holds[place] = bool(fresh)
            dates.update(dict.fromkeys(fresh, wish.dating))
        else:
            bearer = _bearer([t for t in wish.tellings if t not in untold], sides)
            holds[place] = bearer is not None and bearer not in names
            if bearer is not None:
                names.setdefault(bearer, wish.name)
    numbers: dict[Hashable, int] = {}
    groups = {t: numbers.setdefault(bonds.root(t), len(numbers)) for t in joined}
    return (
        Constraints(
            groups,
            sides,
            tuple(reversed(names.items())),
            frozenset(untold),
            tuple(reversed(dates.items())),
            _by_article((*groups, *sides, *names, *dates, *untold)),
        ),
        holds,
    )


def _by_article(tellings: Iterable[Telling]) -> dict[str, tuple[Telling, ...]]:
    found: dict[str, dict[Telling, None]] = {}
    for telling in tellings:
        found.setdefault(telling.article, {})[telling] = None
    return {article: tuple(held) for article, held in found.items()}


class _Plots:
    """Tellings that are joined, and with those that tell one happening their stories."""

    def __init__(self, bonds: Bonds) -> None:
        self._bonds = bonds
        self._stories: dict[Hashable, Telling] = {}

    def _story(self, telling: Telling) -> Telling | None:
        """The story of what a telling is together with, if an article tells it by itself."""
        by_itself = telling.span is None and not telling.whole
        own = replace(telling, whole=True) if by_itself else None
        return self._stories.get(self._bonds.root(telling), own)

    def may_join(self, a: Telling, b: Telling) -> bool:
        one, two = self._story(a), self._story(b)
        parted = one is not None and two is not None and not self._bonds.may_join(one, two)
        return self._bonds.may_join(a, b) and not parted

    def join(self, a: Telling, b: Telling) -> None:
        one, two = self._story(a), self._story(b)
        self._bonds.join(a, b)
        if one is not None and two is not None:
            self._bonds.join(one, two)
        if (story := one or two) is not None:
            self._stories[self._bonds.root(a)] = story


def _staying(
    tellings: Sequence[Telling], sides: Mapping[Telling, frozenset[Label]]
) -> list[Telling]:
    """Those that were not taken out from among the others; the first where all were."""

    def taken_out(telling: Telling) -> bool:
        return any(
            (number, 1) in sides.get(other, ())
            for number, side in sides.get(telling, ())
            if side == 0
            for other in tellings
        )

    return [t for t in tellings if not taken_out(t)] or list(tellings[:1])


def _bearer(
    tellings: Sequence[Telling], sides: Mapping[Telling, frozenset[Label]]
) -> Telling | None:
    """The telling that bears a name: the first that stays."""
    return next(iter(_staying(tellings, sides)), None)
