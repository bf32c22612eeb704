"""Why sentences of a comparison stand side by side: what they share and what it is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.article import Span
from index.coverage import comparing
from index.coverage.model import ClueKind, Difference, DifferenceKind, Match, Shared
from index.language.fold import fold_case
from index.views import CoverageView
from tui.comparing import SURE, Says, Told, labels, sentence
from tui.rendering.wrap import wrap
from tui.screens.reasons import TellingScreen
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold, hit_pieces

LONGEST = 600
"""Characters of a sentence that are quoted."""
_MARGIN = 7
_KINDS = {
    ClueKind.WORD: "word",
    ClueKind.NAME: "name",
    ClueKind.NUMBER: "number",
    ClueKind.DATE: "date",
}
_DIFFERENCES = {
    DifferenceKind.NUMBER: "another number",
    DifferenceKind.DATE: "another day",
    DifferenceKind.TIME: "another time",
    DifferenceKind.QUOTE: "quoted otherwise",
    DifferenceKind.DENIAL: "said and denied",
}


def nearest(view: CoverageView, row: Told) -> Mapping[int, Match]:
    """What comes nearest to a sentence that stands alone, by the article's place."""
    if row.pairs:
        return {}
    [article] = row.articles
    return comparing.nearest(view.comparison.sentences, article, row.sentence_of(article))


def same_entries(
    view: CoverageView, row: Told, near: Mapping[int, Match], width: int
) -> Sequence[Entry]:
    """The reasons in ``width`` cells; ``near`` is what comes nearest to a row that is alone."""
    entries: list[Entry] = []
    for pair in row.pairs:
        entries += [Entry((Line(),))] if entries else []
        entries += _match(view, pair.first, pair.second, pair.match, width)
    if not row.pairs:
        entries += _alone(view, row, near, width)
    return entries


def _alone(view: CoverageView, row: Told, near: Mapping[int, Match], width: int) -> Iterator[Entry]:
    [article] = row.articles
    name = labels(view)[article]
    words = {
        Says.ONLY: f"Only {name} tells this: no sentence elsewhere comes near.",
        Says.NEAR: f"It stands alone in {name}: what comes near shares too little to be beside it,"
        " or tells the same as another sentence.",
    }[row.says]
    yield Entry(tuple(Line((Piece(text, "strong"),)) for text in fold(words, width)))
    for other, match in near.items():
        yield Entry((Line(),))
        yield from _match(view, article, other, match, width, is_near=True)


def _match(
    view: CoverageView, first: int, second: int, match: Match, width: int, *, is_near: bool = False
) -> Iterator[Entry]:
    names = labels(view)
    told = f"{names[first]} and {names[second]}"
    yield Entry(
        (
            Line((Piece(told, "heading"),), (Piece(f" likeness {match.score:.2f}", "facts"),)),
            Line((Piece(_verdict(match.score, is_near), "strong"),)),
            *_quote(view, first, match.first, [one.first for one in match.shared], width),
            *_quote(view, second, match.second, [one.second for one in match.shared], width),
        ),
        (first, second, "sentences"),
    )
    texts = view.articles[first].text, view.articles[second].text
    for shared in match.shared:
        if round(shared.worth, 1) == 0:
            continue
        yield Entry(tuple(_shared(shared, *texts, width)), (first, second, shared))
    if match.differences:
        yield Entry((Line(), Line((Piece("Different", "heading"),))))
    for one in match.differences:
        yield Entry(tuple(_difference(one, *texts, width)), (first, second, one))


def _verdict(score: float, is_near: bool) -> str:
    if is_near:
        return "comes nearest"
    return "tell the same" if score >= SURE else "speak of the same, and perhaps say the same"


def _quote(
    view: CoverageView, article: int, number: int, spans: Sequence[Sequence[Span]], width: int
) -> Iterator[Line]:
    text, whole = sentence(view, article, number)
    text = text[:LONGEST]
    yield Line((Piece(" " * _MARGIN), Piece(labels(view)[article], "facts")))
    hits = sorted({(s.start - whole.start, s.end - whole.start) for own in spans for s in own})
    for start, end in wrap(text, 0, len(text), max(10, width - _MARGIN - 2)):
        own = [
            (max(first, start) - start, min(last, end) - start)
            for first, last in hits
            if first < end and last > start
        ]
        pieces = hit_pieces(text[start:end], own, "quiet", "hit")
        yield Line((Piece(" " * _MARGIN + "│ ", "quiet"), *pieces))


def _shared(shared: Shared, mine: str, theirs: str, width: int) -> Iterator[Line]:
    here, there = _said(mine, shared.first), _said(theirs, shared.second)
    words = here if fold_case(here) == fold_case(there) else f"{here} = {there}"
    first, *more = fold(f"{_KINDS[shared.kind]}: {words}", max(10, width - _MARGIN)) or [""]
    yield Line((Piece(f"{shared.worth:>+5.1f}  ", "good"), Piece(first, "strong")))
    for text in more:
        yield Line((Piece(" " * _MARGIN), Piece(text, "strong")))


def _difference(one: Difference, mine: str, theirs: str, width: int) -> Iterator[Line]:
    words = f"{_DIFFERENCES[one.kind]}: {_said(mine, [one.first])} – {_said(theirs, [one.second])}"
    first, *more = fold(words, max(10, width - _MARGIN)) or [""]
    yield Line((Piece("    ≠  ", "bad"), Piece(first, "strong")))
    for text in more:
        yield Line((Piece(" " * _MARGIN), Piece(text, "strong")))


def _said(text: str, spans: Sequence[Span]) -> str:
    return text[spans[0].start : spans[0].end]


class SameScreen(TellingScreen):
    """Shows the reasons; scroll and close."""

    TITLE_WORDS = "Why side by side"

    def __init__(self, view: CoverageView, row: Told, near: Mapping[int, Match]) -> None:
        super().__init__()
        self._view = view
        self._row = row
        self._near = near

    def entries_for(self, width: int) -> Sequence[Entry]:
        return same_entries(self._view, self._row, self._near, width)
