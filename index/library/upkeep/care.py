"""Looking after a library: is everything well, and making again what can be made again."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from index.errors import CulmError, IndexDamaged
from index.library.imports.copying import with_what_it_tells
from index.library.imports.importing import finish, silently

if TYPE_CHECKING:
    from index.library import Library
    from index.store.archive import Archive

FILLED_IN_AT_ONCE = 400
PROBED = 64 * 1024
"""Bytes for which there must be room in a library."""


class Check(Struct, frozen=True):
    """One thing that was looked at; ``detail`` says what was found and what to do."""

    name: str
    ok: bool
    detail: str


def examine(library: Library, *, thorough: bool = False) -> Iterator[Check]:
    """Look at every part of a library. ``thorough`` reads every byte, else what is quick."""
    yield _directory(library)
    yield _writable(library)
    yield _checked("notes", lambda: _notes_problems(library, thorough=thorough), "restore")
    yield _checked("archive", lambda: library.archive.problems(thorough=thorough), "rebuild")
    yield _index(library)
    archive = library.archive
    if archive.analysed_by_another():
        words = "names, dates and events were found by another release of culm; run: culm upgrade"
        yield Check("analysis", False, words)
    else:
        yield Check("analysis", True, "of this culm")
    yield _imports(library)
    waiting = archive.waits() or archive.indexed.waiting(1)
    yield Check(
        "nothing left to do",
        not waiting,
        "articles wait to be compared, linked or indexed; run: culm add (or open the reader)"
        if waiting
        else "every article is compared, linked and indexed",
    )


def upgrade(library: Library, tell: Callable[[str], None] = silently) -> Iterator[Check]:
    """Bring a library that an earlier culm made up to this one, and say of each part what it is.

    To open it brought the databases up to date; what is left are articles that an
    earlier release analysed, and an index of a former format. ``tell`` is told how far it is.
    """
    for name, database in (
        ("notes", library.notes.database),
        ("archive", library.archive.database),
    ):
        yield Check(name, True, f"schema {len(database.schema.migrations)}")
    count = library.archive.count()
    articles = f"{count:,} article{'s' * (count != 1)}"
    if library.archive.analysed_by_another():
        rebuild(library, tell)
        yield Check("analysis", True, f"made again for {articles}")
    else:
        finish(library, tell)
        yield Check("analysis", True, f"of this culm, {articles}")
    yield _index(library)


def rebuild(library: Library, tell: Callable[[str], None] = silently) -> None:
    """Work out names, dates, events, links and the search index again from the stored articles.

    Events and stories that hold most of what they held keep their ids, and so do
    entities. What an earlier culm did not read in the texts, which language they are in and
    when they can have been published, is filled in. Safe to interrupt: what is missing is made by
    the next import, rebuild or search. ``tell`` is told in words how far it is.
    """
    archive = library.archive
    with archive.write() as connection:
        archive.restore_facts(connection)
        archive.grow(connection)
    _fill_in(archive, tell)
    with archive.write() as connection:
        archive.analyses.clear(connection)
        archive.events.clear(connection)
        archive.copies.clear(connection)
        archive.by_hand.clear(connection)
        archive.joins.clear(connection)
        archive.indexed.forget(connection)
        archive.restore_publications(connection)
        archive.analysed_by_this(connection)
        archive.grow(connection)
    library.indexing.start_anew()
    finish(library, tell)


def _fill_in(archive: Archive, tell: Callable[[str], None]) -> None:
    """Have articles know what this culm reads in a text and the one that read them did not.

    That is which language it is in, and the days on which it can have been published.
    """
    lacking = archive.lacking()
    for done in range(0, len(lacking), FILLED_IN_AT_ONCE):
        tell(f"reading again {done:,}/{len(lacking):,}")
        ids = lacking[done : done + FILLED_IN_AT_ONCE]
        known = list(archive.as_read(archive.articles(ids)))
        told = [(before, with_what_it_tells(before)) for before in known]
        with archive.write() as connection:
            for before, article in told:
                if article != before:
                    archive.put_lacking(connection, article)


def _directory(library: Library) -> Check:
    mode = stat.S_IMODE(library.path.stat().st_mode)
    if mode & 0o077:
        return Check("directory", False, f"others can enter it; run: chmod 700 {library.path}")
    return Check("directory", True, str(library.path))


def _writable(library: Library) -> Check:
    """Whether a file can be written there, and both databases."""
    name, reason = "writable", ""
    try:
        with TemporaryFile(dir=library.path) as probe:
            probe.write(bytes(PROBED))
    except OSError as error:
        reason = f"{library.path} cannot be written ({error.strerror or error})"
    with suppress(CulmError):  # which the next checks tell
        if not reason and library.read_only:
            reason = f"{library.path}: archive.db or notes.db cannot be written, for want of right"
    if reason:
        return Check(name, False, f"{reason}: nothing that you mark, read or add there is kept")
    return Check(name, True, "what you make is kept")


def _imports(library: Library) -> Check:
    stopped = library.cut_short()
    if stopped is None:
        return Check("imports", True, "none was cut short")
    far = f"{stopped.done:,} of {stopped.total:,} inputs"
    return Check("imports", True, f"one stopped at {far}; to go on with it, see: culm imports")


def _notes_problems(library: Library, *, thorough: bool) -> list[str]:
    return library.notes.problems() if thorough else library.notes.database.problems()


def _index(library: Library) -> Check:
    """What the search index is; to open a damaged one makes it anew."""

    def look() -> list[str]:
        library.indexing.check()
        return []

    found = _checked("search index", look, "rebuild")
    if found.ok and library.indexing.was_damaged:
        return replace(found, detail="was damaged or gone, and was made anew from the archive")
    return found


def _checked(name: str, look: Callable[[], list[str]], remedy: str) -> Check:
    try:
        problems = look()
    except IndexDamaged as error:
        problems = [str(error)]
    except CulmError as error:
        return Check(name, False, str(error))  # which says what to do
    if problems:
        return Check(name, False, f"{'; '.join(problems[:5])}; run: culm {remedy}")
    return Check(name, True, "sound")
