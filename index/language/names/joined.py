"""Features that join words, as the hashes under which :class:`HashedTable` keeps them.

There are as many such strings as there are pairs of words, so it is not worth to
remember what each is worth. But the CRC-32 of a string goes on from that of its
beginning: the halves of a pair are encoded once for each word, and joining them
costs one short call. Gives what the groups in ``MANIFOLD`` give, in the same order.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import crc32

from index.language.names.features import (
    COMPANY,
    PAIR_AFTER,
    PAIR_BEFORE,
    STRETCH,
    TWO_AFTER,
    TWO_BEFORE,
    in_pairs,
)
from index.language.names.hashed import encoded

_REMEMBERED = 4_500


class _InPairs(NamedTuple):
    """A word as the first half of each feature (a hash) and as the second (bytes)."""

    before: tuple[int, int, int]
    after: tuple[int, int, int]
    shape: int
    key: bytes
    as_shape: bytes
    cluster: bytes
    shape_between: bytes


@lru_cache(_REMEMBERED)
def _word(word: str) -> _InPairs:
    key, shape, cluster = in_pairs(word)

    def halves(name: str) -> tuple[int, int, int]:
        return _hash(f"{name}={key}_"), _hash(f"{name}s={shape}_"), _hash(f"{name}c={cluster}_")

    return _InPairs(
        halves("pw"),
        halves("wq"),
        _hash(f"sss={shape}|"),
        encoded(key),
        encoded(shape),
        encoded(str(cluster)),
        encoded(f"{shape}|"),
    )


@lru_cache(_REMEMBERED)
def _in_two(key: str) -> tuple[int, int, bytes]:
    """A key as first of two before, first of two after, and second of either."""
    return _hash(f"pp=({key!r}, "), _hash(f"qq=({key!r}, "), encoded(f"{key!r})")


@lru_cache(_REMEMBERED)
def _flag(name: str) -> int:
    return _hash("_=" + name)


def _hash(string: str) -> int:
    return crc32(encoded(string))


def joined_hashes(keys: Sequence[Hashable]) -> list[int]:
    """The hashes of the joined features; ``keys`` as :func:`clues` gives them."""
    found_in: Any = keys
    before, word = map(_word, found_in[PAIR_BEFORE])
    after = _word(found_in[PAIR_AFTER][1])
    far_before, near_before = found_in[TWO_BEFORE]
    near_after, far_after = found_in[TWO_AFTER]
    key, shape, cluster = before.before
    next_key, next_shape, next_cluster = word.after
    return [
        crc32(word.key, key),
        crc32(word.as_shape, shape),
        crc32(word.cluster, cluster),
        crc32(after.key, next_key),
        crc32(after.as_shape, next_shape),
        crc32(after.cluster, next_cluster),
        crc32(_in_two(near_before)[2], _in_two(far_before)[0]),
        crc32(_in_two(far_after)[2], _in_two(near_after)[1]),
        crc32(after.as_shape, crc32(word.shape_between, before.shape)),
        *map(_flag, found_in[STRETCH]),
        *map(_flag, found_in[COMPANY]),
    ]
