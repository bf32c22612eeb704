"""What the main screen does to bring articles in: from files, from the web, again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CulmError
from index.fetching.urls import shown
from index.notes.model import PlacementStatus
from tui import wording, workers
from tui.fetching import every, fetch_asked
from tui.importing import Importing, Job, summary_words
from tui.remembered import Remembered
from tui.screens.leaving import LeavingScreen
from tui.screens.question import QuestionScreen
from tui.screens.search_part import SearchPart
from tui.widgets.hints import key_of

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress

NOTHING_NEW = "Nothing new in the feeds."
CUT_SHORT_SHOWN = 12.0
"""Seconds for which it is said that an import was cut short."""


class ImportPart(SearchPart):
    """The panes, the search, and what brings articles in."""

    def __init__(self, path: Path, remembered: Remembered) -> None:
        super().__init__(path, remembered)
        self._importing = Importing(path, self._footer.busy, self._until_it_may)

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
                fetching = fetch_asked(self.culm.config, again=again, follow=follow)
            except CulmError as error:
                self.culm.tell(str(error), problem=True)
                return
        if words:
            waits = self._importing.running or self.culm.changes.running
            self.culm.tell(f"{words}, after what runs now." if waits else f"{words}.")
        workers.run(self, self._import, Job(tuple(places), fetching), group="import")

    async def _until_it_may(self) -> None:
        """Wait for changes that would be in the way of an import."""
        if self.culm.changes.running:
            self._footer.busy("the import waits for what runs now")
            await self.culm.changes.ended()

    async def _import(self, job: Job) -> None:
        summary = await self._importing.run(job)
        if summary is None:
            return
        words = summary_words(summary)
        waiting = wording.waiting({PlacementStatus(kind): n for kind, n in summary.marks.items()})
        if waiting:
            key = key_of(self.app, "review.open")
            words += f"\nMarks in changed articles: {waiting} ({key} shows them)"
        if words or job.fetching is not None:
            bad = bool(summary.error or summary.failures)
            self.culm.tell(words or NOTHING_NEW, problem=bad)

    def fetch_now_and_then(self) -> None:
        """Fetch the feeds as often as the config file asks for, which usually is never."""
        if minutes := every(self.culm.config):
            self.set_interval(minutes * 60, lambda: self.bring_in((), again=True))

    # Commands

    def action_bring_in(self) -> None:
        from tui.screens.bring_in import BringInScreen, Fetch, Stop
        from tui.screens.paths import Add

        def chosen(what: object) -> None:
            if isinstance(what, Add):
                self.bring_in((what.path,), f"Importing {what.path}")
            elif isinstance(what, Fetch):
                words = f"Fetching {shown(what.address.url)}"
                self.bring_in((what.address,), words, follow=what.follow)
            elif isinstance(what, Stop):
                self.action_cancel_import()

        self.app.push_screen(
            BringInScreen(self._importing, is_empty=lambda: self._is_empty), chosen
        )

    def action_cancel_import(self) -> None:
        if not self._importing.cancel():
            self.culm.tell("No import is running.")

    def action_fetch(self) -> None:
        """Fetch what is new in the feeds that are followed."""
        workers.run(self, self._fetch_all, group="import")

    async def _fetch_all(self) -> None:
        from index.library.imports.subscribing import feeds_wanted

        if not await self._shelf.do(lambda library: feeds_wanted(library)):
            key = key_of(self.app, "import.open")
            self.culm.tell(f"No feed is followed. {key} takes the address of one.")
            return
        self.bring_in((), "Fetching what is new in the feeds", again=True)

    def action_imports(self) -> None:
        if self._shelf.is_open:
            self._errands.imports(self._importing, self)

    # Cut short

    async def tell_of_cut_short(self) -> None:
        """Say once of an import that did not come to its end that it can be gone on with."""
        view = await self._shelf.do(lambda library: library.cut_short())
        told = f"{view.id} {view.done} {view.articles}" if view is not None else ""
        if view is None or told == self._kept.cut_short:
            return
        self._kept.cut_short = told
        keys = key_of(self.app, "brought.open"), key_of(self.app, "brought.go-on")
        far = [f"{view.done:,} of {view.total:,} files"] if view.total > 1 else []
        came = wording.counted(view.articles, "article")
        words = f"An import was cut short: {', '.join([*far, came])} in."
        words += f"\n{keys[0]} shows it, and {keys[1]} there goes on with it."
        self.culm.notify(words, markup=False, timeout=CUT_SHORT_SHOWN)

    def ask_to_leave(self) -> bool:
        """Ask before an import, or what takes articles out or brings them back, is cut short.

        False when there is nothing to ask about.
        """
        if self.culm.changes.long and not isinstance(self.app.screen, QuestionScreen):
            self._ask_about_change()
            return True
        if not self._importing.would_be_missed or isinstance(self.app.screen, LeavingScreen):
            return False

        def answered(yes: bool | None) -> None:
            if yes:
                self.app.exit(0)

        self.app.push_screen(LeavingScreen(self._importing), answered)
        return True

    def _ask_about_change(self) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.app.exit(0)

        keys = key_of(self.app, "app.undo"), key_of(self.app, "app.redo")
        words = [
            "Articles are being taken out or brought back.",
            f"What is done stays; {keys[0]} and {keys[1]} go on from there at the next start.",
        ]
        question = QuestionScreen("Quit now?", words, "quit and stop it", "keep reading")
        self.app.push_screen(question, answered)

    def action_sources(self) -> None:
        if self._shelf.is_open:
            self._errands.sources(self._importing, self)
