"""``culm copies``, and what other commands tell of copies."""

from __future__ import annotations

import argparse
from typing import Any

from index.library import Library
from index.views import CopyView
from tui.cli.output import Output, days, one_line
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND


def copies(options: argparse.Namespace, out: Output) -> int:
    """Articles that carry the same text, a group a row."""
    found = False
    with Library.open(options.library, create=False) as library:
        for row, others in library.copy_groups():
            found = True
            data = {
                "id": row.id,
                "key": row.key,
                "title": row.title,
                "outlet": row.outlet,
                "copies": [copy_json(copy) for copy in others],
            }
            date = days(row.published.interval)
            facts = " · ".join(part for part in (date, one_line(row.outlet), row.key) if part)
            lines = [one_line(row.title), f"    {facts}"]
            lines += [f"    also {_words(copy)}" for copy in others]
            out.row(data, "\n".join(lines))
    return EXIT_DONE if found else EXIT_NOTHING_FOUND


def copies_json(library: Library, article: int) -> dict[str, Any]:
    """``copies`` of an article, and ``copy_of``, the key of the one that stands for it.

    ``copy_of`` is ``None`` where the article stands for itself.
    """
    first, others = library.copies_of(article)
    key = next((copy.key for copy in others if copy.id == first), None)
    return {"copy_of": key, "copies": [copy_json(copy) for copy in others]}


def copy_json(copy: CopyView) -> dict[str, Any]:
    """A copy; ``id`` is 0 where it is exact and no article of its own."""
    return {"id": copy.id, "key": copy.key, "outlet": copy.outlet, "url": copy.url}


def _words(copy: CopyView) -> str:
    same = "" if copy.id else "exactly the same text"
    return " · ".join(part for part in (one_line(copy.outlet), copy.key, same) if part)
