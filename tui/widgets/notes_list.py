"""The list of annotations: any number, of which only the visible are laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from index.library.knowledge.subjects import Subjects
from index.notes.model import Annotation, Colour
from index.views import Row
from tui.told import Told
from tui.widgets.lines import Line, Piece, paint
from tui.widgets.list_window import ListWindow
from tui.widgets.note_items import Grouping, NoteItem, NoteRow, in_groups, item
from tui.widgets.windowed import Windowed

WHEEL_LINES = 3
_ROLES = (
    "heading", "quote", "note", "quiet", "strong", "cursor", "cursor-blurred", "bar",
    *(f"bar-{colour.value}" for colour in Colour),
)  # fmt: skip


class NoteHighlighted(Told):
    """The cursor is on another annotation, or on none."""

    annotation: Annotation | None

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, NoteHighlighted)


class NotesList(Windowed, Widget, can_focus=True):
    """Shows annotations in groups; has a cursor and a multiple selection."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"notes-list--{role}" for role in _ROLES}
    DEFAULT_CSS = """
    NotesList {
        height: 1fr; background: $ground; color: $text;
        & > .notes-list--heading { color: $quiet; text-style: italic; }
        & > .notes-list--quote { color: $strong; }
        & > .notes-list--note { color: $text; }
        & > .notes-list--quiet { color: $quiet; }
        & > .notes-list--strong { color: $strong; text-style: bold; }
        & > .notes-list--cursor { background: $cursor; }
        & > .notes-list--cursor-blurred { background: $cursor-blurred; }
        & > .notes-list--bar { color: $focus; }
        & > .notes-list--bar-yellow { color: $bar-yellow; text-style: bold; }
        & > .notes-list--bar-green { color: $bar-green; text-style: bold; }
        & > .notes-list--bar-blue { color: $bar-blue; text-style: bold; }
        & > .notes-list--bar-pink { color: $bar-pink; text-style: bold; }
        & > .notes-list--bar-purple { color: $bar-purple; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._annotations: Sequence[Annotation] = ()
        self._titles: Mapping[str, Row] = {}
        self._grouping = Grouping.NEWEST
        self._rows: list[NoteRow] = []
        self._chosen: dict[str, Annotation] = {}
        self._window = ListWindow(lambda position: len(self._item(position).lines))
        self._items: dict[int, NoteItem] = {}
        self._empty = ""

    # What is in the list

    @property
    def current(self) -> Annotation | None:
        """The annotation under the cursor."""
        return self._rows[self._window.cursor].annotation if self._rows else None

    @property
    def chosen(self) -> list[Annotation]:
        """What a command is for: the multiple selection, else what the cursor is on."""
        if self._chosen:
            return list(self._chosen.values())
        return [self.current] if self.current is not None else []

    @property
    def chosen_count(self) -> int:
        """How many are in the multiple selection."""
        return len(self._chosen)

    def show(
        self,
        annotations: Sequence[Annotation],
        titles: Mapping[str, Row],
        grouping: Grouping,
        empty: str = "",
        subjects: Mapping[str, Subjects] | None = None,
    ) -> None:
        """Show these; the cursor stays on its annotation if that is still there."""
        before, position = self.current, self._window.cursor
        self._annotations, self._titles, self._grouping = annotations, titles, grouping
        self._empty = empty
        self._rows = in_groups(annotations, grouping, titles, subjects)
        there = {one.id: one for one in annotations}
        self._chosen = {id: there[id] for id in self._chosen if id in there}
        self._items.clear()
        self._window.count = len(self._rows)
        if before is not None and before.id in there:
            position = next(n for n, row in enumerate(self._rows) if row.annotation.id == before.id)
        self._go(min(position, max(0, len(self._rows) - 1)), told=False)
        self.post_message(NoteHighlighted(self.current))

    # Moving and choosing

    def _go(self, position: int, *, told: bool = True) -> None:
        if self._rows:
            self._window.go(position)
        self.refresh()
        if told:
            self.post_message(NoteHighlighted(self.current))

    def choose(self) -> None:
        """Take what the cursor is on into the multiple selection, or out of it; go on."""
        if self.current is not None:
            if self._chosen.pop(self.current.id, None) is None:
                self._chosen[self.current.id] = self.current
            self._items.clear()
            self.action_move(1)

    def choose_all(self) -> None:
        everything = {one.id: one for one in self._annotations}
        self._chosen = {} if len(self._chosen) == len(everything) else everything
        self._items.clear()
        self._go(self._window.cursor)

    def choose_none(self) -> bool:
        """Empty the multiple selection; false when it was."""
        had = bool(self._chosen)
        self._chosen.clear()
        self._items.clear()
        self._go(self._window.cursor)
        return had

    # Painting

    def _item(self, position: int) -> NoteItem:
        made = self._items.get(position)
        if made is None:
            row = self._rows[position]
            made = self._items[position] = item(
                row,
                max(8, self.size.width - 3),
                self._grouping,
                self._titles,
                first=position == 0,
                chosen=row.annotation.id in self._chosen,
            )
        return made

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        styles = self._role_styles()
        ground = self.rich_style
        if not self._rows:
            words = self._empty if y == 1 else ""
            return paint(Line((Piece(words, "quiet"),)), width, styles, ground, 2)
        lines = self._window.lines()
        if y >= len(lines):
            return Strip.blank(width, ground)
        position, number = lines[y]
        made = self._item(position)
        content = made.lines[number]
        bar = Piece(" ")
        if position == self._window.cursor and number >= len(made.above):
            ground += styles["cursor" if self.has_focus else "cursor-blurred"]
            bar = Piece("▌", "bar" if self.has_focus else "quiet")
        return paint(Line((bar, *content.left), content.right), width, styles, ground)

    def _role_styles(self) -> dict[str, Style]:
        return {
            role: self.get_component_rich_style(f"notes-list--{role}", partial=True)
            for role in _ROLES
        }

    # Events

    def on_resize(self) -> None:
        self._items.clear()
        self._window.height = self.size.height
        self._window.show_cursor()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        lines = self._window.lines()
        if place is not None and place.y < len(lines):
            again = lines[place.y][0] == self._window.cursor
            self._go(lines[place.y][0])
            if again and event.chain == 2:
                self.post_message(NoteOpened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._window.wheel(WHEEL_LINES)
        self.refresh()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._window.wheel(-WHEEL_LINES)
        self.refresh()


class NoteOpened(Message):
    """An annotation of the list was clicked twice."""
