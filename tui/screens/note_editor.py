"""A small editor for the note of an annotation: Markdown, tags, colour.

Saving needs one key (``ctrl+s`` or ``ctrl+enter``); leaving asks only when
something would be lost. ``ctrl+e`` hands the note to ``$EDITOR``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from index.notes.model import Colour
from index.readers.sanitise import canonical_text
from tui.commands import BY_ID, COMMANDS, Where
from tui.drafts import Draft, Drafts, keep, let_go
from tui.outside_editor import edit_outside
from tui.rendering.cells import fit
from tui.screens.opened import Dialog
from tui.screens.tags import TagSuggester, line_of, split_tags
from tui.widgets.lines import Line, Piece
from tui.widgets.reader_look import BARS, DIGITS
from tui.widgets.reader_marking import Wording
from tui.widgets.role_line import RoleLine

DRAFT_SECONDS = 1.0
"""Seconds between two writings of a draft."""
PROBLEM_SECONDS = 12.0
"""Seconds for which it is told what went wrong in an editor: it may name a file."""


# A field keeps the keys that edit text; these it gives to the commands of the editor.
_FOR_COMMANDS = [
    Binding(key, f"screen.{command.action}", command.title)
    for command in COMMANDS
    if Where.EDITOR in command.where
    for key in command.keys
]


class NoteText(TextArea):
    """The field of the note."""

    BINDINGS: ClassVar[list[BindingType]] = [*_FOR_COMMANDS]


class NoteTags(Input):
    """The field of the tags."""

    BINDINGS: ClassVar[list[BindingType]] = [*_FOR_COMMANDS]


class NoteEditor(Dialog[Wording | None]):
    """Edits a note; gives back what was written, or ``None`` when it was left."""

    where = (Where.EDITOR,)
    DEFAULT_CSS = """
    NoteEditor {
        align: center bottom;
        & > #note-box {
            width: 96; max-width: 100%; height: 15; max-height: 100%;
            background: $raised; border: round $line; border-title-color: $focus;
            border-title-style: bold; border-subtitle-color: $quiet; padding: 0 1;
        }
        & #note-quote { height: auto; max-height: 3; color: $quiet; text-style: italic; }
        & #note-text {
            height: 1fr; min-height: 2; border: none; padding: 0; margin: 1 0;
            background: $raised; color: $text;
        }
        & #note-text .text-area--cursor-line { background: $raised; }
        & #note-tags { height: 1; border: none; padding: 0; background: $raised; color: $text; }
        & #note-tags > .input--placeholder, & #note-tags > .input--suggestion { color: $quiet; }
        & #note-colours { height: 1; background: $raised; }
    }
    """

    def __init__(
        self,
        wording: Wording,
        quote: str = "",
        known_tags: Callable[[], Sequence[str]] = tuple,
        *,
        on_tags: bool = False,
        about: str = "",
    ) -> None:
        """``quote`` is the passage the note is about; ``on_tags`` puts the cursor on the tags.

        ``about`` is that passage's name among the drafts; without it none is kept.
        """
        super().__init__()
        self._before = wording
        self._colour = wording.colour
        self._quote = " ".join(quote.split())
        self._known = known_tags
        self._known_tags: Sequence[str] = ()
        self._on_tags = on_tags
        self._leaving = False
        self._about = about
        self._draft_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        box = Vertical(id="note-box")
        box.border_title = Content("Note")
        with box:
            yield Static(Content(fit(self._quote, 240)), id="note-quote", markup=False)
            yield NoteText(self._before.note, id="note-text", soft_wrap=True, tab_behavior="focus")
            yield NoteTags(
                line_of(self._before.tags),
                placeholder="tags, separated by commas",
                suggester=TagSuggester(self._tags),
                id="note-tags",
                compact=True,
                # Else what is typed there would take the place of the tags.
                select_on_focus=False,
            )
            yield RoleLine(id="note-colours")

    def on_mount(self) -> None:
        text = self.query_one(TextArea)
        text.move_cursor(text.document.end)
        self.set_focus(self.query_one(Input) if self._on_tags else text)
        self.run_worker(self._fetch_tags, thread=True, exit_on_error=False)
        self._take_draft()
        self._say_colours()

    @property
    def _drafts(self) -> Drafts | None:
        return getattr(self.app, "drafts", None) if self._about else None

    def _take_draft(self) -> None:
        """Go on with what was being written when culm ended suddenly."""
        draft = self._drafts.get(self._about) if self._drafts is not None else None
        if draft is None:
            return
        text = self.query_one(TextArea)
        text.load_text(canonical_text(draft.note))
        text.move_cursor(text.document.end)
        self.query_one(Input).value = " ".join(canonical_text(draft.tags).split())
        if draft.colour in set(Colour):
            self._colour = Colour(draft.colour)
        self.query_one("#note-box").border_title = Content("Note · draft restored")

    def _keep_draft(self) -> None:
        """Write down what stands here, at most once a second and beside the event loop."""
        drafts = self._drafts
        if drafts is None:
            return
        if self.written == self._before:
            drafts.drop(self._about)
        else:
            drafts.put(self._about, self._as_draft())
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_SECONDS, self._write_draft)

    def _as_draft(self) -> Draft:
        text, tags = self.query_one(TextArea).text, self.query_one(Input).value
        return Draft(text, tags, self._colour.value)

    def _write_draft(self) -> None:
        self._draft_timer = None
        if self._drafts is not None:
            self.app.run_worker(self._drafts.write, thread=True, exit_on_error=False)

    def _leave(self) -> None:
        """End without anything to save; no draft is needed any more."""
        if self._about:
            let_go(self.app, self._about)
        self.dismiss(None)

    def _fetch_tags(self) -> None:
        self._known_tags = self._known()

    def _tags(self) -> Sequence[str]:
        return self._known_tags

    @property
    def written(self) -> Wording:
        """What stands in the editor now."""
        return Wording(
            canonical_text(self.query_one(TextArea).text).strip(),
            split_tags(self.query_one(Input).value),
            self._colour,
        )

    def _say_colours(self) -> None:
        pieces: list[Piece] = []
        for colour in Colour:
            chosen = colour is self._colour
            words = f"[{DIGITS[colour]} {colour.value}]" if chosen else f" {BARS[colour]} "
            pieces.append(Piece(words, f"bar-{colour.value}"))
        pieces.append(Piece("  ctrl+t another colour", "quiet"))
        self.query_one(RoleLine).say(Line(tuple(pieces)))
        box = self.query_one("#note-box")
        box.border_subtitle = Content(
            "Leave without saving? Esc yes · any other key no"
            if self._leaving
            else "ctrl+s save · ctrl+e $EDITOR · Esc leave"
        )

    def action_save(self) -> None:
        written = self.written
        if self._about and written != self._before:
            # It stays a draft until whoever saves it has it on disk.
            keep(self.app, self._about, self._as_draft())
        self.dismiss(written)

    def action_leave(self) -> None:
        if self._leaving or self.written == self._before:
            self._leave()
        else:
            self._leaving = True
            self._say_colours()

    def answers_question(self, key: str) -> bool:
        """Whether ``key`` is the no to whether to leave; it is then used up."""
        if not self._leaving or key in BY_ID["note.leave"].keys + BY_ID["note.save"].keys:
            return False
        self._leaving = False
        self._say_colours()
        return True

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self) -> None:
        self._keep_draft()
        if self._leaving:
            self._leaving = False
            self._say_colours()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_colour(self) -> None:
        colours = tuple(Colour)
        self._colour = colours[(colours.index(self._colour) + 1) % len(colours)]
        self._keep_draft()
        self._say_colours()

    def action_outside(self) -> None:
        text = self.query_one(TextArea)
        if self._drafts is not None:
            # Nothing here runs until the editor ends, which may be never.
            self._drafts.write()
        try:
            with self.app.suspend():
                edited = edit_outside(text.text)
        except SuspendNotSupported:
            self._tell("This terminal cannot be lent to an editor.")
            return
        if edited.note is not None:
            text.load_text(edited.note)
            text.move_cursor(text.document.end)
        if edited.problem:
            self._tell(edited.problem)
        self.app.refresh()

    def _tell(self, problem: str) -> None:
        self.app.notify(problem, markup=False, severity="error", timeout=PROBLEM_SECONDS)
