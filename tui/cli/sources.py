"""``culm sources``: what was added or is followed, and whether it is looked at again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from index.fetching.urls import shown
from index.library import Library
from index.library.imports.opening import is_there, place_of
from index.store.input_tables import InputTables, Source
from index.store.web_tables import WebSource, WebTables
from tui import wording
from tui.cli.output import Output, one_line
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND


def list_all(options: argparse.Namespace, out: Output) -> int:
    """Every source, with how many files were read of it and how many of these are gone."""
    with Library.open(options.library, create=False) as library:
        sources = library.archive.inputs.sources()
        feeds = [
            (one, library.archive.web.articles(one.url)) for one in library.archive.web.followed()
        ]
    for feed, articles in feeds:
        out.row(_feed_json(feed, articles), _feed_words(feed, articles))
    for source in sources:
        there = is_there(source.path)
        data = {
            "kind": "path",
            "path": source.path,
            "paused": source.paused,
            "there": there,
            "inputs": source.inputs,
            "gone": source.gone,
        }
        out.row(data, _words(source, there))
    if not sources and not feeds:
        out.say("nothing was added; add articles with: culm add PATH")
    return EXIT_DONE if sources or feeds else EXIT_NOTHING_FOUND


def export(options: argparse.Namespace, out: Output) -> int:
    """Print the feeds that are followed as OPML, to be kept or taken elsewhere."""
    from tui.exporting import opml

    with Library.open(options.library, create=False) as library:
        feeds = library.archive.web.followed()
    sys.stdout.write(opml(feeds))
    return EXIT_DONE if feeds else EXIT_NOTHING_FOUND


def pause(options: argparse.Namespace, out: Output) -> int:
    """Leave sources out when all are looked at."""
    return _change(
        options,
        out,
        "paused",
        lambda inputs, c, path: inputs.pause_source(c, path, True),
        lambda web, c, url: web.pause(c, url, True),
    )


def resume(options: argparse.Namespace, out: Output) -> int:
    """Look at sources again."""
    return _change(
        options,
        out,
        "resumed",
        lambda inputs, c, path: inputs.pause_source(c, path, False),
        lambda web, c, url: web.pause(c, url, False),
    )


def remove(options: argparse.Namespace, out: Output) -> int:
    """Follow sources no longer; their articles stay."""
    return _change(
        options,
        out,
        "removed",
        lambda inputs, c, path: inputs.remove_source(c, path),
        lambda web, c, url: web.unfollow(c, url),
    )


def _change(
    options: argparse.Namespace,
    out: Output,
    status: str,
    change: Callable[[InputTables, Connection, str], bool],
    change_feed: Callable[[WebTables, Connection, str], bool],
) -> int:
    result = EXIT_DONE
    with Library.open(options.library, create=False) as library:
        for path in options.paths:
            archive = library.archive
            with archive.write() as connection:
                if isinstance(path, Path):
                    place = place_of(path)
                    known = change(archive.inputs, connection, place)
                else:
                    place = path.url
                    known = change_feed(archive.web, connection, place)
            told = f"{status} {place}" if known else ""
            out.row({"path": place, "status": status if known else "unknown"}, told)
            if not known:
                out.error(f"{place} is no source; culm sources lists them")
                result = EXIT_NOTHING_FOUND
    return result


def _feed_json(feed: WebSource, articles: int) -> dict[str, Any]:
    return {
        "kind": "feed",
        "path": feed.url,
        "home": feed.home,
        "title": feed.title,
        "paused": feed.paused,
        "articles": articles,
        "fetched": moment(feed.fetched),
        "wait_until": moment(feed.wait_until),
        "error": feed.error,
    }


def moment(seconds: int) -> str | None:
    """Seconds since 1970 as an ISO time (UTC); ``None`` for 0, which is never."""
    return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds else None


def _feed_words(feed: WebSource, articles: int) -> str:
    facts = [wording.counted(articles, "article"), *wording.feed_facts(feed)]
    title = f"{one_line(feed.title)}  " if feed.title else ""
    return f"{title}{shown(feed.url)}  {' · '.join(facts)}"


def _words(source: Source, there: bool) -> str:
    facts = [f"{source.inputs:,} files"]
    facts += [f"{source.gone:,} gone"] if source.gone else []
    facts += ["paused"] if source.paused else []
    facts += [] if there else ["not there"]
    return f"{source.path}  {' · '.join(facts)}"
