"""Everything a reader can do, told once.

A command has an id for good, default keys, the action that carries it out, and
the words that explain it. The key map, the footer, the palette and the help
screen are all made from this table, and a user remaps keys by the ids in it.

Keys are written as people write them: a character for itself (``/``, ``G``),
a name for the others (``enter``, ``ctrl+d``, ``space``), and a blank between
the keys of a sequence (``] e``).

A widget or screen that takes commands says so by an attribute ``where``, a
tuple of :class:`Where`, inner places first; the key map walks from the focused
widget outwards and the first place that knows the key has it. See
:mod:`tui.keymap`.
"""

from __future__ import annotations

from tui.commands.articles import ARTICLES
from tui.commands.bringing import BRINGING
from tui.commands.comparing import COMPARING
from tui.commands.exporting import EXPORTING
from tui.commands.finding import FINDING
from tui.commands.general import CHOOSING, CULM, SCREEN
from tui.commands.looking import LOOKING
from tui.commands.marking import MARKING
from tui.commands.model import Command, Group, Where
from tui.commands.moving import MOVING
from tui.commands.reading import BY_HAND, EVENTS, READING
from tui.commands.reviewing import REVIEWING

__all__ = ["BY_ID", "COMMANDS", "Command", "Group", "Where"]

COMMANDS: tuple[Command, ...] = (
    *MOVING,
    *FINDING,
    *READING,
    *EVENTS,
    *COMPARING,
    *LOOKING,
    *MARKING,
    *REVIEWING,
    *BY_HAND,
    *ARTICLES,
    *BRINGING,
    *EXPORTING,
    *SCREEN,
    *CHOOSING,
    *CULM,
)

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}
