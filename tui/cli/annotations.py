"""``culm notes …``: annotations without the screen."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.library import Library
from index.library.annotations.reviewing import placed_now
from index.notes import Notes
from index.notes.asking import answers
from index.notes.model import Annotation, Colour, Placed
from index.paths import expanded
from tui.cli.annotations_words import (
    annotation_json,
    facts,
    import_json,
    import_words,
    in_words,
    revision_words,
    warning_of,
)
from tui.cli.output import Output, one_line
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND, EXIT_SOME_FAILED, EXIT_USAGE

STANDARD_INPUT = Path("-")
_SUFFIXES = frozenset({".md", ".csv", ".json", ".jsonl", ".jsonld", ".txt"})
_EXPORTING = {".csv": "csv", ".json": "jsonld", ".jsonl": "jsonld", ".jsonld": "jsonld"}


def list_notes(options: argparse.Namespace, out: Output) -> int:
    """Annotations, newest first, those that a query asks for."""
    with _notes(options) as (library, notes):
        query, trash = getattr(options, "query", None), getattr(options, "trash", False)
        found = answers(notes, query or "", trash=trash)
        for placed in placed_now(library, found):
            _row(library, placed, out)
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
    changes = (options.note, options.tag, options.add_tag, options.drop_tag, options.colour)
    if all(change is None for change in changes):
        out.error(
            "what is to be changed? Say --note, --tag, --add-tag, --drop-tag or --colour;"
            " see: culm notes edit --help"
        )
        return EXIT_USAGE
    if options.tag is not None and (options.add_tag or options.drop_tag):
        out.error("--tag gives all tags anew: leave it out, or --add-tag and --drop-tag")
        return EXIT_USAGE
    with _notes(options) as (library, notes):
        notes.edit(
            options.id,
            options.revision,
            note=options.note,
            tags=options.tag,
            add_tags=options.add_tag or (),
            drop_tags=options.drop_tag or (),
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
    """Out of the trash, or what it said at an earlier revision."""
    with _notes(options) as (library, notes):
        if options.revision is None:
            notes.restore(options.id)
        else:
            notes.say_again(options.id, options.revision)
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
                **facts(revision.annotation),
                "revision": revision.number,
                "at": revision.at,
            }
            out.row(
                data,
                revision_words(revision),
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
    if options.history and options.format != "jsonld" and not out.json_lines:
        out.error("only JSON-LD has room for earlier wordings: --history --format jsonld")
        return EXIT_USAGE
    with _notes(options) as (library, notes):
        found = answers(notes, options.query or "", trash=options.trash, by_article=True)
        if options.to is not None:
            for one in library.write_notes(found, expanded(options.to)):
                kept = None if one.kept is None else str(one.kept)
                out.row(
                    {"article": one.article, "path": str(one.path), "kept": kept}, str(one.path)
                )
                if one.kept is not None:
                    out.say(
                        f"{one.kept} is not as culm wrote it and stays; beside it is {one.path}"
                    )
        else:
            format = "jsonl" if out.json_lines else options.format or "md"
            sys.stdout.write(library.export_notes(found, format, history=options.history))
        if corrected := len(notes.corrections()):
            out.say(f"Corrections by hand, {corrected} here, are not in this: culm dump has them.")
    if not found and _looks_like_a_file(options.query or ""):
        name = shlex.quote(options.query)
        form = _EXPORTING.get(Path(options.query).suffix.lower(), options.format or "md")
        way = f"culm notes export --format {form} > {name}"
        out.say(f"nothing that you wrote says {name}; to write your notes there: {way}")
        return EXIT_NOTHING_FOUND
    return _done(found, options.query, out)


def import_notes(options: argparse.Namespace, out: Output) -> int:
    """JSON-LD, culm's own or Hypothesis's."""
    with _notes(options) as (library, _):
        if options.file == STANDARD_INPUT:
            report = library.import_notes_from(sys.stdin.buffer, "standard input")
        else:
            report = library.import_notes_file(options.file)
    found = report.added or report.updated or report.unchanged
    if not (found or report.homeless or report.pageless):
        name = "standard input" if options.file == STANDARD_INPUT else options.file
        if out.json_lines:
            out.row(import_json(report), "")
        out.error(f"{name}: there are no annotations in it")
        return EXIT_NOTHING_FOUND
    out.row(import_json(report), import_words(report))
    for words in report.homeless:
        out.error(f"no article of the library holds “{one_line(words)[:80]}”")
    for words in report.pageless:
        out.error(f"left out, as it marks no passage: “{one_line(words)[:80]}”")
    if report.both:
        out.say(
            "culm notes history ID shows what it said; culm notes restore ID --revision N "
            "says it again"
        )
    return EXIT_SOME_FAILED if report.homeless or report.pageless else EXIT_DONE


@contextmanager
def _notes(options: argparse.Namespace) -> Iterator[tuple[Library, Notes]]:
    with Library.open(options.library, create=False) as library:
        yield library, library.notes


def _tell(library: Library, notes: Notes, name: str, out: Output) -> None:
    annotation = notes.get(name)
    for placed in placed_now(library, [annotation]):
        _row(library, placed, out)


def _row(library: Library, placed: Placed, out: Output) -> None:
    there = bool(library.ids_of([placed.annotation.article]))
    data = {**annotation_json(placed), "in_library": there}
    out.row(data, in_words(placed.annotation, warning_of(placed, there)))


def _looks_like_a_file(query: str) -> bool:
    """Whether somebody gave the name of a file to write as what to look for."""
    return Path(query).suffix.lower() in _SUFFIXES and " " not in query


def _done(found: Sequence[Annotation], query: str | None, out: Output) -> int:
    if not found:
        out.say("no annotation is found" if query else "there are no annotations")
    return EXIT_DONE if found else EXIT_NOTHING_FOUND
