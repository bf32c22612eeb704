"""What an import would do, and does, to annotations, as the command line tells it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.seeds import write_seeds
from tui.cli import main

MARKED = ("national independence and socialism", "keep a close watch on the situation")


def test_an_import_tells_beforehand_and_after_what_becomes_of_annotations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = tmp_path / "seeds"
    write_seeds(articles)
    library = ["--library", str(tmp_path / "library")]
    assert main([*library, "-q", "add", str(articles)]) == 0
    capsys.readouterr()
    main([*library, "show", "seeds/000.txt", "--json"])
    text = json.loads(capsys.readouterr().out)["text"]
    for words in MARKED:
        start = text.index(words)
        assert (
            main([*library, "notes", "add", "seeds/000.txt", str(start), str(start + len(words))])
            == 0
        )
    path = articles / "000.txt"
    written = path.read_text(encoding="utf-8")
    parts = written.replace(MARKED[0], "national freedom and socialism").split("\n\n")
    kept = [part for part in parts if not part.startswith("Pointing to complex")]
    path.write_text("\n\n".join(kept), encoding="utf-8")
    capsys.readouterr()

    expected = {"review": 0, "orphan": 1, "edited": 1}
    assert main([*library, "add", str(articles), "--dry-run", "--json"]) == 0
    said = capsys.readouterr()
    told = {line["key"]: line for line in map(json.loads, said.out.splitlines())}
    assert told["seeds/000.txt"]["annotations"] == expected
    assert not any(told["seeds/001.txt"]["annotations"].values())
    assert "annotations would be: 1 edited, 1 orphaned" in said.err

    assert main([*library, "add", str(articles), "--json"]) == 0
    said = capsys.readouterr()
    told = {line["key"]: line for line in map(json.loads, said.out.splitlines())}
    assert told["seeds/000.txt"]["annotations"] == expected
    assert "annotations now: 1 edited, 1 orphaned" in said.err

    assert main([*library, "add", str(articles)]) == 0
    assert "annotations" not in capsys.readouterr().err
