"""Narrowing a search by outlet, year, person, place, event or tag, and taking that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.language.fold import fold_case
from tui.narrowing import narrowed, narrowings, widened
from tui.screens.choices import Choices, ChoiceScreen
from tui.widgets.entries import Entry
from tui.widgets.hints import hint
from tui.widgets.lines import Line, Piece

FEW = 6
"""Values of a facet that are shown before it is opened or anything is typed."""
MOST = 300
"""Values of a facet that are shown at all."""


class _More(Struct, frozen=True):
    """Where the last entry of a closed facet leads: to all its values."""

    field: str


class FacetScreen(ChoiceScreen[str]):
    """The facets of a search; gives back the narrower query, or a wider one."""

    TITLE_WORDS = "Narrow the search"

    def __init__(self, query: str, facets: Mapping[str, Sequence[tuple[str, int, str]]]) -> None:
        """``facets`` maps a field to (label, articles, the condition that narrows to it).

        Of more than :data:`MOST` values the first are shown, and it is said that there are others.
        """
        super().__init__()
        self._query = query
        self._facets = facets
        self._opened: list[str] = []

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        words = [fold_case(word) for word in words]
        present = narrowings(self._query)
        conditions = [self._query[span.start : span.end] for span in present]
        taken_back = [
            _entry(f"without {condition}", "", widened(self._query, span))
            for condition, span in zip(conditions, present, strict=True)
            if _has(f"without {condition}", words)
        ]
        sections = [
            (field.capitalize(), self._values(field, values, words, conditions))
            for field, values in self._facets.items()
        ]
        self._begin(sections)
        entries: list[Entry] = []
        for title, told in [(self._narrowed_by, taken_back), *sections]:
            if told:
                head = Line((Piece(title, "heading"),))
                entries += [Entry((Line(), head) if entries else (head,)), *told]
        return entries or [Entry((Line((Piece(" Nothing to narrow by.", "quiet"),)),))]

    @property
    def _narrowed_by(self) -> str:
        return f"Narrowed by: {hint(self.app, ('choice.take', 'takes back'))}".rstrip(" :")

    def _values(
        self,
        field: str,
        values: Sequence[tuple[str, int, str]],
        words: Sequence[str],
        conditions: Sequence[str],
    ) -> list[Entry]:
        """What one facet shows: a few values and the way to all, or all that ``words`` leave."""
        left = [
            value
            for value in values[:MOST]
            if value[2] not in conditions and (not words or _has(f"{field} {value[0]}", words))
        ]
        rest = len(left) - FEW
        others = len(values) > MOST
        is_closed = not words and field not in self._opened and rest > 1
        told = [
            _entry(label, f"{count:,}", narrowed(self._query, condition))
            for label, count, condition in (left[:FEW] if is_closed else left)
        ]
        if is_closed:
            count = f"more than {rest:,}" if others else f"{rest:,}"
            return [*told, Entry((_quiet(f"{count} more"),), _More(field))]
        if others and told and not words:
            told.append(Entry((_quiet(f"and others, with at most {values[MOST][1]:,}"),)))
        return told

    def _begin(self, sections: Sequence[tuple[str, list[Entry]]]) -> None:
        """Have the cursor begin on the first value; of a facet just opened on the first new one."""
        last = self._opened[-1].capitalize() if self._opened else ""
        for title, told in sections:
            if told and title == last and len(told) > FEW:
                told[FEW] = replace(told[FEW], begins=True)
                return
        for _, told in sections:
            if told:
                told[0] = replace(told[0], begins=True)
                return

    def action_take(self) -> None:
        target = self.query_one(Choices).target
        if isinstance(target, _More):
            self._opened.append(target.field)
            self._show("")
        else:
            super().action_take()

    def result_of(self, target: object) -> str:
        return str(target)


def _has(text: str, words: Sequence[str]) -> bool:
    """Whether ``text`` has these folded words, or what begins or ends so."""
    folded = fold_case(text)
    return all(word in folded for word in words)


def _entry(label: str, count: str, query: str) -> Entry:
    return Entry((Line((Piece(f" {label}", "title"),), (Piece(f" {count}", "facts"),)),), query)


def _quiet(words: str) -> Line:
    return Line((Piece(f" {words}", "quiet"),))
