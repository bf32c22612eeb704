"""The line in which one types what to find in the open article."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.commands import Where

LONGEST = 1_000
"""Characters that can be typed."""


class FindBar(Horizontal):
    """The line at the bottom of the reader in which one types what to find."""

    where = (Where.FIND,)
    DEFAULT_CSS = """
    FindBar {
        dock: bottom; height: 1; background: $raised; color: $text; layer: find;
        & > Static { width: auto; color: $quiet; padding: 0 1; }
        & > .-problem { color: $warning; text-style: bold; }
        & > Input { width: 1fr; height: 1; border: none; padding: 0; background: $raised; }
    }
    """

    class Changed(Message):
        """What is to be found changed; ``final`` when Enter was pressed."""

        def __init__(self, words: str, pattern: bool, final: bool) -> None:
            super().__init__()
            self.words = words
            self.pattern = pattern
            self.final = final

    class Closed(Message):
        """Escape was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._pattern = False
        self._input = Input(compact=True, select_on_focus=False, max_length=LONGEST)
        self._label = Static(Content("find"), markup=False)
        self._count = Static(Content(""), markup=False)

    def compose(self) -> ComposeResult:
        yield self._label
        yield self._input
        yield self._count

    def on_mount(self) -> None:
        self.screen.set_focus(self._input)

    def say(self, words: str, *, is_problem: bool) -> None:
        """Show how many were found, or what is wrong."""
        self._count.update(Content(words))
        self._count.set_class(is_problem, "-problem")

    def action_pattern(self) -> None:
        """Search for a regular expression instead of words, or for words again."""
        self._pattern = not self._pattern
        self._label.update(Content("find pattern" if self._pattern else "find"))
        self._changed(final=False)

    def action_submit(self) -> None:
        self._changed(final=True)

    def action_close(self) -> None:
        self.post_message(self.Closed())

    def _changed(self, final: bool) -> None:
        self.post_message(self.Changed(self._input.value, self._pattern, final))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._changed(final=False)
