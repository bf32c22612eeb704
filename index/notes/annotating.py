"""Making and changing annotations as values; storing them is not done here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from index.notes.clean import clean_note, clean_tags
from index.notes.model import Annotation, Colour, Revision
from index.store.notes_db import AnnotationRow

CONTEXT = 64
QUOTED = 40
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_stamp(time: datetime) -> int:
    """Microseconds since 1970 in UTC."""
    return (time - _EPOCH) // _MICROSECOND


def from_stamp(stamp: int) -> datetime:
    """The UTC time of a stamp."""
    return _EPOCH + stamp * _MICROSECOND


def new_row(
    id: str,
    article: str,
    version: str,
    text: str,
    start: int,
    end: int,
    colour: Colour,
    note: str,
    tags: Sequence[str],
    now: int,
) -> AnnotationRow:
    """A first revision; ``ValueError`` when [start, end) is not within ``text``."""
    blank = AnnotationRow(
        id, article, version, 0, 0, "", "", "", Colour(colour), clean_note(note),
        clean_tags(tuple(tags)), now, now, None, 0, 1,
    )  # fmt: skip
    return anchored(blank, text, start, end)


def anchored(row: AnnotationRow, text: str, start: int, end: int) -> AnnotationRow:
    """``row`` on another passage of its text; ``ValueError`` when that is not one."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"[{start}, {end}) is no passage of a text of {len(text)} characters")
    return row._replace(
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def to_annotation(row: AnnotationRow) -> Annotation:
    """The annotation that a row stores."""
    return Annotation(
        id=row.id,
        article=row.article,
        version=row.version,
        start=row.start,
        end=row.end,
        exact=row.exact,
        prefix=row.prefix,
        suffix=row.suffix,
        colour=Colour(row.colour),
        note=row.note,
        tags=row.tags,
        created=from_stamp(row.created),
        modified=from_stamp(row.modified),
        deleted=None if row.deleted is None else from_stamp(row.deleted),
        revision=row.revision,
    )


def to_row(annotation: Annotation) -> AnnotationRow:
    """The row that stores an annotation."""
    return AnnotationRow(
        id=annotation.id,
        article=annotation.article,
        version=annotation.version,
        start=annotation.start,
        end=annotation.end,
        exact=annotation.exact,
        prefix=annotation.prefix,
        suffix=annotation.suffix,
        colour=annotation.colour.value,
        note=annotation.note,
        tags=annotation.tags,
        created=to_stamp(annotation.created),
        modified=to_stamp(annotation.modified),
        deleted=None if annotation.deleted is None else to_stamp(annotation.deleted),
        withdrawn=0,
        revision=annotation.revision,
    )


def to_revision(row: AnnotationRow) -> Revision:
    """One entry of an annotation's history."""
    return Revision(row.revision, from_stamp(row.modified), to_annotation(row))


def what_changed(before: AnnotationRow, after: AnnotationRow) -> str:
    """What kind of change leads from one content to another, in a word or two; "" if none."""
    kinds = (
        ("note", before.note != after.note),
        ("tags", before.tags != after.tags),
        ("colour", before.colour != after.colour),
        ("removal", before.deleted is None and after.deleted is not None),
        ("restoring", before.deleted is not None and after.deleted is None),
        ("boundary", (before.start, before.end) != (after.start, after.end)),
    )
    return " and ".join(kind for kind, differs in kinds if differs)


def both_wordings(current: AnnotationRow, wanted: AnnotationRow) -> str:
    """What an annotation says now, and what a refused change would have made of it."""
    return f"There now: {_wording(current)}\nRefused: {_wording(wanted)}"


def _wording(row: AnnotationRow) -> str:
    trashed = " · in the trash" if row.deleted is not None else ""
    tags = "".join(f" #{tag}" for tag in row.tags)
    return f"{named(row)} {row.colour}{tags} · {row.note or 'no note'}{trashed}"


def named(row: AnnotationRow) -> str:
    """An annotation in a few words: the beginning of its passage in quotes."""
    words = " ".join(row.exact.split())
    return f"“{words}”" if len(words) <= QUOTED else f"“{words[: QUOTED - 1].rstrip()}…”"
