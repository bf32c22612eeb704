"""What all screens are made from: pages that fill the terminal, and dialogs above them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.geometry import Region
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widget import Widget
from textual.widgets._toast import ToastRack
from textual.widgets._tooltip import Tooltip

from tui import workers
from tui.commands import Where
from tui.keymap import Keys
from tui.widgets.footer import Footer, chips_for
from tui.widgets.lines import fold
from tui.workers import is_leaving

if TYPE_CHECKING:
    from textual.worker import Worker

    from tui.app import CulmApp


TITLE_ROOM = 60
"""Cells of a dialog's title, at most."""
ARRIVAL = 5.0
"""Seconds that a key waits for what it is for."""
BRIEFLY = 1.0
"""Seconds that a key waits for a change, which may be a long one."""
TOAST_WIDTH = 57
"""Cells of a line in what is said for a moment."""


class Opened(Screen[ScreenResultType]):
    """A screen that may be closed before it was ever seen.

    One that is closed so early, or is opened while culm is being left, has no widgets:
    there is nothing for it to set up.
    """

    # What the app asks the screen that is shown.

    offered: frozenset[Where] = frozenset()
    """Places of the screen whose commands the palette lists, wherever the focus is."""

    def offer(self, begun: Keys) -> None:
        """Show the keys that mean something now, after the keys ``begun``."""

    def answers_question(self, key: str) -> bool:
        """Whether ``key`` is the no to a question that the screen asks; it is then used up."""
        return False

    _awaited: tuple[Worker[None], float] | None = None

    def awaits(self, worker: Worker[None], patience: float = ARRIVAL) -> None:
        """Have keys wait for what ``worker`` fetches or changes, but not for more seconds."""
        self._awaited = worker, patience

    async def arrived(self, key: str) -> None:
        """Wait for what earlier keys set going, if ``key`` is for it. Escape waits for nothing."""
        awaited = self._awaited
        if awaited is not None and key != "escape":
            worker, patience = awaited
            with suppress(TimeoutError):
                await asyncio.wait_for(workers.ended(worker), patience)
            if awaited is self._awaited:
                self._awaited = None

    async def entered(self) -> None:
        """Wait for what Enter in a field set going: what comes next is not typed there."""

    def place_for(self, wheres: Sequence[Where]) -> Widget | None:
        """The place in which a command for ``wheres`` runs, with the focus put on it."""
        return None

    def look_again(self) -> None:
        """Somebody else changed what the user made."""

    def ask_to_leave(self) -> bool:
        """Ask before culm is left, if something would be cut short; whether it was asked."""
        return False

    def is_at_rest(self) -> bool:
        """Whether the next start comes to look as the screen does now."""
        return False

    def _on_timer_update(self) -> None:
        # When a screen is itself to be painted, even in part, Textual forgets which of its
        # widgets are: what they have to show would only be seen after their next change.
        if self._repaint_required and self.is_current and not self.app._batch_count:
            self._compositor.update_widgets(self._dirty_widgets)
        super()._on_timer_update()

    _was_shown = False

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.ScreenResume):
            # Its widgets have just been given their styles; Textual would do it once more.
            event.refresh_styles = event.refresh_styles and self._was_shown
            self._was_shown = True
        if not (isinstance(event, events.Mount) and is_leaving(self)):
            await super().on_event(event)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close the screen. It may be closed already: by a click of which another follows."""
        return AwaitComplete() if is_leaving(self) else super().dismiss(result)


class FullScreen(Opened[ScreenResultType]):
    """A screen of its own, with keys that mean something in it in its footer."""

    _footer: Footer

    @property
    def culm(self) -> CulmApp:
        """The app, which is always this one."""
        return cast("CulmApp", self.app)

    def offer(self, begun: Keys) -> None:
        """Have the footer show the keys that mean something now, after the keys ``begun``."""
        places = [where for _, where in self.culm.places()]
        self._footer.offer(chips_for(self.culm.keymap_now, places, begun), begun)

    def on_descendant_focus(self) -> None:
        # Textual calls this after what a subclass does under the same name, if anything.
        self.culm.offer_keys()


# Style sheets know a class by its first base.
class Dialog(ModalScreen[ScreenResultType], Opened[ScreenResultType]):
    """A box above the screen it was opened on.

    What is said for a moment never covers the text in the box: it stands above the box or
    below it, and where there is no room on one line over the edge of the box.
    """

    @on(events.ScreenResume)
    @on(events.Resize)
    def _arranged_anew(self) -> None:
        self.call_after_refresh(self.make_room_for_toasts)

    def make_room_for_toasts(self) -> None:
        """Have what is said stand where the box is not."""
        boxes = [
            one.region
            for one in self.children
            if one.display and one.region and not isinstance(one, ToastRack | Tooltip)
        ]
        box = Region.from_union(boxes) if boxes else Region()
        above, below = box.y, self.size.height - box.bottom
        wanted = sum(
            len(fold(line, TOAST_WIDTH))
            for toast in self.app._notifications
            for line in toast.message.split("\n")
        )
        self.set_class(above < wanted <= below, "-toasts-below")
        self.set_class(wanted > max(above, below), "-toasts-short")
