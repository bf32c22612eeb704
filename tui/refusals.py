"""Changes of annotations that were refused because another culm was quicker."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from index.errors import StaleRevision
from index.notes import Notes
from index.notes.model import Annotation

Change = Callable[[Notes, Annotation], Annotation]
"""Changes an annotation; raises ``StaleRevision`` when it is no longer as given."""


class Verdict(StrEnum):
    """Which of two versions stays."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


class Refused(Struct, frozen=True):
    """A change that was not made: ``theirs`` is stored, ``mine`` is what it would have come to."""

    theirs: Annotation
    mine: Annotation
    change: Change

    @property
    def can_have_both(self) -> bool:
        """Whether there is something in each of them that the other does not have."""
        note, tags = both_of(self)
        return all(
            note != one.note or set(tags) != set(one.tags) for one in (self.theirs, self.mine)
        )


def tried(notes: Notes, annotation: Annotation, change: Change) -> Annotation | Refused:
    """What ``change`` makes of ``annotation``, unless that was changed elsewhere meanwhile.

    What this culm itself made of it since it was seen counts as seen.
    """
    seen = notes.as_we_left({annotation.id: annotation.revision})
    try:
        return change(notes, replace(annotation, revision=seen[annotation.id]))
    except StaleRevision as stale:
        if not isinstance(stale.current, Annotation) or not isinstance(stale.wanted, Annotation):
            raise
        if stale.wanted == stale.current:
            return stale.current
        return Refused(stale.current, stale.wanted, change)


def settled(notes: Notes, refused: Refused, verdict: Verdict) -> Annotation | Refused:
    """Have what the reader decided; refused again if it has changed once more meanwhile."""
    theirs = refused.theirs
    if verdict is Verdict.THEIRS:
        return theirs
    if theirs.deleted is not None:
        notes.restore(theirs.id)
        theirs = notes.get(theirs.id)
    if verdict is Verdict.MINE:
        return tried(notes, theirs, refused.change)
    note, tags = both_of(refused)

    def change(notes: Notes, now: Annotation) -> Annotation:
        changed = refused.change(notes, now)
        return notes.edit(changed.id, changed.revision, note=note, tags=tags)

    return tried(notes, theirs, change)


def both_of(refused: Refused) -> tuple[str, tuple[str, ...]]:
    """The notes one below the other, unless one has the other in it, and the tags of both."""
    theirs, mine = refused.theirs.note, refused.mine.note
    one_has_the_other = theirs in mine or mine in theirs
    note = max(theirs, mine, key=len) if one_has_the_other else f"{theirs}\n\n{mine}"
    return note, tuple(dict.fromkeys((*refused.theirs.tags, *refused.mine.tags)))
