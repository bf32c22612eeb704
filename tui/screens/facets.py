"""Narrowing a search: by outlet, year, person, place, event or tag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.screens.choices import ChoiceScreen
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece

MOST = 12


class FacetScreen(ChoiceScreen[str]):
    """The facets of a search; gives back the narrower query."""

    TITLE_WORDS = "Narrow the search"

    def __init__(self, facets: Mapping[str, Sequence[tuple[str, int, str]]]) -> None:
        """``facets`` maps a field to (label, articles, the query that narrows to it)."""
        super().__init__()
        self._facets = facets

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        entries: list[Entry] = []
        for field, values in self._facets.items():
            told = [
                (label, count, query)
                for label, count, query in values
                if all(word in f"{field} {label}".casefold() for word in words)
            ][:MOST]
            if told:
                head = Line((Piece(field.capitalize(), "heading"),))
                entries.append(Entry((Line(), head) if entries else (head,)))
            entries += [
                Entry(
                    (Line((Piece(f" {label}", "title"),), (Piece(f" {count:,}", "facts"),)),), query
                )
                for label, count, query in told
            ]
        return entries or [Entry((Line((Piece(" Nothing to narrow by.", "quiet"),)),))]

    def result_of(self, target: object) -> str:
        return str(target)
