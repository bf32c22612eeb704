"""The app: what it is made of, how it begins and ends, and what is drawn of it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from msgspec.structs import replace
from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.app import ScreenStackError
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets._toast import ToastHolder
from textual.worker import WorkerFailed

from index.errors import CulmError, LibraryDamaged
from index.steering import harmless
from tui import workers
from tui.alt_keys import tell_alt_figures_from_signs
from tui.commands import BY_ID, Where
from tui.composing import ChangedLines
from tui.config import REMEMBERED_AS, Config
from tui.drafts import Drafts
from tui.exit_codes import EXIT_DAMAGED
from tui.keyboard import Keyboard
from tui.keymap import Keymap
from tui.many_lines import ManyLines
from tui.opened import Dialog, Opened
from tui.painting import Shown
from tui.remembered import recall, remember
from tui.rendering.cells import shown
from tui.shared_styles import hash_rules_at_once, remember_styles_by_colour
from tui.themes import THEMES
from tui.undoing import Changes

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress
    from tui.refusals import Refused, Verdict
    from tui.widgets.mark_view import NoteAsked
    from tui.widgets.reader_marking import Wording

AT_ONCE = frozenset({"theme", "measure", "dim_known", "justified", "fold_asides"})
"""What of the remembered is taken over from an edited config file without a new start."""
PLAIN_TERMINALS = frozenset({"dumb", "unknown", "vt100", "vt102", "vt220", "linux-m"})
"""Values of ``TERM`` without colours."""

_CLEAN = "\x1b(B\x1b[m\x1b[r\x1b[?25l\x1b[2J"
"""Plain letters, plain colours, the whole screen to scroll in, no cursor, and nothing on it."""
LONGEST_FIRST = 3.0
"""Seconds for which the screen of the last run may stand before the app draws what it has."""


class CulmApp(Keyboard, inherit_bindings=False):
    """culm on a screen, for one library."""

    TITLE = "culm"
    CSS_PATH = "styles/culm.tcss"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    # Text is selected in the reader and nowhere else: Textual's own selection leads to nothing
    # that can be done with it, and to an error where it begins on what is just going.
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (61, "-roomy")]  # noqa: RUF012 (as Textual declares it)
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        library: Path,
        add: Sequence[Path | WebAddress] = (),
        *,
        config: Config | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """``library`` is the library's directory; ``add`` is imported once the screen is up.

        What ``config`` sets holds in place of what was remembered. ``driver_class`` speaks
        with something else than a terminal.
        """
        tell_alt_figures_from_signs()
        remember_styles_by_colour()
        hash_rules_at_once()
        is_plain = "NO_COLOR" in os.environ or os.environ.get("TERM") in PLAIN_TERMINALS
        self._only_theme = "plain" if is_plain else ""
        # Else Textual makes greys of all colours, which are colours too.
        self.config = config or Config()
        keymap = Keymap(remapped=self.config.keys)
        super().__init__(keymap, driver_class, ansi_color=True if is_plain else None)
        self.library_path = library
        self.add_paths = tuple(add)
        self.remembered = replace(recall(library), **self._configured())
        self.drafts = Drafts(library)
        self.changes = Changes()
        """What is being taken out of the library, or brought back."""
        self._shown = Shown()
        self.has_first_screen = False
        """Whether the terminal shows what this app will show, so that it draws only when it can."""
        self.when_live: Callable[[], None] = nothing
        """Called once, when the screen shows what is in the library."""
        self.left_behind = ""
        """What to draw for the terminal to look as it did when the app was left at rest."""
        """Notes that could not be kept in the library when the app ended."""
        for theme in THEMES:
            self.register_theme(theme)
        self._take_theme()

    def get_default_screen(self) -> Screen[None]:
        from tui.screens.main import MainScreen

        screen = MainScreen(self.library_path, self.add_paths, self.remembered)
        # What its width will have it be, so that nothing is styled twice before it is seen.
        fitting = [name for least, name in self.HORIZONTAL_BREAKPOINTS if self.size.width >= least]
        screen.add_class(fitting[-1], update=False)
        return screen

    def _take_theme(self) -> None:
        known = {theme.name for theme in THEMES}
        chosen = self.remembered.theme if self.remembered.theme in known else "culm-dark"
        self.theme = self._only_theme or chosen

    def configure(self, config: Config) -> None:
        """Hold from now on what ``config`` sets, but for what only a start arranges."""
        from tui.screens.main import MainScreen

        self.config = config
        self.keymap_now = Keymap(remapped=config.keys)
        configured = self._configured()
        for name in AT_ONCE & configured.keys():
            setattr(self.remembered, name, configured[name])
        if "theme" in configured:
            self._take_theme()
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.dress()
        self.offer_keys()

    def _configured(self) -> dict[str, Any]:
        return {
            REMEMBERED_AS[setting]: value
            for setting, value in self.config.values.items()
            if setting in REMEMBERED_AS
        }

    def on_mount(self) -> None:
        if not self.is_headless and self.console.color_system == "standard":
            # Made to fit sixteen colours, two shades of a theme may become one.
            self._only_theme = self._only_theme or "terminal"
            self.theme = self.theme if self.theme == "plain" else self._only_theme
        if self.has_first_screen:
            self.set_timer(LONGEST_FIRST, self.take_over)
        if self.config.problems:
            self.tell_config_problems()
        # Whoever had the terminal meanwhile wrote on it, and Textual draws nothing again.
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            # Without a main thread (tests) or on a platform without them there are none to catch.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self._end_by_signal, number)

    def tell_config_problems(self) -> None:
        """Say what is wrong in the config file."""
        name = self.config.path.name if self.config.path else "config"
        first, *others = self.config.problems
        more = f" (and {len(others)} more: culm config)" if others else ""
        self.tell(f"{name}: {first}{more}", problem=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, Input | ManyLines):
            # Whoever reads and thinks would have the whole dialog drawn twice a second.
            event.widget.cursor_blink = False

    def _register(self, parent: DOMNode, *widgets: Widget, **place: Any) -> list[Widget]:
        for widget in widgets:
            if isinstance(widget, Screen):
                widget._compositor = ChangedLines()
        return super()._register(parent, *widgets, **place)

    # What the reader asks, which knows no dialogs

    async def write_note(self, asked: NoteAsked, done: Callable[[Wording | None], None]) -> None:
        """Have a note written in the editor; ``done`` is given it, or ``None``."""
        from tui.screens.note_editor import NoteEditor

        editor = NoteEditor(
            asked.wording,
            asked.quote,
            asked.known_tags,
            on_tags=asked.on_tags,
            about=asked.about,
            passage=asked.rows,
        )
        await self.push_screen(editor, done)

    def ask_which(self, refused: Refused, decided: Callable[[Verdict | None], None]) -> None:
        """Ask which of two versions of an annotation stays."""
        from tui.screens.conflict import ConflictScreen

        self.push_screen(ConflictScreen(refused), decided)

    def now_live(self) -> None:
        """The screen has all to show that it will show at first."""
        self.take_over()
        self.when_live()

    def take_over(self) -> None:
        """Draw over what the terminal shows from the last run."""
        if self.has_first_screen:
            self.has_first_screen = False
            self._shown.forget()
            self.screen.refresh()

    def exit(
        self,
        result: int | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        self.take_over()
        self.left_behind = self._drawing() if not return_code and self._is_at_rest() else ""
        super().exit(result, return_code, message)

    def _is_at_rest(self) -> bool:
        """Whether the next start comes to look as the screen does now."""
        return self.opened.is_at_rest() and not self._notifications

    def _drawing(self) -> str:
        update = self.screen._compositor.render_full_update()
        drawn: str = Shown().lessened(update, self.size).render_segments(self.console)
        return drawn

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if self.has_first_screen:
            if len(self.screen_stack) == 1:
                return
            self.take_over()
        if self._driver is None or self.is_headless or self.is_inline or self._batch_count:
            super()._display(screen, renderable)
        else:
            super()._display(screen, self._shown.lessened(renderable, self.size))

    def _handle_exception(self, error: Exception) -> None:
        """What is wrong with the library is told in words; anything else is a mistake of culm's.

        A damaged library ends culm, as it does at the start: what to run is said.
        """
        found = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(found, LibraryDamaged):
            self.exit(EXIT_DAMAGED, EXIT_DAMAGED, Text(str(found)))
        elif isinstance(found, CulmError):
            self.tell(str(found), problem=True)
        else:
            super()._handle_exception(error)

    def _end_by_signal(self, number: int) -> None:
        self.exit(return_code=128 + number)

    async def on_unmount(self) -> None:
        await asyncio.to_thread(remember, self.library_path, self.remembered)
        await asyncio.to_thread(self.drafts.write)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Resize):
            self._shown.forget()
        if isinstance(event, events.Key | events.MouseEvent):
            self.take_over()
        await super().on_event(event)
        if isinstance(event, events.Resize):
            # Back at the size it had, Textual draws nothing; the terminal may have lost lines.
            with contextlib.suppress(ScreenStackError):
                self.screen.refresh()

    # Commands that work everywhere

    async def action_quit(self) -> None:
        lowest = cast("Opened[Any]", self.screen_stack[0])
        if not lowest.ask_to_leave():
            self.exit(0)

    def action_redraw(self) -> None:
        """Draw the whole screen again, whatever something else has written on it."""
        self._shown.forget()
        if self._driver is not None:
            self._driver.write(_CLEAN)
        self.screen.refresh()

    def action_next_theme(self) -> None:
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.remembered.theme = self.theme
        self.tell(f"Theme: {self.theme}")

    async def action_help(self) -> None:
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            screen = HelpScreen(self.keymap_now, self._wheres())
            await self.push_screen(screen, self._run_chosen)

    async def action_palette(self) -> None:
        from tui.screens.palette import PaletteScreen

        if isinstance(self.screen, PaletteScreen):
            return
        palette = PaletteScreen(self.keymap_now, self._wheres() | self.opened.offered)
        await self.push_screen(palette, self._run_chosen)

    def _wheres(self) -> set[Where]:
        return {where for _, place in self.places() for where in place}

    async def _run_chosen(self, command_id: str | None) -> None:
        if command_id is not None:
            await self.run_command(BY_ID[command_id])

    def tell(self, words: str, *, problem: bool = False) -> None:
        """Say something for a moment. ``words`` are shown as they are."""
        self.notify(words, markup=False, severity="error" if problem else "information", timeout=4)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open a web address in the user's browser."""
        if self.is_web:
            super().open_url(url, new_tab=new_tab)
            return
        from tui.outside_browser import open_outside

        workers.run(self.screen, open_outside, self, url, group="browser")

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text; a terminal into which it is pasted does nothing by it."""
        super().copy_to_clipboard(harmless(text))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something for a moment, in place of what was said before.

        Titles, file names and what a config file says come from outside: nothing in them steers
        the terminal.
        """
        self._say_no_more()
        safe = "\n".join(map(shown, message.split("\n")))
        super().notify(safe, title=title, severity=severity, timeout=timeout, markup=markup)
        self.call_later(self._make_room_for_toasts)

    def _say_no_more(self) -> None:
        self.clear_notifications()
        # Textual lets go of what was said, but not of what holds its place.
        for screen in self.screen_stack:
            screen.query(ToastHolder).remove()

    def _make_room_for_toasts(self) -> None:
        with contextlib.suppress(ScreenStackError):
            if isinstance(self.screen, Dialog):
                self.screen.make_room_for_toasts()


def nothing() -> None:
    """Do nothing."""
