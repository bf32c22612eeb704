"""Names that a first model met again and again in news, and what it took them for.

``learned.bin`` (see :mod:`index.language.names.hashed`): the phrase key of a name →
one byte: the number of its usual type in ``TYPES``, how often it is that one, and
whether it is frequent. Made by ``scripts/learn_names.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from index.language.names.hashed import HashedTable, write_table
from index.language.names.tokens import Tokens

TYPES = ("PERSON", "ORG", "PLACE", "NORP", "MISC")
LONGEST = 4
_MAGIC = b"culmlrn1"
# A name is of its usual type in at least this share of articles; below all, it is left out.
_SHARES = (0.9, 0.7, 0.5)
_FREQUENT = 8
_LEAST = 2


def code(articles: Counter[str]) -> int | None:
    """The byte for a name that is so often each type (in articles); ``None``: not worth keeping."""
    total = articles.total()
    kind, count = articles.most_common(1)[0]
    if total < _LEAST or count < _SHARES[-1] * total:
        return None
    share = next(at for at, limit in enumerate(_SHARES) if count >= limit * total)
    return (TYPES.index(kind) * len(_SHARES) + share) * 2 + (total >= _FREQUENT)


def write_learned(path: Path, names: Mapping[str, int]) -> int:
    """Writes phrase key → :func:`code`; gives back the number of entries."""
    return write_table(path, _MAGIC, {name: bytes([value]) for name, value in names.items()})


@cache
def _table() -> HashedTable:
    return HashedTable((files("index.language") / "data" / "learned.bin").read_bytes(), _MAGIC, 1)


def learned(tokens: Tokens) -> dict[int, str]:
    """Token → ``B``/``I`` and code of the longest learned name that covers it."""
    table = _table()
    found: dict[int, str] = {}
    capital = tokens.capital
    count = len(tokens)
    next_free = 0
    for at in range(count):
        if at < next_free or not capital[at]:
            continue
        for last in range(min(at + LONGEST, count) - 1, at - 1, -1):
            if not capital[last]:
                continue
            row = table.row(tokens.key(at, last))
            if row is not None:
                found[at] = f"B{row[0]}"
                for inside in range(at + 1, last + 1):
                    found[inside] = f"I{row[0]}"
                next_free = last + 1
                break
    return found
