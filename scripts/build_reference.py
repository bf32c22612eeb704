"""Make the pages of docs/ that list what there is: every key, and every command of the shell.

    python -m scripts.build_reference

They come from the registry of commands and from the parser, and have to be made again whenever
one of these changes (a test tells).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tui.cli.parser import ENVIRONMENT, build
from tui.commands import COMMANDS, Command, Group, Where
from tui.exit_codes import EXIT_CODES
from tui.keymap import show_keys

DOCS = Path(__file__).parents[1] / "docs"
MADE = "<!-- Made by `make reference`; change the registry or the parser, not this page. -->"
ELSEWHERE = {
    Where.MAIN: "main screen",
    Where.EVERYWHERE: "everywhere",
    Where.PANEL: "events",
    Where.COUNT: "after a figure",
    Where.FRESH: "fresh selection",
    Where.MARK: "on a mark",
    Where.OFFER: "on an offer",
    Where.KNOWN: "on a dimmed sentence",
    Where.CHOSEN: "chosen articles",
}
"""Places that are not called by their own name."""
MOST_PLACES = 4
GLOBAL = ("--help", "--version", "--library", "--quiet", "--json")


def pages() -> dict[str, str]:
    """The text of each page by the name of its file."""
    return {
        "keys.md": "\n".join(_keys()) + "\n",
        "commands.md": "\n".join(_commands(build())) + "\n",
    }


def _keys() -> Iterator[str]:
    yield from ("# Keys", "", MADE, "")
    yield (
        "Every key and what it does; `?` shows the same in the reader, `:` runs any of them by "
        "name. Keys are changed by the name in the last column in the table `[keys]` of the "
        "config file ([configuration.md](configuration.md))."
    )
    for group in Group:
        yield from (
            "",
            f"## {group.value}",
            "",
            "| keys | does | where | name |",
            "|---|---|---|---|",
        )
        for command in COMMANDS:
            if command.group is group:
                told = f"**{command.title}.** {command.help}"
                cells = (_shown(command), told, _places(command), f"`{command.id}`")
                yield "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _shown(command: Command) -> str:
    return " ".join(f"`` {show_keys(keys)} ``" for keys in command.keys) or "–"


def _places(command: Command) -> str:
    places = [ELSEWHERE.get(where, where.value) for where in command.where]
    return ", ".join(places) if len(places) <= MOST_PLACES else f"{', '.join(places[:3])} …"


def _commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield from ("# Commands", "", MADE, "", parser.description or "", "", "```")
    yield from (line.strip() for line in (parser.epilog or "").splitlines() if line[:2] == "  ")
    yield from ("```", "", "Every command takes these; all that print data take `--json`:", "")
    yield from _options(parser, all_of_them=True)
    for name, command in _leaves(parser):
        yield from ("", f"## {name}", "", command.description or "", "", "```")
        yield _usage(command)
        yield from ("```", "")
        yield from _options(command)
        if command.epilog:
            yield from ("", "For example:", "", "```")
            yield from (line.strip() for line in command.epilog.splitlines()[1:])
            yield "```"
    yield from ("", "## Exit codes", "", "| code | means |", "|---|---|")
    yield from (f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items())
    yield from ("", "## Environment", "", "| variable | is |", "|---|---|")
    yield from (f"| `{name}` | {meaning} |" for name, meaning in ENVIRONMENT.items())


def _leaves(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            told = {choice.dest for choice in action._choices_actions}
            for name, command in action.choices.items():
                if name in told:
                    inner = list(_leaves(command))
                    yield from inner or [(command.prog, command)]


def _usage(command: argparse.ArgumentParser) -> str:
    usage = re.sub(r"\s+", " ", command.format_usage()[len("usage: ") :]).strip()
    return re.sub(r" \[-h\]| \[--library DIR\]| \[-q\]| \[--json\]", "", usage)


def _options(parser: argparse.ArgumentParser, *, all_of_them: bool = False) -> Iterator[str]:
    for action in parser._actions:
        is_global = bool(set(action.option_strings) & set(GLOBAL))
        is_group = isinstance(action, argparse._SubParsersAction)
        if action.help and not is_group and is_global == all_of_them:
            name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
            value = f" {action.metavar}" if action.option_strings and action.metavar else ""
            yield f"- `{name}{value}`: {action.help % vars(action)}"


def main() -> int:
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
    print(f"written: {', '.join(pages())}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
