"""A library with the sample articles, and ``culm`` run on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.command_line import Run, runner
from tests.support.seeds import write_seeds
from tui.cli import main


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples in ``seeds`` and a ``library`` of them, not to be changed."""
    folder = tmp_path_factory.mktemp("cli")
    write_seeds(folder / "seeds")
    assert main(["--library", str(folder / "library"), "-q", "add", str(folder / "seeds")]) == 0
    return folder


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Path:
    """A library of the test's own."""
    return Path(shutil.copytree(folder / "library", tmp_path / "library"))


@pytest.fixture
def culm(library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(library, capsys)
