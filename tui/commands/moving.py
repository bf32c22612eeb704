"""Commands that move: cursor, caret, page, selection."""

from __future__ import annotations

from tui.commands.model import Command, Group, Where
from tui.commands.places import READER, SCROLLING, SELECTION

# One command a paragraph is easier to read than one argument a line.
# fmt: off

MOVING = (
    Command("move.down", ("j", "down"), "move(1)", "Down", "One line or one item down.",
            Group.MOVING, SCROLLING, listed=False),
    Command("move.up", ("k", "up"), "move(-1)", "Up", "One line or one item up.", Group.MOVING,
            SCROLLING, listed=False),
    Command("move.page-down", ("space", "pagedown"), "page(1)", "Page down", "One page on.",
            Group.MOVING, SCROLLING, listed=False),
    Command("move.page-up", ("pageup", "b"), "page(-1)", "Page up", "One page back.", Group.MOVING,
            SCROLLING, listed=False),
    Command("move.half-down", ("ctrl+d",), "page(0.5)", "Half a page down", "Half a page on.",
            Group.MOVING, SCROLLING, listed=False),
    Command("move.half-up", ("ctrl+u",), "page(-0.5)", "Half a page up", "Half a page back.",
            Group.MOVING, SCROLLING, listed=False),
    Command("move.top", ("g", "home"), "top", "To the top",
            "To the first line or item. Where more may follow g, it is pressed twice.",
            Group.MOVING, SCROLLING, listed=False, waits=True),
    Command("move.bottom", ("G", "end"), "bottom", "To the end", "To the last line or item.",
            Group.MOVING, SCROLLING, listed=False),
    Command("move.left", ("h", "left"), "char(-1)", "Left", "One character back.", Group.MOVING,
            READER, listed=False),
    Command("move.right", ("l", "right"), "char(1)", "Right", "One character on.", Group.MOVING,
            READER, listed=False),
    Command("move.count", tuple(f"alt+{figure}" for figure in "123456789"), "count",
            "So many times", "Begins a count: the next motion is made that many times.",
            Group.MOVING, READER, listed=False),
    Command("move.count-on", tuple("0123456789"), "count", "Further figures",
            "More figures of a count that was begun.", Group.MOVING, (Where.COUNT,), listed=False),
    Command("move.word", ("W", "ctrl+right"), "motion('next-word')", "Next word",
            "To the beginning of the next word.", Group.MOVING, READER, listed=False),
    Command("move.word-back", ("B", "ctrl+left"), "motion('previous-word')", "Word back",
            "To the beginning of this word or the one before.", Group.MOVING, READER,
            listed=False),
    Command("move.word-end", ("E",), "motion('word-end')", "End of the word",
            "To the end of this word or the next.", Group.MOVING, READER, listed=False),
    Command("select.word", ("w",), "motion('next-word')", "To the next word",
            "Stretches the selection to the next word.", Group.MOVING, SELECTION, listed=False),
    Command("select.word-back", ("b",), "motion('previous-word')", "A word back",
            "Stretches the selection back by a word.", Group.MOVING, SELECTION, listed=False),
    Command("select.word-end", ("e",), "motion('word-end')", "To the end of the word",
            "Stretches the selection to the end of a word.", Group.MOVING, SELECTION,
            listed=False),
    Command("move.sentence", (")",), "motion('next-sentence')", "Next sentence",
            "To the beginning of the next sentence.", Group.MOVING, READER, listed=False),
    Command("move.sentence-back", ("(",), "motion('previous-sentence')", "Sentence back",
            "To the beginning of this sentence or the one before.", Group.MOVING, READER,
            listed=False),
    Command("move.paragraph", ("}",), "motion('next-paragraph')", "Next paragraph",
            "To the beginning of the next paragraph.", Group.MOVING, READER, listed=False),
    Command("move.paragraph-back", ("{",), "motion('previous-paragraph')", "Paragraph back",
            "To the beginning of this paragraph or the one before.", Group.MOVING, READER,
            listed=False),
    Command("move.line-start", ("0", "^", "ctrl+a"), "line_start", "Start of the line",
            "To the first character of the line.", Group.MOVING, READER, listed=False),
    Command("move.line-end", ("$", "ctrl+e"), "line_end", "End of the line",
            "To the last character of the line.", Group.MOVING, READER, listed=False),
)
# fmt: on
