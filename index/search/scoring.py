"""BM25F as Whoosh scores by default, over arrays.

The same statistics as Whoosh uses: deleted documents count until they are
merged away, lengths are rounded to a byte.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np

from index.search.arrays import Array
from index.search.segment import LENGTH_OF_BYTE

if TYPE_CHECKING:
    from index.search.leaves import Leaf

B = 0.75
K1 = 1.2
_TABLE_TF = 256


class Statistics:
    """What scoring needs to know of all segments together."""

    def __init__(self, leaves: list[Leaf]) -> None:
        self._leaves = leaves
        self.doc_count = sum(leaf.doc_count for leaf in leaves)
        self._tables: dict[str, Array] = {}

    def idf(self, field: str, term: bytes) -> float:
        """How telling a term is."""
        found = 0
        for leaf in self._leaves:
            found += leaf.document_frequency(field, term)
        return log(self.doc_count / (found + 1)) + 1

    def weights(self, field: str, tf: Array, lengths: Array) -> Array:
        """Scores but for the idf, of postings with the given frequencies and length bytes."""
        if tf.dtype == np.uint8:
            table = self._table(field)
            at = tf.astype(np.intp)
            at <<= 8
            at |= lengths
            weights: Array = table.take(at)
            return weights
        return _weights(tf.astype(np.float64), self._norms(field).take(lengths))

    def _norms(self, field: str) -> Array:
        total = sum(data.field_length(field) for leaf in self._leaves for data in leaf.segments)
        average = total / self.doc_count or 1
        norms: Array = K1 * ((1 - B) + B * LENGTH_OF_BYTE / average)
        return norms

    def _table(self, field: str) -> Array:
        """Weight by frequency and length byte: one look-up instead of a division."""
        table = self._tables.get(field)
        if table is None:
            tf = np.arange(_TABLE_TF, dtype=np.float64)[:, None]
            table = self._tables[field] = _weights(tf, self._norms(field)[None, :]).ravel()
        return table


def _weights(tf: Array, norms: Array) -> Array:
    weights: Array = tf * (K1 + 1) / (tf + norms)
    return weights
