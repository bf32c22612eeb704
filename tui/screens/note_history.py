"""What an annotation said after each of its changes, to have it say one of them again."""

from __future__ import annotations

from collections.abc import Sequence

from index.notes.model import Annotation, Revision
from tui import wording
from tui.screens.choices import ChoiceScreen
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold
from tui.widgets.reader_look import DIGITS

NOTE_LINES = 6
"""Lines of one wording at most; words further on are found by typing them."""


class NoteHistoryScreen(ChoiceScreen[Annotation]):
    """The revisions of an annotation, the latest first; gives back the one to be said again."""

    TITLE_WORDS = "What this note said before"

    def __init__(self, history: Sequence[Revision]) -> None:
        """``history`` is oldest first; its last is what the annotation says now."""
        super().__init__()
        self._history = history

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        now = self._history[-1]
        shown = [
            revision
            for revision in reversed(self._history)
            if all(word in _text(revision.annotation).casefold() for word in words)
        ]
        if not shown:
            return [Entry((Line((Piece(" It never said that.", "quiet"),)),))]
        return [Entry(_lines(one, one is now, width), one) for one in shown]

    def result_of(self, target: object) -> Annotation | None:
        if not isinstance(target, Revision) or target is self._history[-1]:
            return None
        return target.annotation


def _text(one: Annotation) -> str:
    return " ".join((one.note, *one.tags))


def _lines(revision: Revision, is_now: bool, width: int) -> tuple[Line, ...]:
    one = revision.annotation
    told = [f"{DIGITS[one.colour]} {one.colour.value}"]
    if one.deleted is not None:
        told.append("in the trash")
    head = Line(
        (
            Piece("now" if is_now else wording.moment(revision.at), "title"),
            Piece("".join(f" · {fact}" for fact in told), "facts"),
        )
    )
    tagged = fold(" ".join(f"#{tag}" for tag in one.tags), width) if one.tags else []
    tags = [Line((Piece(text, "key"),)) for text in tagged]
    note = [
        Line((Piece(text),))
        for paragraph in one.note.split("\n")
        for text in fold(paragraph, width) or [""]
    ]
    if len(note) > NOTE_LINES:
        note = [*note[: NOTE_LINES - 1], Line((Piece("…", "quiet"),))]
    if not one.note:
        note = [Line((Piece("no note", "quiet"),))]
    return (head, *note, *tags, Line(()))
