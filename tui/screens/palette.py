"""The command palette and the help: both told by the command registry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tui.commands import BY_ID, COMMANDS, Command, Group, Where
from tui.keymap import Keymap, show_keys
from tui.screens.choices import ChoiceScreen
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold

KEYS_ROOM = 16
MOST_KEYS = 4
FIRST = (
    "search.open",
    "article.open",
    "pane.next",
    "move.page-down",
    "mark.sentence",
    "mark.note",
    "notes.open",
    "panel.why",
    "screen.step-back",
    "app.quit",
)
"""The commands that carry a newcomer through a first hour; the help begins with them."""


def keys_shown(keymap: Keymap, command: Command) -> str:
    """The keys of a command for people: ``j ↓``, of many the first and the last."""
    keys = [show_keys(written) for written in keymap.keys_of(command.id)]
    return " ".join(keys) if len(keys) <= MOST_KEYS else f"{keys[0]} … {keys[-1]}"


def matching(words: Sequence[str], commands: Iterable[Command], keymap: Keymap) -> list[Command]:
    """The commands that have every word in what is told of them; titles that begin so first."""

    def rank(command: Command) -> int | None:
        title = command.title.casefold()
        told = f"{title} {command.help} {command.id} {command.group.value} ".casefold()
        told += keys_shown(keymap, command).casefold()
        if not all(word in told for word in words):
            return None
        if words and title.startswith(words[0]):
            return 0
        return 1 if all(word in title for word in words) else 2

    ranked = [(rank(command), command) for command in commands]
    return [command for place in range(3) for found, command in ranked if found == place]


class PaletteScreen(ChoiceScreen[str]):
    """Every command that can be run now, by name; gives back its id."""

    TITLE_WORDS = "Commands"
    PLACEHOLDER = "what do you want to do?"

    def __init__(self, keymap: Keymap, wheres: Iterable[Where]) -> None:
        super().__init__()
        self._keymap = keymap
        here = set(wheres)
        self._commands = [c for c in COMMANDS if c.listed and here & set(c.where)]

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        found = matching(words, self._commands, self._keymap)
        if not found:
            return [Entry((Line((Piece(" No command is called that.", "quiet"),)),))]
        return [
            Entry(
                (
                    Line(
                        (Piece(command.title, "title"), Piece(f"  {command.help}", "quiet")),
                        (Piece(f"  {show_keys(self._keymap.keys_of(command.id)[0])}", "key"),)
                        if self._keymap.keys_of(command.id)
                        else (),
                    ),
                ),
                command.id,
            )
            for command in found
        ]

    def result_of(self, target: object) -> str:
        return str(target)


def help_entries(
    words: Sequence[str], width: int, keymap: Keymap, here: Collection[Where] = ()
) -> list[Entry]:
    """All commands with their keys and what they do, by chapter; only those with ``words``.

    The first chapter is what can be done ``here``, or what carries through a first hour.
    """
    found = matching(words, COMMANDS, keymap)
    chapters = [(g.value, [c for c in COMMANDS if c.group is g and c in found]) for g in Group]
    if not words:
        chapters.insert(0, _first_chapter(here))
    entries: list[Entry] = []
    for title, chapter in chapters:
        if chapter:
            head = Line((Piece(title, "heading"),))
            entries.append(Entry((Line(), head) if entries else (head,)))
        entries += [Entry(_help_lines(command, width, keymap), command.id) for command in chapter]
    return entries or [Entry((Line((Piece(" Nothing in the help says that.", "quiet"),)),))]


def _first_chapter(here: Collection[Where]) -> tuple[str, list[Command]]:
    wheres = set(here) - {Where.EVERYWHERE}
    if not wheres or Where.MAIN in wheres:
        return "First of all", [BY_ID[id] for id in FIRST]
    chapter = [command for command in COMMANDS if wheres & set(command.where)]
    # What is nowhere else comes before what moves through every list.
    return "On this screen", sorted(chapter, key=lambda command: not command.listed)


def _help_lines(command: Command, width: int, keymap: Keymap) -> tuple[Line, ...]:
    room = min(KEYS_ROOM, width // 3)
    told = fold(command.help, max(10, width - room - 1))
    keys = keys_shown(keymap, command)
    first = Line((Piece(f"{keys:<{room}} ", "key"), Piece(command.title, "title")))
    rest = [Line((Piece(" " * (room + 1)), Piece(text, "facts"))) for text in told]
    return (first, *rest)
