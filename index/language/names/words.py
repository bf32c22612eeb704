"""Numbers about words, learned from news: their clusters and how they are capitalised."""

from __future__ import annotations

import struct
import sys
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from index.language.names.hashed import HashedTable, write_table

NO_CLUSTER = 0xFFFF
_NO_COARSE = 0xFF
_MAGIC = b"culmwrd3"
_ROW = struct.Struct("<BHB")  # coarse cluster, fine cluster, capital bucket
# A word's share of capitalised uses (where it need not be) falls below the first
# of these that is larger; with the number of uses that gives its bucket.
_SHARES = (0.02, 0.1, 0.3, 0.7, 0.95, 1.01)
_USES = (10, 100, sys.maxsize)
_LEAST_USES = 3

WordNumbers = tuple[int, int, int]
UNKNOWN: WordNumbers = (NO_CLUSTER, NO_CLUSTER, 0)


def capital_bucket(lower: int, upper: int) -> int:
    """The bucket, 1 to 18, for a word seen so often in lower case and capitalised; 0: too rare."""
    uses = lower + upper
    if uses < _LEAST_USES:
        return 0
    share = next(at for at, limit in enumerate(_SHARES) if upper / uses < limit)
    return 1 + share * len(_USES) + next(at for at, limit in enumerate(_USES) if uses < limit)


def capital_share(bucket: int) -> float | None:
    """The upper bound of the share of capitalised uses in a bucket; ``None`` for bucket 0."""
    return _SHARES[(bucket - 1) // len(_USES)] if bucket else None


class WordTable:
    """Word → (coarse cluster, fine cluster, capital bucket)."""

    def __init__(self, data: bytes) -> None:
        """:raises DamagedTable: when ``data`` is not what :func:`write_words` wrote."""
        self._table = HashedTable(data, _MAGIC, _ROW.size)

    def __getitem__(self, word: str) -> WordNumbers:
        row = self._table.row(word)
        if row is None:
            return UNKNOWN
        coarse, fine, bucket = _ROW.unpack(row)
        return (NO_CLUSTER if coarse == _NO_COARSE else coarse, fine, bucket)


def write_words(path: Path, table: Mapping[str, WordNumbers]) -> int:
    """Writes ``table`` and gives back the number of entries."""
    rows = {
        word: _ROW.pack(min(coarse, _NO_COARSE), fine, bucket)
        for word, (coarse, fine, bucket) in table.items()
    }
    return write_table(path, _MAGIC, rows)


@cache
def word_table() -> WordTable:
    """The table of the product, read when first asked for (some 5 ms)."""
    return WordTable((files("index.language") / "data" / "words.bin").read_bytes())
