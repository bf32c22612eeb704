"""The command line, read: every subcommand, and the options of the one that is meant."""

from __future__ import annotations

import argparse
import os
import re
import sys
import textwrap
from collections.abc import Collection, Sequence
from pathlib import Path
from shlex import quote
from typing import Any

from index import __version__
from index.paths import expanded, is_present
from tui.cli.annotations_grammar import ANNOTATIONS
from tui.cli.articles_grammar import BRINGING, SHOWING
from tui.cli.care_grammar import CARE
from tui.cli.correcting_grammar import CORRECTING
from tui.cli.grammar import Build, Commands, Parser, global_options
from tui.cli.hints import hint
from tui.cli.marking_grammar import MARKING
from tui.cli.searching_grammar import SEARCHING
from tui.exit_codes import EXIT_CODES

_EPILOG = """\
examples:
  culm ~/articles            add what is new there and open the reader
  culm                       open the whole library
  culm add saved.jsonl.gz    add without opening the reader
  culm search 'person:trong since:2023' --json

"""
ENVIRONMENT = {
    "CULM_LIBRARY": "the library's directory when --library does not name one",
    "CULM_CONFIG": "the config file, in place of the one in the platform's own directory",
    "VISUAL": "the editor for notes",
    "EDITOR": "the editor for notes when VISUAL names none",
    "NO_COLOR": "when set, culm shows no colours",
    "TERM": "the kind of terminal; a dumb one gets no colours",
}
"""What culm heeds of its environment."""


def default_library() -> Path:
    """Where the library is when nobody says otherwise; RuntimeError without a home directory."""
    from platformdirs import user_data_path

    return user_data_path("culm", appauthor=False)


def parse(arguments: Sequence[str]) -> argparse.Namespace | int:
    """The options of a command line, or the exit code when it ends here."""
    words = list(arguments)
    try:
        asked = _with_reader(words)
        # To make the parsers of all commands takes longer than to carry out some of them.
        meant = asked[_options_before(asked) :][:1]
        parser = build(["reader"] if meant in (["-V"], ["--version"]) else meant)
        options = _parsed(parser, _queries_with_dashes(asked))
    except argparse.ArgumentError as error:
        parser = build()
        from tui.cli.output import one_line

        # A file may be named so that it is taken for an option, and told as one.
        print(f"culm: {one_line(str(error).replace(_NO_OPTION, ''))}", file=sys.stderr)
        found = _dashed_file(words) or hint(words, _actions(parser))
        found = found or f"try: {_help_on(words, parser)}"
        print(one_line(found), file=sys.stderr)
        return 2
    except SystemExit as end:
        return int(end.code or 0)
    try:
        options.library = expanded(
            options.library or os.environ.get("CULM_LIBRARY") or default_library()
        )
    except RuntimeError:
        print(
            "culm: nobody knows your home directory, where the library would be; say where it is"
            " with --library or CULM_LIBRARY",
            file=sys.stderr,
        )
        return 2
    for name, value in vars(options).items():
        if name not in _AS_GIVEN:
            setattr(options, name, _as_text(value))
    return options


_AS_GIVEN = ("library", "file")
"""Options that may name a file, by whatever bytes; else those are a :class:`Path`."""


def _as_text(value: Any) -> Any:
    """Words without bytes of no encoding, which no database takes and nothing is found by."""
    if isinstance(value, list):
        return [_as_text(one) for one in value]
    if isinstance(value, str) and not value.isascii():
        return re.sub("[\ud800-\udfff]", "\ufffd", value.replace(_NO_OPTION, ""))
    return value


def _parsed(parser: Parser, words: list[str]) -> argparse.Namespace:
    """The options; words of a query may stand on both sides of an option."""
    options, more = parser.parse_known_args(words)
    if getattr(options, "words", None) and not any(one[:1] == "-" for one in more):
        options.words += more
        return options
    if more and (getattr(options, "query", None) is None or any(one[:1] == "-" for one in more)):
        raise argparse.ArgumentError(None, f"unrecognized arguments: {' '.join(more)}")
    if more:
        options.query = " ".join([options.query, *more])
    return options


def _dashed_file(words: list[str]) -> str:
    """How a file is named that was taken for an option, if one was."""
    named = (word for word in words if word[:1] == "-" and word.strip("-"))
    file = next((word for word in named if is_present(Path(word))), "")
    return f"if you mean the file: {quote('./' + file)}" if file else ""


def _help_on(words: list[str], parser: argparse.ArgumentParser) -> str:
    """The command line that tells how the command in ``words`` is used."""
    meant = ["culm"]
    for word in (word for word in words if not word.startswith("-")):
        found = _choices(parser).get(word)
        if found is not None:
            parser = found
            meant.append(word)
        elif len(meant) > 1:
            break
    return " ".join([*meant, "--help"])


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


def _told_exit_codes() -> str:
    return ", ".join(f"{code} {meaning}" for code, meaning in EXIT_CODES.items())


def _with_reader(words: list[str]) -> list[str]:
    """Without a subcommand the words are paths to read: put the hidden ``reader`` before them."""
    position = _options_before(words)
    if words[position : position + 1] == ["help"]:
        asked = words[position + 1 :]
        # What there is no help on is answered as if it were to be done.
        how = ["--help"] if not asked or asked[0] in COMMANDS else []
        return _with_reader([*words[:position], *asked, *how])
    if words[position:] == ["version"]:
        return [*words[:position], "--version"]
    if words[position : position + 1] and words[position] in (*COMMANDS, *_ENDING):
        return words
    first = words[position : position + 1]
    if first and not first[0].startswith("-") and not is_present(Path(first[0])):
        # Help on a command that there is not would be help on the reader.
        words = [word for word in words if word not in ("-h", "--help")]
    return [*words[:position], "reader", *words[position:]]


def _options_before(words: list[str]) -> int:
    """How many words come before the command: options that every command takes."""
    position = 0
    while position < len(words):
        word = words[position]
        if word == "--library":
            if position + 1 == len(words):
                raise argparse.ArgumentError(None, "--library needs a directory")
            position += 2
        elif word.startswith("--library=") or word in ("-q", "--quiet"):
            position += 1
        else:
            break
    return position


def _queries_with_dashes(words: list[str]) -> list[str]:
    """A query may begin with a dash (``-china``): it is no option when it looks like none."""
    if not _WITH_QUERY & set(words) or "--" in words:
        return words
    dashed = _TAGGED if "tag" in words[:_TAG_BEFORE] else _DASHED
    return [_NO_OPTION + word if dashed.fullmatch(word) else word for word in words]


_WITH_QUERY = {"search", "saved", "events", "entities", *MARKING}
_TAG_BEFORE = 5
"""The command ``tag`` is among so many first words, whatever options stand before it."""
_TAGGED = re.compile(r"-(?![qh]$)[^\W_].*", re.DOTALL)
_NO_OPTION = "\ufdd0"
"""Stands before a word that begins with a dash while the line is read; no text has it."""
_ENDING = ("-h", "--help", "-V", "--version")
"""Options of culm itself after which nothing is carried out."""
_DASHED = re.compile(r"-[^\W\d_].+|-[\"(=].*", re.DOTALL)


def build(only: Collection[str] = ()) -> Parser:
    """The parser, with the commands in ``only`` if they are any, else with all."""
    parser = Parser(
        prog="culm",
        usage="culm [OPTION…] [PATH… | COMMAND …]",
        description="A terminal reader for news archives.",
        epilog=_EPILOG + textwrap.fill(f"Exit codes: {_told_exit_codes()}.", 72),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action="version", version=f"culm {__version__}")
    global_options(parser, default=None)
    commands: Commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", parser_class=Parser
    )
    wanted = [name for name in only if name in COMMANDS]
    for name in wanted or COMMANDS:
        COMMANDS[name](commands, name)
    return parser


COMMANDS: dict[str, Build] = (
    BRINGING | SEARCHING | SHOWING | MARKING | ANNOTATIONS | CORRECTING | CARE
)
