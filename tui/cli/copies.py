"""``culm copies``, and what other commands tell of copies."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from index.library import Library
from index.library.showing.listing import copies_of, copy_groups
from index.views import CopyView
from tui.cli.output import Output, days, one_line
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND


def copies(options: argparse.Namespace, out: Output) -> int:
    """Articles that carry the same text, a group a row."""
    found = False
    with Library.open(options.library, create=False) as library:
        for article, others in copy_groups(library.archive):
            found = True
            (row,) = library.archive.rows([article])
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


def copies_json(library: Library, articles: Iterable[int]) -> dict[int, dict[str, Any]]:
    """For each article: ``copies`` of it, and ``copy_of``, the key of the one that stands for it.

    ``copy_of`` is ``None`` where the article stands for itself.
    """
    told = {}
    for article in articles:
        first, others = copies_of(library.archive, article)
        key = next((copy.key for copy in others if copy.id == first), None)
        told[article] = {"copy_of": key, "copies": [copy_json(copy) for copy in others]}
    return told


def copy_json(copy: CopyView) -> dict[str, Any]:
    """A copy; ``id`` is 0 where it is exact and no article of its own."""
    return {"id": copy.id, "key": copy.key, "outlet": copy.outlet, "url": copy.url}


def _words(copy: CopyView) -> str:
    same = "" if copy.id else "exactly the same text"
    return " · ".join(part for part in (one_line(copy.outlet), copy.key, same) if part)
