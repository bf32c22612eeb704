"""What is marked in a text, flattened so that any line of it is drawn by bisection.

Names, events, marks and hits overlap as they like. A :class:`Layer` is made
from such spans by one sweep and says for every offset which *looks* apply
there, as a set of bits. What a look looks like is the widget's business.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import IntEnum

from msgspec import Struct

from index.language.model import EntityType
from index.notes.model import Colour


class Look(IntEnum):
    """One reason to draw text differently; the value is its bit. Later ones lie on top."""

    DATELINE = 0
    ASIDE = 1
    CAPTION = 2
    QUOTE = 3
    SUBHEAD = 4
    HEADLINE = 5
    FACTS = 6
    KNOWN = 7
    EVENT_MENTION = 8
    MISC = 9
    NORP = 10
    PLACE = 11
    ORG = 12
    PERSON = 13
    LAW = 14
    EVENT = 15
    YELLOW = 16
    GREEN = 17
    BLUE = 18
    PINK = 19
    PURPLE = 20
    OFFERED = 21
    OVERLAP = 22
    PENDING = 23
    HIT = 24
    CURRENT_HIT = 25
    SELECTED = 26
    CARET = 27

    @property
    def bit(self) -> int:
        """The look as a set of one."""
        return 1 << self.value


LOOK_OF_TYPE: dict[EntityType, Look] = {kind: Look[kind.name] for kind in EntityType}
LOOK_OF_COLOUR: dict[Colour, Look] = {colour: Look[colour.name] for colour in Colour}

MARKED_SPAN = tuple[int, int, int]
"""Start, end (half-open, code points) and the set of looks in between."""


class Layer(Struct, frozen=True):
    """For every offset a set of looks: ``looks[i]`` from ``starts[i]`` to ``starts[i + 1]``.

    Offsets before the first start have none, those behind the last have ``looks[-1]``.
    """

    starts: Sequence[int] = (0,)
    looks: Sequence[int] = (0,)

    def at(self, offset: int) -> int:
        """The looks of one offset."""
        index = bisect_right(self.starts, offset) - 1
        return self.looks[index] if index >= 0 else 0

    def cuts(self, start: int, end: int) -> Sequence[int]:
        """The offsets inside ``(start, end)`` at which the looks change."""
        return self.starts[bisect_right(self.starts, start) : bisect_right(self.starts, end - 1)]


EMPTY = Layer()


def flatten(spans: Iterable[MARKED_SPAN], *, crowded: int = 0) -> Layer:
    """One layer of all ``spans``, which may overlap; empty ones are left out.

    Where two or more spans lie on each other, ``crowded`` is added to their
    looks. Time: n log n in the number of spans.
    """
    changes: list[tuple[int, int, int]] = []
    for start, end, looks in spans:
        if start < end:
            changes.append((start, 1, looks))
            changes.append((end, -1, looks))
    changes.sort()
    counts: dict[int, int] = {}
    starts, masks = [0], [0]
    depth = 0
    position = 0
    while position < len(changes):
        offset = changes[position][0]
        while position < len(changes) and changes[position][0] == offset:
            _, step, looks = changes[position]
            counts[looks] = counts.get(looks, 0) + step
            if not counts[looks]:
                del counts[looks]
            depth += step
            position += 1
        mask = crowded if depth > 1 else 0
        for looks in counts:
            mask |= looks
        if mask != masks[-1]:
            if starts[-1] == offset:
                masks[-1] = mask
            else:
                starts.append(offset)
                masks.append(mask)
    return Layer(starts, masks)


def pieces(
    start: int, end: int, layers: Sequence[Layer], extra: Sequence[MARKED_SPAN] = ()
) -> list[MARKED_SPAN]:
    """``[start, end)`` cut into stretches of equal looks, all layers and ``extra`` together."""
    if start >= end:
        return []
    cuts = {start}
    for layer in layers:
        cuts.update(layer.cuts(start, end))
    for first, last, _ in extra:
        cuts.update(cut for cut in (first, last) if start < cut < end)
    ordered = sorted(cuts)
    found: list[MARKED_SPAN] = []
    for position, following in zip(ordered, [*ordered[1:], end], strict=True):
        looks = 0
        for layer in layers:
            looks |= layer.at(position)
        for first, last, more in extra:
            if first <= position < last:
                looks |= more
        if found and found[-1][2] == looks:
            found[-1] = (found[-1][0], following, looks)
        else:
            found.append((position, following, looks))
    return found
