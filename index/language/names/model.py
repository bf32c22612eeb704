"""The trained model: weights read from ``names.bin``, the best labelling by Viterbi.

A linear sequence model (averaged structured perceptron; Collins 2002). ``names.bin``
is a table (see :mod:`index.language.names.hashed`) of one signed byte per label for
every feature string; its head holds the weights of label after label (16 bits each,
one row for each label that goes before). Made by ``scripts/train_names.py``.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from importlib.resources import files
from operator import add
from typing import Any
from zlib import crc32

from index.language.names.features import GROUPS, MANIFOLD, clues
from index.language.names.hashed import DamagedTable, HashedTable, encoded
from index.language.names.joined import joined_hashes
from index.language.names.scene import Scene

TYPES = ("PERSON", "ORG", "PLACE", "NORP", "MISC")
LABELS = ("O", *(f"{begin}{kind}" for kind in TYPES for begin in "BI"))
MAGIC = b"culmnam3"
MOVES = struct.Struct(f"<{len(LABELS) ** 2}h")
ROW = struct.Struct(f"{len(LABELS)}b")
IMPOSSIBLE = -(10**9)
# A row of weights travels as one integer with a lane of 16 bits per label: adding
# features is adding integers. So that no lane borrows from the next, each weight has 128
# added, the same for every label; a lane holds the sum of 256 features.
_LANES = struct.Struct(f"<{len(LABELS)}H")
_UNSIGNED = bytes((byte + 128) % 256 for byte in range(256))
_OPENING_LABELS = tuple(at for at, label in enumerate(LABELS) if label[0] != "I")
_REMEMBERED_WEIGHTS, _REMEMBERED_SUMS = 10_000, 3_000


def allowed(before: int, after: int) -> bool:
    """Whether label ``after`` may follow label ``before``: I-X only after B-X or I-X."""
    return LABELS[after][0] != "I" or LABELS[before][1:] == LABELS[after][1:]


class _Remembered(dict[Hashable, int]):
    """Key → what ``of`` makes of it, remembered; forgets what was not asked for lately."""

    def __init__(self, of: Callable[[Any], int], limit: int) -> None:
        super().__init__()
        self._of = of
        self._limit = limit
        self._older: dict[Hashable, int] = {}

    def __missing__(self, key: Hashable) -> int:
        if len(self) >= self._limit:
            self._older = dict(self)
            self.clear()
        value = self._older.get(key)
        self[key] = value = self._of(key) if value is None else value
        return value


class NameModel:
    """Labels the tokens of a text."""

    def __init__(self, data: bytes) -> None:
        """:raises DamagedTable: when ``data`` is not a whole model."""
        self.table = HashedTable(data, MAGIC, ROW.size)
        if len(self.table.head) != MOVES.size:
            raise DamagedTable("names.bin was made for other labels")
        moves = MOVES.unpack(self.table.head)
        labels = len(LABELS)
        self._outside = [
            (after, [moves[before * labels + after] for before in range(labels)])
            for after in _OPENING_LABELS
        ]
        self._inside = [
            (
                after,
                [
                    (before, moves[before * labels + after])
                    for before in range(labels)
                    if allowed(before, after)
                ],
            )
            for after in range(labels)
            if after not in _OPENING_LABELS
        ]
        self._weights = _Remembered(self._weight, _REMEMBERED_WEIGHTS)
        self._tables = [
            (number, _Remembered(self._total(of), _REMEMBERED_SUMS))
            for number, of in enumerate(GROUPS)
            if number not in MANIFOLD
        ]

    def _weight(self, feature: int) -> int:
        row = self.table.row_of_hash(feature)
        if row is None:
            return 0
        spread = bytearray(_LANES.size)
        spread[::2] = row.translate(_UNSIGNED)
        return int.from_bytes(spread, "little")

    def _total(self, group: Callable[[Any], list[str]]) -> Callable[[Any], int]:
        weights = self._weights
        return lambda key: sum([weights[crc32(encoded(feature))] for feature in group(key)])

    def scores(self, of: Scene, at: int) -> tuple[int, ...]:
        """The score of each label for token ``at``, without its neighbours' labels; only
        their differences mean anything."""
        keys = clues(of, at)
        total = sum(map(self._weights.__getitem__, joined_hashes(keys)))
        for number, table in self._tables:
            total += table[keys[number]]
        return _LANES.unpack(total.to_bytes(_LANES.size, "little"))

    def label(self, of: Scene, stretch: Sequence[int]) -> list[str]:
        """The best labels for the tokens of one stretch."""
        if len(stretch) == 1:
            row = self.scores(of, stretch[0])
            return [LABELS[max(_OPENING_LABELS, key=row.__getitem__)]]
        rows = [self.scores(of, at) for at in stretch]
        current = [
            score if LABELS[label][0] != "I" else IMPOSSIBLE for label, score in enumerate(rows[0])
        ]
        history: list[list[int]] = []
        for row in rows[1:]:
            came_from, reached = [0] * len(LABELS), [0] * len(LABELS)
            for label, moves in self._outside:
                totals = list(map(add, current, moves))
                best = max(totals)
                came_from[label] = totals.index(best)
                reached[label] = best + row[label]
            for label, ((begin, to_begin), (inside, to_inside)) in self._inside:
                best, other = current[begin] + to_begin, current[inside] + to_inside
                came_from[label] = begin if best >= other else inside
                reached[label] = max(best, other) + row[label]
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
