"""Names for annotations: UUID version 7 (RFC 9562), which sort by time of making."""

from __future__ import annotations

import secrets
import threading
import uuid
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
        # 74 random bits under the time; version and variant are put in below.
        _last = max(milliseconds << 74 | secrets.randbits(73), _last + 1 + secrets.randbits(32))
        ordered = _last
    time, random = ordered >> 74, ordered & (2**74 - 1)
    high, low = random >> 62, random & (2**62 - 1)
    return str(uuid.UUID(int=time << 80 | 7 << 76 | high << 64 | 2 << 62 | low))
