"""Annotations out of the library and back in."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from index.errors import ReadError
from index.notes import Notes
from index.notes.exchange import (
    AnnotationRead,
    ArticleFacts,
    ArticleText,
    plan,
    read_annotations,
    to_csv,
    to_document,
    to_documents,
    to_jsonld,
    to_jsonld_lines,
    to_readwise,
    variants,
)
from index.notes.exchange.markdown import escaped
from index.notes.model import Annotation, Colour
from tests.support.notes import KEY, TEXT, TEXTS, VERSION, mark
from tests.support.web_annotations import broken

URL = "https://news.example/2023/12/party-chief"
FACTS = ArticleFacts(
    KEY,
    title='Party chief: "bamboo" [diplomacy](javascript:alert(1)) <b>*now*</b>',
    outlet="Vietnamplus",
    published="2023-12-19",
    url=URL,
    authors=("VNA", "# Nguyễn"),
)
HOSTILE = (
    "<script>alert(1)</script> ![x](http://evil/x.png) [go](javascript:alert(1))\n"
    "# Heading\n---\n=1+1 `code` $x$ [[wiki]] #tag ^culm-000000000000 https://evil.example"
)


def describe(key: str) -> ArticleFacts | None:
    return FACTS if key == KEY else None


def made(number: int = 1, **changes: Any) -> Annotation:
    start = TEXT.index("“bamboo diplomacy”")
    one = Annotation(
        id=f"018f3c5e-7a10-7000-8000-{number:012x}",
        article=KEY,
        version=VERSION,
        start=start,
        end=start + 18,
        exact=TEXT[start : start + 18],
        prefix=TEXT[start - 64 : start],
        suffix=TEXT[start + 18 : start + 82],
        colour=Colour.GREEN,
        note="Why **bamboo**?",
        tags=("Hà Nội", "style"),
        created=datetime(2024, 5, 1, 12, 30, 15, 123456, tzinfo=UTC),
        modified=datetime(2024, 5, 2, 1, 2, 3, tzinfo=UTC),
        revision=4,
    )
    return replace(one, **changes)


def article(key: str = KEY, version: str = VERSION, text: str = TEXT) -> ArticleText:
    return ArticleText(key, version, text)


# -- Web Annotations ---------------------------------------------------------------


def test_web_annotations_keep_what_the_recommendation_demands() -> None:
    texts = {VERSION: TEXT}
    collection = json.loads(to_jsonld([made(1), made(2, note="", tags=())], describe, texts))
    contexts = collection["@context"]
    assert contexts[0] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == 2
    page = collection["first"]
    assert (page["type"], page["partOf"]) == ("AnnotationPage", collection["id"])
    noted, bare = page["items"]
    assert noted["@context"][0] == contexts[0]
    assert noted["id"] == "urn:uuid:018f3c5e-7a10-7000-8000-000000000001"
    assert noted["type"] == "Annotation"
    assert noted["created"] == "2024-05-01T12:30:15.123456Z"
    assert (noted["motivation"], bare["motivation"]) == ("commenting", "highlighting")
    assert [body["purpose"] for body in noted["body"]] == ["commenting", "tagging", "tagging"]
    assert all(body["type"] == "TextualBody" and body["value"] for body in noted["body"])
    assert "body" not in bare
    target = noted["target"]
    assert (target["type"], target["source"]) == ("SpecificResource", URL)
    quote, position = target["selector"]
    assert TEXT[position["start"] : position["end"]] == quote["exact"]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in TEXT
    assert target["state"]["type"] == "TimeState"
    name = target["state"]["cached"].removeprefix("ni:///sha-256;")
    assert base64.urlsafe_b64decode(name + "=").hex() == VERSION


def test_an_article_without_an_address_still_has_an_iri() -> None:
    item = json.loads(to_jsonld([made(article="a folder/ŝ 1.txt")], describe))["first"]["items"][0]
    assert item["target"]["source"] == "urn:x-culm:article:a%20folder%2F%C5%9D%201.txt"


NOTES_TEXT = st.text(max_size=40).map(lambda text: text.encode("utf-8", "ignore").decode())


@settings(deadline=None, max_examples=30)
@given(
    note=st.sampled_from(["", "a\n\nb", "#x", "=1", "Về\tđổi mới", HOSTILE]) | NOTES_TEXT,
    tags=st.lists(st.sampled_from(["a", "b b", "ê", "#c"]), max_size=3),
    colour=st.sampled_from(Colour),
    span=st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 500)),
    trashed=st.booleans(),
)
def test_json_ld_comes_back_without_loss(
    tmp_path_factory: pytest.TempPathFactory,
    note: str,
    tags: list[str],
    colour: Colour,
    span: tuple[int, int],
    trashed: bool,
) -> None:
    here = Notes.open(tmp_path_factory.mktemp("here") / "notes.db")
    there = Notes.open(tmp_path_factory.mktemp("there") / "notes.db")
    start, end = span[0], min(len(TEXT), span[0] + span[1])
    one = here.annotate(KEY, VERSION, TEXT, start, end, colour, note, tags)
    if trashed:
        here.remove(one.id)
    one = here.get(one.id)
    assert broken(json.loads(to_jsonld([one], describe, {VERSION: TEXT}))) == []
    incoming, texts = read_annotations(to_jsonld([one], describe, {VERSION: TEXT}), "file")
    wanted = plan(incoming, texts, lambda _: [])
    assert wanted.annotations == (one,)
    brought = there.bring_in(wanted.annotations, wanted.texts, "import")
    assert (brought.added, brought.updated, brought.unchanged) == (1, 0, 0)
    assert there.get(one.id) == one
    assert there.text_of(VERSION) == TEXT
    again = there.bring_in(wanted.annotations, wanted.texts, "import")
    assert (again.added, again.unchanged) == (0, 1)
    here.close()
    there.close()


def test_an_import_is_one_step_and_newer_wins(notes: Notes) -> None:
    ours = notes.bring_in([made(1), made(2)], {VERSION: TEXT}, "import of 2 annotations")
    assert ours.added == 2
    later = made(1, note="theirs, later", modified=datetime(2025, 1, 1, tzinfo=UTC), revision=2)
    older = made(2, note="theirs, older", modified=datetime(2020, 1, 1, tzinfo=UTC))
    brought = notes.bring_in([later, older], {}, "second import")
    assert (brought.updated, brought.unchanged) == (1, 1)
    assert notes.get(later.id).note == "theirs, later"
    assert [entry.number for entry in notes.history(later.id)] == [4, 5]
    assert notes.undo() == "Undone: second import"
    assert notes.get(later.id).note == "Why **bamboo**?"
    assert notes.undo() == "Undone: import of 2 annotations"
    assert notes.all() == []
    assert notes.problems() == []


def test_own_annotations_go_to_the_article_under_its_key_here() -> None:
    data = to_jsonld([made(article="other folder/000.txt")], describe)
    incoming, texts = read_annotations(data, "file")
    wanted = plan(incoming, texts, lambda _: [article()])
    assert wanted.annotations == (made(),)
    assert wanted.texts == {VERSION: TEXT}


def test_a_file_that_lies_about_places_is_not_believed(notes: Notes) -> None:
    liar = made(start=len(TEXT) + 50, end=len(TEXT) + 68)
    incoming, texts = read_annotations(to_jsonld([liar], describe), "file")
    (found,) = plan(incoming, texts, lambda _: [article()]).annotations
    assert TEXT[found.start : found.end] == liar.exact
    assert notes.bring_in([liar], {VERSION: TEXT}, "import").refused == 1
    # Without the text nobody can tell yet; where the article is, the words count.
    assert notes.bring_in([liar], {}, "import").refused == 1
    elsewhere = Notes.open(notes.database.path.with_name("elsewhere.db"))
    assert elsewhere.bring_in([liar], {}, "import").added == 1
    (placed,) = elsewhere.placed(KEY, VERSION, TEXT)
    assert placed.placement.span is not None
    assert TEXT[placed.placement.span.start : placed.placement.span.end] == liar.exact
    elsewhere.close()


HYPOTHESIS: dict[str, Any] = {
    "total": 3,
    "rows": [
        {
            "id": "abcDEF",
            "created": "2023-12-20T08:00:00.5+07:00",
            "updated": "2023-12-21T01:00:00+00:00",
            "user": "acct:reader@hypothes.is",
            "uri": URL + "?utm_source=x",
            "text": "A thought\x1b[31m",
            "tags": ["Bamboo", "#policy"],
            "document": {"title": ["x"], "link": [{"href": URL}]},
            "target": [
                {
                    "source": URL,
                    "selector": [
                        {"type": "RangeSelector", "startContainer": "/p[1]"},
                        {"type": "TextPositionSelector", "start": 9999, "end": 10017},
                        {
                            "type": "TextQuoteSelector",
                            "exact": "“bamboo  diplomacy” concept",
                            "prefix": "adhering to the ",
                            "suffix": ", and carry",
                        },
                    ],
                }
            ],
        },
        {"id": "page-note", "uri": URL, "text": "no passage", "target": [{"source": URL}]},
        {
            "id": "elsewhere",
            "uri": "https://other.example/",
            "target": [
                {"selector": [{"type": "TextQuoteSelector", "exact": "words of another page"}]}
            ],
        },
    ],
}


def test_hypothesis_exports_find_their_articles_by_address_then_by_text() -> None:
    incoming, texts = read_annotations(json.dumps(HYPOTHESIS), "export.json")
    assert [one.name for one in incoming] == ["abcDEF", "page-note", "elsewhere"]
    assert incoming[0].addresses == (URL + "?utm_source=x", URL)
    asked: list[AnnotationRead] = []

    def find(wanted: AnnotationRead) -> Iterable[ArticleText]:
        asked.append(wanted)
        return [article("wrong", "v", TEXTS[4]), article()]

    wanted = plan(incoming, texts, find)
    assert asked == [incoming[0], incoming[2]]
    assert [one.note for one in wanted.pageless] == ["no passage"]
    (found,) = wanted.annotations
    assert found.exact == "“bamboo diplomacy” concept"
    # The text that they are in now comes in with them.
    assert wanted.texts == {VERSION: TEXT}
    assert TEXT[found.start : found.end] == found.exact
    assert (found.article, found.note) == (KEY, "A thought\ufffd[31m")
    assert found.tags == ("Bamboo", "policy")
    assert found.created == datetime(2023, 12, 20, 1, 0, 0, 500000, tzinfo=UTC)
    assert [one.name for one in wanted.homeless] == ["elsewhere"]
    # The same file gives the same annotations again.
    assert plan(incoming, texts, find).annotations == wanted.annotations


def test_several_bodies_are_one_note_and_its_tags() -> None:
    item = {
        "id": "two",
        "uri": URL,
        "body": [
            {"type": "TextualBody", "value": "First thought.", "purpose": "commenting"},
            "https://example.org/a-body-elsewhere",
            {"type": "TextualBody", "value": "Second thought."},
            {"type": "TextualBody", "value": "policy", "purpose": "tagging"},
        ],
        "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "bamboo diplomacy"}]}],
    }
    (one,), _ = read_annotations(json.dumps([item]), "file")
    assert (one.note, one.tags) == ("First thought.\n\nSecond thought.", ("policy",))


@pytest.mark.parametrize(
    ("quote", "home"),
    [
        ({"exact": "concept"}, False),
        ({"exact": "concept", "prefix": "quite another ", "suffix": " of lakes, as it is"}, False),
        (
            {
                "exact": "concept",
                "prefix": "adhering to the “bamboo diplomacy” ",
                "suffix": ", and carry forward",
            },
            True,
        ),
        ({"exact": TEXT[300:360]}, True),
    ],
)
def test_words_that_could_stand_anywhere_do_not_tell_an_article(
    quote: dict[str, str], home: bool
) -> None:
    item = {"uri": "https://elsewhere.example/", "target": [{"selector": [quote]}]}
    quote["type"] = "TextQuoteSelector"
    incoming, _ = read_annotations(json.dumps([item]), "file")
    by_words = plan(incoming, {}, lambda _: [replace(article(), named=False)])
    assert (len(by_words.annotations), len(by_words.homeless)) == (home, not home)
    by_address = plan(incoming, {}, lambda _: [article()])
    assert len(by_address.annotations) == 1


def test_json_lines_are_read_and_come_back_without_loss() -> None:
    ours = [made(1), made(2, note="", tags=(), colour=Colour.PINK)]
    lines = to_jsonld_lines(ours, describe)
    assert [json.loads(line)["type"] for line in lines.splitlines()] == ["Annotation"] * 2
    incoming, texts = read_annotations(lines, "file")
    assert plan(incoming, texts, lambda _: [article()]).annotations == tuple(ours)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.news.example/a/b/?id=3",
        "http://news.example/a/b?utm_source=x&id=3&fbclid=1",
        "https://NEWS.example/a/b?id=3#top",
    ],
)
def test_an_address_has_several_forms(other: str) -> None:
    assert "https://news.example/a/b?id=3" in variants(other)
    assert variants(other)[0] == other


@pytest.mark.parametrize("odd", ["", "urn:x", "http://[", "https://e.x/" + "a" * 5000, "http:///"])
def test_what_is_no_address_stays_as_it_is(odd: str) -> None:
    assert variants(odd)[0] == odd


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                (
                    *(
                        "target",
                        "selector",
                        "type",
                        "exact",
                        "items",
                        "rows",
                        "first",
                        "body",
                        "id",
                    ),
                    *("tags", "start", "end", "source", "culm:texts", "culm:version", "created"),
                )
            ),
            inner | st.sampled_from(["TextQuoteSelector", "TextPositionSelector", "Annotation"]),
            max_size=6,
        )
    ),
    max_leaves=40,
)


@settings(deadline=None)
@given(JUNK)
def test_no_file_breaks_the_reader(parsed: object) -> None:
    try:
        incoming, texts = read_annotations(json.dumps(parsed), "junk")
    except ReadError:
        return
    plan(incoming, texts, lambda _: [article()])


@pytest.mark.parametrize(
    "data", ["", "{", "3", "[" * 100_000, "{}", '{"total": 1}', "{}\n{", "3\n4"]
)
def test_files_without_annotations_say_so(data: str) -> None:
    with pytest.raises(ReadError):
        read_annotations(data, "file")


# -- Markdown ----------------------------------------------------------------------


def test_markdown_has_front_matter_and_stable_block_ids() -> None:
    ((facts, document),) = to_documents([made(2), made(1)], describe)
    assert facts == FACTS
    assert document == to_documents([made(1), made(2)], describe)[0][1]
    lines = document.splitlines()
    assert lines[0] == lines[10] == "---"
    front = dict(line.split(": ", 1) for line in lines[1:10])
    assert json.loads(front["title"]) == FACTS.title
    assert json.loads(front["authors"]) == list(FACTS.authors)
    assert json.loads(front["url"]) == URL
    assert list(front) == [
        "title", "authors", "outlet", "agency", "published", "language", "url", "key", "tags",
    ]  # fmt: skip
    assert lines.count("^culm-000000000001") == lines.count("^culm-000000000002") == 1
    assert "> “bamboo diplomacy”" in lines
    assert "Why **bamboo**?" in lines
    assert "green · 2024-05-01 · #Hà-Nội · #style" in lines


def test_only_marks_have_block_ids_and_a_tag_of_signs_alone_is_left_out() -> None:
    note = "See ^culm-000000000002\nand ^elsewhere"
    document = to_document([made(1, note=note, tags=("-/", "style"))], describe)
    assert [line for line in document.splitlines() if "^" in line] == ["^culm-000000000001"]
    assert "See &#94;culm-000000000002\nand &#94;elsewhere" in document
    assert document.splitlines()[-1].endswith("2024-05-01 · #style")


def test_data_cannot_act_in_markdown() -> None:
    hostile = replace(FACTS, title=HOSTILE, outlet=HOSTILE, url='https://x/"><script>')
    one = made(exact=HOSTILE, note=HOSTILE, tags=(HOSTILE,))
    document = to_document([one, made(2)], lambda _: hostile)
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(document)
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in [*tokens, *inline]}
    assert not kinds & {"html_block", "html_inline", "image", "table_open"}
    assert [token.type for token in tokens].count("hr") == 1
    links = [token.attrs["href"] for token in inline if token.type == "link_open"]
    assert links == []
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    # A reader that knows no front matter takes it for a rule and a heading.
    assert headings == ["h2", "h1", "h2", "h3"]
    assert document.count("\n^culm-") == 2
    ((_, alone),) = to_documents([one], lambda _: hostile)
    tokens = MarkdownIt("commonmark", {"html": True}).parse(alone)
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_inline", "link_open", "image"}


ACTIVE = ["[x](javascript:a)", "![i](http://e/i.png)", "<b>", "\\", "[y]: data:x", "[y]", "\n", "`"]


@given(st.lists(st.sampled_from([*ACTIVE, " ", "---", "<!--", "]", "(", "![", "#"]), max_size=12))
def test_notes_cannot_act_however_they_are_put_together(parts: list[str]) -> None:
    document = to_document([made(note="".join(parts))], describe)
    tokens = MarkdownIt("commonmark", {"html": True}).parse(document)
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in [*tokens, *inline]}
    assert not kinds & {"html_block", "html_inline", "image"}
    links = [token.attrs["href"] for token in inline if token.type == "link_open"]
    assert all(str(link).startswith(("http://", "https://")) for link in links)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_escaped_text_reads_as_it_is(text: str) -> None:
    rendered = MarkdownIt("commonmark").parseInline(escaped(text))[0].children or []
    shown = "".join(token.content for token in rendered)
    assert {token.type for token in rendered} <= {"text", "text_special"}
    assert shown.split() == text.replace("\0", "\ufffd").split()


# -- tables ------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "  =", "＝", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    formula = start + 'HYPERLINK("http://evil","x")'
    one = made(exact=formula, note=formula, tags=(formula,))
    facts = replace(FACTS, title=formula, outlet=formula)
    for table in (to_csv([one], lambda _: facts), to_readwise([one], lambda _: facts)):
        for row in list(csv.reader(io.StringIO(table, newline="")))[1:]:
            for cell in row:
                assert cell.strip(" ")[:1] not in tuple("=+-@\t\r＝"), cell


def test_no_cell_becomes_a_formula_where_semicolons_separate() -> None:
    one = made(exact="a;=1+1\n+2;  @x; y\n\n- z", note="a;b\n\tc", tags=("a", "=b"))
    (row,) = csv.DictReader(io.StringIO(to_csv([one], describe), newline=""))
    assert row["exact"] == "a;'=1+1\n'+2;  '@x; y\n\n'- z"
    assert (row["note"], row["tags"]) == ("a;b\n\tc", "a; '=b")


def test_csv_has_a_row_for_each_annotation(tmp_path: Path) -> None:
    table = to_csv([made(1, note='two\nlines, "quoted"'), made(2)], describe)
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["id"][-1] for row in rows] == ["1", "2"]
    assert rows[0]["note"] == 'two\nlines, "quoted"'
    assert (rows[0]["tags"], rows[0]["url"]) == ("Hà Nội; style", URL)
    assert TEXT[int(rows[0]["start"]) : int(rows[0]["end"])] == rows[0]["exact"]


def test_readwise_columns() -> None:
    (row,) = csv.DictReader(io.StringIO(to_readwise([made()], describe), newline=""))
    assert list(row) == ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]
    assert row["Note"] == ".Hà-Nội .style\nWhy **bamboo**?"
    assert row["Date"] == "2024-05-01 12:30:15"


def test_annotations_of_absent_articles_are_exported_too(notes: Notes) -> None:
    mark(notes, "bamboo")
    everything = notes.all()
    assert "seeds/000" in to_document(everything, lambda _: None)
    assert KEY in to_csv(everything, lambda _: None)
