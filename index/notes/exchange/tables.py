"""Annotations as tables: CSV for spreadsheets, and the CSV that Readwise imports.

Spreadsheets run cells that begin with certain characters as formulas; such cells
get an apostrophe in front (OWASP, "CSV Injection"). Where a list is separated by
semicolons, spreadsheets cut our cells at semicolons and line ends, and what stands
behind those could be run as well.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from index.notes.exchange.facts import Describe, address, by_article
from index.notes.model import Annotation

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_FORMULA_INSIDE = re.compile(r"([;\t\r\n]\s*)(?=[=+\-@＝＋－＠])")
COLUMNS = (
    "id",
    "article",
    "title",
    "outlet",
    "published",
    "url",
    "start",
    "end",
    "exact",
    "note",
    "tags",
    "colour",
    "created",
    "modified",
)
READWISE_COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")


def to_csv(annotations: Sequence[Annotation], describe: Describe) -> str:
    """One row an annotation, columns as in :data:`COLUMNS`; tags separated by ``; ``."""
    return _table(
        COLUMNS,
        (
            (
                one.id,
                one.article,
                facts.title,
                facts.outlet,
                facts.published,
                address(facts),
                one.start,
                one.end,
                one.exact,
                one.note,
                "; ".join(one.tags),
                one.colour.value,
                one.created.isoformat(),
                one.modified.isoformat(),
            )
            for facts, group in by_article(annotations, describe)
            for one in group
        ),
    )


def to_readwise(annotations: Sequence[Annotation], describe: Describe) -> str:
    """Readwise's columns; tags stand in front of the note as ``.tag``, as Readwise reads them."""
    return _table(
        READWISE_COLUMNS,
        (
            (
                one.exact,
                facts.title or facts.key,
                ", ".join(facts.authors) or facts.outlet,
                address(facts),
                _with_tags(one),
                one.start,
                one.created.strftime("%Y-%m-%d %H:%M:%S"),
            )
            for facts, group in by_article(annotations, describe)
            for one in group
        ),
    )


def _with_tags(one: Annotation) -> str:
    tags = " ".join("." + tag.replace(" ", "-") for tag in one.tags)
    return "\n".join(part for part in (tags, one.note) if part)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return stream.getvalue()


def _safe(cell: str | int) -> str | int:
    if not isinstance(cell, str):
        return cell
    inert = _FORMULA_INSIDE.sub(r"\1'", cell)
    return "'" + inert if cell.lstrip(" ")[:1] in _FORMULA and cell.strip() else inert
