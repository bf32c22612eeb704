"""Everything that was put right by hand, the latest first, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import NotFound
from index.views import CorrectionView, Standing
from tui import messages, wording, workers
from tui.commands import Where
from tui.rendering.cells import width_of
from tui.screens.kept import KeptList, KeptScreen
from tui.shelf import with_library
from tui.widgets.entries import Entry
from tui.widgets.hints import key_of
from tui.widgets.lines import Line, Piece, fold

if TYPE_CHECKING:
    from index.library import Library

Leads = messages.EntityChosen | messages.ArticleOpened


def correction_entries(
    views: Sequence[CorrectionView], width: int, key: str = "!"
) -> Sequence[Entry]:
    """The corrections in ``width`` cells; ``key`` is the one that makes them."""
    if not views:
        told = f"Nothing was put right by hand yet. On a name or an event press {key} to do so."
        return [Entry(tuple(Line((Piece(text, "quiet"),)) for text in fold(told, width)))]
    return [Entry(_lines(view, width), view) for view in views]


def _lines(view: CorrectionView, width: int) -> tuple[Line, ...]:
    counts = view.standing in (Standing.APPLIES, Standing.WAITING)
    lines = [
        Line((Piece(text, "strong" if counts else "quiet"),)) for text in fold(view.words, width)
    ]
    made = wording.moment(view.created)
    where = " ".join(view.where.split())
    words = wording.STANDING_WORDS[view.standing]
    role = "bad" if view.standing is Standing.OVERRULED else "quiet"
    room = max(8, width - 2)
    if where:
        lines += [Line((Piece(f"  {text}", "facts"),)) for text in fold(where, room, 1)]
    if words and width_of(told := f"  {made} · {words}") <= width:
        return (*lines, Line((Piece(told[: -len(words)], "facts"), Piece(words, role))))
    lines.append(Line((Piece(f"  {made}", "facts"),)))
    standing = fold(words, room) if words else ()
    return (*lines, *(Line((Piece(f"  {text}", role),)) for text in standing))


class CorrectionList(KeptList):
    """The lines of the screen."""

    where = (Where.CORRECTIONS,)


class CorrectionsScreen(KeptScreen[CorrectionView, Leads | None]):
    """Shows corrections, takes them back; gives back where the reader wants to go, if anywhere."""

    where = (Where.CORRECTIONS,)
    TITLE_WORDS = "Corrections by hand"
    HINTS = (
        ("corrections.toggle", "take back"),
        ("app.undo", "undo"),
        ("corrections.go", "go there"),
    )

    def __init__(self, library: Library, views: Sequence[CorrectionView]) -> None:
        super().__init__(library, views, CorrectionList(id="choices"))

    def fetch(self, library: Library) -> Sequence[CorrectionView]:
        library.by_hand.catch_up()
        return library.by_hand.all()

    def entries_for(self, width: int) -> Sequence[Entry]:
        return correction_entries(self.items, width, key_of(self.app, "correct.here"))

    def name_of(self, item: object) -> object:
        return item.id if isinstance(item, CorrectionView) else None

    def action_take_back(self) -> None:
        """Take the correction under the cursor back, or have it count again."""
        view = self.target
        if not isinstance(view, CorrectionView):
            return
        if view.standing is Standing.WITHDRAWN:
            self.change(lambda library: library.by_hand.reinstate(view.id))
        else:
            self.change(lambda library: library.by_hand.withdraw(view.id))

    def action_open(self) -> None:
        view = self.target
        if isinstance(view, CorrectionView):
            workers.run(self, self._go, view, group="corrections", exclusive=True)

    async def _go(self, view: CorrectionView) -> None:
        leads = await with_library(lambda library: _leads(library, view), self._library)
        if leads is None:
            self.culm.tell("What it is about is not here now.")
        else:
            self.dismiss(leads)


def _leads(library: Library, view: CorrectionView) -> Leads | None:
    """Where a correction leads: to the card of its entity, to its article, or to its event's."""
    for number in view.entities:
        try:
            return messages.EntityChosen(library.entity(number).id)
        except NotFound:
            continue
    for key in view.articles:
        try:
            return messages.ArticleOpened(library.find(key))
        except NotFound:
            continue
    for number in view.events:
        for teller in library.event(number).tellers:
            return messages.ArticleOpened(teller.id, teller.spans[0] if teller.spans else None)
    return None
