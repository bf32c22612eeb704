"""How articles stand in the list: in groups, some folded into a line, copies below. Arithmetic."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Sequence

from msgspec import Struct

from index.views import GroupBy, Groups
from tui.widgets.copies_shown import CopiesShown


class Group(Struct, frozen=True):
    """A group of the list: ``members`` are its articles; ``place`` is where it begins."""

    key: str
    name: str
    by: GroupBy
    members: Sequence[int]
    place: int
    folded: bool


class Arranged:
    """The articles of a list as they stand in it. Immutable once made.

    A place of the list holds an article, or a folded group, for which its first
    article stands.
    """

    def __init__(
        self,
        ids: array[int],
        groups: Groups | None,
        folded: Collection[str],
        copies: CopiesShown,
    ) -> None:
        """``ids`` are the articles in order; ``folded`` are keys of ``groups``."""
        self.groups = groups
        self.all: array[int] = ids if groups is None else groups.ids
        """Every article, group by group, without copies that are unfolded."""
        self._folded = frozenset(folded)
        self._ends = () if groups is None else (*groups.starts[1:], len(groups.ids))
        laid = self._laid(groups)
        self.ids: array[int] = copies.laid_into(laid)
        """The article at each place."""
        self._places = self._group_places()

    def _laid(self, groups: Groups | None) -> array[int]:
        if groups is None or not self._folded.intersection(groups.keys):
            return self.all
        laid = array("q")
        for key, start, end in zip(groups.keys, groups.starts, self._ends, strict=True):
            laid.extend(groups.ids[start : start + 1 if key in self._folded else end])
        return laid

    def _group_places(self) -> list[int]:
        """Where each group begins."""
        if self.groups is None:
            return []
        firsts = [self.groups.ids[start] for start in self.groups.starts]
        if len(self.ids) == len(self.all):
            return list(self.groups.starts)
        wanted = set(firsts)
        place_of = {one: place for place, one in enumerate(self.ids) if one in wanted}
        return [place_of[first] for first in firsts]

    def group_at(self, place: int) -> Group | None:
        """The group of the article at a place; ``None`` when there are no groups."""
        groups = self.groups
        if groups is None or not self._places:
            return None
        number = max(0, bisect_right(self._places, place) - 1)
        return Group(
            groups.keys[number],
            groups.names[number],
            groups.by,
            groups.ids[groups.starts[number] : self._ends[number]],
            self._places[number],
            groups.keys[number] in self._folded,
        )

    def begins_at(self, place: int) -> Group | None:
        """The group that begins at a place, if one does."""
        group = self.group_at(place)
        return group if group is not None and group.place == place else None

    def group_after(self, place: int, step: int) -> int | None:
        """Where the next group begins (``step`` -1: this one, or at its beginning the one before).

        ``None`` when there is none that way.
        """
        number = bisect_right(self._places, place) - 1
        if step > 0:
            number += 1
        elif number >= 0 and self._places[number] == place:
            number -= 1
        return self._places[number] if 0 <= number < len(self._places) else None

    def place_of(self, article: int) -> int | None:
        """Where an article stands, or the folded group that it is in; ``None`` when nowhere."""
        try:
            return self.ids.index(article)
        except ValueError:
            pass
        groups = self.groups
        if groups is None or not self._folded:
            return None
        try:
            at = groups.ids.index(article)
        except ValueError:
            return None
        return self._places[bisect_right(groups.starts, at) - 1]
