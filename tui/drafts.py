"""Notes that are being written, kept so that no sudden end loses them.

They lie in one small file in the library, readable by its owner only, and are
gone from it when the note is saved or left. What cannot be read there is as if
it had never been.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from tui.refusals import Refused

FILE = "draft.json"
_BIGGEST = 4 * 1024 * 1024
_MOST = 20
"""Drafts that are kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood in the editor: the note, the tags as typed, the name of the colour."""

    note: str
    tags: str
    colour: str


class Drafts:
    """The drafts of one library, by what they are about.

    Reading and changing them is a matter of memory; :meth:`write` goes to the
    disk and may be called in a thread.
    """

    def __init__(self, library: Path) -> None:
        self._library = library
        self._lock = threading.Lock()
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
        """The note about ``about`` was saved or left."""
        with self._lock:
            self._drafts.pop(about, None)

    def write(self) -> None:
        """Bring the file up to date; a library that cannot be written to is left alone."""
        with self._lock, contextlib.suppress(OSError):
            if self._drafts == self._written:
                return
            if self._drafts:
                _write(self._library, self._drafts)
            else:
                (self._library / FILE).unlink(missing_ok=True)
            self._written = dict(self._drafts)


def keep_as_draft(app: object, refused: Refused) -> bool:
    """Keep what was written in a change that was refused; whether anything was."""
    drafts, mine = getattr(app, "drafts", None), refused.mine
    written = (mine.note, mine.tags) != (refused.theirs.note, refused.theirs.tags)
    if isinstance(drafts, Drafts) and written:
        drafts.put(mine.id, Draft(mine.note, ", ".join(mine.tags), mine.colour.value))
        return True
    return False


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
        with file.open("rb") as opened:
            told = json.loads(opened.read(_BIGGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {
        about: Draft(*words)
        for about, words in told.items()
        if isinstance(words, list) and len(words) == 3 and all(isinstance(w, str) for w in words)
    }
