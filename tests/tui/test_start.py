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
