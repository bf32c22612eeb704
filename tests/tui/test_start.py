"""The screen starts without what only other commands and processes need."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "numpy",
    "whoosh",
    "dateutil",
    "rapidfuzz",
    "charset_normalizer",
    "index.readers.news_text",
    "index.language.dates",
    "index.library",
)


def test_the_screen_imports_nothing_heavy() -> None:
    code = (
        "import sys, tui.app, tui.screens.main;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_live_screen_looks_for_garbage_as_often_as_python_does() -> None:
    code = (
        "import gc, sys; usual = gc.get_threshold();"
        "import tui.cli; tui.cli.main = lambda arguments: None;"
        "from contextlib import suppress\n"
        "with suppress(SystemExit): tui.cli.run()\n"
        "from tui.cli.reading import _collect_what_comes; gc.disable(); _collect_what_comes();"
        "print(gc.isenabled(), gc.get_threshold() == usual)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "True"]
