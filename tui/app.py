"""The app: the screens, the themes, and from a key to its command."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.actions import parse
from textual.app import App, ScreenStackError
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import AwaitMount, Widget
from textual.widgets import Input, TextArea
from textual.worker import WorkerFailed

from index.errors import CulmError, LibraryDamaged
from tui.cli import EXIT_DAMAGED
from tui.commands import BY_ID, Command, Where
from tui.composing import ChangedLines
from tui.config import REMEMBERED_AS, Config
from tui.drafts import Draft, Drafts
from tui.keymap import Keymap, Keys, key_name
from tui.painting import Shown
from tui.remembered import recall, remember
from tui.rendering.cells import shown
from tui.themes import THEMES
from tui.widgets.one_line import OneLine
from tui.workers import OPENING, is_leaving

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress

PLAIN_TERMINALS = frozenset({"dumb", "unknown", "vt100", "vt102", "vt220", "linux-m"})
"""Values of ``TERM`` without colours."""

NOT_EDITING = frozenset({"enter", "escape", "up", "down", "tab", "shift+tab"})
"""Keys that a line to type in leaves to the commands, whatever Textual binds them to."""
_CLEAN = "\x1b(B\x1b[m\x1b[r\x1b[?25l\x1b[2J"
"""Plain letters, plain colours, the whole screen to scroll in, no cursor, and nothing on it."""
PATIENCE = 1.0
"""Seconds that a key waits for what the keys before it set going."""
LONGEST_FIRST = 3.0
"""Seconds for which the screen of the last run may stand before the app draws what it has."""
KEY_PATIENCE = 0.5
"""Seconds for which a key that may begin a sequence waits for the next one."""


class CulmApp(App[int], inherit_bindings=False):
    """culm on a screen, for one library."""

    TITLE = "culm"
    CSS_PATH = "styles/culm.tcss"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
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
        is_plain = "NO_COLOR" in os.environ or os.environ.get("TERM") in PLAIN_TERMINALS
        # Else Textual makes greys of all colours, which are colours too.
        super().__init__(driver_class, ansi_color=True if is_plain else None)
        self.library_path = library
        self.add_paths = tuple(add)
        self.config = config or Config()
        self.keymap_now = Keymap(remapped=self.config.keys)
        self.remembered = replace(recall(library), **self._configured())
        self.drafts = Drafts(library)
        self._begun: Keys = ()
        self._waiting: tuple[Command, DOMNode] | None = None
        self._patience: Timer | None = None
        self._shown = Shown()
        self.has_first_screen = False
        """Whether the terminal shows what this app will show, so that it draws only when it can."""
        self.when_live: Callable[[], None] = nothing
        """Called once, when the screen shows what is in the library."""
        self.left_behind = ""
        """What to draw for the terminal to look as it did when the app was left at rest."""
        self.unsaved: list[Draft] = []
        """Notes that could not be kept in the library when the app ended."""
        self.pressed: Keys = ()
        """The keys of the command that is being carried out."""
        for theme in THEMES:
            self.register_theme(theme)
        known = {theme.name for theme in THEMES}
        chosen = self.remembered.theme if self.remembered.theme in known else "culm-dark"
        self.theme = "plain" if is_plain else chosen

    def get_default_screen(self) -> Screen[None]:
        from tui.screens.main import MainScreen

        return MainScreen(self.library_path, self.add_paths, self.remembered)

    def _configured(self) -> dict[str, Any]:
        return {
            REMEMBERED_AS[setting]: value
            for setting, value in self.config.values.items()
            if setting in REMEMBERED_AS
        }

    def on_mount(self) -> None:
        if not self.is_headless and self.console.color_system == "standard":
            # Made to fit sixteen colours, two shades of a theme may become one.
            self.theme = self.theme if self.theme == "plain" else "terminal"
        if self.has_first_screen:
            self.set_timer(LONGEST_FIRST, self.take_over)
        if self.config.problems:
            name = self.config.path.name if self.config.path else "config"
            first, *others = self.config.problems
            more = f" (and {len(others)} more: culm config)" if others else ""
            self.tell(f"{name}: {first}{more}", problem=True)
        # Whoever had the terminal meanwhile wrote on it, and Textual draws nothing again.
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            # Without a main thread (tests) or on a platform without them there are none to catch.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self._end_by_signal, number)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, Input | TextArea):
            # Whoever reads and thinks would have the whole dialog drawn twice a second.
            event.widget.cursor_blink = False

    def _register(self, parent: DOMNode, *widgets: Widget, **place: Any) -> list[Widget]:
        for widget in widgets:
            if isinstance(widget, Screen):
                widget._compositor = ChangedLines()
        return super()._register(parent, *widgets, **place)

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
        at_rest = getattr(self.screen, "is_at_rest", None)
        return at_rest is not None and at_rest() and not self._notifications

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

    def on_unmount(self) -> None:
        remember(self.library_path, self.remembered)
        self.drafts.write()
        self.unsaved = self.drafts.unwritten()

    # Keys and commands

    def places(self) -> list[tuple[DOMNode, tuple[Where, ...]]]:
        """The places that hear keys now, from the focused widget outwards."""
        node: DOMNode | None = self.focused or self.screen
        found: list[tuple[DOMNode, tuple[Where, ...]]] = []
        while node is not None:
            where = getattr(node, "where", ())
            if where:
                found.append((node, where))
            node = None if isinstance(node, Screen) else node.parent
        return [*found, (self, (Where.EVERYWHERE,))]

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Resize):
            self._shown.forget()
        if isinstance(event, events.Key | events.MouseEvent):
            self.take_over()
        # A key that bubbles up from the focused widget arrives after the next key was
        # sent there. Carried out here, each key finds what the one before it left,
        # however fast they come.
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self._exit:
                return  # what it is for is being taken down
            if self._field is None:
                await self._catch_up()
            await self._set_up()
            answers = getattr(self.screen, "answers_question", None)
            if answers is not None and answers(event.key):
                return
            if event.key == "escape" and self._gave_up_opening():
                return
            field = self._field
            if field is None:
                taken = await self._carry_out(event)
            elif event.is_printable or (isinstance(field, TextArea) and event.key == "enter"):
                taken = False
            else:
                await _has_settled(field)
                edits = event.key in field._bindings.key_to_bindings
                if edits and (isinstance(field, TextArea) or event.key not in NOT_EDITING):
                    taken = await self._check_bindings(event.key)
                else:
                    taken = await self._carry_out(event)
            # What Textual binds, such as tab in a dialog, is not to come late either.
            if taken or (not event.is_printable and await self._check_bindings(event.key)):
                return
        await super().on_event(event)
        if isinstance(event, events.Resize):
            # Back at the size it had, Textual draws nothing; the terminal may have lost lines.
            with contextlib.suppress(ScreenStackError):
                self.screen.refresh()

    @property
    def _field(self) -> Input | TextArea | None:
        """The field that is being typed in."""
        return self.focused if isinstance(self.focused, Input | TextArea) else None

    async def _set_up(self) -> None:
        """Wait for a screen that is just being opened: a key would find nothing on it."""
        screen = self.screen
        if not screen.is_mounted and not is_leaving(screen):
            await AwaitMount(screen, [screen])

    def _gave_up_opening(self) -> bool:
        """Give up the screen that was asked for and is not there yet; whether there was one."""
        awaited = [one for one in self.workers if one.group == OPENING and not one.is_finished]
        for one in awaited:
            one.cancel()
        return bool(awaited)

    async def _catch_up(self) -> None:
        """Let what earlier keys set going arrive: on it may hang what the next one means."""
        node: DOMNode | None = self.focused
        while isinstance(node, Widget):
            if node.message_queue_size:
                await _has_settled(node)
            node = None if isinstance(node, Screen) else node.parent
        arrived = getattr(self.screen, "arrived", None)
        if arrived is not None:
            await arrived()

    async def _carry_out(self, event: events.Key) -> bool:
        """Do what a key stands for in the present place; whether it stood for anything."""
        keys = (*self._begun, key_name(event.key, event.character))
        if self._waiting is not None and self._look_up(keys) is None:
            await self._wait_no_more()
            keys = keys[-1:]
        self._stop_waiting()
        was_begun, self._begun = bool(self._begun), ()
        match = self._look_up(keys)
        if match is not None:
            command, node = match
            if command is None:
                self._begun = keys
            elif command.waits and self._may_go_on(keys):
                self._begun, self._waiting = keys, (command, node)
                self._patience = self.set_timer(KEY_PATIENCE, self._wait_no_more)
            else:
                self.pressed = keys
                if was_begun:
                    # What the command opens takes the place of the screen that offered more.
                    self.offer_keys()
                await self.run_action(command.action, node)
        if was_begun or self._begun:
            self.offer_keys()
        # What follows a prefix and means nothing must not act as if it stood alone.
        return match is not None or was_begun

    def _may_go_on(self, keys: Keys) -> bool:
        return self.keymap_now.may_go_on(keys, [where for _, where in self.places()])

    def _stop_waiting(self) -> None:
        self._waiting = None
        if self._patience is not None:
            self._patience.stop()
            self._patience = None

    async def _wait_no_more(self) -> None:
        """Carry out the command whose key could have begun a longer sequence."""
        waiting, keys = self._waiting, self._begun
        self._stop_waiting()
        self._begun = ()
        if waiting is not None and self.screen_stack:
            command, node = waiting
            self.pressed = keys
            await self.run_action(command.action, node)
            self.offer_keys()

    def _look_up(self, keys: Keys) -> tuple[Command | None, DOMNode] | None:
        """What keys mean now, and where; places that cannot do it leave it to those around."""
        places = self.places()
        wheres = [where for _, where in places]
        first = 0
        while (match := self.keymap_now.look_up(keys, wheres[first:])) is not None:
            node = places[first + match.place][0]
            if match.command is None or can(node, match.command):
                return match.command, node
            first += match.place + 1
        return None

    async def run_command(self, command: Command) -> None:
        """Run a command that was chosen by name, in the place it is for."""
        for node, where in self.places():
            if set(where) & set(command.where) and can(node, command):
                await self.run_action(command.action, node)
                return
        host = getattr(self.screen, "place_for", None)
        pane: DOMNode | None = host(command.where) if host else None
        if pane is None:
            self.tell("That is not possible here.")
        else:
            await self.run_action(command.action, pane)

    async def on_one_line_clicked(self, message: OneLine.Clicked) -> None:
        if message.action in BY_ID:
            await self.run_command(BY_ID[message.action])

    def offer_keys(self) -> None:
        """Have the footer of the screen show the keys that mean something now."""
        # A key that waited for another may have its turn while culm is ending.
        with contextlib.suppress(ScreenStackError):
            offer = getattr(self.screen, "offer", None)
            if offer is not None:
                offer(self._begun)

    # Commands that work everywhere

    async def action_quit(self) -> None:
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
            await self.push_screen(HelpScreen(self.keymap_now), self._run_chosen)

    async def action_palette(self) -> None:
        from tui.screens.palette import PaletteScreen

        if isinstance(self.screen, PaletteScreen):
            return
        wheres = {where for _, place in self.places() for where in place}
        offered = getattr(self.screen, "offered", frozenset[Where]())
        await self.push_screen(PaletteScreen(self.keymap_now, wheres | offered), self._run_chosen)

    async def _run_chosen(self, command_id: str | None) -> None:
        if command_id is not None:
            await self.run_command(BY_ID[command_id])

    def tell(self, words: str, *, problem: bool = False) -> None:
        """Say something for a moment. ``words`` are shown as they are."""
        self.notify(words, markup=False, severity="error" if problem else "information", timeout=4)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something for a moment, in place of what was said before.

        File names and what a config file says come from outside: nothing in them steers
        the terminal.
        """
        self.clear_notifications()
        safe = "\n".join(map(shown, message.split("\n")))
        super().notify(safe, title=title, severity=severity, timeout=timeout, markup=markup)


def nothing() -> None:
    """Do nothing."""


async def _has_settled(widget: Widget) -> None:
    """Wait until a widget has dealt with the messages, such as keys, that it was sent."""
    done = asyncio.Event()
    widget.call_later(done.set)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), PATIENCE)


def can(node: DOMNode, command: Command) -> bool:
    """Whether ``node`` itself carries out ``command``."""
    return hasattr(node, f"action_{parse(command.action)[1]}")
