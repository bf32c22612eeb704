"""``culm [PATH…]``: the reader itself."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

from index.places import require_library_place
from tui.cli import OFTEN
from tui.cli.output import Output
from tui.exit_codes import EXIT_USAGE


def open_reader(options: argparse.Namespace, out: Output) -> int:
    """Open the reader; what is new under the paths comes in meanwhile."""
    for path in options.paths:
        if isinstance(path, Path) and not path.exists():
            from tui.cli.hints import meant
            from tui.cli.parser import COMMANDS

            near = meant("", str(path), list(COMMANDS))
            help_on = f"did you mean: {near}" if near else "try: culm --help"
            out.error(f"{path}: no such file, folder or command; {help_on}")
            return EXIT_USAGE
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        # Textual would spin on an input that is at its end, and it draws on standard error.
        out.error("the reader needs a terminal; try: culm --help")
        return EXIT_USAGE
    from tui.first_screen import first_screen, keep

    # Nothing is put into a folder of the user's, be it how the screen looked.
    require_library_place(options.library.absolute())

    app = None
    # Until the screen is live, hardly anything is made that does not stay.
    gc.disable()
    try:
        with first_screen(options.library) as shown:
            from tui.app import CulmApp
            from tui.config import config_path, read
            from tui.terminal_driver import driver_after

            app = CulmApp(
                options.library,
                options.paths,
                config=read(config_path()),
                driver_class=driver_after(shown),
            )
            app.has_first_screen = shown.is_drawn
            app.when_live = _collect_what_comes
            app.run()
        keep(options.library, app.left_behind)
        return app.return_code or 0
    finally:
        if app is not None and (unsaved := app.drafts.unwritten()):
            from tui.drafts import rescue

            out.error(rescue(unsaved))


def _collect_what_comes() -> None:
    """Look for garbage from now on, and not in what is there by now: each look costs frames."""
    gc.freeze()
    # Dialogs that are closed refer to themselves: a reader stays open for days.
    gc.set_threshold(*OFTEN)
    gc.enable()
