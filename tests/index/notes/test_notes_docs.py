"""The exported samples in the documentation are what culm writes, and valid."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from markdown_it import MarkdownIt

from index.notes.exchange import (
    ArticleText,
    plan,
    read_annotations,
    sealed,
    to_csv,
    to_documents,
    to_jsonld,
    to_readwise,
)
from tests.support.notes import ROOT, TEXT, TEXTS, VERSION
from tests.support.samples import FACTS, FOLDER, annotations, exports
from tests.support.web_annotations import broken

PAGE = (ROOT / "docs" / "annotations.md").read_text(encoding="utf-8")


def samples(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def sample(name: str) -> str:
    return (FOLDER / name).read_bytes().decode("utf-8")


def test_the_page_shows_what_is_written() -> None:
    (web,) = samples("json")
    ((incoming,), _) = read_annotations(web, "the page")
    one = incoming.own
    assert one is not None
    assert one.version == VERSION
    assert TEXT[one.start : one.end] == one.exact
    assert incoming.past is not None
    assert to_jsonld([one], FACTS.__getitem__, pasts={one: incoming.past}) == web
    assert broken(json.loads(web)) == []
    (markdown,) = samples("markdown")
    made = sealed(to_documents([one], FACTS.__getitem__)[0][1])
    assert made.rstrip("\n") == markdown.rstrip("\n")
    tables = [to_csv([one], FACTS.__getitem__), to_readwise([one], FACTS.__getitem__)]
    assert samples("csv") == [table.replace("\r\n", "\n") for table in tables]


def test_the_sample_files_are_what_is_written() -> None:
    written = exports()
    assert {path.name for path in FOLDER.iterdir()} == written.keys()
    assert {name: sample(name) for name in written} == written
    assert all(f"samples/{name}" in PAGE for name in written)


def test_the_web_annotations_are_valid_and_come_back_without_loss() -> None:
    web = sample("annotations.jsonld")
    assert broken(json.loads(web)) == []
    incoming, _ = read_annotations(web, "sample")
    articles = [
        ArticleText(one.article, one.version, TEXTS[list(FACTS).index(one.article)])
        for one in annotations()
    ]
    assert set(plan(incoming, {}, lambda _: articles).annotations) == set(annotations())


BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "the context of an annotation holds": lambda one: one.pop("@context"),
    "an annotation has exactly one IRI as id": lambda one: one.update(id="no iri"),
    "Annotation is among the types": lambda one: one.update(type="Note"),
    "an annotation has a target": lambda one: one.pop("target"),
    "created is an xsd:dateTime": lambda one: one.update(created="2024-05-01T12:30:15+00:00"),
    "a motivation is one of the model's": lambda one: one.update(motivation="thinking"),
    "a textual body has exactly one value": lambda one: one["body"][0].pop("value"),
    "a specific resource has exactly one source": lambda one: one["target"].pop("source"),
    "a quote selector has exactly one exact": lambda one: one["target"]["selector"][0].pop("exact"),
    "start and end are non-negative": lambda one: one["target"]["selector"][1].update(start=-1),
    "there is no interval beside": lambda one: one["target"]["state"].update(sourceDateStart="x"),
    "cached is an IRI": lambda one: one["target"]["state"].update(cached="a b"),
    "other:x has a prefix": lambda one: one.update({"other:x": 1}),
}


@pytest.mark.parametrize("clause", BREAKS)
def test_the_check_sees_what_is_not_valid(clause: str) -> None:
    one = json.loads(sample("annotations.jsonld"))["first"]["items"][1]
    assert broken(one) == []
    BREAKS[clause](one)
    assert any(found.startswith(clause) for found in broken(one))


@pytest.mark.parametrize("name", [name for name in exports() if name.endswith(".md")])
def test_the_markdown_has_front_matter_and_a_block_for_each_annotation(name: str) -> None:
    text = sample(name)
    _, front, rest = text.split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in front.splitlines())
    assert all(json.loads(value) is not None for value in fields.values())
    marks = [one for one in annotations() if f"culm-{one.id[-12:]}" in rest]
    assert rest.count("\n^culm-") == len(marks) > 0
    tokens = MarkdownIt("commonmark", {"html": True}).parse(rest)
    assert [token.type for token in tokens].count("blockquote_open") == len(marks)
    assert not {"html_block"} & {token.type for token in tokens}


def test_the_tables_have_a_row_for_each_annotation() -> None:
    for name in ("annotations.csv", "readwise.csv"):
        header, *rows = csv.reader(io.StringIO(sample(name), newline=""))
        assert len(rows) == len(annotations())
        assert all(len(row) == len(header) for row in rows)
        assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
