"""``culm sources``: what was added or is followed, and whether it is looked at again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.fetching.urls import shown
from index.library import Library
from index.library.imports import subscribing
from index.library.imports.opening import place_of
from index.library.imports.subscribing import SourceView
from index.views import WebSource
from tui import wording
from tui.cli.output import Output, one_line
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND


def list_all(options: argparse.Namespace, out: Output) -> int:
    """Every source, with how many files were read of it and how many of these are gone."""
    with Library.open(options.library, create=False) as library:
        sources = subscribing.sources_of(library)
    for source in sources:
        if source.feed is not None:
            out.row(_feed_json(source.feed, source.holds), _feed_words(source.feed, source.holds))
        else:
            out.row(_path_json(source), _path_words(source))
    if not sources:
        out.say("nothing was added; add articles with: culm add PATH")
    return EXIT_DONE if sources else EXIT_NOTHING_FOUND


def export(options: argparse.Namespace, out: Output) -> int:
    """Print the feeds that are followed as OPML, to be kept or taken elsewhere."""
    from tui.exporting import opml

    with Library.open(options.library, create=False) as library:
        feeds = subscribing.followed_feeds(library)
    sys.stdout.write(opml(feeds))
    return EXIT_DONE if feeds else EXIT_NOTHING_FOUND


def pause(options: argparse.Namespace, out: Output) -> int:
    """Leave sources out when all are looked at."""
    return _change(options, out, "paused", lambda library, at: subscribing.pause(library, at, True))


def resume(options: argparse.Namespace, out: Output) -> int:
    """Look at sources again."""
    return _change(
        options, out, "resumed", lambda library, at: subscribing.pause(library, at, False)
    )


def remove(options: argparse.Namespace, out: Output) -> int:
    """Follow sources no longer; their articles stay."""
    return _change(options, out, "removed", subscribing.forget)


def _change(
    options: argparse.Namespace, out: Output, status: str, change: Callable[[Library, str], bool]
) -> int:
    result = EXIT_DONE
    with Library.open(options.library, create=False) as library:
        for path in options.paths:
            place = place_of(path) if isinstance(path, Path) else path.url
            known = change(library, place)
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


def _path_json(source: SourceView) -> dict[str, Any]:
    return {
        "kind": "path",
        "path": source.place,
        "paused": source.paused,
        "there": source.there,
        "inputs": source.holds,
        "gone": source.gone,
    }


def _path_words(source: SourceView) -> str:
    facts = [wording.counted(source.holds, "file")]
    facts += [f"{source.gone:,} gone"] if source.gone else []
    facts += ["paused"] if source.paused else []
    facts += [] if source.there else ["not there"]
    return f"{source.place}  {' · '.join(facts)}"
