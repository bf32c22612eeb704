"""``culm doctor``, ``check``, ``rebuild``, ``upgrade``, ``backup``, ``dump``, ``restore``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from index.errors import NO_ROOM, NOTHING_CHANGED, LibraryDamaged, LibraryUnwritable, WrongUse
from index.library import Library
from index.library.upkeep.care import Check
from index.paths import expanded
from tui.cli.output import Output
from tui.exit_codes import EXIT_DAMAGED, EXIT_DONE, EXIT_SOME_FAILED
from tui.wording import counted


def doctor(options: argparse.Namespace, out: Output) -> int:
    """What is quick to look at."""
    return _examine(options, out, thorough=False)


def check(options: argparse.Namespace, out: Output) -> int:
    """Every byte."""
    return _examine(options, out, thorough=True)


def rebuild(options: argparse.Namespace, out: Output) -> int:
    """Analysis and search index, from the stored articles; a damaged archive as well."""
    from index.library.upkeep.care import rebuild as make_again
    from index.library.upkeep.salvaging import is_sound

    directory = expanded(options.library).absolute()
    if not is_sound(directory):
        return _make_archive_anew(directory, options, out)
    with Library.open(options.library, create=False) as library, out.telling() as tell:
        if library.read_only:
            raise LibraryUnwritable(f"{directory} cannot be written{NOTHING_CHANGED}")
        with _told_of_want_of_room():
            make_again(library, tell)
        facts = library.facts()
        out.say(_articles_and_events(facts))
    return EXIT_DONE


def _articles_and_events(facts: Mapping[str, int]) -> str:
    return f"{counted(facts['articles'], 'article')}, {counted(facts['events'], 'event')}"


def _make_archive_anew(directory: Path, options: argparse.Namespace, out: Output) -> int:
    """A new archive of what a damaged one still holds, and of the sources that are there."""
    from index.library.imports.importing import ImportOptions, finish
    from index.library.upkeep.salvaging import annotated_without_article, make_anew
    from index.notes.recovery import is_lost
    from tui.cli.bringing import bring_in, progress, stopping

    if is_lost(directory / "notes.db"):
        # What corrections say is needed for what comes in.
        words = "run “culm restore” first, then “culm rebuild” again"
        raise LibraryDamaged(f"{directory / 'notes.db'} is damaged as well; {words}")
    done = make_anew(directory)
    out.say("the archive is damaged or missing; it is made anew, notes and corrections stay")
    if done.damaged is not None:
        out.say(f"the damaged file is kept as {done.damaged}")
        lost = f", {done.lost} named in it could not be read" if done.lost else ""
        out.say(f"articles read out of it: {done.articles}{lost}")
    failed = False
    with Library.open(directory) as library, stopping() as stopped, progress(out) as show:
        library.indexing.start_anew()
        if done.sources:
            out.say("reading again: " + ", ".join(map(str, done.sources)))
            tally = bring_in(library, done.sources, ImportOptions(), out, stopped, show)
            tally.say(out)
            failed = tally.exit_code == EXIT_SOME_FAILED
        with _told_of_want_of_room():
            finish(library)
        facts = library.facts()
        out.say(_articles_and_events(facts))
        lost_keys = annotated_without_article(library)
    for place in done.missing:
        out.say(f"not there now, to be added when it is: {place}")
    if done.paused:
        out.say(f"paused sources were not read again: {done.paused}; see: culm sources")
    if done.feeds:
        out.say(f"feeds followed: {done.feeds}; to fetch what they have now: culm fetch")
    if not done.sources and not done.missing:
        out.say("which files and folders were added is not known; add them again: culm add PATH")
    if lost_keys:
        out.say(f"annotated articles that did not come back: {', '.join(lost_keys)}")
        out.say("their annotations are kept, with the texts they were made on: culm notes list")
    out.say("which import brought what, and what was fetched when, is forgotten")
    return EXIT_SOME_FAILED if failed or lost_keys or done.missing else EXIT_DONE


@contextmanager
def _told_of_want_of_room() -> Iterator[None]:
    """Say of work in many pieces that was cut short what is whole, and how it goes on."""
    try:
        yield
    except (LibraryUnwritable, OSError) as error:
        if isinstance(error, LibraryUnwritable):
            reason = error.reason
        elif error.errno in NO_ROOM:
            reason = f"{error.filename or 'the library'} could not be written ({error.strerror})"
        else:
            raise
        raise LibraryUnwritable(
            f"{reason}: articles, notes and corrections are whole, but what is worked out from the"
            " articles may be missing in part; when there is room: culm rebuild"
        ) from error


def upgrade(options: argparse.Namespace, out: Output) -> int:
    """A library of an earlier culm, for this one."""
    from index.library.upkeep.care import upgrade as bring_up_to_date

    well = True
    with (
        Library.open(options.library, create=False) as library,
        out.telling() as tell,
        _told_of_want_of_room(),
    ):
        for found in bring_up_to_date(library, tell):
            well &= found.ok
            _tell(found, out)
    return EXIT_DONE if well else EXIT_DAMAGED


def backup(options: argparse.Namespace, out: Output) -> int:
    """A copy of notes.db."""
    with Library.open(options.library, create=False) as library:
        directory = options.directory or library.path / "backups" / "by-hand"
        target = expanded(directory).absolute()
        if options.directory is not None:
            if target.exists() and not target.is_dir():
                raise WrongUse(f"{directory} is a file; a backup is put into a directory")
            _require_folder(target.parent, f"the backup {directory}")
        written = library.notes.backup(target, force=options.force)
        out.row({"path": str(written)}, str(written))
    return EXIT_DONE


def dump(options: argparse.Namespace, out: Output) -> int:
    """Everything the user made, in one file."""
    with Library.open(options.library, create=False) as library:
        target = expanded(options.file)
        if target.is_dir():
            raise WrongUse(
                f"{options.file} could not be written: it is a folder; name a file in it"
            )
        _require_folder(target.absolute().parent, str(options.file))
        library.notes.dump(target, force=options.force)
        out.say(f"written to {options.file}")
    return EXIT_DONE


def _require_folder(folder: Path, what: str) -> None:
    """A folder that is not there is rather written wrongly than wanted."""
    if not folder.is_dir():
        raise WrongUse(f"{what} is not written: there is no folder {folder}; make it first")


def restore(options: argparse.Namespace, out: Output) -> int:
    """What dump or backup wrote; without a file, the newest good backup of damaged notes."""
    if options.file is None:
        return _recover(expanded(options.library).absolute() / "notes.db", out)
    from index.library.imports.importing import finish
    from index.notes.recovery import restore as put_in_place
    from index.places import require_library_place

    path = expanded(options.library).absolute() / "notes.db"
    require_library_place(path.parent)
    done = put_in_place(path, expanded(options.file))
    out.say(f"restored from {options.file}")
    if done.backup is not None:
        out.say(f"what was there before is in {done.backup}")
        out.say(f"to go back to it, run: culm restore {quote(str(done.backup))}")
    _tell_of_damaged(done.damaged, path, out)
    with Library.open(options.library) as library, out.telling() as tell:
        finish(library, tell)
    return EXIT_DONE


def _recover(path: Path, out: Output) -> int:
    """The newest good backup in the place of damaged notes; sound ones are left as they are."""
    from index.notes.recovery import good_backup, recover

    done = recover(path)
    if done is None:
        out.say(f"{path} is sound; nothing was changed")
        newest = good_backup(path)
        if newest is not None:
            words = f"to have the notes of the latest backup ({newest.day}) in its place, run"
            out.say(f"{words}: culm restore {quote(str(newest.path))}")
        return EXIT_DONE
    if done.backup is not None:
        out.say(f"restored from the backup of {done.day}: {done.backup}")
    if done.damaged is not None:
        read = ", ".join(
            (
                counted(done.annotations, "annotation"),
                counted(done.corrections, "correction"),
                counted(done.searches, "saved search", "saved searches"),
            )
        )
        newer = "newer than it" if done.backup is not None else "with no sound backup to begin from"
        out.say(f"read out of the damaged file, {newer}: {read}")
    if done.backup is None:
        out.say("which articles were read, starred or tagged is not read out")
    _tell_of_damaged(done.damaged, path, out)
    return EXIT_DONE


def _tell_of_damaged(damaged: Path | None, path: Path, out: Output) -> None:
    if damaged is not None:
        out.say(f"the damaged file is kept as {damaged}")
        back = f"mv {quote(str(damaged))} {quote(str(path))}"
        out.say(f"to have it back as it was, close culm and run: {back}")


def _examine(options: argparse.Namespace, out: Output, *, thorough: bool) -> int:
    from index.library.upkeep.care import examine

    well = True
    with Library.open(options.library, create=False) as library:
        for found in examine(library, thorough=thorough):
            well &= found.ok
            _tell(found, out)
    return EXIT_DONE if well else EXIT_DAMAGED


def _tell(found: Check, out: Output) -> None:
    data = {"name": found.name, "ok": found.ok, "detail": found.detail}
    out.row(data, f"{'ok ' if found.ok else 'BAD'}  {found.name}: {found.detail}")
