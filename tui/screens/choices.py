"""A dialog to choose from a list by typing: the palette, help and facets are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from tui.commands import Where
from tui.opened import Dialog
from tui.widgets.entries import Entries, Entry
from tui.widgets.hints import HintedBox, hints_of

Result = TypeVar("Result")

_HINTS = (
    ("choice.take", "take"),
    ("choice.last", "to the end"),
    ("choice.page-down", "a page on"),
    ("screen.close", "close"),
)


class Choices(Entries, can_focus=False):
    """The list below the line; the line keeps the focus, clicks choose."""

    ALWAYS_LIVE = True
    BESIDE = 4

    def action_open(self) -> None:
        screen = self.screen
        if isinstance(screen, ChoiceScreen):
            screen.action_take()


class ChoiceScreen(Dialog[Result]):
    """A line to type on and entries that follow what is typed.

    A subclass says what there is to choose from (:meth:`entries_for`) and what
    a choice amounts to (:meth:`result_of`).
    """

    where = (Where.PALETTE,)
    TITLE_WORDS = ""
    PLACEHOLDER = "type to narrow"

    def compose(self) -> ComposeResult:
        box = HintedBox(id="box")
        box.border_title = Content(self.TITLE_WORDS)
        with box:
            yield Input(placeholder=self.PLACEHOLDER, compact=True, id="narrow")
            yield Choices(id="choices")

    def on_mount(self) -> None:
        self.query_one(HintedBox).offer(hints_of(self.app, *_HINTS))
        self.set_focus(self.query_one(Input))
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, typed: str) -> None:
        words = tuple(typed.casefold().split())
        self.query_one(Choices).show(lambda width: self.entries_for(words, width))

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        """The entries that ``words`` (case-folded) leave, in ``width`` cells."""
        raise KeyError(type(self).__name__)

    def result_of(self, target: object) -> Result | None:
        """What the dialog gives back for a chosen ``target``."""
        raise KeyError(type(self).__name__)

    def action_choose(self, delta: int) -> None:
        self.query_one(Choices).action_move(delta)

    def action_choose_page(self, pages: float) -> None:
        self.query_one(Choices).action_page(pages)

    def action_choose_end(self, which: int) -> None:
        """To the first choice (``which`` below 0) or the last."""
        choices = self.query_one(Choices)
        if which < 0:
            choices.action_top()
        else:
            choices.action_bottom()

    def action_take(self) -> None:
        target = self.query_one(Choices).target
        if target is not None:
            self.dismiss(self.result_of(target))

    def action_close(self) -> None:
        self.dismiss(None)
