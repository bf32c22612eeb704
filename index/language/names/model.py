"""The trained model: weights read from ``names.bin``, the best labelling by Viterbi.

A linear sequence model (averaged structured perceptron; Collins 2002). ``names.bin``:
the magic ``culmnam1``, the number of features and the CRC-32 of all that follows
(little-endian 32-bit each); then transition weights (labels x labels, 16 bits each,
from row to column), the sorted CRC-32 of every feature string, and one signed byte
per feature and label. Made by ``scripts/train_names.py``.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from importlib.resources import files

from index.language.names.features import GROUPS, Scene, clues

TYPES = ("PERSON", "ORG", "PLACE", "NORP", "MISC")
LABELS = ("O", *(f"{begin}{kind}" for kind in TYPES for begin in "BI"))
MAGIC = b"culmnam1"
HEADER = struct.Struct("<8sII")
IMPOSSIBLE = -(10**9)
# A row of weights travels as one integer with a lane per label: adding features is
# adding integers. Lanes are wide enough for 500 features of 127.
_LANE = 20
_HALF = 1 << (_LANE - 1)
_MASK = (1 << _LANE) - 1
_SHIFTS = tuple(_LANE * at for at in range(len(LABELS)))
_OFFSET = sum(_HALF << shift for shift in _SHIFTS)
_REMEMBERED = 20_000


def allowed(before: int, after: int) -> bool:
    """Whether label ``after`` may follow label ``before``: I-X only after B-X or I-X."""
    return LABELS[after][0] != "I" or LABELS[before][1:] == LABELS[after][1:]


class _Remembered(dict[Hashable, int]):
    """Key → summed weights of a group's features; forgets everything when it grows large."""

    def __init__(self, weights: Callable[[str], int], group: Callable[[Hashable], list[str]]) -> None:
        super().__init__()
        self._weights = weights
        self._group = group

    def __missing__(self, key: Hashable) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = total = sum(map(self._weights, self._group(key)))
        return total


class NameModel:
    """Labels the tokens of a text."""

    def __init__(self, data: bytes) -> None:
        """:raises ValueError: when ``data`` is not a whole model."""
        magic, count, checksum = HEADER.unpack_from(data)
        body = memoryview(data)[HEADER.size :]
        labels = len(LABELS)
        places = 2 * labels * labels, 4 * count, labels * count
        if magic != MAGIC or zlib.crc32(body) != checksum or len(body) != sum(places):
            raise ValueError("names.bin is damaged")
        moves = struct.unpack(f"<{labels * labels}h", body[: places[0]])
        self._moves = [
            [
                (before, moves[before * labels + after])
                for before in range(labels)
                if allowed(before, after)
            ]
            for after in range(labels)
        ]
        self._hashes = array("I")
        self._hashes.frombytes(body[places[0] : places[0] + places[1]])
        if sys.byteorder == "big":
            self._hashes.byteswap()
        self._rows = bytes(body[places[0] + places[1] :])
        self._row = struct.Struct(f"{labels}b")
        self._tables = [_Remembered(self._weight, group) for group in GROUPS]

    def _weight(self, feature: str) -> int:
        wanted = zlib.crc32(feature.encode("utf-8", "surrogatepass"))
        at = bisect_left(self._hashes, wanted)
        if at == len(self._hashes) or self._hashes[at] != wanted:
            return 0
        row = self._row.unpack_from(self._rows, at * len(LABELS))
        return sum(weight << shift for weight, shift in zip(row, _SHIFTS, strict=True))

    def scores(self, of: Scene, at: int) -> list[int]:
        """The score of each label for token ``at``, without its neighbours' labels."""
        tables = self._tables
        total = _OFFSET
        for group, key in clues(of, at):
            total += tables[group][key]
        return [((total >> shift) & _MASK) - _HALF for shift in _SHIFTS]

    def label(self, of: Scene, stretch: Sequence[int]) -> list[str]:
        """The best labels for the tokens of one stretch."""
        rows = [self.scores(of, at) for at in stretch]
        current = [
            score if LABELS[label][0] != "I" else IMPOSSIBLE for label, score in enumerate(rows[0])
        ]
        history: list[list[int]] = []
        for row in rows[1:]:
            came_from, reached = [], []
            for label, moves in enumerate(self._moves):
                best, origin = max([(current[before] + move, before) for before, move in moves])
                came_from.append(origin)
                reached.append(best + row[label])
            history.append(came_from)
            current = reached
        label = current.index(max(current))
        path = [label]
        for came_from in reversed(history):
            label = came_from[label]
            path.append(label)
        return [LABELS[label] for label in reversed(path)]


@cache
def name_model() -> NameModel:
    """The model of the product, read when first asked for (some 10 ms)."""
    return NameModel((files("index.language") / "data" / "names.bin").read_bytes())
