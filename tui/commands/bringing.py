"""Commands that bring articles in: from files, from the web, and from what is followed."""

from __future__ import annotations

from tui.commands.model import Command, Group, Where
from tui.commands.places import MAIN

# One command a paragraph is easier to read than one argument a line.
# fmt: off

SOURCES = (Where.SOURCES,)

BRINGING = (
    Command("import.open", ("i",), "bring_in", "Bring articles in",
            "Imports files and folders, or a page or feed by its web address; shows how far an"
            " import is and what failed.", Group.BRINGING, (*MAIN, *SOURCES)),
    Command("import.cancel", ("ctrl+x",), "cancel_import", "Stop importing",
            "Stops the import or fetch that is running; what is in stays.", Group.BRINGING,
            (*MAIN, *SOURCES)),
    Command("fetch.all", ("R",), "fetch", "Fetch the feeds",
            "Fetches what is new in the feeds that you follow.", Group.BRINGING,
            (*MAIN, *SOURCES)),
    Command("sources.open", ("g s",), "sources", "Sources",
            "Shows the feeds that you follow, and the files and folders that were added.",
            Group.BRINGING, (*MAIN, Where.LIBRARY)),
    Command("source.go", ("enter", "l", "right"), "open", "Its articles",
            "Shows the articles of the feed or folder.", Group.BRINGING, SOURCES),
    Command("source.fetch", ("r",), "fetch_one", "Fetch it, or look at it again",
            "Fetches what is new in the feed, or imports what is new in the folder.",
            Group.BRINGING, SOURCES),
    Command("source.pause", ("p",), "pause", "Pause, or go on",
            "Leaves the source out when all are looked at, or no longer.", Group.BRINGING,
            SOURCES),
    Command("source.remove", ("x",), "remove", "Follow it no longer",
            "Takes the source out of the list; its articles stay, and undo brings it back.",
            Group.BRINGING, SOURCES),
    Command("brought.open", ("g b",), "imports", "What came in",
            "Shows what came in when, each import to be taken back.", Group.BRINGING,
            (*MAIN, Where.LIBRARY)),
    Command("brought.take-back", ("x", "enter"), "take_back", "Take an import back",
            "Takes out what the import added, after a question; annotated articles stay, and"
            " undo brings the others back.", Group.BRINGING, (Where.IMPORTS,)),
    Command("brought.go-on", ("r",), "go_on", "Go on with an import",
            "Brings in the rest of an import that was cut short; what is in is passed over.",
            Group.BRINGING, (Where.IMPORTS,)),
)
# fmt: on
