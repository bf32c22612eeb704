"""Files made to do harm: none gets at anything, none stops the others."""

from __future__ import annotations

import socket
import zipfile
from pathlib import Path

import pytest

from index.article import Article
from index.errors import ReadError
from index.library import Library
from index.library.imports.importing import Status
from index.readers.files import Input, find_inputs
from index.readers.reading import MOST_TOLD, Outcome, read_path
from index.readers.reading_processes import ReadingProcesses
from tests.support.hostile_files import CANARY, TEXT, write, write_special
from tests.support.mutating import read_mutations

REFUSED = {
    "zeros.zip", "lying.zip", "nested.zip", "cut.zip", "noise.zip", "zeros.gz", "twice.gz",
    "zeros.xz", "zeros.bz2", "loop.pdf", "noise.pdf", "no-parts.epub", "outside.epub",
    "laughs.opml", "quadratic.xml", "outside.opml", "outside.xml", "deep.xml", "deep.opml",
    "wide.json", "noise.warc", "long.warc", "nul.csv", "outside.eml",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Outcome]]:
    """What was read of each hostile file."""
    folder = tmp_path_factory.mktemp("hostile") / "in"
    paths = write(folder)
    before = sorted(folder.parent.rglob("*"))
    with ReadingProcesses(2) as readers:
        readings = {name: readers.read(path, name) for name, path in paths.items()}
        found = {name: list(reading.outcomes()) for name, reading in readings.items()}
    assert sorted(folder.parent.rglob("*")) == before
    return found


def test_every_file_comes_to_an_end(told: dict[str, list[Outcome]]) -> None:
    assert all(told.values())


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_can_only_be_a_trap_is_refused(name: str, told: dict[str, list[Outcome]]) -> None:
    assert any(isinstance(one, ReadError) for one in told[name])


def test_failures_are_one_clear_line(told: dict[str, list[Outcome]]) -> None:
    for outcomes in told.values():
        for one in outcomes:
            if isinstance(one, ReadError):
                assert str(one).isprintable()
                assert len(one.reason) < 400


def test_no_canary_and_no_control_character_gets_through(told: dict[str, list[Outcome]]) -> None:
    for name, outcomes in told.items():
        for one in outcomes:
            if isinstance(one, Article):
                facts = (one.title, one.outlet, one.url, one.key, *one.authors)
                assert CANARY not in one.text, name
                assert all(CANARY not in fact and "\n" not in fact for fact in facts), name
                assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set("".join((*facts, one.text))), (
                    name
                )
                assert one.url == "" or one.url.startswith(("http://", "https://")), name


def test_what_is_harmless_beside_a_trap_is_read(told: dict[str, list[Outcome]]) -> None:
    for name in (
        "zeros.zip",
        "names.zip",
        "files.tar",
        "outside.rss",
        "javascript.html",
        "laughs.md",
    ):
        texts = [one.text for one in told[name] if isinstance(one, Article)]
        assert any(TEXT.strip() in text for text in texts), name
    assert len(told["many.mbox"]) == 300


def test_an_archive_of_nothing_is_told_in_few_lines(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(MOST_TOLD + 500):
            archive.writestr(f"{number}.txt", "")
        archive.writestr("last.txt", TEXT)
    *failed, last, summed = read_path(tmp_path / "many.zip", key="many.zip")
    assert len(failed) == MOST_TOLD
    assert isinstance(last, Article)
    assert str(summed).endswith("many.zip: holds 500 more that cannot be read")


def test_names_that_lead_elsewhere_are_only_names(told: dict[str, list[Outcome]]) -> None:
    keys = [one.key for one in told["names.zip"] if isinstance(one, Article)]
    assert "names.zip!../up.txt" in keys
    assert all("\n" not in key for key in keys)
    in_tar = [one.key for one in told["files.tar"] if isinstance(one, Article)]
    assert in_tar == ["files.tar!../../escaped.txt", "files.tar!/tmp/escaped.txt"]


def test_what_is_no_file_is_passed_over_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "special"
    write_special(folder)
    with Library.open(tmp_path / "library") as library:
        done = list(library.add([folder]))
    failed = {Path(one.path).name: one.error for one in done if one.status is Status.FAILED}
    assert failed["pipe.html"] == "is a pipe, not a file"
    assert failed["zero.html"] == "is a device, not a file"
    assert "larger than" in failed["sparse.html"]
    assert {"loop", "gone.html"} <= failed.keys()
    assert sum(one.status is Status.ADDED for one in done) == 4
    assert all(one.key.isprintable() for one in done)


def test_a_file_that_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "late.txt")
    (error,) = read_path(tmp_path / "late.txt", key="late.txt")
    assert isinstance(error, ReadError)
    assert "pipe" in error.reason


def test_reading_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was made")

    monkeypatch.setattr(socket.socket, "__init__", refuse)
    samples = Path(__file__).parents[2] / "data" / "samples"
    for found in find_inputs([samples]):
        assert isinstance(found, Input)
        for one in read_path(found.path, key=found.key):
            assert isinstance(one, Article) or "feeds" in one.source


def test_damaged_samples_give_articles_or_errors() -> None:
    answers = read_mutations(150, seed=7)
    assert answers["an article"] > 30
    assert sum(answers.values()) >= 150
