"""``python -m tui.cli`` is ``culm``."""

from tui.cli import run

run()
