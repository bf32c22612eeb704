"""Finding a passage by its words and what stood around it, when the old text is not there.

For annotations that come from elsewhere, and for copies of an article by another
outlet. A passage with its surroundings is treated as a small old version, and
the likest stretches of the text as its new ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from index.article import Span
from index.notes.anchoring.placing import Comparison
from index.notes.anchoring.rules import RULES, similarity
from index.notes.anchoring.tokens import Vocabulary, tokenise
from index.notes.anchoring.windows import Places, windows
from index.notes.model import Placement, PlacementStatus

# Of what stood around a passage at least this much must be there again, on the
# better side: when the passage is the same, and when it was changed.
_SAME_CONTEXT, _CHANGED_CONTEXT = 0.5, 0.75
_HARDLY_CHANGED = 0.92
_MOST_CANDIDATES = 5
_MOST_VERBATIM = 64
_EXACT, _EDITED = PlacementStatus.EXACT, PlacementStatus.EDITED
_REVIEW, _ORPHAN = PlacementStatus.REVIEW, PlacementStatus.ORPHAN


class Quote(Struct, frozen=True):
    """A passage, what stood around it, and where it began (``None``: not known)."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


class _Candidate(Struct, frozen=True):
    span: Span
    status: PlacementStatus
    alike: float
    context: float
    score: float


class QuoteFinder:
    """One text in which any number of quotes are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._vocabulary = Vocabulary()
        tokens = tokenise(text, self._vocabulary)
        self._places = Places(tokens, lambda token: True)

    def find(self, quote: Quote) -> Placement:
        """The quote's placement; several equally good places are left to a person."""
        if not quote.exact.strip():
            return Placement(_ORPHAN, None, 0)
        unmoved = self._unmoved(quote)
        if unmoved is not None:
            return Placement(_EXACT, unmoved, unmoved.start)
        found = self._candidates(quote)
        if not found:
            return Placement(_ORPHAN, None, min(quote.start or 0, len(self.text)))
        best = found[0]
        tied = len(found) > 1 and best.score - found[1].score < RULES.margin
        status = _REVIEW if tied else self._judged(quote, best)
        shown = found if tied else found[:1]
        candidates = tuple((one.span, one.score) for one in shown) if status is _REVIEW else ()
        return Placement(status, best.span, best.span.start, candidates)

    def _unmoved(self, quote: Quote) -> Span | None:
        """The passage at its old place, with everything around it as it was."""
        if quote.start is None:
            return None
        before = quote.start - len(quote.prefix)
        whole = quote.prefix + quote.exact + quote.suffix
        if before < 0 or self.text[before : before + len(whole)] != whole:
            return None
        return Span(quote.start, quote.start + len(quote.exact))

    def _candidates(self, quote: Quote) -> list[_Candidate]:
        context = quote.prefix + quote.exact + quote.suffix
        around = tokenise(context, self._vocabulary).ids
        passage = tokenise(quote.exact, self._vocabulary).ids
        regions = dict.fromkeys(
            (
                *windows(around, self._places, self._vocabulary),
                *windows(passage, self._places, self._vocabulary),
            )
        )
        margin = len(quote.prefix) + len(quote.suffix) + 32
        found = {span: self._scored(quote, span, _EXACT) for span in self._verbatim(passage)}
        for region in regions:
            low = max(0, region.start - margin)
            comparison = Comparison(context, self.text[low : region.end + margin])
            start = len(quote.prefix)
            placement = comparison.place(start, start + len(quote.exact))
            if placement.span is not None:
                span = Span(placement.span.start + low, placement.span.end + low)
                found[span] = self._scored(quote, span, placement.status)
        best = sorted(found.values(), key=lambda one: (-one.score, one.span))
        return _apart(best)[:_MOST_CANDIDATES]

    def _verbatim(self, passage: Sequence[int]) -> list[Span]:
        """Stretches whose tokens are the passage's, the first of them if there are many."""
        if not any(self._vocabulary.weights[word] for word in passage):
            return []
        tokens = self._places.tokens
        rarest = min(range(len(passage)), key=lambda k: len(self._places.of(passage[k])))
        begins = (place - rarest for place in self._places.of(passage[rarest]))
        whole = (
            tokens.span(begin, begin + len(passage) - 1)
            for begin in begins
            if begin >= 0 and tokens.ids[begin : begin + len(passage)] == passage
        )
        return list(islice(whole, _MOST_VERBATIM))

    def _scored(self, quote: Quote, span: Span, status: PlacementStatus) -> _Candidate:
        alike = similarity(quote.exact, self.text[span.start : span.end])
        sides = [
            similarity(part, self.text[low:high])
            for part, low, high in (
                (quote.prefix, max(0, span.start - len(quote.prefix)), span.start),
                (quote.suffix, span.end, span.end + len(quote.suffix)),
            )
            if part.strip()
        ]
        best = max(sides, default=1.0)
        mean = sum(sides) / len(sides) if sides else 1.0
        score = 0.60 * alike + 0.25 * mean + 0.15 * best
        return _Candidate(span, status, alike, best, score)

    def _judged(self, quote: Quote, found: _Candidate) -> PlacementStatus:
        if found.status is _EXACT:
            long = sum(char.isalnum() for char in quote.exact) >= RULES.short
            return _EXACT if long or found.context >= _SAME_CONTEXT else _REVIEW
        if found.status is _EDITED:
            sure = found.context >= _CHANGED_CONTEXT or found.alike >= _HARDLY_CHANGED
            return _EDITED if sure else _REVIEW
        return _REVIEW


def _apart(candidates: list[_Candidate]) -> list[_Candidate]:
    """Without those that overlap a better one."""
    kept: list[_Candidate] = []
    for candidate in candidates:
        if not any(candidate.span.overlaps(other.span) for other in kept):
            kept.append(candidate)
    return kept
