"""Commands of the screen, of lists of choices, and of culm itself."""

from __future__ import annotations

from tui.commands.model import Command, Group, Where
from tui.commands.places import CHOICES, CLOSING, EVERYWHERE, MAIN

# One command a paragraph is easier to read than one argument a line.
# fmt: off

SCREEN = (
    Command("pane.next", ("tab",), "pane_next(1)", "Next pane",
            "Puts the focus on the next pane; in a narrow terminal it also shows it.",
            Group.SCREEN, (Where.MAIN, Where.SEARCH)),
    Command("pane.previous", ("shift+tab",), "pane_next(-1)", "Previous pane",
            "Puts the focus on the previous pane.", Group.SCREEN, (Where.MAIN, Where.SEARCH)),
    Command("pane.list", ("1",), "pane('list')", "Article list", "Goes to the list of articles.",
            Group.SCREEN, MAIN),
    Command("pane.reader", ("2",), "pane('reader')", "Reader", "Goes to the open article.",
            Group.SCREEN, MAIN),
    Command("pane.events", ("3",), "pane('panel')", "Events",
            "Goes to the events of the open article.", Group.SCREEN, MAIN),
    Command("screen.zen", ("z",), "zen", "Only the text",
            "Hides everything but the reader, or brings it back.", Group.SCREEN, MAIN),
    Command("pane.hide", ("_",), "hide_pane", "Hide the pane",
            "Hides the list or the events; from the reader, brings back what is hidden.",
            Group.SCREEN, MAIN),
    Command("screen.wider", ("+", "="), "measure(4)", "Longer lines",
            "Makes the lines of the text longer.", Group.SCREEN, MAIN),
    Command("screen.narrower", ("-",), "measure(-4)", "Shorter lines",
            "Makes the lines of the text shorter.", Group.SCREEN, MAIN),
    Command("pane.grow", (">",), "resize_pane(2)", "Wider pane",
            "Makes the pane with the focus wider.", Group.SCREEN, MAIN),
    Command("pane.shrink", ("<",), "resize_pane(-2)", "Narrower pane",
            "Makes the pane with the focus narrower.", Group.SCREEN, MAIN),
    Command("screen.theme", ("D",), "next_theme", "Next theme",
            "Goes through the themes: dark, light, paper, contrast, terminal, plain.",
            Group.SCREEN, EVERYWHERE),
    Command("screen.redraw", ("ctrl+l",), "redraw", "Draw again",
            "Draws the whole screen again, when something else has written on it.",
            Group.SCREEN, EVERYWHERE),
    Command("screen.legend", ("L",), "legend", "Legend",
            "Shows what the colours and lines in the text stand for.", Group.SCREEN, MAIN),
)

CHOOSING = (
    Command("choice.down", ("down", "ctrl+n", "tab"), "choose(1)", "Next choice",
            "To the next line of a list of choices.", Group.CHOOSING, CHOICES, listed=False),
    Command("choice.up", ("up", "shift+tab"), "choose(-1)", "Previous choice",
            "To the previous line of a list of choices.", Group.CHOOSING, CHOICES, listed=False),
    Command("choice.page-down", ("pagedown",), "choose_page(1)", "Choices, a page on",
            "One page on in a list of choices.", Group.CHOOSING, CHOICES, listed=False),
    Command("choice.page-up", ("pageup",), "choose_page(-1)", "Choices, a page back",
            "One page back in a list of choices.", Group.CHOOSING, CHOICES, listed=False),
    Command("choice.last", ("ctrl+end",), "choose_end(1)", "Last choice",
            "To the end of a list of choices.", Group.CHOOSING, CHOICES, listed=False),
    Command("choice.first", ("ctrl+home",), "choose_end(-1)", "First choice",
            "To the top of a list of choices.", Group.CHOOSING, CHOICES, listed=False),
    Command("field.next", ("tab",), "field(1)", "Next field", "To the next line of a dialog.",
            Group.CHOOSING, (Where.DIALOG,), listed=False),
    Command("field.previous", ("shift+tab",), "field(-1)", "Previous field",
            "To the previous line of a dialog.", Group.CHOOSING, (Where.DIALOG,), listed=False),
    Command("question.yes", ("enter", "y"), "yes", "Do it", "Does what was asked about.",
            Group.CHOOSING, (Where.QUESTION,), listed=False),
    Command("choice.take", ("enter",), "take", "Take the choice", "Takes the choice.",
            Group.CHOOSING, CHOICES, listed=False),
)

CULM = (
    Command("app.undo", ("u",), "undo", "Undo", "Takes back the last change.", Group.CULM,
            (Where.MAIN, Where.NOTES, Where.REVIEW, Where.CORRECTIONS, Where.SAVED,
             Where.SOURCES, Where.IMPORTS)),
    Command("app.redo", ("ctrl+r",), "redo", "Redo", "Makes the change again.", Group.CULM,
            (Where.MAIN, Where.NOTES, Where.REVIEW, Where.CORRECTIONS, Where.SAVED,
             Where.SOURCES, Where.IMPORTS)),
    Command("app.palette", (":", "ctrl+p"), "palette", "Commands", "Every command by name.",
            Group.CULM, EVERYWHERE),
    Command("app.help", ("?",), "help", "Help", "Every key and command, searchable.", Group.CULM,
            EVERYWHERE, short="help"),
    Command("app.settings", ("g c",), "settings", "Settings",
            "Opens config.toml in your editor; keys, theme and lines hold as soon as it ends.",
            Group.CULM, (Where.MAIN,)),
    Command("app.suspend", ("ctrl+z",), "suspend_process", "To the shell",
            "Puts culm to sleep; fg brings it back.", Group.CULM, EVERYWHERE),
    Command("app.quit", ("q", "ctrl+q", "ctrl+c"), "quit", "Quit", "Leaves culm.", Group.CULM,
            EVERYWHERE),
    Command("screen.close", ("escape", "q"), "close", "Close", "Goes back to where you were.",
            Group.CULM, CLOSING, short="close", listed=False),
)
# fmt: on
