"""The grammar of looking after a library; carried out in :mod:`tui.cli.care`."""

from __future__ import annotations

from pathlib import Path

from tui.cli.grammar import Build, Commands, command, file_to_write


def _doctor(commands: Commands, name: str) -> None:
    command(commands, name, "care:doctor", "check that everything is well", "culm doctor")


def _check(commands: Commands, name: str) -> None:
    command(commands, name, "care:check", "compare every file with what was written", "culm check")


def _rebuild(commands: Commands, name: str) -> None:
    command(
        commands,
        name,
        "care:rebuild",
        "work out analysis and search index again, and make a damaged archive anew",
        "culm rebuild",
        json_lines=False,
    )


def _upgrade(commands: Commands, name: str) -> None:
    command(
        commands,
        name,
        "care:upgrade",
        "bring a library that an earlier culm made up to this one",
        "culm upgrade",
    )


def _backup(commands: Commands, name: str) -> None:
    parser = command(
        commands, name, "care:backup", "copy the notes to a safe place", "culm backup ~/backups"
    )
    parser.add_argument(
        "directory",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="made when it is missing, but not the folder around it; without it backups/by-hand of"
        " the library",
    )
    parser.add_argument(
        "--force", action="store_true", help="also over a notes.db there that is no backup"
    )


def _dump(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "care:dump",
        "write all the user made to one file",
        "culm dump notes.json",
        json_lines=False,
    )
    parser.add_argument(
        "file",
        type=file_to_write,
        metavar="FILE",
        help="in a folder that is there; an earlier dump is written over",
    )
    parser.add_argument("--force", action="store_true", help="write over any other file, too")


def _restore(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "care:restore",
        "bring back what dump or backup wrote, or damaged notes from the newest backup",
        "culm restore ~/backups/notes.db",
        json_lines=False,
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="what dump or backup wrote, or a daily backup; without it damaged notes are replaced "
        "by the newest good backup, and sound ones are left as they are",
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


def _completion(commands: Commands, name: str) -> None:
    parser = command(
        commands,
        name,
        "configuring:completion",
        "print what a shell needs to complete culm's commands and options",
        "culm completion bash > ~/.local/share/bash-completion/completions/culm",
        json_lines=False,
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


CARE: dict[str, Build] = {
    "doctor": _doctor,
    "check": _check,
    "rebuild": _rebuild,
    "upgrade": _upgrade,
    "backup": _backup,
    "dump": _dump,
    "restore": _restore,
    "config": _config,
    "completion": _completion,
}
