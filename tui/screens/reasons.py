"""The frame of a dialog that tells why: reasons to scroll through, and putting right."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content

from tui import messages
from tui.commands import Where
from tui.opened import Dialog
from tui.widgets.entries import Entries, Entry
from tui.widgets.hints import HintedBox, hints_of


class ReasonList(Entries):
    """The reasons; a place of its own so that keys reach it."""

    where = (Where.WHY,)


class TellingScreen(Dialog[None]):
    """Shows reasons; scroll, close."""

    where = (Where.WHY,)
    TITLE_WORDS = ""
    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (("screen.close", "close"),)

    @abstractmethod
    def entries_for(self, width: int) -> Sequence[Entry]:
        """The reasons in ``width`` cells."""

    def compose(self) -> ComposeResult:
        box = HintedBox(id="box")
        box.border_title = Content(self.TITLE_WORDS)
        with box:
            yield ReasonList(id="choices")

    def on_mount(self) -> None:
        reasons = self.query_one(ReasonList)
        reasons.show(self.entries_for)
        self.set_focus(reasons)
        self.query_one(HintedBox).offer(hints_of(self.app, *self.HINTS))

    def action_close(self) -> None:
        self.dismiss(None)


class ReasonsScreen(TellingScreen):
    """Shows reasons; scroll, put right, close."""

    HINTS = (("correct.here", "put right"), ("screen.close", "close"))

    def __init__(self, correct: Callable[[messages.CorrectionAsked], object]) -> None:
        """``correct`` is told what is to be put right."""
        super().__init__()
        self._correct = correct

    @abstractmethod
    def asked(self, target: object) -> messages.CorrectionAsked:
        """What is to be put right when asked with the cursor on ``target``."""

    def action_correct(self) -> None:
        self._correct(self.asked(self.query_one(ReasonList).target))
