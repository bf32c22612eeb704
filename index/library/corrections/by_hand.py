"""What a reader can put right by hand, and what they have put right so far.

Each method keeps a correction in ``notes.db`` and applies it at once. Entities
and events are asked for by their ids of the moment; what is kept are their keys
and passages. Everything here can be undone through the notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.article import Article, Span
from index.errors import CulmError, LibraryLocked, LibraryUnwritable, NotFound
from index.language.fold import match_key
from index.language.model import EntityType
from index.language.typed_dates import NoDateRead, read_typed
from index.library.corrections.article_facts import Told, correct_articles, withdraw_all
from index.library.corrections.correction_views import correction_views, what_it_says
from index.library.knowledge.entities import display_name
from index.library.linking.anchors import Anchor, Finder, anchor_of
from index.library.linking.correction_bodies import AnyWish, kind_and_body, wish_in, words_of
from index.library.linking.entity_corrections import (
    BY_HAND,
    Called,
    Distinct,
    Joined,
    JoinedAlone,
    Moved,
    NoName,
    Subject,
    Typed,
    is_bare,
    name_of_key,
)
from index.library.linking.event_corrections import (
    CalledEvent,
    DatedEvent,
    EventSubject,
    NoEvent,
    NoNews,
    OtherEvent,
    OtherStory,
    SameEvent,
    SameStory,
    StoryPart,
    dating_of,
    event_now,
    event_subject,
    without,
)
from index.notes.clean import clean_line
from index.notes.ids import new_id
from index.views import CorrectionView, EntityView, EventView, NameAlone

if TYPE_CHECKING:
    from index.library import Library

_NAMESAKES_LOOKED_AT = 20


class ByHand:
    """The corrections of one library: making, listing, taking back."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._is_late = False

    # -- entities ------------------------------------------------------------------

    def same_entity(self, a: int, b: int, *, everywhere: bool = False) -> EntityView:
        """``a`` is the same as ``b``: the entity that both are now.

        With ``everywhere`` one of them is a bare name (:meth:`name_alone`), and is the
        other wherever it stands alone. Raises :class:`~index.errors.NotFound`, as all here, and
        :class:`~index.errors.CulmError` when there is nothing to be said.
        """
        one, two = self._library.entity(a), self._library.entity(b)
        if one.id == two.id:
            raise CulmError(f"“{one.name}” and “{two.name}” are the same already")
        if everywhere:
            if (alone := self.name_alone(a, b)) is None:
                raise CulmError(f"neither “{one.name}” nor “{two.name}” is a bare name of a person")
            bare, full = (one, two) if alone.entity == one.id else (two, one)
            self._keep(JoinedAlone(self._entity(bare), self._entity(full)))
            return self._library.entity(full.id)
        # Whose articles have to be looked at again: the fewer the better.
        if one.articles > two.articles and one.type is two.type:
            one, two = two, one
        self._keep(Joined(self._entity(one), self._entity(two)))
        return self._library.entity(two.id)

    def name_alone(self, a: int, b: int) -> NameAlone | None:
        """The one of two entities that is a bare name, and where it stands alone; if one is."""
        archive = self._library.archive
        one, two = self._library.entity(a), self._library.entity(b)
        keys = {view.id: self._key(view.id) for view in (one, two)}
        bare = [view for view in (one, two) if is_bare(keys[view.id])]
        if len(bare) != 1 or one.type is not two.type:
            return None
        homes = self._library.correcting.weighed().entities
        alone = archive.by_hand.keys_alone(name_of_key(keys[bare[0].id]))
        unresolved = [key for key in alone if is_bare(key) and homes.home(key) == key]
        return NameAlone(bare[0].id, bare[0].name, len(archive.by_hand.articles_with(unresolved)))

    def distinct_entities(self, a: int, b: int) -> None:
        """``a`` and ``b`` are not the same, whatever was said before."""
        one, two = self._library.entity(a), self._library.entity(b)
        if one.id == two.id:
            raise CulmError(
                f"“{one.name}” and “{two.name}” are one: take back what joined them, or say in"
                " which article it is another"
            )
        self._keep(Distinct(self._entity(one), self._entity(two)))

    def split_entity(
        self, entity: int, article: str, at: Span | None = None, to: int | None = None
    ) -> EntityView:
        """``entity`` is another one in an article (its key), or only in the passage ``at``.

        It is the entity ``to``, or one that nobody knew so far; that one comes back.
        """
        view = self._library.entity(entity)
        text = self._naming(view, article, at)
        if to is None:
            key = self._key(view.id)
            kind, _, words = key.partition(":")
            fresh = f"{kind}:{words.partition('@')[0]}{BY_HAND}{new_id(self._library.notes.now())}"
            target = Subject(fresh, view.name)
        else:
            other = self._library.entity(to)
            if other.id == view.id:
                raise CulmError(f"“{view.name}” is “{other.name}” already")
            target = self._entity(other)
        anchor = anchor_of(text, at) if at else None
        self._keep(Moved(self._entity(view), article, anchor, target), text.title)
        found = self._library.archive.entities.ids([target.key])
        return self._library.entity(found.get(target.key, view.id))

    def rename_entity(self, entity: int, name: str) -> EntityView:
        """``entity`` is called ``name`` from now on."""
        view = self._library.entity(entity)
        self._keep(Called(self._entity(view), _said(name)))
        return self._library.entity(view.id)

    def namesakes(self, entity: int) -> list[EntityView]:
        """Other entities of its kind that are called just as ``entity`` is."""
        view = self._library.entity(entity)
        found = self._library.find_entities(view.name, _NAMESAKES_LOOKED_AT)
        name = match_key(view.name)
        return [
            other
            for other in found
            if other.id != view.id and other.type is view.type and match_key(other.name) == name
        ]

    def retype_entity(self, entity: int, type: EntityType) -> EntityView:
        """``entity`` is a person, a place, …"""
        view = self._library.entity(entity)
        if view.type is type:
            raise CulmError(f"“{view.name}” is that already")
        self._keep(Typed(self._entity(view), type))
        return self._library.entity(view.id)

    def no_name(self, entity: int, article: str | None = None, at: Span | None = None) -> None:
        """``entity`` is no name: anywhere, in an article (its key), in the passage ``at``."""
        view = self._library.entity(entity)
        if article is None:
            self._keep(NoName(self._entity(view)))
            return
        text = self._naming(view, article, at)
        anchor = anchor_of(text, at) if at else None
        self._keep(Moved(self._entity(view), article, anchor, None), text.title)

    # -- events --------------------------------------------------------------------

    def same_event(self, a: int, b: int) -> EventView:
        """``a`` and ``b`` are one event, which comes back."""
        if a == b:
            raise CulmError("that is one event already")
        one, two = self._event(a), self._event(b)
        self._keep(SameEvent(one, two))
        return self._now(two, b)

    def distinct_events(self, a: int, b: int) -> None:
        """``a`` and ``b`` are not one event and shall not become one."""
        if a == b:
            raise CulmError("that is one event; say which article tells of another")
        self._keep(OtherEvent(self._event(a), self._event(b)))

    def split_event(self, event: int, article: str) -> EventView:
        """What an article (its key) tells is another event than ``event``, which comes back."""
        view = self._library.event(event)
        title = self._library.article(self._library.find(article)).title
        own = event_subject(self._library.archive, event, view.name, only=article)
        others = without(self._event(event), own)
        if not own.tellings:
            raise NotFound(f"{article} does not tell “{view.name}”")
        if not others.tellings:
            raise CulmError(
                f"no other article tells “{view.name}”: there is nothing to part it from"
            )
        self._keep(OtherEvent(own, others), title)
        return self._now(others, event)

    def rename_event(self, event: int, name: str) -> EventView:
        """``event`` is called ``name`` from now on."""
        subject = self._event(event)
        self._keep(CalledEvent(subject, _said(name)))
        return self._now(subject, event)

    def date_event(self, event: int, date: str) -> EventView:
        """``event`` was on ``date``, as people type it (:mod:`index.language.typed_dates`).

        Raises :class:`~index.errors.CulmError` where ``date`` is none.
        """
        try:
            typed = read_typed(date)
        except NoDateRead as error:
            raise CulmError(f"“{clean_line(date)}”: {error}") from None
        subject = self._event(event)
        self._keep(DatedEvent(subject, dating_of(typed)))
        return self._now(subject, event)

    def no_event(self, event: int, article: str) -> None:
        """What an article (its key) tells of ``event`` is no event at all."""
        view = self._library.event(event)
        title = self._library.article(self._library.find(article)).title
        told = event_subject(self._library.archive, event, view.name, only=article)
        if not told.tellings:
            raise NotFound(f"{article} does not tell “{view.name}”")
        self._keep(NoEvent(told, without(self._event(event), told)), title)

    def no_news(self, article: str) -> None:
        """An article (its key) reports no event; what it mentions it goes on mentioning."""
        found = self._library.article(self._library.find(article))
        self._keep(NoNews(found.key), found.title)

    # -- stories -------------------------------------------------------------------

    def same_story(self, a: str, b: str) -> None:
        """Two articles (their keys) are of one story."""
        parts = self._parts(a, b)
        stories = self._library.archive.events.stories_of([self._library.find(a)])
        if any(self._library.find(b) in articles for articles in stories.values()):
            raise CulmError("they are of one story already")
        self._keep(SameStory(*parts))

    def distinct_stories(self, a: str, b: str) -> None:
        """Two articles (their keys) are not of one story and shall not come to be."""
        self._keep(OtherStory(*self._parts(a, b)))

    def _parts(self, a: str, b: str) -> tuple[StoryPart, StoryPart]:
        one, two = (self._library.article(self._library.find(key)) for key in (a, b))
        if one.key == two.key:
            raise CulmError("that is one article")
        return StoryPart(one.key, one.title), StoryPart(two.key, two.title)

    # -- articles --------------------------------------------------------------------

    def correct_articles(self, keys: Sequence[str], told: Told) -> str:
        """What articles (their keys) say of themselves is otherwise; what was kept, in words.

        See :func:`~index.library.corrections.article_facts.correct_articles`.
        """
        words = correct_articles(self._library, keys, told)
        self.catch_up()
        return self._kept(words)

    def articles_as_read(self, keys: Sequence[str]) -> str:
        """Articles (their keys) are as they were read; what is so now, in words."""
        words = withdraw_all(self._library, keys)
        self.catch_up()
        return self._kept(words)

    # -- all of them ---------------------------------------------------------------

    def all(self) -> list[CorrectionView]:
        """Every correction that was made, the latest first, and how it stands."""
        return correction_views(self._library)

    def withdraw(self, number: int) -> None:
        """Take one correction back; that can be undone."""
        self._library.notes.withdraw(number, f"taking back that {self._words(number)}")
        self.catch_up()

    def reinstate(self, number: int) -> None:
        """Have a correction that was taken back count again."""
        self._library.notes.reinstate(number, f"once more: {self._words(number)}")
        self.catch_up()

    def latest(self) -> str:
        """What the latest correction says, in words, and when it shows if not at once."""
        corrections = self._library.notes.corrections()
        if not corrections:
            return ""
        return self._kept(what_it_says(corrections[-1], wish_in(corrections[-1])))

    def catch_up(self) -> bool:
        """Apply what was said, undone or said elsewhere meanwhile.

        False while somebody else is writing the archive (who imports applies it
        then, as part of the import) or when it cannot be written.
        """
        try:
            self._library.correcting.apply_and_link()
        except (LibraryLocked, LibraryUnwritable):
            self._is_late = True
        else:
            self._is_late = False
        return not self._is_late

    # -- inside --------------------------------------------------------------------

    def _keep(self, wish: AnyWish, title: str = "") -> None:
        kind, body = kind_and_body(wish, clean_line(title))
        self._library.notes.correct(kind, body, words_of(wish, clean_line(title)))
        self.catch_up()

    def _kept(self, words: str) -> str:
        said = f"Kept: {words}."
        return f"{said} It shows when the import is done." if self._is_late else said

    def _words(self, number: int) -> str:
        found = self._library.correcting.weighed()
        one = next((one for one in found.corrections if one.id == number), None)
        if one is None:
            raise NotFound(f"there is no correction {number}")
        return what_it_says(one, found.wishes.get(number))

    def _key(self, entity: int) -> str:
        return self._library.archive.entities.facts([entity])[entity].key

    def _entity(self, view: EntityView) -> Subject:
        """An entity as a correction names it, with a passage where an article names it so."""
        archive = self._library.archive
        facts = archive.entities.facts([view.id])[view.id]
        at: Anchor | None = None
        for number in sorted(archive.by_hand.articles_with([facts.key]))[:1]:
            analysis, article = archive.analyses.analysis(number), archive.article(number)
            own = next((e for e in analysis.entities if e.key == facts.key), None)
            if own is not None and article is not None:
                mention = analysis.mentions[own.mentions[0]]
                at = anchor_of(article, Span(mention.start, mention.end))
        return Subject(facts.key, display_name(facts), at)

    def _naming(self, view: EntityView, article: str, at: Span | None) -> Article:
        """An article that names an entity (at ``at``); :class:`NotFound` if it does not."""
        number = self._library.find(article)
        reading = self._library.reading(number)
        named = any(
            mention.entity == view.id
            and (at is None or at.overlaps(Span(mention.mention.start, mention.mention.end)))
            for mention in reading.mentions
        )
        if not named or reading.article.key != article:
            raise NotFound(f"“{view.name}” is not named there in {article}")
        return reading.article

    def _event(self, event: int) -> EventSubject:
        view = self._library.event(event)
        return event_subject(self._library.archive, event, view.name)

    def _now(self, subject: EventSubject, otherwise: int) -> EventView:
        """The event that holds the best telling of ``subject`` now."""
        archive = self._library.archive
        found = event_now(archive, subject, Finder(archive))
        return self._library.event(otherwise if found is None else found)


def _said(name: str) -> str:
    cleaned = clean_line(name)
    if not cleaned:
        raise CulmError("a name needs a letter at least")
    return cleaned
