"""Annotations: making, changing, finding them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from index.article import version_of
from index.errors import NotFound, StaleRevision
from index.language.fold import fold_case
from index.notes import journal
from index.notes.annotating import (
    anchored,
    both_wordings,
    named,
    new_row,
    to_annotation,
    to_revision,
    what_changed,
)
from index.notes.clean import clean_line, clean_note, clean_tags
from index.notes.ids import new_id
from index.notes.ledger import Ledger, counted
from index.notes.model import Annotation, Colour, Revision
from index.store import notes_db, notes_state
from index.store.notes_db import AnnotationRow

Order = Literal["newest", "article"]
_TERM = re.compile(r'"([^"]*)"|(\S+)')


class ManyChanged(Struct, frozen=True):
    """How many annotations were changed at once, and the ids of those that were refused."""

    changed: int
    refused: tuple[str, ...] = ()


class Annotations(Ledger):
    """Marked passages with notes and tags; every change of one is kept."""

    def annotate(
        self,
        article: str,
        version: str,
        text: str,
        start: int,
        end: int,
        colour: Colour = Colour.YELLOW,
        note: str = "",
        tags: Sequence[str] = (),
    ) -> Annotation:
        """Mark ``text[start:end]`` of an article (its key), with a Markdown note and tags.

        ``text`` is the canonical text named ``version``; it is kept. Raises
        ``ValueError`` when it is not, or when the passage is not within it.
        """
        if version_of(text) != version:
            raise ValueError("the text is not the one that the version names")
        with self._step() as step:
            row = new_row(
                new_id(self.now()), article, version, text, start, end, colour, note, tags,
                step.now,
            )  # fmt: skip
            notes_db.keep_text(step.connection, version, text)
            notes_db.put_annotation(step.connection, row, fold_case)
            step.words = f"{'note on' if row.note else 'highlight'} {named(row)}"
            step.changes.append(["annotation", row.id, 0, row.revision])
        return to_annotation(row)

    def edit(
        self,
        id: str,
        expected_revision: int | None = None,
        *,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        add_tags: Sequence[str] = (),
        drop_tags: Sequence[str] = (),
        colour: Colour | None = None,
        start: int | None = None,
        end: int | None = None,
        in_trash: bool | None = None,
    ) -> Annotation:
        """Change what is given of an annotation; the annotation as it is now comes back.

        ``tags`` take the place of those there are; ``add_tags`` and ``drop_tags`` change them.
        ``start`` and ``end`` are in the text it was made on (:meth:`pin` moves it
        in another version). ``in_trash`` throws it away or takes it back. With
        ``expected_revision``, raises :class:`StaleRevision` if somebody changed it
        since that revision; :class:`NotFound` if there is no such annotation.
        """
        with self._step() as step:
            row = self._required(step.connection, id)
            wanted = row._replace(
                note=row.note if note is None else clean_note(note),
                tags=_tags(row.tags if tags is None else tuple(tags), add_tags, drop_tags),
                colour=row.colour if colour is None else Colour(colour).value,
            )
            if start is not None or end is not None:
                text = notes_db.kept_text(step.connection, row.version)
                if text is None:
                    raise NotFound("the text that this annotation was made on is not there")
                wanted = anchored(
                    wanted,
                    text,
                    row.start if start is None else start,
                    row.end if end is None else end,
                )
            if in_trash is not None:
                wanted = _put(wanted, in_trash, step.now)
            if expected_revision is not None and expected_revision != row.revision:
                raise StaleRevision(
                    f"the annotation on {named(row)} was changed elsewhere meanwhile; "
                    f"nothing was overwritten.\n{both_wordings(row, wanted)}",
                    wanted=to_annotation(wanted),
                    current=to_annotation(row),
                )
            changed = what_changed(row, wanted)
            if changed:
                row = self._revise(step, row, wanted)
                step.words = f"{changed} of {named(row)}"
        return to_annotation(row)

    def edit_all(
        self,
        ids: Iterable[str],
        *,
        colour: Colour | None = None,
        add_tags: Sequence[str] = (),
        remove_tags: Sequence[str] = (),
        expected: Mapping[str, int] | None = None,
    ) -> ManyChanged:
        """Recolour or tag many annotations as one step.

        ``expected`` are the revisions at which they were seen: those that somebody has
        changed since, or purged, are left as they are. Without it, :class:`NotFound`
        when one is not there.
        """

        def change(row: AnnotationRow, now: int) -> AnnotationRow:
            return row._replace(
                colour=row.colour if colour is None else Colour(colour).value,
                tags=_tags(row.tags, add_tags, remove_tags),
            )

        return self._change_all(ids, change, expected, "change")

    def remove(self, *ids: str, expected: Mapping[str, int] | None = None) -> ManyChanged:
        """Put annotations into the trash, as one step; ``expected`` as in :meth:`edit_all`."""
        return self._change_all(
            ids, lambda row, now: _put(row, True, now), expected, "removal", names_one=True
        )

    def go_with(self, articles: int, ids: Iterable[str]) -> int:
        """Put annotations into the trash since their articles are taken out: as which step.

        Without annotations, too: so undo and redo have what was taken out in its place among
        the other steps.
        """
        with self._step() as step:
            for id in dict.fromkeys(ids):
                row = self._required(step.connection, id)
                changed = _put(row, True, step.now)
                if changed != row:
                    self._revise(step, row, changed)
            step.words = f"removal of {counted(len(step.changes), 'annotation')}"
            step.changes.append(["removal", articles])
        return step.number

    def restore(self, *ids: str, expected: Mapping[str, int] | None = None) -> ManyChanged:
        """Take annotations out of the trash, as one step; as :meth:`remove`."""
        return self._change_all(
            ids, lambda row, now: _put(row, False, now), expected, "restoring", names_one=True
        )

    def _change_all(
        self,
        ids: Iterable[str],
        change: Callable[[AnnotationRow, int], AnnotationRow],
        expected: Mapping[str, int] | None,
        what: str,
        *,
        names_one: bool = False,
    ) -> ManyChanged:
        wanted = list(dict.fromkeys(ids))
        refused = []
        with self._step() as step:
            named_one = ""
            for id in wanted:
                if expected is None:
                    row = self._required(step.connection, id)
                else:
                    found = notes_db.get_annotation(step.connection, id)
                    if found is None or found.revision != expected[id]:
                        refused.append(id)
                        continue
                    row = found
                named_one = named(row)
                changed = change(row, step.now)
                if changed != row:
                    self._revise(step, row, changed)
            count = counted(len(step.changes), "annotation")
            step.words = f"{what} of {named_one if names_one and len(wanted) == 1 else count}"
        return ManyChanged(len(step.changes), tuple(refused))

    def purge(self, *ids: str) -> int:
        """Take annotations that are in the trash out of the file for good, with their history.

        How many there were; one that was taken out of the trash meanwhile stays. Cannot be
        undone. Raises :class:`NotFound` for one that there is not.
        """
        purged = 0
        with self._step() as step:
            for id in dict.fromkeys(ids):
                if self._required(step.connection, id).deleted is None:
                    continue
                notes_db.purge_annotation(step.connection, id)
                journal.forget_annotation(step.connection, id)
                step.touched = True
                purged += 1
        return purged

    def get(self, id: str) -> Annotation:
        """One annotation, wherever it is; :class:`NotFound`."""
        with self._reading() as connection:
            return to_annotation(self._required(connection, id))

    def history(self, id: str) -> list[Revision]:
        """An annotation after each of its changes, oldest first; :class:`NotFound`."""
        with self.database.snapshot() as connection:
            self._required(connection, id)
            return [to_revision(row) for row in notes_db.revisions(connection, id)]

    def say_again(self, id: str, revision: int) -> Annotation:
        """Have an annotation say what it said at a revision: note, tags, colour; not its place.

        One that was in the trash then, or is now, is out of it afterwards. :class:`NotFound`.
        """
        with self._reading() as connection:
            self._required(connection, id)
            found = notes_db.revisions(connection, id, revision)
        if not found:
            raise NotFound(f"there is no revision {revision} of annotation {id}")
        (was,) = found
        return self.edit(
            id, note=was.note, tags=was.tags, colour=Colour(was.colour), in_trash=False
        )

    def of_article(self, article: str) -> list[Annotation]:
        """The annotations of an article, in the order of their passages."""
        return self.all(article=article, order="article")

    def all(
        self,
        *,
        text: str = "",
        article: str | None = None,
        articles: Collection[str] | None = None,
        tag: str | None = None,
        colour: Colour | None = None,
        trash: bool = False,
        order: Order = "newest",
        limit: int | None = None,
    ) -> list[Annotation]:
        """The annotations for which all that is given holds.

        ``text``: all its words (and "phrases in quotes") are in passage, note or
        tags, whatever the case and accents. ``articles``: keys. ``trash``: those
        in the trash instead of the others. ``order`` "article" goes by article
        and place. ``limit``: at most so many, the first in that order.
        """
        conditions = ["deleted IS NOT NULL AND NOT withdrawn" if trash else "deleted IS NULL"]
        values: dict[str, Any] = {}
        if article is not None:
            conditions.append("article = :article")
            values["article"] = article
        if articles is not None:
            conditions.append("article IN (SELECT value FROM json_each(:articles))")
            values["articles"] = notes_state.as_parameter(articles)
        if tag is not None:
            conditions.append("id IN (SELECT annotation FROM annotation_tags WHERE folded = :tag)")
            values["tag"] = fold_case(clean_line(tag.lstrip("# ")))
        if colour is not None:
            conditions.append("colour = :colour")
            values["colour"] = Colour(colour).value
        for number, term in enumerate(query_terms(text)):
            conditions.append(f"instr(folded_quote || char(10) || folded_note, :term{number}) > 0")
            values[f"term{number}"] = term
        if text or tag:
            self._keep_folded()
        by = "created DESC, id DESC" if order == "newest" else 'article, start, "end", id'
        if limit is not None:
            by += " LIMIT :limit"
            values["limit"] = limit
        with self._reading() as connection:
            rows = notes_db.find_annotations(connection, " AND ".join(conditions), values, by)
        return [to_annotation(row) for row in rows]

    def counts(self, articles: Iterable[str]) -> dict[str, int]:
        """How many annotations those of the articles (keys) have that have any."""
        with self._reading() as connection:
            return notes_state.annotation_counts(connection, articles)

    def text_of(self, version: str) -> str | None:
        """A canonical text that an annotation was made on; ``None`` if none was."""
        with self._reading() as connection:
            return notes_db.kept_text(connection, version)

    def _revise(
        self, step: journal.Step, row: AnnotationRow, wanted: AnnotationRow
    ) -> AnnotationRow:
        revised = wanted._replace(revision=row.revision + 1, modified=max(step.now, row.modified))
        step.revise(revised)
        if (row.start, row.end) != (revised.start, revised.end):
            notes_db.forget_placements(step.connection, row.id)
        step.changes.append(["annotation", row.id, row.revision, revised.revision])
        return revised

    def _required(self, connection: sqlite3.Connection, id: str) -> AnnotationRow:
        row = notes_db.get_annotation(connection, id)
        if row is None:
            raise NotFound(f"there is no annotation {id}")
        return row


def _tags(tags: tuple[str, ...], added: Sequence[str], dropped: Sequence[str]) -> tuple[str, ...]:
    gone = set(clean_tags(tuple(dropped)))
    kept = tuple(tag for tag in clean_tags(tags) if tag not in gone)
    return tuple(dict.fromkeys((*kept, *clean_tags(tuple(added)))))


def _put(row: AnnotationRow, in_trash: bool, now: int) -> AnnotationRow:
    """``row`` in the trash since ``now``, or out of it; as it is if it is there already."""
    if (row.deleted is not None) == in_trash:
        return row
    return row._replace(deleted=now if in_trash else None, withdrawn=0)


def query_terms(text: str) -> list[str]:
    """The words and "quoted phrases" of a query, folded as stored texts are."""
    found = (fold_case(clean_line(phrase or word)) for phrase, word in _TERM.findall(text))
    return [term for term in found if term]
