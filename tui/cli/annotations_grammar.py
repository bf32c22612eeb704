"""The grammar of annotations; carried out in :mod:`tui.cli.annotations`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tui.cli.grammar import Build, Commands, Parser, command, number

_NOTES_QUERY = "words of passage, note or tags; tag:T, colour:C, article:KEY"


def _notes(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "annotations:list_notes",
        "list, make, export and import annotations",
        "culm notes add 12 151 230 --note 'Who took this?' --tag photo",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=Parser)
    add = partial(command, actions, group="notes")
    action = add(
        "list", "annotations:list_notes", "list annotations", "culm notes list tag:vietnam"
    )
    action.add_argument("query", nargs="?", metavar="QUERY", help=_NOTES_QUERY)
    action.add_argument("--trash", action="store_true", help="those in the trash")
    action = add("add", "annotations:add_note", "mark a passage", "culm notes add KEY 151 230")
    action.add_argument("article", metavar="KEY")
    action.add_argument("start", type=number, metavar="START", help="code points, from 0")
    action.add_argument("end", type=number, metavar="END", help="code points, not included")
    _note_options(action)
    action = add(
        "edit",
        "annotations:edit_note",
        "change an annotation",
        "culm notes edit ID --add-tag photo --drop-tag todo\n"
        "  culm notes edit ID --note 'Asked on Monday' --tag photo --tag agency",
    )
    action.add_argument("id", metavar="ID")
    action.add_argument(
        "--revision",
        type=number,
        metavar="N",
        help="refuse when it was changed since this revision",
    )
    _note_options(
        action,
        note="the note anew, Markdown; '' for none",
        tag="this tag in the place of all that there are; given again, these; '' for none",
    )
    action.add_argument(
        "--add-tag", action="append", metavar="T", help="one tag more; may be given again"
    )
    action.add_argument(
        "--drop-tag", action="append", metavar="T", help="one tag less; may be given again"
    )
    for word, function, text in (
        ("remove", "remove_note", "put an annotation into the trash"),
        ("restore", "restore_note", "take an annotation out of the trash, or back to a revision"),
        ("purge", "purge_note", "delete an annotation that is in the trash, for good"),
        ("history", "note_history", "every revision of an annotation"),
    ):
        action = add(word, f"annotations:{function}", text, f"culm notes {word} ID")
        action.add_argument("id", metavar="ID")
        if word == "restore":
            action.add_argument(
                "--revision",
                type=number,
                metavar="N",
                help="have it say again what it said then (see: culm notes history ID)",
            )
    action = add(
        "export",
        "annotations:export_notes",
        "write annotations as Markdown, JSON-LD or CSV",
        "culm notes export --format jsonld > notes.jsonld\n  culm notes export --to ~/notes",
    )
    action.add_argument("query", nargs="?", metavar="QUERY", help=_NOTES_QUERY)
    action.add_argument(
        "--format",
        choices=("md", "jsonld", "csv", "readwise"),
        help="default md; with --json, jsonld with an annotation a line",
    )
    action.add_argument(
        "--to", type=Path, metavar="DIR", help="Markdown, a file an article, into this directory"
    )
    action.add_argument("--trash", action="store_true", help="those in the trash")
    action.add_argument(
        "--history",
        action="store_true",
        help="with earlier wordings, to bring two libraries together (JSON-LD)",
    )
    action = add(
        "import",
        "annotations:import_notes",
        "read annotations from JSON-LD (culm's own or Hypothesis's)",
        "culm notes import notes.jsonld",
    )
    action.add_argument("file", type=Path, metavar="FILE", help="- for standard input")


def _note_options(action: Parser, note: str = "Markdown", tag: str = "may be given again") -> None:
    action.add_argument("--note", metavar="T", help=note)
    action.add_argument("--tag", action="append", metavar="T", help=tag)
    action.add_argument(
        "--colour", "--color", choices=("yellow", "green", "blue", "pink", "purple")
    )


ANNOTATIONS: dict[str, Build] = {
    "notes": _notes,
}
