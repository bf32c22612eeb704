"""What a command is, where it is heard, and the chapters of the help."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Where(StrEnum):
    """A place that takes keys. Inner places come before outer ones."""

    COUNT = "count"
    FRESH = "fresh"
    """A selection that was only just begun: what comes next may be a text object."""
    SELECTION = "selection"
    MARK = "mark"
    OFFER = "offer"
    KNOWN = "known"
    """A sentence that is dimmed because it was read elsewhere."""
    HINTS = "hints"
    """The reader while letters lead to what can be seen."""
    READER = "reader"
    CHOSEN = "chosen"
    """The article list while several of its articles are chosen."""
    LIST = "list"
    PANEL = "panel"
    FIND = "find"
    SEARCH = "search"
    MAIN = "main"
    NOTES = "notes"
    WHY = "why"
    ENTITY = "entity"
    BESIDE = "beside"
    COMPARE = "compare"
    REVIEW = "review"
    PINNING = "pinning"
    CORRECTIONS = "corrections"
    SAVED = "saved"
    SOURCES = "sources"
    IMPORTS = "imports"
    TIMELINE = "timeline"
    LIBRARY = "library"
    LEGEND = "legend"
    HELP = "help"
    PALETTE = "palette"
    DIALOG = "dialog"
    QUESTION = "question"
    EDITOR = "editor"
    CONFLICT = "conflict"
    """A change that was refused: which version stays?"""
    EVERYWHERE = "everywhere"


class Group(StrEnum):
    """The chapters of the help screen, in its order."""

    MOVING = "Moving"
    READING = "Reading"
    FINDING = "Finding"
    EVENTS = "Events and names"
    COMPARING = "Comparing coverage"
    MARKING = "Marking and notes"
    ARTICLES = "Articles"
    BRINGING = "Bringing articles in"
    SCREEN = "The screen"
    CULM = "culm"
    CHOOSING = "In lists of choices"


class Command(Struct, frozen=True):
    """One thing a reader can do.

    ``action`` is run on the place named in ``where`` that has the focus (in
    Textual's notation: ``"move(1)"`` calls ``action_move(1)``). ``short`` is
    the word for the footer; commands without it are not shown there, and those with
    ``offered`` in the footer of these places only. Commands
    that are not ``listed`` are left out of the palette (moving a cursor from
    there makes no sense). One that ``waits`` has keys with which longer sequences
    may begin: it is carried out when its key is pressed again, or when what comes next
    makes none of them; until then all that may come is shown, and Escape gives it up.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    title: str
    help: str
    group: Group
    where: tuple[Where, ...]
    short: str = ""
    offered: tuple[Where, ...] = ()
    listed: bool = True
    waits: bool = False
