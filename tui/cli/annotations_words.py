"""``culm notes``: annotations in words and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.notes.model import Annotation, ChangedOnBothSides, Placed, PlacementStatus, Revision
from tui import wording
from tui.cli.output import one_line, plain

if TYPE_CHECKING:
    from index.library.annotations.exchanging import NotesImported

_BEGINNING = 72
_ALIKE = 20
_LONG = 400
_NAMED = 3
_PLACES = {
    PlacementStatus.EDITED: "its passage was edited: look at it in the reader's review",
    PlacementStatus.REVIEW: "its place is in doubt: say where it belongs in the reader's review",
    PlacementStatus.ORPHAN: "its passage is no longer in the article",
}


def annotation_json(placed: Placed) -> dict[str, Any]:
    """An annotation with its place in the article's present text."""
    placement = placed.placement
    return {
        **facts(placed.annotation),
        "status": placement.status,
        "placed": [placement.span.start, placement.span.end] if placement.span else None,
    }


def facts(annotation: Annotation) -> dict[str, Any]:
    """An annotation as it is kept."""
    return {
        "id": annotation.id,
        "article": annotation.article,
        "version": annotation.version,
        "start": annotation.start,
        "end": annotation.end,
        "exact": annotation.exact,
        "note": annotation.note,
        "tags": annotation.tags,
        "colour": annotation.colour,
        "created": annotation.created,
        "modified": annotation.modified,
        "deleted": annotation.deleted,
        "revision": annotation.revision,
    }


def in_words(annotation: Annotation, warning: str = "") -> str:
    """An annotation on a few lines; ``warning`` is what is to be known of its place."""
    trashed = "  (in the trash)" if annotation.deleted is not None else ""
    lines = [f"{annotation.id}  {annotation.colour}  {annotation.article}{trashed}"]
    if warning:
        lines.append(f"    ! {warning}")
    lines.append(f"    “{_cut(annotation.exact)}”")
    if annotation.note:
        lines.append(f"    {_cut(annotation.note)}")
    if annotation.tags:
        lines.append("    " + " ".join(f"#{tag}" for tag in annotation.tags))
    return "\n".join(lines)


def _cut(text: str) -> str:
    """The beginning of a long text; ``culm notes history`` and ``export`` have the whole."""
    words = one_line(text)
    return words if len(words) <= _LONG else f"{words[: _LONG - 1]}… ({len(text):,} characters)"


def revision_words(revision: Revision) -> str:
    """What an annotation was after one of its changes."""
    one = revision.annotation
    trashed = "  in the trash" if one.deleted is not None else ""
    lines = [f"{revision.number:>4}  {revision.at:%Y-%m-%d %H:%M}  {one.colour}{trashed}"]
    lines.append(f"      “{one_line(one.exact)}”")
    lines += [f"      {plain(line)}" for line in one.note.split("\n") if one.note]
    if one.tags:
        lines.append("      " + " ".join(f"#{tag}" for tag in one.tags))
    return "\n".join(lines)


def warning_of(placed: Placed, in_library: bool) -> str:
    """What somebody should know of the place of an annotation; nothing when all is well."""
    if not in_library:
        return "its article is not in the library"
    return _PLACES.get(placed.placement.status, "")


def import_json(report: NotesImported) -> dict[str, Any]:
    """What an import of annotations did."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "in_trash": report.in_trash,
        "both": [
            {
                "id": one.now.id,
                "article": one.now.article,
                "note": one.now.note,
                "other": one.other.note,
                "came": one.came,
            }
            for one in report.both
        ],
        "absent": report.absent,
        "doubtful": report.doubtful,
        "homeless": report.homeless,
        "pageless": report.pageless,
    }


def import_words(report: NotesImported) -> str:
    """What an import did, and each annotation that was changed on both sides."""
    told = f"{report.added} added, {report.updated} updated, {report.unchanged} were there"
    if report.in_trash:
        told += f", {report.in_trash} of these in the trash (culm notes list --trash)"
    lines = [told]
    if report.doubtful:
        lines.append(
            f"{len(report.doubtful)} in doubt about their place: culm notes list shows which"
        )
    if report.absent:
        count = wording.counted(len(report.absent), "article")
        lines.append(f"{count} not in the library, whose annotations wait: {_names(report.absent)}")
    if report.both:
        count = wording.counted(len(report.both), "annotation")
        lines.append(
            f"{count} changed here and in the file: the later change is what it says now,"
            " the other is in its history"
        )
    for one in report.both:
        lines += _both(one)
    return "\n".join(lines)


def _names(keys: Sequence[str]) -> str:
    more = len(keys) - _NAMED
    told = ", ".join(map(one_line, keys[:_NAMED]))
    return f"{told} and {more} more" if more > 0 else told


def _both(one: ChangedOnBothSides) -> list[str]:
    now, other = ("the file", "here") if one.came else ("here", "the file")
    return [
        f"  {one.now.id}  {one.now.article}",
        f"    now, from {now}: {_beginning(one.now, one.other)}",
        f"    in its history, from {other}: {_beginning(one.other, one.now)}",
    ]


def _beginning(one: Annotation, beside: Annotation) -> str:
    """How the note begins, or where it begins to differ; and what else differs."""
    words, others = one_line(one.note), one_line(beside.note)
    pairs = enumerate(zip(words, others, strict=False))
    alike = next((place for place, (a, b) in pairs if a != b), min(len(words), len(others)))
    if words != others and alike > _ALIKE:
        words = f"…{words[alike - _ALIKE :]}"
    cut = f"{words[: _BEGINNING - 1]}…" if len(words) > _BEGINNING else words
    told = [f"“{cut}”" if words else "no note"]
    if one.tags != beside.tags:
        told.append(" ".join(f"#{tag}" for tag in one.tags) or "no tags")
    if one.colour != beside.colour:
        told.append(one.colour.value)
    if one.deleted is not None:
        told.append("in the trash")
    return ", ".join(told)
