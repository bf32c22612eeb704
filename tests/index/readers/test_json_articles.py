"""Articles in JSON and JSON Lines: one after the other, bad ones told by their line."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest

from index.article import Article, Interval, Known
from index.errors import DocumentTooLarge, ReadError, UnsupportedFormat
from index.readers import read, read_path, read_stream
from index.readers.compressed import unpacked

TEXT = "The council voted on Monday to rebuild the bridge. Work starts in spring."
FULL = {
    "id": "bridge-1",
    "title": "Bridge vote",
    "body": TEXT,
    "date": "2023-12-19",
    "source": "The Ferryman",
    "url": "https://example.org/a",
    "lang": "en",
    "authors": ["Jane Roe", {"name": "Minh Le"}],
}


def lines(*entries: object) -> bytes:
    return b"".join(json.dumps(entry).encode() + b"\n" for entry in entries)


def read_all(data: bytes) -> list[Article | ReadError]:
    return list(read_stream("batch.jsonl", io.BytesIO(data), key="batch.jsonl"))


def test_every_member_finds_its_place() -> None:
    (article, _) = read("a.jsonl", lines(FULL, {**FULL, "id": 2}), key="a.jsonl")
    assert article.key == "bridge-1"
    assert article.title == "Bridge vote"
    assert article.text == TEXT
    assert article.published.interval == Interval(date(2023, 12, 19), date(2023, 12, 19))
    assert article.published.how is Known.STATED
    assert (article.outlet, article.language) == ("The Ferryman", "en")
    assert article.authors == ("Jane Roe", "Minh Le")


def test_keys_fall_back_to_the_address_then_to_the_line() -> None:
    entries = [{"text": TEXT, "url": "https://example.org/b"}, {"text": TEXT}]
    keys = [article.key for article in read("a", lines(*entries), key="folder/a.jsonl")]
    assert keys == ["https://example.org/b", "folder/a.jsonl#2"]


def test_bad_lines_are_told_and_the_rest_goes_on() -> None:
    data = lines(FULL) + b'{"text": \n\n[1]\n' + lines({"title": "no text"}, {"text": 5}, FULL)
    results = read_all(data)
    assert [isinstance(result, Article) for result in results] == [
        True, False, False, False, False, True,
    ]  # fmt: skip
    assert [str(result).split(":")[0] for result in results[1:5]] == [
        "batch.jsonl line 2",
        "batch.jsonl line 4",
        "batch.jsonl line 5",
        "batch.jsonl line 6",
    ]


def test_an_array_and_a_single_object_are_files_of_articles_too() -> None:
    articles = read("a.json", json.dumps([FULL, {"text": TEXT}], indent=1).encode(), key="a.json")
    assert [article.key for article in articles] == ["bridge-1", "a.json#2"]
    assert read("a.json", json.dumps(FULL, indent=1).encode(), key="a.json")[0].key == "bridge-1"


@pytest.mark.parametrize(
    "data",
    [
        b'[{"text":' * 50_000,
        b'{"text": "unclosed',
        b'{"a": 1}',
        b"[{}, 2]",
        b'{"text": "\\ud800"}',
    ],
)
def test_json_that_holds_no_article_is_an_error_or_clean(data: bytes) -> None:
    for result in read_all(data):
        assert isinstance(result, ReadError) or result.text == "\ufffd"


def test_dates_in_many_forms() -> None:
    forms = [1702944000, 1702944000000, "Tue, 19 Dec 2023 08:00:00 GMT", "2023-12-19T23:30:00Z",
             "19 December 2023", "December 19, 2023"]  # fmt: skip
    for form in forms:
        (article,) = read("a", json.dumps({"text": TEXT, "date": form}).encode(), key="a")
        assert article.published.interval.begin == date(2023, 12, 19), form


def test_compressed_lines_are_read_as_they_come(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl.gz"
    path.write_bytes(gzip.compress(lines(*({**FULL, "id": n} for n in range(2000)))))
    results = list(read_path(path, key="many.jsonl.gz"))
    assert [article.key for article in results if isinstance(article, Article)] == [
        str(n) for n in range(2000)
    ]


def test_a_compressed_text_is_a_text() -> None:
    (article,) = read("a.txt.gz", gzip.compress(TEXT.encode()), key="a.txt.gz")
    assert article.text == TEXT


def test_a_gzip_bomb_is_stopped() -> None:
    bomb = gzip.compress(b'{"text": "' + b" " * (80 << 20) + b'"}')
    with pytest.raises(DocumentTooLarge):
        read("bomb.gz", bomb, key="bomb")
    with pytest.raises(DocumentTooLarge):
        unpacked("small", io.BytesIO(gzip.compress(bytes(1000))), limit=500).read()


def test_damaged_gzip_is_told() -> None:
    data = gzip.compress(lines(*[FULL] * 300))
    results = read_all(data[: len(data) // 2])
    assert isinstance(results[-1], ReadError)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "an Office document"),
        (b"{\\rtf1 text}", "an RTF document"),
    ],
)
def test_formats_without_a_reader_are_named(data: bytes, name: str) -> None:
    with pytest.raises(UnsupportedFormat, match=name):
        read("thing", data, key="thing")


def test_lines_longer_than_what_is_looked_at_are_lines(tmp_path: Path) -> None:
    entries = [{"id": str(n), "text": f"Headline {n}\n\n" + "Rain fell. " * 20_000} for n in (1, 2)]
    path = tmp_path / "long.jsonl"
    path.write_bytes(lines(*entries))
    results = list(read_path(path, key="long.jsonl"))
    assert [getattr(one, "key", one) for one in results] == ["1", "2"]
    path.write_bytes(lines(entries[0]))
    (alone,) = read_path(path, key="long.jsonl")
    assert getattr(alone, "key", alone) == "1"
    indented = json.dumps(entries[0], indent=1).encode()
    path.write_bytes(indented)
    (alone,) = read_path(path, key="long.jsonl")
    assert getattr(alone, "key", alone) == "1"


TITLE, SITE, LINK = "Bridge vote", "The Ferryman", "https://example.org/c"
ANSWERS = {
    "a news service": {"status": "ok", "totalResults": 1, "articles": [
        {"source": {"id": None, "name": SITE}, "author": "Jane Roe", "title": TITLE, "url": LINK,
         "description": "", "publishedAt": "2023-12-19T10:00:00Z", "content": TEXT}]},
    "a crawler": [{"authors": ["Jane Roe"], "date_publish": "2023-12-19 10:00:00", "title": TITLE,
                   "maintext": TEXT, "source_domain": SITE, "url": LINK, "language": "en"}],
    "a weblog": [{"id": 7, "date": "2023-12-19T10:00:00", "link": LINK, "publisher": SITE,
                  "author": "Jane Roe", "title": {"rendered": "Bridge&nbsp;vote"},
                  "content": {"rendered": f"<p>{TEXT}</p>", "protected": False}}],
    "a paper": {"response": {"status": "ok", "docs": [
        {"headline": {"main": TITLE, "kicker": None}, "pub_date": "2023-12-19T10:00:00+0000",
         "web_url": LINK, "source": SITE, "author": "Jane Roe", "abstract": TEXT}]}},
}  # fmt: skip


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_services_and_crawlers_call_the_members(kind: str) -> None:
    (article,) = read("a.json", json.dumps(ANSWERS[kind], indent=1).encode(), key="a.json")
    assert article.text == TEXT
    assert (article.title.replace("\xa0", " "), article.outlet) == (TITLE, SITE)
    assert (article.authors, article.url) == (("Jane Roe",), LINK)
    assert article.published.interval == Interval(date(2023, 12, 19), date(2023, 12, 19))


def test_a_title_with_its_address_is_an_article_too() -> None:
    (article,) = read("a.json", json.dumps([{"title": TITLE, "url": LINK}]).encode(), key="a.json")
    assert article.text == f"{TITLE}\n\n{LINK}"


@pytest.mark.parametrize("member", ["text", "quote"])
def test_passages_that_were_marked_stand_for_an_article_that_is_not_kept(member: str) -> None:
    entry = {"title": TITLE, "url": LINK, "highlights": [{member: TEXT}, {member: "So be it."}]}
    (article,) = read("a.json", json.dumps([entry]).encode(), key="a.json")
    assert article.text == f"{TEXT}\n\nSo be it."


def test_a_mere_link_does_not_stand_in_for_its_page() -> None:
    (article,) = read("a.json", json.dumps([{"title": TITLE, "url": LINK}]).encode(), key="a.json")
    assert article.key == f"a.json#{LINK}"


def test_an_address_in_place_of_a_source_is_no_outlet() -> None:
    entry = {"title": TITLE, "text": TEXT, "source": LINK, "source-hostname": SITE}
    (article,) = read("a.json", json.dumps([entry]).encode(), key="a.json")
    assert (article.outlet, article.url) == (SITE, LINK)
