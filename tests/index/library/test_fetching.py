"""Pages and feeds fetched into a library from a server on loopback, again and again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from index.errors import NotFound
from index.fetching.rules import FetchRules
from index.fetching.urls import web_address
from index.library import Library
from index.library.imports.fetching import FetchOptions
from index.library.imports.importing import Imported, ImportOptions, Status
from index.library.imports.subscribing import (
    feeds_listed,
    feeds_wanted,
    follow,
    forget,
    pause,
    put_back,
    sources_of,
)
from tests.support.web_server import Answer, Asked, Server, serving

RULES = FetchRules(private=True, connect=10, silence=30, total=60, pause=0)
FERRY = (
    "A ferry with 240 passengers sank on Sunday night off the island of Samar, the coast guard"
    " said. Rescuers pulled 212 survivors from the water before dawn."
)
FILM = "The festival in Locarno opened on Wednesday with a film about the last glaciers of Peru."
BRIDGE = "The bridge over the river Tisa was opened again on Friday after two years of repairs."
ITEM = """<item><guid isPermaLink="false">{id}</guid><title>{title}</title><link>{link}</link>
<pubDate>Tue, 12 Mar 2024 10:00:00 GMT</pubDate><description>{text}</description></item>"""


def feed(*items: tuple[str, str, str], title: str = "Island News") -> bytes:
    """An RSS feed of (id, headline, text)."""
    told = "".join(
        ITEM.format(id=id, title=headline, link=f"https://island.example/{id}", text=text)
        for id, headline, text in items
    )
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
    return f"{head}{told}</channel></rss>".encode()


FIRST = (("one", "Ferry sinks off Samar", FERRY), ("two", "Festival opens with glaciers", FILM))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def fetch(
    library: Library, *urls: str, rules: FetchRules = RULES, dry: bool = False, **how: bool
) -> list[Imported]:
    options = ImportOptions(dry_run=dry, fetching=FetchOptions(rules, **how))
    return list(library.add([web_address(url) for url in urls], options))


def statuses(told: Sequence[Imported]) -> list[str]:
    return sorted(done.status for done in told)


# ---------------------------------------------------------------- pages


PAGE = f"""<html lang="en"><head><title>Ferry sinks off Samar – Island News</title>
<meta property="og:site_name" content="Island News">
<meta property="article:published_time" content="2024-03-12T10:00:00Z">
<link rel="stylesheet" type="text/css" href="/style.css">
<link rel="alternate" hreflang="vi" title="Tiếng Việt" href="/vi">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" type="application/rss+xml" title="News" href="/feed?x=1&amp;y=2">
</head><body><article><h1>Ferry sinks off Samar</h1>{"".join(f"<p>{FERRY}</p>" for _ in "ab")}
</article></body></html>""".encode()


def test_a_page_becomes_an_article_with_its_address(library: Library, server: Server) -> None:
    server.pages["/ferry"] = Answer(PAGE)
    (done,) = fetch(library, server.url("/ferry"))
    assert (done.status, done.key) == (Status.ADDED, server.url("/ferry"))
    article = library.article(done.id)
    assert article.title == "Ferry sinks off Samar"
    assert article.outlet == "Island News"
    assert article.url == server.url("/ferry")
    assert str(article.published.interval.begin) == "2024-03-12"
    assert statuses(fetch(library, server.url("/ferry"))) == ["unchanged"]
    assert feeds_wanted(library) == []


def test_a_page_that_changed_is_a_new_version_with_its_marks(
    library: Library, server: Server
) -> None:
    server.pages["/ferry"] = Answer(PAGE)
    (done,) = fetch(library, server.url("/ferry"))
    article = library.article(done.id)
    start = article.text.index("Rescuers pulled 212 survivors")
    mark = library.notes.annotate(
        article.key, article.version, article.text, start, start + 29, note="How many?"
    )
    changed = PAGE.replace(b"<p>A ferry", b"<p>The president spoke of a sad day. A ferry", 1)
    server.pages["/ferry"] = Answer(changed)
    assert statuses(fetch(library, server.url("/ferry"))) == ["updated"]
    (placed,) = library.reading(done.id).annotations
    text = library.article(done.id).text
    assert placed.annotation.id == mark.id
    place = placed.placement.span
    assert place is not None
    assert text[place.start : place.end] == "Rescuers pulled 212 survivors"


def test_the_charset_that_a_server_names_is_heeded(library: Library, server: Server) -> None:
    text = "Мост через реку Тису снова открыт в пятницу после двух лет ремонта. " * 5
    server.pages["/"] = Answer(
        f"<html><body><p>{text}</p></body></html>".encode("koi8-r"),
        fields={"Content-Type": "text/html; charset=KOI8-R"},
    )
    (done,) = fetch(library, server.url("/"))
    assert "Мост через реку Тису" in library.article(done.id).text


def test_any_file_is_told_by_what_is_in_it(library: Library, server: Server) -> None:
    server.pages |= {
        "/a.html": Answer(f"Ferry sinks off Samar\n\n{FERRY}".encode()),
        "/lines": Answer(b'{"id": "x", "title": "Film", "text": "%s"}\n' % FILM.encode()),
        "/noise": Answer(bytes(range(256)) * 40),
    }
    told = fetch(library, *(server.url(path) for path in ("/a.html", "/lines", "/noise")))
    assert statuses(told) == ["added", "added", "failed"]
    # What is in a file from the web is named below its own address.
    assert library.find(f"{server.url('/lines')}#x")
    assert library.article(library.find(server.url("/a.html"))).url == server.url("/a.html")


def test_what_is_fetched_is_read_in_the_processes_with_limits(
    library: Library, server: Server
) -> None:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 9))
    bomb = b'<!DOCTYPE nitf [<!ENTITY l0 "ha">' + laughs + b"]><nitf><body>&l8;</body></nitf>"
    server.pages |= {"/bomb": Answer(b'<?xml version="1.0"?>' + bomb), "/": Answer(PAGE)}
    told = fetch(library, server.url("/bomb"), server.url("/"))
    assert statuses(told) == ["added", "failed"]


def test_nobody_can_replace_what_came_from_elsewhere(
    library: Library, server: Server, tmp_path: Path
) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text(f'{{"id": "https://island.example/one", "title": "Own", "text": "{BRIDGE}"}}\n')
    list(library.add([own]))
    server.pages["/feed"] = Answer(feed(("https://island.example/one", "Ferry", FERRY)))
    assert statuses(fetch(library, server.url("/feed"))) == ["added"]
    assert library.article(library.find("https://island.example/one")).text.strip() == BRIDGE


def test_a_file_with_the_bytes_of_something_fetched_is_not_that_moved(
    library: Library, server: Server, tmp_path: Path
) -> None:
    server.pages["/ferry"] = Answer(PAGE)
    fetch(library, server.url("/ferry"))
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "ferry.html").write_bytes(PAGE)
    (done,) = library.add([tmp_path / "news"])
    assert (done.key, done.status) == ("news/ferry.html", Status.DUPLICATE)
    assert statuses(fetch(library, server.url("/ferry"))) == ["unchanged"]


# ---------------------------------------------------------------- feeds


def test_a_feed_is_followed_and_its_articles_keep_their_identity(
    library: Library, server: Server
) -> None:
    url = server.url("/feed")
    server.pages["/feed"] = Answer(feed(*FIRST))
    assert statuses(fetch(library, url)) == ["added", "added"]
    (source,) = feeds_wanted(library)
    assert (source.url, source.title, source.error) == (url, "Island News", "")
    ferry = library.find(f"{url}#one")
    assert library.article(ferry).url == "https://island.example/one"
    # One changed, one left the feed, one is new.
    server.pages["/feed"] = Answer(
        feed(("three", "Bridge opens", BRIDGE), ("one", "Ferry sinks", f"{FERRY} Nobody knew why."))
    )
    assert statuses(fetch(library, url, again=True)) == ["added", "updated"]
    assert library.find(f"{url}#one") == ferry
    assert library.article(ferry).text.endswith("Nobody knew why.")
    assert library.find(f"{url}#two")
    assert library.archive.web.articles(url) == 3


def test_an_article_whose_address_changed_is_the_same_by_its_id(
    library: Library, server: Server
) -> None:
    server.pages["/feed"] = Answer(feed(*FIRST))
    fetch(library, server.url("/feed"))
    moved = feed(*FIRST).replace(b"https://island.example/one", b"https://island.example/x?y")
    server.pages["/feed"] = Answer(moved)
    assert statuses(fetch(library, server.url("/feed"), again=True)) == ["unchanged", "updated"]
    assert library.count() == 2


def test_ids_that_several_have_tell_none_of_them_apart(library: Library, server: Server) -> None:
    server.pages["/feed"] = Answer(
        feed(*FIRST)
        .replace(b">one</guid>", b">same</guid>")
        .replace(b">two</guid>", b">same</guid>")
    )
    assert statuses(fetch(library, server.url("/feed"))) == ["added", "added"]
    assert library.find(f"{server.url('/feed')}#https://island.example/two")


def test_an_unchanged_feed_is_asked_for_with_what_is_known(
    library: Library, server: Server
) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.fields.get("if-none-match") == '"1"':
            return Answer(status=304)
        return Answer(feed(*FIRST), fields={"ETag": '"1"', "Last-Modified": "Tue"})

    server.pages["/feed"] = answer
    url = server.url("/feed")
    fetch(library, url)
    assert statuses(fetch(library, url, again=True)) == ["unchanged"]
    assert server.asked[-1].fields["if-modified-since"] == "Tue"


def test_what_was_taken_out_of_a_feed_stays_out_until_it_is_added(
    library: Library, server: Server
) -> None:
    url = server.url("/feed")
    server.pages["/feed"] = Answer(feed(*FIRST))
    fetch(library, url)
    library.take_out([library.find(f"{url}#one")])
    server.pages["/feed"] = Answer(feed(*FIRST, ("three", "Bridge opens", BRIDGE)))
    assert statuses(fetch(library, url, again=True)) == ["added", "unchanged"]
    assert library.count() == 2
    assert statuses(fetch(library, url)) == ["added", "unchanged", "unchanged"]
    assert library.count() == 3


def test_a_feed_that_moved_for_good_is_looked_for_there_and_keeps_its_name(
    library: Library, server: Server
) -> None:
    url = server.url("/feed")
    server.pages["/feed"] = Answer(status=301, fields={"Location": "/new"})
    server.pages["/new"] = Answer(feed(*FIRST))
    fetch(library, url)
    (source,) = feeds_wanted(library)
    assert (source.url, source.home) == (url, server.url("/new"))
    server.pages["/new"] = Answer(feed(*FIRST, ("three", "Bridge opens", BRIDGE)))
    assert statuses(fetch(library, url, again=True)) == ["added", "unchanged", "unchanged"]
    assert server.targets() == ["/feed", "/new", "/new"]
    assert library.find(f"{url}#three")


def test_what_goes_wrong_with_a_feed_is_noted_and_forgotten_when_it_is_well(
    library: Library, server: Server
) -> None:
    url = server.url("/feed")
    server.pages["/feed"] = Answer(feed(*FIRST))
    fetch(library, url)
    for answer, reason in (
        (Answer(b"", 500), "HTTP 500"),
        (Answer(PAGE), "no longer a feed"),
    ):
        server.pages["/feed"] = answer
        assert statuses(fetch(library, url, again=True)) == ["failed"]
        (source,) = feeds_wanted(library)
        assert reason in source.error
    server.pages["/feed"] = Answer(feed(*FIRST, ("three", "Bridge opens", BRIDGE)))
    fetch(library, url, again=True)
    assert feeds_wanted(library)[0].error == ""
    assert library.count() == 3
    server.pages["/feed"] = Answer(b"", 410)
    fetch(library, url, again=True)
    assert [one.paused for one in library.archive.web.followed()] == [True]
    assert feeds_wanted(library) == []


def test_who_wants_to_be_left_alone_is(library: Library, server: Server) -> None:
    url = server.url("/feed")
    server.pages["/feed"] = Answer(feed(*FIRST))
    fetch(library, url)
    server.pages["/feed"] = Answer(b"", 429, {"Retry-After": "3600"})
    fetch(library, url, again=True)
    asked = len(server.asked)
    (done,) = fetch(library, url, again=True)
    assert (done.status, "left alone until" in done.error) == (Status.SKIPPED, True)
    assert len(server.asked) == asked
    # Who names it outright has it asked.
    server.pages["/feed"] = Answer(feed(*FIRST))
    assert statuses(fetch(library, url)) == ["unchanged"]


def test_an_empty_feed_is_followed_like_any_other(library: Library, server: Server) -> None:
    server.pages["/feed"] = Answer(feed())
    assert fetch(library, server.url("/feed")) == []
    assert len(feeds_wanted(library)) == 1


def test_a_dry_run_fetches_and_writes_nothing(library: Library, server: Server) -> None:
    server.pages["/feed"] = Answer(feed(*FIRST))
    assert statuses(fetch(library, server.url("/feed"), dry=True)) == ["added", "added"]
    assert library.count() == 0
    assert library.archive.web.followed() == []


def test_of_a_page_the_feed_is_followed_that_is_not_of_comments(
    library: Library, server: Server
) -> None:
    server.pages |= {"/": Answer(PAGE), "/feed?x=1&y=2": Answer(feed(*FIRST))}
    assert statuses(fetch(library, server.url("/"), follow=True)) == ["added", "added"]
    (source,) = feeds_wanted(library)
    assert source.url == server.url("/feed?x=1&y=2")
    server.pages["/plain"] = Answer(b"<html><body><p>Nothing here.</p></body></html>")
    (done,) = fetch(library, server.url("/plain"), follow=True)
    assert "no feed and names none" in done.error
    server.pages["/evil"] = Answer(
        PAGE.replace(b"/feed?x=1&amp;y=2", b"javascript:alert(1)").replace(
            b"/comments/feed", b"http://10.0.0.1/feed"
        )
    )
    told = fetch(
        library, server.url("/evil"), follow=True, rules=replace(RULES, total=5, connect=0.2)
    )
    assert statuses(told) == ["failed"]


# ---------------------------------------------------------------- nothing by itself


def test_an_address_is_not_fetched_unless_that_was_asked_for(
    library: Library, server: Server
) -> None:
    server.pages["/"] = Answer(PAGE)
    (done,) = library.add([web_address(server.url("/"))])
    assert done.error == "is fetched only when asked for"
    assert server.asked == []


SAMPLES = Path(__file__).parents[2] / "data" / "samples"
NO_SOCKETS = """
import sys
from pathlib import Path

def refuse(event, arguments):
    if event.startswith("socket."):
        print(event, arguments)
        raise RuntimeError(event)

sys.addaudithook(refuse)
import whoosh.index  # 2.7.4 brings what fetches along, and never asks it
known = set(sys.modules)
from index.library import Library

with Library.open(Path(sys.argv[1])) as library:
    told = list(library.add([Path(sys.argv[2])]))
assert len(told) > 20, told
assert not {"index.fetching.process", "http.client", "ssl"} & (set(sys.modules) - known)
"""


def test_importing_files_opens_no_socket(tmp_path: Path) -> None:
    """Feeds, lists of feeds, pages that name others: not one is asked for anything."""
    done = subprocess.run(
        [sys.executable, "-c", NO_SOCKETS, str(tmp_path / "library"), str(SAMPLES)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


# ---------------------------------------------------------------- followed by a list


OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Island" title="Island News" type="rss"
 xmlUrl="https://island.example/feed"/><outline text="Old" xmlUrl="ftp://old.example/"/>
<outline text="Post" xmlUrl="https://post.example/rss"/></outline></body></opml>"""


def test_feeds_are_followed_by_a_list_chosen_by_name_paused_and_forgotten(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "feeds.opml").write_bytes(OPML)
    feeds, wrong = feeds_listed(tmp_path / "feeds.opml")
    assert [(one.url, one.title) for one in feeds] == [
        ("https://island.example/feed", "Island News"),
        ("https://post.example/rss", "Post"),
    ]
    assert wrong == []
    assert len(follow(library, feeds)) == 2
    assert follow(library, feeds) == []
    assert [one.url for one in feeds_wanted(library, ["ISLAND"])] == [feeds[0].url]
    assert [one.url for one in feeds_wanted(library, ["https://POST.example/rss"])] == [
        feeds[1].url
    ]
    assert len(feeds_wanted(library, ["example", "island"])) == 2
    with pytest.raises(NotFound, match="no feed that is followed"):
        feeds_wanted(library, ["nothing"])
    island, post = sources_of(library)
    pause(library, island.place, True)
    assert [one.url for one in feeds_wanted(library)] == [post.place]
    assert len(feeds_wanted(library, ["island"])) == 1
    forget(library, post.place)
    assert [one.place for one in sources_of(library)] == [island.place]
    put_back(library, post)
    assert len(sources_of(library)) == 2


def test_a_file_that_lists_no_feeds_says_so(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(FERRY)
    feeds, (error,) = feeds_listed(tmp_path / "news.txt")
    assert feeds == []
    assert "culm does not read" in error.reason or "names none" in error.reason
