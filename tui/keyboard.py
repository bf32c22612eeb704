"""From a key that is pressed to the command that it stands for, in its place."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.actions import parse
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.driver import Driver
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.widget import AwaitMount, Widget
from textual.widgets import Input

from tui.commands import BY_ID, Command, Where
from tui.keymap import Keymap, Keys, key_name
from tui.many_lines import ManyLines
from tui.opened import ARRIVAL, Opened
from tui.widgets.one_line import OneLine
from tui.workers import OPENING, ended, has_settled, is_leaving

if TYPE_CHECKING:
    from textual.worker import Worker

NOT_EDITING = frozenset({"enter", "escape", "up", "down", "tab", "shift+tab"})
"""Keys that a line to type in leaves to the commands, whatever Textual binds them to."""


class Keyboard(App[int], inherit_bindings=False):
    """An app whose keys are carried out one after the other, each as a command of its place.

    A place is a widget, a screen or the app itself, with the kinds of places it is in
    ``where``; it carries out a command when it has the action that the command names.
    """

    def __init__(
        self,
        keymap: Keymap,
        driver_class: type[Driver] | None = None,
        *,
        ansi_color: bool | None = None,
    ) -> None:
        super().__init__(driver_class, ansi_color=ansi_color)
        self.keymap_now = keymap
        self._begun: Keys = ()
        self._waiting: tuple[Command, DOMNode] | None = None
        self.pressed: Keys = ()
        """The keys of the command that is being carried out."""

    def get_default_screen(self) -> Screen[Any]:
        return Opened(id="_default")

    @property
    def opened(self) -> Opened[Any]:
        """The screen that is shown, as what all of culm's are."""
        return cast("Opened[Any]", self.screen)

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
        for one in self._apart(event):
            await self._hear(one)

    def _apart(self, event: events.Event) -> list[events.Event]:
        """Escape and a key, where what came means nothing as alt and that key.

        Terminals send both alike, and two keys come together when the machine is busy. In a
        field Escape would leave what is being typed: there it is not guessed at.
        """
        if (
            self._exit
            or not isinstance(event, events.Key)
            or not (event.key.startswith("alt+") and event.is_printable)
            or event.is_forwarded
            or self._field is not None
            or self._look_up((*self._begun, key_name(event.key, event.character))) is not None
        ):
            return [event]
        character = event.character or ""
        return [
            events.Key("escape", "\x1b"),
            events.Key(_character_to_key(character), character),
        ]

    async def _hear(self, event: events.Event) -> None:
        # A key that bubbles up from the focused widget arrives after the next key was
        # sent there. Carried out here, each key finds what the one before it left,
        # however fast they come.
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self._exit:
                return  # what it is for is being taken down
            await self._catch_up(event.key)
            if not self.screen_stack:
                return
            if self.opened.answers_question(event.key):
                return
            if event.key == "escape" and self._gave_up_opening():
                return
            field = self._field
            if field is None:
                taken = await self._carry_out(event)
            elif event.is_printable or (isinstance(field, ManyLines) and event.key == "enter"):
                taken = False
            else:
                await has_settled(field)
                await self._told_above(field)
                edits = event.key in field._bindings.key_to_bindings
                if edits and not self._is_for_commands(event, field):
                    taken = await self._check_bindings(event.key)
                else:
                    taken = await self._carry_out(event)
            # What Textual binds, such as tab in a dialog, is not to come late either.
            if taken or (not event.is_printable and await self._check_bindings(event.key)):
                return
        await super().on_event(event)

    @property
    def _field(self) -> Widget | None:
        """The field that is being typed in."""
        return self.focused if isinstance(self.focused, Input | ManyLines) else None

    def _is_for_commands(self, event: events.Key, field: Widget) -> bool:
        """Whether a key that edits text is one that ``field`` leaves to the commands."""
        if isinstance(field, Input) and event.key in NOT_EDITING:
            return True
        keys = (*self._begun, key_name(event.key, event.character))
        return self.keymap_now.look_up(keys, [getattr(field, "gives_keys_to", ())]) is not None

    async def _set_up(self) -> None:
        """Wait for a screen that is just being opened: a key would find nothing on it."""
        screen = self.screen
        if not screen.is_mounted and not is_leaving(screen):
            await AwaitMount(screen, [screen])

    def _gave_up_opening(self) -> bool:
        """Give up the screen that was asked for and is not there yet; whether there was one."""
        awaited = self._openings()
        for one in awaited:
            one.cancel()
        return bool(awaited)

    def _openings(self) -> list[Worker[Any]]:
        """What fetches something for another screen and has not shown it yet."""
        return [one for one in self.workers if one.group == OPENING and not one.is_finished]

    async def _catch_up(self, key: str) -> None:
        """Let what earlier keys set going arrive: on it may hang what ``key`` means."""
        before: tuple[Screen[Any], Widget | None] | None = None
        while self.screen_stack and before != (self.screen, self._field):
            before = self.screen, self._field
            # What a dialog that was closed gave back is used; else only after this key.
            await self._flush_next_callbacks()
            await self._set_up()
            if self._field is None:
                await self._told_above(self.focused)
                if key != "escape":
                    await self._has_opened()
                await self.opened.arrived(key)
            elif key != "escape":
                await self._told_above(self._field)
                await self.opened.entered()

    async def _has_opened(self) -> None:
        """Wait for the screen that was asked for: what is typed next is for that."""
        with suppress(TimeoutError):
            async with asyncio.timeout(ARRIVAL):
                while openings := self._openings():
                    await ended(openings[0])

    async def _told_above(self, node: DOMNode | None) -> None:
        """Let what a widget tells those that hold it arrive there."""
        while isinstance(node, Widget):
            if node.message_queue_size:
                await has_settled(node)
            node = None if isinstance(node, Screen) else node.parent

    async def _carry_out(self, event: events.Key) -> bool:
        """Do what a key stands for in the present place; whether it stood for anything."""
        keys = (*self._begun, key_name(event.key, event.character))
        if self._waiting is not None and self._look_up(keys) is None:
            again, leaves = keys[-1] == keys[-2], keys[-1] == "escape"
            if leaves:
                self._waiting, self._begun = None, ()
                self.offer_keys()
            else:
                await self._wait_no_more()
            if again or leaves:
                return True
            keys = keys[-1:]
        self._waiting = None
        was_begun, self._begun = bool(self._begun), ()
        match = self._look_up(keys)
        if match is not None:
            command, node = match
            if command is None:
                self._begun = keys
            elif command.waits and self._may_go_on(keys):
                self._begun, self._waiting = keys, (command, node)
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

    async def _wait_no_more(self) -> None:
        """Carry out the command whose key could have begun a longer sequence."""
        waiting, keys = self._waiting, self._begun
        self._waiting, self._begun = None, ()
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
        pane = self.opened.place_for(command.where)
        if pane is None:
            self.notify("That is not possible here.", markup=False, timeout=4)
        else:
            await self.run_action(command.action, pane)

    async def on_one_line_clicked(self, message: OneLine.Clicked) -> None:
        if message.action in BY_ID:
            self._waiting, self._begun = None, ()
            self.offer_keys()
            await self.run_command(BY_ID[message.action])

    def offer_keys(self) -> None:
        """Have the footer of the screen show the keys that mean something now."""
        # A key that waited for another may have its turn while culm is ending.
        with suppress(ScreenStackError):
            self.opened.offer(self._begun)


def can(node: DOMNode, command: Command) -> bool:
    """Whether ``node`` itself carries out ``command``."""
    return hasattr(node, f"action_{parse(command.action)[1]}")
