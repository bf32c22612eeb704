"""``culm serve``: the reader in a browser on this computer."""

from __future__ import annotations

import argparse
import shlex
import sys

from index.places import require_library_place
from tui.cli.output import Output
from tui.exit_codes import EXIT_DONE, EXIT_USAGE

MISSING = (
    "culm serve needs textual-serve, which is not installed. Add it with",
    "  pipx inject culm textual-serve     (culm installed by pipx)",
    "  uv tool install 'culm[serve]'      (culm installed by uv)",
    "  pip install 'culm[serve]'",
    "  pip install '.[serve]'             (in a clone of culm)",
)


def serve(options: argparse.Namespace, out: Output) -> int:
    """Serve the reader to browsers on this computer until interrupted."""
    require_library_place(options.library.absolute())
    try:
        from tui.serving import run
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("textual_serve", "aiohttp"):
            raise
        out.error(*MISSING)
        return EXIT_USAGE
    reader = [sys.executable, "-P", "-m", "tui.cli", "--library", str(options.library), "served"]
    return run(shlex.join(reader), options.port, lambda words: out.row({}, words))


def served(options: argparse.Namespace, out: Output) -> int:
    """Run the reader for the server, which speaks to it through standard input and output."""
    from tui.app import CulmApp
    from tui.config import config_path, read
    from tui.served_driver import ServedDriver

    app = CulmApp(options.library, config=read(config_path()), driver_class=ServedDriver)
    app.run()
    return app.return_code or EXIT_DONE
