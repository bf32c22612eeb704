"""Two readers and an import at once, for ten thousand operations; by ``make torture``."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import pytest

from index.library import Library
from index.library.imports.importing import finish
from index.library.upkeep.care import examine
from tests.support.annotating import Child, lost
from tests.support.importing import importing, overtaken
from tests.support.reading_room import annotated_library
from tests.support.using import using

OPERATIONS = int(os.environ.get("CULM_OPERATIONS", "10000"))
LONGEST = 5.0
"""Seconds that nobody may have to wait for another one."""


@pytest.mark.slow
def test_two_readers_and_an_import_lose_nothing_and_wait_for_nobody(tmp_path: Path) -> None:
    path = annotated_library(tmp_path / "library", tmp_path)
    each = OPERATIONS // 2
    said: list[list[str]] = []
    took: defaultdict[str, list[float]] = defaultdict(list)
    with (
        importing(path, tmp_path / "news", "import") as importer,
        using(path, "one", each) as one,
        using(path, "other", each) as other,
        # All are listened to at once: whoever is not would be stopped by a full pipe.
        ThreadPoolExecutor(3) as listening,
    ):
        heard = {child: listening.submit(lines_of, child) for child in (importer, one, other)}
        for reader in (one, other):
            lines = heard[reader].result()
            assert reader.wait() == 0
            assert len(lines) == each
            for seconds, step, *words in lines:
                took[step].append(seconds)
                said += [words] * bool(words)
        assert importer.poll() is None
        importer.kill()
        imported = heard[importer].result()
    for step, seconds in took.items():
        print(f"\n{step}: {len(seconds)}, median {median(seconds) * 1000:.1f} ms, ", end="")
        print(f"longest {max(seconds):.2f} s", end="")
    acknowledged = [words for words in imported if words[0] != "writing"]
    print(f"\n{len(said)} acknowledged by readers, {len(acknowledged)} by the import")
    assert max(max(seconds) for seconds in took.values()) < LONGEST
    with Library.open(path) as library:
        assert lost(library.notes, said + imported) == []
        assert overtaken(library, imported) == []
        assert library.notes.problems() == []
        finish(library)
        assert all(found.ok for found in examine(library, thorough=True))


def lines_of(child: Child) -> list[list]:  # type: ignore[type-arg]
    """What a child says until it ends."""
    assert child.stdout is not None
    return [json.loads(line) for line in child.stdout.readlines() if line.endswith(b"\n")]
