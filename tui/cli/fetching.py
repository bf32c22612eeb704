"""``culm fetch`` and ``culm sources add``: feeds on the web, asked for what is new."""

from __future__ import annotations

import argparse
from pathlib import Path

from msgspec.structs import replace

from index.errors import ReadError
from index.fetching.urls import WebAddress, shown, web_address
from index.library import Library
from index.library.imports.importing import ImportOptions
from index.views import WebSource
from tui import wording
from tui.cli.bringing import bring_in, fetch_options, progress, stopping
from tui.cli.output import Output
from tui.exit_codes import EXIT_DONE, EXIT_INTERRUPTED, EXIT_NOTHING_FOUND, EXIT_SOME_FAILED

_NO_FEEDS = "no feed is followed; follow one with: culm sources add ADDRESS"


def fetch(options: argparse.Namespace, out: Output) -> int:
    """Fetch what is new in the feeds that are followed, or in those that are named."""
    from index.library.imports.subscribing import feeds_wanted

    with Library.open(options.library, create=False) as library:
        addresses = [web_address(one.url) for one in feeds_wanted(library, options.names)]
        if not addresses:
            out.error(_NO_FEEDS)
            return EXIT_NOTHING_FOUND
        return _fetched(library, addresses, options, out, again=True)


def follow(options: argparse.Namespace, out: Output) -> int:
    """Follow feeds; those given by their addresses are fetched at once."""
    from index.library.imports.subscribing import feeds_listed
    from index.library.imports.subscribing import follow as follow_all

    addresses = [place for place in options.paths if not isinstance(place, Path)]
    code = EXIT_DONE
    with Library.open(options.library) as library:
        for path in options.paths:
            if not isinstance(path, Path):
                continue
            feeds, wrong = feeds_listed(path)
            fresh = {source.url for source in follow_all(library, feeds)}
            for source in feeds:
                _tell(source, "followed" if source.url in fresh else "unchanged", out)
            for error in wrong:
                _tell_failure(error, out)
                code = EXIT_SOME_FAILED
            out.say(f"{wording.counted(len(fresh), 'feed')} more; culm fetch brings them in")
        if addresses:
            options.dry_run = False
            code = max(code, _fetched(library, addresses, options, out, follow=True))
    return code


def _fetched(
    library: Library,
    addresses: list[WebAddress],
    options: argparse.Namespace,
    out: Output,
    *,
    again: bool = False,
    follow: bool = False,
) -> int:
    fetching = fetch_options(addresses)
    assert fetching is not None
    fetching = replace(fetching, again=again, follow=follow)
    importing = ImportOptions(dry_run=options.dry_run, fetching=fetching)
    with stopping() as stopped, progress(out) as show:
        tally = bring_in(library, addresses, importing, out, stopped, show)
        tally.say(out, dry_run=options.dry_run)
    return EXIT_INTERRUPTED if stopped else tally.exit_code


def _tell(source: WebSource, status: str, out: Output) -> None:
    data = {"path": source.url, "title": source.title, "status": status}
    out.row(data, f"{status} {source.title or shown(source.url)}")


def _tell_failure(error: ReadError, out: Output) -> None:
    out.row({"path": error.source, "status": "failed", "error": error.reason}, "")
    out.error(str(error))
