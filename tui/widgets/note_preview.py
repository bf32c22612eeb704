"""An annotation in its article, with the whole of its note: what is under the cursor of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from index.errors import NotFound
from index.notes.model import Annotation
from index.views import ArticleView
from tui.rendering import facts
from tui.rendering.layout import Page
from tui.shelf import with_library
from tui.widgets.page_view import PageView
from tui.widgets.reader_marks import marks_of
from tui.widgets.reader_text import text_layer

if TYPE_CHECKING:
    from index.library import Library


class Passage(PageView, can_focus=False):
    """The article around the annotation."""

    DEFAULT_CSS = "Passage { width: 1fr; height: 1fr; }"


class NotePreview(Vertical):
    """Shows the article of an annotation at its passage, and below it the note."""

    DEFAULT_CSS = """
    NotePreview {
        width: 1fr; height: 1fr; border-left: solid $line; background: $ground;
        & > #preview-note {
            height: auto; max-height: 40%; background: $raised; padding: 0 2; display: none;
        }
        & #preview-words { height: auto; background: $raised; color: $text; }
    }
    """

    def __init__(self, library: Library, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._library = library
        self._passage = Passage()
        self._note = VerticalScroll(id="preview-note", can_focus=False)
        self._words = Static(Content(""), markup=False, id="preview-words")
        self._reading: ArticleView | None = None

    def compose(self) -> ComposeResult:
        yield self._passage
        with self._note:
            yield self._words

    async def follow(self, annotation: Annotation | None) -> None:
        """Show ``annotation`` where it is now; nothing for ``None``."""
        note = annotation.note if annotation is not None else ""
        self._words.update(Content(note))
        self._note.display = bool(note)
        self._note.scroll_home(animate=False)
        if annotation is None:
            self._reading = None
            self._passage.lay(Page("", (), 40), (), marks_of(()))
            return
        self._reading = await self._do(self._read(annotation))
        if self._reading is None:
            # The article is no longer in the library; what was marked in it is.
            page = Page(annotation.exact, (), self._passage.text_width)
            self._passage.lay(page, (), marks_of(()))
        else:
            self._lay(self._reading, annotation)

    def _read(self, annotation: Annotation) -> Callable[[Library], ArticleView | None]:
        before = self._reading

        def read(library: Library) -> ArticleView | None:
            if before is not None and before.article.key == annotation.article:
                article = before.article
                placed = library.notes.placed(article.key, article.version, article.text)
                return replace(before, annotations=tuple(placed))
            try:
                return library.reading(library.find(annotation.article))
            except NotFound:
                return None

        return read

    async def _do(self, work: Callable[[Library], ArticleView | None]) -> ArticleView | None:
        return await with_library(work, self._library)

    def _lay(self, reading: ArticleView, annotation: Annotation) -> None:
        article, view = reading.article, self._passage
        marks = marks_of(reading.annotations, length=len(article.text))
        page = Page(
            article.text,
            article.zones,
            view.text_width,
            facts.head(reading),
            inserts=marks.inserts,
        )
        view.lay(page, (text_layer(reading, page), marks.layer), marks)
        mark = marks.find(annotation.id)
        view.put_caret(mark.span.start if mark else annotation.start)
