"""Which articles the list shows, by what the user did with them: a condition of the search."""

from __future__ import annotations

from collections.abc import Sequence

from index.language.fold import fold_case
from tui.narrowing import narrowed, narrowings, widened
from tui.screens.choices import ChoiceScreen
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece

FILTERS = (
    ("Unread", "is:unread"),
    ("Read", "is:read"),
    ("Starred", "is:starred"),
    ("With marks", "is:annotated"),
    ("With notes", "has:note"),
    ("With tags", "has:tag"),
    ("Without a date", "is:undated"),
)
"""What articles can have in common, and the condition of the query language that says so."""


class FilterScreen(ChoiceScreen[str]):
    """Conditions that can be put on the list; gives back the query with one more, or one less."""

    TITLE_WORDS = "Only some articles"

    def __init__(self, query: str) -> None:
        """``query`` is what is searched for now, empty for nothing."""
        super().__init__()
        self._query = query

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        present = {
            self._query[span.start : span.end].casefold(): span for span in narrowings(self._query)
        }
        entries = []
        for label, condition in FILTERS:
            holds = condition in present
            sign = "✓ " if holds else "  "
            if holds:
                query = widened(self._query, present[condition])
            else:
                query = narrowed(self._query, condition)
            if all(word in fold_case(f"{label} {condition}") for word in words):
                line = Line(
                    (Piece(f" {sign}", "strong"), Piece(label, "title")),
                    (Piece(f" {condition}", "facts"),),
                )
                entries.append(Entry((line,), query))
        return entries or [Entry((Line((Piece(" There is no such condition.", "quiet"),)),))]

    def result_of(self, target: object) -> str:
        return str(target)
