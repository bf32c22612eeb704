"""All annotations of the library: to find, to read in their place, to put in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from index.errors import CulmError, NotFound
from index.notes.model import Annotation, Colour
from index.views import Reading
from tui import messages, wording
from tui.commands import Where
from tui.drafts import keep_as_draft
from tui.keymap import Keys
from tui.refusals import Refused, Verdict, settled, tried
from tui.rendering import facts
from tui.rendering.layout import Page
from tui.screens.conflict import ConflictScreen
from tui.screens.export import ExportScreen, write
from tui.screens.hints import key_of
from tui.screens.note_editor import NoteEditor
from tui.screens.notes_found import Found, gather, passage
from tui.screens.opened import FullScreen
from tui.screens.tags import TagsScreen
from tui.shelf import with_library
from tui.widgets.footer import Footer, chips_for
from tui.widgets.lines import Line, Piece
from tui.widgets.note_items import Grouping
from tui.widgets.notes_list import NoteHighlighted, NoteOpened, NotesList
from tui.widgets.page_view import PageView
from tui.widgets.reader_marking import Wording
from tui.widgets.reader_marks import marks_of
from tui.widgets.reader_text import text_layer
from tui.widgets.role_line import RoleLine

if TYPE_CHECKING:
    from textual.worker import WorkType

    from index.library import Library
    from tui.app import CulmApp

T = TypeVar("T")

PREVIEW_FROM = 90
"""Cells from which the article is shown beside the list."""
REST = 0.08
"""Seconds that the cursor must rest on an annotation before its article is shown."""


class Preview(PageView, can_focus=False):
    """The article around the annotation under the cursor."""

    DEFAULT_CSS = "Preview { width: 1fr; height: 1fr; border-left: solid $line; }"


class NotesScreen(FullScreen[messages.ArticleOpened | messages.ReviewAsked | None]):
    """Lists annotations; gives back the article to open, or ``None`` when it was left."""

    where = (Where.NOTES,)
    offered = frozenset({Where.NOTES})
    DEFAULT_CSS = """
    NotesScreen {
        layout: vertical; background: $ground;
        & > #notes-top { height: 1; background: $raised; }
        & #notes-words { width: auto; background: $raised; }
        & #notes-filter {
            width: 1fr; background: $raised; color: $text; border: none; padding: 0 1;
        }
        & #notes-filter:focus { background: $cursor; }
        & #notes-filter > .input--placeholder { color: $quiet; }
        & #notes-panes { height: 1fr; }
        & NotesList { width: 1fr; }
        & #notes-footer { background: $raised; }
    }
    """

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._grouping = Grouping.NEWEST
        self._trash = False
        self._found = Found((), {}, ())
        self._list = NotesList(id="notes-list")
        self._filter = Input(
            placeholder="/ to find in passages, notes and tags", compact=True, id="notes-filter"
        )
        self._preview = Preview(id="notes-preview")
        self._words = RoleLine(id="notes-words")
        self._footer = Footer(id="notes-footer")
        self._reading: Reading | None = None

    @property
    def culm(self) -> CulmApp:
        """The app, which is always this one."""
        return cast("CulmApp", self.app)

    def compose(self) -> ComposeResult:
        with Horizontal(id="notes-top"):
            yield self._words
            yield self._filter
        with Horizontal(id="notes-panes"):
            yield self._list
            yield self._preview
        yield self._footer

    def on_mount(self) -> None:
        self._list.focus()
        self.on_resize()
        self._reload()

    def on_resize(self) -> None:
        self._preview.display = self.size.width >= PREVIEW_FROM
        self._show_preview()

    # What is shown

    def look_again(self) -> None:
        """Somebody else changed what is listed here."""
        if self.is_mounted:
            self._reload()

    def _reload(self) -> None:
        self._start(self._load, "load", exclusive=True)

    async def _load(self) -> None:
        text = self._filter.value
        trash, grouping = self._trash, self._grouping
        try:
            self._found = await self._do(lambda library: gather(library, text, trash, grouping))
        except CulmError as error:
            self.culm.tell(str(error), problem=True)
            return
        found = self._found
        self._list.show(
            found.annotations, found.rows, grouping, self._nothing(text), found.subjects
        )
        self._say_what_is_shown()

    def _nothing(self, text: str) -> str:
        if text.strip():
            return "Nothing has these words."
        if self._trash:
            return "The trash is empty."
        return "Nothing is marked yet. In an article: s, then Enter."

    def _say_what_is_shown(self) -> None:
        title = "Trash" if self._trash else "Notes"
        count = wording.counted(len(self._found.annotations), "mark")
        chosen = f" · {self._list.chosen_count} chosen" if self._list.chosen_count else ""
        key = key_of(self.app, "review.open")
        waiting = f"{self._found.waiting:,} wait, {key} " if self._found.waiting and key else ""
        line = Line(
            (
                Piece(f" {title} ", "strong"),
                Piece(f" {count} · {self._grouping.value}{chosen} ", "quiet"),
                Piece(waiting, "strong"),
            )
        )
        self._words.say(line)
        self._words.styles.width = sum(len(piece.text) for piece in line.left)

    def _start(self, work: WorkType[None], group: str, *, exclusive: bool = False) -> None:
        """Begin ``work``; with ``exclusive``, in the place of what the group is doing."""
        self.run_worker(work, group=group, exclusive=exclusive)

    async def _do(self, work: Callable[[Library], T]) -> T:
        return await with_library(work, self._library)

    @on(NoteHighlighted)
    def _highlighted(self, message: NoteHighlighted) -> None:
        message.stop()
        self._say_what_is_shown()
        if self._preview.display:
            self.set_timer(REST, self._show_preview, name="preview")

    def _show_preview(self) -> None:
        if self._preview.display:
            self._start(partial(self._preview_of, self._list.current), "preview", exclusive=True)

    async def _preview_of(self, annotation: Annotation | None) -> None:
        if annotation is None:
            self._reading = None
            self._preview.lay(Page("", (), 40), (), marks_of(()))
            return
        if self._reading is None or self._reading.article.key != annotation.article:
            try:
                self._reading = await self._do(
                    lambda library: library.reading(library.find(annotation.article))
                )
            except NotFound:
                self._reading = None
                page = Page(annotation.exact, (), self._preview.text_width)
                self._preview.lay(page, (), marks_of(()))
                return
        else:
            article = self._reading.article
            placed = await self._do(
                lambda library: library.notes.placed(article.key, article.version, article.text)
            )
            self._reading = replace(self._reading, annotations=tuple(placed))
        self._lay_preview(self._reading, annotation)

    def _lay_preview(self, reading: Reading, annotation: Annotation) -> None:
        article = reading.article
        page = Page(article.text, article.zones, self._preview.text_width, facts.head(reading))
        marks = marks_of(reading.annotations)
        self._preview.lay(page, (text_layer(reading, page), marks.layer), marks)
        mark = marks.find(annotation.id)
        self._preview.put_caret(mark.span.start if mark else annotation.start)

    # Moving, also while a line is being typed

    def action_filter(self) -> None:
        self._filter.focus()

    @on(Input.Changed, "#notes-filter")
    def _filter_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._reload()

    def action_move(self, delta: int) -> None:
        self._list.action_move(delta)

    def action_page(self, pages: float) -> None:
        self._list.action_page(pages)

    def action_top(self) -> None:
        self._list.action_top()

    def action_bottom(self) -> None:
        self._list.action_bottom()

    def action_choose(self) -> None:
        self._list.choose()

    def action_choose_all(self) -> None:
        self._list.choose_all()

    def action_close(self) -> None:
        line = self._filter
        if line.has_focus:
            self._list.focus()
        elif line.value:
            line.value = ""
        elif not self._list.choose_none():
            self.dismiss(None)

    def action_review(self) -> None:
        self.dismiss(messages.ReviewAsked())

    def action_regroup(self) -> None:
        order = tuple(Grouping)
        self._grouping = order[(order.index(self._grouping) + 1) % len(order)]
        self._reload()

    def action_show_trash(self) -> None:
        self._trash = not self._trash
        self._list.choose_none()
        self._reload()

    @on(NoteOpened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self._filter.has_focus:
            self._list.focus()
        elif self._list.current is not None:
            self._start(partial(self._open, self._list.current), "open", exclusive=True)

    async def _open(self, annotation: Annotation) -> None:
        try:
            number, span = await self._do(lambda library: passage(library, annotation))
        except NotFound:
            self.culm.tell("The article is no longer in the library.", problem=True)
            return
        self.dismiss(messages.ArticleOpened(number, span))

    # Changing

    def _change(self, work: Callable[[Library], object], done: str = "") -> None:
        self._start(partial(self._changed, work, done), "change")

    async def _changed(self, work: Callable[[Library], object], done: str) -> None:
        try:
            outcome = await self._do(work)
        except CulmError as error:
            self.culm.tell(str(error), problem=True)
        else:
            words = outcome if isinstance(outcome, str) else done
            if isinstance(outcome, Refused):
                self._ask_which(outcome)
            elif words:
                self.culm.tell(words)
        await self._load()

    def _ask_which(self, refused: Refused) -> None:
        """Ask which of two versions of an annotation stays; what is not decided is a draft."""

        def decided(verdict: Verdict | None) -> None:
            if verdict is not None:
                self._change(lambda library: settled(library.notes, refused, verdict))
            elif keep_as_draft(self.app, refused):
                self.culm.tell("Left as it is there now; a brings back what you wrote.")

        self.app.push_screen(ConflictScreen(refused), decided)

    async def action_note(self, tags: bool = False) -> None:
        one = self._list.current
        if one is None:
            return
        annotation = one

        def save(written: Wording | None) -> None:
            if written is not None:
                self._change(
                    lambda library: tried(
                        library.notes,
                        annotation,
                        lambda notes, now: notes.edit(
                            now.id,
                            now.revision,
                            note=written.note,
                            tags=written.tags,
                            colour=written.colour,
                        ),
                    )
                )

        before = Wording(annotation.note, annotation.tags, annotation.colour)
        editor = NoteEditor(
            before, annotation.exact, lambda: self._found.tags, on_tags=tags, about=annotation.id
        )
        await self.app.push_screen(editor, save)

    async def action_edit_tags(self) -> None:
        chosen = self._list.chosen
        if len(chosen) < 2:
            await self.action_note(tags=True)
            return
        ids = [one.id for one in chosen]
        title = f"Tags to add to {len(ids)} marks; -tag takes one off"

        def save(tags: tuple[str, ...] | None) -> None:
            if tags:
                self._change(
                    lambda library: library.notes.edit_all(
                        ids,
                        add_tags=[tag for tag in tags if not tag.startswith("-")],
                        remove_tags=[tag[1:] for tag in tags if tag.startswith("-")],
                    ),
                    f"Tags of {len(ids)} marks changed; u takes that back.",
                )

        await self.app.push_screen(TagsScreen(title, (), self._found.tags), save)

    def action_recolour(self, number: int) -> None:
        ids = [one.id for one in self._list.chosen]
        colour = tuple(Colour)[number - 1]
        if ids:
            self._change(lambda library: library.notes.edit_all(ids, colour=colour))

    def action_trash(self) -> None:
        ids = [one.id for one in self._list.chosen]
        if not ids:
            return
        if self._trash:
            self.culm.tell("That lies in the trash already; r takes it out.")
            return
        words = f"{wording.counted(len(ids), 'mark')} moved to the trash; u takes that back."
        self._change(lambda library: library.notes.remove(*ids), words)

    def action_restore(self) -> None:
        ids = [one.id for one in self._list.chosen]
        if ids and self._trash:
            words = f"{wording.counted(len(ids), 'mark')} taken out of the trash."
            self._change(lambda library: library.notes.restore(*ids), words)

    def action_undo(self) -> None:
        self._change(lambda library: library.notes.undo() or "Nothing to undo.")

    def action_redo(self) -> None:
        self._change(lambda library: library.notes.redo() or "Nothing to do again.")

    def action_yank(self) -> None:
        chosen = self._list.chosen
        if chosen:
            self.app.copy_to_clipboard("\n\n".join(one.exact for one in chosen))
            self.culm.tell(f"{wording.counted(len(chosen), 'passage')} copied.")

    async def action_export(self) -> None:
        chosen = self._list.chosen if self._list.chosen_count else list(self._found.annotations)
        if not chosen:
            self.culm.tell("There is nothing to export.")
            return

        def save(path: object) -> None:
            if path is not None:
                self._start(partial(self._export, str(path), chosen), "export")

        await self.app.push_screen(ExportScreen(wording.counted(len(chosen), "mark")), save)

    async def _export(self, path: str, chosen: Sequence[Annotation]) -> None:
        try:
            written = await self._do(lambda library: write(Path(path), chosen, library))
        except (CulmError, OSError, ValueError) as error:
            self.culm.tell(f"Not written: {error}", problem=True)
        else:
            self.culm.tell(f"Written to {written}")

    def offer(self, begun: Keys) -> None:
        """Have the footer show the keys that mean something now, after the keys ``begun``."""
        places = [where for _, where in self.culm.places()]
        self._footer.offer(chips_for(self.culm.keymap_now, places, begun))

    def on_descendant_focus(self) -> None:
        self.culm.offer_keys()
