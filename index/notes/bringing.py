"""Annotations from elsewhere: brought in, with what they were before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.language.fold import fold_case
from index.notes import journal
from index.notes.annotating import to_annotation, to_row
from index.notes.annotations import Annotations
from index.notes.journal import Step
from index.notes.merging import line_of, merged, numbered_from
from index.notes.model import Annotation, ChangedOnBothSides, Past
from index.store import notes_db

_NO_PASTS: Mapping[Annotation, Past] = {}


class Brought(Struct, frozen=True):
    """How many annotations an import added, changed, found here already, and left out.

    ``both`` are those that were changed here and elsewhere, ``in_trash`` counts those that
    lie in the trash here and not there.
    """

    added: int
    updated: int
    unchanged: int
    refused: int = 0
    both: tuple[ChangedOnBothSides, ...] = ()
    in_trash: int = 0


class Bringing(Annotations):
    """What was made of passages elsewhere and comes here."""

    def bring_in(
        self,
        annotations: Sequence[Annotation],
        texts: Mapping[str, str],
        words: str,
        pasts: Mapping[Annotation, Past] = _NO_PASTS,
        *,
        revive: bool = True,
    ) -> Brought:
        """Add annotations made elsewhere as they are, as one step that ``words`` name.

        ``texts`` are canonical texts by version, ``pasts`` what the annotations were before.
        One that is here already is merged: the later change is what it says now, the other
        goes into its history (see :mod:`index.notes.merging`). One whose making, or whose
        import, was undone comes back if it is to ``revive``. One that is not where it says in
        the text of its version is left out.
        """
        counts: Counter[str] = Counter()
        both = []
        with self._step() as step:
            for used in {one.version for one in annotations} & texts.keys():
                notes_db.keep_text(step.connection, used, texts[used])
            version, text = "", None
            for one in sorted(annotations, key=lambda one: one.version):
                if one.version != version:
                    version = one.version
                    text = notes_db.kept_text(step.connection, version)
                if text is not None and text[one.start : one.end] != one.exact:
                    counts["refused"] += 1
                    continue
                outcome, changed_twice = _put(step, one, pasts.get(one), revive)
                counts[outcome] += 1
                if changed_twice is not None:
                    both.append(changed_twice)
                now = notes_db.get_annotation(step.connection, one.id)
                if one.deleted is None and now is not None and now.deleted is not None:
                    counts["in_trash"] += 1
            step.words = words
        return Brought(
            counts["added"],
            counts["updated"],
            counts["unchanged"],
            counts["refused"],
            tuple(both),
            counts["in_trash"],
        )

    def pasts(self, annotations: Iterable[Annotation]) -> dict[Annotation, Past]:
        """What annotations grew out of, with all their earlier wordings."""
        found = {}
        for one in annotations:
            if one.revision == 1:
                found[one] = Past()
                continue
            with self._reading() as connection:
                rows = notes_db.revisions(connection, one.id)
            # Somebody may have changed it since it was looked up.
            rows = [row for row in rows if row.revision <= one.revision]
            shown = [to_annotation(row) for row in rows if not row.withdrawn]
            times = tuple(was.modified for was in line_of(shown)[:-1])
            found[one] = Past(times, tuple(shown[:-1]))
        return found


def _put(
    step: Step, one: Annotation, past: Past | None, revive: bool
) -> tuple[str, ChangedOnBothSides | None]:
    """Put one annotation beside what is here: what was done, and what both sides had said."""
    row = to_row(one)
    earlier = [to_row(replace(was, id=one.id, article=one.article)) for was in _wordings(past)]
    history = notes_db.revisions(step.connection, one.id)
    if not history:
        revisions = numbered_from([*earlier, row], 0)
        for each in revisions:
            notes_db.put_annotation(step.connection, each, fold_case)
        step.changes.append(["annotation", one.id, 0, revisions[-1].revision])
        return "added", None
    here = history[-1]
    # What it was when it was made, all others of its name grew out of.
    by_hand = past is None and len(history) > 1
    changed_here = by_hand and journal.made_at(step.connection, one.id, here.modified)
    result = merged(history, row, earlier, past, changed_here=changed_here, revive=revive)
    for each in result.revisions:
        step.revise(each)
        step.touched = True
    if not result.changed:
        return "unchanged", result.both
    notes_db.forget_placements(step.connection, one.id)
    step.changes.append(["annotation", one.id, here.revision, result.revisions[-1].revision])
    return "added" if here.withdrawn else "updated", result.both


def _wordings(past: Past | None) -> list[Annotation]:
    return sorted(past.wordings, key=lambda was: was.revision) if past else []
