"""Where articles come from: the feeds that are followed, the files and folders that were added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from index.fetching.urls import shown, web_address
from index.library.finding.resolving import condition
from index.library.imports import subscribing
from index.library.imports.opening import path_of
from index.library.imports.subscribing import SourceView, sources_of
from tui import messages, wording, workers
from tui.commands import Where
from tui.importing import progress_words
from tui.rendering.cells import width_of
from tui.screens.kept import KeptList, KeptScreen
from tui.widgets.entries import Entry
from tui.widgets.hints import HintedBox, key_of
from tui.widgets.lines import Line, Piece, fold

if TYPE_CHECKING:
    from index.library import Library
    from tui.import_errands import ImportErrands

Step = Callable[["Library"], str]
"""A change of the sources, in a thread; it says what was done."""
REFRESH = 0.5
"""Seconds between looks at how far an import is."""


def source_entries(views: Sequence[SourceView], width: int, key: str) -> Sequence[Entry]:
    """The sources in ``width`` cells; ``key`` is the one that brings more in."""
    if not views:
        told = f"Nothing was added yet. {key} takes a path, or the web address of a feed."
        return [Entry(tuple(Line((Piece(text, "quiet"),)) for text in fold(told, width)))]
    return [Entry(_lines(view, width), view) for view in views]


def _lines(view: SourceView, width: int) -> tuple[Line, ...]:
    unit = "article" if view.feed is not None else "file"
    count = Piece(f" {wording.counted(view.holds, unit)}", "facts")
    name = fold(view.name, max(8, width - width_of(count.text)), 1)[0]
    first = Line((Piece(name, "quiet" if view.paused else "title"),), (count,))
    room = max(8, width - 2)
    facts = " · ".join(_facts(view))
    if not facts:
        return (first,)
    is_bad = view.feed is not None and bool(view.feed.error)
    role = "bad" if is_bad or not view.there else "facts"
    return (first, *(Line((Piece(f"  {text}", role),)) for text in fold(facts, room, 3)))


def _facts(view: SourceView) -> list[str]:
    if view.feed is not None:
        address = [shown(view.place)] if view.feed.title else []
        return [*address, *wording.feed_facts(view.feed)]
    facts = [f"{wording.counted(view.gone, 'file')} no more there"] if view.gone else []
    facts += ["paused"] if view.paused else []
    return [*facts, *([] if view.there else ["is not there"])]


class SourceList(KeptList):
    """The lines of the screen."""

    where = (Where.SOURCES,)


class SourcesScreen(KeptScreen[SourceView, messages.SearchAsked | None]):
    """Shows sources, looks at them again, pauses and forgets them.

    Gives back the search for the articles of the one that was chosen.
    """

    where = (Where.SOURCES,)
    TITLE_WORDS = "Sources"
    HINTS = (
        ("fetch.all", "fetch feeds"),
        ("source.fetch", "this one"),
        ("import.open", "add"),
        ("source.pause", "pause"),
        ("source.remove", "remove"),
        ("app.undo", "undo"),
        ("source.go", "its articles"),
        ("screen.close", "close"),
    )

    def __init__(
        self,
        library: Library,
        views: Sequence[SourceView],
        bringing: ImportErrands,
        steps: list[Step],
    ) -> None:
        """``steps`` take back each change that was made here, the latest last.

        They outlive the screen.
        """
        super().__init__(library, views, SourceList(id="choices"))
        self._bringing = bringing
        self._importing = bringing.importing
        self._was_running = self._importing.running
        self._steps = steps

    def fetch(self, library: Library) -> Sequence[SourceView]:
        return sources_of(library)

    def entries_for(self, width: int) -> Sequence[Entry]:
        return source_entries(self.items, width, key_of(self.app, "import.open"))

    def name_of(self, item: object) -> object:
        return item.place if isinstance(item, SourceView) else None

    def on_mount(self) -> None:
        self._tell_progress()
        self.set_interval(REFRESH, self._look_again)

    # How far an import is

    def _look_again(self) -> None:
        is_running = self._importing.running
        if is_running or self._was_running:
            self._tell_progress()
            workers.run(self, self.load_again, group="sources", exclusive=True)
        self._was_running = is_running

    def _tell_progress(self) -> None:
        now = self._importing.progress
        words = f"{self.TITLE_WORDS} · {progress_words(now)}" if now else self.TITLE_WORDS
        self.query_one(HintedBox).border_title = Content(words)

    # What is done with one

    @property
    def _chosen(self) -> SourceView | None:
        return self.target if isinstance(self.target, SourceView) else None

    def action_open(self) -> None:
        view = self._chosen
        if view is None:
            return
        if view.feed is not None and view.feed.title:
            self.dismiss(messages.SearchAsked(condition("outlet", view.feed.title)))
        elif view.feed is None:
            name = Path(view.place).name
            self.dismiss(messages.SearchAsked(condition("source", name)))

    def action_fetch_one(self) -> None:
        view = self._chosen
        if view is None:
            return
        words = f"Looking at {view.name} again"
        if view.feed is not None:
            self._bringing.bring_in((web_address(view.place),), words, again=True)
        else:
            self._bringing.bring_in((path_of(view.place),), words)

    def action_pause(self) -> None:
        view = self._chosen
        if view is not None:
            self._change(
                lambda library: _paused(library, view, not view.paused),
                lambda library: _paused(library, view, view.paused),
            )

    def action_remove(self) -> None:
        view = self._chosen
        if view is None:
            return
        key = key_of(self.app, "app.undo")

        def remove(library: Library) -> str:
            subscribing.forget(library, view.place)
            return f"{view.name} is followed no longer, its articles stay; {key} brings it back."

        def put_back(library: Library) -> str:
            subscribing.put_back(library, view)
            return f"Undone: {view.name} is followed again."

        self._change(remove, put_back)

    def _change(self, work: Step, back: Step) -> None:
        """Do ``work``, which ``back`` takes back."""

        def made(library: Library) -> str:
            said = work(library)
            self._steps.append(back)
            return said

        # In its turn, since undo may be pressed before it is done.
        self.change(self.culm.changes.noted(made))

    def action_undo(self) -> None:
        def undone(library: Library) -> str:
            if not self._steps:
                return "Nothing to undo here."
            said = self._steps[-1](library)
            self._steps.pop()
            return said

        self.change(self.culm.changes.noted(undone))

    def action_redo(self) -> None:
        self.culm.tell("Nothing to do again here.")

    # What the main screen does

    def action_fetch(self) -> None:
        self._bringing.fetch()

    def action_bring_in(self) -> None:
        self._bringing.ask()

    def action_cancel_import(self) -> None:
        self._bringing.cancel()


def _paused(library: Library, view: SourceView, paused: bool) -> str:
    subscribing.pause(library, view.place, paused)
    return f"{view.name} is {'paused' if paused else 'looked at again'}."
