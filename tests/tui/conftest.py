"""Libraries and screens for tests: the sample articles, imported once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.library import Library

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def imported_seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the sample articles; not to be changed."""
    path = tmp_path_factory.mktemp("libraries") / "seeds"
    with Library.open(path) as library:
        assert [done.error for done in library.add([SEEDS]) if done.error] == []
    return path


@pytest.fixture
def library(imported_seeds: Path, tmp_path: Path) -> Path:
    """A library with the sample articles, the test's own."""
    path = tmp_path / "library"
    shutil.copytree(imported_seeds, path)
    return path


@pytest.fixture
def empty_library(tmp_path: Path) -> Path:
    """A library without articles."""
    return tmp_path / "empty"
