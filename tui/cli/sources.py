"""``culm sources``: what was added, and whether it is looked at again."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from sqlite3 import Connection

from index.library import Library
from index.library.following import is_there
from index.library.opening import place_of
from index.store.input_tables import InputTables, Source
from tui.cli import EXIT_DONE, EXIT_NOTHING_FOUND
from tui.cli.output import Output


def list_all(options: argparse.Namespace, out: Output) -> int:
    """Every source, with how many files were read of it and how many of these are gone."""
    with Library.open(options.library, create=False) as library:
        sources = library.archive.inputs.sources()
    for source in sources:
        there = is_there(source.path)
        data = {
            "path": source.path,
            "paused": source.paused,
            "there": there,
            "inputs": source.inputs,
            "gone": source.gone,
        }
        out.row(data, _words(source, there))
    return EXIT_DONE if sources else EXIT_NOTHING_FOUND


def pause(options: argparse.Namespace, out: Output) -> int:
    """Leave sources out when all are looked at."""
    return _change(
        options, out, "paused", lambda inputs, c, path: inputs.pause_source(c, path, True)
    )


def resume(options: argparse.Namespace, out: Output) -> int:
    """Look at sources again."""
    return _change(
        options, out, "resumed", lambda inputs, c, path: inputs.pause_source(c, path, False)
    )


def remove(options: argparse.Namespace, out: Output) -> int:
    """Follow sources no longer; their articles stay."""
    return _change(options, out, "removed", lambda inputs, c, path: inputs.remove_source(c, path))


def _change(
    options: argparse.Namespace,
    out: Output,
    status: str,
    change: Callable[[InputTables, Connection, str], bool],
) -> int:
    result = EXIT_DONE
    with Library.open(options.library, create=False) as library:
        for path in options.paths:
            place = place_of(path)
            with library.archive.write() as connection:
                known = change(library.archive.inputs, connection, place)
            out.row({"path": place, "status": status if known else "unknown"}, f"{status} {place}")
            if not known:
                out.error(f"{place} is no source; culm sources lists them")
                result = EXIT_NOTHING_FOUND
    return result


def _words(source: Source, there: bool) -> str:
    facts = [f"{source.inputs:,} files"]
    facts += [f"{source.gone:,} gone"] if source.gone else []
    facts += ["paused"] if source.paused else []
    facts += [] if there else ["not there"]
    return f"{source.path}  {' · '.join(facts)}"
