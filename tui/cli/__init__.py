"""``culm``: without a subcommand the reader, with one what it says.

Only what a command needs is imported when it runs: ``culm --version`` must not
wait for a screen that it never draws.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from tui.exit_codes import (
    EXIT_DAMAGED,
    EXIT_DONE,
    EXIT_INTERRUPTED,
    EXIT_LOCKED,
    EXIT_NOTHING_FOUND,
    EXIT_SOME_FAILED,
    EXIT_USAGE,
)

OFTEN = gc.get_threshold()
SELDOM = (20_000, 20, 100)
"""How much is made before Python looks for garbage: by itself, and in a command."""


def run() -> None:
    """The console script: runs :func:`main` and exits with what it returns."""
    # Most of what a command makes first are the modules it imports, which all stay.
    gc.set_threshold(*SELDOM)
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Carry out a command line (without the program's name); the exit code."""
    from tui.cli.parser import parse

    options = parse(arguments)
    if isinstance(options, int):
        return options
    from index.errors import CulmError, LibraryDamaged, LibraryLocked, NotFound, WrongUse
    from tui.cli.output import Output

    out = Output(json_lines=getattr(options, "json", False), quiet=options.quiet)
    try:
        code = int(options.carry_out(options, out))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        _write_no_more()
        return EXIT_DONE
    except NotFound as error:
        from tui.cli.hints import listed_by

        out.error(f"{error}{listed_by(str(error))}")
        return EXIT_NOTHING_FOUND
    except WrongUse as error:
        out.error(str(error))
        return EXIT_USAGE
    except LibraryLocked as error:
        out.error(str(error))
        return EXIT_LOCKED
    except LibraryDamaged as error:
        out.error(str(error))
        return EXIT_DAMAGED
    except CulmError as error:
        out.error(str(error))
        return EXIT_SOME_FAILED
    except MemoryError:
        out.error("there is not enough memory for that; nothing that was written is lost")
        return EXIT_SOME_FAILED
    except OSError as error:
        about = f"{error.filename}: " if error.filename else "writing the results: "
        out.error(f"{about}{error.strerror or error}")
        if not error.filename:
            _write_no_more()
        return EXIT_SOME_FAILED


def _write_no_more() -> None:
    """What is still to be written goes nowhere; at its end Python would complain again."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
