"""What the user searched for, and the searches they keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.errors import NotFound, WrongUse
from index.language.fold import fold_case
from index.notes.annotating import from_stamp
from index.notes.clean import clean_line
from index.notes.journal import Step
from index.notes.ledger import Ledger
from index.notes.model import SAVED_KEYS, SavedSearch
from index.store import search_tables
from index.store.search_tables import SavedRow


class Searches(Ledger):
    """Saved searches, each a step that can be undone, and the search history."""

    def save_search(
        self,
        name: str,
        query: str,
        *,
        key: str = "",
        sort: str = "",
        folded: bool = True,
        instead_of: str = "",
    ) -> SavedSearch:
        """Keep a query under a name, with the order and folding it was seen in.

        An older search of that name is replaced; ``instead_of`` names one that is
        to go as well (it is renamed). ``key`` is one of
        :data:`~index.notes.model.SAVED_KEYS` or empty, and is taken from the
        search that has it. One step for all of it. Raises
        :class:`~index.errors.CulmError` when name, query or key will not do.
        """
        named, asked = clean_line(name), clean_line(query)
        if not named or not asked:
            raise WrongUse("a saved search needs a name and something to search for")
        if key and key not in SAVED_KEYS:
            raise WrongUse(f"{key!r} cannot be the key of a search: one letter or figure can")
        with self._step() as step:
            before = {row.name: row for row in search_tables.saved_searches(step.connection)}
            row = SavedRow(named, asked, step.now, key, sort, int(folded))
            if instead_of and instead_of != named:
                _set(step, before.get(instead_of), None)
            for other in before.values():
                if key and other.key == key and other.name not in (named, instead_of):
                    _set(step, other, other._replace(key=""))
            if named in before and before[named]._replace(created=step.now) == row:
                row = before[named]
            else:
                _set(step, before.get(named), row)
            step.words = f"search “{named}” saved"
        return _shown(row)

    def forget_search(self, name: str) -> None:
        """Delete a saved search; no error when there is none."""
        with self._step() as step:
            _set(step, search_tables.saved_search(step.connection, name), None)
            step.words = f"search “{name}” deleted"

    def saved_searches(self) -> list[SavedSearch]:
        """All saved searches: those with keys by their keys, then the others, by name."""
        with self._reading() as connection:
            found = [_shown(row) for row in search_tables.saved_searches(connection)]
        return sorted(found, key=lambda one: (not one.key, one.key, fold_case(one.name)))

    def saved_search(self, name: str) -> SavedSearch:
        """The saved search of this name, or whose name differs in case and accents alone.

        Raises :class:`~index.errors.NotFound`.
        """
        known = self.saved_searches()
        wanted = clean_line(name)
        alike = [one for one in known if fold_case(one.name) == fold_case(wanted)]
        for one in (*(one for one in known if one.name == wanted), *alike[: len(alike) == 1]):
            return one
        keyed = [
            f"; it is the key of “{one.name}”, say that name" for one in known if one.key == wanted
        ]
        raise NotFound(f"there is no saved search “{wanted}”{''.join(keyed)}")

    def bring_in_searches(self, rows: Iterable[SavedRow], words: str) -> int:
        """Add saved searches whose names are free here, as one step; how many were added."""
        with self._step() as step:
            kept = search_tables.saved_searches(step.connection)
            names, keys = {row.name for row in kept}, {row.key for row in kept}
            for row in sorted(rows):
                if row.name not in names:
                    _set(step, None, row._replace(key="") if row.key in keys else row)
            step.words = words
        return len(step.changes)

    def remember_query(self, query: str) -> None:
        """Put a query on top of the search history. Cannot be undone."""
        cleaned = clean_line(query)
        if cleaned and not self.database.read_only:
            with self._step() as step:
                search_tables.remember_query(step.connection, cleaned, step.now)

    def query_history(self, limit: int = 100) -> list[str]:
        """The latest queries, newest first, each once."""
        with self._reading() as connection:
            return search_tables.query_history(connection, limit)


def _set(step: Step, before: SavedRow | None, after: SavedRow | None) -> None:
    """Put ``after`` in the place of ``before`` (``None``: nothing), of the same name."""
    row = after or before
    if row is not None:
        search_tables.set_saved_search(step.connection, row.name, _value(after))
        step.changes.append(["search", row.name, _value(before), _value(after)])


def _value(row: SavedRow | None) -> list[Any] | None:
    return None if row is None else list(row[1:])


def _shown(row: SavedRow) -> SavedSearch:
    return SavedSearch(
        row.name, row.query, from_stamp(row.created), row.key, row.sort, bool(row.folded)
    )
