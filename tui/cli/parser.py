"""The command line's grammar: every subcommand, option and example, told once."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from index import __version__
from tui.cli.correcting_grammar import CORRECTING
from tui.cli.grammar import Commands, Parser, command, count, global_options
from tui.cli.hints import hint
from tui.cli.searching_grammar import SEARCHING

_EPILOG = """\
examples:
  culm ~/articles            add what is new there and open the reader
  culm                       open the whole library
  culm add saved.jsonl.gz    add without opening the reader
  culm search 'person:trong since:2023' --json

Exit codes: 0 done, 1 nothing found, 2 usage, 3 some inputs failed,
4 library locked, 5 library damaged, 130 interrupted."""


def default_library() -> Path:
    """Where the library is when nobody says otherwise."""
    from platformdirs import user_data_path

    return user_data_path("culm", appauthor=False)


def parse(arguments: Sequence[str]) -> argparse.Namespace | int:
    """The options of a command line, or the exit code when it ends here."""
    words = list(arguments)
    parser = build()
    try:
        options = parser.parse_args(_queries_with_dashes(_with_reader(words)))
    except argparse.ArgumentError as error:
        parser.print_usage(sys.stderr)
        print(f"culm: {error}", file=sys.stderr)
        if found := hint(words, _actions(parser)):
            print(found, file=sys.stderr)
        return 2
    except SystemExit as end:
        return int(end.code or 0)
    options.library = Path(
        options.library or os.environ.get("CULM_LIBRARY") or default_library()
    ).expanduser()
    return options


def _actions(parser: argparse.ArgumentParser) -> dict[str, list[str]]:
    """The commands that take an action, and the actions of each."""
    return {
        name: list(_choices(chosen))
        for name, chosen in _choices(parser).items()
        if _choices(chosen)
    }


def _choices(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return {
        name: chosen
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name, chosen in action.choices.items()
    }


def _with_reader(words: list[str]) -> list[str]:
    """Without a subcommand the words are paths to read: put the hidden ``read`` before them."""
    position = 0
    while position < len(words):
        word = words[position]
        if word in ("-h", "--help", "--version"):
            return words
        if word == "--library":
            if position + 1 == len(words):
                raise argparse.ArgumentError(None, "--library needs a directory")
            position += 2
        elif word.startswith("--library=") or word in ("-q", "--quiet"):
            position += 1
        else:
            break
    if position < len(words) and words[position] in COMMANDS:
        return words
    return [*words[:position], "read", *words[position:]]


def _queries_with_dashes(words: list[str]) -> list[str]:
    """A query may begin with a dash (``-china``): it is no option when it looks like none."""
    if not {"search", "saved", "events"} & set(words) or "--" in words:
        return words
    known = {"-q", "-h"}
    queries = [word for word in words if _DASHED.fullmatch(word) and word not in known]
    rest = [word for word in words if word not in queries]
    return [*rest, "--", *queries] if queries else words


_DASHED = re.compile(r"-[^\W\d_].+|-[\"(=].*", re.DOTALL)


def build() -> Parser:
    """The whole parser."""
    parser = Parser(
        prog="culm",
        usage="culm [OPTION…] [PATH… | COMMAND …]",
        description="A terminal reader for news archives.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"culm {__version__}")
    global_options(parser, default=None)
    commands: Commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", parser_class=Parser
    )
    for name, build_command in COMMANDS.items():
        build_command(commands, name)
    return parser


def _read(commands: Commands, name: str) -> None:
    parser = command(
        commands, name, "reading:open_reader", "open the reader", json_lines=False, hidden=True
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")


def _add(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "articles:add",
        "add files, folders and collections of articles",
        "culm add ~/articles export.jsonl.gz",
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--dry-run", action="store_true", help="tell what would happen")


def _remove(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "articles:remove",
        "take articles out of the library",
        "culm remove articles/old.txt",
    )
    parser.add_argument("keys", nargs="+", metavar="KEY")
    parser.add_argument(
        "--annotated",
        action="store_true",
        help="also those with annotations (which stay in the trash)",
    )


def _show(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "articles:show",
        "show one article",
        "culm show 12 --json",
    )
    parser.add_argument("article", metavar="ID-or-KEY")


def _copies(commands: Commands, name: str) -> None:
    command(
        commands,
        name,
        "copies:copies",
        "list articles that carry the same text",
        "culm copies --json",
    )


def _events(commands: Commands, name: str) -> None:
    parser = command(commands, name, "knowledge:events", "list events", "culm events 'place:hanoi'")
    parser.add_argument(
        "query",
        nargs="?",
        metavar="QUERY",
        help="first the events with its words in their name, then those that the articles"
        " it finds report, then those they mention; each by date",
    )


def _event(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "knowledge:event",
        "show an event, its links and their reasons",
        "culm event 1",
    )
    parser.add_argument("id", type=int, metavar="ID")


def _compare(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "comparing:compare",
        "lay two or three articles side by side, sentence by sentence",
        "culm compare seeds/001.txt seeds/002.txt --json",
    )
    parser.add_argument("keys", nargs="+", metavar="ID-or-KEY", help="two or three articles")


def _stories(commands: Commands, name: str) -> None:
    command(
        commands,
        name,
        "knowledge:stories",
        "list stories: the articles about one matter, as it goes on for days or months",
        "culm stories --json",
    )


def _entities(commands: Commands, name: str) -> None:
    parser = command(
        commands, name, "knowledge:entities", "list who and what is named", "culm entities trong"
    )
    parser.add_argument("query", nargs="?", metavar="QUERY")
    parser.add_argument("--limit", type=count, default=200, metavar="N", help="default 200")


def _entity(commands: Commands, name: str) -> None:
    parser = command(
        commands, name, "knowledge:entity", "show an entity and its articles", "culm entity 12"
    )
    parser.add_argument("id", type=int, metavar="ID")


def _analyse(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "knowledge:analyse",
        "find names, dates and events in any text; stores nothing",
        "echo 'Trọng spoke in Hà Nội on Tuesday.' | culm analyse - --date 2023-12-19",
    )
    parser.add_argument("file", nargs="?", default="-", metavar="FILE")
    parser.add_argument("--date", type=_day, metavar="D", help="when the text was published")
    parser.add_argument(
        "--jsonl", action="store_true", help="each line an object with id, text and date"
    )


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
    action.add_argument("start", type=int, metavar="START", help="code points, from 0")
    action.add_argument("end", type=int, metavar="END", help="code points, not included")
    _note_options(action)
    action = add(
        "edit",
        "annotations:edit_note",
        "change an annotation",
        "culm notes edit ID --tag a",
    )
    action.add_argument("id", metavar="ID")
    action.add_argument(
        "--revision", type=int, metavar="N", help="refuse when it was changed since this revision"
    )
    _note_options(action)
    for word, function, text in (
        ("remove", "remove_note", "put an annotation into the trash"),
        ("restore", "restore_note", "take an annotation out of the trash"),
        ("history", "note_history", "every revision of an annotation"),
    ):
        action = add(word, f"annotations:{function}", text, f"culm notes {word} ID")
        action.add_argument("id", metavar="ID")
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
    action = add(
        "import",
        "annotations:import_notes",
        "read annotations from JSON-LD (culm's own or Hypothesis's)",
        "culm notes import notes.jsonld",
    )
    action.add_argument("file", type=Path, metavar="FILE")


def _note_options(action: Parser) -> None:
    action.add_argument("--note", metavar="T", help="Markdown")
    action.add_argument("--tag", action="append", metavar="T", help="may be given again")
    action.add_argument(
        "--colour", "--color", choices=("yellow", "green", "blue", "pink", "purple")
    )


def _doctor(commands: Commands, name: str) -> None:
    command(commands, name, "care:doctor", "check that everything is well", "culm doctor")


def _check(commands: Commands, name: str) -> None:
    command(commands, name, "care:check", "compare every file with what was written", "culm check")


def _rebuild(commands: Commands, name: str) -> None:
    command(
        commands,
        name,
        "care:rebuild",
        "work out the analysis and the search index again from the stored articles",
        "culm rebuild",
        json_lines=False,
    )


def _backup(commands: Commands, name: str) -> None:
    parser = command(
        commands, name, "care:backup", "copy the notes to a safe place", "culm backup ~/backups"
    )
    parser.add_argument("directory", nargs="?", type=Path, metavar="DIR")


def _dump(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "care:dump",
        "write all the user made to one file",
        "culm dump notes.json",
        json_lines=False,
    )
    parser.add_argument("file", type=Path, metavar="FILE")


def _restore(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "care:restore",
        "bring back what dump wrote, or the newest backup",
        "culm restore notes.json",
        json_lines=False,
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="what dump wrote; without it damaged notes are replaced by the newest good backup",
    )


def _config(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "configuring:config",
        "say where the config file is, what it sets and what is wrong in it",
        "culm config --example",
    )
    parser.add_argument("--example", action="store_true", help="print a file to begin with")


def _day(text: str) -> object:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2023-12-19") from None


COMMANDS: dict[str, Callable[[argparse._SubParsersAction[argparse.ArgumentParser], str], None]] = {
    "read": _read,
    "add": _add,
    "remove": _remove,
    **SEARCHING,
    "show": _show,
    "copies": _copies,
    "events": _events,
    "event": _event,
    "compare": _compare,
    "stories": _stories,
    "entities": _entities,
    "entity": _entity,
    "analyse": _analyse,
    "notes": _notes,
    **CORRECTING,
    "doctor": _doctor,
    "check": _check,
    "rebuild": _rebuild,
    "backup": _backup,
    "dump": _dump,
    "restore": _restore,
    "config": _config,
}
