"""Whether two figures count one thing, and whether they say the same of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from index.coverage import measures
from index.coverage.figures import NTH
from index.coverage.model import ClueKind, Figure, Hedge, Key

_CONVERTED = 0.05
"""How far a value may be off that was converted into another unit and rounded."""
_COMPARABLE = 3.0
"""In different units of one measure, values further apart are of different things."""
_CLOSE = 1.5
_LARGE, _ALL_BUT_ONE = 1e6, 1.1
"""So large, values that are so near to each other are told of one thing."""
_OF_ONE_PERSON = 3
"""Ages further apart are of two people."""
_NEAR_HOURS = 180
"""Hours that are as near as two reports of one happening have them, in minutes."""
_VAGUE, _ROUNDED = 60, 15
"""Minutes by which an hour may be off that is told roughly, or as a full one."""
_SMALL = 10
_LESS = 1 - 1e-6
_ONE_SIDED = frozenset({Hedge.OVER, Hedge.UNDER})
# What has more is a table.
_MOST_FIGURES = 60
_SURELY = 2
_ANYBODY = frozenset({"", "person", "dead", "injur", "wound", "miss", "other"})


def is_small(figure: Figure) -> bool:
    """Whether a number is so small that it is everywhere and tells only with what it counts."""
    return figure.value <= _SMALL


def number_key(figure: Figure) -> Key | None:
    """The clue that a number is; ``None`` for hours, and small ordinals, which count as words."""
    if figure.unit == measures.CLOCK or (is_small(figure) and figure.unit.startswith(NTH)):
        return None
    upto = "" if figure.upto is None else f"-{figure.upto:g}"
    unit = f" {figure.unit}" if is_small(figure) else ""
    return ClueKind.NUMBER, f"{figure.value:g}{upto}{unit}"


def count_one_thing(one: Figure, other: Figure) -> bool:
    """Whether two figures can be held against each other."""
    if one.fate or other.fate:
        return one.fate == other.fate and (
            one.unit == other.unit or one.unit in _ANYBODY or other.unit in _ANYBODY
        )
    if not one.unit or not other.unit:
        return one.unit != other.unit and are_large_and_near(one, other)
    if measures.CLOCK in (one.unit, other.unit):
        return one.unit == other.unit and not one.near.isdisjoint(other.near)
    if measures.SCORE in (one.unit, other.unit):
        return one.unit == other.unit and _of_one_match(one, other)
    if one.unit == other.unit == measures.AGE:
        if one.whose and other.whose:
            return one.whose == other.whose
        return abs(one.value - other.value) <= _OF_ONE_PERSON
    if one.unit == other.unit:
        return True
    kind, mine = measures.measured(one.value, one.unit)
    other_kind, theirs = measures.measured(other.value, other.unit)
    if kind == other_kind:
        return mine <= theirs * _COMPARABLE and theirs <= mine * _COMPARABLE
    return one.unit in other.things or other.unit in one.things or _of_one_sort(one, other)


def _of_one_sort(one: Figure, other: Figure) -> bool:
    """Whether people are counted who may be the same: passengers as people, dockers as workers."""
    if not _within(one, other, _COMPARABLE):
        return False
    if "person" in (one.unit, other.unit):
        return measures.are_people(one.things) or measures.are_people(other.things)
    return any(
        mine.removesuffix("er") == theirs
        for mine, theirs in ((one.unit, other.unit), (other.unit, one.unit))
        if mine in measures.PEOPLE
    )


def _of_one_match(one: Figure, other: Figure) -> bool:
    """Whether two scores can be of one match or vote: a side or the sum of both is the same."""
    mine, theirs = (one.value, _end(one)), (other.value, _end(other))
    return mine[0] == theirs[0] or mine[1] == theirs[1] or sum(mine) == sum(theirs)


def lie_close(one: Figure, other: Figure) -> bool:
    """Whether two figures of one thing are as near to each other as two reports of it are."""
    if one.unit == measures.CLOCK:
        return abs(one.value - other.value) <= _NEAR_HOURS
    return _within(one, other, _CLOSE)


def are_large_and_near(one: Figure, other: Figure) -> bool:
    """Whether two figures are so large and so near that they hardly are of two things."""
    return min(one.value, other.value) >= _LARGE and _within(one, other, _ALL_BUT_ONE)


def _within(one: Figure, other: Figure, times: float) -> bool:
    mine, theirs = (measures.measured(each.value, each.unit)[1] for each in (one, other))
    return mine <= theirs * times and theirs <= mine * times


def agree(one: Figure, other: Figure) -> bool:
    """Whether the values may be one and the same, whatever they count."""
    if not {measures.SCORE, measures.VOTES}.isdisjoint((one.unit, other.unit)):
        return (one.value, one.upto) == (other.value, other.upto)
    if measures.CLOCK in (one.unit, other.unit):
        is_vague = one.hedge is not Hedge.NONE or other.hedge is not Hedge.NONE
        apart = abs(one.value - other.value)
        return one.unit == other.unit and apart <= (_VAGUE if is_vague else _ROUNDED)
    is_converted = one.unit != other.unit and _kind(one) == _kind(other)
    if not is_converted and _same(one.value, other.value) and _same(_end(one), _end(other)):
        return True
    if _kind(one) != _kind(other) and (_is_measured(one) or _is_measured(other)):
        return False
    if one.hedge is other.hedge and one.hedge in _ONE_SIDED and not is_converted:
        return False
    mine, theirs = _ends(one), _ends(other)
    slack = _CONVERTED if is_converted else 0.0
    low, high = mine[0] * (1 + slack), mine[1] * (1 - slack)
    inside = low >= theirs[0] and high <= theirs[1]
    around = theirs[0] * (1 + slack) >= mine[0] and theirs[1] * (1 - slack) <= mine[1]
    return inside or around


def _is_measured(figure: Figure) -> bool:
    return measures.is_measure(figure.unit)


def _kind(figure: Figure) -> str:
    return measures.measured(figure.value, figure.unit)[0]


def _end(figure: Figure) -> float:
    return figure.value if figure.upto is None else figure.upto


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9)


def _ends(figure: Figure) -> tuple[float, float]:
    """The least and the most that is meant, in the unit that all of a kind share.

    A hedged number may be off by less than what its last digit before the zeros counts:
    more than 14 million are not 15 million, but at least two may be three.
    """
    least, most = figure.value, _end(figure)
    if figure.hedge is not Hedge.NONE:
        step = _step(figure.value)
        less = step if is_small(figure) else step * _LESS
        below = {Hedge.ABOUT: step / 2, Hedge.UNDER: less}.get(figure.hedge, 0.0)
        above = {Hedge.ABOUT: step / 2, Hedge.OVER: less}.get(figure.hedge, 0.0)
        least, most = least - below, most + above
    return (
        measures.measured(least, figure.unit)[1],
        measures.measured(most, figure.unit)[1],
    )


def _step(value: float) -> float:
    """What the last digit of a number counts that is not a trailing zero: 100 for 1,200."""
    exponent = Decimal(f"{value:.12g}").normalize().as_tuple().exponent
    return 10.0 ** int(exponent)


def rivals(first: Sequence[Figure], second: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Pairs of figures that count one thing and of which neither article has the other's value.

    Of several that it may be held against, a figure's rival is the only one that stands among
    the same words and lies close; where that leaves it open, it has none.
    """
    first, second = first[:_MOST_FIGURES], second[:_MOST_FIGURES]
    mine = [one for one in first if not any(agree(one, other) for other in second)]
    theirs = [one for one in second if not any(agree(other, one) for other in first)]
    found = [(one, other) for one in mine for other in theirs if count_one_thing(one, other)]
    return [
        (one, other)
        for one, other in found
        if all(
            _is_alike(one, other) and not are_near(mine, theirs)
            for mine, theirs in found
            if (one is mine) != (other is theirs)
        )
    ]


def _is_alike(one: Figure, other: Figure) -> bool:
    return lie_close(one, other) and are_near(one, other)


def are_near(one: Figure, other: Figure) -> bool:
    """Whether words around two figures are the same, beyond what they count."""
    return bool(_words_of_both(one, other))


def are_surely_of_one(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one thing by what is said of them, whatever else is said."""
    return bool(one.fate) or len(_words_of_both(one, other)) >= _SURELY


def _words_of_both(one: Figure, other: Figure) -> frozenset[str]:
    return (one.near & other.near) - {one.unit, other.unit} - one.things - other.things


def comparable(
    first: Sequence[Figure], second: Sequence[Figure], is_lead: bool
) -> list[tuple[Figure, Figure]]:
    """The rivals that are near enough to each other to speak for one thing being told.

    In the beginning of two reports (``is_lead``) they may be further apart.
    """
    apart = _COMPARABLE if is_lead else _CLOSE
    return [
        (one, other)
        for one, other in rivals(first, second)
        if one.unit != measures.CLOCK and _within(one, other, apart)
    ]
