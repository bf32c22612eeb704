"""``culm doctor``, ``check``, ``rebuild``, ``upgrade``, ``backup``, ``dump``, ``restore``."""

from __future__ import annotations

import argparse
from pathlib import Path
from shlex import quote

from index.library import Library
from index.library.care import Check
from index.paths import expanded
from tui.cli.output import Output
from tui.exit_codes import EXIT_DAMAGED, EXIT_DONE


def doctor(options: argparse.Namespace, out: Output) -> int:
    """What is quick to look at."""
    return _examine(options, out, thorough=False)


def check(options: argparse.Namespace, out: Output) -> int:
    """Every byte."""
    return _examine(options, out, thorough=True)


def rebuild(options: argparse.Namespace, out: Output) -> int:
    """Analysis and search index, from the stored articles."""
    from index.library.care import rebuild as make_again

    with Library.open(options.library, create=False) as library, out.telling() as tell:
        make_again(library, tell)
        facts = library.facts()
        out.say(f"{facts['articles']} articles, {facts['events']} events")
    return EXIT_DONE


def upgrade(options: argparse.Namespace, out: Output) -> int:
    """A library of an earlier culm, for this one."""
    from index.library.care import upgrade as bring_up_to_date

    well = True
    with Library.open(options.library, create=False) as library, out.telling() as tell:
        for found in bring_up_to_date(library, tell):
            well &= found.ok
            _tell(found, out)
    return EXIT_DONE if well else EXIT_DAMAGED


def backup(options: argparse.Namespace, out: Output) -> int:
    """A copy of notes.db."""
    with Library.open(options.library, create=False) as library:
        directory = options.directory or library.path / "backups" / "by-hand"
        written = library.notes.backup(expanded(directory).absolute())
        out.row({"path": str(written)}, str(written))
    return EXIT_DONE


def dump(options: argparse.Namespace, out: Output) -> int:
    """Everything the user made, in one file."""
    with Library.open(options.library, create=False) as library:
        library.notes.dump(options.file)
        out.say(f"written to {options.file}")
    return EXIT_DONE


def restore(options: argparse.Namespace, out: Output) -> int:
    """What dump or backup wrote; without a file, the newest good backup of damaged notes."""
    if options.file is None:
        return _recover(expanded(options.library).absolute() / "notes.db", out)
    from index.library.importing import finish
    from index.notes.recovery import restore as put_in_place

    with Library.open(options.library) as library, out.telling() as tell:
        done = put_in_place(library.path / "notes.db", expanded(options.file))
        out.say(f"restored from {options.file}")
        if done.backup is not None:
            out.say(f"what was there before is in {done.backup}")
            out.say(f"to go back to it, run: culm restore {quote(str(done.backup))}")
        _tell_of_damaged(done.damaged, library.path / "notes.db", out)
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
        newer = f"{done.salvaged} newer annotations, corrections and searches"
        out.say(f"{newer} were read out of the damaged file")
    _tell_of_damaged(done.damaged, path, out)
    return EXIT_DONE


def _tell_of_damaged(damaged: Path | None, path: Path, out: Output) -> None:
    if damaged is not None:
        out.say(f"the damaged file is kept as {damaged}")
        back = f"mv {quote(str(damaged))} {quote(str(path))}"
        out.say(f"to have it back as it was, close culm and run: {back}")


def _examine(options: argparse.Namespace, out: Output, *, thorough: bool) -> int:
    from index.library.care import examine

    well = True
    with Library.open(options.library, create=False) as library:
        for found in examine(library, thorough=thorough):
            well &= found.ok
            _tell(found, out)
    return EXIT_DONE if well else EXIT_DAMAGED


def _tell(found: Check, out: Output) -> None:
    data = {"name": found.name, "ok": found.ok, "detail": found.detail}
    out.row(data, f"{'ok ' if found.ok else 'BAD'}  {found.name}: {found.detail}")
