"""Annotations in the present versions of their articles: found, remembered, set right by hand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress

from index.article import Span, version_of
from index.errors import LibraryDamaged, LibraryLocked, LibraryUnwritable
from index.notes.annotating import anchored, from_stamp, named, to_annotation
from index.notes.annotations import Annotations
from index.notes.journal import Step
from index.notes.ledger import counted
from index.notes.model import Annotation, Pin, Placed, Placement, PlacementStatus
from index.store import notes_db
from index.store.notes_db import PlacementRow


class Placings(Annotations):
    """Where annotations are in texts other than the one they were made on."""

    def placed(self, article: str, version: str, text: str) -> list[Placed]:
        """The annotations of an article with their places in one version of its text.

        What had to be worked out is remembered; asking again is cheap. In the
        order of their passages, orphans where they would be.
        """
        annotations = self.of_article(article)
        known = self._known(annotations, version, text)
        missing = [one for one in annotations if one.id not in known]
        if missing:
            found = self._worked_out(missing, version, text)
            known |= found
            self._remember(version, found)
        return _in_order([Placed(one, known[one.id]) for one in annotations])

    def preview(self, article: str, version: str, text: str) -> list[Placed]:
        """What :meth:`placed` would say of a version that is not in the library yet."""
        return self.places_of(self.of_article(article), version, text)

    def places_of(self, annotations: Sequence[Annotation], version: str, text: str) -> list[Placed]:
        """Where annotations of one article are in a version, in the trash or not.

        Nothing of it is remembered.
        """
        known = self._known(annotations, version, text)
        missing = [one for one in annotations if one.id not in known]
        known |= self._worked_out(missing, version, text)
        return _in_order([Placed(one, known[one.id]) for one in annotations])

    def offered(self, annotations: Sequence[Annotation], text: str) -> list[Placed]:
        """Which annotations of other articles could be made on a copy with this text, too.

        Only those whose passage is surely there, with its place; in text order. The
        copy is compared with the texts that they were made on, as a new version is.
        """
        found = self._worked_out(annotations, version_of(text), text)
        sure = (PlacementStatus.EXACT, PlacementStatus.EDITED)
        return _in_order(
            [Placed(one, found[one.id]) for one in annotations if found[one.id].status in sure]
        )

    def pin(self, id: str, version: str, text: str, span: Span | None) -> Placement:
        """Say by hand where an annotation is in a version, or (``None``) that it is nowhere.

        ``text`` is the canonical text named ``version``; it is kept. In the
        annotation's own version a span moves the annotation itself. Raises
        :class:`NotFound`, and ``ValueError`` for a span that is no passage.
        """
        with self._step() as step:
            return self._pin(step, id, version, text, span)

    def pin_all(self, places: Sequence[tuple[str, Span]], texts: Mapping[str, str]) -> int:
        """Say of many annotations (their ids) at once where they are, as one step; how many.

        ``texts`` gives the canonical text of the present version of each annotation's
        article by annotation id. Raises as :meth:`pin`; then nothing is changed.
        """
        with self._step() as step:
            for id, span in places:
                text = texts[id]
                self._pin(step, id, version_of(text), text, span)
            step.words = f"places of {counted(len(places), 'annotation')}"
        return len(places)

    def _pin(self, step: Step, id: str, version: str, text: str, span: Span | None) -> Placement:
        if version_of(text) != version:
            raise ValueError("the text is not the one that the version names")
        row = self._required(step.connection, id)
        if span is not None:
            wanted = anchored(row, text, span.start, span.end)
            if version == row.version:
                self._revise(step, row, wanted)
                step.words = f"boundary of {named(row)}"
                return Placement(PlacementStatus.EXACT, span, span.start)
        before = notes_db.pin(step.connection, id, version)
        start, end = (span.start, span.end) if span is not None else (None, None)
        after = [start, end, step.now]
        notes_db.keep_text(step.connection, version, text)
        notes_db.set_pin(step.connection, id, version, after)
        step.words = f"place of {named(row)}"
        step.changes.append(["pin", id, version, before, after])
        return _pinned(Pin(id, version, span, from_stamp(step.now)))

    def _known(
        self, annotations: Sequence[Annotation], version: str, text: str
    ) -> dict[str, Placement]:
        """The placements that need not be worked out: own version, pinned, remembered.

        An annotation that came from elsewhere with a wrong place is not believed.
        """
        known = {
            one.id: Placement(PlacementStatus.EXACT, Span(one.start, one.end), one.start)
            for one in annotations
            if one.version == version and text[one.start : one.end] == one.exact
        }
        ids = [one.id for one in annotations if one.id not in known]
        if not ids:
            return known
        from index.notes.anchoring import METHOD

        with self._reading() as connection:
            for row in notes_db.placements(connection, ids, version, METHOD):
                known[row.annotation] = _from_row(row)
            for pin in _pins(connection, ids):
                if pin.version == version:
                    found = known.get(pin.annotation)
                    known[pin.annotation] = _pinned(pin, found.near if found else 0)
        return known

    def _worked_out(
        self, annotations: Sequence[Annotation], version: str, text: str
    ) -> dict[str, Placement]:
        """Placements from the latest place each annotation is known to have had."""
        from index.notes.anchoring import place

        groups: dict[str, list[Annotation]] = {}
        with self._reading() as connection:
            pins = {pin.annotation: pin for pin in _pins(connection, [a.id for a in annotations])}
            for one in annotations:
                source = _from_pin(connection, one, pins.get(one.id))
                groups.setdefault(source.version, []).append(source)
            # One that is not where it says in this very version is looked for by its words.
            texts = {old: _sound_text(connection, old) for old in groups if old != version}
        found: dict[str, Placement] = {}
        for old, group in groups.items():
            placements = place(group, texts.get(old), text)
            found |= {one.id: where for one, where in zip(group, placements, strict=True)}
        return found

    def _remember(self, version: str, found: Mapping[str, Placement]) -> None:
        from index.notes.anchoring import METHOD

        # Only a convenience: a library that is locked or read-only works without.
        with suppress(LibraryLocked, LibraryUnwritable), self.database.write() as connection:
            for id, placement in found.items():
                notes_db.remember_placement(connection, _to_row(id, version, METHOD, placement))


def _in_order(placed: list[Placed]) -> list[Placed]:
    def place(one: Placed) -> tuple[int, int, str]:
        span = one.placement.span
        near = one.placement.near
        return (
            (span.start, span.end, one.annotation.id) if span else (near, near, one.annotation.id)
        )

    return sorted(placed, key=place)


def _pins(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Pin]:
    """The pins of annotations, oldest first."""
    return [
        Pin(id, version, None if start is None else Span(start, end), from_stamp(at))
        for id, version, start, end, at in notes_db.pins(connection, ids)
    ]


def _pinned(pin: Pin, near: int = 0) -> Placement:
    """A pin as a placement; one that says "nowhere" counts as pinned, too, and is ``near``."""
    return Placement(PlacementStatus.PINNED, pin.span, pin.span.start if pin.span else near)


def _sound_text(connection: sqlite3.Connection, version: str) -> str | None:
    """A kept text; ``None`` for a damaged one: that is told elsewhere and must not stop reading."""
    try:
        return notes_db.kept_text(connection, version)
    except LibraryDamaged:
        return None


def _from_pin(connection: sqlite3.Connection, one: Annotation, pin: Pin | None) -> Annotation:
    """The annotation as if it had been made where the user last pinned it."""
    if pin is None or pin.span is None:
        return one
    row = notes_db.get_annotation(connection, one.id)
    text = _sound_text(connection, pin.version)
    if row is None or text is None:
        return one
    moved = anchored(row._replace(version=pin.version), text, pin.span.start, pin.span.end)
    return to_annotation(moved)


def _to_row(id: str, version: str, method: int, placement: Placement) -> PlacementRow:
    span = placement.span
    return PlacementRow(
        annotation=id,
        version=version,
        method=method,
        status=placement.status.value,
        start=span.start if span else None,
        end=span.end if span else None,
        near=placement.near,
        candidates=json.dumps([[at.start, at.end, score] for at, score in placement.candidates]),
    )


def _from_row(row: PlacementRow) -> Placement:
    return Placement(
        PlacementStatus(row.status),
        None if row.start is None or row.end is None else Span(row.start, row.end),
        row.near,
        tuple((Span(start, end), score) for start, end, score in json.loads(row.candidates)),
    )
