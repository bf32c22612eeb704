"""Writing annotations to a file or folder that the user names."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from index.notes.model import Annotation
from index.paths import expanded, is_folder, is_present, working_folder
from tui import wording, workers
from tui.commands import Where
from tui.opened import Dialog
from tui.widgets.hints import key_of

if TYPE_CHECKING:
    from index.library import Library

FORMATS = {
    "readwise.csv": "readwise",
    ".csv": "csv",
    ".md": "md",
    ".markdown": "md",
    ".jsonld": "jsonld",
    ".json": "jsonld",
    ".jsonl": "jsonl",
}
"""How the name of a file ends, and what is then written into it; the first that fits holds."""
ENDS = ".md, .jsonld, .jsonl, .csv or readwise.csv"
HELP = f"A name that ends in {ENDS}; folder/ for a Markdown file an article."


def format_of(name: str, formats: Mapping[str, str] = FORMATS) -> str | None:
    """The format of ``formats`` that the end of a file's name asks for."""
    folded = name.casefold()
    return next((format for end, format in formats.items() if folded.endswith(end)), None)


def file_for(typed: str, formats: Mapping[str, str]) -> tuple[Path, str]:
    """The file that was typed, and the format that its name asks for, which is one of these.

    Raises ``OSError`` where the path leads on from a folder that is gone, and ``ValueError``
    for a name that asks for no format.
    """
    path = expanded(typed).absolute()
    format = format_of(path.name, formats)
    if format is None:
        raise ValueError(f"the name must end in {' or '.join(formats)}")
    return path, format


def means_folder(path: str) -> bool:
    """Whether a path means a folder: it ends like one, or there is one; blocks."""
    return path.endswith(os.sep) or is_folder(expanded(path))


def write(typed: str, annotations: Sequence[Annotation], library: Library) -> str:
    """Write ``annotations`` as the path ``typed`` asks for, and say so in words; blocks.

    A folder gets a Markdown file for each article. Files are made anew in one step and
    readable by their owner only. Raises ``OSError``, and ``ValueError`` for a name that
    asks for no known format.
    """
    from index.files import write_whole

    path = expanded(typed).absolute()
    if means_folder(typed):
        written = library.write_notes(annotations, path)
        return (
            f"{wording.counted(len(written), 'article')} written to {path}{wording.beside(written)}"
        )
    format = format_of(path.name)
    if format is None:
        raise ValueError(f"the name must end in {ENDS}")
    write_whole(path, library.export_notes(annotations, format).encode("utf-8"))
    return f"Written to {path}"


class ExportScreen(Dialog[str | None]):
    """Asks for the file to write; gives back its path as typed, or ``None`` when it was left."""

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

    def __init__(
        self,
        count: str,
        folder: Callable[[], Path] = working_folder,
        *,
        file: str = "annotations.md",
        formats: Mapping[str, str] = FORMATS,
    ) -> None:
        """``count`` says how much is written, in words; ``file`` is offered as a name.

        Only annotations are written into folders, too.
        """
        super().__init__()
        self._count = count
        self._folder = folder
        self._file = file
        self._formats = formats
        self._into_folders = formats is FORMATS
        self._overwrite = ""

    def compose(self) -> ComposeResult:
        box = Vertical(id="export-box")
        box.border_title = Content(f"Export {self._count}")
        box.border_subtitle = Content(f"↵ write · {key_of(self.app, 'screen.close')} leave")
        with box:
            yield Input(
                str(self._folder() / self._file),
                compact=True,
                select_on_focus=False,
                id="export-path",
            )
            help_on = HELP if self._into_folders else f"A name that ends in {self._ends}."
            yield Static(Content(help_on), id="export-words", markup=False)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        workers.run(self, self._take, event.value.strip(), group="export", exclusive=True)

    async def _take(self, typed: str) -> None:
        problem = await asyncio.to_thread(self._problem, typed)
        if problem:
            self.query_one("#export-words", Static).update(Content(problem))
        else:
            self.dismiss(typed)

    @property
    def _ends(self) -> str:
        """How a file's name may end."""
        if self._into_folders:
            return ENDS
        *others, last = self._formats
        return f"{', '.join(others)} or {last}"

    def _problem(self, typed: str) -> str:
        """What is wrong with a path, in words; blocks on the disk."""
        if not typed:
            # It would be the folder that culm was started in.
            return HELP
        path = expanded(typed)
        if not is_folder(path.absolute().parent):
            return "There is no such folder."
        if means_folder(typed) and self._into_folders:
            # What an export wrote into it before is written again, all else is left alone.
            return "" if is_folder(path) or not is_present(path) else "That is a file."
        if format_of(path.name, self._formats) is None or is_folder(path):
            folders = f"; a folder's in {os.sep}" if self._into_folders else ""
            return f"The name must end in {self._ends}{folders}"
        if is_present(path) and self._overwrite != typed:
            self._overwrite = typed
            return "That file exists; Enter again writes over it."
        return ""

    def action_close(self) -> None:
        self.dismiss(None)
