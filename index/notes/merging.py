"""One annotation that was changed here and elsewhere: what it says now, and nothing lost.

The later change is the present text; what the other side says, and its earlier
wordings as far as they came along, become revisions. So the history of a merged
annotation holds what both held, whichever side was merged into which, and merging
again adds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct

from index.notes.annotating import to_annotation, to_stamp
from index.notes.model import Annotation, ChangedOnBothSides, Past
from index.store.notes_db import AnnotationRow

_Any = TypeVar("_Any", AnnotationRow, Annotation)


class Merged(Struct, frozen=True):
    """What a merge comes to.

    ``revisions`` are to be added behind those that are there, numbered; the last is what the
    annotation then says. ``changed`` tells whether it says something else than before,
    ``both`` what either side said if both had changed it.
    """

    revisions: tuple[AnnotationRow, ...]
    changed: bool
    both: ChangedOnBothSides | None = None


def merged(
    history: Sequence[AnnotationRow],
    came: AnnotationRow,
    earlier: Sequence[AnnotationRow],
    past: Past | None,
    *,
    changed_here: bool,
    revive: bool,
) -> Merged:
    """What becomes of an annotation with this ``history`` (oldest first) when ``came`` comes in.

    ``earlier`` are wordings that ``came`` had before. Without a ``past`` nobody knows what
    ``came`` grew out of; then it is taken for a change of what is here unless that was
    ``changed_here`` by hand. ``revive``: one whose making was undone here comes back.
    """
    here = history[-1]
    known = {_said(row) for row in history}
    missing = {_said(row): row for row in earlier if _said(row) not in known}
    missing.pop(_said(came), None)
    brought = list(missing.values())
    if here.withdrawn and (revive or _said(came) not in known):
        return Merged(_numbered(here, [*brought, came]), True)
    if _said(came) in known:
        return Merged(_numbered(here, [*brought, here] if brought else []), False)
    grown = past is not None and here.modified in map(to_stamp, past.times)
    wins = grown or _rank(came) > _rank(here)
    both = None
    if not grown and (past is not None or changed_here) and _content(came) != _content(here):
        now, other = (came, here) if wins else (here, came)
        both = ChangedOnBothSides(to_annotation(now), to_annotation(other), came=wins)
    return Merged(_numbered(here, [*brought, came] if wins else [*brought, came, here]), wins, both)


def line_of(history: Sequence[_Any]) -> list[_Any]:
    """The revisions that the last one grew out of, oldest first, and itself.

    What was merged in and did not win stands between two revisions that are one and the same.
    """
    line: list[_Any] = []
    places: dict[object, int] = {}
    for one in history:
        said = _said(one)
        if said in places:
            for left in line[places[said] + 1 :]:
                places.pop(_said(left), None)
            del line[places[said] + 1 :]
        else:
            places[said] = len(line)
            line.append(one)
    return line


def numbered_from(rows: Sequence[AnnotationRow], last: int) -> tuple[AnnotationRow, ...]:
    """``rows`` as the revisions behind number ``last``; a number that is free is kept."""
    result = []
    for row in rows:
        last = max(row.revision, last + 1)
        result.append(row._replace(revision=last))
    return tuple(result)


def _numbered(here: AnnotationRow, rows: Sequence[AnnotationRow]) -> tuple[AnnotationRow, ...]:
    return numbered_from(rows, here.revision)


def _content(one: AnnotationRow | Annotation) -> tuple[object, ...]:
    """What a person made of the annotation."""
    return (one.note, one.tags, str(one.colour), one.deleted is None, one.start, one.end)


def _said(one: AnnotationRow | Annotation) -> tuple[object, ...]:
    """What tells one change of an annotation from another.

    The passage does not: it is looked for anew when a text is another elsewhere.
    """
    return (one.modified, one.note, one.tags, str(one.colour), one.deleted)


def _rank(row: AnnotationRow) -> tuple[object, ...]:
    """What is greater wins, on either side."""
    return (row.modified, row.note, row.tags, row.colour, row.deleted is None)
