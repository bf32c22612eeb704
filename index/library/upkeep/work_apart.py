"""Long work on a library by a process of its own: ``index.worker work``.

Whoever draws a screen has it so. Taking a thousand articles out means linking and indexing
what stays, bringing them back means analysing them, looking after a library reads all of it;
in a thread of the same interpreter that would take time from every key, and the search index's
memory for good. The work is the same, done by the same code.
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
from index.library.upkeep.care import Check

if TYPE_CHECKING:
    from index.library import Library

_COMMAND = command("index.worker")
_SAME_AGAIN = (LibraryDamaged, LibraryLocked, LibraryTooNew, LibraryUnwritable)
_CHANGES = ("take_out", "undo", "redo")
_KINDS = {kind.__name__: kind for kind in _SAME_AGAIN}


class WorkApart:
    """The processes that work for one library that is open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._children = Children()
        self._closed = False

    def take_out(
        self, ids: Sequence[int], sources: Sequence[SourceView], tell: Callable[[str], None]
    ) -> tuple[int, int]:
        """Have articles taken out: how many were, and how many annotations went with them."""
        asked = {"do": "take_out", "sources": to_builtins(sources)}
        articles, annotations = self._made(asked, tell, frames.pack_ids(ids))
        return articles, annotations

    def undo(self, tell: Callable[[str], None]) -> str | None:
        """Have the latest change taken back; what :meth:`index.library.Library.undo` gives."""
        words: str | None = self._made({"do": "undo"}, tell)
        return words

    def redo(self, tell: Callable[[str], None]) -> str | None:
        """Have made again what was undone last; what :meth:`index.library.Library.redo` gives."""
        words: str | None = self._made({"do": "redo"}, tell)
        return words

    def examine(self, *, thorough: bool) -> list[Check]:
        """Have every part of the library looked at, as :mod:`index.library.upkeep.care` does it."""
        return convert(self._made({"do": "examine", "thorough": thorough}, silently), list[Check])

    def events_of_query(self, query: str) -> list[int]:
        """Have the events found that a query is about: their ids, in order."""
        ids: list[int] = self._made({"do": "events_of_query", "query": query}, silently)
        return ids

    def end(self) -> None:
        """End whatever is going on, and let nothing begin: the library is being closed."""
        self._closed = True
        self._children.kill()

    def _made(self, asked: dict[str, Any], tell: Callable[[str], None], ids: bytes = b"") -> Any:
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
            made = _make(library, asked, ids, lambda words: say({"telling": words}))
    except (CulmError, OSError) as error:
        say({"error": str(error), "kind": type(error).__name__})
    except Exception as error:
        # Nobody else hears of it.
        say({"error": f"{type(error).__name__}: {error}", "kind": ""})
    else:
        say({"made": made})


def _make(
    library: Library, asked: dict[str, Any], ids: bytes, tell: Callable[[str], None]
) -> object:
    from index.library.upkeep import care, removing

    match asked["do"]:
        case "take_out":
            sources = convert(asked["sources"], list[SourceView])
            taken = removing.take_out(library, frames.unpack_ids(ids), sources, tell)
            return [taken.articles, taken.annotations]
        case "undo":
            return removing.undo(library, tell)
        case "redo":
            return removing.redo(library, tell)
        case "examine":
            return to_builtins(list(care.examine(library, thorough=asked["thorough"])))
        case "events_of_query":
            return [event.id for event in library.events_of_query(asked["query"])]
    raise ValueError(f"no work is called {asked['do']}")
