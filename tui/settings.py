"""The config file, edited while culm runs: what it sets holds as soon as the editor ends."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.config import begin, config_path, read
from tui.outside_editor import edit_file

if TYPE_CHECKING:
    from tui.app import CulmApp


async def edit_settings(app: CulmApp) -> None:
    """Lend the terminal to the user's editor with the config file, then hold what it sets.

    A file that is not there is begun with everything that can be set, commented out.
    """
    path = config_path()
    if path == Path(os.devnull):
        app.tell("There is no place for a config file: set HOME or CULM_CONFIG.", problem=True)
        return
    try:
        await asyncio.to_thread(begin, path)
    except OSError as error:
        app.tell(f"{path} cannot be written: {error.strerror or error}", problem=True)
        return
    try:
        with app.suspend():
            problem = edit_file(path)
    except SuspendNotSupported:
        app.tell(f"This terminal cannot be lent to an editor; the settings are in {path}.")
        return
    app.refresh()
    if problem:
        app.tell(problem, problem=True)
        return
    before = app.config
    app.configure(await asyncio.to_thread(read, path))
    if app.config.problems:
        app.tell_config_problems()
    elif (app.config.values, app.config.keys) == (before.values, before.keys):
        app.tell("The settings are as they were.")
    else:
        app.tell("Keys, theme and lines are as set; the list and the panes at the next start.")
