"""What was added, followed: files that are no more there, and the folders they came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.library.imports.imported import Imported, Status
from index.library.imports.opening import is_there, path_of, place_of
from index.paths import is_folder, is_present
from index.store.input_tables import SEVERAL, InputState

if TYPE_CHECKING:
    from index.library import Library
    from index.library.imports.import_record import ImportRecord
    from index.store.archive import Archive


def vanished(
    archive: Archive,
    paths: Iterable[Path],
    met: set[str],
    moved: Collection[str] = (),
    *,
    dry_run: bool,
) -> Iterator[Imported]:
    """Inputs under ``paths`` that are no more there, each told once; their articles stay.

    ``met`` are the places of the inputs that are there, ``moved`` those from which one of
    these came (a dry run forgets none of them). A folder in which nothing is left
    of what was read from it may be the place of a disk that is not mounted: it is told of,
    and nothing is marked.
    """
    for path in paths:
        place = place_of(path)
        if not is_folder(path):
            continue
        known = [one for one in archive.inputs.under(place) if one[0] not in moved]
        missing = [(at, state) for at, state in known if at not in met and not is_there(at)]
        if not missing:
            continue
        if len(missing) == len(known):
            count = len(known)
            reason = f"holds nothing of what was read from it ({count} kept); is its disk mounted?"
            yield Imported(str(path), "", 0, Status.SKIPPED, reason)
            continue
        gone = [(at, state) for at, state in missing if not state.gone]
        if not dry_run:
            with archive.write() as connection:
                for at, _ in gone:
                    archive.inputs.mark_gone(connection, at)
        for at, state in gone:
            yield _told(archive, at, state)


def _told(archive: Archive, place: str, state: InputState) -> Imported:
    key = "" if state.key == SEVERAL else state.key
    article = archive.identify(key) if key else None
    reason = "is no more there; what was read of it stays"
    return Imported(place, key, article[0] if article else 0, Status.VANISHED, reason)


def note_sources(archive: Archive, paths: Iterable[Path], record: ImportRecord) -> None:
    """Note what was added, so that it can be looked at again, and by which import."""
    places = [place_of(path) for path in paths if is_present(path)]
    known = {source.path for source in archive.inputs.sources()}
    fresh = [place for place in places if place not in known]
    if fresh:
        with archive.write() as connection:
            noted = [place for place in fresh if archive.inputs.add_source(connection, place)]
            record.note_sources(connection, noted)


def followed(library: Library) -> list[Path]:
    """The files and folders that were added and are not paused."""
    sources = library.archive.inputs.source_paths()
    return [path_of(path) for path, paused in sorted(sources) if not paused]


def look_of(paths: Iterable[Path]) -> int:
    """A number that is another when a file at or under ``paths`` is new, changed or gone."""
    from index.readers.files import Input, find_inputs

    look = []
    for found in find_inputs(paths):
        if not isinstance(found, Input):
            look.append((found.source, found.reason))
            continue
        try:
            status = found.path.stat()
        except OSError:
            continue
        look.append((found.key, f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"))
    return hash(tuple(look))
