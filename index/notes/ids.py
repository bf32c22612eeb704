"""Names for annotations: UUID version 7 (RFC 9562), which sort by time of making."""

from __future__ import annotations

import hashlib
import os
import threading
from datetime import datetime

_lock = threading.Lock()
_last = 0


def new_id(now: datetime) -> str:
    """A fresh UUIDv7; ids from one process ascend even when the clock goes back.

    48 bits of milliseconds, then a 12-bit and a 62-bit field of random bits; the
    whole is counted up by a random amount where time alone would not ascend
    (RFC 9562, 6.2, method 2).
    """
    global _last
    milliseconds = int(now.timestamp() * 1000) & (2**48 - 1)
    with _lock:
        _last = max(milliseconds << 74 | _random_bits(73), _last + 1 + _random_bits(32))
        ordered = _last
    return _assembled(ordered >> 74, ordered & (2**74 - 1))


def id_for(made: datetime, *parts: str) -> str:
    """The UUIDv7 of something from elsewhere: always the same for the same time and parts."""
    digest = int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:10], "big")
    milliseconds = max(0, int(made.timestamp() * 1000)) & (2**48 - 1)
    return _assembled(milliseconds, digest & (2**74 - 1))


def _assembled(milliseconds: int, rest: int) -> str:
    """A UUIDv7 of 48 bits of time and 74 other bits; version and variant go between."""
    high, low = rest >> 62, rest & (2**62 - 1)
    digits = f"{milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low:032x}"
    return "-".join(digits[a:b] for a, b in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32)))


def _random_bits(number: int) -> int:
    return int.from_bytes(os.urandom(10), "big") >> (80 - number)
