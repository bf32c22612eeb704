"""A page on which one marks passages, writes notes and changes what was marked.

The actions here are those of the registry's commands for marking. What is
marked is saved by :mod:`tui.widgets.reader_marking` and drawn from
:mod:`tui.widgets.reader_marks`; what lies under the caret is known to
:mod:`tui.widgets.marks_here`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast

from msgspec import Struct
from msgspec.structs import replace
from textual import on

from index.article import Article, Span
from index.notes import Notes
from index.notes.model import Annotation, Colour
from index.notes.offers import still_offered
from tui import messages, motions
from tui.drafts import keep, keep_as_draft, let_go, replacing
from tui.motions import Unit
from tui.refusals import Refused, Verdict
from tui.widgets.hints import key_of
from tui.widgets.marks_here import MarksHere
from tui.widgets.reader_marking import Marking, Wording, Written


class NoteAsked(Struct, frozen=True):
    """A note that is to be written or changed.

    ``quote`` is the passage it is about, ``about`` that passage's name among the drafts, and
    ``rows`` those of the terminal in which it stands. ``on_tags`` begins with the tags.
    """

    wording: Wording
    quote: str
    known_tags: Callable[[], Sequence[str]]
    on_tags: bool
    about: str
    rows: range


class Dialogs(Protocol):
    """An app that asks what a page cannot ask by itself."""

    async def write_note(self, asked: NoteAsked, done: Callable[[Wording | None], None]) -> None:
        """Have a note written; ``done`` is given it, or ``None`` when it was left."""

    def ask_which(self, refused: Refused, decided: Callable[[Verdict | None], None]) -> None:
        """Ask which of two versions of an annotation stays."""


class MarkView(MarksHere):
    """A page of an article whose annotations are made and changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._homeless: Annotation | None = None
        self._reshaped_from: Span | None = None
        self.changes_made = 0
        """How often annotations were made or changed here: what was read before is older."""

    def use_notes(self, door: Callable[[], Notes]) -> None:
        """Where annotations are kept; ``door`` is called in a thread and may block."""
        self._marking.door = door

    def finish_marking(self) -> None:
        """Put on disk all that was marked and changed here; in a thread, it blocks."""
        self._marking.finish()

    def place_by_hand(self, annotation: Annotation) -> None:
        """Have what is selected next in the article of ``annotation`` be its passage."""
        self._reshaped_from = None
        if self._reading is not None and self._reading.article.key == annotation.article:
            self._reshaping, self._homeless = annotation, None
            self.draw_again()
            self._tell_place()
        else:
            self._homeless = annotation

    @property
    def _dialogs(self) -> Dialogs:
        return cast("Dialogs", self.app)

    # Taking

    def action_cancel(self) -> None:
        self._reshaping = None
        super().action_cancel()
        self.draw_again()
        self._tell_place()

    def action_yank(self) -> None:
        """Copy what is selected, or what is marked under the caret, to the clipboard."""
        span = self.selected
        here = self._here()
        if span is None and here is not None and not here.is_ghost:
            span = here.span
        if span is not None and self._reading is not None:
            self.app.copy_to_clipboard(self._reading.article.text[span.start : span.end])
            self._tell(f"{motions.count_words(self.page.text, span)} copied.")
            self.action_cancel()

    # Marking

    def action_mark_sentence(self) -> None:
        """Select the sentence under the caret; with a selection, mark that."""
        if self._caret.selection is None:
            count = self._take_count()
            self._moving(lambda caret: caret.select_object(Unit.SENTENCE, count))
        else:
            self.action_mark(0)

    def action_extend(self) -> None:
        here = self._mark_here()
        count = self._take_count()
        if (
            self._caret.selection is None
            and here is not None
            and here.annotation is not None
            and not here.is_ghost
        ):
            self._begin_reshaping(here.annotation, here.span)
        self._moving(lambda caret: caret.extend(count))

    def action_mark(self, number: int) -> None:
        """Mark the selection in colour ``number`` (1 to 5), 0 for the colour used last."""
        span = self.selected
        reading = self._reading
        if span is None or reading is None:
            return
        span = motions.trimmed(self.page.text, span)
        colour = tuple(Colour)[number - 1] if number else self._marking.colour
        reshaped, self._reshaping = self._reshaping, None
        if reshaped is None:
            self._marking.make(reading.article, span, Wording(colour=colour))
        elif number and span == self._reshaped_from:
            # Whether a passage that changed is still the one was not said with that.
            self._marking.recolour(reading.article, reshaped, colour)
        else:
            self._marking.move_ends(
                reading.article, reshaped, span, colour if number else reshaped.colour
            )
        self._caret.cancel()
        self._caret.put(span.start)
        self.draw_again()
        self.show_caret()
        self.caret_moved()

    def action_reshape(self) -> None:
        """Make the passage of the annotation under the caret a selection whose ends move."""
        here = self._mark_here()
        if here is not None and here.annotation is not None and here.is_ghost:
            self.place_by_hand(here.annotation)
        elif here is not None and here.annotation is not None:
            self._begin_reshaping(here.annotation, here.span)

    def _begin_reshaping(self, annotation: Annotation, span: Span) -> None:
        self._reshaping = annotation
        self._reshaped_from = motions.trimmed(self.page.text, span)
        self._moving(lambda caret: caret.select_span(span))

    def action_trash(self) -> None:
        here = self._mark_here()
        if here is not None and here.annotation is not None and self._reading is not None:
            self._marking.remove(self._reading.article, here.annotation)

    def action_take_offer(self) -> None:
        """Mark here what was marked in a copy, as it is marked there."""
        here = self._offer_here()
        if here is not None and here.annotation is not None and self._reading is not None:
            theirs = here.annotation
            wording = Wording(theirs.note, theirs.tags, theirs.colour)
            self._marking.make(self._reading.article, here.span, wording, remember=False)
            self.draw_again()

    async def action_note(self, tags: bool = False) -> None:
        """Write a note: on the selection, the annotation or the sentence under the caret.

        A selection within an annotation is that annotation's: no second one is laid over it.
        """
        reading, span = self._reading, self.selected
        if reading is None:
            return
        here = self._mark_here() if span is None else self._mark_around(span)
        offer = self._offer_here() if span is None else None
        if here is not None and here.annotation is not None:
            annotation = here.annotation
            await self._edit(
                Wording(annotation.note, annotation.tags, annotation.colour),
                annotation.exact,
                lambda wording, written: self._marking.reword(
                    reading.article, annotation, here.span, wording, written
                ),
                annotation.id,
                here.span,
                tags=tags,
            )
            return
        wording = Wording(colour=self._marking.colour)
        chosen = span or motions.sentence(self.page.text, self.caret)
        chosen = motions.trimmed(self.page.text, chosen)
        if offer is not None and offer.annotation is not None:
            theirs = offer.annotation
            chosen, wording = offer.span, Wording(theirs.note, theirs.tags, theirs.colour)
        if len(chosen) > 0:
            self._caret.select_span(chosen)
            self.refresh()
            await self._edit(
                wording,
                reading.article.text[chosen.start : chosen.end],
                lambda wording, written: self._marking.make(
                    reading.article, chosen, wording, written=written
                ),
                f"{reading.article.key} {reading.article.version} {chosen.start}-{chosen.end}",
                chosen,
                tags=tags,
            )

    async def action_edit_tags(self) -> None:
        await self.action_note(tags=True)

    async def _edit(
        self,
        wording: Wording,
        quote: str,
        save: Callable[[Wording, Written], None],
        about: str,
        passage: Span,
        *,
        tags: bool,
    ) -> None:
        """``about`` names the ``passage`` among the drafts."""

        def done(written: Wording | None) -> None:
            self._caret.cancel()
            if written is not None:
                draft = replacing(written.note, written.tags, written.colour)
                save(written, Written(about, draft))
            self.draw_again()
            self.caret_moved()

        asked = NoteAsked(
            wording, quote, self._marking.known_tags, tags, about, self.rows_of(passage)
        )
        await self._dialogs.write_note(asked, done)

    @on(Marking.Done)
    def _on_marked(self, message: Marking.Done) -> None:
        message.stop()
        if message.pending is not None and message.pending in self._marking.pending:
            self._marking.pending.remove(message.pending)
        reading = self._reading
        if message.placed is not None:
            self.changes_made += 1
        if reading is not None and message.article.key == reading.article.key:
            if message.placed is not None:
                placed = tuple(message.placed)
                offered = still_offered(reading.offered, placed)
                self._reading = replace(reading, annotations=placed, offered=offered)
                self._chosen = message.id or self._chosen
            self.draw_again()
            self.show_caret()
            self._tell_place()
        if message.refused is not None:
            self._ask_which(message.article, message.refused, message.written)
        elif message.problem:
            self._tell(f"{message.problem}.{self._write_back(message.written)}", problem=True)
        elif message.placed is not None and message.id:
            if message.written is not None:
                let_go(self.app, message.written.about)
            if message.said:
                self._tell(message.said)
            self.post_message(messages.AnnotationsChanged(message.article.key))

    def _write_back(self, written: Written | None) -> str:
        """Keep as a draft what was written and could not be saved; what to say of it."""
        if written is None:
            return ""
        keep(self.app, written.about, written.draft)
        key = key_of(self.app, "mark.note")
        return f" What you wrote is kept: {key}, on the same passage, brings it back."

    def _ask_which(self, article: Article, refused: Refused, written: Written | None) -> None:
        """Ask which of two versions of an annotation stays; what is not decided is a draft."""

        def decided(verdict: Verdict | None) -> None:
            if verdict is not None:
                self._marking.settle(article, refused, verdict, written)
                return
            if keep_as_draft(self.app, refused):
                key = key_of(self.app, "mark.note")
                back = f"{key} on the mark brings back what you wrote"
                self._tell(f"Left as it is there now; {back}.")

        self._dialogs.ask_which(refused, decided)
