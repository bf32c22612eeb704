"""Putting right by hand: what can be said of a name or an event, and the dialogs it needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.widgets import Input

from index.article import Span
from index.errors import NotFound
from index.events.model import Role
from index.library.corrections.correction_bodies import TYPE_WORDS
from index.views import EntityView, EventView
from tui import messages, wording, workers
from tui.rendering.cells import fit
from tui.screens.choices import Choices, ChoiceScreen
from tui.screens.line import TITLE_ROOM
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold

if TYPE_CHECKING:
    from index.library import Library

LIKELY_SHOWN = 60
MANY_ARTICLES = 20
"""Of two names that are each in more than so many, joining them is asked once more."""


class Case(Struct, frozen=True):
    """What is to be put right, an entity, an event or a story, and where it was met.

    ``article`` is the key of the article at hand, "" without one, ``title`` what
    it is called; ``here`` says that it names the entity or tells the event.
    ``at`` is the passage that is meant, ``said`` its words. ``beside`` is the key
    of the open article where the one at hand was met as another of its story.
    """

    entity: EntityView | None
    event: EventView | None
    article: str = ""
    title: str = ""
    here: bool = False
    at: Span | None = None
    said: str = ""
    beside: str = ""

    @property
    def name(self) -> str:
        """What the entity or event, without either the article, is called now."""
        thing = self.entity or self.event
        return thing.name if thing is not None else self.title


def gather(library: Library, asked: messages.CorrectionAsked, open_article: int | None) -> Case:
    """The case that was asked about; blocks. Raises :class:`~index.errors.NotFound`."""
    number = asked.article if asked.article is not None else open_article
    reading = library.reading(number) if number is not None else None
    key, title = (reading.article.key, reading.article.title) if reading else ("", "")
    wanted = asked.event
    if reading is not None and asked.article is not None and wanted is None is asked.entity:
        reported = next((view for view in reading.events if view.role is Role.REPORTS), None)
        beside = open_article if open_article != number else None
        other = library.article(beside).key if beside is not None else ""
        return Case(None, reported, key, title, reported is not None, beside=other)
    if wanted is not None:
        event = library.event(wanted)
        told = reading is not None and any(view.id == event.id for view in reading.events)
        return Case(None, event, key, title, told)
    if asked.entity is None:
        raise NotFound("put the caret on a name or an event first")
    entity = library.entity(asked.entity)
    named = reading is not None and any(view.id == entity.id for view in reading.entities)
    said = reading.article.text[asked.at.start : asked.at.end] if reading and asked.at else ""
    return Case(entity, None, key, title, named, asked.at if named else None, said)


class Remedy(Struct, frozen=True):
    """One thing that can be said; ``id`` is for :mod:`tui.correcting`."""

    id: str
    title: str
    help: str = ""


def remedies(case: Case) -> list[Remedy]:
    """What can be said of a case, the likeliest first."""
    title = fit(" ".join(case.title.split()), 40)
    if case.entity is None:
        return [*_of_story(case, title), *_of_event(case, title), *_of_article(case, title)]
    found = [Remedy("entity.same", "The same as …", "Both names are of one.")]
    if case.here:
        if case.at is not None:
            found.append(
                Remedy(
                    "entity.passage", "Another one in this passage …", f"“{case.said}” here only"
                )
            )
        found.append(Remedy("entity.article", "Another one in this article …", f"“{title}”"))
    found += [
        Remedy("entity.name", "Another name to show …"),
        Remedy("entity.type", "Another kind of name …"),
    ]
    if case.here and case.at is not None:
        found.append(Remedy("none.passage", "Not a name in this passage"))
    if case.here:
        found.append(Remedy("none.article", "Not a name in this article"))
    return [*found, Remedy("none.anywhere", "Not a name anywhere")]


def _of_story(case: Case, title: str) -> list[Remedy]:
    if not case.beside:
        return []
    return [Remedy("story.apart", "Not of one story with the open article", f"“{title}”")]


def _of_event(case: Case, title: str) -> list[Remedy]:
    if case.event is None:
        return []
    others = len(case.event.tellers) > 1
    split = Remedy("event.split", "This article tells of something else", f"“{title}”")
    none = Remedy("event.none", "This article does not tell it at all", f"“{title}”")
    return [
        Remedy("event.same", "The same as another event …", "Both become one."),
        *([split] if case.here and others else []),
        *([none] if case.here else []),
        Remedy("event.apart", "Not the same as …", "They will never become one."),
        Remedy("event.date", "Another date, or none …", _dated(case.event)),
        Remedy("event.name", "Another name to show …"),
    ]


def _dated(event: EventView) -> str:
    days = wording.interval(event.interval, event.precision)
    return f"Now: {days}." if event.interval else "No date is known now."


def _of_article(case: Case, title: str) -> list[Remedy]:
    if not case.article:
        return []
    together = Remedy(
        "story.same", "Of one story with what tells …", "Each goes under “Before and after”."
    )
    nothing = Remedy("article.none", "This article reports no event", f"“{title}”")
    return [*([] if case.beside else [together]), nothing]


class RemedyScreen(ChoiceScreen[Remedy]):
    """What can be said of a case; gives back what was chosen."""

    PLACEHOLDER = "what is so?"

    def __init__(self, case: Case) -> None:
        super().__init__()
        self._remedies = remedies(case)
        self.TITLE_WORDS = fit(" ".join(case.name.split()), TITLE_ROOM)

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        found = [
            one
            for one in self._remedies
            if all(word in f"{one.title} {one.help}".casefold() for word in words)
        ]
        if not found:
            return [Entry((Line((Piece(" Nothing like that can be said.", "quiet"),)),))]
        return [Entry(_remedy_lines(one, width), one) for one in found]

    def result_of(self, target: object) -> Remedy | None:
        return target if isinstance(target, Remedy) else None


def _remedy_lines(one: Remedy, width: int) -> tuple[Line, ...]:
    lines = [Line((Piece(text, "title"),)) for text in fold(one.title, width)]
    if one.help:
        told = fold(one.help, max(8, width - 2), 2)
        lines += [Line((Piece(f"  {text}", "quiet"),)) for text in told]
    return tuple(lines)


class Option(Struct, frozen=True):
    """Something that can be chosen: its lines, made for a width, and what it stands for."""

    lines: Callable[[int], tuple[Line, ...]]
    target: object


Find = Callable[[str], Awaitable[Sequence[Option]]]


class FoundScreen(ChoiceScreen[object]):
    """A choice among what is found for what is typed; gives back the target chosen."""

    def __init__(self, title: str, find: Find) -> None:
        """``find`` is asked for what was typed, first for nothing."""
        super().__init__()
        self.TITLE_WORDS = fit(title, TITLE_ROOM)
        self._find = find
        self._found: Sequence[Option] = ()
        self._found_for: str | None = None

    def _show(self, typed: str) -> None:
        workers.run(self, self._search, typed, group="choices", exclusive=True)

    async def _search(self, typed: str) -> None:
        self._found = await self._find(typed)
        again, self._found_for = self._found_for == typed, typed
        choices = self.query_one(Choices)
        choices.show(lambda width: self.entries_for((), width), keep_place=again)

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        if not self._found:
            return [Entry((Line((Piece(" Nothing is called that.", "quiet"),)),))]
        return [Entry(option.lines(width), option) for option in self._found]

    @property
    def typed(self) -> str:
        """What is on the line."""
        return self.query_one("#narrow", Input).value

    @property
    def chosen(self) -> object:
        """The option under the cursor."""
        return self.query_one(Choices).target

    def type(self, text: str) -> None:
        """Put ``text`` on the line in place of what is there."""
        line = self.query_one("#narrow", Input)
        line.value = text
        line.cursor_position = len(text)

    def result_of(self, target: object) -> object:
        return target.target if isinstance(target, Option) else None

    def action_take(self) -> None:
        typed = self.typed
        if self._found_for == typed:
            super().action_take()
        else:
            # Enter came before what the last letters lead to: nothing older is meant.
            workers.run(self, self._search_and_take, typed, group="choices", exclusive=True)

    async def _search_and_take(self, typed: str) -> None:
        await self._search(typed)
        super().action_take()


def plain_option(title: str, help: str, target: object) -> Option:
    """An option in words of culm's own."""
    one = Remedy("", title, help)
    return Option(lambda width: _remedy_lines(one, width), target)


def entity_option(entity: EntityView) -> Option:
    """An entity to choose."""
    others = [form for form in entity.forms if form != entity.name][:4]

    def lines(width: int) -> tuple[Line, ...]:
        count = Piece(f" {wording.counted(entity.articles, 'article')}", "facts")
        head = Line((Piece(entity.name, entity.type.value.lower()),), (count,))
        also = fold(f"also {' · '.join(others)}", max(8, width - 2), 1) if others else []
        return (head, *(Line((Piece(f"  {text}", "quiet"),)) for text in also))

    return Option(lines, entity.id)


def event_option(event: EventView) -> Option:
    """An event to choose."""
    days = wording.interval(event.interval, event.precision)
    told = wording.counted(len(event.tellers), "article")
    facts = " · ".join(part for part in (days, event.place, told) if part)

    def lines(width: int) -> tuple[Line, ...]:
        head = [Line((Piece(text, "title"),)) for text in fold(event.name, width, 2)]
        room = max(8, width - 2)
        told_in = fold(f"“{event.central}”", room, 1) if event.central else []
        return (
            *head,
            *(Line((Piece(f"  {text}", "facts"),)) for text in fold(facts, room)),
            *(Line((Piece(f"  {text}", "quiet"),)) for text in told_in),
        )

    return Option(lines, event.id)


def joining_doubt(a: EntityView, b: EntityView) -> str:
    """Why to ask once more whether two names are of one; "" where there is no reason to."""
    named = " and ".join(
        f"{wording.counted(one.articles, 'article')} "
        f"{'names' if one.articles == 1 else 'name'} “{one.name}”"
        for one in (a, b)
    )
    if a.type is not b.type:
        return f"One is {TYPE_WORDS[a.type]}, the other {TYPE_WORDS[b.type]}. {named}."
    return f"{named}." if min(a.articles, b.articles) > MANY_ARTICLES else ""


def likely_entities(library: Library, case: Case, typed: str) -> list[EntityView]:
    """Entities that may be meant: what the words find, else those with a word of the name."""
    own = case.entity
    if own is None:
        return []
    if typed.strip():
        found = library.find_entities(typed, LIKELY_SHOWN)
        return [view for view in found if view.id != own.id]
    words = [word for form in (own.name, *own.forms[:4]) for word in form.split() if len(word) > 2]
    by_word = [v for word in dict.fromkeys(words) for v in library.find_entities(word, 12)]
    busiest = library.find_entities("", LIKELY_SHOWN)
    known = {view.id: view for view in (*by_word, *busiest) if view.id != own.id}
    near = {view.id for view in by_word}
    return sorted(
        known.values(),
        key=lambda view: (view.id not in near, view.type is not own.type, -view.articles),
    )[:LIKELY_SHOWN]


def likely_events(library: Library, case: Case, typed: str) -> list[EventView]:
    """Events that may be meant: what the words find, else those nearest in name, people, time."""
    own = case.event
    if own is None:
        return []
    if typed.strip():
        found = library.find_events(typed, LIKELY_SHOWN)
    else:
        found = library.events_near(own.id, LIKELY_SHOWN)
    return [view for view in found if view.id != own.id]
