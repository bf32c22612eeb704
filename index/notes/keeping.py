"""Keeping ``notes.db``: is it sound, backups, dumps."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from index.errors import LibraryDamaged, LibraryError, WrongUse
from index.notes.ledger import Ledger
from index.store import notes_db, notes_schema
from index.store.notes_soundness import content_problems
from index.store.own_files import require_own_directory
from index.store.sqlite import Database

KIND = "notes"
ARCHIVE = "archive.db"
"""What every library has beside its notes."""
# What a dump leaves out: what can be worked out again, and the counter of changes.
_NOT_DUMPED = {"placements": "true", "meta": "name = 'generation'"}


class Keeping(Ledger):
    """Checks, backups and dumps of an open ``notes.db``."""

    def problems(self) -> list[str]:
        """What is not as it was written; empty when all is well."""
        try:
            found = self.database.problems(thorough=True)
            if not found:
                with self.database.snapshot() as connection:
                    found = content_problems(connection)
        except LibraryDamaged as error:
            return [str(error)]
        return found

    def back_up_daily(self) -> Path | None:
        """Take today's backup, if it is not there yet, and thin out the older ones.

        Its path comes back, ``None`` when there was nothing to do. Raises
        :class:`LibraryDamaged` when the file is not sound; no backup is touched.
        """
        from index.store import backups

        directory = self.database.backups
        if directory is None or self.database.read_only:
            return None
        today = self.now().date()
        made = backups.back_up(self.database, directory, today, content_problems)
        if made is not None:
            backups.thin_out(directory, self.database.path.stem, notes_db.generation)
        return made

    def backup(self, directory: Path, *, force: bool = False) -> Path:
        """Put a copy of the file into a directory, in the place of an older copy there.

        Raises :class:`WrongUse` when what is there is no copy, unless by ``force``, and where
        the directory is a library of its own.
        """
        from index.store import backups

        backups.require_sound(self.database, content_problems)
        target = directory / self.database.path.name
        if target.exists() and target.samefile(self.database.path):
            raise LibraryError(f"{target} is the library's own file; nothing was written")
        if directory.exists() and not directory.is_dir():
            raise LibraryError(f"{directory} is a file; a backup is put into a directory")
        if directory.parent == self.database.backups:
            require_own_directory(directory)
        if (directory / ARCHIVE).exists():
            raise WrongUse(f"{directory} is a library, whose own notes would be gone; name another")
        is_ours = _is_free(target) or backups.is_database_of(target, notes_schema.SCHEMA)
        if not force and not is_ours:
            raise WrongUse(_told(target, "no backup"))
        self.database.copy_to(target)
        return target

    def dump(self, target: Path, *, force: bool = False) -> None:
        """Write everything the user made to one text file (see :mod:`index.store.dump`).

        Raises :class:`WrongUse` when there is a file that is no dump, unless by ``force``.
        """
        from index.store import dump

        if not force and not _is_free(target) and not dump.is_dump(target, KIND):
            raise WrongUse(_told(target, "no dump"))
        self.flush()
        dump.dump(self.database, KIND, target, _NOT_DUMPED)

    def restore_file(self, source: Path) -> Path | None:
        """Have everything as it is in a dump or in a backup; other instances see it, too.

        A backup of what is there now is taken first, and its path given back. Raises
        :class:`LibraryError` when ``source`` is neither a whole dump nor a sound backup,
        :class:`LibraryTooNew`; nothing is changed then.
        """
        from tempfile import TemporaryDirectory

        from index.store import backups

        path = self.database.path
        if source.exists() and source.samefile(path):
            raise LibraryError(f"{source} is the library's own file; nothing was restored")
        kept = None
        with TemporaryDirectory(dir=path.parent) as directory:
            fresh = Path(directory) / "fresh.db"
            make_fresh(source, fresh, self.generation() + 1)
            with self._lock:
                self.flush()
                if self.database.backups is not None:
                    kept = backups.before_restore(self.database.backups, path.stem)
                    self.database.copy_to(kept)
                self._positions.clear()
                self._revised.clear()
                self.database.replace_with(fresh)
                self._folding_checked = False
        return kept


def _is_free(target: Path) -> bool:
    """Whether nothing is lost where this is written: no file is there, or an empty one."""
    return not target.is_file() or target.stat().st_size == 0


def _told(target: Path, what: str) -> str:
    return f"{target} is {what} of culm's; name another, or say --force to write over it"


def make_fresh(source: Path, fresh: Path, generation: int) -> None:
    """Make a database of the present schema at ``fresh`` of a dump or of a backup.

    Its counter of changes is at least ``generation``: what is put in the place of something
    is newer than that.
    """
    from index.store import backups, dump

    if backups.is_database(source):
        backups.load(source, notes_schema.SCHEMA, fresh, content_problems)
    else:
        dump.load(source, KIND, notes_schema.SCHEMA, fresh)
    with closing(Database(fresh, notes_schema.SCHEMA)) as loaded:
        with loaded.write() as connection:
            own = notes_db.generation(connection)
            notes_db.set_fact(connection, "generation", max(generation, own + 1))
        backups.require_sound(loaded, content_problems)
