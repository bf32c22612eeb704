"""Bringing articles in from the screen: a path to type, the import that runs, what failed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tui.importing import Importing, progress_words
from tui.rendering.cells import fit
from tui.screens.correcting import FoundScreen, Option, plain_option
from tui.widgets.lines import Line, Piece, fold

ENTRIES_LOOKED_AT = 20_000
ENTRIES_SHOWN = 300
FAILURES_SHOWN = 100
REFRESH = 0.5
"""Seconds between looks at how far the import is."""


@dataclass(frozen=True, slots=True)
class Add:
    """Import what is at ``path``."""

    path: Path


@dataclass(frozen=True, slots=True)
class GoInto:
    """Look at what is in a folder."""

    path: Path


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop the import that runs."""


def sample() -> Path | None:
    """The folder with the sample articles, as installed or beside the sources."""
    installed = Path(str(files("tui"))) / "sample"
    beside = Path(str(files("tui"))).parent / "seeds"
    return next((folder for folder in (installed, beside) if folder.is_dir()), None)


class BringInScreen(FoundScreen):
    """Asks what to import; gives back :class:`Add` or :class:`Stop`, or ``None`` when left."""

    PLACEHOLDER = "a file or folder: ~/articles"

    def __init__(self, importing: Importing, *, is_empty: bool) -> None:
        """``is_empty`` says that there are no articles yet: the sample is offered first."""
        super().__init__("Bring articles in", self._offer)
        self._importing = importing
        self._offers_sample = is_empty

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(REFRESH, self._look_again)

    def _look_again(self) -> None:
        if self._importing.running:
            self._show(self.typed)

    async def _offer(self, typed: str) -> Sequence[Option]:
        if typed.strip():
            # What was typed is meant, whatever runs.
            options = [*await asyncio.to_thread(paths_for, typed), *self._stopping()]
        else:
            options = [*self._stopping(), *await asyncio.to_thread(self._sample)]
            options += await asyncio.to_thread(paths_for, os.curdir + os.sep)
        return [*options, *self._failures()]

    def _sample(self) -> list[Option]:
        folder = sample() if self._offers_sample else None
        if folder is None:
            return []
        told = "Five articles on Vietnamese diplomacy, to try everything on."
        return [plain_option("The sample", told, Add(folder))]

    def _stopping(self) -> list[Option]:
        if self._importing.progress is None:
            return []
        said = progress_words(self._importing.progress)
        return [plain_option("Stop the import", said, Stop())]

    def _failures(self) -> list[Option]:
        summary = self._importing.summary
        if summary is None or not summary.failures:
            return []
        return [_failure(path, why) for path, why in summary.failures[:FAILURES_SHOWN]]

    def action_take(self) -> None:
        option = self.chosen
        if isinstance(option, Option) and isinstance(option.target, GoInto):
            self.type(f"{option.target.path}{os.sep}")
        elif not (isinstance(option, Option) and option.target is None):
            super().action_take()


def paths_for(typed: str) -> list[Option]:
    """What a typed path may mean: itself, then what is in its folder; blocks on the disk."""
    path = Path(typed.strip()).expanduser()
    options = []
    if path.exists() and typed.strip() not in (os.curdir + os.sep,):
        kind = "everything in this folder" if path.is_dir() else "this file"
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
                    found.append((not entry.is_dir(), entry.name))
    except OSError as error:
        return [_failure(str(folder), error.strerror or str(error))]
    return [_path_option(folder / name, is_file) for is_file, name in sorted(found)[:ENTRIES_SHOWN]]


def _path_option(path: Path, is_file: bool) -> Option:
    name = path.name if is_file else f"{path.name}{os.sep}"
    target = Add(path) if is_file else GoInto(path)
    role = "strong" if is_file else "title"
    return Option(lambda width: (Line((Piece(fit(name, width), role),)),), target)


def _failure(path: str, why: str) -> Option:
    def lines(width: int) -> tuple[Line, ...]:
        return tuple(Line((Piece(text, "bad"),)) for text in fold(f"{path}: {why}", width, 3))

    return Option(lines, None)
