"""Screens around one list: what moves its cursor works wherever the focus is."""

from __future__ import annotations

from typing import Protocol


class Moves(Protocol):
    """A list with a cursor that keys move."""

    def action_move(self, delta: int) -> None: ...

    def action_page(self, pages: float) -> None: ...

    def action_top(self) -> None: ...

    def action_bottom(self) -> None: ...


class MovesList:
    """Passes on to a list what moves a cursor; a screen says which list."""

    @property
    def moved(self) -> Moves:
        """The list that is moved in."""
        raise LookupError(type(self).__name__)

    def action_move(self, delta: int) -> None:
        self.moved.action_move(delta)

    def action_page(self, pages: float) -> None:
        self.moved.action_page(pages)

    def action_top(self) -> None:
        self.moved.action_top()

    def action_bottom(self) -> None:
        self.moved.action_bottom()
