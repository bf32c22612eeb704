"""Libraries with everything in them that could harm who reads them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.poisoned import poisoned_library, unclean_library


@pytest.fixture(scope="session", params=["cleaned", "uncleaned"])
def poisoned_once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pieces brought in by culm, and by one that cleans nothing of what comes in."""
    make = poisoned_library if request.param == "cleaned" else unclean_library
    return make(tmp_path_factory.mktemp(request.param))


@pytest.fixture
def poisoned(poisoned_once: Path, tmp_path: Path) -> Path:
    """The library, for one test to do with what it wants."""
    return Path(shutil.copytree(poisoned_once, tmp_path / "library"))
