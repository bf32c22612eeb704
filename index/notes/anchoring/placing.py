"""Where a passage of one version is in the next, judged from the alignment of both."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from index.article import Span
from index.notes.anchoring.alignment import align
from index.notes.anchoring.rules import RULES, similarity
from index.notes.anchoring.runs import best_run, widen
from index.notes.anchoring.windows import Places, windows
from index.notes.model import Placement, PlacementStatus

_EXACT, _EDITED = PlacementStatus.EXACT, PlacementStatus.EDITED
_REVIEW, _ORPHAN = PlacementStatus.REVIEW, PlacementStatus.ORPHAN
_GONE = -2


class _Passage(Struct, frozen=True):
    """Old text [start, end) and its tokens [first, last) with the letters in them."""

    start: int
    end: int
    first: int
    last: int
    text: str
    letters: int


class _Found(Struct, frozen=True):
    """A stretch of the new text and how sure it is, with others that are nearly as likely."""

    status: PlacementStatus
    span: Span
    score: float
    rivals: tuple[tuple[Span, float], ...] = ()


class Comparison:
    """Two versions of a text, compared once for any number of passages."""

    def __init__(self, old_text: str, new_text: str) -> None:
        self._alignment = align(old_text, new_text)
        self._old = self._alignment.old
        self._new = self._alignment.new

    def place(self, start: int, end: int) -> Placement:
        """The placement in the new version of old [start, end), in code points."""
        passage = self._passage(start, end)
        if passage.first >= passage.last:
            return self._between_tokens(passage)
        span = self._whole(passage)
        if span is not None:
            return Placement(_EXACT, span, span.start)
        found = self._survivor(passage) or self._replacement(passage) or self._elsewhere(passage)
        if found is None:
            return Placement(_ORPHAN, None, self._near(passage))
        candidates = ((found.span, found.score), *found.rivals)
        return Placement(
            found.status,
            found.span,
            found.span.start,
            candidates if found.status is _REVIEW else (),
        )

    # -- what is known of a passage ----------------------------------------------

    def _passage(self, start: int, end: int) -> _Passage:
        first, last = self._old.touched(start, end)
        weights = self._alignment.vocabulary.weights
        letters = sum(weights[token] for token in self._old.ids[first:last])
        return _Passage(start, end, first, last, self._old.text[start:end], letters)

    def _free(self, token: int) -> bool:
        return self._alignment.backward[token] < 0

    @cached_property
    def _left(self) -> array[int]:
        """For each old token the nearest one before it that stayed in place; -1 for none."""
        found = array("l")
        nearest = -1
        for i, there in enumerate(self._alignment.forward):
            found.append(nearest)
            if there >= 0 and not self._alignment.moved[i]:
                nearest = i
        found.append(nearest)
        return found

    @cached_property
    def _right(self) -> array[int]:
        """For each old token, itself or the nearest after it that stayed in place; else -1."""
        found = array("l", [-1])
        nearest = -1
        for i in range(len(self._old) - 1, -1, -1):
            if self._alignment.forward[i] >= 0 and not self._alignment.moved[i]:
                nearest = i
            found.append(nearest)
        found.reverse()
        return found

    def _sides(self, passage: _Passage) -> tuple[int, int]:
        """What the neighbours directly beside a passage became: new tokens.

        The edges of the text are neighbours, too: -1, and the number of new tokens.
        A neighbour that did not stay in place gives -2.
        """
        forward, moved = self._alignment.forward, self._alignment.moved
        left, right = passage.first - 1, passage.last
        there = forward[left] if left >= 0 and not moved[left] else -1
        here = forward[right] if right < len(forward) and not moved[right] else -1
        return (
            _GONE if left >= 0 and there < 0 else there,
            len(self._new) if right == len(forward) else _GONE if here < 0 else here,
        )

    def _near(self, passage: _Passage) -> int:
        """Where in the new text a lost passage would be: between surviving neighbours."""
        left = self._left[passage.first]
        if left >= 0:
            return self._new.ends[self._alignment.forward[left]]
        right = self._right[passage.last]
        return self._new.starts[self._alignment.forward[right]] if right >= 0 else 0

    # -- ways to find it ---------------------------------------------------------

    def _between_tokens(self, passage: _Passage) -> Placement:
        """White space stays between its neighbours."""
        left = self._near(passage)
        right = self._right[passage.last]
        end = (
            self._new.starts[self._alignment.forward[right]] if right >= 0 else len(self._new.text)
        )
        at = self._new.text.find(passage.text, left, end)
        if at < 0:
            return Placement(_ORPHAN, None, left)
        return Placement(_EXACT, Span(at, at + len(passage.text)), at)

    def _whole(self, passage: _Passage) -> Span | None:
        """The passage, when all its tokens survive side by side."""
        forward, first, last = self._alignment.forward, passage.first, passage.last
        there = forward[first]
        if there < 0 or forward[last - 1] - there != last - 1 - first:
            return None
        if forward[first:last] != array("l", range(there, there + last - first)):
            return None
        return self._trimmed(passage, there, forward[last - 1])

    def _trimmed(self, passage: _Passage, first: int, last: int) -> Span:
        """New tokens first to last, cut inside them and wide around them as the passage was."""
        old, new = self._old, self._new
        start = new.starts[first] + max(0, passage.start - old.starts[passage.first])
        end = new.ends[last] - max(0, old.ends[passage.last - 1] - passage.end)
        start = min(start, new.ends[first] - 1)
        end = max(end, new.starts[last] + 1, start + 1)
        lead = max(0, old.starts[passage.first] - passage.start)
        tail = max(0, passage.end - old.ends[passage.last - 1])
        while lead and start and new.text[start - 1].isspace():
            start, lead = start - 1, lead - 1
        while tail and end < len(new.text) and new.text[end].isspace():
            end, tail = end + 1, tail - 1
        return Span(start, end)

    def _survivor(self, passage: _Passage) -> _Found | None:
        """Enough of the passage survives, close together and in order."""
        forward, weights = self._alignment.forward, self._alignment.vocabulary.weights
        first, last = passage.first, passage.last
        pairs = [(i - first, forward[i]) for i in range(first, last) if forward[i] >= 0]
        counted = [weights[self._old.ids[first + i]] for i, _ in pairs]
        run = best_run(pairs, counted, last - first, passage.letters)
        if run is None or run.share < RULES.doubtful:
            return None
        sides = self._sides(passage)
        begin, end = widen(run, last - first, self._new, self._free, sides)
        span = self._new.span(begin, end)
        alike = similarity(passage.text, self._new.text[span.start : span.end])
        if self._alignment.moved[first + run.first[0]]:
            sure = run.share >= RULES.moved
        else:
            held = (sides[0] == begin - 1) + (sides[1] == end + 1)
            needed = RULES.survives if passage.letters >= RULES.short else RULES.short_survives
            sure = run.share >= RULES.survives_alone or (
                run.share >= needed * RULES.held[held] and alike >= RULES.similar * RULES.held[held]
            )
        if sure:
            return _Found(_EDITED, span, alike)
        if alike >= RULES.doubtful_similar or run.share >= RULES.survives:
            return _Found(_REVIEW, span, alike)
        return None

    def _replacement(self, passage: _Passage) -> _Found | None:
        """Something else stands between the passage's own neighbours."""
        left, right = self._sides(passage)
        if left < -1 or right < 0:
            return None
        first, last = left + 1, right - 1
        if not first <= last or not all(self._free(token) for token in range(first, last + 1)):
            return None
        span = Span(self._new.starts[first], self._new.ends[last])
        alike = similarity(passage.text, self._new.text[span.start : span.end])
        if alike >= RULES.replaced:
            return _Found(_EDITED, span, alike)
        return _Found(_REVIEW, span, alike) if alike >= RULES.replaced_doubtful else None

    @cached_property
    def _free_places(self) -> Places:
        return Places(self._new, self._free)

    def _elsewhere(self, passage: _Passage) -> _Found | None:
        """The passage was moved and changed: the likest stretch of new text that is new."""
        if passage.letters < RULES.tiny:
            return None
        ids = self._old.ids[passage.first : passage.last]
        scored = sorted(
            (
                (similarity(passage.text, self._new.text[span.start : span.end]), span)
                for span in windows(ids, self._free_places, self._alignment.vocabulary)
            ),
            reverse=True,
        )
        if not scored or scored[0][0] < RULES.elsewhere_doubtful:
            return None
        score, span = scored[0]
        close = [(span, near) for near, span in scored[1:] if score - near < RULES.margin]
        status = _EDITED if not close and score >= RULES.elsewhere else _REVIEW
        return _Found(status, span, score, _apart(span, close))


def _apart(span: Span, others: Sequence[tuple[Span, float]]) -> tuple[tuple[Span, float], ...]:
    """Those of ``others`` that overlap neither ``span`` nor one another; the earlier stays."""
    kept = [(span, 0.0)]
    for other in others:
        if not any(other[0].overlaps(one) for one, _ in kept):
            kept.append(other)
    return tuple(kept[1:])
