"""The reader: the open article, with everything one can do in it.

It stands on three others: :mod:`tui.widgets.page_view` paints and scrolls,
:mod:`tui.widgets.caret_view` moves and selects, :mod:`tui.widgets.find_view`
finds. Annotations are saved by :mod:`tui.widgets.reader_marking`. What the
user does here is told to others by :mod:`tui.messages`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from textual import events, on

from index.article import Span
from index.language.model import EntityType
from index.notes import Notes
from index.notes.model import WAITING, Annotation, Colour
from index.views import Reading
from tui import messages, motions
from tui.commands import Where
from tui.motions import Unit
from tui.rendering import facts
from tui.rendering.layers import EMPTY, LOOK_OF_TYPE, Layer, Look, flatten
from tui.rendering.layout import Page
from tui.widgets import reader_peek
from tui.widgets.find_view import FindView
from tui.widgets.lines import Line
from tui.widgets.page_view import MEASURE
from tui.widgets.reader_caret import Caret
from tui.widgets.reader_marking import Marking, Wording
from tui.widgets.reader_marks import (
    Mark,
    Marks,
    Spots,
    event_at,
    ghost_words,
    ghosts_of,
    hit_layer,
    marks_of,
    mention_at,
    text_layer,
    told_in,
)

NARROWEST, WIDEST = 30, 160


class Reader(FindView):
    """Shows one article; posts :mod:`tui.messages` about what the user does in it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._reading: Reading | None = None
        self._marking = Marking(self)
        self._text_layer = EMPTY
        self._known_layer = EMPTY
        self._entities = Spots(())
        self._events = Spots(())
        self._chosen = ""
        self._reshaping: Annotation | None = None
        self._homeless: Annotation | None = None
        self._ghost_caret: int | None = None
        self._folded = False
        self._laid_width = 0
        self._where_told: tuple[Where, ...] = ()
        self.copy_key = ""
        """The key that leads to the next copy of the article, as people read it."""

    # What others may ask

    @property
    def where(self) -> tuple[Where, ...]:
        """The places that this is, for keys: what is selected or marked comes first."""
        inner: tuple[Where, ...] = (Where.COUNT,) if self._count else ()
        if self._reshaping is not None and self._caret.selection is None:
            return (*inner, Where.PINNING, Where.READER)
        if self._caret.selection is not None:
            return (*inner, Where.SELECTION, Where.READER)
        if self._reading is not None and self._mark_here() is not None:
            return (*inner, Where.MARK, Where.READER)
        return (*inner, Where.READER)

    @property
    def reading(self) -> Reading | None:
        """The open article."""
        return self._reading

    def use_notes(self, door: Callable[[], Notes]) -> None:
        """Where annotations are kept; ``door`` is called in a thread and may block."""
        self._marking.door = door

    def show(self, reading: Reading, *, at: Span | None = None, hits: Sequence[Span] = ()) -> None:
        """Open an article at ``at``, else where it was left; ``hits`` are shown reversed.

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
            self._known_layer = EMPTY
        self._reading = reading
        homeless = self._homeless
        if homeless is not None and homeless.article == reading.article.key:
            self._reshaping, self._homeless = homeless, None
        if not (same and at is None and self.finds_words):
            self.take_hits(hits)
        self._entities = Spots(Span(m.mention.start, m.mention.end) for m in reading.mentions)
        self._events = Spots(span for event in reading.events for span in event.spans)
        if (
            not same
            or self.size.width != self._laid_width
            or facts.head(reading, self.copy_key) != self.page.head
        ):
            self._lay_out(at.start if at is not None else start)
            if not same and not start and at is None:
                self._caret.body()
        else:
            if shown is not None and told_in(shown) != told_in(reading):
                self._text_layer = text_layer(reading, self.page)
            self.draw_again()
        if at is not None:
            self.go_to(at)
        self._tell_place()

    def update(self, reading: Reading) -> None:
        """Show the open article again as it is now, with the same hits."""
        self.show(reading, hits=self._hits)

    def place_by_hand(self, annotation: Annotation) -> None:
        """Have what is selected next in the article of ``annotation`` be its passage."""
        if self._reading is not None and self._reading.article.key == annotation.article:
            self._reshaping, self._homeless = annotation, None
            self.draw_again()
            self._tell_place()
        else:
            self._homeless = annotation

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
        self._say_hit()
        self.put_caret(at.start)
        self.draw_again()
        self.caret_moved()

    def show_annotations(self) -> None:
        """Read the annotations again; they were changed somewhere else."""
        if self._reading is not None:
            self._marking.look_again(self._reading.article)

    def show_known(self, spans: Iterable[Span]) -> None:
        """Dim these passages: the user has read them elsewhere."""
        self._known_layer = flatten((span.start, span.end, Look.KNOWN.bit) for span in spans)
        self.draw_again()

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

    def _lay_out(self, offset: int) -> None:
        """Break the article into lines anew, the caret on ``offset`` and in its row."""
        reading = self._reading
        if reading is None:
            return
        row = self._row_of_caret() if self._caret.page.length else None
        selection = self._caret.selection
        article = reading.article
        page = Page(
            article.text,
            article.zones,
            self.text_width,
            facts.head(reading, self.copy_key),
            folded=self._folded,
            inserts=self._inserts(),
        )
        self._text_layer = text_layer(reading, page)
        self._laid_width = self.size.width
        marks = marks_of(reading.annotations, self._marking.pending)
        self.lay(page, self._layers_now(marks), marks)
        self._caret = Caret(page, offset)
        self._caret.selection = selection
        if row is not None:
            self._go_to_top(page.step(self._caret.place, -row))
        elif offset:
            self._go_to_top(page.step(self._caret.place, -(self._rows // 3)))
        self.show_caret()

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

    @property
    def _ghosts(self) -> tuple[Mark, ...]:
        """The annotations whose passages are gone from the open article."""
        reading = self._reading
        return ghosts_of(reading.annotations, len(reading.article.text)) if reading else ()

    def _inserts(self) -> tuple[tuple[int, str], ...]:
        return tuple(sorted((ghost.span.start, ghost_words(ghost)) for ghost in self._ghosts))

    def draw_again(self) -> None:
        """Draw the page with the annotations and hits as they are now."""
        if self._reading is not None and self._inserts() != self.page.inserts:
            self._lay_out(self.caret)
        elif self._reading is not None:
            marks = marks_of(self._reading.annotations, self._marking.pending)
            self.redraw(self._layers_now(marks), marks)

    def on_resize(self) -> None:
        if self._reading is not None and self._laid_width != self.size.width:
            self._lay_out(self.caret)
        elif self._reading is not None:
            self._view = None
            self.show_caret()

    def reveal(self, offset: int) -> None:
        if self._folded and self.page.is_hidden(offset):
            self._folded = False
            self._lay_out(offset)

    def action_fold(self) -> None:
        self._folded = not self._folded
        self._lay_out(self.caret)
        self.caret_moved()

    # Moving

    def caret_moved(self) -> None:
        if self._chosen and self._caret.selection is None:
            mark = self._marks.find(self._chosen)
            outside = mark is None or not mark.span.start <= self.caret < mark.span.end
            if outside and self._ghost_here() is None:
                self._chosen = ""
        self.post_message(messages.CaretMoved(self.caret))
        self._tell_place()

    def _tell_place(self) -> None:
        """Have the footer follow what keys mean here."""
        where = self.where
        if where != self._where_told:
            self._where_told = where
            offer = getattr(self.app, "offer_keys", None)
            if offer is not None and self.has_focus:
                offer()

    def action_entity(self, step: int) -> None:
        self._jump(self._entities, step)

    def action_event(self, step: int) -> None:
        self._jump(self._events, step)

    def action_annotation(self, step: int) -> None:
        marks = sorted((*self._marks.marks, *self._ghosts), key=lambda mark: mark.span.start)
        here = self._mark_here()
        if here is not None and here in marks:
            index = marks.index(here) + step * self._take_count()
        else:
            after = [n for n, mark in enumerate(marks) if mark.span.start > self.caret]
            before = [n for n, mark in enumerate(marks) if mark.span.start < self.caret]
            index = (after or [-1])[0] if step > 0 else (before or [-1])[-1]
        if 0 <= index < len(marks):
            target = marks[index]
            # The jump tells where the caret is, which must not unchoose what it went to.
            self._chosen = target.annotation.id if target.annotation else ""
            self._ghost_caret = None
            self._jump_to(target.span.start)
            self._ghost_caret = self.caret if target.is_ghost else None
            self._chosen = target.annotation.id if target.annotation else ""
            self._tell_place()
            self._refresh_last_line()

    # What is under the caret

    async def action_enter(self) -> None:
        reading = self._reading
        if reading is None:
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

    def _mark_here(self) -> Mark | None:
        """The annotation under the caret; of several the one chosen last, else the shortest."""
        ghost = self._ghost_here()
        if ghost is not None:
            return ghost
        marks = [mark for mark in self._marks.at(self.caret) if mark.annotation is not None]
        for mark in marks:
            if mark.annotation is not None and mark.annotation.id == self._chosen:
                return mark
        return marks[0] if marks else None

    def _ghost_here(self) -> Mark | None:
        """The ghost that the caret was brought to, while it is there."""
        if not self._chosen or self._ghost_caret != self.caret:
            return None
        chosen = (g for g in self._ghosts if g.annotation and g.annotation.id == self._chosen)
        return next(chosen, None)

    def action_changed(self) -> None:
        """Show the old wording of the mark under the caret, and what can be done."""
        here = self._mark_here()
        if here is None or here.annotation is None:
            return
        if here.status in WAITING:
            self.post_message(messages.ReviewAsked(here.annotation.id))
        else:
            self._tell(f"As you marked it: “{' '.join(here.annotation.exact.split())}”")

    def _mark_around(self, span: Span) -> Mark | None:
        """The shortest annotation that ``span`` lies in."""
        around = (
            mark
            for mark in self._marks.at(span.start)
            if mark.annotation is not None and span.end <= mark.span.end
        )
        return next(around, None)

    def peek(self) -> Line | None:
        if self._reshaping is not None and self.selected is not None and not self._count:
            return reader_peek.reshaping(self.selected, self.page.text)
        if self._reshaping is not None and not self._count:
            return reader_peek.placing(self._reshaping)
        said = super().peek()
        if said is not None:
            return said
        here = self._mark_here() if self._reading is not None else None
        if here is not None and here.annotation is not None:
            return reader_peek.annotated(here, len(self._marks.at(self.caret)))
        return None

    # Taking

    def action_cancel(self) -> None:
        self._reshaping = None
        super().action_cancel()
        self.draw_again()
        self._tell_place()

    def action_yank(self) -> None:
        """Copy what is selected, or what is marked under the caret, to the clipboard."""
        span = self.selected
        here = self._mark_here()
        if span is None and here is not None and not here.is_ghost:
            span = here.span
        if span is not None and self._reading is not None:
            self.app.copy_to_clipboard(self._reading.article.text[span.start : span.end])
            self._tell(f"{motions.count_words(self.page.text, span)} copied.")
            self.action_cancel()

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

    # Marking

    def action_mark_sentence(self) -> None:
        """Select the sentence under the caret; with a selection, mark that."""
        if self._caret.selection is None:
            self._moving(lambda caret: caret.select_object(Unit.SENTENCE))
        else:
            self.action_mark(0)

    def action_extend(self) -> None:
        here = self._mark_here()
        if (
            self._caret.selection is None
            and here is not None
            and here.annotation is not None
            and not here.is_ghost
        ):
            self._begin_reshaping(here.annotation, here.span)
        self._moving(Caret.extend)

    def action_mark(self, number: int) -> None:
        """Mark the selection in colour ``number`` (1 to 5), 0 for the colour used last."""
        span = self.selected
        reading = self._reading
        if span is None or reading is None:
            return
        colour = tuple(Colour)[number - 1] if number else self._marking.colour
        reshaped, self._reshaping = self._reshaping, None
        if reshaped is not None:
            self._marking.move_ends(reading.article, reshaped, span)
            if number:
                self._marking.recolour(reading.article, reshaped, colour)
        else:
            self._marking.make(reading.article, span, Wording(colour=colour))
        self._caret.cancel()
        self._caret.put(span.start)
        self.draw_again()
        self.show_caret()
        self.caret_moved()

    def action_recolour(self, number: int) -> None:
        here = self._mark_here()
        if here is not None and here.annotation is not None and self._reading is not None:
            colour = tuple(Colour)[number - 1]
            self._marking.recolour(self._reading.article, here.annotation, colour)

    def action_reshape(self) -> None:
        """Make the passage of the annotation under the caret a selection whose ends move."""
        here = self._mark_here()
        if here is not None and here.annotation is not None and here.is_ghost:
            self.place_by_hand(here.annotation)
        elif here is not None and here.annotation is not None:
            self._begin_reshaping(here.annotation, here.span)

    def _begin_reshaping(self, annotation: Annotation, span: Span) -> None:
        self._reshaping = annotation
        self._moving(lambda caret: caret.select_span(span))

    def action_trash(self) -> None:
        here = self._mark_here()
        if here is not None and here.annotation is not None and self._reading is not None:
            self._marking.remove(self._reading.article, here.annotation)
            self._tell("Moved to the trash; u brings it back.")

    async def action_note(self, tags: bool = False) -> None:
        """Write a note: on the selection, the annotation or the sentence under the caret.

        A selection within an annotation is that annotation's: no second one is laid over it.
        """
        reading, span = self._reading, self.selected
        if reading is None:
            return
        here = self._mark_here() if span is None else self._mark_around(span)
        text = reading.article.text
        if here is not None and here.annotation is not None:
            annotation = here.annotation
            await self._edit(
                Wording(annotation.note, annotation.tags, annotation.colour),
                annotation.exact,
                lambda wording: self._marking.reword(reading.article, annotation, wording),
                annotation.id,
                tags=tags,
            )
            return
        chosen = span or motions.sentence(self.page.text, self.caret)
        if len(chosen) > 0:
            self._caret.select_span(chosen)
            self.refresh()
            await self._edit(
                Wording(colour=self._marking.colour),
                text[chosen.start : chosen.end],
                lambda wording: self._marking.make(reading.article, chosen, wording),
                f"{reading.article.key} {reading.article.version} {chosen.start}-{chosen.end}",
                tags=tags,
            )

    async def action_edit_tags(self) -> None:
        await self.action_note(tags=True)

    async def _edit(
        self,
        wording: Wording,
        quote: str,
        save: Callable[[Wording], None],
        about: str,
        *,
        tags: bool,
    ) -> None:
        """``about`` names the passage among the drafts."""

        def done(written: Wording | None) -> None:
            self._caret.cancel()
            if written is not None:
                save(written)
            self.draw_again()
            self.caret_moved()

        from tui.screens.note_editor import NoteEditor

        editor = NoteEditor(wording, quote, self._marking.known_tags, on_tags=tags, about=about)
        await self.app.push_screen(editor, done)

    @on(Marking.Done)
    def _on_marked(self, message: Marking.Done) -> None:
        message.stop()
        if message.pending is not None and message.pending in self._marking.pending:
            self._marking.pending.remove(message.pending)
        reading = self._reading
        if reading is not None and message.article.key == reading.article.key:
            if message.placed is not None:
                self._reading = replace(reading, annotations=tuple(message.placed))
                self._chosen = message.id or self._chosen
            self.draw_again()
            self.show_caret()
            self._tell_place()
        if message.problem:
            self._tell(message.problem, problem=True)
        elif message.placed is not None and message.id:
            self.post_message(messages.AnnotationsChanged(message.article.key))

    def _tell(self, words: str, *, problem: bool = False) -> None:
        self.app.notify(
            words, markup=False, severity="error" if problem else "information", timeout=4
        )
