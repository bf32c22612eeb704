"""The timeline: events on an axis of time, from days to years, and the articles that tell them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from textual import on
from textual.app import ComposeResult

from index.errors import CulmError, NotFound
from index.library.knowledge.timeline import Narrowing, Timeline, TimelineRow, Unit
from index.views import Teller
from tui import messages, wording, workers
from tui.commands import Where
from tui.opened import FullScreen
from tui.rendering.cells import fit, width_of
from tui.screens.choices import ChoiceScreen
from tui.screens.moving import Moves, MovesList
from tui.screens.why import WhyScreen
from tui.screens.why import gather as gather_why
from tui.shelf import with_library
from tui.widgets.entries import Entry
from tui.widgets.footer import Footer
from tui.widgets.hints import key_of
from tui.widgets.lines import Line, Piece
from tui.widgets.role_line import RoleLine
from tui.widgets.time_strip import DayChosen, TimeStrip
from tui.widgets.timeline_list import (
    LOOKAHEAD,
    FoldWanted,
    RowsWanted,
    TellerChosen,
    TimelineList,
    TimelineMoved,
    place_of,
)

if TYPE_CHECKING:
    from textual.worker import Worker

    from index.library import Library

T = TypeVar("T")

LONG = 0.4
"""Seconds after which it is said that the events are still being put in order."""
POLL = 1.0
"""Seconds between looks at whether the library changed."""
AT_LEISURE = 10
"""How many times longer than it takes it is waited before the events are read anew by itself."""
_ALL_KINDS = "all kinds"


class Scope(Struct, frozen=True):
    """Whose events are asked for: those that ``articles`` tell, or of ``entity``; else all.

    ``words`` say so, as ``of “doi moi”`` or ``with Nguyễn Phú Trọng``.
    """

    words: str = ""
    articles: Sequence[int] | None = None
    entity: int | None = None

    def is_like(self, other: Scope) -> bool:
        """Whether both ask for the same, whatever was found by now."""
        return (self.words, self.entity) == (other.words, other.entity)


class View(Struct):
    """How the timeline is looked at, kept while it is left; ``event`` is under the cursor.

    ``article`` is the one that was open in the reader when it was left.
    """

    unit: Unit = Unit.MONTH
    kind: str = ""
    mentioned: bool = True
    scope: Scope = field(default_factory=Scope)
    event: int | None = None
    unfolded: tuple[int, ...] = ()
    article: int | None = None

    def ask(
        self, scope: Scope, article: int | None, event: int | None, *, wanted: bool = False
    ) -> None:
        """Look at ``scope`` where it was left, at ``event`` if another article is open now.

        With ``wanted`` at ``event`` in any case.
        """
        if not scope.is_like(self.scope):
            self.kind, self.event, self.unfolded = "", event, ()
        elif event is not None and (wanted or article != self.article):
            self.event = event
        self.scope, self.article = scope, article

    @property
    def narrowing(self) -> Narrowing:
        return Narrowing(self.scope.articles, self.scope.entity, self.kind, self.mentioned)


class Found(Struct, frozen=True):
    """The events with what is first shown of them."""

    generation: int
    timeline: Timeline
    rows: tuple[TimelineRow, ...]
    tellers: dict[int, tuple[Teller, ...]]


def gather(library: Library, view: View) -> Found:
    """The events that ``view`` asks for; blocks."""
    generation = library.generation()
    timeline = library.timeline(view.narrowing, view.unit)
    place = place_of(timeline, view.event)
    near = timeline.ids[max(0, place - LOOKAHEAD) : place + LOOKAHEAD]
    there = set(timeline.ids)
    tellers = {id: told_by(library, id) for id in view.unfolded if id in there}
    return Found(generation, timeline, tuple(library.timeline_rows(near)), tellers)


def told_by(library: Library, event: int) -> tuple[Teller, ...]:
    """The articles that tell an event, none if it is gone; blocks."""
    try:
        return library.event(event).tellers
    except NotFound:
        return ()


class KindScreen(ChoiceScreen[str]):
    """The kinds of events there are; gives back one, "" for all."""

    TITLE_WORDS = "Which events"

    def __init__(self, kinds: Sequence[tuple[str, int]], now: str) -> None:
        super().__init__()
        self._kinds = (("", sum(count for _, count in kinds)), *kinds)
        self._now = now

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        told = [(kind, kind.casefold() or _ALL_KINDS, count) for kind, count in self._kinds]
        return [
            Entry(
                (Line((Piece(f" {name}", "title"),), (Piece(f" {count:,}", "facts"),)),),
                (kind,),
                begins=kind == self._now,
            )
            for kind, name, count in told
            if all(word in name for word in words)
        ]

    def result_of(self, target: object) -> str | None:
        return str(target[0]) if isinstance(target, tuple) else None


class TimelineScreen(FullScreen[messages.ArticleOpened | None], MovesList):
    """Shows events; gives back the article to open, or ``None`` when it was left."""

    where = (Where.TIMELINE,)
    offered = frozenset({Where.TIMELINE})
    DEFAULT_CSS = """
    TimelineScreen {
        layout: vertical; background: $ground;
        & > #timeline-top { background: $raised; }
        & > #timeline-strip { margin: 1 0; }
        & > #timeline-footer { background: $raised; }
        &.-low > #timeline-strip { margin: 0; }
    }
    """

    def __init__(
        self,
        library: Library,
        view: View,
        correct: Callable[[messages.CorrectionAsked], object],
    ) -> None:
        """``view`` is changed as the reader moves; ``correct`` is told what is to be put right."""
        super().__init__()
        self._library = library
        self._view = view
        self._correct = correct
        self._found: Found | None = None
        self._loading: Worker[None] | None = None
        self._rest_until = 0.0
        self._said = Line()
        self._top = RoleLine(id="timeline-top")
        self._strip = TimeStrip(id="timeline-strip")
        self._list = TimelineList(id="timeline-list")
        self._footer = Footer(id="timeline-footer")

    def compose(self) -> ComposeResult:
        yield self._top
        yield self._strip
        yield self._list
        yield self._footer

    def on_mount(self) -> None:
        self.set_focus(self._list)
        self._reload()
        self.set_interval(POLL, self._poll)

    def on_resize(self) -> None:
        self.set_class(self.size.height < 24, "-low")
        self._say()

    # What is shown

    def _reload(self) -> None:
        """Show what was asked for just now: the keys that follow are for that."""
        self.awaits(self._fetch())

    def _fetch(self) -> Worker[None]:
        self._loading = workers.run(self, self._load, group="load", exclusive=True)
        return self._loading

    async def _load(self) -> None:
        began = monotonic()
        late = self.set_timer(LONG, lambda: self._footer.busy("putting the events in order …"))
        try:
            found = await self._do(lambda library: gather(library, self._view))
        except CulmError as error:
            self.culm.tell(str(error), problem=True)
            return
        finally:
            late.stop()
            self._footer.busy("")
        self._found = found
        self._rest_until = monotonic() + AT_LEISURE * (monotonic() - began)
        self._list.show(
            found.timeline, found.tellers, found.rows, self._view.event, self._nothing()
        )
        self._moved()

    def _nothing(self) -> Sequence[str]:
        view = self._view
        if view.scope.words or view.kind or not view.mentioned:
            key = key_of(self.app, "timeline.widen")
            return ("No event to show here.", f"{key} shows other events, too." if key else "")
        return ("No events yet.", "They are found in the articles that you bring in: culm add PATH")

    def _poll(self) -> None:
        workers.run(self, self._look, group="poll", exclusive=True)

    async def _look(self) -> None:
        """Follow the library; while articles come in, not more than now and then."""
        is_busy = self._loading is not None and not self._loading.is_finished
        if is_busy or monotonic() < self._rest_until:
            return
        generation = await self._do(lambda library: library.generation())
        if self._found is not None and generation != self._found.generation:
            self._fetch()

    @on(TimelineMoved)
    def _moved(self) -> None:
        self._view.event = self._list.event
        self._view.unfolded = self._list.unfolded
        if self._found is not None:
            self._strip.show(self._found.timeline, self._list.day)
        self._say()

    def _say(self) -> None:
        if self._found is None:
            return
        view, count = self._view, len(self._found.timeline.ids)
        told = [f"by {view.unit.value}"]
        if view.kind:
            told.append(f"{view.kind.casefold()} only")
        if not view.mentioned:
            told.append("reports only")
        facts = f" {wording.counted(count, 'event')} · {' · '.join(told)} "
        room = self.size.width - width_of(facts) - len(" Timeline ")
        scope = fit(view.scope.words, max(0, room - 1)) if view.scope.words else ""
        line = Line((Piece(" Timeline ", "strong"), Piece(facts, "quiet"), Piece(scope, "strong")))
        if line != self._said:
            self._said = line
            self._top.say(line)

    @on(RowsWanted)
    def _rows_wanted(self, message: RowsWanted) -> None:
        message.stop()
        workers.run(self, self._fetch_rows, message.ids, group="rows")

    async def _fetch_rows(self, ids: tuple[int, ...]) -> None:
        self._list.take(await self._do(lambda library: library.timeline_rows(ids)))

    @on(FoldWanted)
    def _fold_wanted(self, message: FoldWanted) -> None:
        message.stop()
        workers.run(self, self._fold, message.id, message.unfold, group="fold")

    async def _fold(self, event: int, unfold: bool) -> None:
        told = await self._do(lambda library: told_by(library, event)) if unfold else ()
        self._list.unfold(event, told)
        self._moved()

    async def _do(self, work: Callable[[Library], T]) -> T:
        return await with_library(work, self._library)

    # Where the reader goes

    @on(TellerChosen)
    def _teller_chosen(self, message: TellerChosen) -> None:
        teller = message.teller
        self._view.article = teller.id
        at = teller.spans[0] if teller.spans else None
        self.dismiss(messages.ArticleOpened(teller.id, at))

    @on(DayChosen)
    def _day_chosen(self, message: DayChosen) -> None:
        self._list.go_to_day(message.day)

    @property
    def moved(self) -> Moves:
        return self._list

    def action_stretch(self, delta: int) -> None:
        self._list.action_stretch(delta)

    def action_open(self) -> None:
        self._list.action_open()

    def action_fold(self) -> None:
        self._list.action_fold()

    def action_close(self) -> None:
        self.dismiss(None)

    # How it is looked at

    def action_zoom(self, delta: int) -> None:
        """Cut the axis into shorter stretches (``delta`` 1) or longer ones (-1)."""
        units = tuple(Unit)
        wanted = units.index(self._view.unit) - delta
        if 0 <= wanted < len(units):
            self._view.unit = units[wanted]
            self._reload()
        else:
            self.culm.tell(f"The axis is cut into {self._view.unit.value}s; there is no further.")

    def action_mentions(self) -> None:
        self._view.mentioned = not self._view.mentioned
        self._reload()

    async def action_kinds(self) -> None:
        def chosen(kind: str | None) -> None:
            if kind is not None and kind != self._view.kind:
                self._view.kind = kind
                self._reload()

        if self._found is not None and self._found.timeline.kinds:
            kinds = self._found.timeline.kinds
            await self.app.push_screen(KindScreen(kinds, self._view.kind), chosen)

    def action_widen(self) -> None:
        """Take back what narrows the events, one thing at a time."""
        view = self._view
        if view.kind:
            view.kind = ""
        elif not view.mentioned:
            view.mentioned = True
        elif view.scope.words:
            view.scope = Scope()
        else:
            self.culm.tell("All events are shown.")
            return
        self._reload()

    # Why, and putting right

    def action_why(self) -> None:
        event, teller = self._list.event, self._list.teller
        if event is not None:
            this = teller.id if teller is not None else None
            workers.run(self, self._why, event, this, group="why", exclusive=True)

    async def _why(self, event: int, this: int | None) -> None:
        try:
            evidence = await self._do(partial(gather_why, event=event, this=this, other=None))
        except CulmError as error:
            self.culm.tell(str(error), problem=True)
        else:
            await self.app.push_screen(WhyScreen(evidence, self._correct))

    def action_correct(self) -> None:
        event, teller = self._list.event, self._list.teller
        if event is not None:
            article = teller.id if teller is not None else None
            self._correct(messages.CorrectionAsked(event=event, article=article))
