"""``config.toml``: what a reader sets once, checked entry by entry.

The file is optional; culm writes it only to have it edited for the first time. What is wrong
in it is told in words and left out; everything else holds. What it sets holds at every start;
what is changed on the screen afterwards lasts until the end.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from index.paths import expanded
from tui.commands import BY_ID, COMMANDS
from tui.keymap import Keymap, conflicts, parse_keys

_BIGGEST = 256 * 1024
WAYS_OUT = frozenset({"note.leave", "screen.close", "search.leave", "find.close"})
"""Commands without which a line of text that is typed in could not be left."""
_LEADS_OUT = re.compile(r"escape|f\d{1,2}|(?:shift\+)?(?:ctrl|alt|super)\+.+")
_NAMED_KEY = re.compile(
    r"(?:(?:ctrl|alt|shift|super)\+){0,3}"
    r"(?:[a-z0-9]|f\d{1,2}|enter|escape|space|tab|backspace|delete|insert|home|end|pageup|pagedown"
    r"|up|down|left|right|backslash|underscore|left_square_bracket|right_square_bracket|at)"
)


class Setting(Struct, frozen=True):
    """One entry of a table of the file: its name, what it is by default, what it may be.

    ``choices`` are words or the lowest and the highest number; ``words`` explain it.
    """

    table: str
    name: str
    default: str | int | bool
    words: str
    choices: tuple[str | int, ...] = ()

    def problem(self, value: object) -> str:
        """What is wrong with ``value``, in words; empty when nothing is."""
        if type(value) is not type(self.default):
            kinds = {str: "text", int: "a whole number", bool: "true or false"}
            return f"must be {kinds[type(self.default)]}"
        if isinstance(value, str) and value not in self.choices:
            return f"must be one of {', '.join(map(str, self.choices))}"
        if isinstance(value, int) and self.choices:
            low, high = int(self.choices[0]), int(self.choices[-1])
            if not low <= value <= high:
                return f"must be from {low} to {high}"
        return ""


MEASURES = (30, 200)
"""How few and how many columns the reader's text may have."""

SETTINGS = (
    Setting(
        "screen",
        "theme",
        "culm-dark",
        "the colours",
        ("culm-dark", "culm-light", "culm-paper", "culm-contrast", "terminal", "plain"),
    ),
    Setting("screen", "list_wider", 0, "cells added to the list's usual width", (-60, 200)),
    Setting("screen", "events_wider", 0, "cells added to the events' usual width", (-60, 200)),
    Setting("reading", "measure", 80, "columns of text in the reader, at most", MEASURES),
    Setting("reading", "dim_known", False, "what was read elsewhere is dimmed"),
    Setting("reading", "justified", False, "lines end alike at the right"),
    Setting("reading", "fold_asides", False, "captions, credits and the like are hidden"),
    Setting(
        "list",
        "order",
        "newest",
        "the order of the articles without a search",
        ("newest", "oldest", "outlet", "title"),
    ),
    Setting(
        "list",
        "group",
        "order",
        "what stands together in the list: what its order puts together, or one of the others",
        ("order", "event", "outlet", "day"),
    ),
    Setting(
        "list",
        "density",
        "usual",
        "how much the list says of an article: a line, as usual, or with how its text begins",
        ("compact", "usual", "snippet"),
    ),
    Setting("list", "fold_copies", True, "near-identical copies are one row"),
    Setting("fetching", "allowed", True, "culm fetches what it is asked to fetch"),
    Setting(
        "fetching",
        "private",
        False,
        "addresses on this computer and the networks around it may be fetched from",
    ),
    Setting(
        "fetching",
        "every",
        0,
        "minutes between fetches of all feeds while the reader is open, 0 for only when asked",
        (0, 10_080),
    ),
)

REMEMBERED_AS = {
    ("screen", "theme"): "theme",
    ("screen", "list_wider"): "wider_list",
    ("screen", "events_wider"): "wider_panel",
    ("reading", "measure"): "measure",
    ("reading", "dim_known"): "dim_known",
    ("reading", "justified"): "justified",
    ("reading", "fold_asides"): "fold_asides",
    ("list", "order"): "sort",
    ("list", "group"): "grouping",
    ("list", "density"): "density",
    ("list", "fold_copies"): "fold_copies",
}
"""What each setting is called in :class:`tui.remembered.Remembered`."""

_KEYS = "keys"


class Config(Struct, frozen=True):
    """What a config file says: the settings in it, keys by command, and what is wrong.

    ``values`` are by table and name and hold only what the file sets. ``problems`` are
    sentences that name the entry.
    """

    path: Path | None = None
    values: Mapping[tuple[str, str], str | int | bool] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def config_path() -> Path:
    """Where the config file is looked for: ``CULM_CONFIG``, else the platform's place.

    Who has no home directory has an empty one.
    """
    if named := os.environ.get("CULM_CONFIG"):
        return expanded(named)
    from platformdirs import user_config_path

    try:
        return user_config_path("culm", appauthor=False) / "config.toml"
    except RuntimeError:
        return Path(os.devnull)


def read(path: Path) -> Config:
    """The settings in a file; none when it is not there."""
    try:
        with path.open("rb") as file:
            written = file.read(_BIGGEST + 1)
    except FileNotFoundError:
        return Config(path)
    except OSError as error:
        return Config(path, problems=(f"cannot be read: {error.strerror or error}",))
    if len(written) > _BIGGEST:
        return Config(path, problems=("is too large to be a config file",))
    # Imported late: most have no such file.
    import tomllib

    try:
        tables = tomllib.loads(written.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return Config(path, problems=(f"is no TOML: {error}",))
    return _checked(path, tables)


def _checked(path: Path, tables: Mapping[str, Any]) -> Config:
    known = {(setting.table, setting.name): setting for setting in SETTINGS}
    values: dict[tuple[str, str], str | int | bool] = {}
    problems = []
    for table, entries in tables.items():
        if table not in {setting.table for setting in SETTINGS} | {_KEYS}:
            problems.append(f"[{table}] is no table that culm knows{_meant(table, _tables())}")
        elif not isinstance(entries, dict):
            problems.append(f"{table} must be a table: [{table}]")
        elif table != _KEYS:
            for name, value in entries.items():
                setting = known.get((table, name))
                if setting is None:
                    names = [one.name for one in SETTINGS if one.table == table]
                    problems.append(f"{table}.{name} is no setting{_meant(name, names)}")
                elif wrong := setting.problem(value):
                    problems.append(f"{table}.{name} {wrong}")
                else:
                    values[table, name] = value
    keys = {}
    entries = tables.get(_KEYS)
    for command, given in _flat(entries if isinstance(entries, dict) else {}):
        if command not in BY_ID:
            problems.append(f"keys: there is no command {command!r}{_meant(command, BY_ID)}")
        elif wrong := _wrong_keys(given) or _trapping(command, given):
            problems.append(f"keys: {command} {wrong}")
        else:
            keys[command] = (given,) if isinstance(given, str) else tuple(given)
    usual = set(conflicts(Keymap()))
    clashes = [one for one in conflicts(Keymap(remapped=keys)) if one not in usual]
    problems += [f"keys: {clash}" for clash in clashes]
    return Config(path, values, keys, tuple(problems))


def _flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, Any]]:
    """The entries of a table; ``article.star = "m"`` without quotes is a table in TOML."""
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        if isinstance(value, dict) and not before:
            found += _flat(value, f"{name}.")
        else:
            found.append((before + name, value))
    return found


def _wrong_keys(given: object) -> str:
    written = [given] if isinstance(given, str) else given
    if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
        return 'must be a key like "ctrl+d", a sequence like "] e", or a list of them'
    for sequence in written:
        keys = parse_keys(sequence)
        if not keys:
            return "has an empty key"
        for key in keys:
            if not (len(key) == 1 and key.isprintable()) and not _NAMED_KEY.fullmatch(key):
                return f"has {key!r}, which is no key"
    return ""


def _trapping(command: str, given: str | list[str]) -> str:
    """What is wrong with keys of a way out of a line of text: typed there, they lead nowhere."""
    keys = [parse_keys(one)[0] for one in ([given] if isinstance(given, str) else given)]
    if command not in WAYS_OUT or any(_LEADS_OUT.fullmatch(key) for key in keys):
        return ""
    return 'needs a key that types nothing and moves nothing in a line of text, such as "escape"'


def _tables() -> list[str]:
    return [*dict.fromkeys(setting.table for setting in SETTINGS), _KEYS]


def _meant(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), 1)
    return f"; did you mean {close[0]}?" if close else ""


def begin(path: Path) -> None:
    """Write :func:`example` to a file that is not there yet. Raises :class:`OSError`."""
    from index.files import make_private_directory, make_private_file

    make_private_directory(path.parent)
    if make_private_file(path):
        path.write_text(example(), encoding="utf-8")


def example() -> str:
    """A config file with everything that can be set, all of it commented out."""
    lines = ["# culm reads this file when it starts. Every line shows what holds without it."]
    table = ""
    for setting in SETTINGS:
        if setting.table != table:
            table = setting.table
            lines += ["", f"[{table}]"]
        lines.append(f"# {setting.words}{_choices(setting)}")
        lines.append(f"# {setting.name} = {_toml(setting.default)}")
    lines += ["", f"[{_KEYS}]", "# A command has one key, a list of them, or none: []"]
    for command in COMMANDS:
        keys = command.keys[:4]
        written = _toml(keys[0]) if len(keys) == 1 else f"[{', '.join(map(_toml, keys))}]"
        lines.append(f"# {_toml(command.id)} = {written}  # {command.title}")
    return "\n".join(lines) + "\n"


def _choices(setting: Setting) -> str:
    if not setting.choices:
        return ""
    if isinstance(setting.default, str):
        return f": {', '.join(map(str, setting.choices))}"
    return f": {setting.choices[0]} to {setting.choices[-1]}"


def _toml(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
