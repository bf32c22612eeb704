"""Commands of the reader and the panel: names, events, what they are and why linked."""

from __future__ import annotations

from tui.commands.model import Command, Group, Where
from tui.commands.places import KNOWN, MAIN, READER

# One command a paragraph is easier to read than one argument a line.
# fmt: off

READING = (
    Command("reader.next-entity", ("] e",), "entity(1)", "Next name",
            "Puts the caret on the next name.", Group.EVENTS, READER, short="name"),
    Command("reader.previous-entity", ("[ e",), "entity(-1)", "Previous name",
            "Puts the caret on the previous name.", Group.EVENTS, READER),
    Command("reader.next-event", ("] v",), "event(1)", "Next event",
            "Puts the caret where the text next speaks of an event.", Group.EVENTS, READER),
    Command("reader.previous-event", ("[ v",), "event(-1)", "Previous event",
            "Puts the caret where the text last spoke of an event.", Group.EVENTS, READER),
    Command("reader.next-annotation", ("] a",), "annotation(1)", "Next mark",
            "To the next marked passage.", Group.MARKING, READER),
    Command("reader.previous-annotation", ("[ a",), "annotation(-1)", "Previous mark",
            "To the previous marked passage.", Group.MARKING, READER),
    Command("reader.enter", ("enter",), "enter", "What is under the caret",
            "Opens the name, event, note or link under the caret.", Group.READING, READER,
            short="look"),
    Command("reader.why", ("w",), "why", "Why linked: the event here",
            "Tells why the event under the caret is linked to other articles.", Group.EVENTS,
            READER),
    Command("reader.where-read", ("w",), "where_read", "Where it was read",
            "On a dimmed sentence: opens the article in which you have read it, at its place.",
            Group.READING, KNOWN, short="where read"),
    Command("reader.dim", ("d",), "dim", "Dim what was read elsewhere",
            "Dims the sentences whose news you have read in other articles of the same story,"
            " or shows them as all others.", Group.READING, READER),
    Command("legend.toggle", ("enter",), "toggle_type", "Highlight or leave plain",
            "In the legend: highlights the names of a type, or leaves them plain.", Group.READING,
            (Where.LEGEND,), short="on or off", listed=False),
    Command("reader.hints", (";",), "hints", "Jump by letters",
            "Puts letters on the names, events, marks and web addresses in sight: type them to"
            " go there, or to open the address.", Group.READING, READER, short="jump"),
    Command("hints.letter", tuple("abcdefghijklmnopqrstuvwxyz"), "hint_letter",
            "The letter of a place", "Goes to what has these letters, once they are all typed.",
            Group.READING, (Where.HINTS,), listed=False),
    Command("hints.leave", ("escape",), "leave_hints", "Jump nowhere", "Takes the letters away.",
            Group.READING, (Where.HINTS,), short="leave", listed=False),
    Command("reader.justify", ("|",), "justify", "Even or ragged lines",
            "Ends the lines of the text alike at the right, by wider blanks, or as they come.",
            Group.READING, READER),
    Command("reader.fold", ("p",), "fold", "Fold captions and the like",
            "Hides captions, credits and what is not the story behind a line, or shows them.",
            Group.READING, READER),
)

EVENTS = (
    Command("entity.go", ("enter", "l", "right"), "open", "Go there",
            "Opens the article, or the card of the other name.", Group.EVENTS, (Where.ENTITY,),
            short="open"),
    Command("panel.open", ("enter", "l", "right"), "open", "Go there",
            "On an event: to its passage in the text. On an article: opens it at its passage.",
            Group.EVENTS, (Where.PANEL,), short="go there"),
    Command("panel.why", ("w",), "why", "Why linked: the line of the panel",
            "The reasons for and against, with the evidence from both articles.", Group.EVENTS,
            (Where.PANEL,), short="why linked"),
)

BY_HAND = (
    Command("correct.here", ("!",), "correct", "Put right: the name, event or article here",
            "Says by hand that a name or an event is the same as another (merge), is not, is called"
            " otherwise, was on another date, or is no name. Anywhere else in the text: what the"
            " article's date, headline, outlet and authors are.", Group.EVENTS,
            (Where.READER, Where.PANEL, Where.WHY, Where.ENTITY, Where.TIMELINE),
            short="put right"),
    Command("corrections.open", ("H",), "corrections", "Corrections by hand",
            "Shows what was put right by hand, how it stands, and takes it back.", Group.EVENTS,
            MAIN),
    Command("corrections.toggle", ("x",), "take_back", "Take back, or restore",
            "Takes the correction back, or has it count again.", Group.EVENTS,
            (Where.CORRECTIONS,), short="take back"),
    Command("corrections.go", ("enter", "l", "right"), "open", "To what it is about",
            "Opens the card of the name, or an article that tells the event.", Group.EVENTS,
            (Where.CORRECTIONS,), short="go there"),
)
# fmt: on
