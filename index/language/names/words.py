"""Numbers about words, learned from news: their clusters and how they are capitalised.

``words.bin``: the magic ``culmwrd1``, the number of entries and the CRC-32 of all
that follows (little-endian 32-bit each), then the sorted CRC-32 of every word, then
the columns: coarse cluster (8 bits), fine cluster (16 bits), capital bucket (8 bits).
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

COARSE = 128
FINE = 1024
NO_CLUSTER = 0xFFFF
_NO_COARSE = 0xFF
_MAGIC = b"culmwrd1"
_HEADER = struct.Struct("<8sII")
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
    """Word → (coarse cluster, fine cluster, capital bucket), by bisection in plain arrays."""

    def __init__(self, data: bytes) -> None:
        """:raises ValueError: when ``data`` is not what :func:`write_words` wrote."""
        magic, count, checksum = _HEADER.unpack_from(data)
        body = memoryview(data)[_HEADER.size :]
        if magic != _MAGIC or zlib.crc32(body) != checksum or len(body) != count * 8:
            raise ValueError("words.bin is damaged")
        self._hashes = _numbers("I", body[: 4 * count])
        self._fine = _numbers("H", body[4 * count : 6 * count])
        self._coarse = bytes(body[6 * count : 7 * count])
        self._buckets = bytes(body[7 * count :])

    def __getitem__(self, word: str) -> WordNumbers:
        wanted = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        at = bisect_left(self._hashes, wanted)
        if at == len(self._hashes) or self._hashes[at] != wanted:
            return UNKNOWN
        coarse = self._coarse[at]
        return (NO_CLUSTER if coarse == _NO_COARSE else coarse, self._fine[at], self._buckets[at])


def _numbers(kind: str, data: memoryview) -> array[int]:
    numbers = array(kind)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def write_words(path: Path, table: Mapping[str, WordNumbers]) -> None:
    """Writes ``table`` in the format told above; of words with one hash the first stays."""
    by_hash: dict[int, WordNumbers] = {}
    for word, numbers in table.items():
        by_hash.setdefault(zlib.crc32(word.encode()), numbers)
    rows = sorted(by_hash.items())
    hashes = struct.pack(f"<{len(rows)}I", *(key for key, _ in rows))
    fine = struct.pack(f"<{len(rows)}H", *(numbers[1] for _, numbers in rows))
    coarse = bytes(min(numbers[0], _NO_COARSE) for _, numbers in rows)
    buckets = bytes(numbers[2] for _, numbers in rows)
    body = hashes + fine + coarse + buckets
    path.write_bytes(_HEADER.pack(_MAGIC, len(rows), zlib.crc32(body)) + body)


@cache
def word_table() -> WordTable:
    """The table of the product, read when first asked for (some 5 ms)."""
    return WordTable((files("index.language") / "data" / "words.bin").read_bytes())
