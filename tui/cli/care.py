"""``culm doctor``, ``check``, ``rebuild``, ``upgrade``, ``backup``, ``dump``, ``restore``."""

from __future__ import annotations

import argparse

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
    """What dump wrote; without a file, the newest good backup in place of damaged notes."""
    if options.file is None:
        from index.notes.recovery import recover

        done = recover(options.library / "notes.db")
        if done.day is not None:
            out.say(f"restored from the backup of {done.day}")
        newer = f"{done.salvaged} newer annotations, corrections and searches"
        out.say(f"{newer} were read out of the damaged file")
        if done.damaged is not None:
            out.say(f"the damaged file is kept as {done.damaged}")
        return EXIT_DONE
    from index.library.importing import finish

    with Library.open(options.library) as library:
        library.notes.restore_dump(options.file)
        finish(library)
        out.say(f"restored from {options.file}; what was there before is in backups")
    return EXIT_DONE


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
