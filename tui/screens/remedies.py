"""What can be said of a name, an event or a story that is put right by hand, to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from index.article import EITHER_FIRST, ArticleFacts, Precision
from index.library.corrections.cases import Case
from index.library.linking.correction_bodies import TYPE_WORDS
from index.views import EntityView, EventView
from tui import wording
from tui.opened import TITLE_ROOM
from tui.rendering.cells import fit
from tui.screens.choices import ChoiceScreen
from tui.screens.found import Option, told_lines
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold

_ITSELF = "Its date, headline, outlet, authors."
MANY_ARTICLES = 20
"""Of two names that are each in more than so many, joining them is asked once more."""


class Remedy(Struct, frozen=True):
    """One thing that can be said; ``id`` is for :mod:`tui.putting_right`."""

    id: str
    title: str
    help: str = ""


def remedies(case: Case) -> list[Remedy]:
    """What can be said of a case, the likeliest first."""
    title = fit(" ".join(case.title.split()), 40)
    if case.facts is not None:
        return [*_of_facts(case, case.facts), *_of_article(case, title)]
    itself = Remedy("article.itself", "The article itself …", _ITSELF) if case.article else None
    return [*_of_thing(case, title), *([itself] if itself else [])]


def _of_thing(case: Case, title: str) -> list[Remedy]:
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


def _of_facts(case: Case, now: ArticleFacts) -> list[Remedy]:
    """What can be said of articles themselves; ``now`` is what is so of the first."""
    one = len(case.articles) == 1
    found = []
    if one and (other := now.published.other_reading):
        day = wording.interval(other, Precision.DAY)
        read = now.published.reason.removeprefix(EITHER_FIRST)
        found.append(Remedy("fact.swap", f"It was published on {day}", f"{read}."))
    by = ", ".join(now.authors)
    found.append(
        Remedy(
            "fact.date",
            "Another publication date …",
            f"Now: {wording.publication(now.published)}." if one else "",
        )
    )
    if one:
        found.append(Remedy("fact.title", "Another headline …"))
    found += [
        Remedy("fact.outlet", "Another outlet …", f"Now: {now.outlet or 'none'}." if one else ""),
        Remedy("fact.authors", "Other authors …", f"Now: {by or 'none'}." if one else ""),
    ]
    if case.is_corrected:
        found.append(Remedy("fact.read", "As it was read", "Takes back all that you said of it."))
    return found


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
        return [Entry(told_lines(one.title, one.help, width), one) for one in found]

    def result_of(self, target: object) -> Remedy | None:
        return target if isinstance(target, Remedy) else None


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
