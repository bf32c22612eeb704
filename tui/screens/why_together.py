"""Why two articles are in one story, though they report different happenings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from index.events.model import Reason
from tui import messages
from tui.screens.reasons import ReasonsScreen
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold

if TYPE_CHECKING:
    from index.library import Library

_MARGIN = 7


class Together(Struct, frozen=True):
    """Two articles of one story by their titles, what they share, and what keeps them from
    being one happening; ``other`` is the id of the one that is not open."""

    other: int
    titles: tuple[str, str]
    reasons: tuple[Reason, ...]
    apart: tuple[Reason, ...] = ()


def gather(library: Library, this: int, other: int) -> Together:
    """Why ``this`` and ``other`` are in one story. Blocks; raises NotFound."""
    titles = (library.article(this).title, library.article(other).title)
    return Together(
        other, titles, library.why_together(this, other), library.why_apart(this, other)
    )


def together_entries(found: Together, width: int) -> Sequence[Entry]:
    """The reasons for and against in ``width`` cells."""
    return [*_entries(found, width)]


def _entries(found: Together, width: int) -> Iterator[Entry]:
    yield Entry((Line((Piece("One story, two happenings", "title"),)),))
    for title in found.titles:
        yield Entry(tuple(Line((Piece(text, "facts"),)) for text in fold(title, width, 2)))
    yield Entry((Line(),))
    if not any(reason.weight > 0 or reason.kind == "hand" for reason in found.reasons):
        told = "They share little by themselves: other articles of the story connect them."
        yield Entry(tuple(Line((Piece(text, "quiet"),)) for text in fold(told, width)))
    for reason in found.reasons:
        yield _reason(reason, width, "+")
    if found.apart:
        yield Entry((Line(), Line((Piece("Why not one happening", "heading"),))))
    for reason in found.apart:
        yield _reason(reason, width, "–")


def _reason(reason: Reason, width: int, without_weight: str) -> Entry:
    role = "bad" if reason.weight < 0 or (not reason.weight and without_weight != "+") else "good"
    told, *more = fold(reason.text, max(10, width - _MARGIN)) or [""]
    weight = f"{reason.weight:+.1f}" if reason.weight else without_weight
    head = Line((Piece(f"{weight:>5}  ", role), Piece(told, "strong")))
    rest = (Line((Piece(" " * _MARGIN), Piece(text, "strong"))) for text in more)
    return Entry((head, *rest), reason)


class TogetherScreen(ReasonsScreen):
    """Shows the reasons; scroll and close."""

    TITLE_WORDS = "Why before and after"

    def __init__(
        self, found: Together, correct: Callable[[messages.CorrectionAsked], object]
    ) -> None:
        """``correct`` is told what is to be put right."""
        super().__init__(correct)
        self._found = found

    def entries_for(self, width: int) -> Sequence[Entry]:
        return together_entries(self._found, width)

    def asked(self, target: object) -> messages.CorrectionAsked:
        """What the other article is said to report, and that it is of the same story."""
        return messages.CorrectionAsked(article=self._found.other)
