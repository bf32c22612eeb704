"""``culm events``, ``event``, ``stories``, ``entities``, ``entity`` and ``analyse``."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from index.article import Article, Interval, Known, Publication
from index.errors import CulmError, ReadError
from index.events.model import EventMention, Link, Reason
from index.library import Library
from index.readers.decode import LARGEST_DOCUMENT
from index.views import EntityView, EventView, StoryView
from tui.cli.articles import article_json
from tui.cli.output import Output, days, one_line, timex_json
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND, EXIT_SOME_FAILED
from tui.exporting import event_json
from tui.wording import counted


def events(options: argparse.Namespace, out: Output) -> int:
    """Events of the library by date, or of a query, those that are named so first."""
    with Library.open(options.library, create=False) as library:
        found = library.events_of_query(options.query) if options.query else library.events()
        for event in found:
            out.row(event_json(event), event_words(event))
    if not found:
        out.say("no event is called so" if options.query else "there are no events")
    return EXIT_DONE if found else EXIT_NOTHING_FOUND


def event(options: argparse.Namespace, out: Output) -> int:
    """One event and why articles are linked by it."""
    with Library.open(options.library, create=False) as library:
        why = library.why(options.id)
        data = {
            **event_json(why.event),
            "dated": [_reason_json(reason) for reason in why.dated],
            "links": [link_json(link) for link in why.links],
        }
        out.row(data, event_words(why.event))
        if not out.json_lines:
            for reason in why.dated:
                out.row({}, f"  date: {one_line(reason.text)}")
            for link in why.links:
                out.row({}, _link_words(link))
    return EXIT_DONE


def stories(options: argparse.Namespace, out: Output) -> int:
    """Stories: what goes on about one matter, each with its articles."""
    with Library.open(options.library, create=False) as library:
        found = library.stories()
        for story in found:
            out.row(story_json(story), story_words(story))
    if not found:
        out.say("there are no stories")
    return EXIT_DONE if found else EXIT_NOTHING_FOUND


def story_json(story: StoryView) -> dict[str, Any]:
    """A story as every command gives it."""
    return {
        "id": story.id,
        "name": story.name,
        "begin": story.interval.begin,
        "end": story.interval.end,
        "articles": story.articles,
        "event": story.event,
    }


def story_words(story: StoryView) -> str:
    """A story for people: its name, and its articles a line each."""
    words = f"{story.id:>6}  {days(story.interval)}  {one_line(story.name)}"
    return "\n".join([words, *(f"        {key}" for key in story.articles)])


def entities(options: argparse.Namespace, out: Output) -> int:
    """Who and what is named, the busiest first."""
    with Library.open(options.library, create=False) as library:
        found = library.find_entities(options.query or "", options.limit)
        for entity in found:
            out.row(entity_json(entity), entity_words(entity))
    if not found:
        out.say("nobody and nothing is called so" if options.query else "there are no names")
    return EXIT_DONE if found else EXIT_NOTHING_FOUND


def entity(options: argparse.Namespace, out: Output) -> int:
    """One entity with its articles and events."""
    with Library.open(options.library, create=False) as library:
        view = library.entity(options.id)
        names = library.entity_names(view.id)
        keys = library.keys_of(ids := library.entity_articles(view.id))
        data = {
            **entity_json(view),
            "names": [
                {"name": known.name, "articles": known.articles, "why": known.why}
                for known in names
            ],
            "article_keys": [keys[number] for number in ids],
            "events": [event.id for event in library.entity_events(view.id)],
            "with": [
                {"id": other.id, "name": other.name, "type": other.type, "articles": other.articles}
                for other in library.entity_company(view.id)
            ],
        }
        words = [
            entity_words(view),
            *(f"        {one_line(known.name)}: {known.why}" for known in names if known.why),
            *(f"        {keys[number]}" for number in ids),
        ]
        out.row(data, "\n".join(words))
    return EXIT_DONE


def analyse(options: argparse.Namespace, out: Output) -> int:
    """Names, dates and events of any text; stores nothing."""
    out.json_lines = True
    if options.jsonl:
        return _analyse_lines(options, out)
    from index.readers.reading_processes import ReadingProcesses

    result = EXIT_DONE
    facts = {"date": options.date.isoformat()} if options.date else {}
    with ReadingProcesses(1) as processes:
        if options.file == "-":
            data = sys.stdin.buffer.read(LARGEST_DOCUMENT + 1)
            reading = processes.read_data(data, "standard input", facts)
        else:
            reading = processes.read(Path(options.file), options.file, facts=facts)
        for outcome in reading.outcomes():
            if isinstance(outcome, ReadError):
                out.error(str(outcome))
                result = EXIT_SOME_FAILED
            else:
                out.row(analysis_json(outcome, whole=True), "")
    return result


# -- JSON ------------------------------------------------------------------------------


def link_json(link: Link) -> dict[str, Any]:
    """A link with its reasons and vetoes."""
    return {
        "a": link.a,
        "b": link.b,
        "class": link.link_class,
        "score": link.score,
        "reasons": [_reason_json(reason) for reason in link.reasons],
        "vetoes": [_reason_json(reason) for reason in link.vetoes],
    }


def _reason_json(reason: Reason) -> dict[str, Any]:
    return {
        "kind": reason.kind,
        "text": reason.text,
        "weight": reason.weight,
        "spans": [
            {"article": key, "start": span.start, "end": span.end} for key, span in reason.spans
        ],
    }


def entity_json(entity: EntityView) -> dict[str, Any]:
    """An entity as every command gives it."""
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "forms": entity.forms,
        "articles": entity.articles,
        "count": entity.count,
    }


def analysis_json(article: Article, *, whole: bool) -> dict[str, Any]:
    """What the analysis finds in an article; ``whole`` adds what reading found."""
    from index.library.linking.analysing import analyse as analyse_article

    analysed = analyse_article(article)
    analysis = analysed.analysis
    entity_of = {
        place: number
        for number, entity in enumerate(analysis.entities)
        for place in entity.mentions
    }
    data: dict[str, Any] = {
        **(article_json(article) if whole else {}),
        "id": article.key,
        "text": article.text,
        "mentions": [
            {
                "start": mention.start,
                "end": mention.end,
                "type": mention.type,
                "entity": entity_of.get(place),
                "why": mention.why,
            }
            for place, mention in enumerate(analysis.mentions)
        ],
        "entities": [
            {
                "id": number,
                "key": entity.key,
                "name": entity.name,
                "type": entity.type,
                "forms": entity.forms,
            }
            for number, entity in enumerate(analysis.entities)
        ],
        "timexes": [timex_json(timex) for timex in analysis.timexes],
        "events": [_event_mention_json(mention) for mention in analysed.record.mentions],
    }
    return data


def _event_mention_json(mention: EventMention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "name": mention.name,
        "kind": mention.kind,
        "begin": mention.interval.begin,
        "end_date": mention.interval.end,
        "how": mention.mention_kind,
        "group": mention.group,
    }


# -- analyse ---------------------------------------------------------------------------


def _analyse_lines(options: argparse.Namespace, out: Output) -> int:
    result = EXIT_DONE
    stream: BinaryIO
    with (
        open(sys.stdin.fileno(), "rb", closefd=False)
        if options.file == "-"
        else _opened(Path(options.file))
    ) as stream:
        lines = iter(lambda: stream.readline(LARGEST_DOCUMENT), b"")
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                article = _line_article(line, number, options.date)
            except ReadError as error:
                out.error(str(error))
                result = EXIT_SOME_FAILED
                continue
            out.row(analysis_json(article, whole=False), "")
            sys.stdout.flush()
    return result


def _line_article(line: bytes, number: int, day: date | None) -> Article:
    from index.sanitise import canonical_text

    source = f"line {number}"
    try:
        data = json.loads(line)
        text = data["text"]
        if not isinstance(text, str):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ReadError(source, "not a JSON object with a text") from None
    try:
        day = date.fromisoformat(str(data["date"])[:10]) if data.get("date") else day
    except ValueError:
        raise ReadError(source, f"{data['date']!r} is not a date") from None
    published = Publication(Interval(day, day), Known.STATED) if day else Publication()
    key = str(data.get("id", number))
    return Article(key=key, text=canonical_text(text), title="", published=published)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise CulmError(f"{path}: {error.strerror or error}") from error


# -- words -----------------------------------------------------------------------------


def event_words(event: EventView) -> str:
    """An event for people."""
    facts = [days(event.interval), one_line(event.place), ", ".join(event.participants[:4])]
    head = f"{event.id:>6}  {one_line(event.name)}  ({event.kind.lower()})"
    lines = [head, "        " + " · ".join(one_line(fact) for fact in facts if fact)]
    lines += [f"        {teller.role}: {teller.key}" for teller in event.tellers]
    return "\n".join(lines)


def _link_words(link: Link) -> str:
    lines = [f"  {link.link_class} {link.score:+.1f}: {link.a} ~ {link.b}"]
    lines += [f"    {reason.weight:+.1f} {reason.text}" for reason in link.reasons]
    lines += [f"    against: {reason.text}" for reason in link.vetoes]
    return "\n".join(lines)


def entity_words(entity: EntityView) -> str:
    """An entity for people."""
    forms = ", ".join(form for form in entity.forms if form != entity.name)
    return (
        f"{entity.id:>6}  {entity.type:<6}  {one_line(entity.name)}"
        f"  {counted(entity.articles, 'article')}, {counted(entity.count, 'time')}"
        + (f"  ({one_line(forms)})" if forms else "")
    )
