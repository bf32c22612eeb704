"""What the keys of a dialog do, in a few words for its border."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, cast

from textual.app import App
from textual.containers import Vertical
from textual.content import Content

from tui.keymap import Keymap, Keys, show_keys
from tui.rendering.cells import width_of

_BETWEEN = " · "
_FRAME = 6
"""Cells of a border's lower edge that hints cannot have."""


class HintedBox(Vertical):
    """The box of a dialog, with hints in its lower edge: as many whole ones as fit."""

    hints: Sequence[str] = ()

    def offer(self, hints: Sequence[str]) -> None:
        """Show these hints, the most useful first, and last how to leave."""
        self.hints = hints
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        self.border_subtitle = Content(fitting(self.hints, self.outer_size.width - _FRAME))


def fitting(hints: Sequence[str], room: int) -> str:
    """The first of ``hints`` that stand side by side in ``room`` cells, none of them cut.

    The last one, which tells how to leave, stays before those between.
    """
    if not hints:
        return ""
    *others, last = hints
    kept: list[str] = []
    for hint in others:
        if width_of(_BETWEEN.join([*kept, hint, last])) > room:
            break
        kept.append(hint)
    whole = _BETWEEN.join([*kept, last])
    if width_of(whole) <= room:
        return whole
    return hints[0] if width_of(hints[0]) <= room else ""


class Keyed(Protocol):
    """What widgets ask the app of its keys."""

    keymap_now: Keymap
    pressed: Keys
    """The keys of the command that is being carried out."""

    def offer_keys(self) -> None:
        """Have the footer of the screen show the keys that mean something now."""


def keyed(app: App[Any]) -> Keyed:
    """The app, as what has keys."""
    return cast("Keyed", app)


def keymap_of(app: App[Any]) -> Keymap:
    """The keys as they are now."""
    return keyed(app).keymap_now


def key_of(app: App[object], command_id: str) -> str:
    """The key of a command for people, "" when it has none."""
    keys = keymap_of(app).keys_of(command_id)
    return show_keys(keys[0]) if keys else ""


def titled(app: App[object], command_id: str, words: str) -> str:
    """A title with the key that leads there: ``1 Articles``."""
    return f"{key_of(app, command_id)} {words}".lstrip()


def with_undo(app: App[object], done: str) -> str:
    """What was done, and the key that takes it back: ``1 mark moved; u takes that back.``"""
    key = key_of(app, "app.undo")
    return f"{done}; {key} takes that back." if key else f"{done}."


def hints_of(app: App[object], *commands: tuple[str, str]) -> list[str]:
    """Keys with what they do: ``x take back``, ``↵ go there``. ``commands`` are (id, words)."""
    told = ((key_of(app, command_id), words) for command_id, words in commands)
    return [f"{key} {words}" for key, words in told if key]


def hint(app: App[object], *commands: tuple[str, str]) -> str:
    """The hints of :func:`hints_of` side by side: ``x take back · ↵ go there``."""
    return _BETWEEN.join(hints_of(app, *commands))
