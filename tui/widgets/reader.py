"""The reader: the open article, with everything one can do in it.

It stands on six others: :mod:`tui.widgets.page_view` shows and scrolls,
:mod:`tui.widgets.caret_view` moves and selects, :mod:`tui.widgets.find_view`
finds, :mod:`tui.widgets.mark_view` marks, :mod:`tui.widgets.known_view` dims
what was read elsewhere, :mod:`tui.widgets.hint_view` labels what can be jumped
to. What the user does here is told to others by :mod:`tui.messages`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import events

from index.article import Span
from index.language.model import EntityType
from index.views import ArticleView
from tui import messages
from tui.config import MEASURES
from tui.links import link_at
from tui.motions import Unit
from tui.rendering import facts
from tui.rendering.layers import EMPTY, LOOK_OF_TYPE, Layer
from tui.rendering.layout import Head, Page
from tui.widgets.hint_view import HintView
from tui.widgets.page_lines import MEASURE
from tui.widgets.page_view import CONTEXT_LINES
from tui.widgets.reader_caret import Caret
from tui.widgets.reader_marks import Marks
from tui.widgets.reader_text import (
    Spots,
    event_at,
    hit_layer,
    mention_at,
    text_layer,
    told_in,
)

NARROWEST, WIDEST = MEASURES


class Reader(HintView):
    """Shows one article; posts :mod:`tui.messages` about what the user does in it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text_layer = EMPTY
        self._entities = Spots(())
        self._events = Spots(())
        self._folded = False
        self._justified = False
        self._laid_width = 0
        self.copy_key = ""
        self.correct_key = ""
        """The key that leads to the next copy of the article, as people read it."""

    # What others may ask

    def show(
        self,
        reading: ArticleView,
        *,
        at: Span | None = None,
        hits: Sequence[Span] = (),
        row: int | None = None,
    ) -> None:
        """Open an article at ``at``, else where it was left; ``hits`` are shown reversed.

        ``row`` is the row of the view in which the caret is to stand, if that matters.

        When the article is open already, the caret stays unless ``at`` is given, and
        so does what was found in it.
        """
        shown = self._reading
        same = shown is not None and (
            shown.article.key,
            shown.article.version,
        ) == (reading.article.key, reading.article.version)
        start = self.caret if same else reading.state.position
        if not same:
            self._close_find()
            self._chosen, self._reshaping, self._count = "", None, 0
        self._reading = reading
        homeless = self._homeless
        if homeless is not None and homeless.article == reading.article.key:
            self._reshaping, self._homeless = homeless, None
        if not (same and at is None and self.finds_words):
            self.take_hits(hits)
        self._entities = Spots(Span(m.mention.start, m.mention.end) for m in reading.mentions)
        self._events = Spots(span for event in reading.events for span in event.spans)
        if not same or self.size.width != self._laid_width or self._head(reading) != self.page.head:
            self._lay_out(at.start if at is not None else start, row)
            if not same and not start and at is None:
                self._caret.body()
        else:
            if shown is not None and told_in(shown) != told_in(reading):
                self._text_layer = text_layer(reading, self.page)
            self.draw_again()
        if at is not None:
            self.go_to(at)
        if not same:
            self.show_novelty(None)
            self.post_message(messages.NoveltyWanted(reading.article.id))
        self._tell_place()

    def update(self, reading: ArticleView) -> None:
        """Show the open article again as it is now, with the same hits."""
        self.show(reading, hits=self._hits)

    def clear(self) -> None:
        """Show nothing."""
        self._close_find()
        self.take_hits(())
        self._reading = None
        self.lay(Page("", (), MEASURE), (), Marks())

    def go_to(self, at: Span) -> None:
        """Put the caret on a passage of the open article and bring it into sight."""
        if self._reading is None:
            return
        self._caret.cancel()
        self.reveal(at.start)
        self._hit = self._hits.index(at) if at in self._hits else None
        self._say_title()
        self.put_caret(at.start)
        self.draw_again()
        self.caret_moved()

    def show_type(self, kind: EntityType, visible: bool) -> None:
        """Highlight names of this type, or leave them plain."""
        self.looks.hide(LOOK_OF_TYPE[kind], not visible)
        self.looks.forget()
        self._forget_lines()

    @property
    def plain_types(self) -> frozenset[EntityType]:
        """The types of names that are not highlighted."""
        hidden = self.looks.hidden
        return frozenset(kind for kind, look in LOOK_OF_TYPE.items() if hidden & look.bit)

    @property
    def measure(self) -> int:
        """The longest line in cells."""
        return self.measure_wanted

    @measure.setter
    def measure(self, cells: int) -> None:
        self.measure_wanted = max(NARROWEST, min(WIDEST, cells))
        if self._reading is not None:
            self._lay_out(self.caret)

    # Laying out

    @property
    def row(self) -> int:
        """The row of the view in which the caret stands; -1 when it is out of sight."""
        row = self._row_of_caret()
        return -1 if row is None else row

    def _head(self, reading: ArticleView) -> Head:
        return facts.head(reading, self.copy_key, self.correct_key, folded=self._folded)

    def _lay_out(self, offset: int, wanted_row: int | None = None) -> None:
        """Break the article into lines anew, the caret on ``offset`` and in its row."""
        reading = self._reading
        if reading is None:
            return
        row = None if wanted_row is None else min(wanted_row, self._rows)
        was_at_top = True
        if row is None and self._caret.page.length:
            row = self._row_of_caret()
            was_at_top = self._top == self._caret.page.top
        selection = self._caret.selection
        article, marks = reading.article, self._marks_now()
        page = Page(
            article.text,
            article.zones,
            self.text_width,
            self._head(reading),
            folded=self._folded,
            justified=self._justified,
            inserts=marks.inserts,
        )
        self._text_layer = text_layer(reading, page)
        self._laid_width = self.size.width
        self.lay(page, self._layers_now(marks), marks)
        self._caret = Caret(page, offset)
        self._caret.selection = selection
        if wanted_row is None and was_at_top and self._is_seen_from_top():
            self._go_to_top(page.top)
        elif row is not None:
            self._go_to_top(page.step(self._caret.place, -row))
        elif offset:
            self._go_to_top(page.step(self._caret.place, -(self._rows // 3)))
        self.show_caret(CONTEXT_LINES if wanted_row is None else 0)

    def _is_seen_from_top(self) -> bool:
        """Whether the caret is in sight, with lines around it, where the page begins on top."""
        lines = self._rows - min(CONTEXT_LINES, (self._rows - 1) // 2)
        return self.page.lines_between(self.page.top, self._caret.place, lines + 1) < lines

    def _row_of_caret(self) -> int | None:
        view = self._places()
        place = self._caret.place
        return view.index(place) if place in view else None

    def _layers_now(self, marks: Marks) -> list[Layer]:
        return [
            self._text_layer,
            self._known_layer,
            marks.layer,
            hit_layer(self._hits, self._hit),
        ]

    def draw_again(self) -> None:
        """Draw the page with the annotations and hits as they are now."""
        if self._reading is None:
            return
        marks = self._marks_now()
        if marks.inserts != self.page.inserts:
            self._lay_out(self.caret)
        else:
            self.redraw(self._layers_now(marks), marks)

    def on_resize(self) -> None:
        self._say_title()
        if self._reading is not None and self._laid_width != self.size.width:
            self._lay_out(self.caret)
        elif self._reading is not None:
            self._view = None
            self.show_caret()

    def reveal(self, offset: int) -> None:
        if self._folded and self.page.is_hidden(offset):
            self._folded = False
            self._lay_out(offset)

    def be(self, *, folded: bool | None = None, justified: bool | None = None) -> None:
        """Hide captions and the like, or show them; end lines at the right alike, or do not."""
        self._folded = self._folded if folded is None else folded
        self._justified = self._justified if justified is None else justified
        self._lay_out(self.caret)
        self.caret_moved()

    def action_fold(self) -> None:
        self.be(folded=not self._folded)
        self.post_message(messages.LookChanged(self._folded, self._justified))

    def action_justify(self) -> None:
        self.be(justified=not self._justified)
        self.post_message(messages.LookChanged(self._folded, self._justified))

    # Moving

    def action_entity(self, step: int) -> None:
        self._jump(self._entities, step)

    def action_event(self, step: int) -> None:
        self._jump(self._events, step)

    # What is under the caret

    def hint_spans(self, seen: Span) -> Iterator[Span]:
        for spots in (self._entities, self._events):
            yield from spots.within(seen)
        for mark in self._marks.beginning_in(seen.start, seen.end):
            yield mark.span

    async def action_enter(self) -> None:
        reading = self._reading
        if reading is None:
            return
        link = link_at(self.page.text, self.caret)
        if link is not None:
            self.post_message(messages.LinkChosen(link.url))
            return
        mention = mention_at(reading, self.caret)
        event = event_at(reading, self.caret)
        mark = self._mark_here()
        if event is not None and (
            mention is None or len(event[1]) <= mention.mention.end - mention.mention.start
        ):
            self.post_message(messages.EventChosen(event[0].id))
        elif mention is not None and mention.entity:
            at = Span(mention.mention.start, mention.mention.end)
            self.post_message(messages.EntityChosen(mention.entity, at))
        elif mark is not None:
            await self.action_note()

    def action_correct(self) -> None:
        reading = self._reading
        if reading is None:
            return
        mention, event = mention_at(reading, self.caret), event_at(reading, self.caret)
        asked = messages.CorrectionAsked()
        if mention is not None and mention.entity:
            at = Span(mention.mention.start, mention.mention.end)
            if event is None or len(event[1]) > len(at):
                asked = messages.CorrectionAsked(entity=mention.entity, at=at)
        if asked.entity is None and event is not None:
            asked = messages.CorrectionAsked(event=event[0].id)
        self.post_message(asked)

    def action_why(self) -> None:
        if self._reading is None:
            return
        here = event_at(self._reading, self.caret)
        event = here[0] if here else next(iter(self._reading.events), None)
        if event is not None:
            self.post_message(messages.WhyAsked(event.id))

    # Taking

    async def on_click(self, event: events.Click) -> None:
        if event.chain == 2 and self._reading is not None:
            mention = mention_at(self._reading, self.caret)
            if mention is not None or event_at(self._reading, self.caret) is not None:
                self._caret.cancel()
                await self.action_enter()
            else:
                self.action_object(Unit.WORD.value)
        elif event.chain == 3:
            self.action_object(Unit.SENTENCE.value)
