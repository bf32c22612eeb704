"""Annotations whose articles have changed: the old wording beside what stands there now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from index.article import Span
from index.views import ReviewView
from tui import messages, wording, workers
from tui.commands import Where
from tui.opened import FullScreen
from tui.screens.changing import Changing
from tui.shelf import with_library
from tui.widgets.entries import Entries, Entry
from tui.widgets.footer import Footer
from tui.widgets.hints import key_of, with_undo
from tui.widgets.lines import Line, Piece, fold
from tui.widgets.review_items import Choice, review_entries
from tui.widgets.role_line import RoleLine

if TYPE_CHECKING:
    from index.library import Library

Leads = messages.ArticleOpened | messages.PinAsked

NOTHING = (
    "Nothing waits here. When an article changes, the marks whose passages were edited, "
    "moved in doubt or taken out come here."
)


class ReviewList(Entries):
    """The lines of the screen."""

    where = (Where.REVIEW,)

    def action_open(self) -> None:
        if isinstance(self.screen, ReviewScreen):
            self.screen.action_open()


class ReviewScreen(FullScreen[Leads | None], Changing):
    """Asks where annotations belong; gives back where the reader wants to go, if anywhere."""

    where = (Where.REVIEW,)
    offered = frozenset({Where.REVIEW})
    DEFAULT_CSS = """
    ReviewScreen {
        layout: vertical; background: $ground;
        & > #review-words { background: $raised; }
        & > #review-list { height: 1fr; background: $ground; }
        & > #review-footer { background: $raised; }
    }
    """

    def __init__(self, library: Library, views: Sequence[ReviewView], first: str = "") -> None:
        super().__init__()
        self._library = library
        self._views = views
        self._first = first
        self._words = RoleLine(id="review-words")
        self._list = ReviewList(id="review-list")
        self._footer = Footer(id="review-footer")

    def compose(self) -> ComposeResult:
        yield self._words
        yield self._list
        yield self._footer

    def on_mount(self) -> None:
        self._list.show(self._entries_for)
        self.set_focus(self._list)
        self._say_what_waits()
        self.call_after_refresh(self._go_to_first)

    def _go_to_first(self) -> None:
        wanted = self._first
        self._list.go_to(lambda to: isinstance(to, Choice) and to.view.annotation.id == wanted)

    def _entries_for(self, width: int) -> Sequence[Entry]:
        if self._views:
            return review_entries(self._views, width)
        return [Entry(tuple(Line((Piece(text, "quiet"),)) for text in fold(NOTHING, width)))]

    def _say_what_waits(self) -> None:
        counts = Counter(view.placement.status for view in self._views)
        said = wording.waiting(counts) or "nothing waits"
        self._words.say(Line((Piece(" Review ", "strong"), Piece(f" {said} ", "quiet"))))

    # Going there

    @property
    def _choice(self) -> Choice | None:
        target = self._list.target
        return target if isinstance(target, Choice) else None

    def action_open(self) -> None:
        choice = self._choice
        if choice is not None:
            self.dismiss(messages.ArticleOpened(choice.view.article, _place(choice)))

    def action_pin(self) -> None:
        choice = self._choice
        if choice is not None:
            view = choice.view
            self.dismiss(messages.PinAsked(view.article, view.annotation, _place(choice)))

    def action_close(self) -> None:
        self.dismiss(None)

    # Deciding

    def action_accept(self) -> None:
        choice = self._choice
        if choice is None:
            return
        view, offer = choice.view, choice.offer
        if offer is None:
            key = key_of(self.app, "review.pin")
            by_hand = f"; {key} places the mark by hand" if key else ""
            self.culm.tell(f"There is no passage to accept{by_hand}.")
            return

        def accept(library: Library) -> str:
            from index.library.annotations.reviewing import accept

            accept(library, view, offer.span)
            return with_undo(self.app, "It stays there")

        self.change(accept)

    def action_accept_all(self) -> None:
        views = self._views

        def accept(library: Library) -> str:
            from index.library.annotations.reviewing import accept_all

            count = accept_all(library, views)
            if not count:
                return "Nothing here has just one passage to accept."
            stay = "stays" if count == 1 else "stay"
            return with_undo(self.app, f"{wording.counted(count, 'mark')} {stay} there")

        self.change(accept)

    def action_orphan(self) -> None:
        choice = self._choice
        if choice is None:
            return
        view = choice.view

        def keep(library: Library) -> str:
            from index.library.annotations.reviewing import keep_as_orphan

            keep_as_orphan(library, view)
            return with_undo(self.app, "Kept without a place in this text")

        self.change(keep)

    def action_trash(self) -> None:
        choice = self._choice
        if choice is None:
            return
        id = choice.view.annotation.id

        def trash(library: Library) -> str:
            library.notes.remove(id)
            return with_undo(self.app, "Moved to the trash")

        self.change(trash)

    def look_again(self) -> None:
        """Somebody else changed what waits here."""
        if self.is_mounted:
            workers.run(self, self.load_again, group="review")

    async def load_again(self) -> None:
        self._views = await with_library(gather, self._library)
        self._list.show(self._entries_for, keep_place=True)
        self._say_what_waits()


def gather(library: Library) -> Sequence[ReviewView]:
    """What waits in the library; blocks."""
    from index.library.annotations.reviewing import to_review

    return to_review(library)


def _place(choice: Choice) -> Span:
    return (choice.offer or choice.view.gap).span
