"""Where commands are heard: the places that several of them have in common."""

from __future__ import annotations

from tui.commands.model import Where

SCROLLING = (
    Where.LIST, Where.READER, Where.PANEL, Where.NOTES, Where.REVIEW, Where.WHY, Where.ENTITY,
    Where.CORRECTIONS, Where.SAVED, Where.SOURCES, Where.IMPORTS, Where.COMPARE, Where.TIMELINE,
    Where.LIBRARY, Where.HELP, Where.CONFLICT,
)  # fmt: skip
CHOICES = (Where.PALETTE,)
CLOSING = (
    Where.NOTES, Where.REVIEW, Where.WHY, Where.ENTITY, Where.CORRECTIONS, Where.SAVED,
    Where.SOURCES, Where.IMPORTS, Where.COMPARE, Where.TIMELINE, Where.LIBRARY, Where.HELP,
    Where.PALETTE, Where.DIALOG,
    Where.CONFLICT, Where.QUESTION,
)  # fmt: skip
READER = (Where.READER,)
CONFLICT = (Where.CONFLICT,)
SELECTION = (Where.SELECTION,)
MARK = (Where.MARK,)
FRESH = (Where.FRESH,)
OFFER = (Where.OFFER,)
KNOWN = (Where.KNOWN,)
EDITOR = (Where.EDITOR,)
NOTES = (Where.NOTES,)
COMPARE = (Where.COMPARE,)
MAIN = (Where.MAIN,)
LIST = (Where.LIST,)
CHOSEN = (Where.CHOSEN,)
EVERYWHERE = (Where.EVERYWHERE,)
