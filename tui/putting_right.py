"""From "this is wrong" to a correction: the dialogs in their order, then the change itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace
from textual.screen import Screen

from index.article import ArticleFacts
from index.errors import NotFound
from index.language.model import EntityType
from index.language.typed_dates import in_words
from index.library.corrections.article_facts import Told, authors_typed
from index.library.corrections.cases import (
    Case,
    case_of,
    case_of_articles,
    likely_entities,
    likely_events,
)
from index.views import EntityView
from tui import wording, workers
from tui.messages import CorrectionAsked
from tui.screens.found import FoundScreen, Option, plain_option
from tui.screens.line import DateScreen, LineScreen
from tui.screens.remedies import (
    Remedy,
    RemedyScreen,
    entity_option,
    event_option,
    joining_doubt,
)
from tui.shelf import Shelf

if TYPE_CHECKING:
    from index.library import Library

Work = Callable[["Library"], object]
"""Says something by hand."""
Change = Callable[[Callable[["Library"], Any]], None]

SOMEBODY_NEW = 0
"""Stands for an entity that has no id yet."""


class PuttingRight:
    """Asks what is so, and has it kept. Runs on the event loop."""

    def __init__(self, owner: Screen[Any], shelf: Shelf, change: Change) -> None:
        """``change`` is given what changes the library and gives words to tell."""
        self._owner = owner
        self._shelf = shelf
        self._change = change
        self._steps: dict[str, Callable[[Case], None]] = {
            "entity.same": self._same_entity,
            "entity.passage": lambda case: self._another_entity(case, in_passage=True),
            "entity.article": lambda case: self._another_entity(case, in_passage=False),
            "entity.name": self._name,
            "entity.type": self._type,
            "none.passage": lambda case: self._no_name(case, case.article, in_passage=True),
            "none.article": lambda case: self._no_name(case, case.article),
            "none.anywhere": lambda case: self._no_name(case, None),
            "event.same": self._same_event,
            "event.apart": self._other_event,
            "event.split": self._split_event,
            "event.date": self._date,
            "event.name": self._name,
            "event.none": self._no_event,
            "article.none": self._no_news,
            "article.itself": self._article_itself,
            "fact.swap": self._swap_date,
            "fact.date": self._publication,
            "fact.title": self._headline,
            "fact.outlet": self._outlet,
            "fact.authors": self._authors,
            "fact.read": self._as_read,
            "story.same": self._same_story,
            "story.apart": self._other_story,
        }

    async def begin(self, asked: CorrectionAsked, article: int | None) -> None:
        """Put right what was asked about; ``article`` is the open one.

        Raises :class:`~index.errors.NotFound` when it is not there.
        """
        if asked.articles:
            case = await self._shelf.do(lambda library: case_of_articles(library, asked.articles))
        else:
            case = await self._shelf.do(
                lambda library: case_of(
                    library,
                    article,
                    entity=asked.entity,
                    event=asked.event,
                    article=asked.article,
                    at=asked.at,
                )
            )
        self._offer(case)

    def _offer(self, case: Case) -> None:
        def chosen(remedy: Remedy | None) -> None:
            if remedy is not None:
                self._steps[remedy.id](case)

        self._owner.app.push_screen(RemedyScreen(case), chosen)

    # Entities

    def _same_entity(self, case: Case) -> None:
        async def find(typed: str) -> Sequence[Option]:
            views = await self._shelf.do(lambda library: likely_entities(library, case, typed))
            return [replace(entity_option(view), target=view) for view in views]

        def chosen(other: object) -> None:
            if isinstance(other, EntityView):
                workers.run(self._owner, self._join, case, other, group=workers.OPENING)

        self._owner.app.push_screen(FoundScreen(f"The same as “{case.name}”", find), chosen)

    async def _join(self, case: Case, other: EntityView) -> None:
        """Have two names be of one; what reaches far is asked once more."""
        assert case.entity is not None
        own = case.entity
        alone = await self._shelf.do(lambda library: library.by_hand.name_alone(own.id, other.id))
        title = f"“{own.name}” is “{other.name}”?"
        if alone is not None and alone.articles > 1:
            count = wording.counted(alone.articles, "article")
            told = f"{count} where nothing says whose it is, and those to come"
            self._ask(
                title,
                (
                    plain_option("In this one article", "", False),
                    plain_option(f"Wherever “{alone.name}” stands alone", told, True),
                ),
                lambda everywhere: self._say_same(own, other, everywhere=bool(everywhere)),
            )
        elif doubt := joining_doubt(own, other):
            yes = plain_option("They are the same", doubt, True)
            self._ask(title, (yes,), lambda _: self._say_same(own, other))
        else:
            self._say_same(own, other)

    def _say_same(self, a: EntityView, b: EntityView, *, everywhere: bool = False) -> None:
        self._say(lambda library: library.by_hand.same_entity(a.id, b.id, everywhere=everywhere))

    def _ask(self, title: str, options: Sequence[Option], then: Callable[[object], object]) -> None:
        """Have one of a few options chosen; ``then`` is given what it stands for."""

        async def find(typed: str) -> Sequence[Option]:
            return options

        def chosen(answer: object) -> None:
            if answer is not None:
                then(answer)

        self._owner.app.push_screen(FoundScreen(title, find), chosen)

    def _another_entity(self, case: Case, *, in_passage: bool) -> None:
        at = case.at if in_passage else None
        new = plain_option("Somebody or something that has no card yet", "", SOMEBODY_NEW)
        self._choose_entity(
            f"Who or what is here “{case.said if in_passage else case.name}”",
            case,
            lambda other: (
                lambda library: library.by_hand.split_entity(
                    _entity(case), case.article, at, other or None
                )
            ),
            (new,),
        )

    def _type(self, case: Case) -> None:
        own = case.entity.type if case.entity is not None else None
        kinds = [kind for kind in EntityType if kind is not own]
        options = [plain_option(wording.TYPE_NAMES[kind].capitalize(), "", kind) for kind in kinds]

        async def find(typed: str) -> Sequence[Option]:
            words = typed.casefold().split()
            told = zip(kinds, options, strict=True)
            return [
                o for kind, o in told if all(word in wording.TYPE_NAMES[kind] for word in words)
            ]

        def chosen(kind: object) -> None:
            if isinstance(kind, EntityType):
                self._say(lambda library: library.by_hand.retype_entity(_entity(case), kind))

        self._owner.app.push_screen(FoundScreen(f"What is “{case.name}”", find), chosen)

    def _no_name(self, case: Case, article: str | None, *, in_passage: bool = False) -> None:
        at = case.at if in_passage else None
        self._say(lambda library: library.by_hand.no_name(_entity(case), article, at))

    # Events

    def _same_event(self, case: Case) -> None:
        self._choose_event(
            f"The same as “{case.name}”",
            case,
            lambda other: lambda library: library.by_hand.same_event(_event(case), other),
        )

    def _other_event(self, case: Case) -> None:
        self._choose_event(
            f"Not the same as “{case.name}”",
            case,
            lambda other: lambda library: library.by_hand.distinct_events(_event(case), other),
        )

    def _split_event(self, case: Case) -> None:
        self._say(lambda library: library.by_hand.split_event(_event(case), case.article))

    def _no_event(self, case: Case) -> None:
        self._say(lambda library: library.by_hand.no_event(_event(case), case.article))

    def _date(self, case: Case) -> None:
        assert case.event is not None
        event = case.event

        def written(date: str | None) -> None:
            if date is not None:
                self._say(lambda library: library.by_hand.date_event(event.id, date))

        now = f"So far: {wording.interval(event.interval, event.precision)}"
        title = f"The date of “{' '.join(event.name.split())}”"
        self._owner.app.push_screen(DateScreen(title, now), written)

    # Articles themselves

    def _article_itself(self, case: Case) -> None:
        workers.run(self._owner, self._offer_itself, case, group=workers.OPENING)

    async def _offer_itself(self, case: Case) -> None:
        self._offer(
            await self._shelf.do(
                lambda library: case_of_articles(library, [library.find(case.article)])
            )
        )

    def _swap_date(self, case: Case) -> None:
        other = _facts(case).published.other_reading
        if other is not None:
            self._say_of_articles(case, Told(date=in_words(other)))

    def _publication(self, case: Case) -> None:
        def written(date: str | None) -> None:
            if date is not None:
                self._say_of_articles(case, Told(date=date))

        title, now = "The publication date of all", "One date for all of them."
        if case.article:
            title = "The publication date"
            now = f"So far: {wording.publication(_facts(case).published)}"
        self._owner.app.push_screen(DateScreen(title, now), written)

    def _headline(self, case: Case) -> None:
        def written(title: str | None) -> None:
            if title is not None and title.strip() and title != case.title:
                self._say_of_articles(case, Told(title=title))

        self._owner.app.push_screen(LineScreen("The headline", case.title), written)

    def _outlet(self, case: Case) -> None:
        def written(outlet: str | None) -> None:
            if outlet is not None:
                self._say_of_articles(case, Told(outlet=outlet))

        now = _facts(case).outlet
        self._owner.app.push_screen(LineScreen("The outlet; empty: none is known", now), written)

    def _authors(self, case: Case) -> None:
        def written(names: str | None) -> None:
            if names is not None:
                self._say_of_articles(case, Told(authors=authors_typed(names)))

        now = _facts(case).authors
        joint = "; " if any("," in name for name in now) else ", "
        title = "The authors, with commas between; empty: none"
        self._owner.app.push_screen(LineScreen(title, joint.join(now)), written)

    def _as_read(self, case: Case) -> None:
        self._change(lambda library: library.by_hand.articles_as_read(case.articles))

    def _say_of_articles(self, case: Case, told: Told) -> None:
        self._change(lambda library: library.by_hand.correct_articles(case.articles, told))

    # Articles and stories

    def _no_news(self, case: Case) -> None:
        self._say(lambda library: library.by_hand.no_news(case.article))

    def _same_story(self, case: Case) -> None:
        self._choose_event(
            f"Of one story with “{' '.join(case.title.split())}”",
            case,
            lambda other: lambda library: _put_beside(library, case, other),
        )

    def _other_story(self, case: Case) -> None:
        self._say(lambda library: library.by_hand.distinct_stories(case.beside, case.article))

    # Both

    def _name(self, case: Case) -> None:
        def written(name: str | None) -> None:
            if name is None or not name.strip() or name == case.name:
                return
            if case.event is not None:
                self._say(lambda library: library.by_hand.rename_event(_event(case), name))
            else:
                self._change(lambda library: _renamed(library, _entity(case), name))

        self._owner.app.push_screen(LineScreen("The name to show", case.name), written)

    def _choose_entity(
        self,
        title: str,
        case: Case,
        work: Callable[[int], Work],
        first: Sequence[Option] = (),
    ) -> None:
        self._push(FoundScreen(title, partial(self._found_entities, case, first)), work)

    async def _found_entities(
        self, case: Case, besides: Sequence[Option], typed: str
    ) -> Sequence[Option]:
        """Who may be meant; what else there is to choose comes last when a name is typed."""
        views = await self._shelf.do(lambda library: likely_entities(library, case, typed))
        found = [*map(entity_option, views)]
        return [*found, *besides] if typed.strip() else [*besides, *found]

    def _choose_event(self, title: str, case: Case, work: Callable[[int], Work]) -> None:
        async def find(typed: str) -> Sequence[Option]:
            found = await self._shelf.do(lambda library: likely_events(library, case, typed))
            return [*map(event_option, found)]

        self._push(FoundScreen(title, find), work)

    def _push(self, screen: FoundScreen, work: Callable[[int], Work]) -> None:
        def chosen(number: object) -> None:
            if number is not None:
                self._say(work(cast("int", number)))

        self._owner.app.push_screen(screen, chosen)

    def _say(self, work: Work) -> None:
        """Have something said by hand, and tell what is kept."""

        def say(library: Library) -> str:
            work(library)
            return library.by_hand.latest()

        self._change(say)


def _facts(case: Case) -> ArticleFacts:
    assert case.facts is not None
    return case.facts


def _entity(case: Case) -> int:
    assert case.entity is not None
    return case.entity.id


def _renamed(library: Library, entity: int, name: str) -> str:
    """Have an entity be called otherwise; what is kept, and whether another has that name."""
    now = library.by_hand.rename_entity(entity, name)
    words = library.by_hand.latest()
    if not library.by_hand.namesakes(now.id):
        return words
    return f"{words} Another one has that name, too: if they are one, say so in its card."


def _put_beside(library: Library, case: Case, event: int) -> None:
    """Have the article at hand be of one story with the first other one that tells an event."""
    tellers = library.event(event).tellers
    other = next((teller.key for teller in tellers if teller.key != case.article), None)
    if other is None:
        raise NotFound("no other article tells that")
    library.by_hand.same_story(case.article, other)


def _event(case: Case) -> int:
    assert case.event is not None
    return case.event.id
