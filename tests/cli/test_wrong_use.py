"""Wrong use of the command line: what happened, where, and what to do, on a line or two."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli import main
from tui.exit_codes import EXIT_NOTHING_FOUND, EXIT_SOME_FAILED, EXIT_USAGE

CULM = (sys.executable, "-P", "-m", "tui.cli")
WRONG: list[tuple[str, int, str]] = [
    ("add nothere", EXIT_SOME_FAILED, "nothere: no such file"),
    ("add ''", EXIT_USAGE, "is empty; say which file or folder"),
    ("add ftp://news.example/a", EXIT_USAGE, "ftp://news.example/a: only http and https"),
    ("search", EXIT_USAGE, "give a query, --saved NAME, or --from FILE"),
    ("search x --limit -1", EXIT_USAGE, "--limit: a count is not negative|culm search --help"),
    ("search x --limit many", EXIT_USAGE, "'many' is not a number|culm search --help"),
    ("search x --sort size", EXIT_USAGE, "'size'|relevance|culm search --help"),
    ("search --from nothere", EXIT_SOME_FAILED, "nothere: No such file"),
    ("search --saved nothere", EXIT_NOTHING_FOUND, "no saved search “nothere”|culm saved list"),
    ("search date:2024-13", EXIT_USAGE, "culm: date:2024-13 (not a date); nothing"),
    ("searh x", EXIT_USAGE, "did you mean: culm search"),
    ("searh --help", EXIT_USAGE, "did you mean: culm search"),
    ("whatever -h", EXIT_USAGE, "whatever: no such file, folder or command"),
    ("show", EXIT_USAGE, "required: ID-or-KEY|culm show --help"),
    ("show 999", EXIT_NOTHING_FOUND, "'999'|culm search"),
    ("event 999", EXIT_NOTHING_FOUND, "no event has the id 999|culm events"),
    ("event abc", EXIT_USAGE, "'abc' is not a number; run: culm events abc"),
    ("entity Weterings", EXIT_USAGE, "is not a number; run: culm entities Weterings"),
    ("entity 999999", EXIT_NOTHING_FOUND, "no entity has the id 999999|culm entities"),
    ("events zzzz", EXIT_NOTHING_FOUND, "no event is called so"),
    ("entities zzzz", EXIT_NOTHING_FOUND, "called so"),
    ("compare 1", EXIT_USAGE, "2 or 3 different articles"),
    ("compare 1 1", EXIT_USAGE, "2 or 3 different articles"),
    ("remove nothere", EXIT_SOME_FAILED, "no article has the id or key 'nothere'"),
    ("notes", EXIT_NOTHING_FOUND, "there are no annotations"),
    ("notes list tag:zzzz", EXIT_NOTHING_FOUND, "no annotation is found"),
    ("notes edti x", EXIT_USAGE, "did you mean: culm notes edit"),
    ("notes add 1 50 20", EXIT_USAGE, "50 to 20 is no passage of seeds/|goes from 0 to"),
    ("notes add 1 5 999999", EXIT_USAGE, "5 to 999999 is no passage"),
    ("notes add 1 5 x", EXIT_USAGE, "'x' is not a number|culm notes add --help"),
    ("notes edit nothere --note x", EXIT_NOTHING_FOUND, "no annotation nothere|culm notes list"),
    ("notes import nothere", EXIT_SOME_FAILED, "nothere: No such file"),
    ("notes export --format pdf", EXIT_USAGE, "'pdf'|jsonld|culm notes export --help"),
    ("notes export tag:zzzz --to .", EXIT_NOTHING_FOUND, "no annotation is found"),
    ("link same 1 999", EXIT_NOTHING_FOUND, "no event has the id 999|culm events"),
    ("link same 1 1", EXIT_SOME_FAILED, "that is one event already"),
    ("merge 1 1", EXIT_SOME_FAILED, "the same already"),
    ("rename 1 ''", EXIT_SOME_FAILED, "a name needs a letter"),
    ("retype 1 ANIMAL", EXIT_USAGE, "'ANIMAL'|PERSON|culm retype --help"),
    ("corrections", EXIT_NOTHING_FOUND, "nothing was put right by hand"),
    ("saved", EXIT_NOTHING_FOUND, "no search is saved"),
    ("saved save a x --key ab", EXIT_USAGE, "'ab' cannot be the key"),
    ("imports undo 99", EXIT_NOTHING_FOUND, "no import has the number 99|culm imports"),
    ("sources pause /nothere", EXIT_NOTHING_FOUND, "/nothere is no source; culm sources"),
    ("fetch nothere", EXIT_NOTHING_FOUND, "'nothere'; culm sources"),
    ("analyse nothere", EXIT_SOME_FAILED, "nothere: no such file"),
    ("analyse --date x -", EXIT_USAGE, "'x' is not a day like 2023-12-19|culm analyse --help"),
    ("dump /", EXIT_USAGE, "/ could not be written: it is a folder"),
    ("dump /nothere/x", EXIT_USAGE, "/nothere/x is not written: there is no folder /nothere"),
    ("backup /dev/null", EXIT_USAGE, "/dev/null is a file"),
    ("backup /nothere/x", EXIT_USAGE, "there is no folder /nothere; make it first"),
    ("restore nothere", EXIT_SOME_FAILED, "nothere: No such file"),
    ("restore /dev/null", EXIT_SOME_FAILED, "/dev/null"),
    ("serve --port 80", EXIT_USAGE, "a port is from 1024 to 65535|culm serve --help"),
    ("completion tcsh", EXIT_USAGE, "'tcsh'|bash|culm completion --help"),
    ("--nothing", EXIT_USAGE, "--nothing|culm --help"),
    ("add --column", EXIT_USAGE, "--column|culm add --help"),
]


@pytest.mark.parametrize(("line", "code", "told"), WRONG, ids=[line for line, _, _ in WRONG])
def test_what_went_wrong_is_told(
    library: Path, capsys: pytest.CaptureFixture[str], line: str, code: int, told: str
) -> None:
    capsys.readouterr()
    words = ["" if word == "''" else word for word in line.split()]
    assert main(["--library", str(library), *words]) == code
    out, err = capsys.readouterr()
    assert [words for words in told.split("|") if words not in err] == []
    assert len(err.splitlines()) <= 2
    assert out == ""


def test_a_file_that_is_taken_for_an_option(
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-a.txt").write_text("The bridge over the Danube fell on Monday, they said.")
    assert main(["--library", str(library), "add", "-a.txt"]) == EXIT_USAGE
    assert "if you mean the file: ./-a.txt" in capsys.readouterr().err
    assert main(["--library", str(library), "add", "./-a.txt"]) == 0


@pytest.mark.parametrize("words", [["search", "x"], ["add", "."], ["doctor"], ["notes"]])
def test_a_file_in_the_place_of_a_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    assert main(["--library", str(file), *words]) == EXIT_USAGE
    assert f"{file} is a file; a library is a directory" in capsys.readouterr().err
    assert file.read_text() == "mine"


def test_the_library_is_not_read_into_itself(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library.parent / "a.txt").write_text("The bridge over the Danube fell on Monday, they said.")
    assert main(["--library", str(library), "add", str(library.parent)]) == 0
    assert "1 article added" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("closed", "words"),
    [
        (0, ["analyse"]),
        (0, ["search", "president"]),
        (1, ["search", "president"]),
        (2, ["add", "x"]),
    ],
)
def test_no_input_no_output_or_no_errors(library: Path, closed: int, words: list[str]) -> None:
    done = subprocess.run(
        [*CULM, "--library", library, *words],
        capture_output=True,
        preexec_fn=lambda: os.close(closed),
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, EXIT_SOME_FAILED)


def test_a_full_disk_is_told_with_what_was_to_be_written(library: Path, tmp_path: Path) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))

    target = tmp_path / "dumped.json"
    done = subprocess.run(
        [*CULM, "--library", library, "dump", target],
        capture_output=True,
        text=True,
        preexec_fn=small,
        check=False,
    )
    assert done.returncode == EXIT_SOME_FAILED
    assert done.stderr == f"culm: {target} could not be written: File too large\n"
    assert list(tmp_path.glob("dumped*")) == []
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*CULM, "--library", library, "search", "president"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == EXIT_SOME_FAILED
    assert "culm: writing the results: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
