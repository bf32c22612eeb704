"""The ground of the notes screen: annotations to find, to go through, to read in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.timer import Timer
from textual.widgets import Input

from index.errors import CulmError, NotFound
from index.notes.asking import asked
from index.notes.model import Annotation
from tui import messages, wording, workers
from tui.commands import Where
from tui.keymap import Keys
from tui.opened import FullScreen
from tui.screens.changing import Changing
from tui.screens.moving import Moves, MovesList
from tui.screens.notes_found import Found, gather, passage
from tui.widgets.footer import Footer, chips_for
from tui.widgets.hints import key_of
from tui.widgets.lines import Line, Piece
from tui.widgets.note_items import Grouping
from tui.widgets.note_preview import NotePreview
from tui.widgets.notes_list import NoteHighlighted, NoteOpened, NotesList
from tui.widgets.role_line import RoleLine

if TYPE_CHECKING:
    from textual.worker import Worker

    from index.library import Library

TO_TYPE = ("words, tag:NAME, colour:NAME", "words, tag:NAME", "words", "")
"""What one can find by: the first that fits is said."""
BESIDE_FROM, BELOW_FROM = 90, 20
"""Cells from which the article is shown beside the list, rows from which below it."""
_FILTER_PADDING = 2
REST = 0.08
"""Seconds that the cursor must rest on an annotation before its article is shown."""


class NotesPart(
    FullScreen[messages.ArticleOpened | messages.ReviewAsked | None], Changing, MovesList
):
    """A list of annotations, a line to find in them, the article of the one under the cursor."""

    where = (Where.NOTES,)
    offered = frozenset({Where.NOTES})
    DEFAULT_CSS = """
    NotesPart {
        layout: vertical; background: $ground;
        & > #notes-top { height: 1; background: $raised; }
        & #notes-words { width: auto; background: $raised; }
        & #notes-filter {
            width: 1fr; background: $raised; color: $text; border: none; padding: 0 1;
        }
        & #notes-filter:focus { background: $cursor; }
        & #notes-filter > .input--placeholder { color: $quiet; }
        & #notes-panes { height: 1fr; layout: horizontal; }
        & NotesList { width: 1fr; height: 1fr; }
        & #notes-footer { background: $raised; }
        &.-narrow #notes-panes { layout: vertical; }
        &.-narrow NotePreview { border-left: none; border-top: solid $line; }
    }
    """

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._grouping = Grouping.NEWEST
        self._trash = False
        self._waiting: int | None = None
        """How many annotations wait for a person; ``None`` while that is to be counted."""
        self._loads = 0
        self._resting: Timer | None = None
        self._found = Found((), {}, ())
        self._list = NotesList(id="notes-list")
        self._filter = Input(placeholder=TO_TYPE[0], compact=True, id="notes-filter")
        self._preview = NotePreview(library, id="notes-preview")
        self._words = RoleLine(id="notes-words")
        self._footer = Footer(id="notes-footer")

    def compose(self) -> ComposeResult:
        with Horizontal(id="notes-top"):
            yield self._words
            yield self._filter
        with Container(id="notes-panes"):
            yield self._list
            yield self._preview
        yield self._footer

    def on_mount(self) -> None:
        self.set_focus(self._list)
        self.on_resize()
        self.awaits(self._reload())

    def on_resize(self) -> None:
        is_narrow = self.size.width < BESIDE_FROM
        self.set_class(is_narrow, "-narrow")
        self._preview.display = not is_narrow or self.size.height >= BELOW_FROM
        self._say_what_is_shown()
        self._show_preview()

    # What is shown

    def look_again(self) -> None:
        """Somebody else changed what is listed here."""
        if self.is_mounted:
            self._reload()

    def _reload(self) -> Worker[None]:
        self._waiting = None
        return workers.run(self, self._load, group="load", exclusive=True)

    async def load_again(self) -> None:
        await self._load()

    async def _load(self) -> None:
        self._loads += 1
        this = self._loads
        text = self._filter.value
        trash, grouping, waiting = self._trash, self._grouping, self._waiting
        try:
            asked(text)
            found = await self.do(lambda library: gather(library, text, trash, grouping, waiting))
        except CulmError as error:
            # What is asked for may only be half typed.
            nothing = Found((), {}, self._found.tags, self._found.waiting)
            self._show(nothing, Grouping.NEWEST, str(error))
            return
        # What was asked for before the last key may come after what that asked for.
        if this == self._loads:
            self._waiting = found.waiting
            self._show(found, grouping, self._nothing(text))

    def _show(self, found: Found, grouping: Grouping, empty: str) -> None:
        self._found = found
        self._list.show(found.annotations, found.rows, grouping, empty, found.subjects)
        self._say_what_is_shown()

    def _nothing(self, text: str) -> str:
        if text.strip():
            return "Nothing is like that."
        if self._trash:
            return "The trash is empty."
        keys = key_of(self.app, "mark.sentence"), key_of(self.app, "mark.take")
        return f"Nothing is marked yet. In an article: {', then '.join(filter(None, keys))}."

    @property
    def under_way(self) -> str:
        """What is being done meanwhile, in a few words; empty when nothing is."""
        return ""

    def _say_what_is_shown(self) -> None:
        title = "Trash" if self._trash else "Notes"
        count = wording.counted(len(self._found.annotations), "mark")
        chosen = f" · {self._list.chosen_count} chosen" if self._list.chosen_count else ""
        key = key_of(self.app, "review.open")
        number = self._found.waiting
        wait = "waits" if number == 1 else "wait"
        waiting = f"{number:,} {wait}, {key} " if number and key else ""
        line = Line(
            (
                Piece(f" {title} ", "strong"),
                Piece(f" {count} · {self._grouping.value}{chosen} ", "quiet"),
                Piece(self.under_way or waiting, "strong"),
            )
        )
        is_finding = self._filter.has_focus or bool(self._filter.value)
        self._filter.display = is_finding
        width = sum(len(piece.text) for piece in line.left)
        self._words.styles.width = width if is_finding else "1fr"
        room = self.size.width - width - _FILTER_PADDING
        if is_finding:
            self._filter.placeholder = next((said for said in TO_TYPE if len(said) <= room), "")
            self._words.say(line)
        else:
            self._words.say(Line(line.left, self._how_to_find(room)))

    def _how_to_find(self, room: int) -> tuple[Piece, ...]:
        """The key that finds, and by what, in so many cells."""
        key = key_of(self.app, "notes.filter")
        for said in TO_TYPE if key else ():
            words = f" find by {said} " if said else " find "
            if len(key) + len(words) <= room:
                return Piece(key, "strong"), Piece(words, "quiet")
        return ()

    def on_descendant_focus(self) -> None:
        self._say_what_is_shown()

    def on_descendant_blur(self) -> None:
        self._say_what_is_shown()

    def on_click(self, event: events.Click) -> None:
        if event.widget is self._words:
            self.action_filter()

    @on(NoteHighlighted)
    def _highlighted(self, message: NoteHighlighted) -> None:
        message.stop()
        self._say_what_is_shown()
        if self._preview.display:
            if self._resting is not None:
                self._resting.stop()
            self._resting = self.set_timer(REST, self._show_preview, name="preview")

    def _show_preview(self) -> None:
        if self._preview.display:
            shown = self._list.current
            workers.run(self, self._preview.follow, shown, group="preview", exclusive=True)

    def offer(self, begun: Keys) -> None:
        """Have the footer show the keys that mean something now, what takes away the last."""
        places = [where for _, where in self.culm.places()]
        chips = chips_for(self.culm.keymap_now, places, begun)
        chips.sort(key=lambda chip: chip[2] == "mark.trash")
        self._footer.offer(chips, begun)

    # Moving, also while a line is being typed

    def action_filter(self) -> None:
        self._filter.display = True
        self.set_focus(self._filter)

    @on(Input.Changed, "#notes-filter")
    def _filter_changed(self, event: Input.Changed) -> None:
        event.stop()
        # How many wait does not hang on what is asked for.
        self.awaits(workers.run(self, self._load, group="load", exclusive=True))

    @property
    def moved(self) -> Moves:
        return self._list

    def action_choose(self) -> None:
        self._list.choose()

    def action_choose_all(self) -> None:
        self._list.choose_all()

    def action_close(self) -> None:
        line = self._filter
        if line.has_focus:
            self.set_focus(self._list)
        elif line.value:
            line.value = ""
        elif not self._list.choose_none():
            self.dismiss(None)

    def action_review(self) -> None:
        self.dismiss(messages.ReviewAsked())

    def action_regroup(self) -> None:
        order = tuple(Grouping)
        self._grouping = order[(order.index(self._grouping) + 1) % len(order)]
        self.awaits(self._reload())

    def action_show_trash(self) -> None:
        self._trash = not self._trash
        self._list.choose_none()
        self.awaits(self._reload())

    @on(NoteOpened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self._filter.has_focus:
            self.set_focus(self._list)
        elif self._list.current is not None:
            workers.run(self, self._open, self._list.current, group="open", exclusive=True)

    async def _open(self, annotation: Annotation) -> None:
        try:
            number, span = await self.do(lambda library: passage(library, annotation))
        except NotFound:
            self.culm.tell("The article is no longer in the library.", problem=True)
            return
        self.dismiss(messages.ArticleOpened(number, span))
