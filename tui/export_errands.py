"""Writing to files for the main screen: articles, marks, events, saved searches, feeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import CulmError
from tui import exporting, wording, workers
from tui.opened import FullScreen
from tui.shelf import Shelf

if TYPE_CHECKING:
    from index.library import Library
    from tui.screens.export import ExportScreen

Document = tuple[int, Callable[["Library", str], str]]
"""How many things there are to write, and what makes a document of a format of them."""


class ExportErrands:
    """Asks for a file, writes it, and says so."""

    def __init__(self, owner: FullScreen[Any], shelf: Shelf) -> None:
        self._owner = owner
        self._shelf = shelf

    def notes(self) -> None:
        """All annotations."""
        workers.run(self._owner, self._ask_for_notes, group=workers.OPENING, exclusive=True)

    def events(self, query: str) -> None:
        """The events that a query is about, all when it is empty."""
        make = partial(_events, query=query)
        self._begin(make, "event", "events", "events.jsonl", exporting.FORMATS)

    def saved(self) -> None:
        """The saved searches."""
        file = "searches.jsonl"
        self._begin(_searches, "saved search", "saved searches", file, exporting.FORMATS)

    def feeds(self) -> None:
        """The feeds that are followed."""
        self._begin(_feeds, "feed", "feeds", "feeds.opml", exporting.FEEDS)

    def articles(self, ids: Sequence[int]) -> None:
        """These articles."""
        from tui import article_export
        from tui.screens.export import ExportScreen, file_for

        formats = article_export.FORMATS
        count = wording.counted(len(ids), "article")

        def write(library: Library, typed: str) -> str:
            path, format = file_for(typed, formats)
            article_export.write(path, library.articles(ids), format)
            return f"{count} written to {path}"

        self._ask(ExportScreen(count, file="articles.jsonl", formats=formats), write)

    async def _ask_for_notes(self) -> None:
        from tui.screens.export import ExportScreen, write

        annotations = await self._shelf.do(lambda library: library.notes.all())
        if not annotations:
            self._owner.culm.tell("Nothing is marked yet.")
            return
        count = wording.counted(len(annotations), "mark")
        self._ask(ExportScreen(count), lambda library, typed: write(typed, annotations, library))

    def _begin(
        self,
        make: Callable[[Library], Document],
        thing: str,
        things: str,
        file: str,
        formats: Mapping[str, str],
    ) -> None:
        """Ask for the file for the document that ``make`` makes; ``file`` is offered as a name."""

        async def ask() -> None:
            from tui.screens.export import ExportScreen, file_for

            number, document = await self._shelf.do(make)
            if not number:
                self._owner.culm.tell(f"There are no {things} to export.")
                return
            count = wording.counted(number, thing, things)

            def write(library: Library, typed: str) -> str:
                path, format = file_for(typed, formats)
                _write(path, document(library, format))
                return f"{count} written to {path}"

            self._ask(ExportScreen(count, file=file, formats=formats), write)

        workers.run(self._owner, ask, group=workers.OPENING, exclusive=True)

    def _ask(self, screen: ExportScreen, write: Callable[[Library, str], str]) -> None:
        """Show ``screen``; what ``write`` does with the path typed there it says in words."""

        def typed(path: str | None) -> None:
            if path is not None:
                workers.run(
                    self._owner, self._write, lambda library: write(library, path), group="export"
                )

        self._owner.app.push_screen(screen, typed)

    async def _write(self, write: Callable[[Library], str]) -> None:
        try:
            said = await self._shelf.do(write)
        except (CulmError, OSError, ValueError) as error:
            self._owner.culm.tell(f"Not written: {workers.words_of(error)}", problem=True)
        else:
            self._owner.culm.tell(said)


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
