"""Choosing a file or folder: its path is typed, what begins like it is listed."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from index.paths import expanded, is_folder, is_present
from tui.rendering.cells import fit
from tui.screens.found import FoundScreen, Option, plain_option
from tui.widgets.lines import Line, Piece, fold

ENTRIES_LOOKED_AT = 20_000
ENTRIES_SHOWN = 300


class Add(Struct, frozen=True):
    """Import what is at ``path``."""

    path: Path


class GoInto(Struct, frozen=True):
    """Look at what is in a folder."""

    path: Path


class PathsScreen(FoundScreen):
    """A choice among paths; a folder that is chosen is looked into."""

    def action_take(self) -> None:
        option = self.chosen
        if isinstance(option, Option) and isinstance(option.target, GoInto):
            self.type(f"{option.target.path}{os.sep}")
        elif not (isinstance(option, Option) and option.target is None):
            super().action_take()


def paths_for(typed: str) -> list[Option]:
    """What a typed path may mean: itself, then what is in its folder; blocks on the disk."""
    path = expanded(typed.strip())
    options = []
    if is_present(path) and typed.strip() not in (os.curdir + os.sep,):
        kind = "everything in this folder" if is_folder(path) else "this file"
        options.append(plain_option(f"Add {path}", f"Imports {kind}.", Add(path)))
    inside = typed.endswith(os.sep)
    folder, begun = (path, "") if inside else (path.parent, path.name)
    return [*options, *_entries_of(folder, begun)]


def _entries_of(folder: Path, begun: str) -> list[Option]:
    """The entries of a folder whose names begin so, folders first."""
    found: list[tuple[bool, str]] = []
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number >= ENTRIES_LOOKED_AT:
                    break
                is_hidden = entry.name.startswith(".") and not begun.startswith(".")
                if entry.name.casefold().startswith(begun.casefold()) and not is_hidden:
                    found.append((not is_folder(folder / entry.name), entry.name))
    except OSError as error:
        return [failure(str(folder), error.strerror or str(error))]
    except ValueError:
        return [failure(str(folder), "is no name of a file or folder")]
    return [_path_option(folder / name, is_file) for is_file, name in sorted(found)[:ENTRIES_SHOWN]]


def _path_option(path: Path, is_file: bool) -> Option:
    name = path.name if is_file else f"{path.name}{os.sep}"
    target = Add(path) if is_file else GoInto(path)
    role = "strong" if is_file else "title"
    return Option(lambda width: (Line((Piece(fit(name, width), role),)),), target)


def failure(path: str, why: str) -> Option:
    """A line that says why something failed; nothing to choose."""

    def lines(width: int) -> tuple[Line, ...]:
        return tuple(Line((Piece(text, "bad"),)) for text in fold(f"{path}: {why}", width, 3))

    return Option(lines, None)
