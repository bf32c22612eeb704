"""Every command of the registry is pressed on a real terminal, in its place; culm lives on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Container, Iterable
from pathlib import Path

import pytest

from index.library import Library
from tests.support.monkey import KEY_CODES, code_of
from tests.support.reading_room import annotate
from tests.support.seeds import write_seeds
from tests.support.terminal import Terminal
from tui.commands import COMMANDS, Command, Where

LEAVING = frozenset({"app.quit", "app.suspend", "question.yes"})
"""Commands that end the walk: culm is left, or the article that it begins with is gone."""
SETTINGS = "app.settings"
LENDING = frozenset({SETTINGS, "note.outside"})
"""Commands that lend the terminal to an editor; what is typed until it is back is not culm's."""
TERMINAL_TAKEN = b"\x1b[?1049h"
CULM = (sys.executable, "-P", "-m", "tui.cli")
PALETTE = "what do you want to do"

ESCAPE = b"\x1b[27u"
"""As terminals send it that can be asked to: nothing waits for whether more comes."""
Step = tuple[str, str]
"""Keys, and what is on the screen when they were carried out."""

LIST = ("1", "━1 Articles")
READER = ("2", "━2 Article")
EVENTS = ("3", "━3 Events")
SELECTED = ("v", "1 word selected")
ROUTES: dict[Where, tuple[Step, ...]] = {
    Where.MAIN: (),
    Where.EVERYWHERE: (),
    Where.LIST: (LIST,),
    Where.CHOSEN: (LIST, ("v", "1 chosen")),
    Where.QUESTION: (LIST, ("x", "Remove 1 article")),
    Where.HINTS: (READER, (";", "type the letters")),
    Where.READER: (READER,),
    Where.PANEL: (EVENTS,),
    Where.COUNT: (READER,),
    Where.FRESH: (READER, SELECTED),
    Where.SELECTION: (READER, SELECTED, ("w", "2 words selected")),
    Where.MARK: (READER, ("[a", "e change")),
    Where.SEARCH: (("/", "to the list"),),
    Where.FIND: (READER, ("f", "to the hit")),
    Where.PALETTE: (("ctrl+p", PALETTE),),
    Where.HELP: (("?", "a key, or what you want"),),
    Where.LEGEND: (("L", "Legend"),),
    Where.NOTES: (("A", r"Notes  \d+ mark"),),
    Where.REVIEW: (("gr", "Review"),),
    Where.CORRECTIONS: (("H", "Corrections by hand"),),
    Where.SAVED: (("''", "Saved searches"),),
    Where.SOURCES: (("gs", "╭─ Sources"),),
    Where.IMPORTS: (("gb", "╭─ What came in"),),
    Where.TIMELINE: (("T", "Timeline"),),
    Where.LIBRARY: (("gl", "What there is"),),
    Where.WHY: (EVENTS, ("w", "Why linked")),
    Where.ENTITY: (READER, ("]e", "."), ("enter", "╭─ [A-Z][a-z]+ ─")),
    Where.BESIDE: (("c", "Compare with"),),
    Where.COMPARE: (("c", "Compare with"), ("enter", "only here|only in")),
    Where.EDITOR: (READER, SELECTED, ("a", "."), ("w", "."), ("a", "ctrl.s save")),
    Where.DIALOG: (("t", "[Tt]ags"),),
}
"""How each place is reached from the article list; the others need another instance, a copy
or an article that changed; ``tests/security/test_in_the_terminal.py`` goes there, too."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the sample articles, of which one is annotated, twice."""
    folder = tmp_path_factory.mktemp("every")
    with Library.open(folder / "library") as library:
        assert [
            one.error for one in library.add([write_seeds(folder / "seeds")]) if one.error
        ] == []
        for words in ("consistent in principles", "He laid an emphasis"):
            annotate(library, words)  # one of them goes into the trash on the way
    return folder / "library"


def test_every_place_is_reached(filled: Path, tmp_path: Path) -> None:
    with started(Path(shutil.copytree(filled, tmp_path / "library")), tmp_path) as screen:
        screen.wait("President meets")
        for where in ROUTES:
            go_to(where, screen)
            lives_on(screen, f"going to {where}")


@pytest.mark.slow
@pytest.mark.parametrize("where", ROUTES)
def test_every_command_is_pressed_in_its_place(filled: Path, tmp_path: Path, where: Where) -> None:
    with started(Path(shutil.copytree(filled, tmp_path / "library")), tmp_path) as screen:
        screen.wait("President meets")
        for command in commands_of(where):
            go_to(where, screen)
            carry_out(screen, command, LENDING)
            lives_on(screen, command.id)


@pytest.mark.slow
def test_every_command_is_pressed_in_an_empty_library(tmp_path: Path) -> None:
    with started(tmp_path / "library", tmp_path) as screen:
        screen.wait("bring articles in")
        for command in COMMANDS:
            if command.id not in LEAVING:
                carry_out(screen, command, {SETTINGS})
                lives_on(screen, command.id)


def go_to(where: Where, screen: Terminal) -> None:
    """Open the annotated article, and go from there to a place."""
    go_along(ROUTES[where], screen)


def go_along(route: Iterable[Step], screen: Terminal) -> None:
    """Open the annotated article, and press from there what leads to a place."""
    open_article(screen)
    for keys, shown in route:
        press(screen, keys)
        screen.wait(shown)


def commands_of(where: Where) -> list[Command]:
    """The commands of a place that stay in culm."""
    return [one for one in COMMANDS if where in one.where and one.id not in LEAVING]


def started(library: Path, folder: Path, **more: str) -> Terminal:
    quiet = {"EDITOR": "true", "VISUAL": "true", "BROWSER": "true", "HOME": str(folder), **more}
    return Terminal([*CULM, "--library", str(library)], environment=quiet, folder=folder)


def open_article(screen: Terminal) -> None:
    """Show the annotated article, which others tell the events of, from wherever the screen is."""
    press(screen, "/")
    screen.wait("to the list")
    # What was found before must not be taken for the answer.
    screen.send("ctrl+u")
    screen.wait_gone(r"· \d+ of \d+ hits?")
    screen.wait_gone("consensus .* articles? ·")
    screen.send(*"consensus")
    screen.wait("consensus .* articles? ·")
    screen.send("enter")
    screen.wait("━2 Article · . of . hits?")


def carry_out(screen: Terminal, command: Command, lending: Container[str]) -> None:
    """Press the keys of a command, and wait for the terminal if it is lent to an editor."""
    times = screen.raw.count(TERMINAL_TAKEN)
    press(screen, command.keys[0])
    if command.id in lending:
        screen.until(lambda: screen.raw.count(TERMINAL_TAKEN) > times, "the terminal back")


def press(screen: Terminal, keys: str) -> None:
    """Press what is written as in the registry: names, or characters one after the other."""
    for key in keys.split():
        for one in [key] if key in KEY_CODES or "+" in key[1:] else key:
            screen.write(code_of(one))


def lives_on(screen: Terminal, what: str) -> None:
    """The palette comes and goes after what was done, wherever it led."""
    for _ in range(4):
        screen.write(ESCAPE)
        screen.drain()
    screen.send("ctrl+p")
    try:
        screen.wait(PALETTE)
    except AssertionError as error:
        raise AssertionError(f"after {what}: {error}") from error
    screen.send("escape")
    screen.wait_gone(PALETTE)
