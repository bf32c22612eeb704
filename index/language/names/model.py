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

from index.language.names.features import GROUPS, clues
from index.language.names.hashed import DamagedTable, HashedTable
from index.language.names.scene import Scene

TYPES = ("PERSON", "ORG", "PLACE", "NORP", "MISC")
LABELS = ("O", *(f"{begin}{kind}" for kind in TYPES for begin in "BI"))
MAGIC = b"culmnam2"
MOVES = struct.Struct(f"<{len(LABELS) ** 2}h")
ROW = struct.Struct(f"{len(LABELS)}b")
IMPOSSIBLE = -(10**9)
# A row of weights travels as one integer with a lane per label: adding features is
# adding integers. Lanes are wide enough for 500 features of 127.
_LANE = 20
_HALF = 1 << (_LANE - 1)
_MASK = (1 << _LANE) - 1
_SHIFTS = tuple(_LANE * at for at in range(len(LABELS)))
_OFFSET = sum(_HALF << shift for shift in _SHIFTS)
_OPENING_LABELS = tuple(at for at, label in enumerate(LABELS) if label[0] != "I")
_REMEMBERED = 6_000


def allowed(before: int, after: int) -> bool:
    """Whether label ``after`` may follow label ``before``: I-X only after B-X or I-X."""
    return LABELS[after][0] != "I" or LABELS[before][1:] == LABELS[after][1:]


class _Remembered(dict[Hashable, int]):
    """Key → what ``of`` makes of it, remembered; forgets everything when it grows large."""

    def __init__(self, of: Callable[[Hashable], int]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, key: Hashable) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = value = self._of(key)
        return value


class NameModel:
    """Labels the tokens of a text."""

    def __init__(self, data: bytes) -> None:
        """:raises DamagedTable: when ``data`` is not a whole model."""
        self._table = HashedTable(data, MAGIC, ROW.size)
        if len(self._table.head) != MOVES.size:
            raise DamagedTable("names.bin was made for other labels")
        moves = MOVES.unpack(self._table.head)
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
        self._weights = _Remembered(self._weight)
        self._tables = [_Remembered(self._total(group)) for group in GROUPS]

    def _weight(self, feature: Hashable) -> int:
        row = self._table.row(str(feature))
        if row is None:
            return 0
        return sum(
            [weight << shift for weight, shift in zip(ROW.unpack(row), _SHIFTS, strict=True)]
        )

    def _total(self, group: Callable[[Hashable], list[str]]) -> Callable[[Hashable], int]:
        weights = self._weights
        return lambda key: sum([weights[feature] for feature in group(key)])

    def scores(self, of: Scene, at: int) -> list[int]:
        """The score of each label for token ``at``, without its neighbours' labels."""
        tables = self._tables
        total = _OFFSET
        for group, key in clues(of, at):
            total += tables[group][key]
        return [((total >> shift) & _MASK) - _HALF for shift in _SHIFTS]

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
