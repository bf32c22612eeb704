"""What came in when: the imports, the latest first, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.fetching.urls import shown, web_address
from index.library.imports.import_record import ImportState
from index.library.imports.opening import path_of
from index.library.upkeep.taking_back import ImportView, imports_of, take_back
from index.paths import is_web
from tui import wording, workers
from tui.commands import Where
from tui.rendering.cells import width_of
from tui.screens.kept import KeptList, KeptScreen
from tui.screens.question import QuestionScreen
from tui.undoing import must_wait, said_now_and_then
from tui.widgets.entries import Entry
from tui.widgets.hints import key_of
from tui.widgets.lines import Line, Piece, fold

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress
    from index.library import Library
    from tui.import_errands import ImportErrands

REFRESH = 0.5
"""Seconds between looks at how far the import is that runs."""
MOST = 100
"""How many imports are listed; culm imports lists all."""


def import_entries(views: Sequence[ImportView], width: int, key: str) -> Sequence[Entry]:
    """The imports in ``width`` cells; ``key`` is the one that brings articles in."""
    if not views:
        told = f"Nothing came in that can be taken back. {key} brings articles in."
        return [Entry(tuple(Line((Piece(text, "quiet"),)) for text in fold(told, width)))]
    return [Entry(_lines(view, width), view) for view in views]


def _lines(view: ImportView, width: int) -> tuple[Line, ...]:
    count = Piece(f" {wording.brought(view)}", "facts")
    when = wording.moment(view.begun)
    name = fold(when, max(8, width - width_of(count.text)), 1)[0]
    room = max(8, width - 2)
    more = view.articles - len(view.titles)
    titles = " · ".join(view.titles) + (f" · and {more:,} more" if more > 0 else "")
    places = " · ".join(shown(place) for place in view.places)
    marked = fold(f"{view.annotated:,} of them annotated", room) if view.annotated else ()
    told = [*fold(places, room, 2), *fold(titles, room, 2), *marked]
    told_far = wording.how_far(view)
    far = [
        Line((Piece(f"  {text}", "warning"),))
        for text in (fold(told_far, room) if told_far else ())
    ]
    return (
        Line((Piece(name, "title"),), (count,)),
        *far,
        *(Line((Piece(f"  {text}", "facts"),)) for text in told),
    )


class ImportList(KeptList):
    """The lines of the screen."""

    where = (Where.IMPORTS,)


class ImportsScreen(KeptScreen[ImportView, None]):
    """Shows imports and takes them back."""

    where = (Where.IMPORTS,)
    TITLE_WORDS = "What came in"
    HINTS = (
        ("brought.take-back", "take it back"),
        ("app.undo", "undo"),
        ("screen.close", "close"),
    )

    def __init__(
        self,
        library: Library,
        views: Sequence[ImportView],
        bringing: ImportErrands,
    ) -> None:
        super().__init__(library, views, ImportList(id="choices"))
        self._bringing = bringing
        self._importing = bringing.importing
        self._was_running = self._importing.running

    def on_mount(self) -> None:
        self.set_interval(REFRESH, self._look_again)

    def _look_again(self) -> None:
        is_running = self._importing.running
        if is_running or self._was_running:
            workers.run(self, self.load_again, group="imports", exclusive=True)
        self._was_running = is_running

    def hints(self) -> Sequence[tuple[str, str]]:
        goes_on = any(view.state is ImportState.STOPPED for view in self.items)
        return (*([("brought.go-on", "go on")] if goes_on else []), *self.HINTS)

    def fetch(self, library: Library) -> Sequence[ImportView]:
        return imports_of(library, MOST)

    def entries_for(self, width: int) -> Sequence[Entry]:
        return import_entries(self.items, width, key_of(self.app, "import.open"))

    def name_of(self, item: object) -> object:
        return item.id if isinstance(item, ImportView) else None

    def action_open(self) -> None:
        self.action_take_back()

    def action_take_back(self) -> None:
        """Take out what the import added, after a question."""
        view = self.target
        if not isinstance(view, ImportView):
            return
        if view.state is ImportState.RUNNING:
            stop = key_of(self.app, "import.cancel")
            self.culm.tell(f"It is still coming in; {stop} among the articles stops it.")
            return
        if not view.articles and not view.copies:
            self.change(lambda library: _forgotten(library, view))
            return
        key = key_of(self.app, "app.undo")
        going = view.articles - view.annotated
        if not going and not view.copies:
            self.culm.tell("All of it is annotated, and stays.")
            return

        tell = said_now_and_then(self.culm)

        def take(library: Library) -> str:
            said = wording.taken_back(take_back(library, view.id, tell=tell))
            words = f"{said[0].upper()}{said[1:]}"
            return f"{words}; {key} takes that back." if going else f"{words}."

        def answered(yes: bool | None) -> None:
            if yes and not must_wait(self.culm):
                self.change(self.culm.changes.noted(take))

        words = []
        if going:
            words.append(f"{wording.counted(going, 'article')} that came in then will go out.")
        if view.copies:
            copies = wording.counted(view.copies, "copy", "copies")
            words.append(f"{copies} will be noted no longer; only adding again brings that back.")
        if view.annotated:
            words.append(
                f"{wording.counted(view.annotated, 'article')} with annotations will stay."
            )
        words.append("What is followed since then will be followed no longer.")
        question = QuestionScreen("Take this import back?", words, "take it back")
        self.app.push_screen(question, answered)

    def action_go_on(self) -> None:
        """Bring in the rest of an import that was cut short."""
        view = self.target
        if not isinstance(view, ImportView):
            return
        if view.state is not ImportState.STOPPED:
            is_in = view.state is ImportState.COMPLETE
            self.culm.tell("All of it is in." if is_in else "It is still coming in.")
            return
        words = "The rest comes in, and what is in is passed over"
        self._bringing.bring_in(places_of(view), words, follow=view.follow)
        self._was_running = True


def places_of(view: ImportView) -> list[Path | WebAddress]:
    """What an import read from, to be read again."""
    return [web_address(place) if is_web(place) else path_of(place) for place in view.places]


def _forgotten(library: Library, view: ImportView) -> str:
    take_back(library, view.id)
    return "Nothing of it had come in; it is forgotten."
