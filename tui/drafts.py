"""Notes that are being written, kept so that no sudden end loses them.

They lie in one small file in the library, readable by its owner only, and are
gone from it when the note is saved or left. What cannot be read there is as if
it had never been.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from msgspec import Struct

from index.files import read_own
from index.notes.model import Colour
from tui.refusals import Refused

if TYPE_CHECKING:
    from textual.app import App

FILE = "draft.json"
_BIGGEST = 4 * 1024 * 1024
_MOST = 20
"""Drafts that are kept; the oldest go first."""


class Draft(Struct, frozen=True):
    """What stood in the editor: the note, the tags as typed, the name of the colour."""

    note: str
    tags: str
    colour: str


class Drafts:
    """The drafts of one library, by what they are about.

    Reading and changing them is a matter of memory, and waits for no disk and for
    no other culm; :meth:`write` does, and is called in a thread.
    """

    def __init__(self, library: Path) -> None:
        self._library = library
        # Held for a moment only, by whoever changes what is in memory.
        self._lock = threading.Lock()
        # Held by the one thread that goes to the disk.
        self._writing = threading.Lock()
        self._drafts = _read(library / FILE)
        self._written = dict(self._drafts)

    def get(self, about: str) -> Draft | None:
        """The draft of a note about ``about``, if one was not finished."""
        return self._drafts.get(about)

    def put(self, about: str, draft: Draft) -> None:
        """Keep ``draft``, from the next :meth:`write` on also for the next run."""
        with self._lock:
            self._drafts.pop(about, None)
            self._drafts[about] = draft
            for oldest in list(self._drafts)[:-_MOST]:
                del self._drafts[oldest]

    def drop(self, about: str) -> None:
        """The note about ``about`` was left, or is on disk."""
        with self._lock:
            self._drafts.pop(about, None)

    def unwritten(self) -> dict[str, Draft]:
        """What is not on the disk, as the library cannot be written to, by what it is about."""
        with self._lock:
            return {
                about: draft
                for about, draft in self._drafts.items()
                if self._written.get(about) != draft
            }

    def write(self) -> None:
        """Bring the file up to date; a library that cannot be written to is left alone.

        What other running culms keep there stays.
        """
        with self._writing, contextlib.suppress(OSError):
            with self._lock:
                drafts, written = dict(self._drafts), self._written
            if drafts == written:
                return
            with _alone(self._library):
                there = _read(self._library / FILE)
                for about in written.keys() - drafts.keys():
                    there.pop(about, None)
                for about, draft in drafts.items():
                    if written.get(about) != draft:
                        there.pop(about, None)
                        there[about] = draft
                for oldest in list(there)[:-_MOST]:
                    del there[oldest]
                if there:
                    _write(self._library, there)
                else:
                    (self._library / FILE).unlink(missing_ok=True)
            with self._lock:
                self._written = drafts


def rescue(drafts: Mapping[str, Draft]) -> str:
    """Bring notes that cannot be kept in the library to safety elsewhere; where, in words.

    ``drafts`` are by what they are about. When there is no such place either, the words are
    the notes themselves.
    """
    notes = "\n\n".join(_in_words(about, one) for about, one in drafts.items())
    # What is temporary may not outlive the machine's next start.
    for place in (Path.home, tempfile.gettempdir):
        with contextlib.suppress(OSError, RuntimeError):
            name = _write_new(str(place()), f"{notes}\n")
            return f"what you wrote could not be saved in the library; it is in {name}"
    return f"what you wrote could not be saved anywhere; it was:\n\n{notes}"


def _in_words(about: str, draft: Draft) -> str:
    """A note below what it is about: a passage (key, version, offsets), or an annotation's id."""
    passage = re.fullmatch(r"(.+) [0-9a-f]{64} (\d+)-(\d+)", about, re.S)
    head = f"{passage[1]}, characters {passage[2]} to {passage[3]}" if passage else about
    tags = f"tags: {draft.tags}" if draft.tags else ""
    return "\n\n".join(filter(None, (f"# {head}", draft.note, tags)))


def _write_new(directory: str, words: str) -> str:
    """Write a file that only the user can read; its name."""
    handle, name = tempfile.mkstemp(prefix="culm-unsaved-", suffix=".md", dir=directory)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(words)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    return name


def replacing(note: str, tags: Sequence[str], colour: Colour) -> Draft:
    """The draft of a note with these tags and this colour."""
    return Draft(note, ", ".join(tags), colour.value)


class _Keeping(Protocol):
    """The app: what drafts are kept in."""

    drafts: Drafts


def drafts_of(app: App[Any]) -> Drafts:
    """The drafts of the library that is open."""
    return cast("_Keeping", app).drafts


def keep(app: App[Any], about: str, draft: Draft) -> None:
    """Keep what was written and cannot be saved, on disk too."""
    drafts_of(app).put(about, draft)
    write_beside(app)


def let_go(app: App[Any], about: str) -> None:
    """What was written about ``about`` is saved: no draft is needed any more."""
    drafts_of(app).drop(about)
    write_beside(app)


def write_beside(app: App[Any]) -> None:
    """Bring the file up to date in a thread."""
    app.run_worker(drafts_of(app).write, thread=True, exit_on_error=False)


def keep_as_draft(app: App[Any], refused: Refused) -> bool:
    """Keep what was written in a change that was refused; whether anything was."""
    mine = refused.mine
    if (mine.note, mine.tags) == (refused.theirs.note, refused.theirs.tags):
        return False
    keep(app, mine.id, replacing(mine.note, mine.tags, mine.colour))
    return True


@contextlib.contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Keep other culms from writing drafts meanwhile."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(library: Path, drafts: dict[str, Draft]) -> None:
    told = {about: [draft.note, draft.tags, draft.colour] for about, draft in drafts.items()}
    # mkstemp makes files that nobody else can read.
    handle, name = tempfile.mkstemp(prefix=FILE, dir=library)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(told, file)
        os.replace(name, library / FILE)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _read(file: Path) -> dict[str, Draft]:
    try:
        told = json.loads(read_own(file, _BIGGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {
        about: Draft(*words)
        for about, words in told.items()
        if isinstance(words, list) and len(words) == 3 and all(isinstance(w, str) for w in words)
    }
