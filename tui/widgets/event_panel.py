"""The event panel: what the open article reports and mentions, and who else tells it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from index.article import Span
from index.views import ArticleView, EventView
from tui.commands import Where
from tui.messages import (
    ArticleOpened,
    CompareAsked,
    CorrectionAsked,
    EntityChosen,
    PanelEventChosen,
    WhyAsked,
    WhyTogetherAsked,
)
from tui.widgets.entries import Entries, Entry
from tui.widgets.event_lines import (
    EntityTarget,
    EventTarget,
    MoreTarget,
    TellerTarget,
    ThreadTarget,
    panel_entries,
)
from tui.widgets.hints import titled

_ALIKE = 2


def _overlap(a: EventView, b: EventView) -> int:
    """Whether the open article tells two events in the same passage."""
    return int(any(one.overlaps(other) for one in a.spans for other in b.spans))


class EventPanel(Entries):
    """The events and names of one article.

    Enter on an event goes to its next passage in the open article, on another
    article opens that at its passage, on a name opens its card.
    """

    where = (Where.PANEL,)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._reading: ArticleView | None = None
        self._unfolded: frozenset[int] = frozenset()
        self._passage: tuple[int, int] = (0, 0)

    def on_mount(self) -> None:
        self.tell_keys()

    def tell_keys(self) -> None:
        """Have the title say which key leads here now."""
        self.border_title = Content(titled(self.app, "pane.events", "Events"))

    def show_article(self, reading: ArticleView) -> None:
        """Show the events and names of ``reading``."""
        same = self._reading is not None and self._reading.article.id == reading.article.id
        self._reading = reading
        if not same:
            self._unfolded = frozenset()
        self.show(self._entries_for, keep_place=same)

    def clear(self) -> None:
        """Show nothing."""
        self._reading = None
        self.show(lambda width: ())

    @property
    def is_as_at_first(self) -> bool:
        return not self._unfolded and super().is_as_at_first

    @property
    def event(self) -> int | None:
        """The id of the event that the line under the cursor is about, if it is about one."""
        match self.target:
            case EventTarget(event) | MoreTarget(event) | TellerTarget(event, _):
                return event.id
        return None

    def go_to_event(self, event: int) -> bool:
        """Put the cursor on ``event``; false when the panel does not have it."""
        return self.go_to(lambda t: isinstance(t, EventTarget) and t.event.id == event)

    def likeness(self, before: object, now: object) -> int:
        """As a line of the same event, article or name, by whichever id it goes now.

        What was corrected by hand may have another one: then its passages or its names tell.
        """
        match before, now:
            case (EventTarget(a), EventTarget(b)) | (MoreTarget(a), MoreTarget(b)):
                return _ALIKE if a.id == b.id else _overlap(a, b)
            case (TellerTarget(a, one), TellerTarget(b, other)):
                if one.id != other.id:
                    return 0
                return _ALIKE if a.id == b.id else _overlap(a, b)
            case (ThreadTarget(article), ThreadTarget(other_article)):
                return int(article.id == other_article.id)
            case (EntityTarget(a_name), EntityTarget(b_name)):
                shared = {a_name.name, *a_name.forms} & {b_name.name, *b_name.forms}
                return _ALIKE if a_name.id == b_name.id else int(bool(shared))
        return 0

    def _entries_for(self, width: int) -> Sequence[Entry]:
        if self._reading is None:
            return []
        return panel_entries(self._reading, width, self._unfolded)

    def action_open(self) -> None:
        match self.target:
            case EventTarget(event):
                self.post_message(
                    PanelEventChosen(event, self._next_passage(event.id, event.spans))
                )
            case TellerTarget(_, teller):
                self.post_message(
                    ArticleOpened(teller.id, teller.spans[0] if teller.spans else None)
                )
            case ThreadTarget(article):
                self.post_message(ArticleOpened(article.id, None))
            case MoreTarget(event):
                self._unfolded |= {event.id}
                self.show(self._entries_for, keep_place=True)
            case EntityTarget(entity):
                self.post_message(EntityChosen(entity.id))

    def action_why(self) -> None:
        match self.target:
            case EventTarget(event) | MoreTarget(event):
                self.post_message(WhyAsked(event.id))
            case TellerTarget(event, teller):
                self.post_message(WhyAsked(event.id, teller.id))
            case ThreadTarget(article):
                self.post_message(WhyTogetherAsked(article.id))
            case EntityTarget(entity):
                # Its card says of each name why it is that of the same.
                self.post_message(EntityChosen(entity.id))

    def action_compare(self) -> None:
        match self.target:
            case TellerTarget(_, teller):
                self.post_message(CompareAsked(article=teller.id))
            case ThreadTarget(article):
                self.post_message(CompareAsked(article=article.id))
            case EventTarget(event) | MoreTarget(event):
                self.post_message(CompareAsked(event=event.id))
            case _:
                self.post_message(CompareAsked())

    def action_correct(self) -> None:
        match self.target:
            case EventTarget(event) | MoreTarget(event):
                self.post_message(CorrectionAsked(event=event.id))
            case TellerTarget(event, teller):
                self.post_message(CorrectionAsked(event=event.id, article=teller.id))
            case ThreadTarget(article):
                self.post_message(CorrectionAsked(article=article.id))
            case EntityTarget(entity):
                self.post_message(CorrectionAsked(entity=entity.id))

    def _next_passage(self, event: int, spans: tuple[Span, ...]) -> Span | None:
        """The passage of ``event`` after the one that was gone to last."""
        if not spans:
            return None
        last_event, last = self._passage
        number = (last + 1) % len(spans) if last_event == event else 0
        self._passage = (event, number)
        return spans[number]
