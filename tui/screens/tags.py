"""A dialog of one line for tags, with completion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from index.language.fold import fold_case
from tui.commands import Where
from tui.opened import Dialog
from tui.rendering.cells import fit
from tui.widgets.hints import key_of


def split_tags(written: str) -> tuple[str, ...]:
    """The tags in a line such as ``diplomacy, #asean``, in order, each once."""
    names = (name.strip().lstrip("#").strip() for name in written.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def line_of(tags: Sequence[str]) -> str:
    """A line with these tags, in which what is typed at its end is one more."""
    return "".join(f"{tag}, " for tag in tags)


class TagSuggester(Suggester):
    """Completes the last tag of a line from the tags in use."""

    def __init__(self, known: Callable[[], Sequence[str]]) -> None:
        """``known`` gives the tags in use, the most used first; it must not block."""
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        before, comma, last = value.rpartition(",")
        blanks = last[: len(last) - len(last.lstrip())]
        begun = fold_case(last.strip().lstrip("#"))
        if not begun:
            return None
        taken = set(split_tags(before))
        for tag in self._known():
            folded = fold_case(tag)
            if tag not in taken and folded.startswith(begun) and folded != begun:
                # The tag as it is written, not as it was typed: else there would be two.
                return f"{before}{comma}{blanks}{tag}"
        return None


class TagsScreen(Dialog[tuple[str, ...] | None]):
    """Edits tags; gives them back, or ``None`` when it was left."""

    where = (Where.DIALOG,)
    DEFAULT_CSS = """
    TagsScreen {
        align: center middle;
        & > #tags-box {
            width: 72; max-width: 96%; height: auto; background: $raised;
            border: round $line; border-title-color: $focus; border-title-style: bold;
            border-subtitle-color: $quiet; padding: 0 1;
        }
        & #tags-line { background: $raised; color: $text; border: none; padding: 0; }
        & #tags-line > .input--placeholder, & #tags-line > .input--suggestion { color: $quiet; }
        & #tags-known { color: $quiet; height: auto; max-height: 3; }
    }
    """

    def __init__(self, title: str, tags: Sequence[str], known: Sequence[str]) -> None:
        """``title`` says what is tagged, ``tags`` it has already, ``known`` are in use."""
        super().__init__()
        self._title_words = title
        self._tags = tuple(tags)
        self._known = tuple(known)

    def compose(self) -> ComposeResult:
        box = Vertical(id="tags-box")
        box.border_title = Content(fit(self._title_words, 60))
        leave = key_of(self.app, "screen.close")
        box.border_subtitle = Content(f"→ completes · ↵ save · {leave} leave")
        with box:
            yield Input(
                line_of(self._tags),
                placeholder="tags, separated by commas",
                suggester=TagSuggester(lambda: self._known),
                compact=True,
                select_on_focus=False,
                id="tags-line",
            )
            in_use = " ".join(f"#{tag}" for tag in self._known[:24])
            yield Static(Content(fit(in_use, 200)), id="tags-known", markup=False)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(split_tags(event.value))

    def action_close(self) -> None:
        self.dismiss(None)
