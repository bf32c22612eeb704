"""A dialog to choose which articles to lay beside the open one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.content import Content

from index.article import Publication
from index.events.model import Role
from index.views import ArticleView, EventView, Row
from tui import wording
from tui.commands import Where
from tui.opened import Dialog
from tui.screens.found import Option
from tui.widgets.entries import Entries, Entry
from tui.widgets.event_lines import without_copies
from tui.widgets.hints import HintedBox, hints_of
from tui.widgets.lines import Line, Piece, fold

MOST = 2
"""Articles that can be laid beside the open one."""

_HINTS = (
    ("beside.mark", "choose"),
    ("beside.take", "compare"),
    ("beside.find", "find another"),
    ("screen.close", "close"),
)
FOUND = "Found"
"""What those stand under that the reader has found by their headlines."""
_INDENT = 4


class Other(Struct, frozen=True):
    """An article that could be laid beside the open one; ``under`` says what it tells of."""

    id: int
    title: str
    outlet: str
    published: Publication
    under: str


def others(reading: ArticleView, event: int | None = None) -> tuple[Other, ...]:
    """The articles that tell ``event``, or what the open one reports, copies left out.

    In the order of the panel. Without an event: those that tell the first one it reports
    that others tell too, then those of the same story.
    """
    if event is not None:
        return tuple(_tellers([one for one in reading.events if one.id == event], reading))
    reported = [one for one in reading.events if one.role is Role.REPORTS]
    told = (tuple(_tellers([one], reading)) for one in reported)
    first = next(filter(None, told), ())
    known = {other.id for other in first}
    story = (
        Other(one.id, one.title, one.outlet, one.published, "Before and after")
        for one in reading.thread.articles
        if one.id not in known
    )
    return (*first, *story)


def _tellers(events: Sequence[EventView], reading: ArticleView) -> Iterator[Other]:
    for event in events:
        for teller in without_copies(event.tellers, reading)[0]:
            mentions = teller.role is Role.MENTIONS
            under = f"{event.name}, mentioned" if mentions else event.name
            yield Other(teller.id, teller.title, teller.outlet, teller.published, under)


def row_option(row: Row) -> Option:
    """An article to choose by its headline."""
    facts = " · ".join(filter(None, (row.outlet, wording.publication(row.published))))

    def lines(width: int) -> tuple[Line, ...]:
        return (
            *(Line((Piece(text, "title"),)) for text in fold(row.title, width, 2)),
            *(Line((Piece(f"  {text}", "facts"),)) for text in fold(facts, max(8, width - 2), 1)),
        )

    return Option(lines, row)


def beside_entries(found: Sequence[Other], chosen: Collection[int], width: int) -> list[Entry]:
    """The articles in ``width`` cells; those with ids in ``chosen`` are marked."""
    entries: list[Entry] = []
    under = ""
    for other in found:
        if other.under != under:
            under = other.under
            heading = tuple(Line((Piece(text, "heading"),)) for text in fold(under, width, 2))
            entries.append(Entry((Line(), *heading) if entries else heading))
        box = Piece("[x] " if other.id in chosen else "[ ] ", "key")
        titles = fold(other.title, width - _INDENT, 2) or [""]
        facts = " · ".join(filter(None, (other.outlet, wording.publication(other.published))))
        entries.append(
            Entry(
                (
                    Line((box, Piece(titles[0], "title"))),
                    *(Line((Piece(" " * _INDENT), Piece(text, "title"))) for text in titles[1:]),
                    *(
                        Line((Piece(" " * _INDENT), Piece(text, "facts")))
                        for text in fold(facts, width - _INDENT, 2)
                    ),
                ),
                other,
            )
        )
    return entries


class BesideList(Entries):
    """The articles to choose from; Space marks, Enter takes."""

    # Its own keys come before those that scroll: Space does both.
    where = (Where.BESIDE, Where.HELP)

    def action_open(self) -> None:
        if isinstance(self.screen, BesideScreen):
            self.screen.take()

    def action_mark(self) -> None:
        if isinstance(self.screen, BesideScreen):
            self.screen.mark()

    def action_find(self) -> None:
        if isinstance(self.screen, BesideScreen):
            self.screen.find()


class BesideScreen(Dialog[tuple[int, ...] | None]):
    """Asks; gives back the ids of one or two articles, in the order of the list."""

    where = (Where.HELP,)

    def __init__(
        self, found: Sequence[Other], find: Callable[[Callable[[Row], None]], None]
    ) -> None:
        """``find`` asks for any other article, and tells which it was."""
        super().__init__()
        self._found = tuple(found)
        self._find = find
        self._chosen: tuple[int, ...] = ()
        self._list = BesideList(id="choices")

    def compose(self) -> ComposeResult:
        box = HintedBox(id="box")
        box.border_title = Content("Compare with")
        with box:
            yield self._list

    def on_mount(self) -> None:
        self.query_one(HintedBox).offer(hints_of(self.app, *_HINTS))
        self._list.show(self._entries_for)
        self.set_focus(self._list)

    def _entries_for(self, width: int) -> Sequence[Entry]:
        return beside_entries(self._found, self._chosen, width)

    def mark(self) -> None:
        """Choose the article under the cursor, or leave it again."""
        target = self._list.target
        if not isinstance(target, Other):
            return
        if target.id in self._chosen:
            self._chosen = tuple(id for id in self._chosen if id != target.id)
        else:
            # Who chooses a third has thought better of the first.
            self._chosen = (*self._chosen, target.id)[-MOST:]
        self._list.show(self._entries_for, keep_place=True)

    def find(self) -> None:
        """Ask for any article of the library, and choose it."""
        self._find(self._add)

    def _add(self, row: Row) -> None:
        if all(one.id != row.id for one in self._found):
            other = Other(row.id, row.title, row.outlet, row.published, FOUND)
            self._found = (*self._found, other)
        self._chosen = (*(id for id in self._chosen if id != row.id), row.id)[-MOST:]
        self._list.show(self._entries_for, keep_place=True)
        self._list.go_to(lambda target: isinstance(target, Other) and target.id == row.id)

    def take(self) -> None:
        """Compare with what is chosen, else with the article under the cursor."""
        target = self._list.target
        if self._chosen:
            self.dismiss(tuple(one.id for one in self._found if one.id in self._chosen))
        elif isinstance(target, Other):
            self.dismiss((target.id,))

    def action_close(self) -> None:
        self.dismiss(None)
