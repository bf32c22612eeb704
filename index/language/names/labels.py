"""The labels of tokens and the best way through them: Viterbi's algorithm.

A token is outside every name (``O``), begins one (``B`` and its kind) or goes on with it
(``I`` and its kind).
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub

TYPES = ("PERSON", "ORG", "PLACE", "NORP", "MISC")
LABELS = ("O", *(f"{begin}{kind}" for kind in TYPES for begin in "BI"))
_IMPOSSIBLE = -(10**9)
_ALL = range(len(LABELS))
_OPENING = tuple(at for at in _ALL if LABELS[at][0] != "I")


def allowed(before: int, after: int) -> bool:
    """Whether label ``after`` may follow label ``before``: I-X only after B-X or I-X."""
    return LABELS[after][0] != "I" or LABELS[before][1:] == LABELS[after][1:]


class Moves:
    """What it weighs that one label follows another; finds the best labels of a stretch."""

    def __init__(self, moves: Sequence[int]) -> None:
        """``moves``: the weights of each label after the first, then after the second …"""
        rows = [list(moves[at * len(LABELS) : (at + 1) * len(LABELS)]) for at in _ALL]
        self._from = rows
        self._into = [(after, [row[after] for row in rows]) for after in _OPENING]
        self._inside = [
            (after, begin, rows[begin][after], rows[after][after])
            for after in _ALL
            for begin in _ALL
            if begin != after and allowed(begin, after) and after not in _OPENING
        ]
        # By how much each label may fall behind another and still be the better one to
        # come from, whatever opening label is next.
        self._lag = [
            [min(best[after] - other[after] for after in _OPENING) for other in rows]
            for best in rows
        ]

    def best(self, scores: Sequence[Sequence[int]]) -> list[int]:
        """The labels (numbers) of a stretch, given each token's score for each label; of
        equally good ways the one by the earlier labels."""
        if len(scores) == 1:
            return [max(_OPENING, key=scores[0].__getitem__)]
        current = [
            score if label in _OPENING else _IMPOSSIBLE for label, score in enumerate(scores[0])
        ]
        history: list[list[int]] = []
        for row in scores[1:]:
            came_from, current = self._step(current, row)
            history.append(came_from)
        label = current.index(max(current))
        path = [label]
        for came_from in reversed(history):
            label = came_from[label]
            path.append(label)
        path.reverse()
        return path

    def _step(self, current: list[int], row: Sequence[int]) -> tuple[list[int], list[int]]:
        """From the best totals for each label of one token to those of the next, and where
        each came from; ``row``: the scores of the next."""
        top = max(current)
        best = current.index(top)
        able = [
            label for label, total in enumerate(map(sub, current, self._lag[best])) if total >= top
        ]
        came_from = [best] * len(LABELS)
        if len(able) == 1:
            onward = self._from[best]
            reached = [top + move + score for move, score in zip(onward, row, strict=True)]
        else:
            reached = [0] * len(LABELS)
            for after, moves in self._into:
                totals = [current[label] + moves[label] for label in able]
                most = max(totals)
                came_from[after] = able[totals.index(most)]
                reached[after] = most + row[after]
        for after, begin, to_begin, to_inside in self._inside:
            opened, continued = current[begin] + to_begin, current[after] + to_inside
            if opened >= continued:
                came_from[after] = begin
                reached[after] = opened + row[after]
            else:
                came_from[after] = after
                reached[after] = continued + row[after]
        return came_from, reached
