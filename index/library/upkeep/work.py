"""Long work on a library: by this process, or by one of its own, ``index.worker work``.

Whoever draws a screen has it done by the second. Taking a thousand articles out means linking
and indexing what stays, bringing them back means analysing them, looking after a library reads
all of it; in a thread of the same interpreter that would take time from every key, and the
search index's memory for good. The work is the same, done by the same code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import convert, to_builtins

from index import frames
from index.children import Child, Children, command
from index.errors import (
    CulmError,
    LibraryClosed,
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    LibraryTooNew,
    LibraryUnwritable,
)
from index.library.imports.importing import silently
from index.library.imports.subscribing import SourceView
from index.library.upkeep import removing
from index.library.upkeep.care import Check, examine
from index.library.upkeep.removal_files import RemovalFiles
from index.library.upkeep.removing import TakenOut

if TYPE_CHECKING:
    from index.library import Library

_COMMAND = command("index.worker")
_SAME_AGAIN = (LibraryDamaged, LibraryLocked, LibraryTooNew, LibraryUnwritable)
_CHANGES = ("take_out", "undo", "redo")
_KINDS = {kind.__name__: kind for kind in _SAME_AGAIN}


class Work:
    """What takes long, done here."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def take_out(
        self,
        ids: Sequence[int],
        sources: Sequence[SourceView] = (),
        tell: Callable[[str], None] = silently,
    ) -> TakenOut:
        """As :func:`index.library.upkeep.removing.take_out`."""
        return removing.take_out(self._library, ids, sources, tell)

    def undo(self, tell: Callable[[str], None]) -> str | None:
        """As :meth:`index.library.Library.undo`."""
        return removing.undo(self._library, tell)

    def redo(self, tell: Callable[[str], None]) -> str | None:
        """As :meth:`index.library.Library.redo`."""
        return removing.redo(self._library, tell)

    def examine(self) -> list[Check]:
        """What :func:`index.library.upkeep.care.examine` finds."""
        return list(examine(self._library))

    def events_of_query(self, query: str) -> list[int]:
        """The ids of the events that a query of the search language is about, in order."""
        from index.library.finding.events_of_query import events_of_query

        return events_of_query(self._library, query)


class WorkApart(Work):
    """What takes long, done by processes that work for one library that is open."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._path = library.path
        self._children = Children()
        self._closed = False

    def take_out(
        self,
        ids: Sequence[int],
        sources: Sequence[SourceView] = (),
        tell: Callable[[str], None] = silently,
    ) -> TakenOut:
        if not ids:
            return super().take_out(ids, sources, tell)
        asked = {"do": "take_out", "sources": to_builtins(sources)}
        return convert(self._made(asked, tell, frames.pack_ids(ids)), TakenOut)

    def undo(self, tell: Callable[[str], None]) -> str | None:
        latest = self._library.notes.latest_step()
        if not RemovalFiles(self._path).may_be_undone(latest):
            return super().undo(tell)
        return convert(self._made({"do": "undo"}, tell), str | None)

    def redo(self, tell: Callable[[str], None]) -> str | None:
        step = self._library.notes.next_step()
        if not RemovalFiles(self._path).may_be_redone(step):
            return super().redo(tell)
        return convert(self._made({"do": "redo"}, tell), str | None)

    def examine(self) -> list[Check]:
        return convert(self._made({"do": "examine"}), list[Check])

    def events_of_query(self, query: str) -> list[int]:
        return convert(self._made({"do": "events_of_query", "query": query}), list[int])

    def end(self) -> None:
        """End whatever is going on, and let nothing begin: the library is being closed."""
        self._closed = True
        self._children.kill()

    def _made(
        self, asked: dict[str, Any], tell: Callable[[str], None] = silently, ids: bytes = b""
    ) -> Any:
        """What the work came to. Raises what it raised, all else as a ``LibraryError``."""
        with self._children.child((*_COMMAND, "work", str(self._path))) as child:
            begun = child is not None
            answer = _answer(child, asked, ids, tell) if child is not None else None
        if self._closed:
            raise LibraryClosed(f"{self._path} was closed")
        if answer is None:
            did = "ended before it was done" if begun else "could not be started"
            raise LibraryError(f"the process that was to do that {did}; try again")
        if "error" in answer:
            raise _KINDS.get(answer["kind"], LibraryError)(answer["error"])
        return answer["made"]


def _answer(
    child: Child, asked: dict[str, Any], ids: bytes, tell: Callable[[str], None]
) -> dict[str, Any] | None:
    """The last that the child says, ``None`` when it ends without."""
    try:
        child.input.write(frames.encode(asked, ids))
        child.input.flush()
        while (frame := frames.read(child.output)) is not None:
            header, _ = frame
            if "telling" not in header:
                return header
            tell(header["telling"])
    except (OSError, ValueError):
        # It is gone, or was killed in the middle of a word.
        return None
    return None


def answer(path: Path, requests: BinaryIO, output: BinaryIO) -> None:
    """In the child: do the one thing that is asked for, telling how far it is."""
    from index.library import Library

    def say(header: dict[str, Any]) -> None:
        # What is begun comes to its end, also when whoever asked for it was killed.
        with suppress(BrokenPipeError):
            output.write(frames.encode(header))
            output.flush()

    frame = frames.read(requests)
    if frame is None:
        return
    asked, ids = frame
    try:
        # Who only asks does not wait until an index that is gone is made.
        is_change = asked["do"] in _CHANGES
        with Library.open(path, create=False, whole_index=is_change) as library:
            made = _make(Work(library), asked, ids, lambda words: say({"telling": words}))
    except (CulmError, OSError) as error:
        say({"error": str(error), "kind": type(error).__name__})
    except Exception as error:
        # Nobody else hears of it.
        say({"error": f"{type(error).__name__}: {error}", "kind": ""})
    else:
        say({"made": to_builtins(made)})


def _make(work: Work, asked: dict[str, Any], ids: bytes, tell: Callable[[str], None]) -> object:
    match asked["do"]:
        case "take_out":
            sources = convert(asked["sources"], list[SourceView])
            return work.take_out(frames.unpack_ids(ids), sources, tell)
        case "undo":
            return work.undo(tell)
        case "redo":
            return work.redo(tell)
        case "examine":
            return work.examine()
        case "events_of_query":
            return work.events_of_query(asked["query"])
    raise ValueError(f"no work is called {asked['do']}")
