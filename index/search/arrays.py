"""Small array tricks that several modules share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_LARGEST_BYTE = 255
NO_DOCS: Array = np.zeros(0, dtype=np.intp)


def joined(parts: Sequence[Array]) -> Array:
    """The parts one after another; a single one as it is."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def narrow(numbers: Array) -> Array:
    """The numbers as bytes, where that holds them."""
    if numbers.itemsize == 1 or (len(numbers) and numbers.max() > _LARGEST_BYTE):
        return numbers
    return numbers.astype(np.uint8)


def starts_of(counts: Array) -> Array:
    """Where each of adjoining runs begins: ``[0, c0, c0+c1, …, total]``."""
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    counts.cumsum(out=starts[1:])
    return starts


def ranges(starts: Array, counts: Array) -> Array:
    """All the indexes of the runs ``[starts[i], starts[i] + counts[i])``, one run after another."""
    ends = counts.cumsum(dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    found: Array = (starts - (ends - counts)).repeat(counts)
    found += np.arange(total, dtype=np.int64)
    return found


def distinct(values: Array) -> tuple[Array, Array]:
    """The distinct values, ascending, and where each stands first.

    As ``numpy.unique``, whose first call costs the import of a package.
    """
    order = np.argsort(values, kind="stable")
    ascending = values[order]
    is_new = np.ones(len(values), dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=is_new[1:])
    return ascending[is_new], order[is_new]


def distinct_of(ascending: Array) -> Array:
    """The distinct values of an ascending array."""
    is_new = np.empty(len(ascending), dtype=bool)
    is_new[:1] = True
    np.not_equal(ascending[1:], ascending[:-1], out=is_new[1:])
    found: Array = ascending[is_new]
    return found


def runs(flags: Array) -> list[tuple[int, int]]:
    """The runs ``[first, last)`` of neighbours that are true."""
    edges = np.flatnonzero(np.diff(flags, prepend=False, append=False)).tolist()
    return [*zip(edges[::2], edges[1::2], strict=True)]


def places(haystack: Array, needles: Array, doc_count: int) -> Array:
    """Where in the sorted ``haystack`` those sorted ``needles`` stand that are in it."""
    if len(haystack) == doc_count:
        return needles
    if len(needles) * 12 < len(haystack):
        # One type on both sides: numpy would copy the long side otherwise.
        at = haystack.searchsorted(needles.astype(haystack.dtype, copy=False))
        at[at == len(haystack)] = 0
        found: Array = at[haystack.take(at) == needles]
        return found
    wanted = np.zeros(doc_count, dtype=bool)
    wanted[needles] = True
    return (wanted.take(haystack)).nonzero()[0]


def common(lists: list[Array], doc_count: int) -> Array:
    """The documents that are in all of the lists (at least one), sorted."""
    docs, *others = sorted(lists, key=len)
    for other in others:
        if not len(docs) or len(other) == doc_count:
            break
        docs = other.take(places(other, docs, doc_count))
    return docs


def union(lists: list[Array], doc_count: int) -> Array:
    """The documents that are in any of the lists, sorted."""
    lists = [docs for docs in lists if len(docs)]
    if len(lists) < 2:
        return lists[0] if lists else NO_DOCS
    if sum(map(len, lists)) * 8 < doc_count:
        return np.unique(np.concatenate(lists))
    return (members(lists, doc_count)).nonzero()[0]


def members(lists: list[Array], doc_count: int) -> Array:
    """One truth value a document: whether it is in any of the lists."""
    member = np.zeros(doc_count, dtype=bool)
    for docs in lists:
        member[docs] = True
    return member
