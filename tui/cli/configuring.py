"""``culm config``: where the config file is, what it sets, and what is wrong in it; and
``culm completion``: what a shell wants to know of the command line."""

from __future__ import annotations

import argparse

from tui.cli.output import Output
from tui.exit_codes import EXIT_DONE, EXIT_USAGE

SHELLS = {"bash": "culm.bash", "zsh": "_culm", "fish": "culm.fish"}
"""The completion file of each shell, in tui/shell."""


def completion(options: argparse.Namespace, out: Output) -> int:
    """Print the completions of one shell."""
    from importlib.resources import files

    print(files("tui").joinpath("shell", SHELLS[options.shell]).read_text("utf-8"), end="")
    return EXIT_DONE


def config(options: argparse.Namespace, out: Output) -> int:
    """Print the config file's settings; or, with ``--example``, one to begin with."""
    from tui.config import config_path, example, read

    if options.example:
        print(example(), end="")
        return EXIT_DONE
    path = config_path()
    found = read(path)
    settings = {f"{table}.{name}": value for (table, name), value in found.values.items()}
    lines = [str(path), *(f"  {name} = {value}" for name, value in settings.items())]
    for command, keys in found.keys.items():
        lines.append(f"  keys: {command} = {' or '.join(keys) or 'none'}")
    if not path.exists():
        out.say("There is no such file. To begin with one: culm config --example")
    out.row(
        {
            "path": str(path),
            "settings": settings,
            "keys": {command: list(keys) for command, keys in found.keys.items()},
            "problems": list(found.problems),
        },
        "\n".join(lines),
    )
    for problem in found.problems:
        out.error(f"{path}: {problem}")
    return EXIT_USAGE if found.problems else EXIT_DONE
