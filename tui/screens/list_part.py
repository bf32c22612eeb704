"""What the main screen does with the articles of its list, one or several at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on

from index.article import Span
from index.views import GroupBy
from tui import bulk, messages, wording, workers
from tui.opened import ARRIVAL
from tui.rendering.cells import fit
from tui.screens.article_part import ArticlePart
from tui.screens.tags import TagsScreen
from tui.undoing import must_wait, said_now_and_then
from tui.widgets.article_item import Density
from tui.widgets.hints import key_of

if TYPE_CHECKING:
    from index.library import Library

_MOST_COMPARED = 3
_TITLE_ROOM = 96
"""Cells of a headline in a question: two lines of it, or somewhat more on a narrow terminal."""
GROUPINGS = (None, GroupBy.EVENT, GroupBy.OUTLET, GroupBy.DAY)
_SAID_OF_DENSITY = {
    Density.COMPACT: "One line for each article.",
    Density.USUAL: "Headline, outlet and date of each article.",
    Density.SNIPPET: "Each article with how its text begins.",
}


class ListPart(ArticlePart):
    """The panes, and what is done with the articles of the list."""

    @property
    def _meant(self) -> Sequence[int]:
        """The articles that a command is for: those chosen in the list while one is in it."""
        if self.focused is self._list:
            return self._list.meant
        return [self._list.current] if self._list.current is not None else []

    def action_compare(self) -> None:
        chosen = self._list.chosen if self.focused is self._list else ()
        if len(chosen) <= 1:
            open_one = self._desk.reading.article.id if self._desk.reading is not None else None
            other = next((number for number in chosen if number != open_one), None)
            self._compare_asked(messages.CompareAsked(article=other))
        elif len(chosen) <= _MOST_COMPARED:
            self._errands.compare_these(chosen)
        else:
            self.culm.tell(f"{len(chosen)} articles are chosen: two or three can be compared.")

    def action_toggle_read(self) -> None:
        self._do_with_meant(bulk.turn_read)

    def action_toggle_star(self) -> None:
        self._do_with_meant(bulk.turn_star)

    def _do_with_meant(self, work: Callable[[Library, Sequence[int], str], str]) -> None:
        ids, undo = self._meant, key_of(self.app, "app.undo")
        if ids:
            self.change(lambda library: work(library, ids, undo))

    def action_edit_tags(self) -> None:
        ids = self._meant
        ask = self._ask_for_tags if len(ids) > 1 else self._ask_for_tags_of_one
        if ids:
            workers.run(self, ask, ids, group=workers.OPENING, exclusive=True)

    async def _ask_for_tags_of_one(self, ids: Sequence[int]) -> None:
        for row in await self._shelf.do(lambda library: library.rows(ids)):
            self._errands.tags(row, self.change)

    async def _ask_for_tags(self, ids: Sequence[int]) -> None:
        undo = key_of(self.app, "app.undo")
        known = await self._shelf.do(lambda library: [tag.name for tag in library.notes.tags()])

        def done(tags: tuple[str, ...] | None) -> None:
            if tags:
                add = [name for name in tags if not name.startswith("-")]
                remove = [name[1:] for name in tags if name.startswith("-")]
                self.change(lambda library: bulk.tag(library, ids, add, remove, undo))

        title = f"Tags to add to {len(ids):,} articles; -tag takes one off"
        self.app.push_screen(TagsScreen(title, (), known), done)

    @on(messages.NoteAsked)
    async def _note_asked(self, message: messages.NoteAsked) -> None:
        self._go_to(message.id, Span(0, 1))
        with suppress(TimeoutError):
            await asyncio.wait_for(self._opened(), ARRIVAL)
        reading = self._desk.reading
        if reading is not None and reading.article.id == message.id:
            self._reader.go_to(reading.article.story)
            await self._reader.action_note()

    # Out of the library, and out to a file

    @on(messages.RemoveAsked)
    def _remove_asked(self, message: messages.RemoveAsked) -> None:
        workers.run(self, self._ask_to_remove, message.ids, group=workers.OPENING, exclusive=True)

    async def _ask_to_remove(self, ids: Sequence[int]) -> None:
        from index.library.upkeep.removing import what_goes
        from tui.screens.question import QuestionScreen

        first, count, marks, copies = await self._shelf.do(lambda library: what_goes(library, ids))
        undo = key_of(self.app, "app.undo")
        its = "its" if count == 1 else "their"
        more = f" and {count - 1:,} more" if count > 1 else ""
        named = [f"“{fit(' '.join(first.split()), _TITLE_ROOM)}”{more}"] if first else []
        words = [*named, f"The library forgets {its} text. {undo} brings it back."]
        if marks:
            where, go = "it" if count == 1 else "them", "goes" if marks == 1 else "go"
            words.append(f"{wording.counted(marks, 'mark')} in {where} {go} to the trash.")
        if copies:
            stay = "stays" if copies == 1 else "stay"
            words.append(
                f"{wording.counted(copies, 'near-identical copy', 'near-identical copies')} {stay}."
            )

        def decided(yes: bool | None) -> None:
            if yes and not must_wait(self.culm):
                self._list.action_choose_none()
                tell = said_now_and_then(self.culm)
                self.change(
                    self.culm.changes.noted(lambda library: bulk.take_out(library, ids, undo, tell))
                )

        question = f"Remove {wording.counted(count, 'article')} from the library?"
        self.app.push_screen(QuestionScreen(question, words, "remove"), decided)

    @on(messages.ExportAsked)
    def _export_asked(self, message: messages.ExportAsked) -> None:
        self._exports.articles(message.ids)

    # How the list looks

    def action_group_list(self) -> None:
        now = self._list.grouping
        self._list.grouping = GROUPINGS[(GROUPINGS.index(now) + 1) % len(GROUPINGS)]
        self._kept.grouping = self._list.grouping or ""
        told = f"by {self._list.grouping}" if self._list.grouping else "as their order has it"
        self.culm.tell(f"Articles stand together {told}.")
        self._show_list_again()

    def _show_list_again(self) -> None:
        """Put what is in the list into it anew: its groups are others."""
        workers.run(self, self._reload, self._list.current, group="library", exclusive=True)

    @on(messages.DensityChanged)
    def _density_changed(self, message: messages.DensityChanged) -> None:
        self._kept.density = message.density
        self.culm.tell(_SAID_OF_DENSITY[Density(message.density)])
