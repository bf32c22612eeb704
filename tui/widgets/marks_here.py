"""What is marked where the caret is: which of the marks there, what it says, going to others.

Nothing is changed here: see :mod:`tui.widgets.mark_view`.
"""

from __future__ import annotations

from index.article import Span
from index.notes.model import WAITING, Annotation, Colour
from index.views import ArticleView
from tui import messages
from tui.commands import Where
from tui.widgets import reader_peek
from tui.widgets.find_view import FindView
from tui.widgets.hints import hint, key_of, keyed
from tui.widgets.lines import Line
from tui.widgets.reader_marking import Marking
from tui.widgets.reader_marks import Mark, Marks, marks_of


class MarksHere(FindView):
    """A page of an article, and what is marked in it under the caret."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._reading: ArticleView | None = None
        self._marking = Marking(self)
        self._made_marks = Marks()
        self._made_from: object = None
        self._chosen = ""
        self._reshaping: Annotation | None = None
        self._ghost_caret: int | None = None
        self._where_told: tuple[Where, ...] = ()

    @property
    def reading(self) -> ArticleView | None:
        """The open article."""
        return self._reading

    def _marks_now(self) -> Marks:
        """The annotations as they are now, made ready anew only if they are others."""
        reading = self._reading
        if reading is None:
            return Marks()
        pending = tuple(self._marking.pending)
        told = (reading.annotations, reading.offered, pending, reading.article.key)
        if told != self._made_from:
            self._made_from = told
            self._made_marks = marks_of(
                reading.annotations, pending, reading.offered, len(reading.article.text)
            )
        return self._made_marks

    # Where the caret is

    @property
    def where(self) -> tuple[Where, ...]:
        """The places that this is, for keys: what is selected or marked comes first."""
        inner: tuple[Where, ...] = (Where.COUNT,) if self._count else ()
        if self._reshaping is not None and self._caret.selection is None:
            return (*inner, Where.PINNING, Where.READER)
        selection = self._caret.selection
        if selection is not None:
            fresh = selection.is_bare and self._reshaping is None
            return (*inner, *(Where.FRESH,) * fresh, Where.SELECTION, Where.READER)
        here = self._here() if self._reading is not None else None
        if here is not None:
            return (*inner, Where.OFFER if here.offered else Where.MARK, Where.READER)
        return (*inner, Where.READER)

    def caret_moved(self) -> None:
        if self._chosen and self._caret.selection is None:
            mark = self._marks.find(self._chosen)
            outside = mark is None or not mark.span.start <= self.caret < mark.span.end
            if outside and self._ghost_here() is None:
                self._chosen = ""
        self._tell_place()

    def _tell_place(self) -> None:
        """Have the footer follow what keys mean here."""
        where = self.where
        if where != self._where_told:
            self._where_told = where
            if self.has_focus:
                keyed(self.app).offer_keys()

    def _here(self) -> Mark | None:
        """What is marked under the caret: of several the one chosen last, else the shortest.

        What is only offered comes after what is the article's own.
        """
        ghost = self._ghost_here()
        if ghost is not None:
            return ghost
        marks = [mark for mark in self._marks.at(self.caret) if mark.annotation is not None]
        return next((mark for mark in marks if mark.id == self._chosen), next(iter(marks), None))

    def _mark_here(self) -> Mark | None:
        """The annotation of the article under the caret."""
        here = self._here()
        return None if here is not None and here.offered else here

    def _offer_here(self) -> Mark | None:
        """What is offered under the caret."""
        here = self._here()
        return here if here is not None and here.offered else None

    def _ghost_here(self) -> Mark | None:
        """The ghost that the caret was brought to, while it is there."""
        if not self._chosen or self._ghost_caret != self.caret:
            return None
        chosen = self._marks.find(self._chosen)
        return chosen if chosen is not None and chosen.is_ghost else None

    def _mark_around(self, span: Span) -> Mark | None:
        """The shortest annotation that ``span`` lies in."""
        around = (
            mark
            for mark in self._marks.at(span.start)
            if mark.annotation is not None and not mark.offered and span.end <= mark.span.end
        )
        return next(around, None)

    def peek(self) -> Line | None:
        reshaped = self._reshaping if not self._count else None
        if reshaped is not None:
            swap, take = key_of(self.app, "mark.other-end"), key_of(self.app, "mark.take")
            if self.selected is not None:
                colours = [key_of(self.app, f"mark.{colour.value}") for colour in Colour]
                keys = [key for key in colours if key]
                return reader_peek.reshaping(self.selected, self.page.text, keys, swap, take)
            return reader_peek.placing(reshaped, take)
        said = super().peek()
        if said is not None or self._reading is None:
            return said
        here = self._here()
        if here is None or here.annotation is None:
            return None
        following = hint(self.app, ("reader.next-annotation", "the next"))
        others = reader_peek.others_here(len(self._marks.at(self.caret)), following)
        if here.offered:
            take = hint(self.app, ("mark.take-offer", "marks it here too"))
            return reader_peek.offered(here, self._outlet_of(here.annotation), take, others)
        return reader_peek.annotated(here, others)

    def _outlet_of(self, annotation: Annotation) -> str:
        copies = self._reading.copies if self._reading is not None else ()
        return next((one.outlet for one in copies if one.key == annotation.article), "")

    def action_annotation(self, step: int) -> None:
        target = self._marks.beside(self.caret, self._here(), step, self._take_count())
        if target is None:
            way = "down" if step > 0 else "up"
            has_marks = bool(self._marks.stops)
            self._tell(f"No mark further {way}." if has_marks else "Nothing is marked here.")
            self._refresh_last_line()
            return
        # The jump tells where the caret is, which must not unchoose what it went to.
        self._chosen, self._ghost_caret = target.id, None
        self._jump_to(target.span.start)
        self._ghost_caret = self.caret if target.is_ghost else None
        self._chosen = target.id
        self._tell_place()
        self._refresh_last_line()

    def action_changed(self) -> None:
        """Show the old wording of the mark under the caret, and what can be done."""
        here = self._mark_here()
        if here is None or here.annotation is None:
            return
        if here.status in WAITING:
            self.post_message(messages.ReviewAsked(here.annotation.id))
        else:
            self._tell(f"As you marked it: “{' '.join(here.annotation.exact.split())}”")

    def _tell(self, words: str, *, problem: bool = False) -> None:
        self.app.notify(
            words, markup=False, severity="error" if problem else "information", timeout=4
        )
