"""What is done with one article or many at once: done, and said in words. All of it blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.notes.model import ArticleState
from tui import wording

if TYPE_CHECKING:
    from index.library import Library


def turn_read(library: Library, ids: Sequence[int], undo: str) -> str:
    """Mark articles as read, or, when all are, as unread; words that say so.

    ``undo`` is the key that takes it back.
    """
    states = _states(library, ids)
    read = not all(state.read for state in states.values())
    library.notes.mark_read(states, read)
    return _said(len(states), "marked as read" if read else "marked as unread", undo)


def turn_star(library: Library, ids: Sequence[int], undo: str) -> str:
    """Star articles, or, when all are, take the stars off; as :func:`turn_read`."""
    states = _states(library, ids)
    starred = not all(state.starred for state in states.values())
    library.notes.star(states, starred)
    return _said(len(states), "starred" if starred else "without a star now", undo)


def tag(
    library: Library, ids: Sequence[int], add: Sequence[str], remove: Sequence[str], undo: str
) -> str:
    """Put tags on articles and take others off; as :func:`turn_read`."""
    states = _states(library, ids)
    if not library.notes.tag(states, add, remove):
        return "No tag has changed."
    told = " ".join([*(f"#{name}" for name in add), *(f"−#{name}" for name in remove)])
    return _said(len(states), f"tagged {told}" if add else f"untagged {told}", undo)


def take_out(library: Library, ids: Sequence[int], undo: str, tell: Callable[[str], None]) -> str:
    """Take articles out of the library; as :func:`turn_read`. ``tell`` is told how far it is."""
    taken = library.take_out(ids, tell)
    marks = wording.counted(taken.annotations, "mark")
    trashed = f", {marks} put into the trash" if taken.annotations else ""
    return _said(taken.articles, f"removed{trashed}", undo)


def _states(library: Library, ids: Sequence[int]) -> dict[str, ArticleState]:
    return library.notes.states(library.keys_of(ids).values())


def _said(count: int, done: str, undo: str) -> str:
    """``3 articles starred; u takes that back.``"""
    taken_back = f"; {undo} takes that back" if undo and count else ""
    return f"{wording.counted(count, 'article')} {done}{taken_back}."
