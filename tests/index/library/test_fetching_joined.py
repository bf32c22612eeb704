"""A feed's summary and the page it leads to are one article; robots.txt is kept between runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.fetching.rules import FetchRules
from index.fetching.urls import web_address
from index.library import Library
from index.library.imports.fetching import FetchOptions
from index.library.imports.importing import Imported, ImportOptions
from tests.support.web_server import Answer, Server, serving

RULES = FetchRules(private=True, connect=10, silence=30, total=60, pause=0)
SUMMARY = "A ferry with 240 passengers sank on Sunday night off the island of Samar."
REST = (
    "Rescuers pulled 212 survivors from the water before dawn, the coast guard said.",
    "The ship had left Manila on Saturday with more people than it may carry.",
)


def feed(link: str, summary: str = SUMMARY) -> Answer:
    item = f"<item><guid>one</guid><title>Ferry sinks</title><link>{link}</link>"
    told = f"{item}<description>{summary}</description></item>"
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>Island News</title>'
    return Answer(f"{head}{told}</channel></rss>".encode())


def page(*paragraphs: str) -> Answer:
    told = "".join(f"<p>{text}</p>" for text in paragraphs)
    head = "<html lang='en'><head><title>Ferry sinks</title></head><body><article>"
    return Answer(f"{head}<h1>Ferry sinks</h1>{told}</article></body></html>".encode())


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def fetch(library: Library, *urls: str, **how: bool) -> list[Imported]:
    options = ImportOptions(fetching=FetchOptions(RULES, **how))
    return list(library.add([web_address(url) for url in urls], options))


def statuses(told: list[Imported]) -> list[str]:
    return sorted(one.status.value for one in told)


@pytest.mark.parametrize("tracking", ["", "?utm_source=rss&utm_medium=feed", "#comments"])
def test_the_page_is_the_new_version_of_what_the_feed_told(
    library: Library, server: Server, tracking: str
) -> None:
    server.pages["/feed"] = feed(server.url("/ferry") + tracking.replace("&", "&amp;"))
    server.pages["/ferry"] = page(SUMMARY, *REST)
    (told,) = fetch(library, server.url("/feed"))
    article = library.article(told.id)
    start = article.text.index("240 passengers")
    library.notes.annotate(article.key, article.version, article.text, start, start + 14)
    (joined,) = fetch(library, server.url("/ferry"))
    assert (joined.status, joined.key, joined.id) == ("updated", told.key, told.id)
    assert REST[1] in library.article(told.id).text
    assert len(library.reading(told.id).annotations) == 1
    assert library.count() == 1


def test_neither_looks_again_bring_the_summary_back(library: Library, server: Server) -> None:
    server.pages["/feed"] = feed(server.url("/ferry"))
    server.pages["/ferry"] = page(SUMMARY, *REST)
    (told,) = fetch(library, server.url("/feed"))
    fetch(library, server.url("/ferry"))
    server.pages["/feed"] = feed(server.url("/ferry"), f"{SUMMARY} More on our page.")
    fetch(library, server.url("/feed"), again=True)
    assert statuses(fetch(library, server.url("/ferry"))) == ["unchanged"]
    assert REST[1] in library.article(told.id).text
    server.pages["/ferry"] = page(SUMMARY, REST[1], "The owner was not to be reached on Monday.")
    assert statuses(fetch(library, server.url("/ferry"))) == ["updated"]
    text = library.article(told.id).text
    assert "The owner was not" in text
    assert REST[0] not in text
    assert library.count() == 1


def test_a_feed_adds_nothing_to_a_page_that_is_there(library: Library, server: Server) -> None:
    server.pages["/ferry"] = page(SUMMARY, *REST)
    (told,) = fetch(library, server.url("/ferry"))
    server.pages["/feed"] = feed(server.url("/ferry?utm_source=rss"))
    fetch(library, server.url("/feed"))
    assert library.count() == 1
    assert REST[1] in library.article(told.id).text


def test_a_page_that_tells_less_than_the_feed_leaves_it_as_it_is(
    library: Library, server: Server
) -> None:
    server.pages["/feed"] = feed(server.url("/ferry"), " ".join((SUMMARY, *REST)))
    server.pages["/ferry"] = page(f"{SUMMARY} Subscribe to read on.")
    (told,) = fetch(library, server.url("/feed"))
    assert statuses(fetch(library, server.url("/ferry"))) == ["unchanged"]
    assert REST[1] in library.article(told.id).text
    assert library.count() == 1


def test_no_page_takes_the_place_of_what_another_address_tells(
    library: Library, server: Server
) -> None:
    server.pages["/feed"] = feed(server.url("/ferry"))
    fetch(library, server.url("/feed"))
    claims = f"<link rel='canonical' href='{server.url('/ferry')}'></head>"
    posing = page("Buy our boats, which never sink, in all the harbours of Samar.", *REST)
    server.pages["/boats"] = Answer(posing.body.replace(b"</head>", claims.encode()))
    fetch(library, server.url("/boats"))
    assert library.count() == 2


def test_what_was_joined_and_taken_out_stays_out_of_the_feed(
    library: Library, server: Server
) -> None:
    server.pages["/feed"] = feed(server.url("/ferry"))
    server.pages["/ferry"] = page(SUMMARY, *REST)
    (told,) = fetch(library, server.url("/feed"))
    fetch(library, server.url("/ferry"))
    library.take_out([told.id])
    server.pages["/feed"] = feed(server.url("/ferry"), f"{SUMMARY} Anew.")
    fetch(library, server.url("/feed"), again=True)
    assert library.count() == 0
    fetch(library, server.url("/ferry"))
    assert library.count() == 1


# ---------------------------------------------------------------- robots.txt, kept


def asked_robots(server: Server) -> int:
    return [asked.target for asked in server.asked].count("/robots.txt")


def test_what_robots_txt_says_is_known_for_a_day(
    library: Library, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private")
    server.pages["/feed"] = feed("https://island.example/one")
    fetch(library, server.url("/feed"))
    assert statuses(fetch(library, server.url("/private"))) == ["failed"]
    fetch(library, server.url("/feed"), again=True)
    assert asked_robots(server) == 1
    now = time.time()
    monkeypatch.setattr("index.library.imports.fetching.time.time", lambda: now + 86_000)
    fetch(library, server.url("/feed"), again=True)
    assert asked_robots(server) == 1
    monkeypatch.setattr("index.library.imports.fetching.time.time", lambda: now + 86_500)
    server.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /feed")
    assert statuses(fetch(library, server.url("/feed"), again=True)) == ["failed"]
    assert asked_robots(server) == 2


def test_robots_txt_that_cannot_be_had_is_asked_for_again(library: Library, server: Server) -> None:
    server.pages["/robots.txt"] = Answer(b"", 503)
    server.pages["/ferry"] = page(SUMMARY, *REST)
    assert statuses(fetch(library, server.url("/ferry"))) == ["failed"]
    server.pages["/robots.txt"] = Answer(b"", 404)
    assert statuses(fetch(library, server.url("/ferry"))) == ["added"]
    assert asked_robots(server) == 2
