"""Bringing articles in for the main screen: from files, from the web, again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import CulmError
from index.fetching.urls import shown
from index.notes.model import PlacementStatus
from tui import wording, workers
from tui.fetching import every, fetch_asked
from tui.importing import Importing, Job, summary_words
from tui.opened import FullScreen
from tui.remembered import Remembered
from tui.screens.leaving import LeavingScreen
from tui.screens.question import QuestionScreen
from tui.shelf import Shelf
from tui.widgets.hints import key_of

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress
    from tui.app import CulmApp

NOTHING_NEW = "Nothing new in the feeds."
CUT_SHORT_SHOWN = 12.0
"""Seconds for which it is said that an import was cut short."""


class ImportErrands:
    """Has articles brought in beside, says what came of it, and opens the dialogs for it."""

    def __init__(
        self,
        owner: FullScreen[Any],
        path: Path,
        shelf: Shelf,
        kept: Remembered,
        busy: Callable[[str], None],
        is_empty: Callable[[], bool],
    ) -> None:
        """``path`` is the library's directory; ``busy`` is told what is being done.

        ``is_empty`` tells whether there are no articles yet.
        """
        self._owner = owner
        self._shelf = shelf
        self._kept = kept
        self._busy = busy
        self._is_empty = is_empty
        self.importing = Importing(path, busy, self._until_it_may)
        self._was_asked_for = False

    @property
    def _culm(self) -> CulmApp:
        return self._owner.culm

    # Begun and ended

    def bring_in(
        self,
        places: Sequence[Path | WebAddress],
        words: str = "",
        *,
        again: bool = False,
        follow: bool = False,
    ) -> None:
        """Import places in a process beside; what waits, waits for what runs.

        ``words`` tell what is done, ``again``: the feeds that are followed are fetched, all
        of them when none is named. ``follow``: of a page not its article is wanted but the
        feed that it offers.
        """
        fetching = None
        if again or any(not isinstance(place, Path) for place in places):
            try:
                fetching = fetch_asked(self._culm.config, again=again, follow=follow)
            except CulmError as error:
                self._culm.tell(str(error), problem=True)
                return
        if words:
            self._was_asked_for = True
            waits = self.importing.running or self._culm.changes.running
            self._culm.tell(f"{words}, after what runs now." if waits else f"{words}.")
        workers.run(self._owner, self._import, Job(tuple(places), fetching), group="import")

    async def _until_it_may(self) -> None:
        """Wait for changes that would be in the way of an import."""
        if self._culm.changes.running:
            self._busy("the import waits for what runs now")
            await self._culm.changes.ended()

    async def _import(self, job: Job) -> None:
        summary = await self.importing.run(job)
        if summary is None:
            return
        words = summary_words(summary)
        waiting = wording.waiting({PlacementStatus(kind): n for kind, n in summary.marks.items()})
        if waiting:
            key = key_of(self._owner.app, "review.open")
            words += f"\nMarks in changed articles: {waiting} ({key} shows them)"
        asked, self._was_asked_for = self._was_asked_for, False
        if words or (asked and job.fetching is not None):
            bad = bool(summary.error or summary.failures)
            self._culm.tell(words or NOTHING_NEW, problem=bad)

    def fetch_now_and_then(self) -> None:
        """Fetch the feeds as often as the config file asks for, which usually is never."""
        if minutes := every(self._culm.config):
            self._owner.set_interval(minutes * 60, self.fetch_unasked)

    # Asked for

    def ask(self) -> None:
        """Ask what to bring in, and do it."""
        from tui.screens.bring_in import BringInScreen, Fetch, Stop
        from tui.screens.paths import Add

        def chosen(what: object) -> None:
            if isinstance(what, Add):
                self.bring_in((what.path,), f"Importing {what.path}")
            elif isinstance(what, Fetch):
                words = f"Fetching {shown(what.address.url)}"
                self.bring_in((what.address,), words, follow=what.follow)
            elif isinstance(what, Stop):
                self.cancel()

        self._owner.app.push_screen(BringInScreen(self.importing, is_empty=self._is_empty), chosen)

    def cancel(self) -> None:
        """Stop the import that runs."""
        if not self.importing.cancel():
            self._culm.tell("No import is running.")

    def fetch(self) -> None:
        """Fetch what is new in the feeds that are followed."""
        workers.run(self._owner, self._fetch_all, group="import")

    def fetch_unasked(self) -> None:
        """The same, for nobody who waits for it: that there is nothing new is not told."""
        workers.run(self._owner, self._fetch_quietly, group="import")

    async def _fetch_quietly(self) -> None:
        if await self._is_any_followed():
            self.bring_in((), again=True)

    async def _is_any_followed(self) -> bool:
        from index.library.imports.subscribing import feeds_wanted

        return bool(await self._shelf.do(lambda library: feeds_wanted(library)))

    async def _fetch_all(self) -> None:
        if not await self._is_any_followed():
            key = key_of(self._owner.app, "import.open")
            self._culm.tell(f"No feed is followed. {key} takes the address of one.")
            return
        self.bring_in((), "Fetching what is new in the feeds", again=True)

    # Cut short

    async def tell_of_cut_short(self) -> None:
        """Say once of an import that did not come to its end that it can be gone on with."""
        view = await self._shelf.do(lambda library: library.cut_short())
        told = f"{view.id} {view.done} {view.articles}" if view is not None else ""
        if view is None or told == self._kept.cut_short:
            return
        self._kept.cut_short = told
        keys = key_of(self._owner.app, "brought.open"), key_of(self._owner.app, "brought.go-on")
        far = [f"{view.done:,} of {view.total:,} files"] if view.total > 1 else []
        came = wording.counted(view.articles, "article")
        words = f"An import was cut short: {', '.join([*far, came])} in."
        words += f"\n{keys[0]} shows it, and {keys[1]} there goes on with it."
        self._culm.notify(words, markup=False, timeout=CUT_SHORT_SHOWN)

    def ask_to_leave(self) -> bool:
        """Ask before an import, or what takes articles out or brings them back, is cut short.

        False when there is nothing to ask about.
        """
        if self._culm.changes.long and not isinstance(self._owner.app.screen, QuestionScreen):
            self._ask_about_change()
            return True
        if not self.importing.would_be_missed or isinstance(self._owner.app.screen, LeavingScreen):
            return False

        def answered(yes: bool | None) -> None:
            if yes:
                self._owner.app.exit(0)

        self._owner.app.push_screen(LeavingScreen(self.importing), answered)
        return True

    def _ask_about_change(self) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._owner.app.exit(0)

        keys = key_of(self._owner.app, "app.undo"), key_of(self._owner.app, "app.redo")
        words = [
            "Articles are being taken out or brought back.",
            f"What is done stays; {keys[0]} and {keys[1]} go on from there at the next start.",
        ]
        question = QuestionScreen("Quit now?", words, "quit and stop it", "keep reading")
        self._owner.app.push_screen(question, answered)
