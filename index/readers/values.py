"""Short values from outside (titles, names, dates) as strings that can be trusted to be short."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from index.sanitise import one_line

LONGEST_VALUE = 4000
MOST_NAMES = 50


def short(value: Any) -> str:
    """A value that should be a short string; numbers count, anything else does not."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return one_line(str(value)[:LONGEST_VALUE])


def names(value: Any) -> tuple[str, ...]:
    """People: a string, an object with a ``name``, or a list of these."""
    if isinstance(value, str):
        return tuple(filter(None, (short(part) for part in value.split(";")[:MOST_NAMES])))
    entries = value[:MOST_NAMES] if isinstance(value, list) else [value]
    found = (entry.get("name") if isinstance(entry, dict) else entry for entry in entries)
    return tuple(filter(None, map(short, found)))


def in_order(name: str) -> str:
    """A name as it is spoken: of ``Roe, Jane`` its parts the other way round."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma else name


_SECONDS = (10**8, 10**11)  # 1973 to 5138, as seconds since 1970
_NUMBER = re.compile(r"\d{9,13}(?:\.\d{1,9})?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].{0,40})?")


def day(value: Any) -> str:
    """A date as written; of an ISO time the day, of seconds since 1970 the ISO day."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value >= _SECONDS[1] else value
        if not _SECONDS[0] <= seconds < _SECONDS[1]:
            return ""
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    written = short(value)
    iso = _ISO.fullmatch(written)
    return written[:10] if iso else written


_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,3000}", re.IGNORECASE)


def address(value: Any) -> str:
    """A web address; empty for anything else (``javascript:``, ``file:``, ``data:``)."""
    written = short(value)
    return written if _ADDRESS.fullmatch(written) else ""
