"""One number for each entity, whichever segments it is in, so that counts add up."""

from __future__ import annotations

import numpy as np

from index.search.arrays import Array
from index.search.segment import SegmentData


class EntityNumbers:
    """Numbers for the entity keys of several segments; made when first asked for.

    Keys of different segments are matched by a keyed 64-bit hash, which takes a
    twentieth of the memory of a dictionary of keys.
    """

    def __init__(self, segments: list[SegmentData]) -> None:
        self._segments = segments
        self._numbers: list[Array] | None = None
        self._kinds: dict[str, Array] = {}

    def _made(self) -> list[Array]:
        if self._numbers is None:
            hashes = [segment.entity_hashes() for segment in self._segments]
            self._begins = np.cumsum([0, *map(len, hashes)])
            joined = np.concatenate(hashes) if hashes else np.zeros(0, dtype=np.uint64)
            distinct, self._first, numbers = np.unique(
                joined, return_index=True, return_inverse=True
            )
            self._count = len(distinct)
            parts = np.split(numbers.astype(np.int32), self._begins[1:-1])
            self._numbers = parts[: len(hashes)]
        return self._numbers

    @property
    def count(self) -> int:
        """How many entities there are."""
        self._made()
        return self._count

    def numbers_in(self, segment: SegmentData) -> Array:
        """For each term of ``entity`` in a segment the number of the entity."""
        return self._made()[self._segments.index(segment)]

    def name(self, number: int) -> str:
        """The key of an entity."""
        at = int(self._first[number])
        segment = int(self._begins.searchsorted(at, side="right")) - 1
        postings = self._segments[segment].field("entity")
        if postings is None:
            return ""
        return postings.term(at - int(self._begins[segment])).decode("utf-8", "replace")

    def of_kind(self, kind: str) -> Array:
        """For each entity whether its key begins with ``kind`` and a colon."""
        is_kind = self._kinds.get(kind)
        if is_kind is None:
            is_kind = np.zeros(self.count, dtype=bool)
            for segment, numbers in zip(self._segments, self._made(), strict=True):
                postings = segment.field("entity")
                if postings is not None:
                    first, last = postings.prefix_range(f"{kind}:".encode())
                    is_kind[numbers[first:last]] = True
            self._kinds[kind] = is_kind
        return is_kind
