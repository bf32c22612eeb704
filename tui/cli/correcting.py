"""Putting things right by hand: ``culm correct``, ``link``, ``merge``, ``corrections`` …

What is said by hand is kept in ``notes.db`` and applied at once, the search index
included. Each command tells the article, the event or the entity as it is now.
"""

from __future__ import annotations

import argparse
from typing import Any

from index.article import Span, facts_of
from index.errors import CulmError, LibraryLocked
from index.language.model import EntityType
from index.library import Library
from index.library.corrections.article_facts import Told
from index.library.imports.importing import finish
from index.library.linking.correction_bodies import TYPE_WORDS
from index.views import ArticleView, CorrectionView, EntityView
from tui import wording
from tui.cli.articles import article_json, as_read_json
from tui.cli.knowledge import (
    entity_json,
    entity_words,
    event_words,
    story_json,
    story_words,
)
from tui.cli.output import Output, one_line
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND
from tui.exporting import event_json


def correct(options: argparse.Namespace, out: Output) -> int:
    """An article is of another date, headline, outlet, by others; or as it was read."""
    told = Told(options.date, options.title, options.outlet, options.author)
    if options.as_read and told != Told():
        raise CulmError("--as-read takes back all that was corrected: say it alone")
    with Library.open(options.library, create=False) as library:
        ids = [library.find(said) for said in options.articles]
        keys = [library.article(number).key for number in ids]
        if options.as_read:
            library.by_hand.articles_as_read(keys)
        else:
            library.by_hand.correct_articles(keys, told)
        _bring_up_to_date(library, out)
        for number in dict.fromkeys(ids):
            reading = library.reading(number)
            out.row(_facts_json(reading), _facts_words(reading))
    return EXIT_DONE


def _facts_json(reading: ArticleView) -> dict[str, Any]:
    told = article_json(reading.article)
    facts = ("id", "key", "title", "title_stated", "published", "outlet", "authors")
    return {name: told[name] for name in facts} | {"as_read": as_read_json(reading.as_read)}


def _facts_words(reading: ArticleView) -> str:
    article = reading.article
    facts = (
        wording.publication(article.published),
        article.outlet,
        ", ".join(article.authors),
        *wording.facts_by_hand(facts_of(article), reading.as_read),
    )
    told = " · ".join(one_line(fact) for fact in facts if fact)
    return f"{article.id:>6}  {one_line(article.title)}\n        {told}"


def link_same(options: argparse.Namespace, out: Output) -> int:
    """Two events are one."""
    with Library.open(options.library, create=False) as library:
        found = library.by_hand.same_event(options.event, options.other)
        return _tell_events(library, out, found.id)


def link_apart(options: argparse.Namespace, out: Output) -> int:
    """Two events are not one."""
    with Library.open(options.library, create=False) as library:
        library.by_hand.distinct_events(options.event, options.other)
        return _tell_events(library, out, options.event, options.other)


def link_split(options: argparse.Namespace, out: Output) -> int:
    """What an article tells is another event."""
    with Library.open(options.library, create=False) as library:
        key = library.article(library.find(options.article)).key
        found = library.by_hand.split_event(options.event, key)
        return _tell_events(library, out, found.id)


def link_rename(options: argparse.Namespace, out: Output) -> int:
    """An event is called otherwise."""
    with Library.open(options.library, create=False) as library:
        found = library.by_hand.rename_event(options.event, options.name)
        return _tell_events(library, out, found.id)


def link_date(options: argparse.Namespace, out: Output) -> int:
    """An event was on other days."""
    with Library.open(options.library, create=False) as library:
        found = library.by_hand.date_event(options.event, " ".join(options.date))
        return _tell_events(library, out, found.id)


def link_none(options: argparse.Namespace, out: Output) -> int:
    """What an article tells is no event, or an article reports none at all."""
    with Library.open(options.library, create=False) as library:
        number = library.find(options.article)
        key = library.article(number).key
        if options.event is None:
            library.by_hand.no_news(key)
        else:
            library.by_hand.no_event(options.event, key)
        return _tell_events(library, out, *(view.id for view in library.panel(number)))


def story_same(options: argparse.Namespace, out: Output) -> int:
    """Two articles are of one story."""
    with Library.open(options.library, create=False) as library:
        keys = _two_articles(library, options)
        library.by_hand.same_story(*keys)
        return _tell_stories(library, out, keys)


def story_apart(options: argparse.Namespace, out: Output) -> int:
    """Two articles are not of one story."""
    with Library.open(options.library, create=False) as library:
        keys = _two_articles(library, options)
        library.by_hand.distinct_stories(*keys)
        return _tell_stories(library, out, keys)


def merge(options: argparse.Namespace, out: Output) -> int:
    """Two entities are one."""
    with Library.open(options.library, create=False) as library:
        one, two = library.entity(options.entity), library.entity(options.other)
        if one.type is not two.type and not options.force:
            raise CulmError(
                f"“{one.name}” is {TYPE_WORDS[one.type]} and “{two.name}” is"
                f" {TYPE_WORDS[two.type]}; if they are one all the same, say --force"
            )
        if options.everywhere and (alone := library.by_hand.name_alone(one.id, two.id)):
            articles = wording.counted(alone.articles, "article")
            out.say(f"“{one_line(alone.name)}” stands alone in {articles}.")
        found = library.by_hand.same_entity(one.id, two.id, everywhere=options.everywhere)
        return _tell_entities(library, out, found.id)


def apart(options: argparse.Namespace, out: Output) -> int:
    """Two entities are not one."""
    with Library.open(options.library, create=False) as library:
        library.by_hand.distinct_entities(options.entity, options.other)
        return _tell_entities(library, out, options.entity, options.other)


def split(options: argparse.Namespace, out: Output) -> int:
    """In an article, or one passage of it, an entity is another one."""
    with Library.open(options.library, create=False) as library:
        key = library.article(library.find(options.article)).key
        found = library.by_hand.split_entity(options.entity, key, _span(options), options.to)
        return _tell_entities(library, out, found.id)


def rename(options: argparse.Namespace, out: Output) -> int:
    """An entity is called otherwise."""
    with Library.open(options.library, create=False) as library:
        found = library.by_hand.rename_entity(options.entity, options.name)
        for other in library.by_hand.namesakes(found.id):
            out.say(
                f"Entity {other.id} is called “{one_line(other.name)}”, too. If they are one:"
                f" culm merge {found.id} {other.id}"
            )
        return _tell_entities(library, out, found.id)


def retype(options: argparse.Namespace, out: Output) -> int:
    """An entity is of another type."""
    with Library.open(options.library, create=False) as library:
        found = library.by_hand.retype_entity(options.entity, EntityType(options.type))
        return _tell_entities(library, out, found.id)


def no_name(options: argparse.Namespace, out: Output) -> int:
    """An entity is no name: anywhere, in an article, in one passage of it."""
    with Library.open(options.library, create=False) as library:
        key = library.article(library.find(options.article)).key if options.article else None
        view = library.entity(options.entity)
        library.by_hand.no_name(options.entity, key, _span(options) if key else None)
        if key:
            return _tell_entities(library, out, options.entity)
        _bring_up_to_date(library, out)
        gone = EntityView(view.id, view.name, view.type)
        out.row(entity_json(gone), f"“{one_line(view.name)}” is not a name any more")
    return EXIT_DONE


def corrections(options: argparse.Namespace, out: Output) -> int:
    """Everything that was put right by hand, the latest first."""
    with Library.open(options.library, create=False) as library:
        found = library.by_hand.all()
        for view in found:
            out.row(correction_json(view), _correction_words(view))
    if not found:
        out.say("nothing was put right by hand")
    return EXIT_DONE if found else EXIT_NOTHING_FOUND


def withdraw(options: argparse.Namespace, out: Output) -> int:
    """Take a correction back."""
    with Library.open(options.library, create=False) as library:
        library.by_hand.withdraw(options.id)
        return _tell_correction(library, out, options.id)


def reinstate(options: argparse.Namespace, out: Output) -> int:
    """Have a correction count again."""
    with Library.open(options.library, create=False) as library:
        library.by_hand.reinstate(options.id)
        return _tell_correction(library, out, options.id)


def correction_json(view: CorrectionView) -> dict[str, Any]:
    """A correction as every command gives it."""
    return {
        "id": view.id,
        "kind": view.kind,
        "words": view.words,
        "created": view.created,
        "standing": view.standing,
        "entities": view.entities,
        "events": view.events,
        "articles": view.articles,
        "where": view.where,
    }


def _correction_words(view: CorrectionView) -> str:
    standing = wording.STANDING_WORDS[view.standing]
    where = f" in “{one_line(view.where)}”" if view.where else ""
    when = view.created.astimezone()
    told = f"{view.id:>6}  {when:%Y-%m-%d %H:%M}  {one_line(view.words)}{where}"
    return f"{told}  ({standing})" if standing else told


def _span(options: argparse.Namespace) -> Span | None:
    return Span(*options.at) if options.at else None


def _bring_up_to_date(library: Library, out: Output) -> None:
    """Have searching follow; while another culm writes, that is left to whoever writes next."""
    try:
        finish(library)
    except LibraryLocked:
        out.say("Kept. Another culm is writing now: what it has not shown yet follows later.")


def _tell_events(library: Library, out: Output, *ids: int) -> int:
    _bring_up_to_date(library, out)
    for event in map(library.event, ids):
        out.row(event_json(event), event_words(event))
    return EXIT_DONE


def _two_articles(library: Library, options: argparse.Namespace) -> tuple[str, str]:
    one, two = (library.find(said) for said in (options.article, options.other))
    return library.article(one).key, library.article(two).key


def _tell_stories(library: Library, out: Output, keys: tuple[str, str]) -> int:
    _bring_up_to_date(library, out)
    for story in library.stories():
        if not set(keys).isdisjoint(story.articles):
            out.row(story_json(story), story_words(story))
    return EXIT_DONE


def _tell_entities(library: Library, out: Output, *ids: int) -> int:
    _bring_up_to_date(library, out)
    for entity in map(library.entity, ids):
        out.row(entity_json(entity), entity_words(entity))
    return EXIT_DONE


def _tell_correction(library: Library, out: Output, number: int) -> int:
    _bring_up_to_date(library, out)
    for view in library.by_hand.all():
        if view.id == number:
            out.row(correction_json(view), _correction_words(view))
    return EXIT_DONE
