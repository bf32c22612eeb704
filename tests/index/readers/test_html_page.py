"""Saved pages: what they say of themselves, and their story without the furniture."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.article import Article, Known
from index.errors import EmptyDocument
from index.readers import read
from index.readers.bylines import names_in
from index.readers.html_text import text_of
from index.readers.html_tree import parse_html

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "saved-page.html"
STORY = [
    "The town council voted on Tuesday to rebuild the bridge over the Mill Lane canal.",
    "Eleven councillors were for the plan and four against it after a debate of three hours.",
    "The new bridge will be two metres wider than the one it replaces, the engineer said.",
    "Shopkeepers on the far side of the canal say that they have lost a third of their trade.",
]


def page(head: str = "", before: str = "", story: list[str] = STORY, after: str = "") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in story)
    return (
        f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><nav><a href='/'>Home</a>"
        f"<a href='/s'>Sport</a></nav>{before}<article>{body}</article>{after}"
        "<footer>© The Harbour Post. All rights reserved.</footer></body></html>"
    ).encode()


def one(data: bytes, **facts: str) -> Article:
    (article,) = read("page.html", data, key="pages/page.html", metadata=facts)
    return article


def test_a_saved_page_gives_what_it_says_of_itself() -> None:
    article = one(SAMPLE.read_bytes())
    assert article.title == "Council votes to rebuild the Mill Lane bridge"
    assert article.published.interval.begin == date(2024, 3, 12)
    assert article.published.how is Known.STATED
    assert "JSON-LD" in article.published.reason
    assert article.outlet == "The Harbour Post"
    assert article.authors == ("Jane Roe", "Minh Lê")
    assert article.url == "https://www.harbourpost.example/local/bridge-vote"
    assert article.language == "en-GB"
    assert "a third of their trade" in article.text
    for furniture in ("cookies", "Sport", "Read more", "Terms of use", "Trams may come back"):
        assert furniture not in article.text
    assert article.key == "pages/page.html"


@pytest.mark.parametrize(
    ("head", "before"),
    [
        ("<meta property='article:published_time' content='2024-03-12T23:30:00-05:00'>", ""),
        ("<meta name='DC.date.issued' content='2024-03-12'>", ""),
        ("", "<h1>Vote</h1><time class='published' datetime='2024-03-12T01:00:00Z'>now</time>"),
        ("", "<h1>Vote</h1><span class='post-date'>March 12, 2024</span>"),
        ("", "<span itemprop='datePublished' content='2024-03-12'></span>"),
        ("<link rel=canonical href='https://post.example/2024/03/12/vote.html'>", ""),
    ],
)
def test_the_day_is_found_wherever_pages_put_it(head: str, before: str) -> None:
    assert one(page(head, before)).published.interval.begin == date(2024, 3, 12)


def test_a_day_in_the_address_is_only_inferred() -> None:
    article = one(page("<link rel=canonical href='https://post.example/2024/03/12/vote.html'>"))
    assert article.published.how is Known.INFERRED
    assert "address" in article.published.reason
    assert article.outlet == "post.example"


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Bridge to be rebuilt | The Harbour Post", "The Harbour Post"),
        ("Bridge to be rebuilt - Harbour Post", "The Harbour Post"),
        ("The Harbour Post: Bridge to be rebuilt", "The Harbour Post"),
        ("Bridge to be rebuilt", ""),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_headline(title: str, site: str) -> None:
    head = f"<title>{title}</title><meta property='og:site_name' content='{site}'>"
    found = one(page(head)).title
    if ":" not in title:
        assert found == "Bridge to be rebuilt"
    assert "Bridge to be rebuilt" in found


def test_so_is_the_name_of_its_host_but_on_a_front_page() -> None:
    head = "<title>Bridge to be rebuilt - Harbourpost</title><link rel=canonical href='{}'>"
    story = head.format("https://www.harbourpost.example/2024/bridge")
    assert one(page(story)).title == "Bridge to be rebuilt"
    front = head.format("https://www.harbourpost.example/")
    assert one(page(front)).title == "Bridge to be rebuilt - Harbourpost"


def test_an_address_without_a_host_says_nothing_of_the_site() -> None:
    head = (
        "<title>Bridge to be rebuilt | The Harbour Post</title>"
        "<link rel=canonical href='https:///2024/03/bridge.html'>"
    )
    found = one(page(head, "<h1>Bridge to be rebuilt</h1>"))
    assert found.title == "Bridge to be rebuilt"
    assert found.outlet == "The Harbour Post"


def test_a_headline_with_a_dash_stays_whole() -> None:
    head = "<title>Hà Nội – Paris: a train at last</title>"
    assert one(page(head)).title == "Hà Nội – Paris: a train at last"


def test_the_story_may_be_only_in_linked_data() -> None:
    linked = {"@type": "NewsArticle", "headline": "Vote", "articleBody": "\n\n".join(STORY)}
    head = f"<script type='application/ld+json'>{json.dumps(linked)}</script>"
    assert STORY[3] in one(page(head, story=["Subscribe to read on."])).text


def test_who_saved_the_page_tells_its_address() -> None:
    for note in (
        "<!-- saved from url=(0029)https://post.example/a/vote -->",
        "<!--\n Page saved with SingleFile \n url: https://post.example/a/vote\n saved date: x -->",
    ):
        data = page().replace(b"<html lang='en'>", b"<html lang='en'>" + note.encode())
        assert one(data).url == "https://post.example/a/vote"
        front = page("<link rel=canonical href='https://post.example/'>")
        data = front.replace(b"<html lang='en'>", b"<html lang='en'>" + note.encode())
        assert one(data).url == "https://post.example/a/vote"


def test_addresses_that_run_something_are_none() -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//x"):
        head = f"<link rel=canonical href='{url}'><meta property='og:url' content='{url}'>"
        assert one(page(head)).url == ""


def test_pages_in_other_encodings() -> None:
    for declared, encoding in (("windows-1252", "cp1252"), ("iso-8859-2", "iso8859_2")):
        head = f"<meta charset={declared}><title>Ä städtische Brücke</title>"
        data = page(head, story=["Die Brücke über den Kanal wird größer, sagte der Rat. " * 4])
        article = one(data.decode().encode(encoding, "xmlcharrefreplace"))
        assert "Die Brücke" in article.text
        assert article.title == "Ä städtische Brücke"


def test_control_characters_never_get_through() -> None:
    story = [
        *STORY,
        "A &#27;[31mred&#x1b;]52;c;x&#7; &#0; end and &#150; a dash \x1b[2J here it is.",
    ]
    article = one(page("<title>a&#27;[2Jb and so on</title>", story=story))
    assert all(char >= " " or char == "\n" for char in article.text + article.title)
    assert "– a dash" in article.text


@pytest.mark.parametrize("data", [b"<html></html>", b"<!DOCTYPE html><script>x()</script>"])
def test_a_page_without_text_is_told(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        one(data)


def test_text_of_blocks_lists_and_what_is_not_shown() -> None:
    tree = parse_html(
        "<body><h1>A  b</h1>one <b>bold</b>\n word<br>second line<ul><li>x</li><li>y</li></ul>"
        "<p hidden>no</p><p style='display: none'>no</p><pre>a\n  b</pre><script>no</script>tail"
    )
    assert tree is not None
    assert text_of(tree) == "A b\n\none bold word\nsecond line\n\n- x\n- y\n\na\n  b\n\ntail"


def test_bylines() -> None:
    assert names_in("By Jane Roe and John Doe") == ["Jane Roe", "John Doe"]
    assert names_in("Written by Minh Lê, Ana Sá | https://x.org") == ["Minh Lê", "Ana Sá"]
    assert names_in("12 March 2024") == []


WHO = "Ana Sá and Minh Lê"


@pytest.mark.parametrize("label", ["Written by", "Written by:", "Geschrieben von :", "Tác giả"])
def test_who_is_named_beside_a_label_for_authors_wrote_it(label: str) -> None:
    told = ("label1", "Reading time"), ("data1", "3 minutes"), ("label2", label), ("data2", WHO)
    head = "".join(f"<meta name='twitter:{name}' content='{value}'>" for name, value in told)
    assert one(page(head)).authors == ("Ana Sá", "Minh Lê")


def test_a_table_keeps_its_rows_and_a_list_its_items() -> None:
    rows = [("Year", "Budget", "Ships"), ("2022", "4 billion", "12"), ("2023", "5 billion", "14")]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    items = "<ul><li>First it buys.<ul><li>With care.</li></ul></li><li>Then it sells.</li></ul>"
    text = one(page(story=[*STORY, f"</p><table>{table}</table>{items}<p>So it ends."])).text
    shown = "Year | Budget | Ships\n2022 | 4 billion | 12\n2023 | 5 billion | 14"
    assert f"{STORY[-1]}\n\n{shown}\n" in text
    assert "- First it buys." in text
    assert "\n  - With care.\n- Then it sells.\n\nSo it ends." in text
    assert "---" not in text


def test_who_signs_at_the_right_below_the_text_is_its_author() -> None:
    signed = (
        "</p><p class='Normal' style='text-align: right;'><strong>{}</strong> (Theo <em>AP</em>)"
    )
    assert one(page(story=[*STORY, signed.format("Vũ Thị Anh")])).authors == ("Vũ Thị Anh",)
    assert one(page(story=[*STORY, signed.format("Read more of this")])).authors == ()
