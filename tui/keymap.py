"""From keys to commands: sequences, places, remapping.

The focused widget and everything around it name the places they are (see
:class:`tui.commands.Where`). A key is looked up in those places from the
inside out; the first that knows it, alone or as the beginning of a sequence,
has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tui.commands import COMMANDS, Command, Where

Keys = tuple[str, ...]

_SHOWN = {
    "enter": "↵",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "backspace": "⌫",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def parse_keys(written: str) -> Keys:
    """The keys of a sequence as written in the registry or in a config file (``"] e"``)."""
    return tuple(written.split())


def show_keys(written: str) -> str:
    """A sequence of keys as people read it: ``]e``, ``ctrl+d``, ``↵``."""
    return "".join(_SHOWN.get(key, key) for key in parse_keys(written))


def key_name(key: str, character: str | None) -> str:
    """One pressed key in the registry's notation.

    ``key`` is Textual's name for it, ``character`` what it would type.
    """
    if key.startswith("alt+"):
        # Terminals send the character behind an Escape; it is not what was meant to be typed.
        return key
    if character is not None and character.isprintable() and character != " ":
        return character
    return key


class Match(Struct, frozen=True):
    """What keys mean: a ``command`` in a ``place``, or a sequence that must go on."""

    command: Command | None
    place: int
    """Which of the places asked about, counted from the inside."""


class Keymap:
    """Which keys run which command where. Immutable once made."""

    def __init__(
        self,
        commands: Iterable[Command] = COMMANDS,
        remapped: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """``remapped`` gives other keys to commands by their id."""
        self._keys: dict[str, tuple[str, ...]] = {}
        self._bound: dict[Where, dict[Keys, Command]] = {where: {} for where in Where}
        self._begun: dict[Where, set[Keys]] = {where: set() for where in Where}
        for command in commands:
            written = tuple((remapped or {}).get(command.id, command.keys))
            self._keys[command.id] = written
            for where in command.where:
                for keys in map(parse_keys, written):
                    self._bound[where][keys] = command
                    self._begun[where].update(keys[:end] for end in range(1, len(keys)))

    def keys_of(self, command_id: str) -> tuple[str, ...]:
        """The keys of a command, as written; the first is the one to show."""
        return self._keys.get(command_id, ())

    def look_up(self, keys: Keys, places: Sequence[Sequence[Where]]) -> Match | None:
        """What ``keys``, pressed one after the other, mean in ``places`` (inside first).

        ``None`` when they mean nothing there.
        """
        for position, wheres in enumerate(places):
            for where in wheres:
                command = self._bound[where].get(keys)
                if keys in self._begun[where] and not (command and command.waits):
                    return Match(None, position)
                if command is not None:
                    return Match(command, position)
        return None

    def may_go_on(self, keys: Keys, places: Sequence[Sequence[Where]]) -> bool:
        """Whether some sequence of ``places`` begins with ``keys``."""
        return any(keys in self._begun[where] for wheres in places for where in wheres)

    def continuations(
        self, begun: Keys, places: Sequence[Sequence[Where]]
    ) -> list[tuple[str, Command]]:
        """The keys that may follow ``begun``, to their end, and the commands they lead to."""
        found: dict[Keys, Command] = {}
        for wheres in places:
            for where in wheres:
                for keys, command in self._bound[where].items():
                    if keys[: len(begun)] == begun and len(keys) > len(begun):
                        found.setdefault(keys[len(begun) :], command)
        return [("".join(keys), command) for keys, command in found.items()]


def conflicts(keymap: Keymap, commands: Sequence[Command] = COMMANDS) -> list[str]:
    """What is wrong with a key map, in words: keys given twice, sequences that hide a key."""
    problems = []
    seen: dict[tuple[Where, Keys], str] = {}
    patient = {command.id for command in commands if command.waits}
    for command in commands:
        for where in command.where:
            for written in keymap.keys_of(command.id):
                keys = parse_keys(written)
                other = seen.setdefault((where, keys), command.id)
                if other != command.id:
                    problems.append(f"{show_keys(written)} is both {other} and {command.id}")
    for (where, keys), name in seen.items():
        for (place, longer), other in seen.items():
            if name in patient or place != where:
                continue
            if len(longer) > len(keys) and longer[: len(keys)] == keys:
                problems.append(f"{''.join(keys)} ({name}) begins {''.join(longer)} ({other})")
    # Two commands may share more than one place; that is said once.
    return list(dict.fromkeys(problems))
