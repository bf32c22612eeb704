"""What the reader does with annotations: saved in a thread, shown as saved when they are.

Between the key and the disk a passage is drawn as pending. Nothing here
touches the screen from a thread: the outcome comes back as a message.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from textual.message import Message
from textual.widget import Widget

from index.article import Article, Span
from index.errors import CulmError
from index.notes import Notes
from index.notes.model import Annotation, Colour, Placed
from tui.widgets.reader_marks import Pending


class NotesDoor(Protocol):
    """How to come by the notes of the library; may block, and is called in a thread."""

    def __call__(self) -> Notes: ...


@dataclass(frozen=True, slots=True)
class Wording:
    """What an annotation says beside its passage."""

    note: str = ""
    tags: tuple[str, ...] = ()
    colour: Colour = Colour.YELLOW


class Marking:
    """Makes and changes the annotations of the article that is open in ``owner``."""

    class Done(Message):
        """Something is on disk, or could not be put there (``problem``).

        ``placed`` are all annotations of the article as they are now; ``id`` is
        the one that was made or changed.
        """

        def __init__(
            self,
            article: Article,
            placed: Sequence[Placed] | None,
            pending: Pending | None = None,
            id: str = "",
            problem: str = "",
        ) -> None:
            super().__init__()
            self.article = article
            self.placed = placed
            self.pending = pending
            self.id = id
            self.problem = problem

    def __init__(self, owner: Widget) -> None:
        self._owner = owner
        self.door: NotesDoor | None = None
        self.colour = Colour.YELLOW
        self.pending: list[Pending] = []

    def known_tags(self) -> list[str]:
        """The tags in use, the most used first; may block."""
        if self.door is None:
            return []
        return [tag.name for tag in self.door().tags()]

    def make(
        self, article: Article, span: Span, wording: Wording, *, remember: bool = True
    ) -> None:
        """Annotate ``span`` of ``article``; to ``remember`` the colour is for the next mark."""
        pending = Pending(span, wording.colour)
        self.pending.append(pending)
        if remember:
            self.colour = wording.colour
        self._run(
            article,
            lambda notes: notes.annotate(
                article.key,
                article.version,
                article.text,
                span.start,
                span.end,
                wording.colour,
                wording.note,
                wording.tags,
            ),
            pending,
        )

    def reword(self, article: Article, annotation: Annotation, wording: Wording) -> None:
        """Give an annotation this note, these tags and this colour."""
        self._run(
            article,
            lambda notes: notes.edit(
                annotation.id,
                annotation.revision,
                note=wording.note,
                tags=wording.tags,
                colour=wording.colour,
            ),
        )

    def recolour(self, article: Article, annotation: Annotation, colour: Colour) -> None:
        """Give an annotation another colour."""
        self.colour = colour
        self._run(article, lambda notes: notes.edit(annotation.id, colour=colour))

    def move_ends(
        self, article: Article, annotation: Annotation, span: Span, colour: Colour
    ) -> None:
        """Have an annotation mark ``span`` of the present text instead, in ``colour``."""
        if annotation.version == article.version:
            self._run(
                article,
                lambda notes: notes.edit(
                    annotation.id, start=span.start, end=span.end, colour=colour
                ),
            )
            return

        def pin(notes: Notes) -> Annotation:
            notes.pin(annotation.id, article.version, article.text, span)
            return notes.edit(annotation.id, colour=colour)

        self._run(article, pin)

    def remove(self, article: Article, annotation: Annotation) -> None:
        """Put an annotation into the trash."""

        def work(notes: Notes) -> Annotation:
            notes.remove(annotation.id)
            return annotation

        self._run(article, work)

    def look_again(self, article: Article) -> None:
        """Read the article's annotations again: somebody changed them."""
        self._run(article, lambda notes: None)

    def _run(
        self,
        article: Article,
        work: Callable[[Notes], Annotation | None],
        pending: Pending | None = None,
    ) -> None:
        self._owner.run_worker(
            partial(self._in_thread, article, work, pending),
            thread=True,
            group="marking",
            exit_on_error=False,
        )

    def _in_thread(
        self,
        article: Article,
        work: Callable[[Notes], Annotation | None],
        pending: Pending | None,
    ) -> None:
        if self.door is None:
            self._report(article, None, pending, problem="Notes are not open yet.")
            return
        try:
            notes = self.door()
            annotation = work(notes)
            placed = notes.placed(article.key, article.version, article.text)
        except (CulmError, ValueError, OSError) as error:
            self._report(article, None, pending, problem=f"Not saved: {error}")
            return
        self._report(article, placed, pending, annotation.id if annotation else "")

    def _report(
        self,
        article: Article,
        placed: Sequence[Placed] | None,
        pending: Pending | None,
        id: str = "",
        problem: str = "",
    ) -> None:
        self._owner.post_message(self.Done(article, placed, pending, id, problem))
