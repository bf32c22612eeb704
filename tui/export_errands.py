"""Writing to files for the main screen: marks, events, saved searches, feeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import CulmError
from tui import exporting, wording, workers
from tui.opened import FullScreen
from tui.shelf import Shelf

if TYPE_CHECKING:
    from index.library import Library

Document = tuple[int, Callable[["Library", str], str]]
"""How many things there are to write, and what makes a document of a format of them."""


class ExportErrands:
    """Asks for a file, writes it, and says so."""

    def __init__(self, owner: FullScreen[Any], shelf: Shelf) -> None:
        self._owner = owner
        self._shelf = shelf

    def notes(self) -> None:
        """All annotations."""
        workers.run(self._owner, self._export_notes, group="export", exclusive=True)

    def events(self, query: str) -> None:
        """The events that a query is about, all when it is empty."""
        make = partial(_events, query=query)
        self._export_document(make, "event", "events.jsonl", exporting.FORMATS)

    def saved(self) -> None:
        """The saved searches."""
        self._export_document(_searches, "saved search", "searches.jsonl", exporting.FORMATS)

    def feeds(self) -> None:
        """The feeds that are followed."""
        self._export_document(_feeds, "feed", "feeds.opml", exporting.FEEDS)

    async def _export_notes(self) -> None:
        from tui.screens.export import ExportScreen, write

        annotations = await self._shelf.do(lambda library: library.notes.all())
        if not annotations:
            self._owner.culm.tell("Nothing is marked yet.")
            return
        count = wording.counted(len(annotations), "mark")
        typed = await self._owner.app.push_screen_wait(ExportScreen(count))
        if typed is None:
            return
        try:
            said = await self._shelf.do(lambda library: write(typed, annotations, library))
        except (CulmError, OSError, ValueError) as error:
            self._owner.culm.tell(f"Not written: {error}", problem=True)
        else:
            self._owner.culm.tell(said)

    def _export_document(
        self,
        make: Callable[[Library], Document],
        thing: str,
        file: str,
        formats: Mapping[str, str],
    ) -> None:
        workers.run(
            self._owner,
            self._write_document,
            make,
            thing,
            file,
            formats,
            group="export",
            exclusive=True,
        )

    async def _write_document(
        self,
        make: Callable[[Library], Document],
        thing: str,
        file: str,
        formats: Mapping[str, str],
    ) -> None:
        from tui.screens.export import ExportScreen, file_for

        things = "saved searches" if thing == "saved search" else f"{thing}s"
        try:
            number, document = await self._shelf.do(make)
            if not number:
                self._owner.culm.tell(f"There are no {things} to export.")
                return
            count = wording.counted(number, thing, things)
            asked = ExportScreen(count, file=file, formats=formats)
            typed = await self._owner.app.push_screen_wait(asked)
            if typed is None:
                return
            path, format = file_for(typed, formats)
            await self._shelf.do(lambda library: _write(path, document(library, format)))
        except (CulmError, OSError, ValueError) as error:
            self._owner.culm.tell(f"Not written: {error}", problem=True)
        else:
            self._owner.culm.tell(f"{count} written to {path}")


def _events(library: Library, query: str) -> Document:
    found = library.events_of_query(query) if query else library.events()
    return len(found), lambda _, format: exporting.events_document(found, format)


def _searches(library: Library) -> Document:
    found = library.notes.saved_searches()
    return len(found), lambda _, format: exporting.searches_document(found, format)


def _feeds(library: Library) -> Document:
    from index.library.imports.subscribing import followed_feeds

    found = followed_feeds(library)
    return len(found), lambda _, format: exporting.opml(found)


def _write(path: Path, document: str) -> None:
    from index.files import write_whole

    write_whole(path, document.encode("utf-8"))
