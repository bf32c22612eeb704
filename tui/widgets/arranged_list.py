"""A list whose articles stand in groups, and of which several can be chosen.

What is said about an article, and where that is fetched, is told by
:mod:`tui.widgets.article_list`, which builds on this.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Iterable, Sequence

from index.views import GroupBy, Groups
from tui.commands import Where
from tui.sorts import Sort
from tui.widgets.arranged import Arranged, Group
from tui.widgets.copies_shown import CopiesShown
from tui.widgets.drawn_lines import say_title
from tui.widgets.hints import keyed, titled
from tui.widgets.item_view import ItemView
from tui.widgets.lines import Piece

NATURAL = {
    Sort.NEWEST: GroupBy.DAY,
    Sort.OLDEST: GroupBy.DAY,
    Sort.OUTLET: GroupBy.OUTLET,
}
"""What the articles of a stretch have in common in each order that makes such stretches."""
CHOSEN = "✓"
TITLE_ENDS = 4
"""Cells of the border that a title cannot have."""
_NONE: array[int] = array("q")


class ArrangedList(ItemView):
    """Articles in groups that can be folded and walked; one under the cursor, several chosen."""

    def __init__(
        self, group: Callable[[Sequence[int], GroupBy], Groups], *, id: str | None = None
    ) -> None:
        """``group`` puts articles into groups; it may block, and is called in a thread."""
        super().__init__(id=id)
        self._group = group
        self._given: array[int] = _NONE
        self._copies = CopiesShown()
        self._sort = Sort.NEWEST
        self._folded: set[str] = set()
        self._arranged = Arranged(_NONE, None, (), self._copies)
        self._chosen: dict[int, None] = {}
        self._last_chosen: int | None = None
        self.grouping: GroupBy | None = None
        """What articles are put in groups by, whatever their order; ``None``: by their order."""

    @property
    def where(self) -> tuple[Where, ...]:
        return (Where.CHOSEN, Where.LIST) if self._chosen else (Where.LIST,)

    @property
    def is_as_at_first(self) -> bool:
        """Whether nothing is folded, unfolded or chosen, nor was since it was shown."""
        has_groups = self._arranged.groups is not None and not self.grouping
        return not (has_groups or self._folded or self._copies or self._chosen)

    # What is in the list

    @property
    def ids(self) -> array[int]:
        """The articles of the list, in order, without copies that were unfolded."""
        return self._arranged.all

    @property
    def _ids(self) -> array[int]:
        """The article at each place of the list."""
        return self._arranged.ids

    @property
    def current(self) -> int | None:
        """The article under the cursor; of a folded group the first."""
        return self._ids[self._window.cursor] if self._ids else None

    @property
    def chosen(self) -> tuple[int, ...]:
        """The chosen articles, in the order of choosing."""
        return tuple(self._chosen)

    @property
    def meant(self) -> Sequence[int]:
        """What a command is for: the chosen articles, else the one or the group at the cursor."""
        if self._chosen:
            return list(self._chosen)
        group = self._arranged.begins_at(self._window.cursor)
        if group is not None and group.folded:
            return list(group.members)
        return [self.current] if self.current is not None else []

    def groups_wanted(self, sort: Sort) -> GroupBy | None:
        """Which groups the list needs to show articles in this order as it shows them now."""
        return self.grouping or (NATURAL.get(sort) if self._folded else None)

    def _put(self, ids: array[int], keep: int | None, groups: Groups | None) -> None:
        """Have these articles in the list, with the cursor on ``keep`` if it is there."""
        line, before = self.line_of_cursor, self._arranged.groups
        self._given = ids
        if groups is not None and before is not None and groups.by is not before.by:
            self._folded.clear()
        self._arranged = Arranged(ids, groups, self._folded, self._copies)
        if self._chosen:
            there = set(self._arranged.all)
            self._chosen = {one: None for one in self._chosen if one in there}
        place = self._arranged.place_of(keep) if keep is not None else None
        self._lay(len(self._ids), place or 0, line)
        self._say_title()

    def _say_title(self) -> None:
        chosen = f" · {len(self._chosen):,} chosen" if self._chosen else ""
        by = f" by {self.grouping.value}" if self.grouping is not None else ""
        order = f" · {self._sort.value}{by}"
        title = f"{titled(self.app, 'pane.list', 'Articles')}{chosen}"
        has_room = not chosen or len(f"{title}{order}") <= self.size.width - TITLE_ENDS
        say_title(self, f"{title}{order if has_room else ''}")

    def go_to(self, article: int) -> bool:
        """Put the cursor on ``article``; false when it is not in the list."""
        place = self._arranged.place_of(article)
        if place is None:
            return False
        self._go(place)
        return True

    # Groups

    async def action_fold(self) -> None:
        """Fold the group under the cursor into a line."""
        if await self._knows_groups():
            group = self._arranged.group_at(self._window.cursor)
            if group is not None and not group.folded:
                self._folded.add(group.key)
                self._arrange(group.members[0])

    async def action_fold_all(self) -> None:
        """Fold all groups, or unfold them when all are."""
        if await self._knows_groups():
            groups = self._arranged.groups
            keys = set(groups.keys) if groups is not None else set()
            group = self._arranged.group_at(self._window.cursor)
            all_folded = keys <= self._folded
            self._folded = set() if all_folded else keys
            if group is not None:
                self._arrange(group.members[0] if not all_folded else self.current)

    def _unfold(self, group: Group) -> None:
        self._folded.discard(group.key)
        self._arrange(group.members[0])

    async def action_group(self, step: int) -> None:
        """To the next group, or to the beginning of this one or the one before."""
        if await self._knows_groups():
            place = self._arranged.group_after(self._window.cursor, step)
            if place is not None:
                self._go(place)

    def _arrange(self, keep: int | None) -> None:
        self._put(self._given, keep, self._arranged.groups)

    async def _knows_groups(self) -> bool:
        """Put the articles into groups if they are in none; false when their order makes none."""
        if not self._given:
            return False
        if self._arranged.groups is not None:
            return True
        by = NATURAL.get(self._sort)
        if by is None:
            self._say_no_groups()
            return False
        given = self._given
        groups = await asyncio.to_thread(self._group, given, by)
        if given is self._given:
            self._put(given, self.current, groups)
        return self._arranged.groups is not None

    def _say_no_groups(self) -> None:
        """Say that articles in this order stand in no groups."""

    # Choosing several

    def _choose(self, places: Iterable[int], *, chosen: bool) -> None:
        for place in places:
            group = self._arranged.begins_at(place)
            members = group.members if group is not None and group.folded else (self._ids[place],)
            for member in members:
                if chosen:
                    self._chosen[member] = None
                else:
                    self._chosen.pop(member, None)
            self._last_chosen = self._ids[place]
        self._chosen_changed()

    def _chosen_changed(self) -> None:
        self._say_title()
        self._strips.clear()
        self.refresh()
        keyed(self.app).offer_keys()

    def _is_chosen(self, place: int) -> bool:
        if not self._chosen:
            return False
        group = self._arranged.begins_at(place)
        if group is not None and group.folded:
            return all(member in self._chosen for member in group.members)
        return self._ids[place] in self._chosen

    def action_choose(self) -> None:
        """Choose what the cursor is on, or leave it; go on to the next."""
        if self._ids:
            place = self._window.cursor
            self._choose((place,), chosen=not self._is_chosen(place))
            self.action_move(1)

    def action_choose_on(self, step: int) -> None:
        """Choose what the cursor is on and what comes next; from chosen ones back, leave them."""
        place = self._window.cursor
        following = max(0, min(len(self._ids) - 1, place + step))
        if not self._ids:
            return
        if self._is_chosen(place) and self._is_chosen(following) and place != following:
            self._choose((place,), chosen=False)
        else:
            self._choose((place, following), chosen=True)
        self._go(following)

    def action_choose_to(self) -> None:
        """Choose all from what was chosen last to what the cursor is on."""
        if self._ids:
            last = self._last_chosen
            start = self._arranged.place_of(last) if last is not None else None
            ends = sorted((self._window.cursor, 0 if start is None else start))
            self._choose(range(ends[0], ends[1] + 1), chosen=True)

    def action_choose_all(self) -> None:
        """Choose all articles of the list, or none when all are chosen."""
        everything = dict.fromkeys(self.ids)
        self._chosen = {} if len(self._chosen) == len(everything) else everything
        self._chosen_changed()

    def action_choose_none(self) -> None:
        """Choose nothing any more."""
        self._chosen, self._last_chosen = {}, None
        self._chosen_changed()

    def _click_on(self, place: int, *, ctrl: bool, shift: bool) -> bool:
        if ctrl:
            self._choose((place,), chosen=not self._is_chosen(place))
        elif shift:
            if self._last_chosen is None:
                self._choose((self._window.cursor,), chosen=True)
            self._go(place)
            self.action_choose_to()
        return ctrl or shift

    def sign_of(self, place: int, number: int) -> Piece | None:
        is_first = number == len(self._item(place).heading)
        return Piece(CHOSEN, "bar") if is_first and self._is_chosen(place) else None
