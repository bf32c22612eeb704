"""All annotations of the library: to find, to read in their place, to put in order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CulmError
from index.notes.annotations import ManyChanged
from index.notes.model import Annotation, Colour
from tui import wording, workers
from tui.drafts import Draft, keep, keep_as_draft, let_go, replacing
from tui.refusals import Change, Refused, Verdict, settled, tried
from tui.screens.changing import Failure
from tui.screens.conflict import ConflictScreen
from tui.screens.export import ExportScreen, write
from tui.screens.note_editor import NoteEditor
from tui.screens.note_history import NoteHistoryScreen
from tui.screens.notes_in import NotesInScreen, bring_in
from tui.screens.notes_part import NotesPart
from tui.screens.question import QuestionScreen
from tui.screens.tags import TagsScreen
from tui.widgets.hints import key_of, with_undo
from tui.widgets.reader_marking import Wording
from tui.workers import words_of

if TYPE_CHECKING:
    from index.library import Library


class NotesScreen(NotesPart):
    """Lists annotations; gives back the article to open, or ``None`` when it was left.

    What is changed here was seen in the list: one that somebody else has changed since is
    not overwritten.
    """

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._import_stop: threading.Event | None = None

    # Changing one

    def _change_one(
        self, one: Annotation, change: Change, done: str = "", written: Draft | None = None
    ) -> None:
        """Change ``one``; what was ``written`` for it waits as a draft until it is on disk."""
        self._change(
            lambda library: tried(library.notes, one, change),
            done,
            (one.id, written) if written else None,
        )

    def _ask_which(self, refused: Refused) -> None:
        """Ask which of two versions of an annotation stays; what is not decided is a draft."""

        def decided(verdict: Verdict | None) -> None:
            if verdict is not None:
                mine = refused.mine
                draft = replacing(mine.note, mine.tags, mine.colour)
                self._change(
                    lambda library: settled(library.notes, refused, verdict), "", (mine.id, draft)
                )
            elif keep_as_draft(self.app, refused):
                key = key_of(self.app, "notes.note")
                self.culm.tell(f"Left as it is there now; {key} brings back what you wrote.")

        self.app.push_screen(ConflictScreen(refused), decided)

    async def action_note(self, tags: bool = False) -> None:
        one = self._list.current
        if one is None:
            return
        annotation = one

        def save(written: Wording | None) -> None:
            if written is not None:
                self._change_one(
                    annotation,
                    lambda notes, now: notes.edit(
                        now.id,
                        now.revision,
                        note=written.note,
                        tags=written.tags,
                        colour=written.colour,
                    ),
                    written=replacing(written.note, written.tags, written.colour),
                )

        before = Wording(annotation.note, annotation.tags, annotation.colour)
        editor = NoteEditor(
            before, annotation.exact, lambda: self._found.tags, on_tags=tags, about=annotation.id
        )
        await self.app.push_screen(editor, save)

    def action_history(self) -> None:
        one = self._list.current
        if one is not None:
            workers.run(self, self._show_history, one, group=workers.OPENING, exclusive=True)

    async def _show_history(self, annotation: Annotation) -> None:
        history = await self.do(lambda library: library.notes.history(annotation.id))

        def chosen(was: Annotation | None) -> None:
            if was is not None:
                self._change_one(
                    annotation,
                    lambda notes, now: notes.edit(
                        now.id,
                        now.revision,
                        note=was.note,
                        tags=was.tags,
                        colour=was.colour,
                        in_trash=False,
                    ),
                    with_undo(self.app, "It says that again"),
                )

        await self.app.push_screen(NoteHistoryScreen(history), chosen)

    # Changing many

    def _change_many(
        self,
        chosen: Sequence[Annotation],
        work: Callable[[Library, dict[str, int]], ManyChanged],
        done: str = "",
    ) -> None:
        """Change what is ``chosen``; ``work`` gets the revisions at which they were seen.

        What this culm itself made of them since counts as seen.
        """
        seen = {one.id: one.revision for one in chosen}
        self._change(lambda library: work(library, library.notes.as_we_left(seen)), done)

    async def action_edit_tags(self) -> None:
        chosen = self._list.chosen
        if len(chosen) < 2:
            await self.action_note(tags=True)
            return
        title = f"Tags to add to {len(chosen)} marks; -tag takes one off"

        def save(tags: tuple[str, ...] | None) -> None:
            if not tags:
                return
            added = [tag for tag in tags if not tag.startswith("-")]
            removed = [tag[1:] for tag in tags if tag.startswith("-")]
            self._change_many(
                chosen,
                lambda library, seen: library.notes.edit_all(
                    seen, add_tags=added, remove_tags=removed, expected=seen
                ),
                with_undo(self.app, "Tags of {} changed"),
            )

        await self.app.push_screen(TagsScreen(title, (), self._found.tags), save)

    def action_recolour(self, number: int) -> None:
        chosen = self._list.chosen
        colour = tuple(Colour)[number - 1]
        if len(chosen) == 1:
            self._change_one(
                chosen[0], lambda notes, now: notes.edit(now.id, now.revision, colour=colour)
            )
        elif chosen:
            self._change_many(
                chosen,
                lambda library, seen: library.notes.edit_all(seen, colour=colour, expected=seen),
            )

    def action_trash(self) -> None:
        chosen = self._list.chosen
        if chosen and self._trash:
            self._ask_to_purge(chosen)
        elif len(chosen) == 1:
            self._change_one(
                chosen[0],
                lambda notes, now: notes.edit(now.id, now.revision, in_trash=True),
                with_undo(self.app, "1 mark moved to the trash"),
            )
        elif chosen:
            self._change_many(
                chosen,
                lambda library, seen: library.notes.remove(*seen, expected=seen),
                with_undo(self.app, "{} moved to the trash"),
            )

    def _ask_to_purge(self, chosen: Sequence[Annotation]) -> None:
        ids = [one.id for one in chosen]
        marks = wording.counted(len(ids), "mark")

        def answered(yes: bool | None) -> None:
            if yes:
                self._change(
                    lambda library: library.notes.purge(*ids), f"{marks} deleted for good."
                )

        it = "it" if len(ids) == 1 else "them"
        words = (
            f"With note and history: undo does not bring {it} back. Backups that were made before"
            f" keep {it}.",
            f"{key_of(self.app, 'notes.restore')} takes {it} out of the trash instead.",
        )
        self.app.push_screen(
            QuestionScreen(f"Delete {marks} for good?", words, "delete for good"), answered
        )

    def action_restore(self) -> None:
        chosen = self._list.chosen
        if chosen and self._trash:
            self._change_many(
                chosen,
                lambda library, seen: library.notes.restore(*seen, expected=seen),
                "{} taken out of the trash.",
            )

    def _change(
        self,
        work: Callable[[Library], object],
        done: str = "",
        unsaved: tuple[str, Draft] | None = None,
    ) -> None:
        """Do ``work`` and show what is now; ``done`` says so, ``{}`` in it being how many.

        ``unsaved`` is what was written, and about what, until it is on disk.
        """
        self.change(work, partial(self._made, done, unsaved), partial(self._failed, unsaved))

    def _made(self, done: str, unsaved: tuple[str, Draft] | None, outcome: object) -> None:
        if unsaved is not None and not isinstance(outcome, Refused):
            let_go(self.app, unsaved[0])
        if isinstance(outcome, Refused):
            self._ask_which(outcome)
        elif isinstance(outcome, ManyChanged):
            self._tell_many(outcome, done)
        elif done:
            self.culm.tell(done)

    def _failed(self, unsaved: tuple[str, Draft] | None, error: Failure) -> None:
        said = ""
        if unsaved is not None:
            keep(self.app, *unsaved)
            key = key_of(self.app, "notes.note")
            said = f" What you wrote is kept: {key} brings it back."
        self.culm.tell(f"Not saved: {error}.{said}", problem=True)

    def _tell_many(self, outcome: ManyChanged, done: str) -> None:
        said = done.format(wording.counted(outcome.changed, "mark")) if outcome.changed else ""
        refused = len(outcome.refused)
        if refused:
            # They stay chosen and are shown as they are now, so that the key can be meant again.
            have, are = ("has", "is") if refused == 1 else ("have", "are")
            said += (
                f"\n{wording.counted(refused, 'mark')} {have} changed elsewhere meanwhile and "
                f"{are} left as you see {'it' if refused == 1 else 'them'} now; "
                "once more changes that, too."
            )
        if said:
            self.culm.tell(said.strip(), problem=bool(refused))

    # Out and in

    def action_yank(self) -> None:
        chosen = self._list.chosen
        if chosen:
            self.app.copy_to_clipboard("\n\n".join(one.exact for one in chosen))
            self.culm.tell(f"{wording.counted(len(chosen), 'passage')} copied.")

    async def action_export(self) -> None:
        chosen = self._list.chosen if self._list.chosen_count else list(self._found.annotations)
        if not chosen:
            self.culm.tell("There is nothing to export.")
            return

        def save(typed: str | None) -> None:
            if typed is not None:
                workers.run(self, self._export, typed, chosen, group="export")

        await self.app.push_screen(ExportScreen(wording.counted(len(chosen), "mark")), save)

    async def _export(self, typed: str, chosen: Sequence[Annotation]) -> None:
        try:
            said = await self.do(lambda library: write(typed, chosen, library))
        except (CulmError, OSError, ValueError) as error:
            self.culm.tell(f"Not written: {words_of(error)}", problem=True)
        else:
            self.culm.tell(said)

    async def action_import(self) -> None:
        def chosen(path: object) -> None:
            if isinstance(path, Path):
                workers.run(self, self._import, path, group="import")

        if self._import_stop is None:
            await self.app.push_screen(NotesInScreen(), chosen)
        else:
            key = key_of(self.app, "screen.close")
            self.culm.tell(f"One import is running; {key} stops it.")

    async def _import(self, path: Path) -> None:
        stop = self._import_stop = threading.Event()
        self._say_what_is_shown()
        try:
            undo, history = key_of(self.app, "app.undo"), key_of(self.app, "notes.history")
            said, is_problem = await self.do(
                lambda library: bring_in(library, path, stop, undo, history)
            )
        except CulmError as error:
            self.culm.tell(f"Nothing was imported: {error}", problem=True)
        else:
            self.culm.tell(said, problem=is_problem)
        finally:
            self._import_stop = None
        await self._load()

    @property
    def under_way(self) -> str:
        stops = f"importing, {key_of(self.app, 'screen.close')} stops "
        return stops if self._import_stop is not None else ""

    def action_close(self) -> None:
        if self._import_stop is not None:
            self._import_stop.set()
        else:
            super().action_close()
