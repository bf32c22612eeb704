"""Commands that write what the library holds to files, wherever one is."""

from __future__ import annotations

from tui.commands.model import Command, Group
from tui.commands.places import MAIN

# One command a paragraph is easier to read than one argument a line.
# fmt: off

EXPORTING = (
    Command("export.notes", ("g e n",), "export_notes", "Export marks and notes",
            "Writes all marks and notes to a file (Markdown, JSON-LD, CSV, Readwise) or into a"
            " folder, a Markdown file an article.", Group.BRINGING, MAIN),
    Command("export.events", ("g e v",), "export_events", "Export events",
            "Writes the events of the search, or of the whole library, to a file: JSON Lines or"
            " Markdown.", Group.BRINGING, MAIN),
    Command("export.saved", ("g e s",), "export_saved", "Export saved searches",
            "Writes the saved searches to a file: JSON Lines or Markdown.", Group.BRINGING, MAIN),
    Command("export.feeds", ("g e f",), "export_feeds", "Export feeds",
            "Writes the feeds that you follow to an OPML file, which other readers take.",
            Group.BRINGING, MAIN),
)
# fmt: on
