"""The card of a name: what it is called, when it is in the news, and with whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.app import ComposeResult
from textual.content import Content

from index.article import Span
from index.views import EntityView, EventView, KnownAs, Row
from tui import messages, wording
from tui.commands import Where
from tui.opened import TITLE_ROOM, Dialog
from tui.rendering.cells import fit, width_of
from tui.rendering.charts import CHART_CELLS, chart
from tui.screens.moving import Moves, MovesList
from tui.widgets.entries import Entries, Entry
from tui.widgets.hints import HintedBox, hints_of
from tui.widgets.lines import Line, Piece, fold

if TYPE_CHECKING:
    from index.library import Library

ARTICLES_SHOWN = 300
COMPANY_SHOWN = 12
FORMS_SHOWN = 24
NAMES_EXPLAINED = 6

Leads = messages.ArticleOpened | messages.EntityChosen


class Card(Struct, frozen=True):
    """What the library knows of an entity; ``rows`` are its articles, newest first."""

    entity: EntityView
    rows: tuple[Row, ...]
    events: tuple[EventView, ...]
    company: tuple[EntityView, ...]
    names: tuple[KnownAs, ...] = ()


def gather(library: Library, entity: int) -> Card:
    """The card of ``entity``; blocks. Raises :class:`~index.errors.NotFound`."""
    view = library.entity(entity)
    return Card(
        view,
        tuple(library.rows(library.entity_articles(view.id)[:ARTICLES_SHOWN])),
        library.entity_events(view.id),
        library.entity_company(view.id, COMPANY_SHOWN),
        library.entity_names(view.id),
    )


def card_entries(card: Card, width: int) -> Sequence[Entry]:
    """The card in ``width`` cells."""
    return [
        Entry(tuple(_names(card, width))),
        *_when(card, width),
        *_events(card, width),
        *_company(card),
        *_articles(card, width),
    ]


def _names(card: Card, width: int) -> Iterator[Line]:
    entity = card.entity
    if width_of(entity.name) > min(width, TITLE_ROOM):
        for text in fold(entity.name, width, 3):
            yield Line((Piece(text, entity.type.value.lower()),))
    said = (
        f"{wording.TYPE_NAMES[entity.type]} · {wording.counted(entity.count, 'mention')}"
        f" in {wording.counted(entity.articles, 'article')}"
    )
    yield Line((Piece(said, "facts"),))
    explained = [known for known in card.names if known.why and known.name != entity.name]
    for known in explained[:NAMES_EXPLAINED]:
        for text in fold(f"{known.name}: {known.why}", width, 3):
            yield Line((Piece(text, "quiet"),))
    told = {known.name for known in explained[:NAMES_EXPLAINED]} | {entity.name}
    others = [form for form in entity.forms if form not in told]
    if others:
        shown = " · ".join(others[:FORMS_SHOWN])
        more = f" and {len(others) - FORMS_SHOWN} more" if len(others) > FORMS_SHOWN else ""
        for text in fold(f"also {shown}{more}", width, 4):
            yield Line((Piece(text, "quiet"),))


def _when(card: Card, width: int) -> Iterator[Entry]:
    days = [
        row.published.interval.begin
        for row in card.rows
        if row.published.interval.is_day and row.published.interval.begin is not None
    ]
    drawn = chart(days, min(CHART_CELLS, width))
    if drawn:
        span = f"{wording.day(min(days))} – {wording.day(max(days))}"
        yield Entry((Line(), Line((Piece(drawn, "strong"),)), Line((Piece(span, "quiet"),))))


def _events(card: Card, width: int) -> Iterator[Entry]:
    for number, event in enumerate(card.events):
        if not number:
            yield Entry((Line(), Line((Piece("Events", "heading"),))))
        days = wording.interval(event.interval, event.precision)
        lines = [Line((Piece(text, "strong"),)) for text in fold(event.name, width, 2)]
        facts = " · ".join(part for part in (days, event.place) if part)
        teller = event.tellers[0] if event.tellers else None
        target = None
        if teller is not None:
            at = teller.spans[0] if teller.spans else None
            target = messages.ArticleOpened(teller.id, at)
        yield Entry((*lines, Line((Piece(facts, "facts"),))), target)


def _company(card: Card) -> Iterator[Entry]:
    for number, other in enumerate(card.company):
        if not number:
            yield Entry((Line(), Line((Piece("Appears with", "heading"),))))
        yield Entry(
            (
                Line(
                    (Piece(other.name, other.type.value.lower()),),
                    (Piece(f" {wording.counted(other.articles, 'article')}", "quiet"),),
                ),
            ),
            messages.EntityChosen(other.id),
        )


def _articles(card: Card, width: int) -> Iterator[Entry]:
    for number, row in enumerate(card.rows):
        if not number:
            yield Entry((Line(), Line((Piece("Articles", "heading"),))))
        lines = [Line((Piece(text, "title"),)) for text in fold(row.title, width, 2)]
        facts = " · ".join(
            part for part in (row.outlet, wording.publication(row.published)) if part
        )
        yield Entry((*lines, Line((Piece(facts, "facts"),))), messages.ArticleOpened(row.id))
    left = card.entity.articles - len(card.rows)
    if card.rows and left > 0:
        yield Entry((Line((Piece(f"and {wording.counted(left, 'more', 'more')}", "quiet"),)),))


class CardEntries(Entries):
    """The lines of a card."""

    def action_open(self) -> None:
        if isinstance(self.screen, EntityScreen):
            self.screen.action_open()


_HINTS = (
    ("entity.go", "open"),
    ("timeline.open", "timeline"),
    ("correct.here", "put right"),
    ("screen.close", "close"),
)


class EntityScreen(Dialog[Leads | None], MovesList):
    """Shows a card; gives back where the reader wants to go from there, if anywhere."""

    where = (Where.ENTITY,)

    def __init__(
        self,
        card: Card,
        ask: Callable[[messages.CorrectionAsked | messages.TimelineAsked], object],
        at: Span | None = None,
    ) -> None:
        """``ask`` is told what is to be put right, or shown in the order of time.

        ``at`` is the passage of the open article from which the card was asked for.
        """
        super().__init__()
        self._card = card
        self._ask = ask
        self._at = at
        self._entries = CardEntries(id="choices")

    def compose(self) -> ComposeResult:
        box = HintedBox(id="box")
        box.border_title = Content(fit(" ".join(self._card.entity.name.split()), TITLE_ROOM))
        with box:
            yield self._entries

    def on_mount(self) -> None:
        self.query_one(HintedBox).offer(hints_of(self.app, *_HINTS))
        self._entries.show(lambda width: card_entries(self._card, width))
        self.set_focus(self._entries)

    @property
    def moved(self) -> Moves:
        return self._entries

    def action_open(self) -> None:
        target = self._entries.target
        if isinstance(target, messages.ArticleOpened | messages.EntityChosen):
            self.dismiss(target)

    def action_correct(self) -> None:
        """Put right what the card says."""
        self._ask(messages.CorrectionAsked(entity=self._card.entity.id, at=self._at))

    def action_timeline(self) -> None:
        """Show the events of this name in the order of time."""
        entity = self._card.entity
        self._ask(messages.TimelineAsked(entity=entity.id, name=entity.name))

    def action_close(self) -> None:
        self.dismiss(None)
