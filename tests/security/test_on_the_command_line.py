"""What hostile articles, notes and names bring to the output of commands, and to files."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from index.library import Library
from tests.support.payloads import PIECES, leaks, write
from tui.cli import main

PRINTING = [
    ["search", "Xq*", "--facets"],
    ["search", "Xq*", "--limit", "1000"],
    ["saved", "list"],
    ["show", "1"],
    ["events"],
    ["event", "1"],
    ["compare", "1", "2"],
    ["stories"],
    ["entities"],
    ["entity", "1"],
    ["notes", "list"],
    ["notes", "history", "NOTE"],
    ["corrections", "list"],
    ["sources"],
    ["sources", "export"],
    ["imports"],
    ["doctor"],
    ["check"],
]


def ask(library: Path, *words: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """What a command prints, and what it says beside it."""
    if "NOTE" in words:
        with Library.open(library) as opened:
            note = opened.notes.all()[0].id
        words = tuple(note if word == "NOTE" else word for word in words)
    capsys.readouterr()
    assert main(["--library", str(library), *words]) in (0, 1)
    captured = capsys.readouterr()
    return captured.out, captured.err


@pytest.mark.parametrize("command", PRINTING, ids=" ".join)
def test_what_is_printed_is_harmless(
    poisoned_once: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    out, err = ask(poisoned_once, *command, capsys=capsys)
    assert out
    assert leaks((out + err).encode("utf-8")) == []


@pytest.mark.parametrize(
    "command", [one for one in PRINTING if one != ["sources", "export"]], ids=" ".join
)
def test_json_is_plain_ascii_of_controls(
    poisoned_once: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    out, err = ask(poisoned_once, *command, "--json", capsys=capsys)
    assert leaks((out + err).encode("utf-8")) == []
    for line in out.splitlines():
        json.loads(line)


def test_names_and_errors_of_files_are_told_harmlessly(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tui.cli", "--library", tmp_path / "library", "add", "in"],
        capture_output=True,
        cwd=write(tmp_path / "in").parent,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.count(b"Xq") > len(PIECES) // 4
    assert leaks(done.stdout + done.stderr) == []


def test_what_is_said_of_a_wrong_command_line_is_harmless(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for words in ([], ["add"], ["search", "x"], ["notes"], ["notes", "edit", "x"], ["completion"]):
        for name in PIECES:
            # As a shell gives the name of a file in the place of a star.
            file = os.fsdecode(PIECES[name][:200].encode("utf-8", "surrogatepass"))
            assert main([*words, f"--{file}", file]) != 0
    captured = capsys.readouterr()
    assert captured.err.count("culm: ") >= len(PIECES)
    assert leaks((captured.out + captured.err).encode("utf-8", "surrogatepass")) == []


@pytest.mark.parametrize(
    "command",
    [
        *(["search", f"{field}caf\udce9"] for field in ("", "person:", "event:", "title:", "tag:")),
        ["show", "caf\udce9"],
        ["compare", "caf\udce9", "1"],
        ["remove", "caf\udce9"],
        ["events", "caf\udce9"],
        ["entities", "caf\udce9"],
        ["notes", "list", "caf\udce9"],
        ["notes", "add", "caf\udce9", "1", "2"],
        ["notes", "edit", "caf\udce9", "--note", "x"],
        ["sources", "pause", "caf\udce9"],
    ],
    ids=lambda words: " ".join(words).replace("\udce9", "?"),
)
def test_words_in_another_encoding_find_nothing_and_say_so(
    poisoned_once: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    # As Python gives what is typed where the terminal's encoding is not that of the locale.
    assert main(["--library", str(poisoned_once), *command]) in (1, 3)
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert not captured.out


def test_no_name_writes_a_line_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a\nculm: all is well.txt").write_bytes(b"\0\1\2" * 99)
    library = ["--library", str(tmp_path / "library")]
    assert main([*library, "add", str(tmp_path)]) == 3
    assert main([*library, "add", str(tmp_path / "not\nculm: all is well")]) == 3
    assert main([*library, "show", "no\nculm: all is well"]) == 1
    assert main([*library, "dump", str(tmp_path / "no\nculm: all is well")]) == 0
    assert main([*library, "restore", str(tmp_path / "not\nculm: all is well")]) == 3
    assert main(["--library", str(tmp_path / "no\nculm: all is well"), "doctor"]) != 0
    captured = capsys.readouterr()
    lines = (captured.out + captured.err).splitlines()
    assert sum("all is well" in line for line in lines) >= 5
    assert [line for line in lines if line.startswith("culm: all is well")] == []


@pytest.mark.parametrize("format", ["md", "jsonld", "csv", "readwise"])
def test_what_is_exported_is_inert(
    poisoned_once: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    out, _ = ask(poisoned_once, "notes", "export", "--format", format, capsys=capsys)
    assert "Xq00q" in out
    assert leaks(out.encode("utf-8")) == []
    if format == "jsonld":
        json.loads(out)
    if format in ("csv", "readwise"):
        for row in csv.reader(io.StringIO(out)):
            assert not [cell for cell in row if cell[:1] in tuple("=+-@\t\r")]
    if format == "md":
        assert "](javascript:" not in out
        assert "](file:" not in out
        assert "<script" not in out


def test_a_folder_of_notes_is_inert(
    poisoned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = ask(poisoned, "notes", "export", "--to", str(tmp_path / "out"), capsys=capsys)
    assert leaks((out + err).encode("utf-8")) == []
    every = list((tmp_path / "out").iterdir())
    assert len(every) == 3
    for written in every:
        assert leaks(bytes(written.name, "utf-8")) == []
        assert b"Xq00q" in written.read_bytes()
        assert leaks(written.read_bytes()) == []
        assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_only_the_owner_can_read_what_culm_writes(tmp_path: Path) -> None:
    code = (
        "import os, sys; os.umask(0); from tui.cli import main; library = sys.argv[1]\n"
        "main(['--library', library, '-q', 'add', sys.argv[2]])\n"
        "main(['--library', library, '-q', 'search', 'x*'])\n"
        "main(['--library', library, '-q', 'notes', 'add', '1', '0', '5'])\n"
        "main(['--library', library, '-q', 'backup'])\n"
        "main(['--library', library, '-q', 'dump', library + '/dumped.json'])"
    )
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("Xi Jinping met Angela Merkel in Paris on Tuesday.")
    library = tmp_path / "library"
    subprocess.run([sys.executable, "-P", "-c", code, library, news], check=True)
    found = [library, *library.rglob("*")]
    assert {path.name for path in found} >= {"archive.db", "notes.db", "search", "dumped.json"}
    open_to_others = {
        str(path): oct(stat.S_IMODE(path.stat().st_mode))
        for path in found
        if path.stat().st_mode & 0o077
    }
    assert open_to_others == {}
