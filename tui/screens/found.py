"""Choosing among what is found for what is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from msgspec import Struct
from textual.widgets import Input

from tui import workers
from tui.opened import TITLE_ROOM
from tui.rendering.cells import fit
from tui.screens.choices import Choices, ChoiceScreen
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold


class Option(Struct, frozen=True):
    """Something that can be chosen: its lines, made for a width, and what it stands for."""

    lines: Callable[[int], tuple[Line, ...]]
    target: object


Find = Callable[[str], Awaitable[Sequence[Option]]]


class FoundScreen(ChoiceScreen[object]):
    """A choice among what is found for what is typed; gives back the target chosen."""

    def __init__(self, title: str, find: Find) -> None:
        """``find`` is asked for what was typed, first for nothing."""
        super().__init__()
        self.TITLE_WORDS = fit(title, TITLE_ROOM)
        self._find = find
        self._found: Sequence[Option] = ()
        self._found_for: str | None = None

    def _show(self, typed: str) -> None:
        workers.run(self, self._search, typed, group="choices", exclusive=True)

    async def _search(self, typed: str) -> None:
        self._found = await self._find(typed)
        again, self._found_for = self._found_for == typed, typed
        choices = self.query_one(Choices)
        choices.show(lambda width: self.entries_for((), width), keep_place=again)

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        if not self._found:
            return [Entry((Line((Piece(" Nothing is called that.", "quiet"),)),))]
        return [Entry(option.lines(width), option) for option in self._found]

    @property
    def typed(self) -> str:
        """What is on the line."""
        return self.query_one("#narrow", Input).value

    @property
    def chosen(self) -> object:
        """The option under the cursor."""
        return self.query_one(Choices).target

    def type(self, text: str) -> None:
        """Put ``text`` on the line in place of what is there."""
        line = self.query_one("#narrow", Input)
        line.value = text
        line.cursor_position = len(text)

    def result_of(self, target: object) -> object:
        return target.target if isinstance(target, Option) else None

    def action_take(self) -> None:
        typed = self.typed
        if self._found_for == typed:
            super().action_take()
        else:
            # Enter came before what the last letters lead to: nothing older is meant.
            workers.run(self, self._search_and_take, typed, group="choices", exclusive=True)

    async def _search_and_take(self, typed: str) -> None:
        await self._search(typed)
        super().action_take()


def plain_option(title: str, help: str, target: object) -> Option:
    """An option in words of culm's own."""
    return Option(lambda width: told_lines(title, help, width), target)


def told_lines(title: str, help: str, width: int) -> tuple[Line, ...]:
    """What can be chosen, in words, and below it what that means."""
    lines = [Line((Piece(text, "title"),)) for text in fold(title, width)]
    if help:
        told = fold(help, max(8, width - 2), 2)
        lines += [Line((Piece(f"  {text}", "quiet"),)) for text in told]
    return tuple(lines)
