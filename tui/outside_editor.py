"""A note, or the config file, in the editor that the user has set up.

A note is handed over as a file and read back when the editor ends.

Whatever goes wrong, nothing that was written is lost: a note that cannot be
taken back stays in its file, whose name is told.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from index.sanitise import canonical_text

_EDITORS = ("nano", "vi")
_LARGEST_NOTE = 1_000_000
_SET = "set VISUAL or EDITOR to the one you use"
_FROM_KEYBOARD = (signal.SIGINT, signal.SIGQUIT)


class Edited(Struct, frozen=True):
    """What came of it: the ``note`` as it is now, ``None`` if it is to stay as it was.

    ``problem`` tells the user what went wrong; empty when nothing did.
    """

    note: str | None = None
    problem: str = ""


def edit_file(file: Path) -> str:
    """Have a file of the user's own edited where it is; waits for it.

    What went wrong, in words for the user; empty when nothing did. Raises nothing.
    """
    candidates, problem = _editors()
    return problem or _run_first(candidates, file)


def edit_outside(note: str) -> Edited:
    """Have ``note`` edited in ``$VISUAL``, ``$EDITOR`` or an editor that is there; waits for it.

    The file is readable by nobody else and is gone afterwards, unless what the editor left
    in it cannot be taken. Raises nothing: the terminal is lent meanwhile, and must come back.
    """
    candidates, problem = _editors()
    if problem:
        return Edited(problem=problem)
    try:
        descriptor, name = tempfile.mkstemp(prefix="culm-note-", suffix=".md")
    except OSError as error:
        return Edited(problem=f"There is no place for the editor's file: {error.strerror}.")
    file = Path(name)
    keeps = False
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(note)
        keeps = True  # from here on it may hold what was written, also when it cannot be read
        edited, keeps = _edited(candidates, file)
    except OSError as error:
        where = f"; what was written may be in {file}" if keeps else ""
        edited = Edited(problem=f"The editor's file failed: {error.strerror}{where}.")
    finally:
        if not keeps:
            with suppress(OSError):
                file.unlink()
    return edited


def _editors() -> tuple[Sequence[Sequence[str]], str]:
    """Commands of which the first that is there is run, or what is wrong with what is set."""
    told = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(told)
    except ValueError:
        return [], f"The editor cannot be told from “{told}”: a quote does not end."
    return [command] if command else [[editor] for editor in _EDITORS], ""


def _edited(candidates: Sequence[Sequence[str]], file: Path) -> tuple[Edited, bool]:
    """Run an editor on ``file``; what came of it, and whether the file has to stay."""
    before = file.read_bytes()
    failed = _run_first(candidates, file)
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        gone = "The editor took its file away; the note is as it was."
        return Edited(problem=failed or gone), False
    if failed:
        if data == before:
            return Edited(problem=f"{failed} The note is as it was."), False
        return Edited(problem=f"{failed} What was written is in {file}."), True
    if len(data) > _LARGEST_NOTE:
        return Edited(problem=f"Too long for a note (1 MB at most); it is in {file}."), True
    try:
        return Edited(canonical_text(data.decode("utf-8")).rstrip("\n")), False
    except UnicodeDecodeError:
        return Edited(problem=f"What was written is not UTF-8 text; it is in {file}."), True


def _run_first(commands: Sequence[Sequence[str]], file: Path) -> str:
    """Run the first command that is there; what went wrong, empty if nothing did."""
    for command in commands:
        try:
            with deaf_to_the_keyboard():
                status = subprocess.run([*command, str(file)], check=False).returncode
        except FileNotFoundError:
            continue
        except OSError as error:
            return f"The editor “{command[0]}” does not start: {error.strerror}."
        return f"The editor failed ({_how(status)})." if status else ""
    if len(commands) == 1:
        return f"The editor “{commands[0][0]}” was not found; {_SET}."
    return f"No editor was found; {_SET}."


def _how(status: int) -> str:
    if status > 0:
        return f"exit code {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"


@contextmanager
def deaf_to_the_keyboard() -> Iterator[None]:
    """Let ctrl+c be a child's alone: the terminal sends it to all that run in it.

    A handler is not handed on to the child, as ignoring the signal would be.
    """
    before = {number: signal.signal(number, lambda *_: None) for number in _FROM_KEYBOARD}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
