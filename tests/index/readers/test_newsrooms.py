"""What agencies send, in the shapes in which they really do."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from index.article import Article
from index.readers.reading import read_stream

TITLE = "The ferry runs again"
FIRST = "The ferry to the island runs again, the harbour master said on Wednesday."
SECOND = "It was laid up in November after a fire in the engine room."
DAY = "2024-03-13"


def articles(content: str) -> list[Article]:
    found = read_stream("wire/item", BytesIO(content.encode()), key="wire/item")
    read = [one for one in found if isinstance(one, Article)]
    assert read, "nothing is read"
    return read


def facts(content: str) -> tuple[str, str, str, tuple[str, ...]]:
    (article,) = articles(content)
    assert FIRST in article.text
    assert SECOND in article.text
    assert "<" not in article.text
    begin = article.published.interval.begin
    return article.title, begin.isoformat() if begin else "", article.outlet, article.authors


NINJS_3 = {
    "uri": "urn:newsml:agency.example:190510-99",
    "versionCreated": f"{DAY}T16:02:28+02:00",
    "copyrightHolder": "Harbour Agency",
    "bodies": [{"role": "html", "contentType": "text/html",
                "value": f"<section class=\"main\"><p>{FIRST}</p><p>{SECOND}</p></section>"}],
    "headlines": [{"role": "main", "value": TITLE}],
    "by": "By Ana Sá",
}  # fmt: skip
SUPERDESK = {
    "guid": "urn:newsml:localhost:c044162e",
    "type": "text",
    "versioncreated": f"{DAY}T04:38:34+0000",
    "body_html": f"<p>{FIRST}</p><p>{SECOND}</p>",
    "headline": TITLE,
    "source": "Harbour Agency",
    "authors": [{"user": "ana", "name": "Ana Sá", "role": "writer"}],
}


@pytest.mark.parametrize("item", [NINJS_3, SUPERDESK])
def test_json_of_agencies(item: dict[str, object]) -> None:
    expected = (TITLE, DAY, "Harbour Agency", ("Ana Sá",))
    assert facts(json.dumps(item)) == expected
    assert facts(json.dumps({"total": 1, "item": [item]}, indent=1)) == expected


def test_nitf_that_says_its_place_in_the_text_too() -> None:
    title, day, outlet, authors = facts(
        f"""<nitf version="-//IPTC//DTD NITF 3.4//EN" baselang="en-US"><head><docdata>
        <doc-id regsrc="HA" /><date.issue norm="20240313T191044Z" />
        <doc.copyright holder="HA" year="2024" /></docdata>
        <pubdata date.publication="20240313T191044Z" item-length="00279"/></head>
        <body><body.head><hedline><hl1>{TITLE}</hl1></hedline>
        <byline>By Ana Sá<byttl>Island Writer</byttl></byline>
        <distributor>Harbour Agency</distributor>
        <dateline><location>LOWER QUAY</location>
        <story.date norm="20240313T222800+0000">20240313T222800+0000</story.date></dateline>
        </body.head>
        <body.content><block id="Main"><p>Lower Quay (HA) — {FIRST}</p>
        <p>
          {SECOND}
          <a href="https://island.example/">More</a>
        </p></block></body.content></body></nitf>"""
    )
    assert (title, day, outlet, authors) == (TITLE, DAY, "Harbour Agency", ("Ana Sá",))


def test_a_place_is_not_said_twice() -> None:
    (article,) = articles(
        "<nitf><body><body.head><dateline>Oslo</dateline></body.head><body.content>"
        f"<p>OSLO (NTB) — {FIRST}</p></body.content></body></nitf>"
    )
    assert article.text.casefold().count("oslo") == 1


def test_lines_of_a_wire_in_one_element_are_the_paragraphs_that_they_were() -> None:
    (article,) = articles(
        f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
        <newsItem guid="tag:a">
        <contentMeta><headline>{TITLE}</headline></contentMeta><contentSet><inlineXML><html
        xmlns="http://www.w3.org/1999/xhtml"><head><title /></head><body><p>(Adds detail)
    * Spot gold may edge up
    * Investors eye the bank

    By Ana Sa
    March 13 (HA) - The ferry to the island runs again, the harbour
master said on Wednesday.
    It was laid up in November after a fire in the engine
room.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"""
    )
    assert f"- {FIRST}\n\n{SECOND}" in article.text
    assert "* Spot gold may edge up\n\n* Investors eye the bank\n\nBy Ana Sa" in article.text


def test_markup_in_place_of_plain_text_is_read_as_such() -> None:
    title, *_ = facts(
        f"""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:b">
        <contentMeta><headline>{TITLE}</headline></contentMeta><contentSet>
        <inlineData contenttype="text/plain"><![CDATA[
<p>
            {FIRST}
</p><p>{SECOND}</p>]]></inlineData></contentSet></newsItem>"""
    )
    assert title == TITLE


@pytest.mark.parametrize(
    "content",
    [
        f"<p>{FIRST}</p><p>{SECOND}</p>",
        f"<nitf><body><body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>",
        f"&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;",
    ],
)
def test_the_first_newsml(content: str) -> None:
    item = f"""<NewsItem><Identification><NewsIdentifier><ProviderId>agency.example</ProviderId>
        <DateId>20240313</DateId><PublicIdentifier>urn:newsml:agency.example:1</PublicIdentifier>
        </NewsIdentifier></Identification><NewsManagement><FirstCreated>20240313T125902Z</FirstCreated>
        </NewsManagement><NewsComponent><NewsLines><HeadLine>{TITLE}</HeadLine>
        <ByLine>By Ana Sá</ByLine><DateLine>Lower Quay, 13 March 2024 (HA)</DateLine></NewsLines>
        <AdministrativeMetadata><Provider><Party FormalName="Harbour Agency"/></Provider>
        </AdministrativeMetadata><DescriptiveMetadata><Language FormalName="en"/>
        </DescriptiveMetadata><NewsComponent><ContentItem><MediaType FormalName="Text"/>
        <DataContent>{content}</DataContent></ContentItem>
        <ContentItem><MediaType FormalName="Photo"/><DataContent>AAAA</DataContent>
        </ContentItem></NewsComponent></NewsComponent></NewsItem>"""
    assert facts(f"<NewsML>{item}</NewsML>") == (TITLE, DAY, "Harbour Agency", ("Ana Sá",))
    (article,) = articles(f"<NewsML>{item}</NewsML>")
    assert article.key == "urn:newsml:agency.example:1"
    assert "AAAA" not in article.text


@pytest.mark.parametrize(
    "said",
    [
        f"<contentMeta><language tag='pt'/><headline>{TITLE}</headline></contentMeta>",
        f"<contentMeta><headline xml:lang='pt'>{TITLE}</headline></contentMeta>",
    ],
)
def test_what_language_an_item_is_in(said: str) -> None:
    (article,) = articles(
        f"""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:c">
        {said}<contentSet><inlineData contenttype="text/plain">{FIRST}
        {SECOND}</inlineData></contentSet></newsItem>"""
    )
    assert article.language == "pt"
