"""A web address in the browser that the user has set up.

A browser with a window of its own is begun and left alone; one that draws in the terminal is
lent the terminal, and waited for. Which is which nobody tells: the names of those that draw
in terminals are known.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

if TYPE_CHECKING:
    from tui.app import CulmApp

IN_TERMINALS = frozenset(
    {"browsh", "carbonyl", "chawan", "cha", "elinks", "links", "links2", "lynx", "w3m"}
)
_QUIET = subprocess.DEVNULL


async def open_outside(app: CulmApp, url: str) -> None:
    """Open a web address; says what went wrong."""
    command = await asyncio.to_thread(_command, url)
    if command is None:
        app.tell(f"No browser was found; set BROWSER to yours. The address is {url}", problem=True)
    elif not command:
        await asyncio.to_thread(webbrowser.open, url)
    elif not _draws_in_terminals(command[0]):
        await asyncio.to_thread(_begin, app, command)
    else:
        _lend_the_terminal(app, command)


def _command(url: str) -> list[str] | None:
    """What to run for it: nothing where Python knows better, ``None`` where no browser is."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return None
    if not isinstance(browser, webbrowser.GenericBrowser):
        return []
    return [browser.name, *(part.replace("%s", url) for part in browser.args)]


def _draws_in_terminals(program: str) -> bool:
    """``www-browser`` is a link to what somebody has chosen."""
    found = shutil.which(program) or program
    names = {Path(program).name, Path(os.path.realpath(found)).name}
    return not names.isdisjoint(IN_TERMINALS) or any(
        name.startswith(("lynx.", "w3m.", "links.")) for name in names
    )


def _begin(app: CulmApp, command: list[str]) -> None:
    try:
        subprocess.Popen(
            command, stdin=_QUIET, stdout=_QUIET, stderr=_QUIET, start_new_session=True
        )
    except OSError as error:
        words = f"The browser “{command[0]}” does not start: {error.strerror or error}."
        app.call_from_thread(app.tell, words, problem=True)


def _lend_the_terminal(app: CulmApp, command: list[str]) -> None:
    from tui.outside_editor import deaf_to_the_keyboard

    try:
        with app.suspend(), deaf_to_the_keyboard():
            subprocess.run(command, check=False)
    except SuspendNotSupported:
        app.tell("This terminal cannot be lent to a browser.", problem=True)
    except OSError as error:
        words = f"The browser “{command[0]}” does not start: {error.strerror or error}."
        app.tell(words, problem=True)
    app.refresh()
