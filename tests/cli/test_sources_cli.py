"""``culm sources``, ``culm add`` without paths, and ``culm add --watch``."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_line import Run

STORY = "A bridge over the river fell on Monday. Nobody was hurt, said {}."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY.format("the mayor"))
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Where there is no library yet."""
    return tmp_path / "library"


def test_sources_are_listed_paused_resumed_and_removed(
    news: Path, tmp_path: Path, culm: Run
) -> None:
    assert culm("add")[0] == 2
    assert not (tmp_path / "library").exists()
    assert culm("add", str(news))[0] == 0
    (news / "b.txt").write_text(STORY.format("the engineer"))
    code, told = culm("add")
    assert (code, sorted(line["status"] for line in told)) == (0, ["added", "unchanged"])
    assert culm("sources")[1] == [
        {"kind": "path", "path": str(news), "paused": False, "there": True, "inputs": 2, "gone": 0}
    ]
    assert culm("sources", "pause", str(news))[0] == 0
    assert culm("add") == (2, [])
    assert culm("sources", "resume", str(news))[0] == 0
    (news / "b.txt").unlink()
    told = culm("add")[1]
    assert sorted(line["status"] for line in told) == ["unchanged", "vanished"]
    assert culm("sources", "list")[1][0]["gone"] == 1
    assert culm("sources", "remove", str(news))[0] == 0
    assert culm("sources")[0] == 1
    assert culm("sources", "remove", str(news))[0] == 1
    assert culm("show", "news/b.txt")[0] == 0


def test_watched_folders_are_followed_until_interrupted(news: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui.cli", "--library", str(tmp_path / "library")]
    watching = subprocess.Popen(
        [*command, "add", "--json", "--watch", str(news)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    with watching:
        assert watching.stdout is not None
        assert json.loads(watching.stdout.readline())["status"] == "added"
        (news / "b.txt").write_text(STORY.format("the engineer"))
        keys = [json.loads(watching.stdout.readline())["key"] for _ in range(2)]
        assert keys == ["news/a.txt", "news/b.txt"] or keys[::-1] == ["news/a.txt", "news/b.txt"]
        watching.send_signal(signal.SIGINT)
        assert watching.wait(60) == 130
