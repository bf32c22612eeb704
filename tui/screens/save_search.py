"""A dialog that keeps a search under a name, with a key that runs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from textual import on
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from index.notes.model import SAVED_KEYS, SavedSearch
from tui.commands import Where
from tui.keymap import parse_keys, show_keys
from tui.opened import Dialog
from tui.widgets.hints import HintedBox, hints_of, keymap_of
from tui.widgets.search_top import Asked

if TYPE_CHECKING:
    from index.library import Library

FIGURES = "123456789"


class Saving(Struct, frozen=True):
    """What is to be saved: a search and how it is shown, its name and key.

    ``instead_of`` is the name of the saved search that it was until now.
    """

    name: str
    asked: Asked
    key: str = ""
    instead_of: str = ""


def draft(asked: Asked, known: Sequence[SavedSearch]) -> Saving:
    """What saving ``asked`` begins with: the search it was, else a free key."""
    for one in known:
        if one.query == asked.text:
            return Saving(one.name, asked, one.key, one.name)
    taken = {one.key for one in known}
    return Saving("", asked, next((key for key in FIGURES if key not in taken), ""))


def asked_of(one: SavedSearch) -> Asked:
    """What a saved search asks for."""
    return Asked(one.query, one.sort, one.folded)


def save(library: Library, saving: Saving) -> str:
    """Keep a search; what was done, in words. Blocks."""
    asked = saving.asked
    one = library.notes.save_search(
        saving.name,
        asked.text,
        key=saving.key,
        sort=asked.sort,
        folded=asked.folded,
        instead_of=saving.instead_of,
    )
    return f"“{one.name}” is saved."


def run_keys(app: App[object], key: str) -> str:
    """The keys that run the saved search with this key, as people read them."""
    written = (keys for keys in keymap_of(app).keys_of("saved.run") if parse_keys(keys)[-1] == key)
    return show_keys(next(written, key))


def shown_as(asked: Asked) -> str:
    """How a saved search shows what it finds, in words; empty when as usual."""
    order = f"sorted by {asked.sort}" if asked.sort else ""
    copies = "" if asked.folded else "every copy"
    return " · ".join(words for words in (order, copies) if words)


class SaveSearch(Dialog[Saving | None]):
    """Asks for name, query and key; gives back what is to be saved, or ``None``."""

    where = (Where.DIALOG,)
    DEFAULT_CSS = """
    SaveSearch {
        align: center middle;
        & > #save-box {
            width: 76; max-width: 96%; height: auto; background: $raised;
            border: round $line; border-title-color: $focus; border-title-style: bold;
            border-subtitle-color: $quiet; padding: 0 1;
        }
        & Horizontal { height: 1; }
        & .save-label { width: 7; color: $quiet; }
        & Input { width: 1fr; background: $raised; color: $text; border: none; padding: 0; }
        & Input:focus { background: $cursor; }
        & Input > .input--placeholder { color: $quiet; }
        & #save-words { color: $quiet; height: auto; margin-top: 1; }
    }
    """

    def __init__(self, saving: Saving, known: Sequence[SavedSearch]) -> None:
        """``known`` are the searches saved already."""
        super().__init__()
        self._saving = saving
        self._known = known

    def compose(self) -> ComposeResult:
        box = HintedBox(id="save-box")
        box.border_title = Content(
            "Change the saved search" if self._saving.instead_of else "Save the search"
        )
        fields = (
            ("name", self._saving.name, "what to call it", 100),
            ("query", self._saving.asked.text, "what to search for", 1000),
            ("key", self._saving.key, "a letter or figure, or none", 1),
        )
        with box:
            for name, value, placeholder, longest in fields:
                with Horizontal():
                    yield Static(Content(name), classes="save-label", markup=False)
                    yield Input(
                        value,
                        placeholder=placeholder,
                        max_length=longest,
                        compact=True,
                        select_on_focus=False,
                        id=f"save-{name}",
                    )
            yield Static(Content(""), id="save-words", markup=False)

    def on_mount(self) -> None:
        hints = hints_of(self.app, ("field.next", "next field"), ("screen.close", "leave"))
        self.query_one(HintedBox).offer(["↵ save", *hints])
        self.set_focus(self.query_one("#save-name", Input))
        self._say(self._words())

    def _value(self, field: str) -> str:
        return self.query_one(f"#save-{field}", Input).value.strip()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._say(self._words())

    def _words(self) -> str:
        """What saving would do beside saving, and how to run what is saved."""
        name, key = self._value("name"), self._value("key")
        same_name = any(one.name == name != self._saving.instead_of for one in self._known)
        holder = next((one.name for one in self._known if one.key == key != ""), "")
        return " · ".join(
            words
            for words in (
                f"in place of the other “{name}”" if same_name else "",
                f"takes the key from “{holder}”"
                if holder and holder not in (name, self._saving.instead_of)
                else "",
                f"{run_keys(self.app, key)} will run it" if key else "",
                shown_as(self._saving.asked),
            )
            if words
        )

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        name, query, key = self._value("name"), self._value("query"), self._value("key")
        if not query:
            self._say("There is nothing to search for.")
        elif key and key not in SAVED_KEYS:
            self._say("The key is one letter (a to z, A to Z) or a figure from 1 to 9.")
        else:
            asked = Asked(query, self._saving.asked.sort, self._saving.asked.folded)
            self.dismiss(Saving(name or query, asked, key, self._saving.instead_of))

    def _say(self, words: str) -> None:
        self.query_one("#save-words", Static).update(Content(words or " "))

    def action_field(self, delta: int) -> None:
        """To the next field (``delta`` -1: the one before)."""
        if delta > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_close(self) -> None:
        self.dismiss(None)
