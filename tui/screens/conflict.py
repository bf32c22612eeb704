"""An annotation that changed elsewhere while it was being changed here: which one stays?"""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from index.notes.model import Annotation
from tui import wording
from tui.commands import Where
from tui.opened import Dialog
from tui.refusals import Refused, Verdict
from tui.widgets.hints import HintedBox, hints_of
from tui.widgets.lines import Line, Piece
from tui.widgets.reader_look import DIGITS
from tui.widgets.role_line import RoleLine

SIDE_BY_SIDE_FROM = 70
"""Cells from which the two versions stand beside each other."""
_HINTS = (
    ("conflict.mine", "keep yours"),
    ("conflict.theirs", "what is there"),
    ("conflict.both", "both"),
    ("screen.close", "later"),
)


class Version(Vertical):
    """One of the two versions: whose it is, its look, its note."""

    def __init__(self, whose: str, one: Annotation, other: Annotation) -> None:
        super().__init__(classes="conflict-version")
        self._whose, self._one, self._other = whose, one, other
        self._head = RoleLine()

    def compose(self) -> ComposeResult:
        yield self._head
        for words, role in _told(self._one, self._other):
            yield Static(Content(words), classes=f"conflict-{role}", markup=False)

    def on_mount(self) -> None:
        colour = self._one.colour
        self._head.say(
            Line(
                (
                    Piece(f"{self._whose} ", "strong"),
                    Piece(f" {DIGITS[colour]} {colour.value}", f"bar-{colour.value}"),
                )
            )
        )


class ConflictScreen(Dialog[Verdict | None]):
    """Shows both versions; gives back which one stays, or ``None`` when that is left open."""

    where = (Where.CONFLICT,)
    DEFAULT_CSS = """
    ConflictScreen {
        align: center middle;
        & > #conflict-box {
            width: 100; max-width: 100%; height: auto; max-height: 100%; background: $raised;
            border: round $line; border-title-color: $focus; border-title-style: bold;
            border-subtitle-color: $quiet; padding: 0 1;
        }
        & #conflict-scroll { height: auto; max-height: 100%; background: $raised; }
        & #conflict-scroll > Horizontal { height: auto; }
        & .conflict-version { width: 1fr; height: auto; padding: 0 1; }
        & .conflict-version RoleLine { width: 1fr; height: 1; background: $raised; }
        & .conflict-facts { color: $quiet; height: auto; }
        & .conflict-note { color: $text; height: auto; margin: 1 0; }
        &.-narrow #conflict-scroll > Horizontal { layout: vertical; }
        &.-narrow .conflict-version { width: 100%; }
    }
    """

    def __init__(self, refused: Refused) -> None:
        super().__init__()
        self._refused = refused

    def compose(self) -> ComposeResult:
        theirs, mine = self._refused.theirs, self._refused.mine
        box = HintedBox(id="conflict-box")
        box.border_title = Content("Changed elsewhere meanwhile")
        with box, VerticalScroll(id="conflict-scroll", can_focus=False), Horizontal():
            yield Version("There now", theirs, mine)
            yield Version("Yours", mine, theirs)

    def on_mount(self) -> None:
        hints = [one for one in _HINTS if one[0] != "conflict.both" or self._refused.can_have_both]
        self.query_one(HintedBox).offer(hints_of(self.app, *hints))
        self.on_resize()

    def on_resize(self) -> None:
        self.set_class(self.size.width < SIDE_BY_SIDE_FROM, "-narrow")

    def action_keep(self, verdict: str) -> None:
        if verdict != Verdict.BOTH or self._refused.can_have_both:
            self.dismiss(Verdict(verdict))

    def action_close(self) -> None:
        self.dismiss(None)

    def action_move(self, lines: int) -> None:
        self.query_one("#conflict-scroll").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: float) -> None:
        scroll = self.query_one("#conflict-scroll")
        scroll.scroll_relative(y=int(pages * scroll.size.height), animate=False)

    def action_top(self) -> None:
        self.query_one("#conflict-scroll").scroll_home(animate=False)

    def action_bottom(self) -> None:
        self.query_one("#conflict-scroll").scroll_end(animate=False)


def _told(one: Annotation, other: Annotation) -> Iterator[tuple[str, str]]:
    """What a version says, with the roles of the words; the passage only if they differ in it."""
    if one.deleted is not None:
        yield "in the trash", "facts"
    if (one.start, one.end) != (other.start, other.end):
        words = wording.counted(len(one.exact.split()), "word")
        yield f"{words}: “{' '.join(one.exact.split())}”", "facts"
    if one.tags:
        yield " ".join(f"#{tag}" for tag in one.tags), "facts"
    yield one.note or "no note", "note" if one.note else "facts"
