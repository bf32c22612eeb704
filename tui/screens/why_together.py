"""Why two articles are in one story, though they report different happenings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from index.events.model import Reason
from tui import messages
from tui.commands import Where
from tui.screens.hints import hint
from tui.screens.why import WhyList
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold

if TYPE_CHECKING:
    from index.library import Library

_MARGIN = 7


@dataclass(frozen=True, slots=True)
class Together:
    """Two articles of one story by their titles, and what they share; ``other`` is the id of
    the one that is not open."""

    other: int
    titles: tuple[str, str]
    reasons: tuple[Reason, ...]


def gather(library: Library, this: int, other: int) -> Together:
    """Why ``this`` and ``other`` are in one story. Blocks; raises NotFound."""
    titles = (library.article(this).title, library.article(other).title)
    return Together(other, titles, library.why_together(this, other))


def together_entries(found: Together, width: int) -> Sequence[Entry]:
    """The reasons for and against in ``width`` cells."""
    return [*_entries(found, width)]


def _entries(found: Together, width: int) -> Iterator[Entry]:
    yield Entry((Line((Piece("One story, two happenings", "title"),)),))
    for title in found.titles:
        yield Entry(tuple(Line((Piece(text, "facts"),)) for text in fold(title, width, 2)))
    yield Entry((Line(),))
    if not any(reason.weight > 0 for reason in found.reasons):
        told = "They share little by themselves: other articles of the story connect them."
        yield Entry(tuple(Line((Piece(text, "quiet"),)) for text in fold(told, width)))
    for reason in found.reasons:
        role = "good" if reason.weight > 0 else "bad"
        told, *more = fold(reason.text, max(10, width - _MARGIN)) or [""]
        head = Line((Piece(f"{reason.weight:>+5.1f}  ", role), Piece(told, "strong")))
        rest = (Line((Piece(" " * _MARGIN), Piece(text, "strong"))) for text in more)
        yield Entry((head, *rest), reason)


class TogetherScreen(ModalScreen[None]):
    """Shows the reasons; scroll and close."""

    where = (Where.WHY,)

    def __init__(
        self, found: Together, correct: Callable[[messages.CorrectionAsked], object]
    ) -> None:
        """``correct`` is told what is to be put right."""
        super().__init__()
        self._found = found
        self._correct = correct

    def compose(self) -> ComposeResult:
        box = Vertical(id="box")
        box.border_title = Content("Why before and after")
        with box:
            yield WhyList(id="choices")

    def on_mount(self) -> None:
        words = hint(self.app, ("correct.here", "put right"))
        self.query_one("#box").border_subtitle = Content(words)
        reasons = self.query_one(WhyList)
        reasons.show(lambda width: together_entries(self._found, width))
        reasons.focus()

    def action_correct(self) -> None:
        """Put right what the other article is said to report."""
        self._correct(messages.CorrectionAsked(article=self._found.other))

    def action_close(self) -> None:
        self.dismiss(None)
