"""What the review says about annotations in changed articles: pure, from views to lines.

Each passage that is offered is an entry of its own: the old wording beside the
new one where there is room, else above it. Words that only one of the two has
stand out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

from msgspec import Struct

from index.language.fold import fold_case
from index.notes.model import PlacementStatus
from index.views import Offer, ReviewView
from tui.rendering.cells import shown, width_of
from tui.rendering.wrap import wrap
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold
from tui.widgets.reader_look import DIGITS

BESIDE_FROM = 76
"""Cells from which the old and the new wording stand beside each other."""
_MOST_COMPARED = 300
"""Words up to which two wordings are compared; the time grows with their square."""
_MOST_LETTERS = 1200
_AROUND = 40
_MOST_LINES = 8
_WORD = re.compile(r"\S+")

HEADINGS = {
    PlacementStatus.REVIEW: "Doubtful: is this still the place?",
    PlacementStatus.ORPHAN: "Gone: the passage is no longer in the article",
    PlacementStatus.EDITED: "Edited: the passage is there in other words",
}


class Choice(Struct, frozen=True):
    """An annotation that waits, and the passage offered for it; ``None`` when there is none."""

    view: ReviewView
    offer: Offer | None


class Marked(Struct, frozen=True):
    """A text with the stretches (half-open, code points) in which it differs from another."""

    text: str
    quiet_to: int = 0
    quiet_from: int = 0
    differs: tuple[tuple[int, int], ...] = ()


def review_entries(views: Sequence[ReviewView], width: int) -> list[Entry]:
    """The entries of the review in ``width`` cells."""
    entries: list[Entry] = []
    before: PlacementStatus | None = None
    for view in views:
        status = view.placement.status
        if status is not before:
            blank = (Line(),) if entries else ()
            lines = tuple(Line((Piece(words, "heading"),)) for words in fold(_heading(view), width))
            entries.append(Entry((*blank, *lines)))
            before = status
        entries.append(Entry(_head(view, width)))
        offers: Sequence[Offer | None] = view.offers or (None,)
        for number, offer in enumerate(offers):
            entries.append(Entry(_offered(view, offer, number, width), Choice(view, offer)))
    return entries


def _heading(view: ReviewView) -> str:
    return HEADINGS[view.placement.status]


def _head(view: ReviewView, width: int) -> tuple[Line, ...]:
    """Which annotation, in which article."""
    one = view.annotation
    colour = Piece(f"{DIGITS[one.colour]} ", "key")
    said = " ".join(one.note.split())
    words = " · ".join(filter(None, (view.title, view.outlet)))
    lines = [Line()]
    folded = fold(words, width - 2, 2)
    lines += [
        Line((colour if not number else Piece("  "), Piece(text, "title")))
        for number, text in enumerate(folded)
    ]
    lines += [
        Line((Piece("  ✎ ", "quiet"), Piece(t, "strong"))) for t in fold(said, width - 4, 1) if said
    ]
    return tuple(lines)


def _offered(view: ReviewView, offer: Offer | None, number: int, width: int) -> tuple[Line, ...]:
    old = view.annotation.exact[:_MOST_LETTERS]
    if offer is None:
        gap = view.gap
        now = Marked(
            f"{_end_of(gap.before)} [gone] {_start_of(gap.after)}",
            quiet_to=_MOST_LETTERS,
        )
        was = Marked(old)
    else:
        was, now = compared(old, offer.exact[:_MOST_LETTERS])
        head, tail = _end_of(offer.before), _start_of(offer.after)
        now = Marked(
            head + now.text + tail,
            len(head),
            len(head) + len(now.text),
            tuple((start + len(head), end + len(head)) for start, end in now.differs),
        )
    label = "now"
    if offer is not None and offer.score is not None:
        label = f"now {offer.score:.0%} alike"
    if width < BESIDE_FROM:
        room = width - 2
        before = [] if number else [_label("was"), *_wrapped(was, room)]
        return tuple(_indented([*before, _label(label), *_wrapped(now, room)]))
    room = (width - 5) // 2
    left = [] if number else [_label("was"), *_wrapped(was, room)]
    right = [_label(label), *_wrapped(now, room)]
    pairs = zip_longest(left, right, fillvalue=())
    return tuple(_indented([_beside(a, b, room) for a, b in pairs]))


def _end_of(text: str) -> str:
    """The last words of ``text``, some forty letters of them."""
    kept = text[-_AROUND:]
    return f"…{kept[kept.find(' ') + 1 :]}" if kept else ""


def _start_of(text: str) -> str:
    """The first words of ``text``, some forty letters of them."""
    kept = text[:_AROUND]
    return f"{kept[: kept.rfind(' ') if ' ' in kept else _AROUND]}…" if kept else ""


def _label(words: str) -> tuple[Piece, ...]:
    return (Piece(words, "facts"),)


def _indented(lines: Sequence[tuple[Piece, ...]]) -> list[Line]:
    return [Line((Piece("  "), *pieces)) for pieces in lines]


def _beside(left: Sequence[Piece], right: Sequence[Piece], room: int) -> tuple[Piece, ...]:
    missing = room - sum(width_of(piece.text) for piece in left)
    return (*left, Piece(" " * max(0, missing)), Piece(" │ ", "quiet"), *right)


def compared(old: str, new: str) -> tuple[Marked, Marked]:
    """Two wordings, each with the words that the other has not; case and accents aside."""
    first, second = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    if max(len(first), len(second)) > _MOST_COMPARED:
        return Marked(old, 0, len(old)), Marked(new, 0, len(new))
    matcher = SequenceMatcher(
        None,
        [fold_case(word.group()) for word in first],
        [fold_case(word.group()) for word in second],
        autojunk=False,
    )
    lost, come = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            if a < b:
                lost.append((first[a].start(), first[b - 1].end()))
            if c < d:
                come.append((second[c].start(), second[d - 1].end()))
    return Marked(old, 0, len(old), tuple(lost)), Marked(new, 0, len(new), tuple(come))


def _wrapped(marked: Marked, width: int) -> list[tuple[Piece, ...]]:
    """``marked`` in lines of ``width`` cells, what differs in the role of a hit."""
    # One blank for each white character keeps the places of everything.
    flat = re.sub(r"\s", " ", marked.text)
    ranges = wrap(flat, 0, len(flat), max(8, width))
    lines = [tuple(_pieces(marked, flat, start, end)) for start, end in ranges[:_MOST_LINES]]
    if len(ranges) > _MOST_LINES:
        lines[-1] = (*lines[-1][:-1], Piece("…", "quiet"))
    return lines


def _pieces(marked: Marked, flat: str, start: int, end: int) -> list[Piece]:
    edges = {start, end, marked.quiet_to, marked.quiet_from}
    edges |= {edge for span in marked.differs for edge in span}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    pieces = []
    for a, b in pairwise(cuts):
        if any(s <= a and b <= e for s, e in marked.differs):
            role = "hit"
        elif a < marked.quiet_to or (marked.quiet_from and a >= marked.quiet_from):
            role = "quiet"
        else:
            role = "strong"
        pieces.append(Piece(shown(flat, a, b), role))
    return pieces
