"""What the command line's grammar is made of: parsers and subcommands."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from index.errors import NotFetched
from index.paths import is_web

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress


_OTHER_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class Parser(argparse.ArgumentParser):
    """A parser that raises what is wrong instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        raise argparse.ArgumentError(None, message)


Commands: TypeAlias = "argparse._SubParsersAction[Any]"
"""What subcommands are added to."""

Build: TypeAlias = Callable[[Commands, str], None]
"""Adds the subcommand of a name."""


def global_options(parser: Parser, default: str | None) -> None:
    """The options that every command takes."""
    parser.add_argument(
        "--library", metavar="DIR", default=default, help="the library's directory (CULM_LIBRARY)"
    )
    parser.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        default=default or False,
        help="no messages, only results",
    )


def command(
    commands: Commands,
    name: str,
    where: str,
    help_text: str,
    example: str = "",
    *,
    group: str = "",
    json_lines: bool = True,
    hidden: bool = False,
) -> Parser:
    """A subcommand carried out by the function ``where`` (``module:function`` in tui.cli).

    ``group`` is the command that it is an action of.
    """
    described = help_text[0].upper() + help_text[1:] + "."
    settings: dict[str, Any] = {} if hidden else {"help": help_text}
    parser: Parser = commands.add_parser(
        name,
        prog=f"culm {group} {name}" if group else f"culm {name}",
        description=described,
        epilog=f"example:\n  {example}" if example else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        **settings,
    )
    global_options(parser, default=argparse.SUPPRESS)
    if json_lines:
        parser.add_argument("--json", action="store_true", help="JSON Lines on standard output")
    parser.set_defaults(carry_out=_lazily(where))
    return parser


class _Joined(argparse.Action):
    """Takes the words of a query, which need no quotes around them, as one string."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        words = values if isinstance(values, list) else []
        setattr(namespace, self.dest, " ".join(words) if words else None)


def query_of(parser: Parser, help_text: str | None = None, *, needed: bool = False) -> None:
    """A query of any number of words; ``None`` where there is none, unless one is ``needed``."""
    parser.add_argument(
        "query", nargs="+" if needed else "*", action=_Joined, metavar="QUERY", help=help_text
    )


def count(text: str) -> int:
    """The number that an option counts with."""
    counted = number(text)
    if counted < 0:
        raise argparse.ArgumentTypeError("a count is not negative")
    return counted


def number(text: str) -> int:
    """A whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None


def numbered(listing: str) -> Callable[[str], int]:
    """The number of something that the command ``listing`` lists, by words as well."""

    def read(text: str) -> int:
        try:
            return number(text)
        except argparse.ArgumentTypeError as error:
            raise argparse.ArgumentTypeError(f"{error}; run: {listing} {quote(text)}") from None

    return read


def file_to_write(text: str) -> Path:
    """What an argument names as a file that is made; a slash behind it means a folder."""
    if text.endswith("/") and not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is no file; say the name of the file to write")
    return Path(text)


def place(text: str) -> Path | WebAddress:
    """What an argument names: a web address, or else a path."""
    if not text:
        raise argparse.ArgumentTypeError("is empty; say which file or folder, “.” for this one")
    if not is_web(text):
        if _OTHER_ADDRESS.match(text) and not Path(text).exists():
            raise argparse.ArgumentTypeError(f"{text}: only http and https addresses are fetched")
        return Path(text)
    from index.fetching.urls import web_address

    try:
        return web_address(text)
    except NotFetched as error:
        raise argparse.ArgumentTypeError(f"{error.source} {error.reason}") from None
    except UnicodeError:
        raise argparse.ArgumentTypeError(f"{text!r} is no web address") from None


def port(text: str) -> int:
    """The number of a port that a user may listen on."""
    chosen = number(text)
    if not 1024 <= chosen <= 65535:
        raise argparse.ArgumentTypeError("a port is from 1024 to 65535")
    return chosen


def _lazily(where: str) -> Callable[..., int]:
    module, _, function = where.partition(":")

    def carry_out(*values: object) -> int:
        import importlib

        found: Callable[..., int] = getattr(importlib.import_module(f"tui.cli.{module}"), function)
        return found(*values)

    return carry_out
