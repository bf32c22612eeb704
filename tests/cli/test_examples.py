"""Every example that ``--help`` and the README give is carried out, on the sample articles."""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.library.imports.subscribing import follow
from index.store.web_tables import WebSource
from tests.support.seeds import SEEDS
from tui.cli import main
from tui.cli.parser import build
from tui.exit_codes import EXIT_DONE, EXIT_SOME_FAILED

ROOT = Path(__file__).parents[2]
OF_OTHER_TESTS = re.compile(r"culm(?: ~/articles| serve .*| add --watch|)")
"""Those that open the reader, or go on until they are ended."""
ON_THE_WEB = re.compile("https?://|culm fetch")
NEVER_FETCHES = "[fetching]\nallowed = false\n"


def of_the_help() -> list[str]:
    """What is under ``example:`` in the help of every command and action."""
    found: list[str] = []

    def look(parser: argparse.ArgumentParser) -> None:
        for line in (parser.epilog or "").splitlines():
            if line.startswith("  culm"):
                found.append(re.split(r"\s{3,}", line.strip())[0])
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for chosen in dict.fromkeys(action.choices.values()):
                    look(chosen)

    look(build())
    return [*dict.fromkeys(found)]


def of_the_readme() -> list[str]:
    """What the README shows of commands in blocks of code."""
    blocks = re.findall(r"```\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    lines = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("culm")]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with what the examples are about in it; the library is where culm looks for it."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(SEEDS, home / "seeds")
    (home / "articles").mkdir()
    (home / "articles/old.txt").write_text("Old news\n\nA bamboo bridge fell in Hanoi in 2023.\n")
    shutil.copy(home / "seeds/004_8b96cf14c2c45e38.txt", home / "articles/copy.txt")
    line = json.dumps({"id": "x", "title": "New", "text": "A ferry sank in Manila on 3 May 2023."})
    for name in ("export", "saved"):
        (home / f"{name}.jsonl.gz").write_bytes(gzip.compress(line.encode()))

    def culm(*words: str | Path) -> None:
        assert main(["-q", "--library", str(home / "library"), *map(str, words)]) == EXIT_DONE

    culm("add", home / "seeds")
    culm("add", home / "articles")
    for start in ("151", "300"):
        culm("notes", "add", "seeds/000_18bc29cc9e25dd6e.txt", start, "330", "--tag", "vietnam")
    with Library.open(home / "library") as library:
        (home / "notes.jsonld").write_text(library.export_notes(library.notes.all(), "jsonld"))
        culm("notes", "remove", library.notes.all()[0].id)
        follow(library, [WebSource("https://news.example/feed", "", followed=True)])
        president = str(library.find_entities("Thuong")[0].id)
    culm("saved", "save", "Bamboo", "bamboo")
    for name in ("Vo Thuong", "Mr Thuong", "President Thuong"):
        culm("rename", president, name)
    culm("backup", home / "backups")
    return home


def test_there_are_examples() -> None:
    assert len(of_the_help()) > 50
    assert len(of_the_readme()) > 4


@pytest.mark.parametrize("example", [*dict.fromkeys([*of_the_help(), *of_the_readme()])])
def test_an_example_does_what_it_says(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    example: str,
) -> None:  # fmt: skip
    words = shlex.split(example)
    if OF_OTHER_TESTS.fullmatch(example):
        pytest.skip("opens the reader or does not end: tests/e2e")
    shutil.copytree(home, tmp_path / "home")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CULM_LIBRARY", str(tmp_path / "home" / "library"))
    monkeypatch.setenv("CULM_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").write_text(NEVER_FETCHES)
    monkeypatch.chdir(tmp_path / "home")
    if ">" in words:
        words = words[: words.index(">")]
    if words[1] == "sources":
        assert main(["-q", "add", str(tmp_path / "home" / "articles")]) == EXIT_DONE
    if words[1] == "redo":
        assert main(["undo"]) == EXIT_DONE
    if words[1:3] == ["corrections", "restore"]:
        assert main(["corrections", "withdraw", "3"]) == EXIT_DONE
    with Library.open(tmp_path / "home" / "library") as library:
        words = list(as_it_is_here(words[1:], library))
    code = main([str(Path(word).expanduser()) if word[0] == "~" else word for word in words])
    told = capsys.readouterr()
    if ON_THE_WEB.search(example):
        assert code == EXIT_SOME_FAILED
        assert "says that nothing is fetched" in told.err
    else:
        assert (code, told.out + told.err != "") == (EXIT_DONE, True), told.err


def as_it_is_here(words: list[str], library: Library) -> Iterator[str]:
    """An example with the numbers and keys that its things have in this library."""
    events = {event.name: str(event.id) for event in library.events()}
    visits = [events[name] for name in sorted(events) if "visit to" in name]
    secretary, president = (str(library.find_entities(name)[0].id) for name in ("Trong", "Thuong"))
    if "seeds/004_8b96cf14c2c45e38.txt" in words:
        secretary, president = president, secretary
    met = next(number for name, number in events.items() if name.startswith("President meets"))
    # The event that the fourth tells is told by it alone.
    two_tell = (
        {"seeds/004_8b96cf14c2c45e38.txt": "seeds/002_eaecac8392346f6f.txt"}
        if "none" not in words
        else {}
    )
    is_trash = words[:2] in (["notes", "restore"], ["notes", "purge"])
    numbers = {
        "link": {"12": met if "none" in words else visits[0], "31": visits[1]} | two_tell,
        "story": {"12": "1", "34": "2" if words[1:2] == ["apart"] else "5"},
        "imports": {"12": "2"},
        "show": {"12": "1"},
        "entity": {"12": secretary},
        "notes": {
            "12": "1",
            "KEY": "seeds/000_18bc29cc9e25dd6e.txt",
            "ID": library.notes.all(trash=is_trash)[0].id,
        },
    }.get(words[0], {"7": secretary, "19": president})
    for word in words:
        yield numbers.get(word, word)
