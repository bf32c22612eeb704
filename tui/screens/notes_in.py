"""Bringing annotations in from a file: culm's own JSON-LD, or an export of Hypothesis."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CulmError
from index.notes.model import ChangedOnBothSides
from index.paths import is_folder
from tui import wording
from tui.rendering.cells import fit
from tui.screens.found import Option
from tui.screens.paths import Add, PathsScreen, paths_for

if TYPE_CHECKING:
    from index.library import Library

QUOTES_TOLD = 3
"""Passages without an article that are named; of the others there is a number."""
QUOTE_ROOM = 48


class NotesInScreen(PathsScreen):
    """Asks for the file; gives back its path, or ``None`` when it was left."""

    PLACEHOLDER = "a JSON-LD file of marks: ~/annotations.jsonld"

    def __init__(self) -> None:
        super().__init__("Bring marks and notes in", self._offer)

    async def _offer(self, typed: str) -> Sequence[Option]:
        return await asyncio.to_thread(_files_for, typed if typed.strip() else os.curdir + os.sep)

    def result_of(self, target: object) -> object:
        found = super().result_of(target)
        return found.path if isinstance(found, Add) else None


def _files_for(typed: str) -> list[Option]:
    """What a typed path may mean but a whole folder: annotations come in one file; blocks."""
    return [
        option
        for option in paths_for(typed)
        if not (isinstance(option.target, Add) and is_folder(option.target.path))
    ]


class Stopped(CulmError):
    """The user wanted no more of what ran."""


def bring_in(
    library: Library, path: Path, stop: threading.Event, undo: str = "", history: str = ""
) -> tuple[str, bool]:
    """Import the annotations in a file; what to say, and whether something is left out; blocks.

    ``undo`` is the key that takes it back, ``history`` that which shows what a mark said.
    Raises :class:`CulmError` when the file cannot be read or holds none, and
    :class:`Stopped` if ``stop`` is set before anything is written.
    """

    def go_on() -> None:
        if stop.is_set():
            raise Stopped("it was stopped.")

    report = library.import_notes_file(path, go_on)
    taken_back = f"; {undo} takes that back" if undo else ""
    if not any((report.added, report.updated, report.unchanged, report.homeless, report.pageless)):
        raise CulmError("there are no annotations in this file")
    said = []
    if report.added or report.updated:
        said.append(
            f"{report.added:,} added, {report.updated:,} updated, {report.unchanged:,} were there"
            f"{taken_back}."
        )
    elif not report.both:
        were = "was" if report.unchanged == 1 else "were"
        marks = wording.counted(report.unchanged, "mark")
        said.append(f"Nothing new: {marks} {were} there already.")
    if report.in_trash:
        said.append(f"In the trash here: {report.in_trash:,} of them.")
    if report.absent:
        count = wording.counted(len(report.absent), "article")
        said.append(f"{count} not here, whose marks wait.")
    if report.both:
        count = wording.counted(len(report.both), "mark")
        where = f" ({history})" if history else ""
        said.append(f"{count} changed here and in the file: the later change counts.")
        others = [_other_words(one) for one in report.both]
        said += _left_out(f"In the history{where}:", others)
    if report.doubtful:
        said.append(f"The place of {len(report.doubtful):,} is in doubt.")
    said += _left_out("No article here holds", report.homeless)
    said += _left_out("Marks no passage:", report.pageless)
    return "\n".join(said), bool(report.homeless or report.pageless or report.both)


def _other_words(one: ChangedOnBothSides) -> str:
    """The words that do not stand, or those of the passage where both say the same."""
    return one.other.note if one.other.note != one.now.note else one.other.exact


def _left_out(why: str, quotes: Sequence[str]) -> list[str]:
    told = [f"{why} “{fit(' '.join(quote.split()), QUOTE_ROOM)}”" for quote in quotes[:QUOTES_TOLD]]
    more = len(quotes) - len(told)
    return [*told, f"… and {more:,} more."] if more else told
