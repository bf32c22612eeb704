"""Keeps what was measured in ``docs/benchmarks.md``, a section for each benchmark."""

from __future__ import annotations

import platform
from datetime import date
from pathlib import Path

_REPORT = Path(__file__).parents[3] / "docs" / "benchmarks.md"
_HEAD = """# Benchmarks

Written by `make bench`: the same articles, the same machine, the same run, engines taking turns
at every question; medians of five rounds. Ratios count, not milliseconds: above 1 culm is the
faster one.

*culm* has forgotten all it learnt from earlier questions, the places of terms included, each
time it is asked; *culm again* is asked the same once more, as happens with every letter that is
typed on. A question is answered with total, ids and days of the best fifty. Entities, forms as
written and headlines are in culm's index and not in the others'. tantivy merges while it is
written to (twenty commits leave six segments), culm when nothing is asked of it: what was
committed is asked before that, and once more after it where there was something to merge.

*culm* is thus the first time that anybody asks for these words, with the processor's caches
full of what the other engines did in between; *culm again* is what a reader waits for when
another letter is typed, the order is changed or a facet is chosen. What a phrase found is kept
like what was read of its words, so that of phrases *culm again* measures looking it up and
scoring.
"""


def write_section(title: str, text: str) -> None:
    """Puts ``text`` under ``title``, in place of what stood there."""
    present = _REPORT.read_text(encoding="utf-8") if _REPORT.exists() else _HEAD
    head, *sections = present.split("\n## ")
    kept = [section for section in sections if section.partition("\n")[0] != title]
    machine = f"{platform.machine()}, Python {platform.python_version()}, {date.today()}"
    kept.append(f"{title}\n\n{machine}\n\n{text.strip()}\n")
    _REPORT.write_text("\n## ".join([head, *kept]), encoding="utf-8")
