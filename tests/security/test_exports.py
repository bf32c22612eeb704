"""What is written of a library for others to read: nothing in it acts when it is opened."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from index.library import Library
from index.library.imports.importing import finish
from tests.support.payloads import leaks
from tui import article_export, exporting

ACTING = (
    "<script>alert(1)</script> [press](javascript:alert(1)) ![seen](https://evil.invalid/1.png)"
    " <https://evil.invalid> <img src=x onerror=alert(1)> `code` www.evil.invalid"
)
WRITERS: dict[str, Callable[[Library, str], str]] = {
    "events": lambda library, format: exporting.events_document(library.events(), format),
    "searches": lambda library, format: exporting.searches_document(
        library.notes.saved_searches(), format
    ),
    "articles": lambda library, format: "".join(
        article_export.document((library.article(number) for number in library.listing()), format)
    ),
    "marks": lambda library, format: library.export_notes(library.notes.all(), format),
}


@pytest.mark.parametrize("what", WRITERS)
@pytest.mark.parametrize("format", ["jsonl", "md"])
def test_exports_hold_nothing_that_steers(poisoned_once: Path, what: str, format: str) -> None:
    with Library.open(poisoned_once) as library:
        document = WRITERS[what](library, format)
        text = "".join(article_export.document([library.article(1)], "txt"))
    assert "Xq12q" in document
    assert leaks(document.encode("utf-8", "surrogatepass")) == []
    assert leaks(text.encode("utf-8", "surrogatepass")) == []
    if format == "jsonl":
        assert all(json.loads(line) for line in document.splitlines())


def test_feeds_are_well_formed(poisoned_once: Path) -> None:
    with Library.open(poisoned_once) as library:
        document = exporting.opml(library.archive.web.followed())
    assert leaks(document.encode("utf-8", "surrogatepass")) == []
    assert len(list(ET.fromstring(document).iter("outline"))) > 30


@pytest.mark.parametrize("what", WRITERS)
def test_markdown_shows_what_was_written_as_it_was_written(tmp_path: Path, what: str) -> None:
    article = {
        "id": "a",
        "title": f"Xi Jinping met Angela Merkel in Paris {ACTING}",
        "text": f"Xi Jinping met Angela Merkel in Paris on 3 May 2023. {ACTING}\n\n    {ACTING}\n"
        f"# {ACTING}\n- {ACTING}\n\n===\n",
        "source": f"Post {ACTING}",
        "authors": [f"Ann {ACTING}"],
        "url": "javascript:alert(1)",
        "date": "2023-05-03",
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(article) + "\n")
    with Library.open(tmp_path / "library") as library:
        assert [one.error for one in library.add([tmp_path / "in.jsonl"])] == [""]
        finish(library)
        one = library.article(1)
        library.notes.annotate(one.key, one.version, one.text, 0, 200, tags=(ACTING,))
        library.notes.save_search(f"Post {ACTING}", f"Post ``` {ACTING} `` x")
        document = WRITERS[what](library, "md")
    shown = MarkdownIt("commonmark", {"html": True}).render(document)
    assert "Post" in shown
    assert [acts for acts in ("<script", "<img", "<a ", "<pre") if acts in shown] == []
