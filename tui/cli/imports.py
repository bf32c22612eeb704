"""``culm imports``: what came in when, and taking it back."""

from __future__ import annotations

import argparse
import shlex

from index.library import Library
from index.library.imports.import_record import ImportState
from index.library.upkeep.taking_back import ImportView, imports_of, take_back
from tui import wording
from tui.cli.output import Output, one_line
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND


def list_all(options: argparse.Namespace, out: Output) -> int:
    """Every import of which something is in the library, the latest first."""
    with Library.open(options.library, create=False) as library:
        views = imports_of(library)
    for view in views:
        data = {
            "id": view.id,
            "begun": view.begun.isoformat(),
            "places": view.places,
            "articles": view.articles,
            "copies": view.copies,
            "annotated": view.annotated,
            "state": view.state,
            "done": view.done,
            "total": view.total,
        }
        out.row(data, _words(view))
        if view.state is ImportState.STOPPED:
            how = "sources add" if view.follow else "add"
            out.say(f"to go on with {view.id}: culm {how} {one_line(shlex.join(view.places))}")
    if not views:
        out.say("there are no imports")
    return EXIT_DONE if views else EXIT_NOTHING_FOUND


def undo(options: argparse.Namespace, out: Output) -> int:
    """Take out what an import added."""
    with Library.open(options.library, create=False) as library:
        taken = take_back(library, options.id, annotated=options.annotated)
    data = {
        "id": options.id,
        "removed": taken.articles,
        "stayed": taken.stayed,
        "annotations": taken.annotations,
        "sources": taken.sources,
        "copies": taken.copies,
    }
    out.row(data, wording.taken_back(taken))
    if taken.stayed:
        out.say("to take out those with annotations too: --annotated")
    return EXIT_DONE


def _words(view: ImportView) -> str:
    when = view.begun.astimezone().strftime("%Y-%m-%d %H:%M")
    count = wording.brought(view)
    marked = f" ({view.annotated:,} annotated)" if view.annotated else ""
    far = f" ({told})" if (told := wording.how_far(view)) else ""
    return f"{view.id}  {when}  {count}{marked}{far}  {one_line(' '.join(view.places))}"
