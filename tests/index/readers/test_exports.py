"""What programs write out, in the shapes in which they really do."""

from __future__ import annotations

import io

import pytest

from index.article import Article
from index.readers.reading import read_stream

TEXT = "The ferry to the island runs again, the harbour master said on Wednesday."
MAIL = (
    "Return-Path: <ana@island.example>\r\nFrom: Ana Sá <ana@island.example>\r\nSubject: Ferry\r\n"
    "Date: Wed, 13 Mar 2024 08:00:00 +0000\r\nMessage-ID: <1@island.example>\r\n"
    f"Content-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\n"
)
LENGTH = len(MAIL.encode())


def articles(content: str) -> list[Article]:
    found = list(read_stream("export", io.BytesIO(content.encode()), key="export"))
    read = [one for one in found if isinstance(one, Article)]
    assert len(read) == len(found), found
    return read


@pytest.mark.parametrize(
    "content",
    [
        f"{LENGTH}      \n{MAIL}<?xml version='1.0'?><plist><dict><key>flags</key></dict></plist>",
        f"From \r\nX-Mozilla-Status: 0001\r\n{MAIL}",
        f"From - Wed Mar 13 08:00:00 2024\r\nX-Mozilla-Status: 0001\r\n{MAIL}",
        f"From 1793@xxx Wed Mar 13 08:00:00 +0000 2024\r\nX-GM-THRID: 1793\r\n{MAIL}",
    ],
)
def test_mail_as_programs_keep_it(content: str) -> None:
    (article,) = articles(content)
    assert (article.title, article.text.strip()) == ("Ferry", TEXT)


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Sá, Ana; Roe, Jane", ("Ana Sá", "Jane Roe")),
        ("Ana Sá, Jane Roe", ("Ana Sá", "Jane Roe")),
        ("García Márquez, Ana", ("Ana García Márquez",)),
        ("Ana Sá and Jane Roe", ("Ana Sá", "Jane Roe")),
    ],
)
def test_people_in_a_column(written: str, people: tuple[str, ...]) -> None:
    (article,) = articles(
        f'"Key","Author","Title","Abstract Note"\n"A1","{written}","F","{TEXT}"\n'
    )
    assert article.authors == people


def test_a_reference_says_when_by_whom_and_in_which_paper() -> None:
    (article,) = articles(
        f"TY  - NEWS\nTI  - The ferry runs again\nAU  - Sá, Ana\nDA  - 2024/03/13\n"
        f"T2  - Island News\nLA  - en\nAB  - {TEXT}\nER  - \n"
    )
    assert article.published.reason.startswith("its reference says 2024")
    assert (article.authors, article.outlet) == (("Ana Sá",), "Island News")
    assert (article.language, article.key) == ("en", "export#1")


def test_of_a_weblog_that_was_written_out_what_has_a_text_comes_in() -> None:
    item = (
        "<item><title>{0}</title><link>https://island.example/{0}</link><content:encoded>"
        "<![CDATA[{1}]]></content:encoded><wp:post_type><![CDATA[{2}]]></wp:post_type></item>"
    )
    items = item.format("one", f"<p>{TEXT}</p>", "post") + item.format("pic", "", "attachment")
    (article,) = articles(
        '<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Island'
        f" News</title>{items}</channel></rss>"
    )
    assert article.text == TEXT
