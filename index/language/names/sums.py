"""What each word brings into the scores of the tokens around it, worked out once.

The score of a token is a sum over the features of :mod:`index.language.names.features`.
Those of one word are summed when it is first met and remembered. Of those that join two
or three words there are too many to remember their sums. But the CRC-32 of a string, by
which its weights are found, goes on from that of its beginning: the halves are remembered
with the words, and joining them costs one short call.

A word has one entry for each place where it can stand beside the token in question:

* ``here``: its sum inside a sentence and at the beginning of one; the hashes of the pairs
  that it begins (by key, shape and cluster); the bytes of those that it ends, and of its
  shape in the middle of three;
* ``before``: its sum; the hashes of the pairs that it begins, and of three shapes; the
  bytes with which it ends the two words before;
* ``after``: its sum; the bytes of the pairs that it ends; the hash of the two words after;
* ``far_before``, ``far_after``, two words away: its sum; its half of the pair on that side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zlib import crc32

from index.language.names.features import (
    AFTER,
    BEFORE,
    FAR_AFTER,
    FAR_BEFORE,
    GROUPS,
    in_pairs,
    word_inside,
    word_opening,
)
from index.language.names.hashed import encoded
from index.language.names.tokens import key_of

Total = Callable[[Sequence[str]], int]
"""The sum of what features weigh."""

Here = tuple[int, int, int, int, int, bytes, bytes, bytes, bytes]
Before = tuple[int, int, int, int, int, bytes]
After = tuple[int, bytes, bytes, bytes, int]


def here(word: str, total: Total) -> Here:
    key, shape, cluster = in_pairs(word)
    inside = total(word_inside(word))
    return (
        inside,
        inside + total(word_opening(word)),
        _hash(f"wq={key}_"),
        _hash(f"wqs={shape}_"),
        _hash(f"wqc={cluster}_"),
        *_ends(word),
        encoded(f"{shape}|"),
    )


def before(word: str, total: Total) -> Before:
    key, shape, cluster = in_pairs(word)
    return (
        total(GROUPS[BEFORE](word)),
        _hash(f"pw={key}_"),
        _hash(f"pws={shape}_"),
        _hash(f"pwc={cluster}_"),
        _hash(f"sss={shape}|"),
        _second(word),
    )


def after(word: str, total: Total) -> After:
    return total(GROUPS[AFTER](word)), *_ends(word), _hash(f"qq=({key_of(word)!r}, ")


def far_before(word: str, total: Total) -> tuple[int, int]:
    key = key_of(word)
    return total(GROUPS[FAR_BEFORE](key)), _hash(f"pp=({key!r}, ")


def far_after(word: str, total: Total) -> tuple[int, bytes]:
    return total(GROUPS[FAR_AFTER](key_of(word))), _second(word)


def _ends(word: str) -> tuple[bytes, bytes, bytes]:
    key, shape, cluster = in_pairs(word)
    return encoded(key), encoded(shape), encoded(str(cluster))


def _second(word: str) -> bytes:
    return encoded(f"{key_of(word)!r})")


def _hash(string: str) -> int:
    return crc32(encoded(string))
