"""Libraries and a running culm for the tests on a real terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.at_the_terminal import reader, run_culm
from tests.support.seeds import write_seeds
from tests.support.terminal import Terminal


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the five sample articles, filled from the command line."""
    folder = tmp_path_factory.mktemp("e2e")
    run_culm(folder / "library", "add", str(write_seeds(folder / "seeds")))
    return folder / "library"


@pytest.fixture
def library(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled library that the test may change."""
    return Path(shutil.copytree(filled, tmp_path / "library"))


@pytest.fixture
def screen(library: Path) -> Iterator[Terminal]:
    with reader(library) as terminal:
        terminal.wait(r"5 articles")
        terminal.wait(r"President meets chiefs")
        yield terminal
