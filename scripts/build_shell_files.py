"""Make what a shell wants to know of culm, from the parser of its command line: the manual page
and the completions of bash, zsh and fish.

    python -m scripts.build_shell_files

They are written into tui/shell, shipped with the wheel, and have to be made again whenever a
command or an option changes (a test tells).
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import tui
from index import __version__
from tui.cli.configuring import SHELLS
from tui.cli.parser import ENVIRONMENT, build
from tui.exit_codes import EXIT_CODES

HERE = Path(tui.__file__).parent / "shell"
MANUAL = "culm.1"
GLOBAL = ("--help", "--version", "--library", "--quiet", "--json")
"""Options that are told once, not with every command."""


def shell_files() -> dict[str, str]:
    """What is to be written: the text of each file by its name."""
    made = {file: _completion(shell) for shell, file in SHELLS.items()}
    return {**made, MANUAL: "\n".join(_manual(build())) + "\n"}


# -- completions --------------------------------------------------------------------------


def _completion(shell: str) -> str:
    import shtab

    parser = build()
    for action in _actions(parser):
        kind = {"DIR": shtab.DIRECTORY, "PATH": shtab.FILE, "FILE": shtab.FILE}
        if action.metavar in kind:
            action.complete = kind[action.metavar]  # type: ignore[attr-defined]
    return str(shtab.complete(parser, shell=shell)).rstrip() + "\n"


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        for chosen in _commands_of(action).values():
            yield from _actions(chosen)


def _commands_of(action: argparse.Action) -> dict[str, argparse.ArgumentParser]:
    return dict(action.choices) if isinstance(action, argparse._SubParsersAction) else {}


# -- the manual page: groff's man macros ----------------------------------------------------


def _manual(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f'.TH CULM 1 "" "culm {__version__}" "User Commands"'
    yield from (".SH NAME", r"culm \- a terminal reader for news archives")
    yield from (".SH SYNOPSIS", ".B culm", r"[\fIOPTION\fR...] [\fIPATH\fR...]", ".br")
    yield from (".B culm", r"[\fIOPTION\fR...] \fICOMMAND\fR ...")
    yield ".SH DESCRIPTION"
    yield _text(
        "Without a command culm opens the reader: a list of articles, the article with its "
        "names, and the events that it reports or mentions, each with the other articles that "
        "tell it. With paths, what is new or changed under them is added first. In the reader "
        "the key ? shows help and : every command."
    )
    yield ".SH OPTIONS"
    for action in (*parser._actions, _json_option(parser)):
        if not _commands_of(action):
            yield from _option(action)
    yield ".SH COMMANDS"
    for action in parser._actions:
        told = {choice.dest: choice.help for choice in getattr(action, "_choices_actions", [])}
        for name, command in _commands_of(action).items():
            if name in told:
                yield from _command(command)
    yield ".SH EXIT STATUS"
    for code, meaning in EXIT_CODES.items():
        yield from (".TP", f".B {code}", _text(meaning))
    yield ".SH ENVIRONMENT"
    for name, meaning in ENVIRONMENT.items():
        yield from (".TP", f".B {_text(name)}", _text(meaning))
    yield ".SH FILES"
    yield from (".TP", r".I $XDG_DATA_HOME/culm", "the library, when none is named")
    yield from (".TP", r".I $XDG_CONFIG_HOME/culm/config.toml", "settings and keys; see")
    yield from (r".B culm config \-\-example", ".TP", r".I notes.db")
    yield _text(
        "in the library: marks, notes, tags and what was read, the only thing that cannot be "
        "made again; copies of it lie in backups"
    )
    yield ".SH EXAMPLES"
    for line in _examples(parser.epilog or ""):
        yield from (".TP", f".B {_text(line[0])}", _text(line[1]))


def _command(parser: argparse.ArgumentParser) -> Iterator[str]:
    inner = [chosen for action in parser._actions for chosen in _commands_of(action).values()]
    if inner:
        for chosen in inner:
            yield from _command(chosen)
        return
    yield ".TP"
    name, _, rest = re.sub(r"\s+", " ", parser.format_usage()[len("usage: ") :]).partition(" [-h]")
    words = re.sub(r" \[--library DIR\]| \[-q\]| \[--json\]", "", rest).strip()
    yield f".B {_text(name)}" + (rf" \fR{_text(words)}" if words else "")
    yield _text(parser.description or "")
    own = [
        action
        for action in parser._actions
        if action.help and action.help is not argparse.SUPPRESS
        if not set(action.option_strings) & set(GLOBAL)
    ]
    if own:
        yield ".RS"
        for action in own:
            yield from _option(action)
        yield ".RE"
    if parser.epilog:
        yield from (".IP", "Example:")
        for line in parser.epilog.splitlines()[1:]:
            yield from (".br", rf"\fB{_text(line.strip())}\fR")


def _option(action: argparse.Action) -> Iterator[str]:
    value = "" if action.nargs == 0 else str(action.metavar or action.dest.upper())
    if action.choices and not action.metavar:
        value = "{" + ",".join(map(str, action.choices)) + "}"
    names = ", ".join(rf"\fB{_text(name)}\fR" for name in action.option_strings)
    shown = f"{names} \\fI{_text(value)}\\fR" if names and value else names
    yield from (".TP", shown or rf"\fI{_text(value)}\fR", _text((action.help or "") % vars(action)))


def _json_option(parser: argparse.ArgumentParser) -> argparse.Action:
    return next(action for action in _actions(parser) if "--json" in action.option_strings)


def _examples(epilog: str) -> Iterator[tuple[str, str]]:
    for line in epilog.splitlines():
        if line.startswith("  "):
            said, _, meaning = line.strip().partition("  ")
            yield said, meaning.strip()


def _text(words: str) -> str:
    """``words`` as groff takes them literally."""
    escaped = words.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    escaped = "".join(c if c.isascii() else _glyph(c) for c in escaped.replace("…", "..."))
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _glyph(char: str) -> str:
    codes = "_".join(f"{ord(part):04X}" for part in unicodedata.normalize("NFD", char))
    return rf"\[u{codes}]"


def main() -> int:
    for name, text in shell_files().items():
        (HERE / name).write_text(text, encoding="utf-8")
    print(f"written: {', '.join(shell_files())}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
