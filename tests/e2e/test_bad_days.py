"""culm where something that is nearly always there is missing: a home, a locale, an output."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.at_the_terminal import reader, run_culm
from tests.support.seeds import write_seeds

ROOT = Path(__file__).parents[2]
WITHOUT_HOME = """
import pwd, sys
def unknown(*_):
    raise KeyError("nobody")
pwd.getpwuid = pwd.getpwnam = unknown
from tui.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""culm for a user whom the system does not know."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad-days")
    run_culm(folder / "library", "add", str(write_seeds(folder / "seeds")))
    return folder / "library"


def culm(
    *arguments: str, code: str = "", without: tuple[str, ...] = (), **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """Run culm in an environment without some variables and with others."""
    environment = {name: value for name, value in os.environ.items() if name not in without}
    program = ["-c", code] if code else ["-m", "tui.cli"]
    return subprocess.run(
        [sys.executable, *program, *arguments],
        env={**environment, "PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


NOWHERE = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "CULM_LIBRARY", "CULM_CONFIG")


def test_without_a_home_it_says_what_to_name() -> None:
    ended = culm("search", "trong", code=WITHOUT_HOME, without=NOWHERE)
    assert ended.returncode == 2
    assert b"--library or CULM_LIBRARY" in ended.stderr
    assert ended.stderr.count(b"\n") == 1


def test_without_a_home_a_library_that_is_named_is_used(library: Path) -> None:
    named = {"CULM_LIBRARY": str(library)}
    ended = culm("search", "trong", "--json", code=WITHOUT_HOME, without=NOWHERE, **named)
    assert ended.returncode == 0
    assert json.loads(ended.stdout.splitlines()[-1])["total"] == 4
    told = culm("config", code=WITHOUT_HOME, without=NOWHERE, **named)
    assert (told.returncode, told.stderr.count(b"Traceback")) == (0, 0)


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    gone = ("XDG_DATA_HOME", "CULM_LIBRARY")
    ended = culm("add", str(ROOT / "seeds"), without=gone, HOME=str(tmp_path / "home"))
    assert ended.returncode == 3
    assert b"cannot be made: Not a directory" in ended.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_letters_that_the_terminal_does_not_have_are_question_marks(
    library: Path, encoding: str
) -> None:
    named = {"CULM_LIBRARY": str(library), "PYTHONIOENCODING": encoding}
    ended = culm("entities", **named)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "Nguy?n Ph" in ended.stdout.decode(encoding)
    (entity, *_) = map(json.loads, culm("entities", "--json", **named).stdout.splitlines())
    assert "ệ" in entity["name"] or "ễ" in entity["name"]


def test_names_of_files_that_are_no_text_are_told(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"news-\xff")
    write_seeds(folder)
    ended = culm("add", str(folder), CULM_LIBRARY=str(tmp_path / "library"))
    assert (ended.returncode, ended.stderr.count(b"Traceback")) == (0, 0)
    ended = culm("sources", CULM_LIBRARY=str(tmp_path / "library"))
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "news-\\xff  5 files" in ended.stdout.decode()
    assert "not there" not in ended.stdout.decode()


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["search trong", "entities --json", "", "add seeds"])
def test_streams_that_are_closed_are_no_mistake(library: Path, closed: str, command: str) -> None:
    line = f'"{sys.executable}" -m tui.cli --library "{library}" {command} {closed}'
    ended = subprocess.run(
        ["sh", "-c", line], cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    assert ended.returncode == (0 if command else 2)
    assert b"Traceback" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize("command", ["search trong", "search trong --json", "dump /dev/full"])
def test_an_output_that_is_full_is_told_in_a_line(library: Path, command: str) -> None:
    line = f'"{sys.executable}" -m tui.cli -q --library "{library}" {command} > /dev/full'
    ended = subprocess.run(["sh", "-c", line], cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == 3
    assert ended.stderr.count(b"\n") == 1
    assert b"No space left on device" in ended.stderr


def test_what_is_written_out_goes_through_links_and_devices(library: Path, tmp_path: Path) -> None:
    target, link, pipe = (tmp_path / name for name in ("dump.json", "link", "pipe"))
    target.write_text("of last week")
    link.symlink_to(target)
    assert culm("--library", str(library), "dump", "--force", str(link)).returncode == 0
    assert link.is_symlink()
    dumped = target.read_bytes()
    assert dumped != b"of last week"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reads:
        assert culm("--library", str(library), "dump", str(pipe)).returncode == 0
        assert reads.communicate()[0][:16] == dumped[:16]
    assert pipe.is_fifo()


def test_a_terminal_that_can_do_nothing_reads_all_the_same(library: Path) -> None:
    with reader(library, columns=80, rows=24, environment={"TERM": "dumb"}) as screen:
        screen.wait("President meets")
        screen.send("j", "j", "enter")
        screen.wait("bamboo diplomacy")
        screen.send("q")
        assert screen.join() == 0
        assert not any(code in screen.raw for code in (b"\x1b[38;", b"\x1b[48;"))


def test_a_home_that_nobody_knows_can_be_typed(library: Path) -> None:
    with reader(library, columns=80, rows=24) as screen:
        screen.wait("President meets")
        screen.press("i", "take")
        screen.send("ctrl+u", *"~no-such-user/news")
        screen.wait("~no-such-user/news")
        screen.send("escape")
        screen.wait_gone("~no-such-user/news")
        screen.send("q")
        assert screen.join() == 0


def test_a_note_that_cannot_be_saved_is_told_when_culm_ends(library: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with reader(library, environment={"HOME": str(home)}) as screen:
        screen.wait(r"President meets chiefs")
        screen.send("2")
        screen.wait("f find")
        screen.send("s")
        screen.wait("words selected")
        # From now on no file can grow.
        resource.prlimit(screen.pid, resource.RLIMIT_FSIZE, (0, 0))
        screen.send("a")
        screen.send(*"what I thought of it")
        screen.send("ctrl+s")
        screen.wait("Not saved")
        screen.send("q")
        assert screen.join() == 0, screen.text
        assert "what you wrote could not be saved anywhere" in screen.text
        assert "what I thought of it" in screen.text
    assert not any(home.iterdir())
