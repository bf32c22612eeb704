"""Dialogs that ask for a line of text: a name, or a date that is read while it is typed."""

from __future__ import annotations

import asyncio

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui import workers
from tui.commands import Where
from tui.opened import TITLE_ROOM, Dialog
from tui.rendering.cells import fit
from tui.widgets.hints import key_of


class LineScreen(Dialog[str | None]):
    """Asks for a line of text; gives it back, or ``None`` when it was left."""

    where = (Where.DIALOG,)
    PLACEHOLDER = ""
    DEFAULT_CSS = """
    LineScreen {
        align: center middle;
        & > #line-box {
            width: 72; max-width: 96%; height: auto; background: $raised;
            border: round $line; border-title-color: $focus; border-title-style: bold;
            border-subtitle-color: $quiet; padding: 0 1;
        }
        & #line { background: $raised; color: $text; border: none; padding: 0; }
        & #told { height: auto; max-height: 3; color: $quiet; }
        & #told.-bad { color: $bad; }
        & #told.-good { color: $good; }
    }
    """

    def __init__(self, title: str, text: str) -> None:
        """``title`` says what is asked for, ``text`` is there to begin with."""
        super().__init__()
        self._words = title
        self._text = text

    def compose(self) -> ComposeResult:
        box = Vertical(id="line-box")
        box.border_title = Content(fit(self._words, TITLE_ROOM))
        box.border_subtitle = Content(f"↵ save · {key_of(self.app, 'screen.close')} leave")
        with box:
            yield Input(
                self._text,
                compact=True,
                select_on_focus=False,
                placeholder=self.PLACEHOLDER,
                id="line",
            )
            yield from self.below()

    def below(self) -> ComposeResult:
        """What stands under the line."""
        yield from ()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.take(event.value)

    def take(self, typed: str) -> None:
        """Give back what was typed; a subclass may refuse."""
        self.dismiss(typed)

    def action_close(self) -> None:
        self.dismiss(None)


class DateScreen(LineScreen):
    """Asks for a date, says how it is understood, and takes nothing that is none."""

    PLACEHOLDER = "2023-05 · 12 May 2023 · 2021-03-01/2021-03-04 · no date"

    def __init__(self, title: str, now: str) -> None:
        """``now`` says what the date is so far, in words."""
        super().__init__(title, "")
        self._now = now

    def below(self) -> ComposeResult:
        yield Static(Content(self._now), markup=False, id="told")

    def on_mount(self) -> None:
        workers.run(self, self._get_ready, group="reading")

    async def _get_ready(self) -> None:
        # What reads dates is imported before the first letter needs it.
        await asyncio.to_thread(understood, "2000")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value.strip():
            self._tell(*understood(event.value))
        else:
            self._tell(self._now, "")

    def take(self, typed: str) -> None:
        words, kind = understood(typed)
        if kind == "good":
            self.dismiss(typed)
        else:
            self._tell(words, kind)

    def _tell(self, words: str, kind: str) -> None:
        told = self.query_one("#told", Static)
        told.update(Content(words))
        told.set_class(kind == "good", "-good")
        told.set_class(kind == "bad", "-bad")


def understood(typed: str) -> tuple[str, str]:
    """How a typed date is understood, or why it is not, and whether that is ``good`` or ``bad``."""
    from index.language.typed_dates import NoDateRead, read_typed
    from index.library.linking.event_corrections import dating_of
    from tui import wording

    try:
        dating = dating_of(read_typed(typed))
    except NoDateRead as error:
        return f"{error}"[:1].upper() + f"{error}"[1:], "bad"
    if not dating.interval:
        return "= its date is not known", "good"
    return f"= {wording.interval(dating.interval, dating.precision)}", "good"
