"""What the keys of a dialog do, in a few words for its border."""

from __future__ import annotations

from textual.app import App

from tui.keymap import Keymap, show_keys


def key_of(app: App[object], command_id: str) -> str:
    """The key of a command for people, "" when it has none."""
    keymap: Keymap = getattr(app, "keymap_now", None) or Keymap()
    keys = keymap.keys_of(command_id)
    return show_keys(keys[0]) if keys else ""


def hint(app: App[object], *commands: tuple[str, str]) -> str:
    """Keys with what they do: ``x take back · ↵ go there``. ``commands`` are (id, words)."""
    told = ((key_of(app, command_id), words) for command_id, words in commands)
    return " · ".join(f"{key} {words}" for key, words in told if key)
