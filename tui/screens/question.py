"""A question before something is done that is not done lightly."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tui.commands import Where
from tui.opened import Dialog
from tui.rendering.cells import width_of
from tui.widgets.hints import HintedBox, hints_of

_WIDTH, _MOST, _FRAME = 64, 0.96, 6
"""Cells of the box, the share of the terminal that it has at most, and what its frame takes."""


class QuestionScreen(Dialog[bool]):
    """Asks whether to do something; gives back whether to."""

    where = (Where.QUESTION,)
    DEFAULT_CSS = """
    QuestionScreen {
        align: center middle;
        & > #question-box {
            width: 64; max-width: 96%; height: auto; max-height: 90%; background: $raised;
            border: round $line; border-title-color: $focus; border-title-style: bold;
            border-subtitle-color: $quiet; padding: 0 1;
        }
        & .question { text-style: bold; }
        & .question-words { height: auto; color: $text; background: $raised; }
    }
    """

    def __init__(self, question: str, words: Sequence[str], yes: str, no: str = "leave it") -> None:
        """``words`` say what it would mean, a paragraph each.

        ``yes`` is a verb for doing it, ``no`` one for not doing it.
        """
        super().__init__()
        self._question, self._words, self._yes, self._no = question, tuple(words), yes, no

    def compose(self) -> ComposeResult:
        box = HintedBox(id="question-box")
        # What does not fit into the frame whole is asked in it.
        room = min(_WIDTH, int(self.app.size.width * _MOST)) - _FRAME
        is_short = width_of(self._question) <= room
        box.border_title = Content(self._question if is_short else "")
        with box:
            if not is_short:
                yield Static(
                    Content(self._question), classes="question-words question", markup=False
                )
            for words in self._words:
                yield Static(Content(words), classes="question-words", markup=False)

    def on_mount(self) -> None:
        hints = hints_of(self.app, ("question.yes", self._yes), ("screen.close", self._no))
        self.query_one(HintedBox).offer(hints)

    def action_yes(self) -> None:
        self.dismiss(True)

    def action_close(self) -> None:
        self.dismiss(False)
