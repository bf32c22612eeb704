"""Places in a long list some items of which are unfolded into lines of their own: arithmetic."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping


class Unfolded:
    """A list of ``count`` items; below some of them stand others."""

    def __init__(self, count: int = 0, below: Mapping[int, int] | None = None) -> None:
        """``below`` says, by the number of an item, how many stand below it."""
        self._items = sorted(below or {})
        self._before = [0]
        for item in self._items:
            self._before.append(self._before[-1] + (below or {})[item])
        self._places = [item + more for item, more in zip(self._items, self._before, strict=False)]
        self._count = count

    def __len__(self) -> int:
        return self._count + self._before[-1]

    def place_of(self, item: int) -> int:
        """Where an item stands."""
        return item + self._before[bisect_left(self._items, item)]

    def at(self, place: int) -> tuple[int, int | None]:
        """The item at a place, and which of those below it stands there (``None``: itself)."""
        passed = bisect_left(self._places, place)
        if passed:
            beyond = place - self._places[passed - 1]
            if beyond <= self._before[passed] - self._before[passed - 1]:
                return self._items[passed - 1], beyond - 1
        return place - self._before[passed], None
