"""What the reader does with annotations: saved in a thread, shown as saved when they are.

Between the key and the disk a passage is drawn as pending. Nothing here
touches the screen from a thread: the outcome comes back as a message.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Protocol

from msgspec import Struct
from textual.message import Message
from textual.widget import Widget

from index.article import Article, Span
from index.errors import CulmError, NotFound
from index.notes import Notes
from index.notes.model import Annotation, Colour, Placed
from tui.drafts import Draft
from tui.refusals import Change, Refused, Verdict, settled, tried
from tui.widgets.hints import with_undo
from tui.widgets.reader_marks import Pending


class NotesDoor(Protocol):
    """How to come by the notes of the library; may block, and is called in a thread."""

    def __call__(self) -> Notes: ...


class Wording(Struct, frozen=True):
    """What an annotation says beside its passage."""

    note: str = ""
    tags: tuple[str, ...] = ()
    colour: Colour = Colour.YELLOW


class Written(Struct, frozen=True):
    """What somebody wrote in a note, and what that is ``about`` among the drafts."""

    about: str
    draft: Draft


class Marking:
    """Makes and changes the annotations of the article that is open in ``owner``."""

    class Done(Message):
        """Something is on disk, or could not be put there (``problem``).

        ``placed`` are all annotations of the article as they are now; ``id`` is
        the one that was made or changed, ``said`` what to say of that. A change that
        was ``refused``, because somebody else was quicker, is for the reader to decide on.
        ``written`` is the note that this was about: of no other it says how it went.
        """

        def __init__(
            self,
            article: Article,
            placed: Sequence[Placed] | None,
            pending: Pending | None = None,
            id: str = "",
            problem: str = "",
            refused: Refused | None = None,
            said: str = "",
            written: Written | None = None,
        ) -> None:
            super().__init__()
            self.article = article
            self.placed = placed
            self.pending = pending
            self.id = id
            self.problem = problem
            self.refused = refused
            self.said = said
            self.written = written

    def __init__(self, owner: Widget) -> None:
        self._owner = owner
        self.door: NotesDoor | None = None
        self.colour = Colour.YELLOW
        self.pending: list[Pending] = []
        self._turn = threading.Lock()
        self._waiting: SimpleQueue[Callable[[], Marking.Done]] = SimpleQueue()

    def known_tags(self) -> list[str]:
        """The tags in use, the most used first; may block."""
        if self.door is None:
            return []
        return [tag.name for tag in self.door().tags()]

    def make(
        self,
        article: Article,
        span: Span,
        wording: Wording,
        *,
        remember: bool = True,
        written: Written | None = None,
    ) -> None:
        """Annotate ``span`` of ``article``; to ``remember`` the colour is for the next mark."""
        pending = Pending(span, wording.colour)
        self.pending.append(pending)
        if remember:
            self.colour = wording.colour
        self._run(
            article,
            lambda notes: self._made(notes, article, span, wording),
            pending,
            written=written,
        )

    def _made(self, notes: Notes, article: Article, span: Span, wording: Wording) -> Annotation:
        return notes.annotate(
            article.key,
            article.version,
            article.text,
            span.start,
            span.end,
            wording.colour,
            wording.note,
            wording.tags,
        )

    def reword(
        self,
        article: Article,
        annotation: Annotation,
        span: Span,
        wording: Wording,
        written: Written,
    ) -> None:
        """Give an annotation on ``span`` this note, these tags and this colour.

        One that was purged elsewhere is made anew there.
        """

        def change(notes: Notes, now: Annotation) -> Annotation:
            return notes.edit(
                now.id,
                now.revision,
                note=wording.note,
                tags=wording.tags,
                colour=wording.colour,
            )

        def work(notes: Notes) -> Annotation | Refused:
            try:
                return tried(notes, annotation, change)
            except NotFound:
                return self._made(notes, article, span, wording)

        self._run(article, work, written=written)

    def recolour(self, article: Article, annotation: Annotation, colour: Colour) -> None:
        """Give an annotation another colour."""
        self.colour = colour
        self._alter(
            article,
            annotation,
            lambda notes, now: notes.edit(now.id, now.revision, colour=colour),
        )

    def move_ends(
        self, article: Article, annotation: Annotation, span: Span, colour: Colour
    ) -> None:
        """Have an annotation mark ``span`` of the present text instead, in ``colour``."""

        def change(notes: Notes, now: Annotation) -> Annotation:
            if now.version == article.version:
                return notes.edit(
                    now.id, now.revision, start=span.start, end=span.end, colour=colour
                )
            changed = notes.edit(now.id, now.revision, colour=colour)
            notes.pin(now.id, article.version, article.text, span)
            return changed

        self._alter(article, annotation, change)

    def settle(
        self, article: Article, refused: Refused, verdict: Verdict, written: Written | None
    ) -> None:
        """Have what the reader decided about a change that was refused."""
        self._run(article, lambda notes: settled(notes, refused, verdict), written=written)

    def remove(self, article: Article, annotation: Annotation) -> None:
        """Put an annotation into the trash."""
        self._alter(
            article,
            annotation,
            lambda notes, now: notes.edit(now.id, now.revision, in_trash=True),
            said=with_undo(self._owner.app, "Moved to the trash"),
        )

    def _alter(
        self, article: Article, annotation: Annotation, change: Change, said: str = ""
    ) -> None:
        self._run(article, lambda notes: tried(notes, annotation, change), said=said)

    def _run(
        self,
        article: Article,
        work: Callable[[Notes], Annotation | Refused | None],
        pending: Pending | None = None,
        said: str = "",
        written: Written | None = None,
    ) -> None:
        self._waiting.put(partial(self._outcome, article, work, pending, said, written))
        self._owner.run_worker(self._in_thread, thread=True, group="marking", exit_on_error=False)

    def _in_thread(self) -> None:
        # One after the other: what is told last must be what was read last. Whichever thread
        # comes first does what was asked for first.
        with self._turn, suppress(Empty):
            self._report(self._waiting.get_nowait()())

    def finish(self) -> None:
        """Do all that was asked for and is not done yet; in a thread, it blocks."""
        with self._turn, suppress(Empty):
            while True:
                self._report(self._waiting.get_nowait()())

    def _outcome(
        self,
        article: Article,
        work: Callable[[Notes], Annotation | Refused | None],
        pending: Pending | None,
        said: str,
        written: Written | None,
    ) -> Done:
        if self.door is None:
            problem = "Notes are not open yet."
            return self.Done(article, None, pending, problem=problem, written=written)
        try:
            notes = self.door()
            outcome = work(notes)
            placed = notes.placed(article.key, article.version, article.text)
        except (CulmError, ValueError, OSError) as error:
            problem = f"Not saved: {error}"
            return self.Done(article, None, pending, problem=problem, written=written)
        if isinstance(outcome, Refused):
            theirs = outcome.theirs.id
            return self.Done(article, placed, pending, theirs, refused=outcome, written=written)
        id = outcome.id if outcome else ""
        return self.Done(article, placed, pending, id, said=said, written=written)

    def _report(self, done: Done) -> None:
        self._owner.post_message(done)
