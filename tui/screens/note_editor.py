"""A small editor for the note of an annotation: Markdown, tags, colour.

Saving needs one key (``ctrl+s`` or ``ctrl+enter``); leaving asks only when
something would be lost. ``ctrl+e`` hands the note to ``$EDITOR``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.content import Content
from textual.geometry import Size
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from index.notes.model import Colour
from index.sanitise import canonical_text
from tui.commands import Where
from tui.drafts import Draft, Drafts, drafts_of, keep, let_go
from tui.keymap import parse_keys
from tui.many_lines import ManyLines
from tui.markdown_lines import begins_with, goes_on
from tui.opened import Dialog
from tui.outside_editor import edit_outside
from tui.rendering.cells import fit
from tui.screens.tags import TagSuggester, line_of, split_tags
from tui.widgets.hints import HintedBox, hints_of, key_of, keymap_of
from tui.widgets.lines import Line, Piece
from tui.widgets.reader_look import BARS, DIGITS
from tui.widgets.reader_marking import Wording
from tui.widgets.role_line import RoleLine

DRAFT_SECONDS = 1.0
"""Seconds between two writings of a draft."""
_ROOM_FOR_WORDS = 50
"""Cells from which the key for another colour is told with words."""
LOWEST, HIGHEST = 7, 15
"""Rows of the box."""
AIRY_FROM = 11
"""Rows of the box from which there is room for blank lines around the note."""
JOINERS = ("\u200c", "\u200d")
"""Letters without a picture that are typed: Persian words and families of emoji need them."""
PROBLEM_SECONDS = 12.0
"""Seconds for which it is told what went wrong in an editor: it may name a file."""


class NoteText(ManyLines, TextArea):
    """The field of the note."""

    gives_keys_to = (Where.EDITOR,)

    async def _on_key(self, event: events.Key) -> None:
        # Asked before the field itself, which takes no letter that nothing is drawn for.
        if event.character in JOINERS:
            event.stop()
            event.prevent_default()
            self.insert(event.character)
            return
        # At the end of an item the list goes on, and on an item without words it ends.
        if event.key != "enter":
            return
        row, column = self.cursor_location
        line = self.document.get_line(row)
        begins = begins_with(line)
        if not begins or not self.selection.is_empty or column < len(line):
            return
        event.stop()
        event.prevent_default()
        if line == begins:
            self.replace("", (row, 0), (row, column))
        else:
            self.insert(f"\n{goes_on(line)}")

    def take(self, text: str) -> None:
        """Have another text, with the cursor at its end; undo brings the present one back."""
        self.replace(text, (0, 0), self.document.end)
        self.move_cursor(self.document.end)


class NoteTags(Input):
    """The field of the tags."""

    gives_keys_to = (Where.EDITOR,)

    async def _on_key(self, event: events.Key) -> None:
        if event.character in JOINERS:
            event.stop()
            event.prevent_default()
            self.insert_text_at_cursor(event.character)


class NoteEditor(Dialog[Wording | None]):
    """Edits a note; gives back what was written, or ``None`` when it was left."""

    where = (Where.EDITOR,)
    DEFAULT_CSS = """
    NoteEditor {
        & > #note-box {
            width: 96; max-width: 100%; max-height: 100%;
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
        passage: range = range(0),
    ) -> None:
        """``quote`` is the passage the note is about; ``on_tags`` puts the cursor on the tags.

        ``about`` is that passage's name among the drafts; without it none is kept. ``passage``
        are the rows of the terminal in which the passage stands: they are left in sight.
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
        self._passage = passage
        self._arranged_for = Size(0, 0)
        self._draft_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        box = HintedBox(id="note-box")
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
        self._arrange()

    def on_resize(self, event: events.Resize) -> None:
        if self._arranged_for != event.size:
            # Where the passage went is not known.
            self._passage = range(0)
            self._arrange()

    def _arrange(self) -> None:
        """Leave the passage in sight; where there is no room for it beside the box, tell it."""
        self._arranged_for = self.size
        rows, passage = self.size.height, self._passage
        height = max(LOWEST, min(HIGHEST, (rows - 1) // 2))
        on_top = passage.start > rows - passage.stop
        covered = range(height) if on_top else range(rows - height, rows)
        is_seen = bool(passage) and not any(row in covered for row in passage)
        self.styles.align = ("center", "top" if on_top and is_seen else "bottom")
        height = height if is_seen else HIGHEST
        self.query_one("#note-box").styles.height = height
        self.query_one("#note-text").styles.margin = (1, 0) if height >= AIRY_FROM else 0
        self.query_one("#note-quote").display = not is_seen
        self._say_colours()

    @property
    def _drafts(self) -> Drafts | None:
        return drafts_of(self.app) if self._about else None

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

    def _leave_draft(self) -> None:
        """End with what was written as a draft: Escape pressed twice is soon done."""
        if self._about:
            keep(self.app, self._about, self._as_draft())
            words = f"Not saved. {key_of(self.app, 'mark.note')} there goes on with what you wrote."
            self.app.notify(words, markup=False)
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
        words = " another colour" if self.size.width >= _ROOM_FOR_WORDS else ""
        pieces.append(Piece(f"  {key_of(self.app, 'note.colour')}{words}", "quiet"))
        self.query_one(RoleLine).say(Line(tuple(pieces)))
        self.query_one("#note-box", HintedBox).offer(
            [f"Leave without saving? {key_of(self.app, 'note.leave')} yes", "any other key no"]
            if self._leaving
            else hints_of(
                self.app,
                ("note.save", "save"),
                ("note.outside", "$EDITOR"),
                ("note.leave", "leave"),
            )
        )

    def action_save(self) -> None:
        written = self.written
        if self._about and written != self._before:
            # It stays a draft until whoever saves it has it on disk.
            keep(self.app, self._about, self._as_draft())
        self.dismiss(written)

    def action_leave(self) -> None:
        if self.written == self._before:
            self._leave()
        elif self._leaving:
            self._leave_draft()
        else:
            self._leaving = True
            self._say_colours()

    def answers_question(self, key: str) -> bool:
        """Whether ``key`` is the no to whether to leave; it is then used up."""
        keys_of = keymap_of(self.app).keys_of
        yes_or_saved = map(parse_keys, (*keys_of("note.leave"), *keys_of("note.save")))
        if not self._leaving or any(key in keys for keys in yes_or_saved):
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

    async def action_outside(self) -> None:
        text = self.query_one(NoteText)
        if self._drafts is not None:
            # Nothing here runs until the editor ends, which may be never.
            await asyncio.to_thread(self._drafts.write)
        try:
            with self.app.suspend():
                edited = edit_outside(text.text)
        except SuspendNotSupported:
            self._tell("This terminal cannot be lent to an editor.")
            return
        if edited.note is not None:
            text.take(edited.note)
        if edited.problem:
            self._tell(edited.problem)
        self.app.refresh()

    def _tell(self, problem: str) -> None:
        self.app.notify(problem, markup=False, severity="error", timeout=PROBLEM_SECONDS)
