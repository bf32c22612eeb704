"""Articles taken out of the library by the user, and brought back by undo.

What was taken out is kept whole, a file for each time, in ``removed/`` of the library:
the archive forgets an article with all that was worked out from it, and its source may
be gone. Each time is a step of the journal of ``notes.db``, which its file names: so all
that can be undone stands in one line, across restarts and whichever instance made it, and
a change after undo ends what could be made again, whatever it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from index.errors import LibraryError, LibraryLocked, LibraryUnwritable
from index.library.imports.analysts import Analysts
from index.library.imports.batch import Batch
from index.library.imports.importing import finish, remove, silently
from index.library.imports.incoming import ArticleRead
from index.library.imports.subscribing import SourceView, forget, put_back
from index.library.upkeep.removal_files import STANDING, UNDONE, Removal, RemovalFiles
from index.library.upkeep.taking_turns import own_turn
from index.store.values import parts

if TYPE_CHECKING:
    from index.library import Library

KEPT = 50
"""How many times of taking out can be undone."""
ANALYSED_AT_ONCE = 200
"""Articles that are had in memory together when they come back."""
AT_ONCE = 2_000
"""Articles that are taken out in one transaction."""


class TakenOut(Struct, frozen=True):
    """How many articles were taken out, and how many annotations went to the trash with them."""

    articles: int
    annotations: int


def what_goes(library: Library, article_ids: Sequence[int]) -> tuple[str, int, int, int]:
    """What would be taken out: the headline of the first article, how many, marks in them.

    Last, how many copies of theirs stay.
    """
    archive = library.archive
    keys = archive.keys_of(article_ids)
    marks = sum(library.notes.counts(keys.values()).values())
    groups = archive.copies.groups(list(keys))
    copies = {number for group in groups.values() for number in group} - keys.keys()
    rows = library.rows(list(islice((one for one in article_ids if one in keys), 1)))
    return rows[0].title if rows else "", len(keys), marks, len(copies)


def take_out(
    library: Library,
    article_ids: Sequence[int],
    sources: Sequence[SourceView] = (),
    tell: Callable[[str], None] = silently,
) -> TakenOut:
    """Take articles out; their annotations go to the trash. Undo brings back both.

    ``sources`` are followed no longer, until undo, also where no article goes out. Ids of
    articles that are gone are passed over. Raises :class:`~index.errors.LibraryUnwritable`
    when they cannot be kept; then no article is gone; and when there is no room to take out
    more, with how many are. Raises
    :class:`~index.errors.LibraryLocked`, as undo and redo do, when another of the three goes
    on for long.
    """
    with own_turn(library.path):
        return _taken_out(library, article_ids, sources, tell)


def _taken_out(
    library: Library,
    article_ids: Sequence[int],
    sources: Sequence[SourceView],
    tell: Callable[[str], None],
) -> TakenOut:
    archive, notes = library.archive, library.notes
    keys = archive.keys_of(article_ids)
    if not (keys or sources):
        return TakenOut(0, 0)
    files = RemovalFiles(library.path)
    files.forget(UNDONE)
    before = notes.latest_step()
    annotations = [one.id for key in notes.counts(keys.values()) for one in notes.of_article(key)]
    after = notes.go_with(len(keys), annotations)
    # What other articles told of its date is found out again, what was put right by hand put so.
    articles = archive.as_read(archive.articles(keys))
    held = archive.events.held_with(list(keys))
    kept: Path | None = None
    try:
        kept = files.write(before, after, len(annotations), articles, sources, held)
        for source in sources:
            forget(library, source.place)
        _remove(library, list(keys), tell)
    except LibraryUnwritable as error:
        gone = len(keys) - len(archive.keys_of(keys))
        if gone or sources:
            raise LibraryUnwritable(
                f"{error.reason}: {gone:,} of {len(keys):,} articles were taken out before that,"
                " undo brings them back; culm add works out again what hangs together"
            ) from error
        with suppress(LibraryError, OSError):
            notes.undo(after)
            if kept is not None:
                kept.unlink()
        raise
    files.keep_latest(KEPT)
    return TakenOut(len(keys), len(annotations))


def undo(library: Library, tell: Callable[[str], None] = silently) -> str | None:
    """Take back the latest change; see :meth:`index.library.Library.undo`."""
    with own_turn(library.path):
        return _undone(library, tell)


def _undone(library: Library, tell: Callable[[str], None]) -> str | None:
    notes, files = library.notes, RemovalFiles(library.path)
    while (removal := files.latest(notes.latest_step())) is None:
        # What was taken out and is kept no longer cannot come back: that is passed over.
        if (words := notes.undo()) != "":
            return words
    try:
        _put_back(library, removal, tell)
    except LibraryUnwritable as error:
        raise LibraryUnwritable(
            f"{error.reason}: not all that was taken out is back; undo once more when there is room"
        ) from error
    for source in removal.sources:
        put_back(library, source)
    # Of an earlier culm's, the step without annotations is another's.
    if removal.before < removal.after:
        notes.undo(removal.after)
    files.turn(removal, UNDONE)
    return f"Undone: {removal.undone}"


def redo(library: Library, tell: Callable[[str], None] = silently) -> str | None:
    """Make the change again that was undone last; see :meth:`index.library.Library.redo`."""
    with own_turn(library.path):
        return _redone(library, tell)


def _redone(library: Library, tell: Callable[[str], None]) -> str | None:
    notes, files = library.notes, RemovalFiles(library.path)
    while (removal := files.undone(step := notes.next_step())) is None:
        if (words := notes.redo()) != "":
            return words
    if notes.redo(step) is None:
        # Another culm did something just now, which ended what could be made again.
        return None
    # First of all: what is cut short from here on is undone as what was taken out is.
    removal = files.turn(removal, STANDING)
    there = library.archive.ids_of(article.key for article in removal.articles())
    for source in removal.sources:
        forget(library, source.place)
    _remove(library, list(there.values()), tell)
    return f"Redone: {removal.redone}"


def _remove(library: Library, ids: Sequence[int], tell: Callable[[str], None]) -> None:
    """Take articles out, not more at once than fit into memory with all that belongs to them."""
    for number, part in enumerate(parts(ids, size=AT_ONCE)):
        tell(f"taking out {number * AT_ONCE:,} of {len(ids):,} articles")
        remove(library, part)
        _finish(library, tell)


def _finish(library: Library, tell: Callable[[str], None]) -> None:
    """Link and index what is there now; what somebody else is just writing is left to do."""
    with suppress(LibraryLocked):
        finish(library, tell)


def _put_back(library: Library, removal: Removal, tell: Callable[[str], None]) -> None:
    """Have articles in the library again, analysed and linked as when they came in.

    They have their ids again, and so have events and stories that hold what they held.
    """
    articles, number = removal.articles(), 0
    with Analysts() as analysts:
        batch = Batch(library, analysts)
        while part := list(islice(articles, ANALYSED_AT_ONCE)):
            works = [analysts.submit(article) for article in part]
            for article, work in zip(part, works, strict=True):
                tell(f"bringing back {number:,} of {removal.count:,} articles")
                number += 1
                batch.take(ArticleRead(article.source, article, work))
                if batch.is_full():
                    batch.commit()
                    batch.begin()
        batch.commit()
    with library.archive.write() as connection:
        library.archive.events.come_back(connection, removal.held)
    _finish(library, tell)
