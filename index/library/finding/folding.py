"""Search results in which near-identical copies are shown once."""

from __future__ import annotations

from array import array

import numpy as np

from index.store.archive import Archive


class Folding:
    """Which articles stand for others, kept in step with the archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._generation = -1
        self._firsts: dict[int, int] = {}
        self._in_groups = np.zeros(0, dtype=bool)

    def fold(self, ids: array[int]) -> array[int]:
        """``ids`` with one article of each group: the first if it is there, else the best.

        The group has the place of the best of it. Costs next to nothing where
        there are no copies among them.
        """
        self._catch_up()
        known = np.frombuffer(ids, dtype=np.int64) if ids else np.zeros(0, dtype=np.int64)
        if not len(known) or not len(self._in_groups):
            return ids
        inside = self._in_groups[np.minimum(known, len(self._in_groups) - 1)]
        places = np.flatnonzero(inside)
        if len(places) < 2:
            return ids
        standing: dict[int, int] = {}
        keep = np.ones(len(known), dtype=bool)
        folded = known.copy()
        for place in places.tolist():
            article = int(known[place])
            first = self._firsts.get(article, article)
            best = standing.setdefault(first, place)
            if best != place:
                keep[place] = False
                if article == first:
                    folded[best] = article
        if keep.all():
            return ids
        result: array[int] = array("q")
        result.frombytes(folded[keep].tobytes())
        return result

    def _catch_up(self) -> None:
        generation = self._archive.generation()
        if generation == self._generation:
            return
        self._generation = generation
        self._firsts = self._archive.copies.followers()
        members = {*self._firsts, *self._firsts.values()}
        # The last place stands for every article beyond the highest that has copies.
        self._in_groups = np.zeros(max(members) + 2 if members else 0, dtype=bool)
        self._in_groups[list(members)] = True
