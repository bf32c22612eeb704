"""Dialogs of the main screen that first need something from the library."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple, cast

from textual.message import Message
from textual.screen import Screen

from index.article import Span
from index.errors import CulmError
from tui import wording, workers
from tui.messages import CompareAsked, CorrectionAsked, StateChanged
from tui.shelf import Shelf

if TYPE_CHECKING:
    from index.library import Library
    from index.library.imports.subscribing import SourceView
    from index.library.upkeep.taking_back import ImportView
    from index.views import ArticleView, Row
    from tui.import_errands import ImportErrands
    from tui.screens.found import Option
    from tui.screens.sources import Step
    from tui.screens.timeline import Scope, View

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


class Errands:
    """Fetches what a dialog shows, shows it, and posts to ``owner`` what was chosen there."""

    def __init__(self, owner: Screen[Any], shelf: Shelf, tell: Callable[[str], None]) -> None:
        """``tell`` says in words what could not be done."""
        self._owner = owner
        self._shelf = shelf
        self._tell = tell
        self._timeline: View | None = None
        self._source_steps: list[Step] = []

    def why(self, event: int, this: int | None, other: int | None) -> None:
        """Show why articles are linked by ``event``: those of ``this``, to ``other`` if given."""
        from tui.screens.why import WhyScreen, gather

        self._fetch(
            lambda library: gather(library, event, this, other),
            lambda evidence: self._owner.app.push_screen(
                WhyScreen(evidence, self._owner.post_message)
            ),
        )

    def why_together(self, this: int, other: int) -> None:
        """Show why articles ``this`` and ``other`` are of one story."""
        from tui.screens.why_together import TogetherScreen, gather

        self._fetch(
            lambda library: gather(library, this, other),
            lambda found: self._owner.app.push_screen(
                TogetherScreen(found, self._owner.post_message)
            ),
        )

    def compare(self, reading: ArticleView, asked: CompareAsked) -> None:
        """Lay the open article beside others, those asked for or chosen; go where it leads."""
        from tui.screens.beside import BesideScreen, others

        this = reading.article.id

        def begin(chosen: Sequence[int] | None) -> None:
            if chosen:
                self.compare_these((this, *chosen))

        found = others(reading, asked.event)
        if asked.article is not None:
            begin((asked.article,))
        elif not found:
            self._any_article(this, lambda row: begin((row.id,)))
        elif len(found) == 1 and asked.event is not None:
            begin((found[0].id,))
        else:
            self._owner.app.push_screen(
                BesideScreen(found, lambda done: self._any_article(this, done)), begin
            )

    def compare_these(self, articles: Sequence[int]) -> None:
        """Lay two or three articles side by side, the first in the lead."""
        from tui.screens.compare import CompareScreen

        self._owner.app.push_screen(CompareScreen(self._shelf.library, articles), self._go)

    def _any_article(self, but: int, done: Callable[[Row], None]) -> None:
        """Ask for an article by words of its headline."""
        from index.library.showing.listing import headed
        from tui.screens.beside import row_option
        from tui.screens.found import FoundScreen

        async def find(typed: str) -> Sequence[Option]:
            rows = await self._shelf.do(lambda library: headed(library, typed, (but,)))
            return [*map(row_option, rows)]

        def chosen(row: object) -> None:
            if row is not None:
                done(cast("Row", row))

        self._owner.app.push_screen(FoundScreen("Compare with", find), chosen)

    def entity(self, entity: int, at: Span | None = None) -> None:
        """Show the card of a name, met ``at`` in the open article, and go where it leads."""
        from tui.screens.entity import EntityScreen, gather

        self._fetch(
            lambda library: gather(library, entity),
            lambda card: self._owner.app.push_screen(
                EntityScreen(card, self._owner.post_message, at), self._go
            ),
        )

    def timeline(
        self, scope: Scope, event: int | None, article: int | None, *, wanted: bool
    ) -> None:
        """Show the events of ``scope`` in the order of time, and go where they lead.

        They begin where they were left; at ``event``, if ``article`` (the one that is open)
        is another than then, or if that event is ``wanted``.
        """
        from tui.screens.entity import EntityScreen
        from tui.screens.timeline import TimelineScreen, View

        if self._timeline is None:
            self._timeline = View()
        self._timeline.ask(scope, article, event, wanted=wanted)

        def go(leads: Message | None) -> None:
            if leads is not None and isinstance(self._owner.app.screen, EntityScreen):
                # The card from which it was asked for is left, too.
                self._owner.app.screen.dismiss(None)
            self._go(leads)

        self._owner.app.push_screen(
            TimelineScreen(self._shelf.library, self._timeline, self._owner.post_message), go
        )

    def census(self) -> None:
        """Show what the library holds and how it is kept, and go where it leads."""
        from tui.screens.library import LibraryScreen

        self._owner.app.push_screen(LibraryScreen(self._shelf.library), self._go)

    def sources(self, imports: ImportErrands) -> None:
        """Show what is followed and what was added, and go where it leads."""
        from index.library.imports.subscribing import sources_of
        from tui.screens.sources import SourcesScreen

        def show(views: Sequence[SourceView]) -> None:
            screen = SourcesScreen(self._shelf.library, views, imports, self._source_steps)
            self._owner.app.push_screen(screen, self._go)

        self._fetch(sources_of, show)

    def imports(self, imports: ImportErrands) -> None:
        """Show what came in when, and how far it is that comes in now."""
        from index.library.upkeep.taking_back import imports_of
        from tui.screens.imports import MOST, ImportsScreen

        def show(views: Sequence[ImportView]) -> None:
            screen = ImportsScreen(self._shelf.library, views, imports)
            self._owner.app.push_screen(screen)

        self._fetch(lambda library: imports_of(library, MOST), show)

    def corrections(self) -> None:
        """Show what was put right by hand, then what became of it, and go where it leads."""
        from tui.screens.corrections import CorrectionsScreen

        def go(leads: Message | None) -> None:
            self._owner.post_message(StateChanged())
            self._go(leads)

        self._fetch(
            lambda library: library.by_hand.all(),
            lambda views: self._owner.app.push_screen(
                CorrectionsScreen(self._shelf.library, views), go
            ),
        )

    def review(self, first: str = "") -> None:
        """Show the annotations whose articles have changed, and go where they lead.

        The cursor begins on the annotation with the id ``first``.
        """
        from tui.screens.review import ReviewScreen, gather

        def go(leads: Message | None) -> None:
            self._owner.post_message(StateChanged())
            self._go(leads)

        self._fetch(
            gather,
            lambda views: self._owner.app.push_screen(
                ReviewScreen(self._shelf.library, views, first), go
            ),
        )

    def correct(
        self,
        asked: CorrectionAsked,
        article: int | None,
        change: Callable[[Callable[[Library], Any]], None],
    ) -> None:
        """Ask what is so about a name or an event; ``change`` is given what makes the change."""
        from tui.putting_right import PuttingRight
        from tui.screens.entity import EntityScreen
        from tui.screens.reasons import ReasonsScreen

        def said(work: Callable[[Library], Any]) -> None:
            # The reasons or the card from which it was asked tell what is no longer so.
            asked_in = self._owner.app.screen
            if isinstance(asked_in, ReasonsScreen | EntityScreen):
                asked_in.dismiss(None)
            change(work)

        self._run(PuttingRight(self._owner, self._shelf, said).begin, asked, article)

    def notes(self) -> None:
        """Show all annotations, then what became of them, and go where they lead."""
        from tui.screens.notes import NotesScreen

        def go(leads: Message | None) -> None:
            self._owner.post_message(StateChanged())
            self._go(leads)

        self._owner.app.push_screen(NotesScreen(self._shelf.library), go)

    def tags(self, row: Row, change: Callable[[Callable[[Library], Any]], None]) -> None:
        """Edit the tags of an article; ``change`` is given what makes the change."""
        from tui.screens.tags import TagsScreen

        def done(tags: tuple[str, ...] | None) -> None:
            if tags is not None and tags != row.tags:
                add = [tag for tag in tags if tag not in row.tags]
                remove = [tag for tag in row.tags if tag not in tags]
                change(lambda library: library.notes.tag([row.key], add, remove))

        self._fetch(
            lambda library: [tag.name for tag in library.notes.tags()],
            lambda known: self._owner.app.push_screen(TagsScreen(row.title, row.tags, known), done),
        )

    def url(self, url: str) -> None:
        """Open a web address outside; nothing but web addresses is opened."""
        if host := wording.host(url):
            self._owner.app.open_url(url)
            self._tell(f"Handed {host} to your browser.")
        else:
            self._tell("This article has no web address.")

    def _go(self, leads: Message | None) -> None:
        if leads is not None:
            self._owner.post_message(leads)

    def _fetch(self, work: Callable[[Library], T], show: Callable[[T], object]) -> None:
        async def fetched() -> None:
            show(await self._shelf.do(work))

        self._run(fetched)

    def _run(
        self, errand: Callable[[*Arguments], Coroutine[Any, Any, None]], *arguments: *Arguments
    ) -> None:
        async def run() -> None:
            try:
                await errand(*arguments)
            except CulmError as error:
                self._tell(str(error))

        workers.run(self._owner, run, group=workers.OPENING, exclusive=True)
