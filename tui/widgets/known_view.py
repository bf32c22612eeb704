"""A page on which what the user has read elsewhere is dimmed, if that is wanted.

Whoever shows an article here is asked by a message what of it was read elsewhere, and
tells it with :meth:`KnownView.show_novelty`; that may be a moment after the article itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from index.views import NoveltyView, ReadElsewhere
from tui import messages
from tui.commands import Where
from tui.rendering.layers import EMPTY, Layer, Look, flatten
from tui.rendering.layout import PageLine
from tui.widgets import reader_peek
from tui.widgets.hints import hint
from tui.widgets.lines import Line
from tui.widgets.mark_view import MarkView

SIGN = "✓"
"""What stands in the margin where a dimmed stretch begins."""
_IN_FULL_FROM = 60
"""Cells from which the title tells in full how much was read elsewhere."""


class KnownView(MarkView):
    """A page of an article that knows which of its sentences were read elsewhere."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._novelty: NoveltyView | None = None
        self._dims_known = False
        self._dimmed: tuple[ReadElsewhere, ...] = ()
        self._begins: tuple[int, ...] = ()
        self._known_layer: Layer = EMPTY
        self.dim_key = ""
        """The key that dims what was read elsewhere, as people read it."""

    @property
    def novelty(self) -> NoveltyView | None:
        """What of the open article was read elsewhere; ``None`` until that is told."""
        return self._novelty

    def dim_known(self, dims: bool) -> None:
        """Dim the sentences that were read elsewhere, or show them as all others."""
        self._dims_known = dims
        self._see_known()

    def show_novelty(self, novelty: NoveltyView | None) -> None:
        """What of the open article was read elsewhere."""
        self._novelty = novelty
        self._see_known()

    def _see_known(self) -> None:
        known = self._novelty.known if self._novelty is not None and self._dims_known else ()
        if known != self._dimmed:
            self._dimmed = known
            self._begins = tuple(_beginnings(self.page.text, known))
            self._known_layer = flatten(
                (one.span.start, one.span.end, Look.KNOWN.bit) for one in known
            )
            self.draw_again()
            self._tell_place()
        self._say_title()

    def known_at(self, offset: int) -> ReadElsewhere | None:
        """Where the sentence at ``offset`` was read, if it is dimmed."""
        number = bisect_right(self._dimmed, offset, key=lambda one: one.span.start) - 1
        if number >= 0 and offset < self._dimmed[number].span.end:
            return self._dimmed[number]
        return None

    # What it looks like

    def title_remark(self) -> str:
        novelty = self._novelty
        if novelty is None or not novelty.known:
            return ""
        sentences = "sentences " if self.size.width >= _IN_FULL_FROM else ""
        words = f"{len(novelty.known)} of {novelty.sentences} {sentences}read elsewhere"
        return f"{words} · {self.dim_key}" if self.dim_key else words

    def sign_of(self, line: PageLine) -> str:
        first = bisect_left(self._begins, line.start)
        return SIGN if first < len(self._begins) and self._begins[first] < line.end else ""

    @property
    def where(self) -> tuple[Where, ...]:
        places = super().where
        if self._caret.selection is not None or self.known_at(self.caret) is None:
            return places
        return (*places[:-1], Where.KNOWN, places[-1])

    def peek(self) -> Line | None:
        said = super().peek()
        if said is not None or self._count:
            return said
        known = self.known_at(self.caret)
        if known is None:
            return None
        go = hint(self.app, ("reader.where-read", "goes there"))
        return reader_peek.known(known.outlet, known.title, go)

    # What is done with it

    def action_dim(self) -> None:
        self.dim_known(not self._dims_known)
        self.post_message(messages.DimChanged(self._dims_known))

    def action_where_read(self) -> None:
        """Go where the sentence under the caret was read."""
        known = self.known_at(self.caret)
        if known is not None:
            self.post_message(messages.ArticleOpened(known.article, known.there))


def _beginnings(text: str, known: Sequence[ReadElsewhere]) -> Iterator[int]:
    """Where stretches of ``known`` sentences begin, in each paragraph anew."""
    end = -1
    for one in known:
        if end < 0 or text[end : one.span.start].strip(" "):
            yield one.span.start
        end = one.span.end
