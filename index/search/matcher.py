"""One term's postings as Whoosh's own searcher walks them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
from whoosh.matching import LeafMatcher, NullMatcher, ReadTooFar
from whoosh.query.spans import Span

from index.search.arrays import Array, starts_of
from index.search.forms import FormPostings
from index.search.postings import FieldPostings

_BLOCK = 128

Terms: TypeAlias = FieldPostings | FormPostings


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """One term's postings as Whoosh walks them, in blocks of 128."""

    def __init__(
        self,
        postings: Terms,
        index: int,
        format_: Any,
        term: tuple[str, bytes],
        scorer: Any,
    ) -> None:
        self.format, self._term, self.scorer = format_, term, scorer
        self._postings, self._index = postings, index
        self._scored = (
            postings if isinstance(postings, FieldPostings) and postings.has_positions else None
        )
        self._ids_array = postings.documents(index)
        self._ids: list[int] = self._ids_array.tolist()
        self._i, self._n = 0, len(self._ids)
        self._tf_array: Array = np.ones(self._n, np.uint8)
        if self._scored is not None:
            self._tf_array = self._scored.tf(index, index + 1)
        self._tf: list[int] = self._tf_array.tolist()
        self._position_start: list[int] | None = None
        self._block_most: list[int] | None = None

    def is_active(self) -> bool:
        return self._i < self._n

    def reset(self) -> None:
        self._i = 0

    def copy(self) -> ArrayMatcher:
        other = ArrayMatcher(self._postings, self._index, self.format, self._term, self.scorer)
        other._i = self._i
        return other

    def replace(self, minquality: float = 0) -> Any:
        if not self.is_active() or (minquality and self.max_quality() < minquality):
            return NullMatcher()
        return self

    def id(self) -> int:
        return self._ids[self._i]

    def all_ids(self) -> Iterator[int]:
        return iter(self._ids[self._i :])

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._i += 1
        return self._i % _BLOCK == 0 or self._i == self._n

    def skip_to(self, docnum: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        if docnum > self._ids[self._i]:
            self._i = int(self._ids_array.searchsorted(docnum))

    def weight(self) -> float:
        return float(self._tf[self._i])

    def value(self) -> bytes:
        return b""

    def supports(self, astype: str) -> bool:
        return astype in ("frequency", "weight") or (
            astype == "positions" and self._scored is not None
        )

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._positions()
        return self.weight()

    def _positions(self) -> list[int]:
        if self._scored is None:
            return []
        if self._position_start is None:
            first, _ = self._scored.occurrences(self._index)
            self._position_start = (starts_of(self._tf_array) + first).tolist()
        start, end = self._position_start[self._i], self._position_start[self._i + 1]
        positions: list[int] = self._scored.all_positions(start, end).tolist()
        return positions

    def spans(self) -> list[Any]:
        return [Span(position) for position in self._positions()]

    def block_max_weight(self) -> float:
        if self._block_most is None:
            blocks = np.arange(0, self._n, _BLOCK)
            self._block_most = np.maximum.reduceat(self._tf_array, blocks).tolist()
        return float(self._block_most[self._i // _BLOCK])

    def block_min_length(self) -> int:
        return 0

    def block_max_length(self) -> int:
        return 1 << 20

    def skip_to_quality(self, minquality: float) -> int:
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._i = min(self._n, (self._i // _BLOCK + 1) * _BLOCK)
            skipped += 1
        return skipped
