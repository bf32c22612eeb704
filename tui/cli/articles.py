"""``culm add``, ``remove`` and ``show``."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from index.article import Article, ArticleFacts, Publication
from index.errors import LibraryUnwritable, NotFound, WrongUse
from index.library import Library
from index.library.imports.importing import ImportOptions
from index.views import ArticleView
from tui.cli.bringing import bring_in, fetch_options, progress, stopping
from tui.cli.copies import copies_json
from tui.cli.marking import found_by
from tui.cli.output import Output, days, one_line, pairs, timex_json
from tui.cli.patience import patience
from tui.exit_codes import (
    EXIT_DONE,
    EXIT_INTERRUPTED,
    EXIT_NOTHING_FOUND,
    EXIT_SOME_FAILED,
    EXIT_USAGE,
)
from tui.wording import counted

_NOTHING_NAMED = "give a PATH: nothing was added before that could be looked at again"

WATCH_SECONDS = 2.0
"""How often folders that are watched are looked at."""


def add(options: argparse.Namespace, out: Output) -> int:
    """Import files, folders and collections; once, or whenever they change."""
    from index.library.imports.following import followed, look_of
    from index.readers.model import ReadOptions

    if not options.paths and not options.library.exists():
        out.error(_NOTHING_NAMED)
        return EXIT_USAGE
    reading = ReadOptions(columns=dict(options.column), whole_books=options.whole_books)
    fetching = fetch_options(options.paths)
    importing = ImportOptions(dry_run=options.dry_run, reading=reading, fetching=fetching)
    with Library.open(options.library) as library, stopping() as stopped, progress(out) as show:
        paths = options.paths or followed(library)
        if not paths:
            out.error(_NOTHING_NAMED)
            return EXIT_USAGE
        files = [path for path in paths if isinstance(path, Path)]
        look = look_of(files) if options.watch else 0
        tally = bring_in(library, paths, importing, out, stopped, show)
        if library.analysed_by_another():
            out.say(
                "names and events of older articles were found by another release of culm; "
                "to work them out anew: culm upgrade"
            )
        tally.say(out, dry_run=options.dry_run)
        if options.watch and files:
            for changed in _changes(files, look, stopped):
                bring_in(library, changed, importing, out, stopped, show).say(
                    out, dry_run=options.dry_run
                )
    if stopped:
        out.say("stopped; the same command goes on with the rest")
        return EXIT_INTERRUPTED
    return tally.exit_code


def _changes(paths: Sequence[Path], seen: int, stopped: Sequence[int]) -> Iterator[Sequence[Path]]:
    """``paths`` again whenever they do not look as they did, until asked to stop.

    ``seen`` is how they looked before they were read, so that nothing is missed.
    """
    from index.library.imports.following import look_of

    pause = threading.Event()
    while not stopped:
        pause.wait(WATCH_SECONDS)
        now = look_of(paths)
        if now != seen and not stopped:
            seen = now
            yield paths


def remove(options: argparse.Namespace, out: Output) -> int:
    """Take articles out: those that are named, or all that a query finds, after a question."""
    if bool(options.keys) == (options.query is not None):
        raise WrongUse("say which articles: KEY, or --query QUERY for all that it finds")
    with Library.open(options.library, create=False) as library:
        if options.query is not None:
            found, result = found_by(library, options.query), EXIT_DONE
            if not found:
                out.say("no article is found")
                return EXIT_NOTHING_FOUND
        else:
            found, result = _named(library, options.keys, out)
        going, stayed = _unmarked(library, found, options, out)
        result = max(result, stayed)
        if options.dry_run:
            for number, key in going.items():
                _tell(out, number, key, "removed", f"would be removed: {key}")
            out.say(f"would be removed: {counted(len(going), 'article')}")
        elif going and (options.query is None or _may(len(going), options, out)):
            result = max(result, take_out(library, going, out))
        elif going:
            result = EXIT_USAGE
    return result


def _named(library: Library, names: Sequence[str], out: Output) -> tuple[dict[int, str], int]:
    """The articles of these ids or keys, and the exit code as far as some are not there."""
    found: dict[int, str] = {}
    result = EXIT_DONE
    for name in names:
        try:
            number = library.find(name)
        except NotFound as error:
            out.error(str(error))
            _tell(out, 0, name, "failed", "", str(error))
            result = EXIT_SOME_FAILED
        else:
            found[number] = library.article(number).key
    return found, result


def _unmarked(
    library: Library, found: Mapping[int, str], options: argparse.Namespace, out: Output
) -> tuple[dict[int, str], int]:
    """Those that go out, without the annotated ones unless these were asked for; the exit code."""
    counts = {} if options.annotated else library.notes.counts(found.values())
    for number, key in found.items():
        if key in counts:
            words = f"{key} has {counted(counts[key], 'annotation')}; use --annotated to remove it"
            out.error(words)
            _tell(out, number, key, "skipped", "", words)
    going = {number: key for number, key in found.items() if key not in counts}
    return going, EXIT_SOME_FAILED if counts else EXIT_DONE


def _may(count: int, options: argparse.Namespace, out: Output) -> bool:
    """Whether so many articles may go that a query found: as was said, or is answered now."""
    if options.yes:
        return True
    articles = counted(count, "article")
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        out.error(f"{articles} would be removed: nothing was done; to remove them: --yes")
        return False
    sys.stderr.write(f"Remove {articles}? (culm undo brings them back) [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _tell(out: Output, number: int, key: str, status: str, words: str, error: str = "") -> None:
    out.row({"key": key, "id": number, "status": status, "error": error}, words)


def take_out(library: Library, keys: Mapping[int, str], out: Output) -> int:
    """Take articles out, by their ids, and tell of each whether it is; the exit code."""
    why = ""
    if not keys:
        return EXIT_DONE
    try:
        with patience(library.path, out), out.telling() as tell:
            library.take_out(list(keys), tell)
    except LibraryUnwritable as error:
        why = str(error)
        out.error(why)
    there = library.keys_of(keys) if why else {}
    for number, key in keys.items():
        if number in there:
            _tell(out, number, key, "failed", "", why)
        else:
            _tell(out, number, key, "removed", f"removed {key}")
    if not why and len(keys) > 1:
        out.say(f"{counted(len(keys), 'article')} removed; culm undo brings them back")
    return EXIT_SOME_FAILED if why else EXIT_DONE


def show(options: argparse.Namespace, out: Output) -> int:
    """One article with everything known of it."""
    with Library.open(options.library, create=False) as library:
        reading = library.reading(library.find(options.article))
        if out.json_lines:
            out.row(reading_json(library, reading), "")
        else:
            out.row({}, _reading_words(reading))
    return EXIT_DONE


# -- show ------------------------------------------------------------------------------


def article_json(article: Article) -> dict[str, Any]:
    """An article's own facts, as ``show`` and ``analyse`` give them."""
    return {
        "id": article.id,
        "key": article.key,
        "version": article.version,
        "title": article.title,
        "title_stated": article.title_stated,
        "text": article.text,
        "published": published_json(article.published),
        "outlet": article.outlet,
        "agency": article.agency,
        "authors": article.authors,
        "url": article.url,
        "language": article.language,
        "source": article.source,
        "zones": [
            {"start": zone.start, "end": zone.end, "kind": zone.kind} for zone in article.zones
        ],
    }


def published_json(published: Publication) -> dict[str, Any]:
    """When an article was published, as every command gives it."""
    return {
        "begin": published.interval.begin,
        "end": published.interval.end,
        "how": published.how,
        "reason": published.reason,
    }


def as_read_json(read: ArticleFacts | None) -> dict[str, Any] | None:
    """What was read of an article that was put right by hand; ``None`` where nothing was."""
    if read is None:
        return None
    return {
        "title": read.title,
        "title_stated": read.title_stated,
        "published": published_json(read.published),
        "outlet": read.outlet,
        "authors": read.authors,
    }


def reading_json(library: Library, reading: ArticleView) -> dict[str, Any]:
    """What ``culm show --json`` tells of an article."""
    from tui.cli.annotations_words import annotation_json

    types = {entity.id: entity.type for entity in reading.entities}
    return {
        **article_json(reading.article),
        "as_read": as_read_json(reading.as_read),
        "mentions": [
            {
                "start": view.mention.start,
                "end": view.mention.end,
                "type": types.get(view.entity, view.mention.type),
                "entity": view.entity,
                "why": view.mention.why,
            }
            for view in reading.mentions
        ],
        "entities": [
            {"id": entity.id, "name": entity.name, "type": entity.type, "forms": entity.forms}
            for entity in reading.entities
        ],
        "timexes": [timex_json(timex) for timex in reading.timexes],
        "events": [
            {"id": event.id, "name": event.name, "role": event.role, "spans": pairs(event.spans)}
            for event in reading.events
        ],
        **copies_json(library, reading.article.id),
        "annotations": [annotation_json(placed) for placed in reading.annotations],
        "read": reading.state.read,
        "starred": reading.state.starred,
        "tags": reading.state.tags,
    }


def _reading_words(reading: ArticleView) -> str:
    article = reading.article
    published = article.published
    date = days(published.interval)
    if published.reason:
        date += f" ({published.how}: {published.reason})"
    lines = [
        one_line(article.title) + ("" if article.title_stated else "  (made from the lead)"),
        " · ".join(one_line(part) for part in (article.outlet, date, article.key) if part),
        "",
        article.text.strip(),
    ]
    for event in reading.events:
        lines.append(
            f"{event.role}: {one_line(event.name)} · {days(event.interval)}"
            + (f" · {one_line(event.place)}" if event.place else "")
        )
    return "\n".join(lines)
