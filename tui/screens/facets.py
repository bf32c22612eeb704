"""Narrowing a search by outlet, year, person, place, event or tag, and taking that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.narrowing import narrowed, narrowings, widened
from tui.screens.choices import ChoiceScreen
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece

FEW = 6
"""Values of a facet that are shown before anything is typed."""


class FacetScreen(ChoiceScreen[str]):
    """The facets of a search; gives back the narrower query, or a wider one."""

    TITLE_WORDS = "Narrow the search"

    def __init__(self, query: str, facets: Mapping[str, Sequence[tuple[str, int, str]]]) -> None:
        """``facets`` maps a field to (label, articles, the condition that narrows to it)."""
        super().__init__()
        self._query = query
        self._facets = facets

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        present = narrowings(self._query)
        conditions = [self._query[span.start : span.end] for span in present]
        taken_back = [
            _entry(f"without {condition}", "", widened(self._query, span))
            for condition, span in zip(conditions, present, strict=True)
            if all(word in f"without {condition}".casefold() for word in words)
        ]
        sections = [("Narrowed by: ↵ takes back", taken_back)]
        for field, values in self._facets.items():
            told = [
                _entry(label, f"{count:,}", narrowed(self._query, condition))
                for label, count, condition in values
                if condition not in conditions
                and all(word in f"{field} {label}".casefold() for word in words)
            ]
            if not words and len(told) > FEW + 1:
                more = f" {len(told) - FEW} more: type “{field}”"
                told = [*told[:FEW], Entry((Line((Piece(more, "quiet"),)),))]
            sections.append((field.capitalize(), told))
        entries: list[Entry] = []
        for title, told in sections:
            if told:
                head = Line((Piece(title, "heading"),))
                entries += [Entry((Line(), head) if entries else (head,)), *told]
        return entries or [Entry((Line((Piece(" Nothing to narrow by.", "quiet"),)),))]

    def result_of(self, target: object) -> str:
        return str(target)


def _entry(label: str, count: str, query: str) -> Entry:
    return Entry((Line((Piece(f" {label}", "title"),), (Piece(f" {count}", "facts"),)),), query)
