"""Pages as archives of the web and savers keep them, and pages that are cut up or cut off."""

from __future__ import annotations

import html
import io
import json

import pytest

from index.article import Article
from index.readers.reading import read_stream

TITLE = "Council votes to rebuild the Mill Lane bridge"
OUTLET, AUTHOR, DAY = "Harbour Post", "Jane Roe", "2024-03-12"
URL = "https://www.harbourpost.example/local/bridge-vote"
STORY = (
    "The council of Lower Quay voted on Monday night to rebuild the Mill Lane bridge, which was"
    " closed in November after a lorry broke through its wooden deck.",
    "Nine of the thirteen members were in favour of the plan, which costs 4.2 million pounds and"
    " keeps the stone piers of 1871. Work is to begin in June and to last for eighteen months.",
    "Shopkeepers on the far side had asked for a temporary crossing. The council will decide on"
    " that in April, when the engineers have said what the river bed can carry.",
    "The bridge was last repaired in 1994. Until it is open again, buses go round by the station,"
    " which takes eleven minutes longer.",
)
SHOWN = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in STORY)
TOLD = (
    f'<title>{TITLE} | {OUTLET}</title><meta property="og:site_name" content="{OUTLET}">'
    f'<meta name="author" content="{AUTHOR}">'
    f'<meta property="article:published_time" content="{DAY}T21:02:11Z">'
)
BODY = f"<main><article><h1>{TITLE}</h1>{SHOWN}</article></main>"


def page(head: str = TOLD, body: str = BODY, *, attributes: str = "", note: str = "") -> str:
    return (
        f"<!DOCTYPE html>\n<html lang='en' {attributes}>{note}<head><meta charset='utf-8'>{head}"
        f"</head><body>{body}</body></html>"
    )


def article(content: str) -> Article:
    (read,) = read_stream("saved", io.BytesIO(content.encode()), key="saved")
    assert isinstance(read, Article)
    return read


def is_whole(content: str) -> Article:
    """All that the page tells is found, and nothing is lost of its story."""
    read = article(content)
    begin = read.published.interval.begin
    told = (read.title, read.outlet, read.authors, begin.isoformat() if begin else "", read.url)
    assert told == (TITLE, OUTLET, (AUTHOR,), DAY, URL)
    assert [paragraph for paragraph in STORY if paragraph not in read.text] == []
    return read


ARCHIVED = f"https://web.archive.org/web/20240315093000/{URL}"
TOOLBAR = (
    "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp-base'><div>12 captures</div><p>Formed in"
    " 2009, the Archive Team is a collective that saves copies of sites that are about to be"
    " deleted, for the sake of history.</p></div><!-- END WAYBACK TOOLBAR INSERT -->"
)
CAPTURE = (
    f'<title>{TITLE} | {OUTLET}</title><meta property="og:site_name" content="archive.example">'
    f'<meta property="og:title" content="{TITLE} | {OUTLET}"><link rel="canonical"'
    ' href="https://archive.example/aBcDe"><meta property="article:published_time"'
    ' content="2024-03-15T09:30:00Z"><link rel="bookmark"'
    f' href="http://archive.example/20240315093000/{URL}">'
)
DIVS = "".join(f"<div style='display:block'>{html.escape(one)}</div>" for one in STORY)


@pytest.mark.parametrize(
    "content",
    [
        page(f'{TOLD}<link rel="canonical" href="{ARCHIVED}">', TOOLBAR + BODY),
        page(f'{TOLD}<meta property="og:url" content="{ARCHIVED}">'),
        page(note=f"<!-- saved from url=(0099){ARCHIVED} -->"),
        page(
            CAPTURE,
            "<div id='HEADER'><div>webpage capture</div><div>15 Mar 2024 09:30:00 UTC</div></div>"
            f"<div id='CONTENT'><div role='heading' aria-level='1'>{TITLE}</div><div>By <a"
            f" rel='author'>{AUTHOR}</a></div><time datetime='{DAY}T21:02:11Z'>March 12</time>"
            f"{DIVS}</div>",
        ),
    ],
)
def test_what_an_archive_shows_is_the_page_that_it_captured(content: str) -> None:
    read = is_whole(content)
    assert "capture" not in read.text


@pytest.mark.parametrize(
    "content",
    [
        page(note=f"<!-- Saved from {URL} at 2024-03-15T09:30:00Z using monolith v2.8.1 -->"),
        page(f'{TOLD}<meta name="savepage-url" content="{URL}">'),
        page(attributes=f'data-scrapbook-source="{URL}" data-scrapbook-create="20240315093000000"'),
    ],
)
def test_savers_note_where_a_page_was(content: str) -> None:
    is_whole(content)


def test_a_saver_that_leaves_out_how_a_page_was_asked_for() -> None:
    mirrored = URL.removeprefix("https://")
    note = f"<!-- Mirrored from {mirrored} by HTTrack Website Copier/3.x, Fri, 15 Mar 2024 -->"
    assert article(page(note=note)).url == f"http://{mirrored}"


def test_a_page_that_was_saved_as_the_browser_sets_it_for_reading() -> None:
    read = article(
        page(
            f"<title>{TITLE}</title>",
            f"<div class='container'><a class='domain reader-domain' href='{URL}'>harbourpost"
            f".example</a><h1 class='reader-title'>{TITLE}</h1><div class='credits"
            f" reader-credits'>{AUTHOR}</div><div class='content'>{SHOWN}</div></div>",
        )
    )
    assert (read.title, read.authors, read.url) == (TITLE, (AUTHOR,), URL)


def test_parts_that_are_named_for_tests_only() -> None:
    is_whole(
        page(
            f'<title>{TITLE}</title><meta property="og:site_name" content="{OUTLET}">'
            f'<link rel="canonical" href="{URL}">',
            f"<main><header><h1>{TITLE}</h1><div data-qa='sc-byline'><a href='/p'>{AUTHOR}</a>"
            "</div><span data-testid='display-date'>March 12, 2024 at 6:30 p.m. EDT</span></header>"
            f"<div class='x3'>{SHOWN}</div></main>",
        )
    )


TEASERS = "".join(f"<li><a href='/{n}'><h3>What to cook in week {n}</h3></a></li>" for n in "123")


def test_a_story_with_something_between_its_parts_is_found_whole() -> None:
    place = SHOWN.index("<p>The bridge was")
    first = f"<div class='RichText RichText--iconLinks'>{SHOWN[:place]}</div>"
    last = f"<div class='RichText'>{SHOWN[place:]}<p>{STORY[2][::-1]}</p></div>"
    is_whole(
        page(
            f'{TOLD}<link rel="canonical" href="{URL}">',
            f"<main><article><header><h2>{TITLE}</h2></header><section data-area='body'>{first}"
            f"<section><h3>More</h3><ul>{TEASERS}</ul></section>{last}</section></article></main>",
        )
    )


def test_comments_do_not_take_the_place_of_a_story() -> None:
    comments = "".join(
        f"<div class='k{n}'><p>My grandmother crossed this bridge each morning for forty years, and"
        f" would have liked what you wrote about it and about the town, reader {n}.</p></div>"
        for n in range(30)
    )
    read = is_whole(page(f'{TOLD}<link rel="canonical" href="{URL}">', f"{BODY}<div>{comments}"))
    assert "grandmother" not in read.text


def test_where_readers_are_asked_to_pay_the_story_that_the_page_holds_is_taken() -> None:
    told = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(STORY)}
    read = is_whole(
        page(
            f'{TOLD}<link rel="canonical" href="{URL}"><script type="application/ld+json">'
            f"{json.dumps(told)}</script>",
            f"<main><article><h1>{TITLE}</h1><p>{STORY[0]}</p><div class='wall'><h2>Read on</h2><p>"
            "Get all our journalism, on every device, from one pound a month.</p></div></article>",
        )
    )
    assert "one pound" not in read.text
