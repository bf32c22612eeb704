"""Which hits come first."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.search.arrays import Array

SORTED_ALL = 256
"""So few are sorted sooner than the best of them are found."""
_SAMPLED = 4096
_SAMPLE_SIZE = 512
# A bound is set where the sample has so many times as many above it as its share of what
# is wanted, and so many more: too low costs little, too high costs looking again.
_SPARE = 3
_FEWEST = 8
# Where many are as large as the last that counts their days are looked at.
_MANY = 4


def best(keys: Array, days_at: Callable[[Array], Array], limit: int) -> Array:
    """The places (in no order) of the ``limit`` largest keys, the later day winning ties.

    ``days_at`` gives the days of the hits at some places. Some more than ``limit``
    may come back.
    """
    count = len(keys)
    if count <= limit:
        return np.arange(count)
    above = _large(keys, limit) if count > _SAMPLED else None
    kept = keys if above is None else keys.take(above)
    threshold = _nth_largest(kept, limit)
    chosen: Array = (kept >= threshold).nonzero()[0]
    if len(chosen) > _MANY * limit:
        chosen = _latest(kept, threshold, limit, above, days_at)
    return chosen if above is None else above.take(chosen)


def _nth_largest(values: Array, number: int) -> float:
    ascending, at = values.copy(), len(values) - number
    ascending.partition(at)
    nth: float = ascending[at]
    return nth


def _large(keys: Array, limit: int) -> Array | None:
    """The places of a few that are at least as large as all others, ``limit`` or more.

    Looking through what is above a bound is far cheaper than partitioning everything,
    and a sample tells a bound; ``None`` where it told a bad one.
    """
    sample = keys[:: len(keys) // _SAMPLE_SIZE]
    number = limit * len(sample) * _SPARE // len(keys) + _FEWEST
    if number * _SPARE > len(sample):
        return None
    above: Array = (keys >= _nth_largest(sample, number)).nonzero()[0]
    return above if limit <= len(above) < len(keys) // 2 else None


def _latest(
    keys: Array,
    threshold: float,
    limit: int,
    above: Array | None,
    days_at: Callable[[Array], Array],
) -> Array:
    """The places of the largest keys, of those that equal the threshold only the latest."""
    sure = (keys > threshold).nonzero()[0]
    wanted = limit - len(sure)
    tied = (keys == threshold).nonzero()[0]
    tied_days = days_at(tied if above is None else above.take(tied))
    tied = tied[tied_days >= _nth_largest(tied_days, wanted)]
    return np.concatenate([sure, tied])


def in_order(keys: Array, days: Array, ids: Array) -> Array:
    """The places of hits, best first: largest key, then latest day, then lowest id."""
    order: Array = np.lexsort((ids, -days, -keys))
    return order
