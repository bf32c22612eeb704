"""Corrections by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from index.errors import NotFound
from index.notes.annotating import from_stamp
from index.notes.ledger import Ledger
from index.notes.model import Correction
from index.store import notes_db, notes_state
from index.store.notes_state import CorrectionRow


class Records(Ledger):
    """What the user put right about entities, events and articles."""

    def correct(self, kind: str, body: Mapping[str, Any], words: str) -> Correction:
        """Store a correction of entities or events; ``words`` name it for :meth:`undo`."""
        return self.correct_together([(kind, body)], words)[0]

    def correct_together(
        self, told: Iterable[tuple[str, Mapping[str, Any]]], words: str
    ) -> list[Correction]:
        """Store several corrections, each its kind and body, as one step for :meth:`undo`."""
        made = []
        with self._step() as step:
            for kind, body in told:
                stored = json.dumps(body, ensure_ascii=False)
                number = notes_state.add_correction(step.connection, kind, stored, step.now)
                step.changes.append(["correction", number, True])
                made.append(Correction(number, kind, json.loads(stored), from_stamp(step.now)))
            notes_db.count_up(step.connection, "corrections")
            step.words = words
        return made

    def corrections(self, *, withdrawn: bool = False) -> list[Correction]:
        """The corrections that stand, in the order they were made.

        With ``withdrawn``, those as well that were taken back.
        """
        with self._reading() as connection:
            rows = notes_state.corrections(connection)
        return [
            Correction(
                row.id, row.kind, json.loads(row.body), from_stamp(row.created), row.withdrawn
            )
            for row in rows
            if withdrawn or not row.withdrawn
        ]

    def bring_in_corrections(self, rows: Iterable[CorrectionRow], words: str) -> int:
        """Add corrections under numbers that are free here, as one step; how many were added."""
        with self._step() as step:
            for row in sorted(rows):
                if notes_state.put_correction(step.connection, row) and not row.withdrawn:
                    step.changes.append(["correction", row.id, True])
            if step.changes:
                notes_db.count_up(step.connection, "corrections")
            step.words = words
        return len(step.changes)

    def withdraw(self, id: int, words: str) -> None:
        """Let a correction count no more, as a step of its own that ``words`` name.

        No error when it counts no more already; :class:`NotFound` when there is none.
        """
        self._set_counting([id], False, words)

    def withdraw_together(self, ids: Iterable[int], words: str) -> None:
        """Let several corrections count no more, as one step; else as :meth:`withdraw`."""
        self._set_counting(ids, False, words)

    def reinstate(self, id: int, words: str) -> None:
        """Let a correction count again that was withdrawn or undone; as :meth:`withdraw`."""
        self._set_counting([id], True, words)

    def corrections_version(self) -> int:
        """A number that grows whenever a correction is made, undone or redone."""
        return self._fact("corrections")

    def _set_counting(self, ids: Iterable[int], counts: bool, words: str) -> None:
        with self._step() as step:
            rows = {row.id: row for row in notes_state.corrections(step.connection)}
            for id in ids:
                if id not in rows:
                    raise NotFound(f"there is no correction {id}")
                if rows[id].withdrawn == counts:
                    notes_state.set_correction(step.connection, id, withdrawn=not counts)
                    step.changes.append(["correction", id, counts])
            if step.changes:
                notes_db.count_up(step.connection, "corrections")
                step.words = words
