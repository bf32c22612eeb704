"""Which hits come first."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.search.arrays import Array

_SAMPLED = 4096
_SAMPLE_SIZE = 2048


def best(keys: Array, days_at: Callable[[Array], Array], limit: int) -> Array:
    """The places (in no order) of the ``limit`` largest keys, the later day winning ties.

    ``days_at`` gives the days of the hits at some places. Of hits that agree in both
    more than ``limit`` may come back.
    """
    count = len(keys)
    if count <= limit:
        return np.arange(count)
    threshold, above = _threshold(keys, limit)
    kept = keys if above is None else keys.take(above)
    sure = (kept > threshold).nonzero()[0]
    wanted = limit - len(sure)
    tied = (kept == threshold).nonzero()[0]
    if len(tied) > wanted:
        tied_days = days_at(tied if above is None else above.take(tied))
        last_day = np.partition(tied_days, len(tied) - wanted)[len(tied) - wanted]
        tied = tied[tied_days >= last_day]
    chosen = np.concatenate([sure, tied])
    return chosen if above is None else above.take(chosen)


def _threshold(keys: Array, limit: int) -> tuple[float, Array | None]:
    """The ``limit``-th largest key, and the places of all that may be as large, if known.

    The ``limit``-th largest of a sample is a lower bound for it; looking through
    what is above is far cheaper than partitioning everything.
    """
    if len(keys) > _SAMPLED and limit <= _SAMPLE_SIZE // 4:
        sample = keys[:: len(keys) // _SAMPLE_SIZE]
        bound = np.partition(sample, len(sample) - limit)[len(sample) - limit]
        above = (keys >= bound).nonzero()[0]
        kept = keys.take(above)
        if np.count_nonzero(kept > bound) < limit:
            return bound, above
        return np.partition(kept, len(kept) - limit)[len(kept) - limit], above
    return np.partition(keys, len(keys) - limit)[len(keys) - limit], None


def in_order(keys: Array, days: Array, ids: Array) -> Array:
    """The places of hits, best first: largest key, then latest day, then lowest id."""
    order: Array = np.lexsort((ids, -days.astype(np.int64), -keys))
    return order
