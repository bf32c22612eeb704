"""The search line: one line to type in, with what was searched before."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from tui.commands import Where
from tui.messages import ListWanted, SearchChanged, SearchLeft, SearchLineLeft, SearchSubmitted
from tui.rendering.cells import fit

LONGEST = 1000
"""Characters that can be typed; longer queries are cut by the search anyway."""


class SearchBar(Input):
    """Posts :class:`SearchChanged` while typing and :class:`SearchSubmitted` on Enter."""

    where = (Where.SEARCH,)
    virtual_size = Reactive(Size(0, 0), layout=False)
    """How long the line is hangs on nothing but the room that there is: nothing moves for it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, max_length=LONGEST)
        self.answered = asyncio.Event()
        """Whether what was asked for at once has its answer: keys are for what that finds."""
        self.answered.set()
        self._past: Sequence[str] = ()
        self._back = 0
        self._draft = ""
        self._silent: str | None = None

    def set_past(self, searches: Sequence[str]) -> None:
        """What was searched before, the newest first."""
        self._past = searches

    def write(self, text: str) -> None:
        """Put ``text`` on the line without searching for it."""
        if text != self.value:
            self._silent = text
            self.value = text
        self.cursor_position = len(text)

    def render_line(self, y: int) -> Strip:
        if y or self.has_focus or not self.value:
            return super().render_line(y)
        # Nobody moves along it now: from its beginning, and a cut is seen to be one.
        room = self.scrollable_content_region.width
        strip = Strip([Segment(fit(self.value, room))])
        return strip.extend_cell_length(room + 1).apply_style(self.rich_style)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        written, self._silent = self._silent, None
        if event.value == written:
            return
        self.post_message(SearchChanged(event.value))

    def on_blur(self) -> None:
        self.post_message(SearchLineLeft())

    def _on_paste(self, event: events.Paste) -> None:
        from index.sanitise import sanitise

        # Textual's own handler, which has its turn after this one, puts it in.
        pasted = " ".join(sanitise(event.text).split()) or " "
        room = LONGEST - len(self.value) + len(self.selected_text)
        event.text = pasted[:room]
        if len(pasted) > room:
            words = f"Only the first {room:,} of {len(pasted):,} characters have room here."
            self.app.notify(words, markup=False, timeout=4)

    def action_submit(self) -> None:  # type: ignore[override]
        self._back = 0
        if self.value.strip():
            self.answered.clear()
        self.post_message(SearchSubmitted(self.value))

    def action_leave(self) -> None:
        self._back = 0
        self.post_message(SearchLeft())
        self.value = ""

    def action_history(self, delta: int) -> None:
        """``delta`` -1 is the search before, 1 the one after, down to what is being typed."""
        back = self._back - delta
        if not 0 <= back <= len(self._past):
            return
        if self._back == 0:
            self._draft = self.value
        self._back = back
        self.value = self._past[back - 1] if back else self._draft
        self.cursor_position = len(self.value)

    def action_to_list(self) -> None:
        """Down: to the search after this one, and from the last one to what was found."""
        if self._back:
            self.action_history(1)
        else:
            self.post_message(ListWanted())
