"""Writing annotations to a file that the user names."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from index.notes.model import Annotation
from tui.commands import Where
from tui.screens.opened import Dialog

if TYPE_CHECKING:
    from index.library import Library


class Format(StrEnum):
    """What annotations can be written as; the value is the end of the file's name."""

    MARKDOWN = "md"
    JSON_LD = "jsonld"
    CSV = "csv"


def format_of(path: str) -> Format | None:
    """The format that the end of a file's name asks for."""
    suffix = Path(path).suffix.lower().lstrip(".")
    aliases = {"markdown": Format.MARKDOWN, "json": Format.JSON_LD}
    return aliases.get(suffix) or next((f for f in Format if f.value == suffix), None)


def write(path: Path, annotations: Sequence[Annotation], library: Library) -> Path:
    """Write ``annotations`` in the format that the name of ``path`` asks for; blocks.

    The file is made anew in one step and readable by its owner only. Raises
    ``OSError``, and ``ValueError`` for a name that asks for no known format.
    """
    wanted = format_of(path.name)
    if wanted is None:
        raise ValueError("the name must end in .md, .jsonld or .csv")
    written = library.export_notes(annotations, wanted.value)
    path = path.expanduser().absolute()
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return path


class ExportScreen(Dialog[Path | None]):
    """Asks for the file to write; gives back its path, or ``None`` when it was left."""

    where = (Where.DIALOG,)
    DEFAULT_CSS = """
    ExportScreen {
        align: center middle;
        & > #export-box {
            width: 76; max-width: 96%; height: auto; background: $raised;
            border: round $line; border-title-color: $focus; border-title-style: bold;
            border-subtitle-color: $quiet; padding: 0 1;
        }
        & #export-path { background: $raised; color: $text; border: none; padding: 0; }
        & #export-words { color: $quiet; height: auto; }
    }
    """

    def __init__(self, count: str, folder: Callable[[], Path] = Path.cwd) -> None:
        """``count`` says how much is written, in words."""
        super().__init__()
        self._count = count
        self._folder = folder
        self._overwrite = ""

    def compose(self) -> ComposeResult:
        box = Vertical(id="export-box")
        box.border_title = Content(f"Export {self._count}")
        box.border_subtitle = Content("↵ write · Esc leave")
        with box:
            yield Input(
                str(self._folder() / "annotations.md"),
                compact=True,
                select_on_focus=False,
                id="export-path",
            )
            yield Static(
                Content("The end of the name says the format: .md .jsonld .csv"),
                id="export-words",
                markup=False,
            )

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        path = Path(event.value.strip()).expanduser()
        problem = self._problem(path)
        if problem:
            self.query_one("#export-words", Static).update(Content(problem))
        else:
            self.dismiss(path)

    def _problem(self, path: Path) -> str:
        if format_of(path.name) is None:
            return "The name must end in .md, .jsonld or .csv."
        if not path.absolute().parent.is_dir():
            return "There is no such folder."
        if path.is_dir():
            return "That is a folder."
        if path.exists() and self._overwrite != str(path):
            self._overwrite = str(path)
            return "That file exists; Enter again writes over it."
        return ""

    def action_close(self) -> None:
        self.dismiss(None)
