"""The events of the timeline: any number, of which only those near the screen are fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.message import Message

from index.article import Interval
from index.library.knowledge.timeline import Timeline, TimelineRow
from index.views import Teller
from tui.told import Told
from tui.widgets.article_item import Item
from tui.widgets.item_view import ItemView
from tui.widgets.lines import Line, Piece
from tui.widgets.timeline_lines import event_item, heading_of, stretch_lines, teller_item
from tui.widgets.unfolded import Unfolded

LOOKAHEAD = 100
"""Events fetched beyond the screen on either side, so that paging never waits."""
KEPT = 4000
"""Rows of events that are kept at most."""
_ROLES = (
    "title", "mentioned", "facts", "heading", "line", "node", "strong", "text", "cursor",
    "cursor-blurred", "bar", "bar-blurred", "thumb", "note",
)  # fmt: skip


class RowsWanted(Told):
    """The list comes to events with these ids and does not know what to say of them."""

    ids: tuple[int, ...]


class TimelineMoved(Message):
    """The cursor is on another event."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, TimelineMoved)


class FoldWanted(Told):
    """Event ``id`` is to be unfolded into its articles; to be folded again if ``not unfold``."""

    id: int
    unfold: bool


class TellerChosen(Told):
    """An article below an event was chosen."""

    teller: Teller


class TimelineList(ItemView):
    """Events in stretches of time, with the articles of those that are unfolded."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"timeline--{role}" for role in _ROLES}
    DEFAULT_CSS = """
    TimelineList {
        height: 1fr; background: $ground; color: $text;
        & > .timeline--title { color: $strong; text-style: bold; }
        & > .timeline--mentioned { color: $text; }
        & > .timeline--facts { color: $quiet; }
        & > .timeline--heading { color: $strong; text-style: bold; }
        & > .timeline--line { color: $line; }
        & > .timeline--node { color: $entity-event; }
        & > .timeline--strong { color: $strong; }
        & > .timeline--text { color: $text; }
        & > .timeline--cursor { background: $cursor; }
        & > .timeline--cursor-blurred { background: $cursor-blurred; }
        & > .timeline--bar { color: $focus; }
        & > .timeline--bar-blurred { color: $quiet; }
        & > .timeline--thumb { color: $line; }
        & > .timeline--note { color: $quiet; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._timeline: Timeline | None = None
        self._rows: dict[int, TimelineRow] = {}
        self._asked: set[int] = set()
        self._tellers: dict[int, tuple[Teller, ...]] = {}
        self._unfolded = Unfolded()

    # What is in the list

    @property
    def event(self) -> int | None:
        """The id of the event under the cursor, or of that whose article is under it."""
        if self._timeline is None or not self._timeline.ids:
            return None
        return self._timeline.ids[self._unfolded.at(self._window.cursor)[0]]

    @property
    def teller(self) -> Teller | None:
        """The article under the cursor, if it is on one."""
        event = self.event
        if event is None:
            return None
        below = self._unfolded.at(self._window.cursor)[1]
        return self._tellers[event][below] if below is not None else None

    @property
    def day(self) -> date | None:
        """The first day of the event under the cursor, if it is known."""
        if self._timeline is None or not self._timeline.ids:
            return None
        ordinal = self._timeline.begins[self._unfolded.at(self._window.cursor)[0]]
        return date.fromordinal(ordinal) if ordinal else None

    @property
    def unfolded(self) -> tuple[int, ...]:
        """The ids of the events whose articles are shown."""
        return tuple(self._tellers)

    def show(
        self,
        timeline: Timeline,
        tellers: Mapping[int, tuple[Teller, ...]],
        rows: Sequence[TimelineRow],
        at: int | None,
        empty: Sequence[str],
    ) -> None:
        """Show these events, and below some of them ``tellers`` (by their ids).

        The cursor goes to event ``at``, or where that would have been; without it, to the last
        that has a date. ``rows`` say what is known of some of them by now, ``empty`` what to
        say when there is none.
        """
        same, below, day = at == self.event, self._below(), self.day
        line = self.line_of_cursor
        self._timeline = timeline
        self._tellers = dict(tellers)
        self._rows = {row.id: row for row in rows}
        self._asked.clear()
        self._empty_words = tuple(empty)
        item = place_of(timeline, at, day)
        self._lay_out(item, below if same else None, line)
        self.post_message(TimelineMoved())

    def take(self, rows: Sequence[TimelineRow]) -> None:
        """Say of events what is known now."""
        if len(self._rows) > KEPT:
            near = set(self._ids_near(LOOKAHEAD))
            self._rows = {id: row for id, row in self._rows.items() if id in near}
            self._asked &= near
        self._rows.update((row.id, row) for row in rows)
        self._forget_layout()
        self._window.show_cursor()

    def unfold(self, event: int, tellers: Sequence[Teller]) -> None:
        """Show these articles below an event; none folds it."""
        line = self.line_of_cursor
        if tellers:
            self._tellers[event] = tuple(tellers)
        else:
            self._tellers.pop(event, None)
        item = self._unfolded.at(self._window.cursor)[0]
        below = self._below() if tellers else None
        self._lay_out(item, below, line)

    def go_to_day(self, day: date) -> None:
        """Put the cursor on the first event that may have been on ``day`` or later."""
        if self._timeline is not None and self._timeline.ids:
            self._go(self._unfolded.place_of(place_of(self._timeline, None, day)))

    def _below(self) -> int | None:
        return self._unfolded.at(self._window.cursor)[1] if len(self._unfolded) else None

    def _lay_out(self, item: int, below: int | None, line: int | None) -> None:
        timeline = self._timeline
        assert timeline is not None
        there = enumerate(timeline.ids) if self._tellers else ()
        places = {id: place for place, id in there if id in self._tellers}
        self._tellers = {id: found for id, found in self._tellers.items() if id in places}
        self._unfolded = Unfolded(
            len(timeline.ids), {places[id]: len(found) for id, found in self._tellers.items()}
        )
        cursor = self._unfolded.place_of(item) if timeline.ids else 0
        if below is not None and timeline.ids:
            cursor += min(below + 1, len(self._tellers.get(timeline.ids[item], ())))
        self._lay(len(self._unfolded), cursor, line)

    # Moving

    def _moved(self) -> None:
        self.post_message(TimelineMoved())

    def action_stretch(self, delta: int) -> None:
        """To the first event of the next stretch (``delta`` -1: of this one, or the one before)."""
        timeline = self._timeline
        if timeline is None or not timeline.ids:
            return
        item, below = self._unfolded.at(self._window.cursor)
        stretch = timeline.stretch_at(item)
        is_first = timeline.stretches[stretch].start == item and below is None
        stretch += delta if delta > 0 or is_first else 0
        stretch = max(0, min(len(timeline.stretches) - 1, stretch))
        self._go(self._unfolded.place_of(timeline.stretches[stretch].start))

    def action_open(self) -> None:
        event, teller = self.event, self.teller
        if teller is not None:
            self.post_message(TellerChosen(teller))
        elif event is not None:
            self.post_message(FoldWanted(event, event not in self._tellers))

    def action_fold(self) -> None:
        """Fold the event under the cursor; the cursor goes to it."""
        if (event := self.event) is not None and event in self._tellers:
            self._go(self._unfolded.place_of(self._unfolded.at(self._window.cursor)[0]))
            self.post_message(FoldWanted(event, unfold=False))

    # Rows

    def _ids_near(self, beyond: int) -> Sequence[int]:
        if self._timeline is None or not self._timeline.ids:
            return ()
        top = self._unfolded.at(min(self._window.top, len(self._unfolded) - 1))[0]
        return self._timeline.ids[max(0, top - beyond) : top + max(10, self.size.height) + beyond]

    def _shown(self, positions: Sequence[int]) -> None:
        # Asking for many rows now and then is cheaper than for one row at each step.
        near = self._ids_near(LOOKAHEAD // 2)
        if all(id in self._rows or id in self._asked for id in near):
            return
        wanted = [
            id for id in self._ids_near(LOOKAHEAD) if id not in self._rows and id not in self._asked
        ]
        self._asked.update(wanted)
        self.post_message(RowsWanted(tuple(wanted)))

    def _make_item(self, position: int) -> Item:
        timeline = self._timeline
        assert timeline is not None
        width = max(12, self.size.width - 3)
        item, below = self._unfolded.at(position)
        event = timeline.ids[item]
        if below is not None:
            return teller_item(self._tellers[event][below], width)
        number = timeline.stretch_at(item)
        stretch = timeline.stretches[number]
        heading = stretch_lines(timeline, number, width) if stretch.start == item else ()
        row = self._rows.get(event)
        if row is None:
            return Item(heading, (Line((Piece("·", "facts"),)), Line((Piece("│", "line"),))))
        return event_item(row, heading, heading_of(stretch.days, timeline.unit), width)


def place_of(timeline: Timeline, event: int | None, day: date | None = None) -> int:
    """Where an event stands; if it is not there, the first of ``day`` or later.

    Without that the last that has a date.
    """
    if event is not None and event in timeline.ids:
        return timeline.ids.index(event)
    if day is not None:
        wanted = day.toordinal()
        after = (item for item, begin in enumerate(timeline.begins) if begin >= wanted)
        if (found := next(after, None)) is not None:
            return found
    undated = bool(timeline.stretches) and timeline.stretches[-1].days == Interval()
    dated = timeline.stretches[-1].start if undated else len(timeline.ids)
    return max(0, dated - 1)
