"""``culm notes …``: annotations without the screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from index.library import Library
from index.library.annotations.reviewing import placed_now
from index.notes import Notes
from index.notes.asking import answers
from index.notes.model import Annotation, Colour, Placed
from index.paths import expanded
from tui.cli.output import Output, one_line
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND, EXIT_SOME_FAILED, EXIT_USAGE


def list_notes(options: argparse.Namespace, out: Output) -> int:
    """Annotations, newest first, those that a query asks for."""
    with _notes(options) as (library, notes):
        query, trash = getattr(options, "query", None), getattr(options, "trash", False)
        found = answers(notes, query or "", trash=trash)
        for placed in placed_now(library, found):
            out.row(annotation_json(placed), _words(placed.annotation))
    return _done(found, query, out)


def add_note(options: argparse.Namespace, out: Output) -> int:
    """Mark a passage of an article."""
    with _notes(options) as (library, notes):
        article = library.article(library.find(options.article))
        try:
            made = notes.annotate(
                article.key,
                article.version,
                article.text,
                options.start,
                options.end,
                Colour(options.colour or Colour.YELLOW),
                options.note or "",
                tuple(options.tag or ()),
            )
        except ValueError:
            out.error(
                f"{options.start} to {options.end} is no passage of {article.key}, whose text"
                f" goes from 0 to {len(article.text)}"
            )
            return EXIT_USAGE
        _tell(library, notes, made.id, out)
    return EXIT_DONE


def edit_note(options: argparse.Namespace, out: Output) -> int:
    """Change note, tags or colour."""
    with _notes(options) as (library, notes):
        notes.edit(
            options.id,
            options.revision,
            note=options.note,
            tags=options.tag,
            colour=Colour(options.colour) if options.colour else None,
        )
        _tell(library, notes, options.id, out)
    return EXIT_DONE


def remove_note(options: argparse.Namespace, out: Output) -> int:
    """Into the trash."""
    with _notes(options) as (library, notes):
        notes.remove(options.id)
        _tell(library, notes, options.id, out)
    return EXIT_DONE


def restore_note(options: argparse.Namespace, out: Output) -> int:
    """Out of the trash."""
    with _notes(options) as (library, notes):
        notes.restore(options.id)
        _tell(library, notes, options.id, out)
    return EXIT_DONE


def purge_note(options: argparse.Namespace, out: Output) -> int:
    """For good, if it is in the trash."""
    with _notes(options) as (_, notes):
        if not notes.purge(options.id):
            out.error(
                f"{options.id} is not in the trash, and only what is can be deleted for good;"
                f" first: culm notes remove {options.id}"
            )
            return EXIT_SOME_FAILED
    out.say("deleted for good; backups that were made before keep it")
    return EXIT_DONE


def note_history(options: argparse.Namespace, out: Output) -> int:
    """Every revision, oldest first."""
    with _notes(options) as (_, notes):
        for revision in notes.history(options.id):
            data = {
                **_facts(revision.annotation),
                "revision": revision.number,
                "at": revision.at,
            }
            out.row(
                data,
                f"{revision.number:>4}  {revision.at:%Y-%m-%d %H:%M}  "
                + _words(revision.annotation),
            )
    return EXIT_DONE


def export_notes(options: argparse.Namespace, out: Output) -> int:
    """Markdown, JSON-LD or CSV on standard output, or Markdown into files of a directory.

    With ``--json`` it is a Web Annotation a line, or, of a directory, a file a line.
    """
    if options.format not in (None, "md") and options.to is not None:
        out.error("only Markdown is written into a directory: leave out --format or --to")
        return EXIT_USAGE
    if options.format not in (None, "jsonld") and out.json_lines and options.to is None:
        out.error("--json writes a Web Annotation a line: leave out --json or --format")
        return EXIT_USAGE
    with _notes(options) as (library, notes):
        found = answers(notes, options.query or "", trash=options.trash, by_article=True)
        if options.to is not None:
            for key, path in library.write_notes(found, expanded(options.to)):
                out.row({"article": key, "path": str(path)}, str(path))
        else:
            format = "jsonl" if out.json_lines else options.format or "md"
            sys.stdout.write(library.export_notes(found, format))
        if corrected := len(notes.corrections()):
            out.say(f"Corrections by hand, {corrected} here, are not in this: culm dump has them.")
    return _done(found, options.query, out)


def import_notes(options: argparse.Namespace, out: Output) -> int:
    """JSON-LD, culm's own or Hypothesis's."""
    with _notes(options) as (library, _):
        report = library.import_notes_file(options.file)
    data = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "doubtful": report.doubtful,
        "homeless": report.homeless,
        "pageless": report.pageless,
    }
    out.row(data, f"{report.added} added, {report.updated} updated, {report.unchanged} were there")
    for words in report.homeless:
        out.error(f"no article of the library holds “{one_line(words)[:80]}”")
    for words in report.pageless:
        out.error(f"left out, as it marks no passage: “{one_line(words)[:80]}”")
    return EXIT_SOME_FAILED if report.homeless or report.pageless else EXIT_DONE


def annotation_json(placed: Placed) -> dict[str, Any]:
    """An annotation with its place in the article's present text."""
    placement = placed.placement
    return {
        **_facts(placed.annotation),
        "status": placement.status,
        "placed": [placement.span.start, placement.span.end] if placement.span else None,
    }


def _facts(annotation: Annotation) -> dict[str, Any]:
    return {
        "id": annotation.id,
        "article": annotation.article,
        "version": annotation.version,
        "start": annotation.start,
        "end": annotation.end,
        "exact": annotation.exact,
        "note": annotation.note,
        "tags": annotation.tags,
        "colour": annotation.colour,
        "created": annotation.created,
        "modified": annotation.modified,
        "deleted": annotation.deleted,
        "revision": annotation.revision,
    }


@contextmanager
def _notes(options: argparse.Namespace) -> Iterator[tuple[Library, Notes]]:
    with Library.open(options.library, create=False) as library:
        yield library, library.notes


def _tell(library: Library, notes: Notes, name: str, out: Output) -> None:
    annotation = notes.get(name)
    for placed in placed_now(library, [annotation]):
        out.row(annotation_json(placed), _words(annotation))


def _done(found: Sequence[Annotation], query: str | None, out: Output) -> int:
    if not found:
        out.say("no annotation is found" if query else "there are no annotations")
    return EXIT_DONE if found else EXIT_NOTHING_FOUND


def _words(annotation: Annotation) -> str:
    lines = [f"{annotation.id}  {annotation.colour}  {annotation.article}"]
    lines.append(f"    “{one_line(annotation.exact)}”")
    if annotation.note:
        lines.append(f"    {one_line(annotation.note)}")
    if annotation.tags:
        lines.append("    " + " ".join(f"#{tag}" for tag in annotation.tags))
    return "\n".join(lines)
