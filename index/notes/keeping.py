"""Keeping ``notes.db``: is it sound, backups, dumps."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from index.errors import LibraryDamaged
from index.notes.ledger import Ledger
from index.store import notes_db, notes_schema
from index.store.notes_soundness import content_problems
from index.store.sqlite import Database

KIND = "notes"
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

    def backup(self, directory: Path) -> Path:
        """Put a copy of the file into a directory, in the place of an older copy there."""
        from index.store import backups

        backups.require_sound(self.database, content_problems)
        target = directory / self.database.path.name
        if target.exists() and target.samefile(self.database.path):
            raise ValueError(f"{target} is the library's own file")
        self.database.copy_to(target)
        return target

    def dump(self, target: Path) -> None:
        """Write everything the user made to one text file (see :mod:`index.store.dump`)."""
        from index.store import dump

        self.flush()
        dump.dump(self.database, KIND, target, _NOT_DUMPED)

    def restore_dump(self, source: Path) -> None:
        """Have everything as it was when ``source`` was dumped; other instances see it, too.

        A backup of what is there now is taken first, as ``notes-before-restore.db``
        among the backups. Raises :class:`LibraryError` when ``source`` is not a
        whole dump, :class:`LibraryTooNew`.
        """
        from tempfile import TemporaryDirectory

        from index.store import backups, dump

        with TemporaryDirectory(dir=self.database.path.parent) as directory:
            fresh = Path(directory) / "fresh.db"
            dump.load(source, KIND, notes_schema.SCHEMA, fresh)
            with closing(Database(fresh, notes_schema.SCHEMA)) as loaded:
                with loaded.write() as connection:
                    notes_db.set_fact(connection, "generation", self.generation() + 1)
                backups.require_sound(loaded, content_problems)
            with self._lock:
                if self.database.backups is not None:
                    name = f"{self.database.path.stem}-before-restore.db"
                    self.database.copy_to(self.database.backups / name)
                self._positions.clear()
                self.database.replace_with(fresh)
                self._folding_checked = False
