"""Formats of other packages, found through their entry points."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article, Known
from index.readers import formats, read
from index.readers.reading_processes import ReadingProcesses

PACKAGE = """
from index.readers.model import Found

class Foo:
    name = "a Foo file"

    def recognise(self, beginning):
        return beginning.startswith(b"FOO")

    def read(self, document):
        title, _, rest = document.all_bytes().decode()[3:].partition("\\n")
        if "\\n--\\n" in rest:
            for number, part in enumerate(rest.split("\\n--\\n")):
                yield document.member(str(number), part.encode())
        else:
            yield Found(rest, title=title, date="2024-03-12", dated_by="Foo", url="javascript:x")

FORMAT = Foo()
"""


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with an installed package that reads files of its own kind."""
    site = tmp_path / "site"
    about = site / "culm_foo-1.0.dist-info"
    about.mkdir(parents=True)
    (site / "culm_foo.py").write_text(PACKAGE)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: culm-foo\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[culm.readers]\nfoo = culm_foo:FORMAT\n")
    monkeypatch.syspath_prepend(str(site))
    before = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(site), before))))
    formats._foreign_formats.cache_clear()
    yield site
    formats._foreign_formats.cache_clear()


def test_a_foreign_format_is_read_and_cleaned(foreign: Path) -> None:
    (article,) = read("a.foo", "FOO\x1b[2JBridge vote\nIt voted.\u009b2J".encode(), key="a.foo")
    assert article.title.endswith("Bridge vote")
    assert "\x1b" not in article.title + article.text
    assert article.url == ""
    assert article.published.how is Known.STATED
    assert article.published.reason == "Foo says 2024-03-12"


def test_it_is_read_apart_and_its_members_by_their_own_readers(
    foreign: Path, tmp_path: Path
) -> None:
    path = tmp_path / "two.foo"
    page = "<!DOCTYPE html><title>Vote</title><p>" + "The council voted on the bridge. " * 20
    path.write_text(f"FOO\nThe mayor spoke in Genoa.\n--\n{page}")
    with ReadingProcesses(1) as readers:
        found = list(readers.read(path, "two.foo").outcomes())
    assert [one.key for one in found if isinstance(one, Article)] == ["two.foo!0", "two.foo!1"]
    assert isinstance(found[1], Article)
    assert found[1].title == "Vote"
