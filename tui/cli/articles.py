"""``culm add``, ``remove`` and ``show``."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from index.article import Article
from index.errors import LibraryUnwritable, NotFound
from index.library import Library
from index.library.imports.importing import ImportOptions
from index.views import ArticleView
from tui.cli.bringing import bring_in, fetch_options, progress, stopping
from tui.cli.copies import copies_json
from tui.cli.output import Output, days, one_line, pairs, timex_json
from tui.cli.patience import patience
from tui.exit_codes import EXIT_DONE, EXIT_INTERRUPTED, EXIT_SOME_FAILED, EXIT_USAGE
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
    """Take articles out."""
    result = EXIT_DONE
    removed: dict[int, str] = {}
    with Library.open(options.library, create=False) as library:
        for key in options.keys:
            try:
                number = library.find(key)
            except NotFound as error:
                out.error(str(error))
                out.row({"key": key, "id": 0, "status": "failed", "error": str(error)}, "")
                result = EXIT_SOME_FAILED
                continue
            key = library.article(number).key
            annotations = library.notes.of_article(key)
            if annotations and not options.annotated:
                marked = counted(len(annotations), "annotation")
                words = f"{key} has {marked}; use --annotated to remove it"
                out.error(words)
                out.row({"key": key, "id": number, "status": "skipped", "error": words}, "")
                result = EXIT_SOME_FAILED
                continue
            removed[number] = key
        return max(result, take_out(library, removed, out))


def take_out(library: Library, keys: Mapping[int, str], out: Output) -> int:
    """Take articles out, by their ids, and tell of each whether it is; the exit code."""
    why = ""
    try:
        with patience(library.path, out):
            library.take_out(list(keys))
    except LibraryUnwritable as error:
        why = str(error)
        out.error(why)
    there = library.keys_of(keys) if why else {}
    for number, key in keys.items():
        is_out = number not in there
        data = {"key": key, "id": number, "status": "removed" if is_out else "failed"}
        out.row({**data, "error": "" if is_out else why}, f"removed {key}" if is_out else "")
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
    published = article.published
    return {
        "id": article.id,
        "key": article.key,
        "version": article.version,
        "title": article.title,
        "title_stated": article.title_stated,
        "text": article.text,
        "published": {
            "begin": published.interval.begin,
            "end": published.interval.end,
            "how": published.how,
            "reason": published.reason,
        },
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


def reading_json(library: Library, reading: ArticleView) -> dict[str, Any]:
    """What ``culm show --json`` tells of an article."""
    from tui.cli.annotations_words import annotation_json

    types = {entity.id: entity.type for entity in reading.entities}
    return {
        **article_json(reading.article),
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
